"""What every engine of our own asks and answers alike: the values that xlwings hands out, and the corners of a range."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from workbook_tools.reading.addresses import column_letters, row_and_column

MOST_DIGITS = 1e20  # larger figures are shown with an exponent
WITH_SIZE = 4  # numbers in (row, column, rows, columns)


class ErrorText(str):
    """What a cell shows where its formula failed, such as "#N/A"; xlwings hands it out only if it is asked to."""

    __slots__ = ()


class Engine:
    """What xlwings asks of an engine beside its objects."""

    type = "desktop"

    @staticmethod
    def clean_value_data(
        data: Sequence[Sequence[Any]],
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,  # noqa: FBT001 - xlwings passes it by position
    ) -> list[list[Any]]:
        """Raw values as xlwings hands them out: figures as float, dates as asked for, an error as None or its text."""

        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, ErrorText):
                return str(value) if err_to_str else None
            if isinstance(value, datetime):
                return datetime_builder(
                    year=value.year, month=value.month, day=value.day,
                    hour=value.hour, minute=value.minute, second=value.second, microsecond=value.microsecond, tzinfo=None,
                )  # fmt: skip
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                return number_builder(value) if number_builder else float(value)
            return value

        return [[clean(value) for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        """A value as it is written; what a workbook cannot hold is refused by the engine."""
        return value


def content_of(value: Any) -> str:
    """A cell's content as Excel shows it for editing, where it is no formula: "0.5", "TRUE", "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < MOST_DIGITS else f"{value:.15g}"
    return str(value)


def corners_of(place: Any) -> list[tuple[int, int]]:
    """Two corners of what `Sheet.range` takes: an address such as "A1" or "A1:C3", a (row, column), or a range.

    xlwings itself also gives (row, column, number of rows, number of columns) where a range is sliced.

    Raises:
        ValueError: an address is none, or that of whole rows or columns; there are no cells.
    """
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


def address_between(row: int, column: int, shape: tuple[int, int], row_mark: str, column_mark: str) -> str:
    """The address of a rectangle, such as "$A$1:$C$3", from its first cell, its size and what stands before the numbers."""
    ends = dict.fromkeys([(row, column), (row + shape[0] - 1, column + shape[1] - 1)])  # a single cell has one
    return ":".join(f"{column_mark}{column_letters(across)}{row_mark}{down}" for down, across in ends)
