"""Cells of a closed workbook, as the xlwings engine over openpyxl shows them; see `engines`."""
# mypy: disallow-subclassing-any=False
# ruff: noqa: D102 - names and meanings of the members are xlwings', documented there

import itertools
from collections.abc import Iterable, Iterator
from copy import copy
from datetime import date, time, timedelta
from typing import Any, Protocol, TypeVar

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet
from xlwings import base_classes

TEXT_FORMAT = "@"
WITH_SIZE = 4  # numbers in (row, column, rows, columns)
CARRIAGE_RETURN = "_x000D_"  # as the file spells it; openpyxl leaves it so
CellOfSheet = Cell | MergedCell
T = TypeVar("T")


class ErrorText(str):
    """What a cell shows where its formula failed, such as "#N/A"; xlwings hands it out only if it is asked to."""

    __slots__ = ()


class SheetOfCells(Protocol):
    """What a range needs of its sheet: the cells that are saved, and those with the results of the formulas."""

    @property
    def api(self) -> Worksheet: ...

    @property
    def results(self) -> Worksheet: ...


class ClosedRange(base_classes.Range):
    """A rectangle of cells."""

    def __init__(self, sheet: SheetOfCells, row: int, column: int, rows: int, columns: int) -> None:
        self._sheet, self._row, self._column, self._shape = sheet, row, column, (rows, columns)
        self.options: dict[str, Any] = {}  # set by xlwings

    def __len__(self) -> int:
        return self._shape[0] * self._shape[1]

    def __call__(self, row: int, column: int | None = None) -> "ClosedRange":
        if column is None:
            row, column = (row - 1) // self._shape[1] + 1, (row - 1) % self._shape[1] + 1
        return ClosedRange(self._sheet, self._row + row - 1, self._column + column - 1, 1, 1)

    @property
    def api(self) -> "ClosedRange":
        return self

    def __bool__(self) -> bool:
        return True  # xlwings writes only where `api` is true

    @property
    def sheet(self) -> SheetOfCells:
        return self._sheet

    @property
    def row(self) -> int:
        return self._row

    @property
    def column(self) -> int:
        return self._column

    @property
    def shape(self) -> tuple[int, int]:
        return self._shape

    @property
    def address(self) -> str:
        return self.get_address(row_absolute=True, column_absolute=True)

    def get_address(self, row_absolute: bool, column_absolute: bool, external: bool = False) -> str:  # noqa: FBT001, FBT002
        """Such as "$A$1:$C$3".

        Raises:
            ValueError: an address with book and sheet is asked for.
        """
        if external:
            raise ValueError("a closed file gives no external address")
        ends = [(self._row, self._column), (self._row + self._shape[0] - 1, self._column + self._shape[1] - 1)]
        marks = ("$" if column_absolute else "", "$" if row_absolute else "")
        names = [f"{marks[0]}{get_column_letter(column)}{marks[1]}{row}" for row, column in ends]
        return names[0] if len(self) == 1 else ":".join(names)

    def _cells(self, sheet: Worksheet) -> list[list[CellOfSheet]]:
        rows, columns = self._shape
        return [
            [sheet.cell(row, column) for column in range(self._column, self._column + columns)]
            for row in range(self._row, self._row + rows)
        ]

    @property
    def _letters(self) -> list[str]:
        return [get_column_letter(column) for column in range(self._column, self._column + self._shape[1])]

    def _every(self) -> Iterator[CellOfSheet]:
        return itertools.chain.from_iterable(self._cells(self._sheet.api))

    @property
    def raw_value(self) -> Any:
        """Results: a formula's is the stored one, None where nothing has calculated it."""
        grid = [[_result(cell) for cell in row] for row in self._cells(self._sheet.results)]
        return grid[0][0] if len(self) == 1 else grid

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        rows, columns = self._shape
        grid = value if isinstance(value, (list, tuple)) else [[value] * columns] * rows
        cells = zip(self._cells(self._sheet.api), self._cells(self._sheet.results), grid, strict=True)
        for saved, results, values in cells:
            for cell, result, content in zip(saved, results, values, strict=True):
                _write(cell, result, content)

    @property
    def formula(self) -> Any:
        """Formulas with their "="; of any other cell its content as text, "" where it is empty."""
        grid = [[_formula(cell) for cell in row] for row in self._cells(self._sheet.api)]
        return grid[0][0] if len(self) == 1 else grid

    @property
    def number_format(self) -> str | None:
        """The cells' number format, None where they differ."""
        return _shared(cell.number_format for cell in self._every())

    @number_format.setter
    def number_format(self, value: str) -> None:
        for cell in self._every():
            cell.number_format = value

    @property
    def wrap_text(self) -> bool | None:
        """Whether text wraps, None where the cells differ."""
        return _shared(bool(cell.alignment.wrap_text) for cell in self._every())

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        for cell in self._every():
            alignment: Any = copy(cell.alignment)  # the copy of a shared style can be changed
            alignment.wrap_text = value
            cell.alignment = alignment

    @property
    def column_width(self) -> float | None:
        """Width in characters, None where the columns differ."""
        return _shared(self._sheet.api.column_dimensions[letters].width for letters in self._letters)

    @column_width.setter
    def column_width(self, value: float) -> None:
        for letters in self._letters:
            self._sheet.api.column_dimensions[letters].width = value

    @property
    def font(self) -> "ClosedFont":
        return ClosedFont(list(self._every()))


