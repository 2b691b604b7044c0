"""How much room text takes: a file states its row heights, and only Excel itself would fit them to wrapped text.

Widths are those of Calibri, as Excel measures it at 11 points. Lines are broken between words, which takes at least as many
lines as programs that also break at hyphens; so a row is never too low.
"""

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from xlsxwriter.utility import xl_pixel_width

from workbook_tools.findings import shorten

MEASURED_SIZE = 11.0  # points, of the widths that we know
WIDE_CHARACTER = 15  # pixels, of Chinese, Japanese and Korean characters and most emoji at that size
DIGIT_WIDTH = 7  # pixels; a column's width is counted in digits
COLUMN_PADDING = 5  # pixels that a column is wider than its digits
CELL_PADDING = 6  # pixels left and right of the text
ELLIPSIS = 12  # pixels
INDENT = 9  # pixels of one step of indent
BOLD_IS_WIDER = 1.07
LINE_HEIGHTS = {10.0: 12.75, 11.0: 15.0}  # points from line to line, as Excel spaces them
LINE_HEIGHT = 1.36  # of the font size, for other sizes
ROW_PADDING = 2.0  # points above and below the text of a row
HIGHEST_ROW = 409.0  # points; Excel allows no more
MOST_CHARACTERS = 32_767  # in a cell; Excel holds no more

_WORDS = re.compile(r"(\S*)(\s*)")  # each with the blanks behind it


@dataclass(frozen=True, slots=True)
class Font:
    """What decides how much room text takes: size in points, and whether it is bold."""

    size: float = 10.0
    bold: bool = False

    @property
    def line_height(self) -> float:
        """Points from one line to the next."""
        return LINE_HEIGHTS.get(self.size, self.size * LINE_HEIGHT)

    @property
    def lines_in_a_row(self) -> int:
        """How many lines the highest row holds."""
        return int((HIGHEST_ROW - ROW_PADDING) / self.line_height)


def column_pixels(width: float) -> int:
    """Pixels of a column `width` characters wide."""
    return int(width * DIGIT_WIDTH + COLUMN_PADDING)


@lru_cache(maxsize=5_000)  # a row is measured, then written
def wrap(text: str, pixels: float, font: Font) -> tuple[str, ...]:
    """`text` as the lines it takes in a cell `pixels` wide; put together again they are `text`, to the character.

    A word wider than the cell is broken inside. An empty text is one empty line.
    """
    room = (pixels - CELL_PADDING) / (font.size / MEASURED_SIZE * (BOLD_IS_WIDER if font.bold else 1))
    lines: list[str] = []
    paragraphs = text.split("\n")
    for number, paragraph in enumerate(paragraphs, start=1):
        broken = [paragraph] if _width(paragraph) <= room else _wrap_paragraph(paragraph, room)
        if number < len(paragraphs):
            broken[-1] += "\n"
        lines += broken
    return tuple(lines)


def text_width(text: str, font: Font) -> float:
    """Pixels that the longest line of a text takes where it is not wrapped."""
    longest = max(_width(line) for line in text.split("\n"))
    return longest * font.size / MEASURED_SIZE * (BOLD_IS_WIDER if font.bold else 1)


def height_of(lines: int, font: Font) -> float:
    """Points of a row that holds so many lines, at most what Excel allows."""
    return min(HIGHEST_ROW, math.ceil(lines * font.line_height + ROW_PADDING))


def pieces_of(text: str, pixels: float, font: Font) -> tuple[str, ...]:
    """`text` in pieces that each fit into one row and one cell; put together again they are `text`."""
    lines = wrap(text, pixels, font)
    step = font.lines_in_a_row
    rows = ("".join(lines[start : start + step]) for start in range(0, len(lines), step))
    found = tuple(row[start : start + MOST_CHARACTERS] for row in rows for start in range(0, len(row), MOST_CHARACTERS))
    return found or ("",)  # blanks at the end may wrap to a line of nothing, which needs no row


def cut_to_lines(text: str, lines: int, pixels: float, font: Font) -> str:
    """`text` without its own line breaks, cut where it would take more lines than these; the cut is shown."""
    text = shorten(text, len(text) + 1)
    if len(wrap(text, pixels, font)) <= lines:
        return text
    return shorten(text, sum(map(len, wrap(text, pixels - ELLIPSIS, font)[:lines])))


def _wrap_paragraph(text: str, room: float) -> list[str]:
    lines, used = [""], 0.0
    for word, blanks in _WORDS.findall(text):
        for part in _break_word(word, room):
            width = _width(part)
            if used and used + width > room:
                lines.append("")
                used = 0.0
            lines[-1] += part
            used += width
        lines[-1] += blanks
        used += _width(blanks)
    return lines


def _break_word(word: str, room: float) -> Iterator[str]:
    """The word itself, or the parts that a word wider than the cell is broken into."""
    if _width(word) <= room:
        yield word
        return
    part, used = "", 0.0
    for character in word:
        width = _width(character)
        if part and used + width > room:
            yield part
            part, used = "", 0.0
        part += character
        used += width
    yield part


@lru_cache(maxsize=20_000)
def _width(text: str) -> int:
    """Pixels at the measured size."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text) if not text.isascii() else 0
    return int(xl_pixel_width(text)) + wide * (WIDE_CHARACTER - DIGIT_WIDTH - 1)
