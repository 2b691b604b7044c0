"""The tables of a sheet, wherever they stand: found by their headings, with their rows and sections."""

from collections.abc import Iterable, Mapping

from workbook_tools import catalogue
from workbook_tools.findings import Finding, Where
from workbook_tools.periods import Period
from workbook_tools.reading.addresses import address_of
from workbook_tools.reading.appearances import findings_of_appearance
from workbook_tools.reading.found_headings import heading_cell
from workbook_tools.reading.found_tables import FoundTable, TableRow
from workbook_tools.reading.grids import Grid
from workbook_tools.reading.heading_labels import GridRow
from workbook_tools.reading.heading_rows import Rows, find_heading_rows, rows_of
from workbook_tools.reading.headings import Headings, normalise
from workbook_tools.reading.merged_cells import with_merged_cells
from workbook_tools.reading.table_regions import Region, regions_of
from workbook_tools.reading.table_rows import rows_of_table
from workbook_tools.reading.unread_text import Unread, unread_above

__all__ = ["FoundTable", "TableRow", "find_tables"]

CELLS_OF_A_TABLE_ROW = 2  # a sheet with two rows of so many cells holds something like a table


def find_tables(
    grid: Grid, file: str, headings: Headings, period: Period | None
) -> tuple[tuple[FoundTable, ...], tuple[Finding, ...]]:
    """The tables of a sheet and what is to be said of its layout.

    A hidden sheet is not read; it is reported if it holds a table. `period` is the return's own, None where it is not known.
    """
    rows = rows_of(grid)
    found = find_heading_rows(grid, rows, headings, period)
    sheet = Where(file, grid.name)
    if grid.hidden:
        return (), (catalogue.HIDDEN_SHEET_NOT_READ.at(sheet),) if found else ()
    if not found:
        return (), (catalogue.SHEET_NOT_UNDERSTOOD.at(sheet),) if _looks_like_table(grid.name, rows, headings) else ()
    numbers = list(rows)
    regions = regions_of(found, numbers[-1] + 1)
    tables: list[FoundTable] = []
    unread = unread_above(rows, found[0].first, headings)
    for region in regions:
        table_rows, not_read = rows_of_table(region, rows, numbers, headings)
        table_rows = with_merged_cells(table_rows, region.heading, grid)
        tables.append(FoundTable(region.heading.table, file, grid.name, region.heading, table_rows))
        unread.extend(not_read)
    return tuple(tables), (
        *(finding for region in regions for finding in _heading_findings(sheet, region, region.rows(rows, numbers), grid)),
        *findings_of_appearance(sheet, grid, tables),
        *(catalogue.TEXT_NOT_READ.at(_cell(sheet, block), count=block.count) for block in unread),
    )


def _looks_like_table(sheet: str, rows: Rows, headings: Headings) -> bool:
    if normalise(sheet) in headings.sheets_without_tables:
        return False
    return sum(len(cells) >= CELLS_OF_A_TABLE_ROW for cells in rows.values()) >= CELLS_OF_A_TABLE_ROW


def _heading_findings(sheet: Where, region: Region, rows: Mapping[int, GridRow], grid: Grid) -> Iterable[Finding]:
    """What is to be said of a table's headings. A column that names a later period and is still empty is left alone."""
    heading = region.heading
    filled = frozenset[int]().union(*rows.values()) if heading.unknown else frozenset()
    for column in heading.unknown:
        if column in filled or column not in heading.unread:
            where = Where(sheet.file, sheet.sheet, heading_cell(heading, column, grid))
            yield catalogue.HEADING_NOT_UNDERSTOOD.at(where, heading=heading.texts[column])
    for column, first in heading.twice.items():
        where = Where(sheet.file, sheet.sheet, heading_cell(heading, column, grid))
        yield catalogue.HEADING_TWICE.at(where, heading=heading.texts[column], first=heading.texts[first])


def _cell(sheet: Where, block: Unread) -> Where:
    return Where(sheet.file, sheet.sheet, address_of(*block.first))
