"""Where pages have to break so that no heading stands alone at the foot of one, and no short block is torn apart."""

from collections.abc import Container, Mapping, Sequence

STANDARD_HEIGHT = 15.0  # points of a row that states none
SHORT = 0.4  # of a page's height; a block up to that is not torn apart
ROWS_AFTER_A_HEADING = 3  # that stay with it where the whole block is higher


def find_breaks(
    heights: Mapping[int, float], blocks: Sequence[tuple[int, int]], room: float, never_torn: Container[int] = ()
) -> list[int]:
    """Rows (counted from 0) that begin a new page; pages also end by themselves where they are full.

    Args:
        heights: of rows in points, as far as they are not standard.
        blocks: (first row, last row) of headings with what follows them, in order and apart from each other.
        room: points of rows that a page holds.
        never_torn: first rows of the blocks that stay whole where a page holds them, such as a table with its chart.
    """
    breaks, row, used = [], 0, 0.0
    for first, last in blocks:
        before, used = used, _fill(heights, range(row, first), room, used)
        whole = _height(heights, range(first, last + 1))
        stays_whole = whole <= (room if first in never_torn else SHORT * room)
        kept = whole if stays_whole else _height(heights, range(first, min(first + ROWS_AFTER_A_HEADING, last) + 1))
        begins_a_page = used < before  # by our count; a program that finds more room would tear it apart
        if used and (used + kept > room or begins_a_page):
            breaks.append(first)
            used = 0.0
        used, row = _fill(heights, range(first, last + 1), room, used), last + 1
    return breaks


def fill_last_page(
    breaks: Sequence[int], heights: Mapping[int, float], blocks: Sequence[tuple[int, int]], room: float, first: int
) -> list[int]:
    """The breaks, the last one further up where the last page would be more than half blank and both pages can be half full.

    Args:
        breaks: rows that begin a new page, as `find_breaks` gives them.
        heights: of rows in points, as far as they are not standard.
        blocks: (first row, last row) of what belongs together, in order.
        room: points of rows that a page holds.
        first: row above which nothing is moved.
    """
    if not breaks:
        return []
    end = max([*heights, blocks[-1][1]]) + 1
    *before, last = breaks
    start = max([0, *before])
    for row in reversed([row for row, _ in blocks if max(first, start + 1) <= row <= last]):
        above, below = _height(heights, range(start, row)), _height(heights, range(row, end))
        if room / 2 <= below <= room and room / 2 <= above <= room:
            return [*before, row]
    return list(breaks)


def _height(heights: Mapping[int, float], rows: range) -> float:
    return sum(heights.get(row, STANDARD_HEIGHT) for row in rows)


def _fill(heights: Mapping[int, float], rows: range, room: float, used: float) -> float:
    """How much of the last page is used once these rows follow."""
    for row in rows:
        height = heights.get(row, STANDARD_HEIGHT)
        used = height if used + height > room else used + height
    return used
