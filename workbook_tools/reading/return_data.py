"""Sheets of our own in a workbook: what a return was issued with, what a summary was made from, what formulas work with."""

from collections.abc import Iterator
from dataclasses import replace

from workbook_tools.model.layout import DATA_TITLE, ISSUED_TITLE, LISTS_TITLE, WORKINGS_TITLE
from workbook_tools.reading.grids import Grid

TITLES = (ISSUED_TITLE, DATA_TITLE)
"""Above each return that is kept as data."""
OURS = (*TITLES, LISTS_TITLE, WORKINGS_TITLE)


def is_ours(grid: Grid) -> bool:
    """Whether this sheet is one of our own and none of the officer's: returns kept as data, lists, workings."""
    return grid.hidden and _title(grid, 1) in OURS


def is_return_data(grid: Grid) -> bool:
    """Whether we keep returns on this sheet."""
    return grid.hidden and _title(grid, 1) in TITLES


def is_issued(grid: Grid) -> bool:
    """Whether this sheet keeps what a return was issued with."""
    return grid.hidden and _title(grid, 1) == ISSUED_TITLE


def blocks_of(grid: Grid) -> Iterator[Grid]:
    """Each return on such a sheet as a sheet of its own, in order, no longer hidden; the rows keep their numbers."""
    starts = sorted(row for row, column in grid.cells if column == 1 and _title(grid, row) in TITLES)
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        cells = {
            (row, column): cell for (row, column), cell in grid.cells.items() if start < row and (end is None or row < end)
        }
        yield replace(grid, cells=cells, hidden=False, hidden_rows=frozenset(), hidden_columns=frozenset())


def _title(grid: Grid, row: int) -> str:
    cell = grid.cells.get((row, 1))
    return str(cell.value) if cell else ""
