"""Small line charts of indicators' histories with their targets, native ones of Excel, in a grid over high, empty rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workbook_tools.writing.charts import BELOW_EDGE, DESCRIPTION_LENGTH, TEXT_SIZE, TITLE_SIZE, WHITE, Cells
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.frame import POINTS
from workbook_tools.writing.theme import ACCENT, FONT, INK, MUTED, RULE

ABREAST = 3
HEIGHT = 180  # pixels
BETWEEN = 10  # pixels
VALUE, TARGET = "Value", "Target"
FONT_OF_TEXT = {"name": FONT, "size": TEXT_SIZE, "color": INK}


@dataclass(frozen=True, slots=True)
class LineChart:
    """A chart to be: title, cells with periods, figures and, where it has one, its target repeated; how figures are shown."""

    title: str
    periods: Cells
    figures: Cells
    target: Cells | None
    number_format: str
    description: str


def leave_room(page: Page, row: int, charts: int) -> int:
    """Makes a high row for every three charts from `row` on, and returns the row below them."""
    rows = -(-charts // ABREAST)
    for offset in range(rows):
        page.raise_row(row + offset, (HEIGHT + BETWEEN) * POINTS)
        page.keep_together(row + offset, row + offset)
    return row + rows


def insert_line_charts(page: Page, row: int, last_column: int, charts: Sequence[LineChart]) -> None:
    """Puts charts over the rows that were left for them, side by side up to the column `last_column`."""
    width = (page.pixels(0, last_column) - BETWEEN * (ABREAST - 1)) // ABREAST
    for number, each in enumerate(charts):
        chart = _draw(page, each)
        chart.set_size({"width": width, "height": HEIGHT})
        place = {"x_offset": number % ABREAST * (width + BETWEEN), "y_offset": BELOW_EDGE}
        options = place | {"object_position": 2, "description": each.description[:DESCRIPTION_LENGTH]}
        page.sheet.insert_chart(row + number // ABREAST, 0, chart, options)


def _draw(page: Page, each: LineChart) -> Any:
    chart = page.theme.new_chart({"type": "line"})
    marker = {"type": "circle", "size": 6, "fill": {"color": ACCENT}, "border": {"color": ACCENT}}
    chart.add_series(_series(page, VALUE, each, each.figures) | {"line": {"color": ACCENT, "width": 2}, "marker": marker})
    if each.target:
        line = {"color": MUTED, "width": 1.5, "dash_type": "dash"}
        chart.add_series(_series(page, TARGET, each, each.target) | {"line": line, "marker": {"type": "none"}})
    font = {"name": FONT, "size": TITLE_SIZE, "bold": True, "color": ACCENT}
    chart.set_title({"name": each.title, "name_font": font, "overlay": False})
    chart.set_legend({"position": "bottom", "font": FONT_OF_TEXT})
    chart.set_x_axis({"num_font": FONT_OF_TEXT, "line": {"color": RULE}})
    chart.set_y_axis(
        {"num_font": FONT_OF_TEXT, "num_format": each.number_format, "line": {"none": True}}
        | {"major_gridlines": {"visible": True, "line": {"color": RULE}}}
    )
    chart.set_chartarea({"border": {"color": RULE}, "fill": {"color": WHITE}})
    chart.show_blanks_as("span")  # a period without a figure does not tear the line
    return chart


def _series(page: Page, name: str, each: LineChart, cells: Cells) -> dict[str, Any]:
    return {"name": name, "categories": each.periods.on(page.name), "values": cells.on(page.name)}
