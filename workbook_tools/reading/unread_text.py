"""Text and figures of a sheet that stand in none of its tables and are not read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbook_tools.reading.grids import CellKind
from workbook_tools.reading.heading_labels import GridRow
from workbook_tools.reading.headings import Headings, normalise

CELLS_OF_A_ROW_ABOVE = 3  # notes above a table have one or two cells a row, a number and its text; a table has more
ROWS_OF_A_BLOCK_ABOVE = 2
FEWEST_CELLS = 2  # a single cell is a remark or a footnote


@dataclass(frozen=True, slots=True)
class Unread:
    """Cells that were not read: the row and column of the first, and how many."""

    first: tuple[int, int]
    count: int


def unread_above(rows: Mapping[int, GridRow], first: int, headings: Headings) -> list[Unread]:
    """Blocks above the row `first`, in which a sheet's headings begin, that look like tables.

    Titles, notes and the lines of a cover are none.
    """
    blocks: list[list[int]] = []
    for number, cells in rows.items():
        if number < first and len(cells) >= CELLS_OF_A_ROW_ABOVE and not is_form_line(cells, headings):
            if blocks and blocks[-1][-1] == number - 1:
                blocks[-1].append(number)
            else:
                blocks.append([number])
    return [unread(places_of(rows, block)) for block in blocks if len(block) >= ROWS_OF_A_BLOCK_ABOVE]


def is_form_line(cells: GridRow, headings: Headings) -> bool:
    """Whether a row begins with a label of the cover ("Service", "Completed by")."""
    first = next(iter(cells.values()))
    return first.kind is CellKind.TEXT and normalise(str(first.value)) in headings.cover


def places_of(rows: Mapping[int, GridRow], numbers: Iterable[int]) -> list[tuple[int, int]]:
    """The places of all cells in some rows."""
    return [(number, column) for number in numbers for column in rows[number]]


def unread(places: Iterable[tuple[int, int]]) -> Unread:
    """What is to be said of cells that were not read; there is at least one."""
    ordered = sorted(places)
    return Unread(ordered[0], len(ordered))
