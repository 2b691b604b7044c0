"""A style's colours for high cells: its fill made light, so that it tells the status without being a slab of colour."""

from decimal import Decimal

from workbook_tools.model.scheme import Style
from workbook_tools.schemes.contrast import LEAST_CONTRAST, contrast

WHITE = "#FFFFFF"
LIGHT = Decimal("1.4")  # to 1: the contrast with white that a light fill has at most; common light greens keep their colour
STEP = 5  # percent of white


def soft_colours(style: Style) -> tuple[str, str]:
    """Fill and ink: the style's fill, lightened as far as needed, and the darker of its colours, which can be read on it."""
    ink = max(style.ink, style.fill, key=lambda colour: contrast(colour, WHITE))
    mixed = (_mix_with_white(style.fill, percent) for percent in range(0, 100, STEP))
    return next(
        (fill for fill in mixed if contrast(fill, WHITE) <= LIGHT and contrast(fill, ink) >= LEAST_CONTRAST), WHITE
    ), ink


def _mix_with_white(colour: str, percent: int) -> str:
    channels = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{channel + (255 - channel) * percent // 100:02X}" for channel in channels)
