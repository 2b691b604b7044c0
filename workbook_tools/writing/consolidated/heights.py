"""How high rows are, reckoned from the lengths of their texts: measuring every word would take longer than all the rest.

Without a height Excel fits a row to its text, but LibreOffice (7.4) does not, nor the PDF that it makes. The reckoning is
generous: of the texts of published reports 2 in 1,000 take a line more than reckoned, and rows are 8% higher than needed. A
cell holds all of its text in any case.
"""

from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

from workbook_tools.model.flat import FlatColumn
from workbook_tools.writing.consolidated.looks import TEXTS, text_look
from workbook_tools.writing.consolidated.texts import Texts
from workbook_tools.writing.measure import CELL_PADDING, column_pixels, height_of
from workbook_tools.writing.theme import font_of, indent_of

CHARACTER = 6.0  # pixels of a character at 10 points; of English text few are wider on average
LOST = 4  # characters that a line is shorter for the word that goes to the next
WIDE = "\u2e7f"  # characters behind it are about twice as wide
CAPITALS = 1.4  # times as wide as other text

Lines = Callable[[Texts], list[int] | None]
"""Lines that the texts of a column take; None where each takes one."""


def height_writer(columns: Sequence[FlatColumn]) -> Callable[[Sequence[Any], int], Sequence[str]]:
    """What makes the values of so many rows, by column and as `Texts` where a column holds texts, their heights in points."""
    reckoned = [(place, _lines_of(column)) for place, column in enumerate(columns) if column.holds in TEXTS]
    font = font_of(text_look(columns[0]))
    known = [f"{height_of(lines, font):g}" for lines in range(font.lines_in_a_row + 2)]
    most = len(known) - 1

    def heights(values: Sequence[Any], rows: int) -> Sequence[str]:
        lines = [found for place, lines_of in reckoned if (found := lines_of(values[place]))]
        if not lines:
            return [known[1]] * rows
        return [known[min(most, high)] for high in map(max, *lines, repeat(1))]

    return heights


def _lines_of(column: FlatColumn) -> Lines:
    pixels = column_pixels(column.width) - indent_of(text_look(column)) - CELL_PADDING
    whole = int(pixels / CHARACTER)
    room = max(1, whole - LOST)
    surely = int(whole / (2 * CAPITALS))  # characters that stand in a line, however wide they are

    def lines(texts: Texts) -> list[int] | None:
        alone = "\n" not in texts.joined
        if alone and (texts.longest <= surely or (texts.is_western and texts.longest * CAPITALS <= whole)):
            return None
        if not alone or not texts.is_western or texts.joined.isupper():
            return [_lines_one_by_one(text, whole, room) for text in texts.each]
        if texts.longest <= whole:
            return None
        return [1 if length <= whole else -(-length // room) for length in map(len, texts.each)]

    return lines


def _lines_one_by_one(text: str, whole: int, room: int) -> int:
    """Lines of a text that may have line breaks of its own, or characters wider than most."""
    lines = 0
    for paragraph in text.split("\n"):
        length = len(paragraph)
        if paragraph.isupper():
            length = int(length * CAPITALS)
        if not paragraph.isascii() and max(paragraph) > WIDE:
            length *= 2
        lines += 1 if length <= whole else -(-length // room)
    return lines
