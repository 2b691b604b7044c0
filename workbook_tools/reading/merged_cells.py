"""What merged cells do to the rows of a table: a section merged down holds for each of its rows, all else is covered."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from workbook_tools.reading.found_headings import HeadingRow
from workbook_tools.reading.found_tables import TableRow, section_field
from workbook_tools.reading.grids import Grid

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, all inclusive."""


def covered_places(area: Area, rows: Sequence[int], columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The places among these rows and columns, both ascending, that an area covers: all but its first cell."""
    top, left, bottom, right = area
    for row in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]:
        for column in columns[bisect_left(columns, left) : bisect_right(columns, right)]:
            if (row, column) != (top, left):
                yield row, column


def is_merged_section(area: Area, heading: HeadingRow) -> bool:
    """Whether an area below a heading begins in the column of its sections."""
    return area[0] > heading.last and area[1] == heading.fields.get(section_field(heading.table))


def with_merged_cells(rows: Iterable[TableRow], heading: HeadingRow, grid: Grid) -> tuple[TableRow, ...]:
    """The rows, each with the section that is merged down over it and the fields that merged cells cover.

    A figure merged over rows stays that of the first.
    """
    if not grid.merged:
        return tuple(rows)
    found = {row.number: row for row in rows}
    numbers, fields = sorted(found), {column: name for name, column in heading.fields.items()}
    covered: defaultdict[int, set[str]] = defaultdict(set)
    for area in grid.merged:
        for number, column in covered_places(area, numbers, sorted(fields)):
            if is_merged_section(area, heading) and column == area[1]:
                found[number] = _with_section(found[number], fields[column], area, grid)
            else:
                covered[number].add(fields[column])
    return tuple(
        replace(row, covered=frozenset(covered[number])) if number in covered else row for number, row in found.items()
    )


def _with_section(row: TableRow, name: str, area: Area, grid: Grid) -> TableRow:
    cell = grid.cells.get(area[:2])
    return replace(row, cells={**row.cells, name: cell}) if cell and name not in row.cells else row
