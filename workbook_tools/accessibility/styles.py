"""How cells look, from styles.xml and the theme: fonts, fills, cell styles and the looks of conditional formats."""

import colorsys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from xml.etree.ElementTree import Element

from workbook_tools.accessibility.book import Look
from workbook_tools.accessibility.package import child, children, descendants, is_on

AnyT = TypeVar("AnyT")
BLACK, WHITE = "#000000", "#FFFFFF"
THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
"""Colours of a theme by the number that cells use; Excel counts light and dark the other way round from the theme."""
OFFICE_THEME = (
    WHITE, BLACK, "#EEECE1", "#1F497D", "#4F81BD", "#C0504D", "#9BBB59", "#8064A2", "#4BACC6", "#F79646", "#0000FF", "#800080",
)  # fmt: skip
PALETTE = (  # noqa: SIM905 - read more easily so
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
    "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF "
    "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 "
    "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
).split()
"""Colours by number, as in workbooks before 2007 (ECMA-376 part 1, 18.8.27); 64 and 65 are the window's own."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a conditional format changes; None and no fills leave what the cell has."""

    ink: str | None = None
    fills: tuple[str, ...] = ()
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class Styles:
    """Looks of cells by their number in the file, and changes by that of a conditional format."""

    looks: Sequence[Look]
    changes: Sequence[Change]
    theme: Sequence[str]

    def look(self, number: str | None) -> Look:
        """The look of the cell format; the first where there is none of that number."""
        index = int(number or 0)
        return self.looks[index] if 0 <= index < len(self.looks) else self.looks[0]

    def run(self, properties: Element | None, look: Look) -> Look:
        """The look of a part of a cell's text: its own properties over those of the cell."""
        return look if properties is None else _with_font(look, properties, self.theme)


def parse_styles(styles: Element | None, theme: Element | None) -> Styles:
    """The looks of a workbook; a workbook without styles has one look."""
    colours = _theme_colours(theme)
    fonts = [_with_font(Look(), font, colours) for font in children(child(styles, "fonts"), "font")] or [Look()]
    fills = [_cell_fill(fill, colours) for fill in children(child(styles, "fills"), "fill")] or [()]
    names = {style.get("xfId", ""): style.get("name", "") for style in children(child(styles, "cellStyles"), "cellStyle")}
    looks = [
        _look(xf, _picked(fonts, xf.get("fontId")), _picked(fills, xf.get("fillId")), names)
        for xf in children(child(styles, "cellXfs"), "xf")
    ]
    changes = [_change(dxf, colours) for dxf in children(child(styles, "dxfs"), "dxf")]
    return Styles(looks or [fonts[0]], changes, colours)


def _picked(values: Sequence[AnyT], number: str | None) -> AnyT:
    index = int(number or 0)
    return values[index] if 0 <= index < len(values) else values[0]


def _look(xf: Element, font: Look, fills: tuple[str, ...], names: dict[str, str]) -> Look:
    alignment = child(xf, "alignment")
    turned = alignment.get("textRotation", "0") if alignment is not None else "0"
    return replace(
        font,
        fills=fills,
        wrapped=is_on(alignment, "wrapText"),
        rotated=turned not in {"0", ""},
        style=names.get(xf.get("xfId", "0"), "Normal"),
    )


def _with_font(look: Look, font: Element, theme: Sequence[str]) -> Look:
    """A look with what a font (or the properties of a run of text) states."""
    name = child(font, "name")
    name = child(font, "rFont") if name is None else name
    size, colour, vertical = child(font, "sz"), child(font, "color"), child(font, "vertAlign")
    return replace(
        look,
        font=(name.get("val") if name is not None else None) or look.font,
        size=float(size.get("val", look.size)) if size is not None else look.size,
        bold=_flag(font, "b"),
        italic=_flag(font, "i"),
        raised=vertical is not None and vertical.get("val") == "superscript",
        ink=_colour(colour, theme, BLACK) or look.ink,
    )


def _flag(font: Element, name: str) -> bool:
    found = child(font, name)
    return found is not None and is_on(found, "val", default=True)


def _cell_fill(fill: Element, theme: Sequence[str]) -> tuple[str, ...]:
    pattern, gradient = child(fill, "patternFill"), child(fill, "gradientFill")
    if gradient is not None:
        return tuple(filter(None, (_colour(one, theme, WHITE) for one in descendants(gradient, "color"))))
    kind = pattern.get("patternType", "none") if pattern is not None else "none"
    if kind == "none":
        return ()
    front = _colour(child(pattern, "fgColor"), theme, BLACK) or BLACK
    return (front,) if kind == "solid" else (front, _colour(child(pattern, "bgColor"), theme, WHITE) or WHITE)


def _change(dxf: Element, theme: Sequence[str]) -> Change:
    pattern, number_format = child(dxf, "fill", "patternFill"), child(dxf, "numFmt")
    fill = None
    if pattern is not None and pattern.get("patternType", "solid") != "none":  # solid ones show the background colour
        fill = _colour(child(pattern, "bgColor"), theme, WHITE) or _colour(child(pattern, "fgColor"), theme, BLACK)
    return Change(
        ink=_colour(child(dxf, "font", "color"), theme, BLACK),
        fills=(fill,) if fill else (),
        number_format=number_format.get("formatCode", "") if number_format is not None else "",
    )


def _colour(element: Element | None, theme: Sequence[str], automatic: str) -> str | None:
    """A colour as #RRGGBB; None where none is stated."""
    if element is None:
        return None
    tint = float(element.get("tint", "0"))
    if (rgb := element.get("rgb")) and len(rgb) >= len("RRGGBB"):
        int(rgb, 16)  # what is no colour is damage
        return _tinted(f"#{rgb[-6:].upper()}", tint)
    if number := element.get("theme"):
        return _tinted(_picked(theme, number), tint)
    if number := element.get("indexed"):
        return f"#{PALETTE[int(number)]}" if int(number) < len(PALETTE) else automatic
    return automatic if element.get("auto") else None


def _tinted(colour: str, tint: float) -> str:
    """A colour made lighter (up to 1) or darker (down to -1), as ECMA-376 part 1, 18.8.19, says."""
    if not tint:
        return colour
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    channels = colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), saturation)
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in channels)


def _theme_colours(theme: Element | None) -> tuple[str, ...]:
    scheme = child(theme, "themeElements", "clrScheme")
    if scheme is None:
        return OFFICE_THEME
    return tuple(_theme_colour(child(scheme, name)) or usual for name, usual in zip(THEME_ORDER, OFFICE_THEME, strict=True))


def _theme_colour(element: Element | None) -> str | None:
    if element is None:
        return None
    stated = next((one.get("lastClr") or one.get("val") for one in element), None)
    if stated is None or len(stated) != len("RRGGBB"):
        return None
    int(stated, 16)  # as above
    return f"#{stated.upper()}"
