"""The tables of a sheet, wherever they stand: found by their headings, with their rows and sections."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from workbook_tools import catalogue
from workbook_tools.findings import Finding, Where
from workbook_tools.model.layout import Table
from workbook_tools.periods import Period
from workbook_tools.reading.addresses import address_of
from workbook_tools.reading.grids import Cell, CellKind, Grid
from workbook_tools.reading.heading_rows import GridRow, HeadingRow, find_heading_rows, rows_of
from workbook_tools.reading.headings import Headings, normalise

SECTION_FIELDS = {"risks": "register"} | dict.fromkeys(("indicators", "actions", "finance", "repeated"), "section")
"""The field that a section row fills, by table; a row with a single text in any other table is a row like all others."""
PERCENT_WORDS = ("%", "percent")
CELLS_OF_A_TABLE_ROW = 2  # a sheet with two rows of so many cells holds something like a table


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its cells by field, the section that a row above gave it, its earlier values by column."""

    number: int
    cells: Mapping[str, Cell]
    section: str = ""
    earlier: Mapping[int, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table as it stands on its sheet."""

    table: Table
    file: str
    sheet: str
    heading: HeadingRow
    rows: tuple[TableRow, ...]

    @property
    def section_field(self) -> str:
        """The field that section rows fill; "" where the table has none."""
        return _section_field(self.table)

    def where(self, row: TableRow, column: int) -> Where:
        """The place of a cell."""
        return Where(self.file, self.sheet, address_of(row.number, column))

    def addresses(self, row: TableRow) -> dict[str, str]:
        """The address of each of the table's fields in a row, filled in or not."""
        return {name: address_of(row.number, column) for name, column in self.heading.fields.items()}

    def counts_in_percent(self, name: str) -> bool:
        """Whether the heading itself says that its figures are percentages ("% complete")."""
        text = normalise(self.heading.texts[self.heading.fields[name]])
        return any(word in text for word in PERCENT_WORDS)


def find_tables(
    grid: Grid, file: str, headings: Headings, period: Period | None
) -> tuple[tuple[FoundTable, ...], tuple[Finding, ...]]:
    """The tables of a sheet and what is to be said of its headings.

    A hidden sheet is not read; it is reported if it holds a table. `period` is the return's own, None where it is not known.
    """
    found = find_heading_rows(grid, headings, period)
    sheet = Where(file, grid.name)
    if grid.hidden:
        return (), (catalogue.HIDDEN_SHEET_NOT_READ.at(sheet),) if found else ()
    if not found:
        return (), (catalogue.SHEET_NOT_UNDERSTOOD.at(sheet),) if _looks_like_table(grid, headings) else ()
    starts = [heading for index, heading in enumerate(found) if not index or not heading.repeats(found[index - 1])]
    rows = rows_of(grid)
    ends = [heading.first for heading in starts[1:]] + [max(rows) + 1]
    tables = tuple(
        FoundTable(
            heading.table,
            file,
            grid.name,
            heading,
            _with_merged_sections(_table_rows(heading, end, found, rows), heading, grid),
        )
        for heading, end in zip(starts, ends, strict=True)
    )
    return tables, (*_heading_findings(sheet, starts), *_hidden_row_findings(sheet, grid, tables))


def _looks_like_table(grid: Grid, headings: Headings) -> bool:
    if normalise(grid.name) in headings.sheets_without_tables:
        return False
    return sum(len(cells) >= CELLS_OF_A_TABLE_ROW for cells in rows_of(grid).values()) >= CELLS_OF_A_TABLE_ROW


def _table_rows(
    heading: HeadingRow, end: int, headings: Iterable[HeadingRow], rows: Mapping[int, GridRow]
) -> tuple[TableRow, ...]:
    """The rows from below a heading to before the row `end`; where the heading is repeated among them it is passed over."""
    repeats = [other for other in headings if heading.last < other.first < end]
    repeated = {row for other in repeats for row in range(other.first, other.last + 1)}
    section = _opening_section(heading, repeats, rows)
    found = []
    for number, cells in rows.items():
        if not heading.last < number < end or number in repeated:
            continue
        if (name := _section_name(heading, cells)) is not None:
            section = name
            continue
        named = {name: cells[column] for name, column in heading.fields.items() if column in cells}
        earlier = {column: cells[column] for column in heading.earlier if column in cells}
        if named or earlier:
            found.append(TableRow(number, named, section, earlier))
    return tuple(found)


def _with_merged_sections(rows: Iterable[TableRow], heading: HeadingRow, grid: Grid) -> tuple[TableRow, ...]:
    """The rows, each with the section whose cell is merged down over it; a figure merged over rows stays that of the first."""
    name = _section_field(heading.table)
    column = heading.fields.get(name)
    areas = sorted((top, bottom) for at, top, bottom in grid.merged_down if at == column and top > heading.last)
    tops = [top for top, _ in areas]
    found = []
    for row in rows:
        top, bottom = areas[place - 1] if (place := bisect_right(tops, row.number)) else (0, 0)
        cell = grid.cells.get((top, column or 0)) if row.number <= bottom else None
        found.append(replace(row, cells={**row.cells, name: cell}) if cell and name not in row.cells else row)
    return tuple(found)


def _opening_section(heading: HeadingRow, repeats: Iterable[HeadingRow], rows: Mapping[int, GridRow]) -> str:
    """The section of the first rows: where the heading is repeated under each section's name, its own name stands above it."""

    def above(row: int) -> str:
        number = max((number for number in rows if number < row), default=None)
        return (_section_name(heading, rows[number]) or "") if number else ""

    return above(heading.first) if any(above(other.first) for other in repeats) else ""


def _section_name(heading: HeadingRow, cells: GridRow) -> str | None:
    """The section that a row names for those below it: a single text, no further right than the title's column.

    Only where the table has sections but no column for them; a single text elsewhere is a row with one cell filled in.
    """
    name = _section_field(heading.table)
    if len(cells) != 1 or not name or name in heading.fields:
        return None
    ((column, cell),) = cells.items()
    if cell.kind is not CellKind.TEXT or column > heading.fields.get("title", column):
        return None
    return " ".join(str(cell.value).split())


def _section_field(table: Table) -> str:
    return SECTION_FIELDS.get(table.name, "")


def _heading_findings(sheet: Where, headings: Iterable[HeadingRow]) -> Iterable[Finding]:
    for heading in headings:
        for column in heading.unknown:
            where = Where(sheet.file, sheet.sheet, address_of(heading.last, column))
            yield catalogue.HEADING_NOT_UNDERSTOOD.at(where, heading=heading.texts[column])
        for column, first in heading.twice.items():
            where = Where(sheet.file, sheet.sheet, address_of(heading.last, column))
            yield catalogue.HEADING_TWICE.at(where, heading=heading.texts[column], first=heading.texts[first])


def _hidden_row_findings(sheet: Where, grid: Grid, tables: Iterable[FoundTable]) -> Iterable[Finding]:
    for table in tables:
        hidden = [row for row in table.rows if row.number in grid.hidden_rows]
        if hidden:
            where = Where(sheet.file, sheet.sheet, address_of(hidden[0].number, min(table.heading.fields.values())))
            yield catalogue.HIDDEN_ROWS_READ.at(where, count=len(hidden))
