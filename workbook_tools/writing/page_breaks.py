"""Where pages break: as few pages as can be, filled evenly, no heading alone at the foot of one, no short block torn apart."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

STANDARD_HEIGHT = 15.0  # points of a row that states none
SHORT = 0.4  # of a page's height; a block up to that is not torn apart
ROWS_AFTER_A_HEADING = 3  # that stay with it where the whole block is higher, as far as they are short together; at least one

Cost = tuple[int, int, float]
"""Of pages: how many begin within a block, how many there are, how unevenly they are filled. The first counts most."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a page holds: points of rows, and the row of headings (height in points) that is repeated on each page below it."""

    room: float
    headings: int | None = None
    headings_height: float = 0.0

    def room_from(self, first: int) -> float:
        """Points of rows on a page that begins with the row `first`."""
        return self.room - (self.headings_height if self.headings is not None and first > self.headings else 0.0)


def find_breaks(
    heights: Mapping[int, float],
    last: int,
    blocks: Sequence[tuple[int, int]],
    paper: Paper,
    whole: Collection[int] = (),
) -> list[int]:
    """Rows (counted from 0) that begin a new page. A row higher than a page has one of its own.

    Args:
        heights: of rows in points, as far as they are not standard.
        last: row that is printed.
        blocks: (first row, last row) of headings with what follows them; what is not printed of them does not count.
        paper: what a page holds.
        whole: first rows of the blocks that are not torn apart wherever a page holds them.
    """
    ends = [0.0, *accumulate(heights.get(row, STANDARD_HEIGHT) for row in range(last + 1))]
    inside = {row for block in blocks for row in _kept(ends, block, paper.room, whole=block[0] in whole)}
    best: list[tuple[Cost, int]] = [((0, 0, 0.0), 0)]  # by the number of rows: what they cost, and where their last page begins
    for end in range(1, last + 2):
        best.append(min(_pages_to(end, ends, inside, paper, best)))
    breaks, row = [], last + 1
    while row := best[row][1]:
        breaks.append(row)
    return breaks[::-1]


def _pages_to(
    end: int, ends: Sequence[float], inside: Collection[int], paper: Paper, best: Sequence[tuple[Cost, int]]
) -> Iterator[tuple[Cost, int]]:
    """The ways to end a page before the row `end`: what the pages so far cost, and where the last of them begins."""
    for first in range(end - 1, -1, -1):
        blank = 1 - (ends[end] - ends[first]) / paper.room_from(first)
        if blank < 0 and first < end - 1:
            return
        torn, pages, uneven = best[first][0]
        yield (torn + (first in inside), pages + 1, uneven + blank**2), first


def _kept(ends: Sequence[float], block: tuple[int, int], room: float, *, whole: bool) -> range:
    """The rows of a block that should not begin a page."""
    first, last = block[0], min(block[1], len(ends) - 2)
    if ends[last + 1] - ends[first] <= (room if whole else SHORT * room):
        return range(first + 1, last + 1)
    kept = min(first + 1, last)
    while kept < min(first + ROWS_AFTER_A_HEADING, last) and ends[kept + 2] - ends[first] <= SHORT * room:
        kept += 1
    return range(first + 1, kept + 1)
