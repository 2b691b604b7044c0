"""The look of the accessible edition: larger letters, text that wraps, light fills. Words stand without symbols."""

from collections.abc import Mapping
from typing import Any

from workbook_tools.model.scheme import Style
from workbook_tools.schemes.contrast import contrast
from workbook_tools.writing.measure import INDENT, Font
from workbook_tools.writing.theme import INK, PROPERTIES, Look, Theme

BODY = 12  # points
SIZES = {Look.TITLE: 16, Look.SECTION: 14}  # points, of what is larger than the body
LEAST_CONTRAST = 7  # to 1, of letters on a fill: level AAA; fills that are darker are mixed with white
_WHITE = 255
_STEPS = 20  # from a colour to white

USED = (
    Look.TITLE, Look.SECTION, Look.LABEL, Look.PROSE, Look.HEADER, Look.TEXT, Look.STATUS, Look.NUMBER, Look.DATE, Look.LINK,
)  # fmt: skip
_CHANGED: Mapping[Look, Mapping[str, Any]] = {
    Look.STATUS: {"align": "left", "indent": 1},
    Look.HEADER: {"valign": "top"},
    Look.NUMBER: {"indent": 0},
}
_PROPERTIES: Mapping[Look, Mapping[str, Any]] = {
    look: {**properties, "text_wrap": True, "font_size": SIZES.get(look, BODY), **_CHANGED.get(look, {})}
    for look, properties in PROPERTIES.items()
}


class AccessibleTheme(Theme):
    """The formats of the accessible edition."""

    def __init__(self, book: Any) -> None:
        self._given: dict[Look, list[Any]] = {}
        super().__init__(book)

    def format(self, look: Look, **more: Any) -> Any:
        """The cell format of a look, with properties added (a number format, an alignment)."""
        made = self._make({**_PROPERTIES[look], **more})
        known = self._given.setdefault(look, [])
        if made not in known:
            known.append(made)
        return made

    def formats_by_style(self) -> dict[str, list[int]]:
        """Numbers of the cell formats in use, by the name of their look; known once the workbook is closed."""
        used = {look.value: [made.xf_index for made in self._given[look] if made.xf_index] for look in USED}
        return {name: numbers for name, numbers in used.items() if numbers}

    def words(self, style: Style) -> Any:
        """What a conditional format puts over a cell that holds the style's word: a light fill, and nothing before the word."""
        return self._make({"font_color": INK, "bg_color": light_fill(style.fill)})

    def quiet_words(self, style: Style) -> Any:
        """The same for trends."""
        return self.words(style)


def light_fill(fill: str) -> str:
    """A fill (#RRGGBB) light enough for dark letters: the colour itself, or as little white mixed in as that takes."""
    channels = [int(fill[start : start + 2], 16) for start in (1, 3, 5)]
    for step in range(_STEPS):
        mixed = (channel + (_WHITE - channel) * step // _STEPS for channel in channels)
        colour = "#" + "".join(f"{channel:02X}" for channel in mixed)
        if contrast(INK, colour) >= LEAST_CONTRAST:
            return colour
    return "#FFFFFF"


def font_of(look: Look) -> Font:
    """What decides how much room a cell's text takes."""
    return Font(float(SIZES.get(look, BODY)), _PROPERTIES[look].get("bold", False))


def indent_of(look: Look) -> int:
    """Pixels that a cell's text stands in from its edge."""
    return INDENT * int(_PROPERTIES[look].get("indent", 0))
