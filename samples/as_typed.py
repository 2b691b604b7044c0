"""What Excel (British settings) makes of an officer's typing: numbers and dates where it takes them, else the text itself."""

import re
from decimal import Decimal

from workbook_tools.model.layout import Content
from workbook_tools.periods import parse_day
from workbook_tools.writing.cells import Number
from workbook_tools.writing.return_template import CellContent

_NUMBER = re.compile(
    r"(?P<sign>-?)(?P<pound>£?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<decimals>\d+))?(?P<percent>%?)",
    re.ASCII,
)
_FULL_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d{1,2}-[A-Za-z]{3}-\d{4}", re.ASCII)


def as_typed(printed: str, column: Content) -> CellContent:
    """The content of a cell after `printed` was typed into a column of a return.

    Columns of text are formatted as text, so Excel leaves their typing alone. In the others "96.2%", "£3.70", "8,500" and
    "61.17" become numbers shown with the decimals typed, "31-Mar-2022" and "31/03/2020" become days. Whatever is neither
    ("n/a", "31/09/2019", "(£294)", "June 2018") stays text exactly as printed; nothing is None.
    """
    if not printed:
        return None
    if column in {Content.TEXT, Content.LONG_TEXT, Content.CODES, Content.YES_NO}:
        return printed
    if _FULL_DATE.fullmatch(printed):
        return _as_day(printed)
    return _as_number(printed)


def _as_day(printed: str) -> CellContent:
    try:
        return parse_day(printed) or printed
    except ValueError:  # no such day: Excel leaves it as text
        return printed


def _as_number(printed: str) -> CellContent:
    match = _NUMBER.fullmatch(printed)
    if not match or (match["pound"] and match["percent"]):
        return printed
    decimals = match["decimals"] or ""
    value = Decimal(f"{match['sign']}{match['whole'].replace(',', '')}.{decimals}")
    if match["percent"]:
        value = value.scaleb(-2)
    whole_format = "#,##0" if match["pound"] or "," in match["whole"] else "0"
    decimals_format = f".{'0' * len(decimals)}" if decimals else ""
    return Number(value, f"{match['pound']}{whole_format}{decimals_format}{match['percent']}")
