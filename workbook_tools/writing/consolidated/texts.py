"""Texts as the XML of a sheet holds them: whole, or cut with a mark; never markup, a formula or a link."""

import re

from workbook_tools.writing.measure import MOST_CHARACTERS

MOSTLY_SAFE = MOST_CHARACTERS // 2  # characters; so many are never too long, be each one two for Excel
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
_LOOKS_ESCAPED = re.compile("_(x[0-9a-fA-F]{4}_)")
_IMPOSSIBLE = re.compile("[\ud800-\udfff\ufffe\uffff]")  # half characters and non-characters, which no workbook can hold
_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x")


def is_simple(joined: str) -> bool:
    """Whether texts joined by "|", one also at each end, stand in XML as they are; where it is in doubt, False."""
    return (
        joined.isprintable()
        and "&" not in joined
        and "<" not in joined
        and ">" not in joined
        and "_x" not in joined
        and "| " not in joined
        and " |" not in joined
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
