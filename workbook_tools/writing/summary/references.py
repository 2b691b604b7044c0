"""Cells that show what stands elsewhere in the workbook: a formula, so that a correction is followed, and today's value."""

from dataclasses import dataclass

from workbook_tools.writing.cells import CellValue, Number
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.frame import ReportPlace
from workbook_tools.writing.theme import Look


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell of a report's table: its sheet, its row and column counted from 0, and what it shows.

    `column` is None where the table has no such column; then the value alone is written.
    """

    sheet: str
    row: int
    column: int | None
    value: CellValue


def find_reference(place: ReportPlace, sheet: str, index: int, field: str, value: CellValue) -> Reference:
    """The cell of a field in the row of the `index`-th line of a report's table."""
    return Reference(sheet, place.rows[index], place.columns.get(field), value)


def write_reference(page: Page, row: int, columns: tuple[int, int], reference: Reference, look: Look) -> None:
    """Writes a cell, over several columns where it is given them; the row keeps its height."""
    value = reference.value
    cell_format = page.theme.figure(look, value.number_format) if isinstance(value, Number) else page.theme.format(look)
    if columns[1] > columns[0]:
        page.sheet.merge_range(row, columns[0], row, columns[1], "", cell_format)
    page.put(row, columns[0], value, cell_format)
    if reference.column is not None:
        source = f"'{reference.sheet}'!{page.cell(reference.row, reference.column)}"
        page.make_live(row, columns[0], f'=IF({source}="","",{source})')
