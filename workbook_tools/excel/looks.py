"""How cells are made to look through xlwings, whatever program the workbook is open in."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from workbook_tools.model.scheme import Style

if TYPE_CHECKING:
    import xlwings  # only its types: whoever calls has loaded it

TEXT_FORMAT = "@"  # Excel keeps text as text: neither "=1+1" nor "3-4" is anything else


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of a colour written as "#rrggbb"."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def cells_by_style(
    sheet: "xlwings.Sheet", first: int, column: int, styles: Sequence[Style]
) -> "Iterator[tuple[xlwings.Range, Style]]":
    """The cells of a column by the look that they are to have: all with that of most, then each run of another.

    `styles` are those of the cells from row `first` down. Each call to Excel costs more than what it changes, so there are as
    few as can be.
    """
    if not styles:
        return
    [(usual, _)] = Counter(styles).most_common(1)
    yield sheet.range((first, column), (first + len(styles) - 1, column)), usual
    for style, run in groupby(styles):
        after = first + len(list(run))
        if style != usual:
            yield sheet.range((first, column), (after - 1, column)), style
        first = after
