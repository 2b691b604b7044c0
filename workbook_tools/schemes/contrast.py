"""Contrast of text against its background, as the Web Content Accessibility Guidelines (WCAG 2.1, 1.4.3) measure it."""

import re
from decimal import Decimal
from functools import cache

LEAST_CONTRAST = Decimal("4.5")  # to 1: level AA for text of ordinary size
_CHANNEL_WEIGHTS = (Decimal("0.2126"), Decimal("0.7152"), Decimal("0.0722"))


def is_colour(text: str) -> bool:
    """Whether `text` is a colour in the form #RRGGBB, in hexadecimal digits of either case."""
    return re.fullmatch(r"#[0-9A-Fa-f]{6}", text) is not None


def contrast(one: str, other: str) -> Decimal:
    """How many to 1 two colours (#RRGGBB) stand apart: 1 for the same colour, 21 for black on white; order does not matter."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + Decimal("0.05")) / (darker + Decimal("0.05"))


@cache
def _luminance(colour: str) -> Decimal:
    channels = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return sum((weight * _linear(level) for weight, level in zip(_CHANNEL_WEIGHTS, channels, strict=True)), Decimal(0))


@cache
def _linear(level: int) -> Decimal:
    share = Decimal(level) / 255
    if share <= Decimal("0.04045"):
        return share / Decimal("12.92")
    return ((share + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4")
