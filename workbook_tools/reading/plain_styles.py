"""The styles of a plain workbook: what each does to the cells that have it."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from workbook_tools.reading.builtin_formats import BUILTIN_FORMATS, FIRST_OWN, GENERAL
from workbook_tools.reading.date_serials import shows_a_date, shows_a_duration
from workbook_tools.reading.plain_shapes import require_plain
from workbook_tools.reading.plain_xml import NotPlainError, parsed, plain_text, remembered
from workbook_tools.reading.struck_out import MAIN, TRUE_WORDS


@dataclass(frozen=True, slots=True)
class Style:
    """Number format of a style, what it shows a number as, and whether its font strikes out."""

    code: str = GENERAL
    is_date: bool = False
    is_duration: bool = False
    struck: bool = False


@remembered
def styles_of(content: bytes) -> tuple[Style, ...]:
    """The styles in a workbook's part of styles, in their order (at least one).

    Raises:
        NotPlainError: the part is not plain, or refers to what it does not hold.
    """
    root = parsed(plain_text(content))
    if root.tag != _tag("styleSheet"):
        raise NotPlainError
    require_plain(root)
    own = {int(child.get("numFmtId", "")): child.get("formatCode", "") for child in _children(root, "numFmts")}
    fonts = _children(root, "fonts")
    formats = _children(root, "cellXfs")
    if len(own) != len(_children(root, "numFmts")) or not formats or not _named_styles_hold(root):
        raise NotPlainError
    return tuple(_style(child, own, [_strikes_out(font) for font in fonts]) for child in formats)


def _tag(name: str) -> str:
    return f"{{{MAIN}}}{name}"


def _children(root: Element, name: str) -> list[Element]:
    found = root.find(_tag(name))
    return [] if found is None else list(found)


def _named_styles_hold(root: Element) -> bool:
    """Whether each named style has its font, fill and border, as every program writes them."""
    masters = _children(root, "cellStyleXfs")
    names = _children(root, "cellStyles")
    bounds = {f"{kind}Id": len(_children(root, f"{kind}s")) for kind in ("font", "fill", "border")}
    return (
        bool(names)
        and all(int(name.get("xfId", "")) < len(masters) for name in names)
        and all(int(master.get(reference, "0")) < bound for master in masters for reference, bound in bounds.items())
    )


def _strikes_out(font: Element) -> bool:
    strike = font.find(_tag("strike"))
    return strike is not None and strike.get("val", "1") in TRUE_WORDS


def _style(element: Element, own: dict[int, str], struck: list[bool]) -> Style:
    number, font = int(element.get("numFmtId", "0")), int(element.get("fontId", "0"))
    if font >= len(struck) or (number not in own and number >= FIRST_OWN):
        raise NotPlainError
    code = own[number] if number in own else BUILTIN_FORMATS.get(number, GENERAL)
    is_date = shows_a_date(code)
    return Style(code, is_date, is_date and shows_a_duration(code), struck[font])
