"""Places in a text where something may begin. `str.find` looks through a text many times as fast as a pattern does."""

from collections.abc import Iterator

import msgspec

DIGITS = "0123456789"


class Hit(msgspec.Struct, frozen=True):
    """Something found in a text: where it begins, and what of it a message may repeat."""

    start: int
    shown: str


def places_of(text: str, wanted: str) -> Iterator[int]:
    """Every place of a word or character in a text, in order, inside other words too."""
    place = text.find(wanted)
    while place >= 0:
        yield place
        place = text.find(wanted, place + 1)


def number_starts(text: str) -> list[int]:
    """Where runs of digits begin, in order."""
    return sorted(place for digit in DIGITS for place in places_of(text, digit) if not text[place - 1 : place].isdigit())
