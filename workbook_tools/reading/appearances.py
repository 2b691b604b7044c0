"""What an officer sees of a table and the reading does not: hidden rows and columns, lines struck out, merged cells."""

from collections.abc import Iterable, Iterator

from workbook_tools import catalogue
from workbook_tools.findings import Finding, Where
from workbook_tools.reading.addresses import address_of
from workbook_tools.reading.cells import text_of
from workbook_tools.reading.found_headings import heading_cell
from workbook_tools.reading.found_tables import FoundTable
from workbook_tools.reading.grids import Grid
from workbook_tools.reading.merged_cells import covered_places, is_merged_section


def findings_of_appearance(sheet: Where, grid: Grid, tables: Iterable[FoundTable]) -> Iterator[Finding]:
    """What is to be said of tables that look otherwise than they are read."""
    for table in tables:
        yield from _hidden_columns(sheet, grid, table)
        yield from _hidden_rows(sheet, grid, table)
        yield from _struck_out_rows(sheet, grid, table)
        yield from _merged_cells(sheet, grid, table)


def _hidden_columns(sheet: Where, grid: Grid, table: FoundTable) -> Iterator[Finding]:
    for column in table.columns_read:
        if column in grid.hidden_columns:
            where = Where(sheet.file, sheet.sheet, heading_cell(table.heading, column, grid))
            yield catalogue.HIDDEN_COLUMNS_READ.at(where, heading=table.heading.texts[column])


def _hidden_rows(sheet: Where, grid: Grid, table: FoundTable) -> Iterator[Finding]:
    """One finding for rows between which no row is shown."""
    runs: list[list[int]] = []
    for row in table.rows:
        if row.number not in grid.hidden_rows:
            continue
        if runs and all(between in grid.hidden_rows for between in range(runs[-1][-1] + 1, row.number)):
            runs[-1].append(row.number)
        else:
            runs.append([row.number])
    for run in runs:
        where = Where(sheet.file, sheet.sheet, address_of(run[0], min(table.heading.fields.values())))
        yield catalogue.HIDDEN_ROWS_READ.at(where, count=len(run))


def _struck_out_rows(sheet: Where, grid: Grid, table: FoundTable) -> Iterator[Finding]:
    for row in table.rows if grid.struck_out else ():
        struck = (column for column in table.columns_read if (row.number, column) in grid.struck_out)
        if column := next(struck, None):
            code, _ = text_of(row.cells.get("code"), sheet)
            yield catalogue.ROW_STRUCK_OUT.at(Where(sheet.file, sheet.sheet, address_of(row.number, column)), code)


def _merged_cells(sheet: Where, grid: Grid, table: FoundTable) -> Iterator[Finding]:
    """One finding for each area that covers cells that would be read; sections merged down are understood."""
    rows, columns = [row.number for row in table.rows], table.columns_read
    for area in grid.merged:
        top, left, bottom, right = area
        understood = left == right and is_merged_section(area, table.heading)
        if not understood and any(covered_places(area, rows, columns)):
            first, last = address_of(top, left), address_of(bottom, right)
            yield catalogue.CELLS_MERGED.at(Where(sheet.file, sheet.sheet, first), area=f"{first}:{last}")
