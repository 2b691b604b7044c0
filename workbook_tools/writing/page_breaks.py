"""Where pages have to break so that no heading stands alone at the foot of one, and no short block is torn apart."""

from collections.abc import Container, Mapping, Sequence
from itertools import combinations, pairwise

STANDARD_HEIGHT = 15.0  # points of a row that states none
SHORT = 0.4  # of a page's height; a block up to that is not torn apart
MORE_ROOM = 1.08  # times the room that we count on, which LibreOffice finds; it makes columns wider and so prints smaller
MOST_STARTS = 20  # of blocks, that pages are tried out with
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
    rooms = (room, room * MORE_ROOM)
    breaks, row, used = [], 0, [0.0, 0.0]
    for first, last in blocks:
        before, used = used, _fill_each(heights, range(row, first), rooms, used)
        whole = _height(heights, range(first, last + 1))
        stays_whole = whole <= (room if first in never_torn else SHORT * room)
        kept = whole if stays_whole else _height(heights, range(first, min(first + ROWS_AFTER_A_HEADING, last) + 1))
        begins_a_page = used[0] < before[0]  # by our count; a program that finds more room would tear it apart
        if any(used) and (begins_a_page or any(each + kept > of for each, of in zip(used, rooms, strict=True))):
            breaks.append(first)
            used = [0.0, 0.0]
        used, row = _fill_each(heights, range(first, last + 1), rooms, used), last + 1
    return breaks


def fill_last_page(
    breaks: Sequence[int], heights: Mapping[int, float], blocks: Sequence[tuple[int, int]], room: float, first: int
) -> list[int]:
    """The breaks, moved up where the last page would be more than half blank, so that the emptiest page is as full as can be.

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
    kept, moved = [row for row in breaks if row < first], [row for row in breaks if row >= first]
    starts = [row for row, _ in blocks if row >= first]
    if _height(heights, range(breaks[-1], end)) >= room / 2 or not moved or len(starts) > MOST_STARTS:
        return list(breaks)

    def emptiest(trial: Sequence[int]) -> float:
        """Points that the emptiest page is filled with; nothing where a page does not hold what it should."""
        edges = [max([0, *kept]), *trial, end]
        pages = [_height(heights, range(top, below)) for top, below in pairwise(edges)]
        return min(pages) if max(pages) <= room else 0.0

    return [*kept, *max([moved, *map(list, combinations(starts, len(moved)))], key=emptiest)]


def _height(heights: Mapping[int, float], rows: range) -> float:
    return sum(heights.get(row, STANDARD_HEIGHT) for row in rows)


def _fill_each(heights: Mapping[int, float], rows: range, rooms: Sequence[float], used: Sequence[float]) -> list[float]:
    return [_fill(heights, rows, room, each) for room, each in zip(rooms, used, strict=True)]


def _fill(heights: Mapping[int, float], rows: range, room: float, used: float) -> float:
    """How much of the last page is used once these rows follow."""
    for row in rows:
        height = heights.get(row, STANDARD_HEIGHT)
        used = height if used + height > room else used + height
    return used
