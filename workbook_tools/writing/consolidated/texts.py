"""Texts as the XML of a sheet holds them: whole, or cut with a mark; never markup, a formula or a link."""

import re
from collections.abc import Sequence
from typing import cast

from workbook_tools.model.flat import Value
from workbook_tools.writing.measure import MOST_CHARACTERS

MOSTLY_SAFE = MOST_CHARACTERS // 2  # characters; so many are never too long, be each one two for Excel
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
_LOOKS_ESCAPED = re.compile("_(x[0-9a-fA-F]{4}_)")
_IMPOSSIBLE = re.compile("[\ud800-\udfff\ufffe\uffff]")  # half characters and non-characters, which no workbook can hold
_PLAIN = bytes(code for code in range(256) if chr(code).isprintable() and chr(code) not in "&<>_")
"""What is never escaped, in Latin-1."""
_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x")


class Texts:
    """The texts of a column in a batch of rows, "" for none, and what is found out of all of them at once.

    Attributes:
        each: the texts.
        joined: all of them, with "|" between them.
        longest: characters of the longest.
        is_western: whether they have only characters of Western Europe (Latin-1), none of which is wide.
    """

    __slots__ = ("_latin", "each", "is_western", "joined", "longest")

    def __init__(self, values: Sequence[Value]) -> None:
        self.each = cast("list[str]", [value or "" for value in values])
        self.joined = "|".join(self.each)
        self.longest = max(map(len, self.each))
        try:
            self._latin, self.is_western = self.joined.encode("latin-1"), True
        except UnicodeEncodeError:
            self._latin, self.is_western = self.joined.encode("latin-1", "replace"), False

    def are_simple(self) -> bool:
        """Whether all stand in XML as they are; where it is in doubt, False. Found out at about the speed of copying them."""
        odd = self._latin.translate(None, _PLAIN)
        return (
            not odd.strip(b"_")
            and (not odd or "_x" not in self.joined)
            and (self.is_western or self.joined.isprintable())
            and self.longest <= MOSTLY_SAFE
            and list(map(str.strip, self.each)) == self.each
        )


def text_element(text: str) -> str:
    """A text as `<t>`, by Excel's own escapes."""
    text = whole_text(text)
    if _SPECIAL.search(text):
        text = _LOOKS_ESCAPED.sub(r"_x005F_\1", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = _IMPOSSIBLE.sub("\ufffd", _CONTROL.sub(lambda mark: f"_x{ord(mark[0]):04X}_", text))
    kept = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f"<t{kept}>{text}</t>"


def whole_text(text: str) -> str:
    """`text` as a cell can hold it; what is too long says so at its end."""
    if len(text) <= MOSTLY_SAFE or _excel_length(text) <= MOST_CHARACTERS:
        return text
    mark = f" … [cut here: the return has {len(text):,} characters, a cell holds {MOST_CHARACTERS:,}]"
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * (MOST_CHARACTERS - len(mark))]
    kept = units.decode("utf-16-le", "surrogatepass")
    return (kept[:-1] if "\ud800" <= kept[-1] <= "\udbff" else kept) + mark


def _excel_length(text: str) -> int:
    """Characters as Excel counts them: those beyond the first 65,536 are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
