"""Charts of a small table's figures, native ones of Excel: bars with their figures beside them, axes with their names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workbook_tools.model.scheme import Scheme, Style
from workbook_tools.model.spellings import folded
from workbook_tools.schemes.contrast import contrast
from workbook_tools.writing.cells import Number, say_number
from workbook_tools.writing.charts import (
    DESCRIPTION_LENGTH,
    GAP_BETWEEN_BARS,
    TEXT_SIZE,
    TITLE_SIZE,
    WHITE,
    Cells,
    look_of,
)
from workbook_tools.writing.page import Page
from workbook_tools.writing.theme import ACCENT, FONT, INK, RULE, styles_of

HIGHEST = 500  # pixels of a chart
BAR, NARROW_BAR = 20, 15  # pixels of a bar with the gap beside it
TITLE_AND_AXIS, LEGEND = 95, 30  # pixels
FEWEST_BARS = 5  # that a chart has room for
SERIES_FILLS = ("#1B365D", "#8FB3D9", "#4A6FA5", "#D5E1EE", "#2F5D50", "#A9CDBF", "#6B4E71", "#D8C7DC")
"""Fills of series that the scheme has no colours for: dark and light by turns, told apart in grey as well."""


@dataclass(frozen=True, slots=True)
class Series:
    """A column of figures: its heading, its column counted from 0, its figures, and its looks where it counts a status."""

    heading: str
    column: int
    figures: tuple[Number | None, ...]
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class FigureChart:
    """A chart to be.

    Attributes:
        title: in words.
        rows: the first and the last row of its figures, counted from 0; what they are of stands in the first column.
        labels: what the rows are of.
        series: at least one.
        axes: what the rows are, and what the figures are.
        stacked: whether the series share a bar.
    """

    title: str
    rows: tuple[int, int]
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    axes: tuple[str, str]
    stacked: bool

    def column(self, column: int) -> Cells:
        """The chart's cells in a column."""
        return Cells(self.rows[0], column, self.rows[1], column)


def matching_style(scheme: Scheme, heading: str) -> Style | None:
    """The style of the status that a column counts; None where its heading is no status word."""
    return next((style for style in styles_of(scheme, "indicators") if folded(style.word) == folded(heading)), None)


def chart_height(chart: FigureChart, room: float) -> int:
    """Pixels of a chart's height: those of the room beside its table, if that is enough for its bars and not too much."""
    bars = max(FEWEST_BARS, len(chart.labels) * (1 if chart.stacked else len(chart.series)))
    around = TITLE_AND_AXIS + (LEGEND if len(chart.series) > 1 else 0)
    return min(HIGHEST, around + BAR * bars, max(int(room), around + NARROW_BAR * bars))


def insert_figure_chart(page: Page, chart: FigureChart, place: tuple[int, int], size: tuple[int, int]) -> None:
    """Puts a chart over empty cells.

    Args:
        page: the worksheet, which also holds the figures.
        chart: what it shows.
        place: row counted from 0, and pixels from the sheet's left edge.
        size: width and height in pixels.
    """
    drawn = page.theme.new_chart({"type": "bar"} | ({"subtype": "stacked"} if chart.stacked else {}))
    for index, series in enumerate(chart.series):
        drawn.add_series(
            {
                "name": [page.name, chart.rows[0] - 1, series.column],
                "categories": chart.column(0).on(page.name),
                "values": chart.column(series.column).on(page.name),
                "gap": GAP_BETWEEN_BARS,
                **_look(chart, index),
            }
        )
    font = {"name": FONT, "size": TEXT_SIZE, "color": INK}
    drawn.set_title({"name": chart.title, "name_font": font | {"size": TITLE_SIZE, "bold": True, "color": ACCENT}})
    drawn.set_legend({"position": "bottom", "font": font} if len(chart.series) > 1 else {"none": True})
    drawn.set_y_axis(
        {"name": chart.axes[0], "name_font": font, "num_font": font, "reverse": True, "line": {"color": RULE},
         "major_tick_mark": "none", "interval_unit": 1, "crossing": "max"}
    )  # fmt: skip
    drawn.set_x_axis(
        {"name": chart.axes[1], "name_font": font, "num_font": font, "min": 0, "major_gridlines": {"visible": False},
         "line": {"color": RULE}, "num_format": _number_format(chart.series[0].figures), "num_format_linked": False}
    )  # fmt: skip
    drawn.set_chartarea({"border": {"color": RULE}, "fill": {"color": WHITE}})
    drawn.set_size({"width": size[0], "height": size[1]})
    options = {"x_offset": place[1], "object_position": 2, "description": describe_figures(chart)}
    page.sheet.insert_chart(place[0], 0, drawn, options)


def describe_figures(chart: FigureChart) -> str:
    """A chart in words: "Bar chart: Complaints by stage. Resources: Stage 1 97.4%, Stage 2 2.6%."; empty cells are left out."""
    said = []
    for row, label in enumerate(chart.labels):
        figures = [(series.heading, series.figures[row]) for series in chart.series]
        listed = ", ".join(f"{heading} {say_number(number)}" for heading, number in figures if number is not None)
        said.append(f"{label}: {listed or 'no figures'}.")
    text = f"Bar chart: {chart.title}. {' '.join(said)}"
    return text if len(text) <= DESCRIPTION_LENGTH else f"{text[: DESCRIPTION_LENGTH - 1]}…"


def _look(chart: FigureChart, index: int) -> dict[str, Any]:
    """Fill, border and figures of a series; a stacked figure stands in its part, others beside their bar."""
    fill = SERIES_FILLS[index % len(SERIES_FILLS)]
    style = chart.series[index].style
    ink = style.ink if style else INK
    labels: dict[str, Any] = {"value": True, "font": {"name": FONT, "size": TEXT_SIZE, "bold": True, "color": INK}}
    if chart.stacked:
        labels |= {"position": "center", "num_format": _without_zeros(chart.series[index].figures)}
        labels["font"] = labels["font"] | {"color": ink if style else _readable_on(fill)}
    else:
        labels["position"] = "outside_end"
    looks = look_of(style) if style else {"fill": {"color": fill}, "border": {"color": SERIES_FILLS[0], "width": 0.75}}
    return {**looks, "data_labels": labels}


def _readable_on(fill: str) -> str:
    return max((WHITE, INK), key=lambda ink: contrast(ink, fill))


def _without_zeros(figures: Sequence[Number | None]) -> str:
    """The number format of the figures in a bar; zeros are not shown."""
    return f"{_number_format(figures)};;"


def _number_format(figures: Sequence[Number | None]) -> str:
    return next((number.number_format.partition(";")[0] for number in figures if number is not None), "General")
