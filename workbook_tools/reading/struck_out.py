"""Which cells of a workbook are struck out, by the cell's own font or by that of each part of a text in several fonts."""

from collections.abc import Collection
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl.reader.excel import ExcelReader
from openpyxl.workbook import Workbook
from openpyxl.worksheet._reader import INLINE_STRING
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

TRUE_WORDS = frozenset({"1", "true", "on"})
STRING_TAG, RUN_TAG, TEXT_TAG, FONT_TAG, STRIKE_TAG = (
    f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "r", "t", "rPr", "strike")
)
Strikes = tuple[bool | None, ...]
"""Of each part of a text, whether its font strikes it out; None where it has the cell's font."""


class RichText(str):
    """A text in several fonts, blank parts aside."""

    __slots__ = ("strikes",)
    strikes: Strikes


def struck_styles(workbook: Workbook) -> frozenset[int]:
    """The styles of cells whose font strikes out."""
    fonts = workbook._fonts  # type: ignore[attr-defined]  # noqa: SLF001 - no public way
    styles = workbook._cell_styles  # type: ignore[attr-defined]  # noqa: SLF001 - as above
    struck = {number for number, font in enumerate(fonts) if font.strike}
    return frozenset(number for number, style in enumerate(styles) if style.fontId in struck)


def mark_rich_texts(reader: ExcelReader, styles: Collection[int]) -> None:
    """Puts a `RichText` in place of each shared string in several fonts; `styles` are those that strike out.

    The strings are gone through a second time only in a workbook that strikes anything out.
    """
    strings = reader.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
    part = strings.PartName[1:] if strings is not None else ""
    if not part or not (styles or b"strike" in reader.archive.read(part)):
        return
    with reader.archive.open(part) as source:
        elements = (element for _, element in iterparse(source) if element.tag == STRING_TAG)
        for number, element in enumerate(elements):
            reader.shared_strings[number] = _marked(reader.shared_strings[number], element)
            element.clear()


def is_struck_out(value: Any, cell: Element, *, by_style: bool) -> bool:
    """Whether all of a cell's text is struck out; `by_style`: whether the cell's own font does so."""
    inline = cell.find(INLINE_STRING) if cell.get("t") == "inlineStr" else None
    text = value if inline is None else _marked("", inline)
    return all(by_style if strike is None else strike for strike in text.strikes) if isinstance(text, RichText) else by_style


def _marked(text: str, element: Element) -> str:
    strikes = tuple(_strike(run) for run in element.iterfind(RUN_TAG) if (run.findtext(TEXT_TAG) or "").strip())
    if not strikes:
        return text
    marked = RichText(text)
    marked.strikes = strikes
    return marked


def _strike(run: Element) -> bool | None:
    font = run.find(FONT_TAG)
    if font is None:
        return None
    strike = font.find(STRIKE_TAG)
    return strike is not None and strike.get("val", "1").lower() in TRUE_WORDS
