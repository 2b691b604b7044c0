"""The look of our workbooks: meaning -> colour, symbol, number format. Nothing else decides how a cell looks.

A status shows word, symbol and colour. The cell holds the word alone; symbol and colour come from a conditional format that
looks for the word, so a corrected word recolours itself. Only the scheme says which word looks how.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from workbook_tools.model.scheme import Scheme, Style, band_style
from workbook_tools.model.words import RiskStatus
from workbook_tools.writing.measure import INDENT, Font
from workbook_tools.writing.soft_colours import soft_colours

FONT = "Calibri"
INK = "#1F2933"
MUTED = "#52606D"  # contrast with white 6.5:1
ACCENT = "#1B365D"
HEADER_FILL = "#E3EAF2"
BAND_FILL = "#F1F5F9"
RULE = "#C5CED8"
OPEN_FILL = "#FFFBE6"  # of cells that officers type into
DATE_FORMAT = "dd mmm yyyy"
ROOM_AT_THE_RIGHT = "_w"  # of a figure, as wide as a w; LibreOffice forgets the indent of all but the first figure of a row


class Look(StrEnum):
    """What a cell is for; each look is one named style of the workbook."""

    COUNCIL = "Report council"
    TITLE = "Heading 1"
    SUBTITLE = "Report subtitle"
    SECTION = "Heading 2"
    LABEL = "Report label"
    PROSE = "Report prose"
    HEADER = "Table heading"
    BAND = "Table band"
    TEXT = "Table text"
    CODE = "Table code"
    MUTED = "Table remark"
    STATUS = "Table status"
    TREND = "Table trend"
    NUMBER = "Table number"
    TOTAL = "Table total"
    DATE = "Table date"
    LINK = "Table link"
    BADGE = "Report status"
    MATRIX = "Matrix cell"
    GIVEN = "Return given"
    OPEN = "Return open"
    SHOWN = "Return shown"


_CELL: dict[str, Any] = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top", "text_wrap": True}
_ROW: dict[str, Any] = _CELL | {"bottom": 1, "bottom_color": RULE}
_LEFT: dict[str, Any] = {"align": "left", "indent": 1}  # away from the colours of a status beside it
_RIGHT: dict[str, Any] = {"align": "right", "indent": 1}
_BOX: dict[str, Any] = {"border": 1, "border_color": RULE}

PROPERTIES: Mapping[Look, Mapping[str, Any]] = {
    Look.COUNCIL: _CELL | {"font_size": 11, "bold": True, "font_color": MUTED, "text_wrap": False},
    Look.TITLE: _CELL | {"font_size": 18, "bold": True, "font_color": ACCENT},
    Look.SUBTITLE: _CELL | {"font_color": MUTED, "text_wrap": False},
    Look.SECTION: _CELL | {"font_size": 13, "bold": True, "font_color": ACCENT},
    Look.LABEL: _CELL | {"bold": True},
    Look.PROSE: _CELL | {"font_size": 11},
    Look.HEADER: _CELL
    | _LEFT
    | {"bold": True, "font_color": ACCENT, "bg_color": HEADER_FILL, "bottom": 1, "bottom_color": ACCENT, "valign": "vcenter"},
    Look.BAND: _ROW | _LEFT | {"bold": True, "font_size": 11, "font_color": ACCENT, "bg_color": BAND_FILL, "valign": "vcenter"},
    Look.TEXT: _ROW | _LEFT,
    Look.CODE: _ROW | _LEFT | {"bold": True},
    Look.MUTED: _ROW | _LEFT | {"font_color": MUTED},
    Look.STATUS: _ROW | {"bold": True, "align": "center"},
    Look.TREND: _ROW | {"align": "center"},
    Look.NUMBER: _ROW | _RIGHT,
    Look.TOTAL: _ROW | _RIGHT | {"bold": True, "top": 1, "top_color": ACCENT},
    Look.DATE: _ROW | _RIGHT | {"num_format": DATE_FORMAT},
    Look.LINK: _ROW | _LEFT | {"font_color": "#1A5FB4", "underline": 1},
    Look.BADGE: _CELL
    | {"font_size": 14, "bold": True, "align": "center", "valign": "vcenter", "border": 1, "border_color": RULE},
    Look.GIVEN: _CELL | _LEFT | _BOX,
    Look.OPEN: _CELL | _LEFT | _BOX | {"bg_color": OPEN_FILL, "locked": False},
    Look.SHOWN: _CELL | _BOX | {"align": "center", "bold": True},
    Look.MATRIX: _CELL | {"align": "center", "valign": "vcenter", "border": 1, "border_color": "#FFFFFF"},
}


class Theme:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._by_look: dict[Look, list[Any]] = {look: [self.format(look)] for look in Look}

    def new_chart(self, kind: dict[str, Any]) -> Any:
        """A chart of the workbook, to be put on one of its sheets."""
        return self._book.add_chart(kind)

    def define_name(self, name: str, area: str) -> None:
        """Gives an area of a sheet, written as in a formula, a name of the workbook."""
        self._book.define_name(name, f"={area}")

    def format(self, look: Look, **more: Any) -> Any:
        """The cell format of a look, with properties added (a number format, a fill)."""
        cell_format = self._make({**PROPERTIES[look], **more})
        if more and cell_format not in self._by_look[look]:
            self._by_look[look].append(cell_format)
        return cell_format

    def figure(self, look: Look, number_format: str, **more: Any) -> Any:
        """The cell format of a number or a day, which stands away from the edge by its number format."""
        padded = ";".join(section + ROOM_AT_THE_RIGHT for section in number_format.split(";"))
        return self.format(look, **{**more, "num_format": padded, "indent": 0})

    def formats_by_style(self) -> dict[str, list[int]]:
        """Numbers of the cell formats in use, by the name of their look; known once the workbook is closed."""
        used = {
            look.value: [made.xf_index for made in formats if made.xf_index is not None]
            for look, formats in self._by_look.items()
        }
        return {name: numbers for name, numbers in used.items() if numbers}

    def words(self, style: Style) -> Any:
        """What a conditional format puts over a cell that holds the style's word: colours, and the symbol before the word."""
        symbol = style.symbol.replace('"', "")
        return self._make({"font_color": style.ink, "bg_color": style.fill, "num_format": f'"{symbol} "@' if symbol else "@"})

    def soft_words(self, style: Style) -> Any:
        """As `words`, lighter: for the cells of high rows, where a full colour would be a slab."""
        fill, ink = soft_colours(style)
        symbol = style.symbol.replace('"', "")
        return self._make({"font_color": ink, "bg_color": fill, "num_format": f'"{symbol} "@' if symbol else "@"})

    def quiet_words(self, style: Style) -> Any:
        """As `words`, without a fill: trends stand beside the status and must not outshine it."""
        symbol = style.symbol.replace('"', "")
        ink = min(style.ink, style.fill, key=_brightness)
        return self._make({"font_color": ink, "num_format": f'"{symbol} "@' if symbol else "@"})

    def _make(self, properties: Mapping[str, Any]) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(properties))
        return self._made[key]


