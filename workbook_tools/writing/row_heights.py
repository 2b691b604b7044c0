"""Rows high enough for their wrapped text, which still grow when an officer writes more.

Only Excel itself fits rows to their text when it opens a workbook; LibreOffice, previews and tablets show the height that the
file states. XlsxWriter can state one only as fixed by hand, and such a row no longer grows.
"""

import math
from collections.abc import Iterable
from typing import Any

from xlsxwriter.utility import xl_pixel_width
from xlsxwriter.worksheet import Worksheet

LINE_HEIGHT = 15.0  # points, of the standard font
HIGHEST_ROW = 409.0  # points; Excel allows no more
DIGIT_WIDTH = 7  # pixels, of the standard font; a column's width is counted in digits
CELL_PADDING = 7  # pixels


class GrowingSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter publishes no types
    """A worksheet whose rows have the height they are given until their text changes."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]] | None = None) -> None:
        if tag == "row":
            attributes = [attribute for attribute in attributes or [] if attribute[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


def lines_of(text: str, column_width: float) -> int:
    """How many lines `text` takes in a column `column_width` digits wide, in the standard font; 1 for an empty text.

    Lines break between words; a word wider than the column breaks inside.
    """
    return sum(_lines_of_paragraph(line, int(column_width * DIGIT_WIDTH) - CELL_PADDING) for line in text.split("\n"))


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """Height in points of a row with these texts in columns of these widths, at most what Excel allows."""
    return min(HIGHEST_ROW, LINE_HEIGHT * max((lines_of(text, width) for text, width in cells), default=1))


def _lines_of_paragraph(text: str, pixels: int) -> int:
    space = xl_pixel_width(" ")
    lines, used = 1, 0
    for word in text.split(" "):
        width = xl_pixel_width(word)
        if used and used + space + width > pixels:
            lines, used = lines + 1, 0
        used += width + (space if used else 0)
        if used > pixels:
            extra = math.ceil(used / pixels) - 1
            lines, used = lines + extra, used - extra * pixels
    return lines
