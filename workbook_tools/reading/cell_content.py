"""What the raw content of a cell is: the rules that every reader of workbooks shares."""

import math
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from workbook_tools.reading.grids import CellKind, number_of

Value = str | Decimal | date | bool | None
Content = tuple[CellKind, Value]
"""Kind and value of a cell."""
EMPTY: Content = (CellKind.EMPTY, None)
_CARRIAGE_RETURN = re.compile(r"_x000D_\n?|\r\n?")  # how a line break of the keyboard may stand in the file


def text_content(text: str) -> Content:
    """A text with its line breaks made one kind; blank text is an empty cell."""
    if "\r" in text or "_x000D_" in text:
        text = _CARRIAGE_RETURN.sub("\n", text)
    return (CellKind.TEXT, text) if text.strip() else EMPTY


def number_content(value: float) -> Content:
    """A number; what is too large for Excel is its error."""
    if not math.isfinite(value):
        return CellKind.ERROR, "#NUM!"
    return CellKind.NUMBER, number_of(value)


def date_content(value: Any) -> Content:
    """A date without its time; a time of day or a duration is no figure of a return, so it is shown as text."""
    if isinstance(value, date):
        return CellKind.DATE, value.date() if isinstance(value, datetime) else value
    return CellKind.TEXT, str(value)
