"""Charts of counts, native ones of Excel: bars in the scheme's colours, counts with symbols, so that colour is not alone.

A chart shows the cells of a table of counts, and follows them where one is corrected.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workbook_tools.model.scheme import Style
from workbook_tools.schemes.contrast import contrast
from workbook_tools.writing.page import Page
from workbook_tools.writing.theme import ACCENT, FONT, INK, RULE

TITLE_SIZE, TEXT_SIZE = 11, 9  # points
WHITE = "#FFFFFF"
BELOW_EDGE = 2  # pixels that a chart begins below its row, so that no line of it is printed on the page before
GAP_BETWEEN_BARS = 45  # percent of a bar's width
PLOT = 0.75  # of a chart's width, about, that its longest bar takes
WITH_NAMES = 0.9  # likewise, with the names beside the bars
NARROWEST = 20  # pixels of a part of a bar that holds its count and its symbol
DESCRIPTION_LENGTH = 1000  # characters of the text that stands for a chart


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells in a row or a column: first row, first column, last row, last column, counted from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def on(self, sheet: str) -> list[str | int]:
        """As XlsxWriter takes a range."""
        return [sheet, self.first_row, self.first_column, self.last_row, self.last_column]


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart to be: its title, the cells with its categories, what it shows, and the words that stand for it.

    Attributes:
        title: in words.
        categories: the cells that name the bars.
        values: the cells of one series for each style of `styles`; a single one where each bar has a style of its own.
        styles: how series look, or, where there is one series, its bars.
        counts: what the cells of each series hold.
        description: the text that is read out in place of the chart.
        as_shares: whether bars are equally long, where their totals are too far apart to be seen beside each other.
        label_pixels: width of the longest name of a bar, as far as it is known.
    """

    title: str
    categories: Cells
    values: tuple[Cells, ...]
    styles: tuple[Style, ...]
    counts: tuple[tuple[int, ...], ...]
    description: str
    as_shares: bool = False
    label_pixels: float = 0.0

    @property
    def stacked(self) -> bool:
        """Whether several series share a bar."""
        return len(self.values) == len(self.styles)

    @property
    def subtype(self) -> dict[str, str]:
        """As XlsxWriter names it."""
        return {"subtype": "percent_stacked" if self.as_shares else "stacked"} if self.stacked else {}


def insert_bars(page: Page, bars: Bars, place: tuple[int, int], size: tuple[int, int]) -> None:
    """Puts a chart over empty cells.

    Args:
        page: the worksheet, which also holds the cells that the chart shows.
        bars: what it shows.
        place: row counted from 0, and pixels from the sheet's left edge.
        size: width and height in pixels.
    """
    chart = page.theme.new_chart({"type": "bar"} | bars.subtype)
    for values, series in zip(bars.values, _series(bars, size[0]), strict=True):
        chart.add_series({"categories": bars.categories.on(page.name), "values": values.on(page.name), **series})
    font = {"name": FONT, "size": TEXT_SIZE, "color": INK}
    chart.set_title(
        {"name": bars.title, "name_font": {"name": FONT, "size": TITLE_SIZE, "bold": True, "color": ACCENT}, "overlay": False}
    )
    chart.set_legend({"position": "bottom", "font": font} if bars.stacked else {"none": True})
    chart.set_y_axis(
        {"reverse": True, "num_font": font, "line": {"color": RULE}, "major_tick_mark": "none", "interval_unit": 1}
    )
    chart.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    chart.set_chartarea({"border": {"color": RULE}, "fill": {"color": WHITE}})
    chart.set_plotarea({"fill": {"none": True}})
    chart.set_size({"width": size[0], "height": size[1]})
    options = {"x_offset": place[1], "y_offset": BELOW_EDGE, "object_position": 2, "description": bars.description}
    page.sheet.insert_chart(place[0], 0, chart, options)


def describe(title: str, rows: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> str:
    """A chart in words: "Indicators by theme. People: 2 Red, 3 N/A. ..."; zeros are left out."""
    said = []
    for label, counts in rows:
        listed = ", ".join(f"{number} {word}" for word, number in counts if number)
        said.append(f"{label}: {listed or 'none'}." if label else f"{listed or 'None'}.")
    text = f"Bar chart: {title}. {' '.join(said)}"
    return text if len(text) <= DESCRIPTION_LENGTH else f"{text[: DESCRIPTION_LENGTH - 1]}…"


def _series(bars: Bars, width: int) -> list[dict[str, Any]]:
    if bars.stacked:
        return [
            {"name": " ".join(part for part in (style.symbol, style.word) if part), "gap": GAP_BETWEEN_BARS}
            | look_of(style)
            | {"data_labels": _labels(_counted(style), style.ink, "center") | {"custom": hidden}}
            for style, hidden in zip(
                bars.styles, _too_narrow(bars, min(width * PLOT, width * WITH_NAMES - bars.label_pixels)), strict=True
            )
        ]
    points = [look_of(style) for style in bars.styles]
    return [
        {"name": bars.title, "gap": GAP_BETWEEN_BARS, "points": points, "data_labels": _labels("#,##0", INK, "outside_end")}
    ]


def _too_narrow(bars: Bars, pixels: float) -> list[list[dict[str, bool] | None]]:
    """Of each series, the labels that are left out since their part of a bar is too narrow; the table holds their counts."""
    totals = [sum(parts) for parts in zip(*bars.counts, strict=True)]
    longest = max(totals)
    room = [pixels / ((total if bars.as_shares else longest) or 1) for total in totals]
    return [
        [{"delete": True} if 0 < count * each < NARROWEST else None for count, each in zip(counts, room, strict=True)]
        for counts in bars.counts
    ]


def look_of(style: Style) -> dict[str, Any]:
    """Fill and border; pale colours are edged by their ink, so that they stand out from the paper."""
    edge = max((style.fill, style.ink), key=lambda colour: contrast(colour, WHITE))
    return {"fill": {"color": style.fill}, "border": {"color": edge, "width": 0.75}}


def _counted(style: Style) -> str:
    """The number format of a count with the symbol of its status before it; zeros are not shown."""
    symbol = style.symbol.replace('"', "")
    return f'"{symbol} "#,##0;;' if symbol else "#,##0;;"


def _labels(number_format: str, ink: str, position: str) -> dict[str, Any]:
    font = {"name": FONT, "size": TEXT_SIZE, "bold": True, "color": ink}
    return {"value": True, "position": position, "num_format": number_format, "font": font}
