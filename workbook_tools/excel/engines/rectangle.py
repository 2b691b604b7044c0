"""What every engine of our own knows of a rectangle of cells: its place, its size, its address."""
# mypy: disallow-subclassing-any=False
# ruff: noqa: D102 - names and meanings of the members are xlwings', documented there

from typing import Any, Self

from xlwings import base_classes

from workbook_tools.reading.addresses import column_letters, row_and_column

WITH_SIZE = 4  # numbers in (row, column, rows, columns)


class Rectangle(base_classes.Range):
    """A rectangle of cells of a sheet; where they are, and what is in them, is for the engine to say."""

    def __init__(self, sheet: Any, row: int, column: int, rows: int, columns: int) -> None:
        self._sheet, self._row, self._column, self._shape = sheet, row, column, (rows, columns)
        self.options: dict[str, Any] = {}  # set by xlwings

    def __len__(self) -> int:
        return self._shape[0] * self._shape[1]

    def __bool__(self) -> bool:
        return True  # xlwings writes only where `api` is true, which may be this

    def __call__(self, row: int, column: int | None = None) -> Self:
        if column is None:
            row, column = (row - 1) // self._shape[1] + 1, (row - 1) % self._shape[1] + 1
        return type(self)(self._sheet, self._row + row - 1, self._column + column - 1, 1, 1)

    @property
    def sheet(self) -> Any:
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
            raise ValueError("an address with book and sheet is not given here")
        last = self._row + self._shape[0] - 1, self._column + self._shape[1] - 1
        ends = dict.fromkeys([(self._row, self._column), last])  # a single cell has one
        row_mark, column_mark = "$" * row_absolute, "$" * column_absolute
        return ":".join(f"{column_mark}{column_letters(column)}{row_mark}{row}" for row, column in ends)


def area_between(start: Any, end: Any = None) -> tuple[int, int, int, int]:
    """First row, first column, rows and columns of what `Sheet.range` takes.

    Each end is an address such as "A1" or "A1:C3", a (row, column), or a range. xlwings itself also gives (row, column, number
    of rows, number of columns) where a range is sliced.

    Raises:
        ValueError: an address is none, or that of whole rows or columns; there are no cells. Defined names are not looked up.
    """
    corners = [*_corners_of(start), *_corners_of(start if end is None else end)]
    rows, columns = [row for row, _ in corners], [column for _, column in corners]
    return min(rows), min(columns), max(rows) - min(rows) + 1, max(columns) - min(columns) + 1


def _corners_of(place: Any) -> list[tuple[int, int]]:
    if isinstance(place, str):
        first, _, last = place.replace("$", "").upper().partition(":")
        try:
            return [row_and_column(first), row_and_column(last or first)]
        except ValueError as error:
            raise ValueError(f"'{place}' is not a valid address such as A1:C3; whole rows or columns are none") from error
    if not isinstance(place, tuple):
        rows, columns = place.shape
        return [(place.row, place.column), (place.row + rows - 1, place.column + columns - 1)]
    row, column, rows, columns = place if len(place) == WITH_SIZE else (*place, 1, 1)
    if min(place) < 1:
        raise ValueError(f"there are no cells at {place}")
    return [(row, column), (row + rows - 1, column + columns - 1)]
