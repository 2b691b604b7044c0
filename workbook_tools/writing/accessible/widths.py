"""How wide the columns of the accessible edition are: as wide as what stands in them, up to what each column allows."""

import math
from collections.abc import Iterator, Sequence
from datetime import datetime

from workbook_tools.writing.accessible.looks import font_of, indent_of
from workbook_tools.writing.cells import CellValue, Link, Number
from workbook_tools.writing.measure import CELL_PADDING, DIGIT_WIDTH, column_pixels, text_width
from workbook_tools.writing.theme import Look

SPARE = 6  # pixels, and
SPARE_SHARE = 0.04  # of a text: programs place letters a fraction of a pixel apart from each other
NARROWEST = 9.0  # characters
WIDEST_HEADING = 40.0  # characters that a heading makes its column at most
DAY = "00 Mmm 0000"
MOMENT = "00/00/0000 00:00:00"
AROUND = 4  # digits that the sign, the currency and the room at the right of a number take


def width_of(heading: str, values: Sequence[CellValue], look: Look, widest: float) -> float:
    """Characters that a column needs so that no word is broken and no number cut off, and no more than its texts need."""
    figures = max((_needed(text, look) for value in values for text in _unbreakable(value)), default=0.0)
    texts = max((_needed(text, look) for value in values for text in _texts(value)), default=0.0)
    return max(NARROWEST, min(_heading(heading), WIDEST_HEADING), figures, min(texts, widest))


def _heading(text: str) -> float:
    """Characters that a heading needs on two lines."""
    words = text.split()
    splits = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words) + 1)]
    return min((max(_needed(first, Look.HEADER), _needed(second, Look.HEADER)) for first, second in splits), default=0.0)


def _unbreakable(value: CellValue) -> Iterator[str]:
    """What has to stand on one line: numbers, days, and links, which do not wrap in every program."""
    match value:
        case Number():
            shown = value.number_format.split(";")[0]
            places = sum(mark == "0" for mark in shown.partition(".")[2])
            number = value.value * 100 if "%" in shown else value.value
            yield f"{number:,.{places}f}" + "0" * AROUND + shown.partition('"')[2]
        case Link():
            yield value.text
        case None | str():
            return
        case datetime():
            yield MOMENT
        case _:
            yield DAY


def _texts(value: CellValue) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.split("\n")


def _needed(text: str, look: Look) -> float:
    """Characters of a column's width that a text needs to stand on one line."""
    pixels = text_width(text, font_of(look)) * (1 + SPARE_SHARE) + indent_of(look) + CELL_PADDING + SPARE
    return math.ceil(pixels - column_pixels(0)) / DIGIT_WIDTH
