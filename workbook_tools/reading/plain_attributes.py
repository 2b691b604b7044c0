"""What the start tag of a cell says in a plain worksheet: where it stands, its style, the kind of its content."""

import re
from collections.abc import Sequence

from workbook_tools.reading.addresses import row_and_column
from workbook_tools.reading.plain_styles import Style
from workbook_tools.reading.plain_xml import NotPlainError

MOST_PLACES = 1 << 16  # addresses that are kept at a time
_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_ATTRIBUTES = re.compile(r'(?: s="([0-9]{1,5})")?(?: t="([A-Za-z]+)")?(?: cm="[0-9]+")?(?: vm="[0-9]+")?')


Look = tuple[Style, str]
"""The style of a cell, and the kind of its content as written."""


class Looks(dict[str, Look]):
    """The looks of a workbook's cells by their attributes as written; each is taken apart once."""

    def __init__(self, styles: Sequence[Style]) -> None:
        super().__init__()
        self.styles = styles

    def __missing__(self, attributes: str) -> Look:
        match = _ATTRIBUTES.fullmatch(attributes)
        number = int(match[1] or 0) if match else len(self.styles)
        if match is None or number >= len(self.styles):
            raise NotPlainError
        look = self[attributes] = (self.styles[number], match[2] or "")
        return look


class Places(dict[str, tuple[int, int]]):
    """Row and column by address, each taken apart once: the sheets of a batch use the same addresses again and again."""

    def __missing__(self, address: str) -> tuple[int, int]:
        if not _ADDRESS.fullmatch(address):
            raise NotPlainError
        if len(self) >= MOST_PLACES:
            self.clear()
        place = self[address] = row_and_column(address)
        return place


PLACES = Places()
"""Of all workbooks that are read."""
