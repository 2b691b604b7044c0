"""The small tables of the returns, as rows and columns."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from workbook_tools.model.assessment import Assessment
from workbook_tools.model.service_return import BreakdownCell
from workbook_tools.writing.cells import CellValue, printed_cell
from workbook_tools.writing.frame import Canvas, set_up_page, write_title_block
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary_facts import service_of
from workbook_tools.writing.tables import ColumnSpec, write_table
from workbook_tools.writing.theme import Look

SHEET = "Breakdowns"
ROW_WIDTH = 44.0  # characters of the row headings
COLUMN_WIDTH = 15.0  # characters of a column of figures
MOST_COLUMNS = 7  # of figures beside each other; a wider table goes on below

GridRow = tuple[str, Mapping[str, str]]


def write_breakdowns(canvas: Canvas) -> None:
    """Writes the sheet: each table under its name."""
    facts, page = canvas.facts, canvas.pages[SHEET]
    page.set_widths([ROW_WIDTH, *[COLUMN_WIDTH] * MOST_COLUMNS])
    row = write_title_block(page, facts, SHEET, f"Figures as the services state them. {facts.files}")
    for assessment in facts.assessments:
        prefix = f"{service_of(assessment)}: " if facts.several else ""
        for name, cells in _group(assessment):
            top = row
            row += page.write_block(row, (0, MOST_COLUMNS), f"{prefix}{name}", Look.SECTION)
            last = _write_grids(canvas, page, row, cells)
            page.keep_together(top, last)
            row = last + 2
    set_up_page(page, facts, (row - 2, MOST_COLUMNS))


def _group(assessment: Assessment) -> Iterable[tuple[str, Sequence[BreakdownCell]]]:
    """The cells of each table, tables in the order of the return."""
    tables: dict[str, list[BreakdownCell]] = {}
    for cell in assessment.service_return.breakdowns:
        tables.setdefault(cell.table, []).append(cell)
    return tables.items()


def _write_grids(canvas: Canvas, page: Page, top: int, cells: Sequence[BreakdownCell]) -> int:
    """A table in as many parts as its columns need; returns the last row."""
    headings = list(dict.fromkeys(cell.column for cell in cells))
    rows = _rows(cells)
    last = top
    for start in range(0, len(headings), MOST_COLUMNS):
        part = headings[start : start + MOST_COLUMNS]
        columns: list[ColumnSpec[GridRow]] = [
            ColumnSpec("Row", ROW_WIDTH, lambda row: row[0]),
            *(ColumnSpec(heading, COLUMN_WIDTH, partial(_figure, heading), Look.NUMBER) for heading in part),
        ]
        place = write_table(page, top, columns, rows)
        page.put(top, 0, "", page.theme.format(Look.HEADER))
        last, top = place.last, place.last + 2
        if start == 0:
            _remember(canvas, cells, place.row_of)
    return last


def _rows(cells: Sequence[BreakdownCell]) -> list[GridRow]:
    """The rows in the order of the return; two figures for one place are both shown."""
    rows: dict[str, dict[str, str]] = {}
    for cell in cells:
        row = rows.setdefault(cell.row, {})
        row[cell.column] = f"{row[cell.column]}; {cell.value}" if cell.column in row else cell.value
    return list(rows.items())


def _figure(heading: str, row: GridRow) -> CellValue:
    return printed_cell(row[1].get(heading, ""))


def _remember(canvas: Canvas, cells: Sequence[BreakdownCell], row_of: Sequence[int]) -> None:
    place = dict(zip(dict.fromkeys(cell.row for cell in cells), row_of, strict=True))
    for cell in cells:
        canvas.anchors.add(cell.where, SHEET, place[cell.row])
