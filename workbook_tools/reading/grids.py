"""Any workbook as grids of cells: value, number format, error, address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

import msgspec


class CellKind(StrEnum):
    """What stands in a cell."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    ERROR = "error"
    FORMULA_WITHOUT_VALUE = "formula_without_value"


class Cell(msgspec.Struct, frozen=True, gc=False):
    """One cell; a return has thousands, and these are created several times as fast as dataclasses.

    Attributes:
        kind: what stands in it.
        value: text as written (TEXT, ERROR, and the formula's own text for FORMULA_WITHOUT_VALUE), Decimal (NUMBER, at most 15
            significant digits, which is what Excel holds), date (DATE), bool (YES_NO), None (EMPTY).
        number_format: Excel's format code.
        address: such as "F14".
    """

    kind: CellKind
    value: str | Decimal | date | bool | None
    address: str
    number_format: str = "General"


class CellsByRow(Mapping[tuple[int, int], Cell]):
    """The cells of a sheet by (row, column), kept row by row, since whoever reads a sheet goes through its rows.

    `rows` are by number, the cells of each by column, both ascending; none is empty.
    """

    __slots__ = ("rows",)

    def __init__(self, rows: Mapping[int, Mapping[int, Cell]]) -> None:
        self.rows = rows

    def __getitem__(self, place: tuple[int, int]) -> Cell:
        row, column = place
        return self.rows[row][column]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return ((row, column) for row, cells in self.rows.items() for column in cells)

    def __len__(self) -> int:
        return sum(map(len, self.rows.values()))

    def __repr__(self) -> str:
        return repr(dict(self))


@dataclass(frozen=True, slots=True)
class Grid:
    """One worksheet.

    Attributes:
        name: the sheet's name.
        cells: by (row, column), both from 1; empty cells are left out.
        hidden: whether the sheet is hidden.
        hidden_rows: rows that are hidden.
        hidden_columns: columns that are hidden, from 1.
        struck_out: places whose whole text is struck out.
        merged: areas of merged cells as (first row, first column, last row, last column), all inclusive. `cells` holds the
            first cell of each only.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    hidden: bool = False
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    hidden_columns: frozenset[int] = field(default_factory=frozenset)
    struck_out: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    merged: tuple[tuple[int, int, int, int], ...] = ()


def number_of(value: float) -> Decimal:
    """A finite number of a cell: Excel holds 15 significant digits; what binary arithmetic adds was never in the workbook."""
    digits = format(float(value), ".15g")
    return Decimal(format(Decimal(digits), "f") if "e" in digits else digits)  # "f": 1E+6 is 1000000
