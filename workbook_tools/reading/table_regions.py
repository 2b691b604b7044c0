"""The part of a sheet that belongs to each table: below its heading, to the next one, between those beside it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from workbook_tools.reading.found_headings import HeadingRow
from workbook_tools.reading.heading_labels import GridRow

LAST_COLUMN = 16_384  # of a sheet


@dataclass(slots=True)
class Region:
    """The part of a sheet that belongs to a table.

    Attributes:
        heading: the heading that it begins with.
        end: the row before which it ends.
        left: its first column.
        right: its last column.
        repeats: the rows in which its heading stands once more.
    """

    heading: HeadingRow
    end: int
    left: int = 1
    right: int = LAST_COLUMN
    repeats: set[int] = field(default_factory=set)

    def rows(self, rows: Mapping[int, GridRow], numbers: Sequence[int]) -> dict[int, GridRow]:
        """The rows below the heading that are not empty here, with their cells here; `numbers` are those of all rows."""
        below = numbers[bisect_right(numbers, self.heading.last) : bisect_left(numbers, self.end)]
        return {number: here for number in below if (here := self.within(rows[number]))}

    def within(self, cells: GridRow) -> GridRow:
        """Those of a row's cells that stand in the region's columns."""
        if (self.left, self.right) == (1, LAST_COLUMN):
            return cells
        return {column: cell for column, cell in cells.items() if self.left <= column <= self.right}

    def make_room_for(self, other: "Region") -> None:
        """Draws the border between two tables side by side: each keeps the columns up to the next one."""
        first, second = sorted((self, other), key=lambda region: region.heading.columns.start)
        first.right = min(first.right, second.heading.columns.start - 1)
        second.left = max(second.left, first.heading.columns.stop)


def regions_of(found: Sequence[HeadingRow], end: int) -> tuple[Region, ...]:
    """The region of each table, in the order of the headings; a heading that repeats the one above it begins none."""
    regions: list[Region] = []
    open_regions: list[Region] = []
    for heading in found:
        above = [region for region in open_regions if region.heading.stands_over(heading)]
        if len(above) == 1 and heading.repeats(above[0].heading):
            above[0].repeats.update(range(heading.first, heading.last + 1))
            continue
        _close(above, heading.first)
        open_regions = [region for region in open_regions if region not in above]
        region = Region(heading, end)
        for beside in open_regions:
            region.make_room_for(beside)
        open_regions.append(region)
        regions.append(region)
    return tuple(regions)


def _close(regions: Iterable[Region], row: int) -> None:
    for region in regions:
        region.end = row
