"""Which cells of a workbook are struck out, by the cell's own font or by that of each part of a text in several fonts."""

from xml.etree.ElementTree import Element

TRUE_WORDS = frozenset({"1", "true", "on"})
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RUN_TAG, TEXT_TAG, FONT_TAG, STRIKE_TAG = (f"{{{MAIN}}}{name}" for name in ("r", "t", "rPr", "strike"))
Strikes = tuple[bool | None, ...]
"""Of each part of a text that is not blank, whether its font strikes it out; None where it has the cell's font. A text in one
font has no parts."""


def strikes_of(element: Element) -> Strikes:
    """Of a text (an element `si` or `is`)."""
    return tuple(_strike(run) for run in element.iterfind(RUN_TAG) if (run.findtext(TEXT_TAG) or "").strip())


def all_struck_out(strikes: Strikes, *, by_style: bool) -> bool:
    """Whether all of a cell's text is struck out; `by_style`: whether the cell's own font does so."""
    return all(by_style if strike is None else strike for strike in strikes) if strikes else by_style


def _strike(run: Element) -> bool | None:
    font = run.find(FONT_TAG)
    if font is None:
        return None
    strike = font.find(STRIKE_TAG)
    return strike is not None and strike.get("val", "1").lower() in TRUE_WORDS
