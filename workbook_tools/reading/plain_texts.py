"""The texts of a plain workbook: its shared strings, and those within cells."""

import re
from xml.etree.ElementTree import Element

from workbook_tools.reading.cell_content import Value, text_content
from workbook_tools.reading.grids import CellKind
from workbook_tools.reading.plain_shapes import require_plain
from workbook_tools.reading.plain_xml import NotPlainError, parsed, plain_text, unescaped
from workbook_tools.reading.struck_out import MAIN, TEXT_TAG, Strikes, strikes_of

_TABLE = re.compile(
    r'<sst xmlns="' + re.escape(MAIN) + r'"(?: count="[0-9]+")?(?: uniqueCount="[0-9]+")?>(.*)</sst>\s*', re.DOTALL
)
_STRING = re.compile(
    r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>'  # nearly all
    r"|<si>(<r>.*?)</si>"  # in several fonts
    r"|<si>(?:<t(?: xml:space=\"preserve\")?/>)?</si>|<si/>"
    r"|(.+)",  # whatever else there is to the end
    re.DOTALL,
)
_INLINE = re.compile(r'<t(?: xml:space="preserve")?>([^<]*)</t>')
_ESCAPED_UNDERSCORE = "x005F_"
_CODE = "x00"  # in both of the codes that a text may hold


Text = tuple[CellKind, Value, Strikes]
"""Kind and value of a cell with this text, and which of its parts are struck out."""

_TEXT = CellKind.TEXT
NO_TEXT: Text = (CellKind.EMPTY, None, ())


def shared_texts(content: bytes) -> dict[str, Text]:
    """The shared strings by their number as the cells write it.

    Raises:
        NotPlainError: the part is not plain.
    """
    text = plain_text(content)
    table = _TABLE.fullmatch(text)
    if table is None:
        raise NotPlainError
    found = _STRING.findall(table[1])
    if found and found[-1][-1]:
        raise NotPlainError
    codes = _CODE in table[1]
    return {
        str(number): (_TEXT, plain, ())
        if plain and "&" not in plain and not (codes and _CODE in plain) and not plain.isspace()  # nearly all stand so
        else _shared(plain, rich)
        for number, (plain, rich, _) in enumerate(found)
    }


def inline_text(inner: str) -> Text:
    """The text within a cell, `inner` its XML.

    Raises:
        NotPlainError: it is not plain.
    """
    simple = _INLINE.fullmatch(inner)
    return _text(unescaped(simple[1]), ()) if simple else _rich(inner, shared=False)


def _shared(plain: str, rich: str) -> Text:
    return _rich(rich, shared=True) if rich else _text(unescaped(plain).replace(_ESCAPED_UNDERSCORE, ""), ())


def _text(text: str, strikes: Strikes) -> Text:
    kind, value = text_content(text)
    return kind, value, strikes


def _rich(inner: str, *, shared: bool) -> Text:
    element = parsed(f'<is xmlns="{MAIN}">{inner}</is>')
    require_plain(element)
    text = "".join((child.text or "") for child in _text_elements(element))
    return _text(text.replace(_ESCAPED_UNDERSCORE, "") if shared else text, strikes_of(element))


def _text_elements(element: Element) -> list[Element]:
    """The plain text of an element first, then that of its parts."""
    return element.findall(TEXT_TAG) + element.findall(f"*/{TEXT_TAG}")
