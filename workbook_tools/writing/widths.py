"""How wide columns are: together as wide as the page, and columns of text so that the rows become as low as can be."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Generic

from workbook_tools.writing.cells import Link
from workbook_tools.writing.measure import CELL_PADDING, DIGIT_WIDTH, column_pixels, text_width
from workbook_tools.writing.tables import FILTER_BUTTON, FLEXIBLE, ColumnSpec, RowT
from workbook_tools.writing.theme import Look, font_of, indent_of

PAGE_WIDTH = 149.0  # characters beside each other on A4 landscape at full size
WIDEST = 188.0  # characters; beyond that ten-point text would be printed below 7.5 points
NARROWEST = 15.0  # characters that a column of text is not made narrower than, unless all of it finds room in less
WIDEST_LINK = 26.0  # characters; a link does not wrap in every program
STEP = 2.0  # characters that are given to a column at a time
ROWS_LOOKED_AT = 400
RAGGED = 1.06  # times its length that a text needs, since lines end with words
SPARE = 4  # pixels; programs place letters a fraction of a pixel apart from each other


_Lines = tuple[int, float]


class _Texts(Generic[RowT]):
    """The texts of a column, and how many lines each takes at a width, as if every line of a paragraph but the last were full.

    Each is a number of lines with how full they are, so that of widths with as many lines the one with more room is known.
    """

    def __init__(self, column: ColumnSpec[RowT], rows: Sequence[RowT]) -> None:
        values = (column.get(row) for row in rows)
        font, self._margin = font_of(column.look), indent_of(column.look) + CELL_PADDING - column_pixels(0)
        self._paragraphs = [
            [text_width(part, font) * RAGGED for part in value.split("\n")] if isinstance(value, str) else [0.0]
            for value in values
        ]
        self._known: dict[float, list[_Lines]] = {}

    def lines(self, width: float) -> list[_Lines]:
        """Those of each text in a column so many characters wide."""
        if width not in self._known:
            room = max(1.0, width * DIGIT_WIDTH - self._margin)
            self._known[width] = [
                (sum(max(1, math.ceil(part / room)) for part in parts), sum(parts) / room) for parts in self._paragraphs
            ]
        return self._known[width]


def fit_widths(columns: Sequence[ColumnSpec[RowT]], rows: Sequence[RowT]) -> tuple[ColumnSpec[RowT], ...]:
    """The columns, together as wide as they ask for, but at least a page at full size and at most one at 7.5 points.

    Columns of figures and words keep their widths, columns of codes take what they need of theirs; columns of text share the
    rest so that the rows become low, each with room for its longest word.
    """
    asked = sum(column.width for column in columns)
    columns = [_as_wide_as_codes(_wide_enough_for_links(column, rows), rows) for column in columns]
    flexible = [index for index, column in enumerate(columns) if column.look in FLEXIBLE]
    if not flexible:
        return tuple(columns)
    fixed = sum(column.width for index, column in enumerate(columns) if index not in flexible)
    total = min(WIDEST, max(PAGE_WIDTH, asked))
    texts = [_Texts(columns[index], rows[:ROWS_LOOKED_AT]) for index in flexible]
    least = [_least(columns[index], rows) for index in flexible]
    if sum(least) > total - fixed:
        least = [min(NARROWEST, width) for width in least]
    widths = _share_out(total - fixed, least, texts)
    for index, width in zip(flexible, widths, strict=True):
        columns[index] = replace(columns[index], width=width)
    return tuple(columns)


def _least(column: ColumnSpec[RowT], rows: Sequence[RowT]) -> float:
    """Characters of a column of text that break no word; fewer than `NARROWEST` only where every text fits into them."""
    texts = _texts(column, rows)
    longest_word = max((_needed(word, column.look) for text in texts for word in text.split()), default=0.0)
    longest_text = max((_needed(text, column.look) for text in texts), default=0.0)
    return min(column.width, max(_heading(column), longest_word, min(NARROWEST, longest_text)))


def _as_wide_as_codes(column: ColumnSpec[RowT], rows: Sequence[RowT]) -> ColumnSpec[RowT]:
    """A column of codes without the room that none of them needs."""
    if column.look is not Look.CODE or any(isinstance(column.get(row), Link) for row in rows):
        return column
    longest = max((_needed(text, column.look) for text in _texts(column, rows)), default=0.0)
    return replace(column, width=min(column.width, max(_heading(column), longest)))


def _texts(column: ColumnSpec[RowT], rows: Sequence[RowT]) -> list[str]:
    return [value for value in map(column.get, rows[:ROWS_LOOKED_AT]) if isinstance(value, str)]


def _heading(column: ColumnSpec[RowT]) -> float:
    """Characters that the longest word of a heading needs beside the filter button."""
    longest = max((_needed(word, Look.HEADER) for word in column.heading.split()), default=0.0)
    return longest + FILTER_BUTTON / DIGIT_WIDTH


def _needed(text: str, look: Look) -> float:
    """Characters of a column's width that a text needs to stand on one line."""
    pixels = text_width(text, font_of(look)) + indent_of(look) + CELL_PADDING + SPARE - column_pixels(0)
    return math.ceil(pixels) / DIGIT_WIDTH


def _share_out(room: float, least: list[float], texts: Sequence[_Texts[RowT]]) -> list[float]:
    """Widths that together make `room`: step by step, the column that makes the rows lowest gets more.

    Then what one column has to spare goes to another, as long as that makes the rows lower.
    """
    widths = list(least)
    while room - sum(widths) >= STEP:
        trials = [_moved(widths, None, index) for index in range(len(widths))]
        widths = min(trials, key=lambda trial: (_lines(trial, texts), max(trial)))
    lines = _lines(widths, texts)
    while True:
        givers = [index for index, width in enumerate(widths) if width - STEP >= least[index]]
        pairs = ((giver, taker) for giver in givers for taker in range(len(widths)) if taker != giver)
        best = min((_moved(widths, *pair) for pair in pairs), key=lambda trial: _lines(trial, texts), default=widths)
        if _lines(best, texts) >= lines:
            return widths
        widths, lines = best, _lines(best, texts)


def _moved(widths: list[float], giver: int | None, taker: int) -> list[float]:
    """The widths with a step more for one column, taken from another one if one is named."""
    return [width + STEP * ((index == taker) - (index == giver)) for index, width in enumerate(widths)]


def _lines(widths: list[float], texts: Sequence[_Texts[RowT]]) -> _Lines:
    """Lines of all rows together."""
    rows = [max(row) for row in zip(*(column.lines(width) for column, width in zip(texts, widths, strict=True)), strict=True)]
    return sum(lines for lines, _ in rows), sum(full for _, full in rows)


def _wide_enough_for_links(column: ColumnSpec[RowT], rows: Sequence[RowT]) -> ColumnSpec[RowT]:
    """LibreOffice shows a link on one line, so the column is made wide enough for it."""
    links = [value.text for value in map(column.get, rows) if isinstance(value, Link)]
    longest = max((text_width(text, font_of(Look.LINK)) for text in links), default=0.0)
    needed = (longest + column_pixels(0) + indent_of(Look.LINK)) / DIGIT_WIDTH
    return replace(column, width=max(column.width, min(WIDEST_LINK, needed)))
