"""Values as every engine of our own hands them out and takes them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

MOST_DIGITS = 1e20  # larger figures are shown with an exponent


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
