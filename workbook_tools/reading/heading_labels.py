"""The texts of headings, over one row or two."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.periods import EARLIEST_YEAR
from workbook_tools.reading.cells import date_text
from workbook_tools.reading.grids import Cell, CellKind
from workbook_tools.reading.headings import CLOSES, LETTERS_OF_A_START, LONGEST_HEADING, OPENS, WHOLE, Headings

GridRow = Mapping[int, Cell]
LATEST_YEAR = 2100  # a whole number from EARLIEST_YEAR to this one may be a heading


TEXT = CellKind.TEXT  # looked up once: it is compared with every cell
HEADING_KINDS = frozenset({CellKind.TEXT, CellKind.DATE, CellKind.NUMBER})


class Label(NamedTuple):
    """A heading: its text together with that of the group above it, its own text, the group's; the last two "" without one."""

    text: str
    own: str = ""
    group: str = ""


Labels = Mapping[int, Label]
"""By column."""


def labels_of(cells: GridRow) -> Labels:
    """The headings of one row."""
    return {column: Label(text) for column, cell in cells.items() if (text := heading_text(cell))}


def joined_labels(upper: GridRow, lower: GridRow, ends: Mapping[int, int]) -> Labels:
    """Headings over two rows: joined with the heading above, or above and to the left where that one spans several columns.

    `ends` is the last column of headings above that are merged; another may span all columns up to the next.
    """
    labels: dict[int, Label] = {}
    group, end = "", 0
    for column in sorted({*upper, *lower}):
        above, below = (heading_text(cells.get(column)) for cells in (upper, lower))
        if above:
            group, end = above, ends.get(column, 0)
        over = group if not end or column <= end else ""
        if below:
            labels[column] = Label(f"{over} {below}", below, over) if over else Label(below)
        elif above:
            labels[column] = Label(above)
    return labels


def parts_of(cells: GridRow, headings: Headings) -> int:
    """What the texts of a row are of naming headings, added up; figures and dates are none, they only name periods."""
    parts, starts = 0, headings.starts
    for cell in cells.values():
        text = cell.value
        if isinstance(text, str) and cell.kind is TEXT:
            start = text[:LETTERS_OF_A_START]
            # Normalising would change nothing in plain letters and digits but their case.
            if start.lower() in starts or not (text.isascii() and start.isalnum()):
                parts |= headings.part(text)
    return parts


def may_be_headings(upper: int, lower: int) -> bool:
    """Whether headings may begin in a row, by its parts and those of the row below: a naming one in either, or over both."""
    return bool((upper | lower) & WHOLE or (upper & OPENS and lower & CLOSES))


def heading_text(cell: Cell | None) -> str:
    """The text of a cell that may be a heading, else ""; a date ("31/03/2021", "March 2021") and a year may be one."""
    if cell is None or cell.kind not in HEADING_KINDS:
        return ""
    if isinstance(cell.value, Decimal):
        is_year = EARLIEST_YEAR <= cell.value <= LATEST_YEAR and cell.value == int(cell.value)
        return str(int(cell.value)) if is_year else ""
    text = date_text(cell) if cell.kind is CellKind.DATE else " ".join(str(cell.value).split())
    return text if len(text) <= LONGEST_HEADING else ""