class ClosedFont(base_classes.Font):
    """The font of a range's cells."""

    def __init__(self, cells: list[CellOfSheet]) -> None:
        self._cells = cells

    @property
    def bold(self) -> bool | None:
        """Whether the text is bold, None where the cells differ."""
        return _shared(bool(cell.font.bold) for cell in self._cells)

    @bold.setter
    def bold(self, value: bool) -> None:
        for cell in self._cells:
            font: Any = copy(cell.font)
            font.bold = value
            cell.font = font


def _write(cell: CellOfSheet, result: CellOfSheet, value: Any) -> None:
    """Writes as Excel does: "=…" becomes a formula, without a result for now, unless the cell is formatted as text."""
    for target in (cell, result):
        target.value = value
        if isinstance(value, str) and cell.number_format == TEXT_FORMAT:
            target.data_type = "s"
    if cell.data_type == "f":
        result.value = None


def _result(cell: CellOfSheet) -> Any:
    if cell.data_type == "e":
        return ErrorText(cell.value)
    if cell.value is None and cell.data_type == "str":
        return ""  # a formula whose result is an empty text
    return cell.value.replace(CARRIAGE_RETURN, "\r") if isinstance(cell.value, str) else cell.value


def _formula(cell: CellOfSheet) -> str:
    value = getattr(cell.value, "text", cell.value)  # array formulas are objects that hold their text
    if value is None:
        return ""
    if isinstance(value, (date, time, timedelta)):
        value = to_excel(value)  # type: ignore[no-untyped-call]  # openpyxl gives it no types
    return str(value)


def corners_of(place: str | tuple[int, ...] | ClosedRange) -> list[tuple[int, int]]:
    """Two corners of what `Sheet.range` takes: an address, a (row, column), or a range.

    xlwings itself also gives (row, column, number of rows, number of columns) where a range is sliced.

    Raises:
        ValueError: an address is none, or that of whole rows or columns; there are no cells.
    """
    if isinstance(place, ClosedRange):
        (rows, columns) = place.shape
        return [(place.row, place.column), (place.row + rows - 1, place.column + columns - 1)]
    if isinstance(place, tuple):
        row, column, rows, columns = place if len(place) == WITH_SIZE else (*place, 1, 1)
        if min(place) < 1:
            raise ValueError(f"there are no cells at {place}")
        return [(row, column), (row + rows - 1, column + columns - 1)]
    left, top, right, bottom = range_boundaries(place.replace("$", ""))
    if None in {left, top, right, bottom}:
        raise ValueError(f"'{place}' names whole rows or columns; a closed file wants an address such as A1:C3")
    return [(int(top or 0), int(left or 0)), (int(bottom or 0), int(right or 0))]


def _shared(found: Iterable[T]) -> T | None:
    """What all cells have in common, or None where they differ, as Excel answers for a range."""
    different = set(found)
    return different.pop() if len(different) == 1 else None
