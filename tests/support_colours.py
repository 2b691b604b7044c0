"""How colours look printed in grey and to people who cannot tell red from green, and whether two of them are told apart.

Dichromacy: the matrices of Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
Deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (2009), for severity 1.0, on linear RGB. Grey: the
luminance of IEC 61966-2-1 (sRGB). Lightness and colour in CIE 1976 L*a*b*, white point D65.
"""

from enum import StrEnum

Channels = tuple[float, float, float]
Matrix = tuple[Channels, Channels, Channels]

PATCH = 0.5  # degrees: the height of a table's row, 5 mm, read from 57 cm
NOTICED = 0.5  # of the observers
_LAB_SCALE = ((10.16, 1.50), (10.68, 3.08), (10.70, 5.74))
JUST_APART = tuple(NOTICED * (fixed + by_size / PATCH) for fixed, by_size in _LAB_SCALE)
"""How far apart two patches of that size must be on the axes L*, a*, b* for so many observers to see that they differ.

6.6, 8.4 and 11.1. Stone, Szafir and Setlur, "An Engineering Model for Color Difference as a Function of Size", Color Imaging
Conference (2014).
"""

LUMINANCE: Channels = (0.2126, 0.7152, 0.0722)


class Sight(StrEnum):
    """How a page is seen."""

    NORMAL = "normal"
    GREY = "greyscale"
    PROTANOPIA = "protanopia"
    DEUTERANOPIA = "deuteranopia"


MATRICES: dict[Sight, Matrix] = {
    Sight.NORMAL: ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    Sight.GREY: (LUMINANCE, LUMINANCE, LUMINANCE),
    Sight.PROTANOPIA: ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    Sight.DEUTERANOPIA: ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}


def seen(colour: str, sight: Sight) -> str:
    """The colour (#RRGGBB) that a colour looks like."""
    return "#" + "".join(f"{round(255 * _curved(channel)):02X}" for channel in _seen(colour, sight))


def contrast_seen(one: str, other: str, sight: Sight) -> float:
    """How many to 1 two colours stand apart, by WCAG 2.1."""
    darker, lighter = sorted(_luminance(_seen(colour, sight)) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def difference(one: str, other: str, sight: Sight) -> float:
    """How far two colours are apart, in multiples of what is just seen; in grey that is of lightness alone."""
    pairs = zip(_lab(_seen(one, sight)), _lab(_seen(other, sight)), JUST_APART, strict=True)
    return float(sum(((first - second) / least) ** 2 for first, second, least in pairs) ** 0.5)


def lightness(colour: str) -> float:
    """CIE L*, 0 for black to 100 for white."""
    return _lab(_seen(colour, Sight.NORMAL))[0]


def _seen(colour: str, sight: Sight) -> Channels:
    """Linear channels; what no screen can show is cut off."""
    linear = [_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5)]
    red, green, blue = (sum(weight * channel for weight, channel in zip(row, linear, strict=True)) for row in MATRICES[sight])
    return _cut(red), _cut(green), _cut(blue)


def _cut(channel: float) -> float:
    return min(1.0, max(0.0, channel))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _curved(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else float(1.055 * channel ** (1 / 2.4) - 0.055)


def _luminance(channels: Channels) -> float:
    return sum(weight * channel for weight, channel in zip(LUMINANCE, channels, strict=True))


def _lab(channels: Channels) -> Channels:
    red, green, blue = channels
    x = _root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
    y = _root(_luminance(channels))
    z = _root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(share: float) -> float:
    return float(share ** (1 / 3)) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116