def indent_of(look: Look, more: Mapping[str, Any] | None = None) -> int:
    """Pixels that a cell's text stands in from its edge."""
    own = PROPERTIES[look].get("indent", 0)
    return INDENT * int(more.get("indent", own) if more else own)


def _brightness(colour: str) -> float:
    """How bright a colour looks, by the weights of ITU-R BT.601."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


@cache
def font_of(look: Look) -> Font:
    """What decides how much room a cell's text takes."""
    properties = PROPERTIES[look]
    return Font(properties["font_size"], properties.get("bold", False))


def styles_of(scheme: Scheme, table: str) -> tuple[Style, ...]:
    """The scheme's styles in "indicators", "actions", "risks", "trends" or "movements", each word once."""
    return distinct(_styles_of(scheme, table))


def distinct(styles: Iterable[Style]) -> tuple[Style, ...]:
    """The styles without those whose word stood before; Excel compares words without regard to case."""
    by_word: dict[str, Style] = {}
    for style in styles:
        by_word.setdefault(style.word.casefold(), style)
    return tuple(by_word.values())


def _styles_of(scheme: Scheme, table: str) -> Iterable[Style]:
    own = {"indicators": scheme.styles.indicators, "actions": scheme.styles.actions, "trends": scheme.styles.trends}
    if table in own:
        return own[table].values()
    if scheme.risks is None:  # without a matrix a risk can only be unknown, in the words for indicators
        return (scheme.indicator_style(RiskStatus.UNKNOWN),) if table == "risks" else scheme.styles.trends.values()
    if table == "risks":
        return (*map(band_style, scheme.risks.bands), scheme.risks.unknown)
    return scheme.risks.movements.values()
