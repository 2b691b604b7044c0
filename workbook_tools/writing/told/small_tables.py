"""The small tables of the returns, each as an Excel table, with a chart where the scheme draws one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from workbook_tools.model.assessment import Assessment
from workbook_tools.model.scheme import ServiceTable
from workbook_tools.model.service_return import BreakdownCell
from workbook_tools.model.spellings import folded
from workbook_tools.writing.cells import CellValue, Number, printed_cell
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.frame import POINTS, Canvas
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.tables import ColumnSpec, TablePlace, write_table
from workbook_tools.writing.theme import Look
from workbook_tools.writing.told.prose import service_before
from workbook_tools.writing.told.table_charts import (
    HIGHEST,
    FigureChart,
    Series,
    chart_height,
    insert_figure_chart,
    matching_style,
)

ROW_WIDTH = 29.8  # characters of what the rows are,
COLUMN_WIDTH = 14.9  # and of a column of figures
MOST_COLUMNS = 8  # of figures beside each other; a wider table goes on below
WIDTHS = (ROW_WIDTH, *[COLUMN_WIDTH] * MOST_COLUMNS)
FEWEST_FOR_A_CHART = 4  # columns beside a table; a wider one has its chart below
WIDEST_CHART = 640  # pixels
BESIDE = 12  # pixels between a table and its chart
GAP = 12.0  # points of the row below

GridRow = tuple[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class SmallTable:
    """A small table of a return: its number in the summary from 1, its cells in order, what the scheme says of it."""

    number: int
    assessment: Assessment
    name: str
    cells: tuple[BreakdownCell, ...]
    layout: ServiceTable | None


def small_tables(facts: SummaryFacts, wanted: Callable[[ServiceTable | None], bool]) -> list[SmallTable]:
    """The small tables of all returns whose layout in the scheme is wanted: in the scheme's order, the others after them."""
    layouts = {folded(layout.table): layout for layout in facts.scheme.report.service_tables}
    found: list[SmallTable] = []
    for assessment in facts.assessments:
        cells: dict[str, list[BreakdownCell]] = {}
        for cell in assessment.service_return.breakdowns:
            cells.setdefault(cell.table, []).append(cell)
        for name, own in cells.items():
            found.append(SmallTable(len(found) + 1, assessment, name, tuple(own), layouts.get(folded(name))))
    order = {name: place for place, name in enumerate(layouts)}
    chosen = [table for table in found if wanted(table.layout)]
    return sorted(chosen, key=lambda table: order.get(folded(table.name), len(order)))


def write_small_table(canvas: Canvas, page: Page, row: int, table: SmallTable) -> int:
    """Writes a table under its name, with its chart beside or below it; returns the row below."""
    top = row
    row += page.write_block(row, (0, MOST_COLUMNS), _title(canvas, table), Look.SECTION)
    headings, rows = list(dict.fromkeys(cell.column for cell in table.cells)), _rows(table.cells)
    places: list[TablePlace] = []
    for start in range(0, len(headings), MOST_COLUMNS):
        shown = headings[start : start + MOST_COLUMNS]
        name = f"Breakdown_{table.number}_{len(places) + 1}"
        places.append(write_table(page, row, _columns(table, shown), rows, name=name))
        row = places[-1].last + 2
    _remember(canvas, page, table, places[0])
    below = row - 1
    page.raise_row(below, GAP)
    chart = _chart_of(canvas, table, headings, rows, places[0]) if len(places) == 1 else None
    if chart:
        _place_chart(page, chart, len(headings), places[0])
    page.keep_together(top, below, whole=chart is not None)
    return row


def _title(canvas: Canvas, table: SmallTable) -> str:
    name = (table.layout.title if table.layout else "") or table.name
    return service_before(canvas.facts, table.assessment, name)


def _columns(table: SmallTable, headings: Sequence[str]) -> list[ColumnSpec[GridRow]]:
    label = table.layout.rows if table.layout else "Row"
    return [
        ColumnSpec(label, ROW_WIDTH, lambda row: row[0]),
        *(ColumnSpec(heading, COLUMN_WIDTH, partial(_figure, heading), Look.NUMBER) for heading in headings),
    ]


def _rows(cells: Sequence[BreakdownCell]) -> list[GridRow]:
    """The rows in the order of the return; two figures for one place are both shown."""
    rows: dict[str, dict[str, str]] = {}
    for cell in cells:
        row = rows.setdefault(cell.row, {})
        row[cell.column] = f"{row[cell.column]}; {cell.value}" if cell.column in row else cell.value
    return list(rows.items())


def _figure(heading: str, row: GridRow) -> CellValue:
    return printed_cell(row[1].get(heading, ""))


def _remember(canvas: Canvas, page: Page, table: SmallTable, place: TablePlace) -> None:
    row_of = dict(zip(dict.fromkeys(cell.row for cell in table.cells), place.row_of, strict=True))
    for cell in table.cells:
        canvas.anchors.add(cell.where, page.name, row_of[cell.row])


def _chart_of(
    canvas: Canvas, table: SmallTable, headings: Sequence[str], rows: Sequence[GridRow], place: TablePlace
) -> FigureChart | None:
    """The chart that the scheme draws of a table; None where it draws none, or something in it is no number."""
    layout = table.layout
    if layout is None or layout.chart is None or place.row_of != tuple(range(place.heading + 1, place.last + 1)):
        return None
    named = set(map(folded, layout.columns))
    shown = [index for index, heading in enumerate(headings, start=1) if not named or folded(heading) in named]
    series = []
    for index in shown:
        heading = headings[index - 1]
        figures = [_figure(heading, row) for row in rows]
        if any(not isinstance(figure, Number) for figure in figures if figure):
            return None
        style = matching_style(canvas.facts.scheme, heading)
        numbers = tuple(figure if isinstance(figure, Number) else None for figure in figures)
        series.append(Series(heading, index, numbers, style))
    if not any(number for one in series for number in one.figures):
        return None
    return FigureChart(
        title=_title(canvas, table),
        rows=(place.heading + 1, place.last),
        labels=tuple(label for label, _ in rows),
        series=tuple(series),
        axes=(layout.rows, layout.axis),
        stacked=layout.chart == "stacked",
    )


def _place_chart(page: Page, chart: FigureChart, columns: int, place: TablePlace) -> None:
    """Puts a chart beside its table, or below it where the table is wide, and makes the row below high enough."""
    beside = columns + FEWEST_FOR_A_CHART <= MOST_COLUMNS
    room = page.height(place.heading, place.last) if beside else 0.0
    height = chart_height(chart, room / POINTS) if beside else chart_height(chart, HIGHEST)
    left = page.pixels(0, columns) + BESIDE if beside else 0
    width = min(page.pixels(0, MOST_COLUMNS) - left, WIDEST_CHART)
    page.raise_row(place.last + 1, max(GAP, height * POINTS - room + GAP))
    insert_figure_chart(page, chart, (place.heading if beside else place.last + 1, left), (width, height))
