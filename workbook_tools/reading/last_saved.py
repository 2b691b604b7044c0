"""The day that a workbook says it was last saved."""

import re
from datetime import date

EARLIEST_YEAR = 2006  # when Office Open XML was published; a program that does not know the day writes 1601, 1970 or 1980
# Every run has an end, so that a part made of nothing but beginnings takes no longer than one that has none.
_TAG = rb"<(?:[A-Za-z0-9_.-]{1,40}:)?modified(?:\s[^<>]{0,200})?>"
_MODIFIED = re.compile(_TAG + rb"\s{0,20}([0-9]{4})-([0-9]{2})-([0-9]{2})[T<\s]")


def last_saved_on(core_xml: bytes) -> date | None:
    """The day in `docProps/core.xml` of a workbook, as it is written there (Excel writes UTC).

    The part is searched, never parsed as XML, so that no declaration in it comes into force. None where it names no such day,
    or one before 2006.
    """
    match = _MODIFIED.search(core_xml)
    if match is None:
        return None
    year, month, day = map(int, match.groups())
    try:
        return date(year, month, day) if year >= EARLIEST_YEAR else None
    except ValueError:  # no such day
        return None
