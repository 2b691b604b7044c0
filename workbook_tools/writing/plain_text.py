"""Text that any cell or note can hold: no characters that a workbook cannot store, no longer than Excel allows."""

import re

from workbook_tools.findings import shorten

LONGEST_TEXT = 32_767  # characters of a cell or a note
_NOT_IN_A_WORKBOOK = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """`text` without what a workbook cannot hold, cut to what a cell holds."""
    cleaned = _NOT_IN_A_WORKBOOK.sub("\ufffd", text)
    return cleaned if len(cleaned) <= LONGEST_TEXT else cleaned[: LONGEST_TEXT - 1] + "…"


def one_line(text: str) -> str:
    """The same on one line."""
    return shorten(plain(text), LONGEST_TEXT)
