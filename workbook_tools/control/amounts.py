"""Amounts of money out of the XML's number text and out of typed text: the second path's own grammar."""

import re
from decimal import Context, Decimal, InvalidOperation

EXCEL_DIGITS = 15  # significant digits that Excel holds of a number
EXACT = Context(prec=700)  # Excel's numbers span some 630 decimal places; with these no sum is ever rounded
LONGEST_AMOUNT = 40  # characters; longer texts are notes
_BLANKS = re.compile("[\\s\u200b\u2060\ufeff]+")
_SCALES = {"": 0, "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6}
_AMOUNT = re.compile(
    r"(?P<open>\()? ?(?P<before>[-−–+])? ?(?P<pound>£|GBP)? ?(?P<within>[-−–])? ?"
    r"(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+|[0-9]+|(?=\.))(?P<pence>\.[0-9]+)?"
    r" ?(?P<scale>k|thousand|mn?|million)? ?(?P<close>\))? ?(?P<side>CR|DR|[-−–])?",
    re.IGNORECASE,
)


def number_of(stored: bytes) -> Decimal | None:
    """The number that a cell's XML stores, at the digits that Excel holds; None where it is no number."""
    if len(stored) <= EXCEL_DIGITS and stored.isdigit():
        return Decimal(int(stored))
    text = stored.decode("ascii", "replace")
    try:
        number = Decimal(text if len(text) <= EXCEL_DIGITS else f"{float(text):.{EXCEL_DIGITS}g}")
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() and "_" not in text else None


def amount_of(text: str, scale: Decimal) -> Decimal | None:
    """The pounds that a text names, None where it names none for certain.

    Brackets, a minus before or behind and CR make it negative, DR does not. `scale`: how many pounds one of the column's
    figures is; it does not count where the text shows pounds itself ("£294", "£294k").
    """
    line = _BLANKS.sub(" ", text).strip()
    found = _AMOUNT.fullmatch(line) if len(line) <= LONGEST_AMOUNT else None
    if not found:
        return None
    side = (found["side"] or "").upper()
    signs = [found["open"], found["before"], found["within"], side]
    mark = (found["scale"] or "").lower()
    if bool(found["open"]) != bool(found["close"]) or sum(map(bool, signs)) > 1 or (mark and not found["pound"]):
        return None
    digits = re.sub("[, ]", "", found["whole"]) + (found["pence"] or "")
    number = Decimal(digits).scaleb(_SCALES[mark], EXACT) if found["pound"] else EXACT.multiply(Decimal(digits), scale)
    negative = found["open"] or found["before"] not in {None, "+"} or found["within"] or side not in {"", "DR"}
    return -number if negative and number else number
