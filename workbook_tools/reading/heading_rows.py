"""Which rows of a sheet are headings: of one table, or of several side by side."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbook_tools.periods import Period
from workbook_tools.reading.found_headings import HeadingRow
from workbook_tools.reading.grids import Cell, CellsByRow, Grid
from workbook_tools.reading.heading_labels import GridRow, may_be_headings, parts_of
from workbook_tools.reading.heading_matcher import Matcher
from workbook_tools.reading.heading_meanings import Meanings
from workbook_tools.reading.headings import Headings, normalise

MOST_GROUPS = 20  # of columns, between empty ones; more are no tables side by side
Rows = Mapping[int, GridRow]
"""The rows of a sheet by number, ascending."""


def rows_of(grid: Grid) -> Rows:
    """The cells of a grid by row and column, both ascending."""
    if isinstance(grid.cells, CellsByRow):
        return grid.cells.rows
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(grid.cells.items()):
        rows.setdefault(row, {})[column] = cell
    return rows


def find_heading_rows(grid: Grid, rows: Rows, headings: Headings, period: Period | None) -> tuple[HeadingRow, ...]:
    """Every row of headings of a sheet, from top to bottom, then from left to right.

    `rows` are those of the grid, `period` is the return's own. Tables that stand side by side, an empty column between them,
    have a heading each.
    """
    return tuple(_heading_rows(grid, rows, headings, period))


def _heading_rows(grid: Grid, rows: Rows, headings: Headings, period: Period | None) -> Iterator[HeadingRow]:
    parts = {row: parts_of(cells, headings) for row, cells in rows.items()}
    last_columns: dict[int, dict[int, int]] = {}
    for top, first, _, last in grid.merged:
        last_columns.setdefault(top, {})[first] = last
    matcher = Matcher(Meanings(normalise(grid.name), headings, period), last_columns)
    above: list[HeadingRow] = []  # the lowest in each place
    for row, cells in rows.items():
        if not may_be_headings(parts[row], parts.get(row + 1, 0)):
            continue
        left = {column: cell for column, cell in cells.items() if not any(heading.covers(row, column) for heading in above)}
        for found in _TwoRows(matcher, row, left, rows.get(row + 1, {})).headings(above):
            above = [*(heading for heading in above if not heading.stands_over(found)), found]
            yield found


@dataclass(frozen=True, slots=True)
class _TwoRows:
    """A row in which headings may begin, and the one below it."""

    matcher: Matcher
    row: int
    upper: GridRow
    lower: GridRow

    def headings(self, above: Iterable[HeadingRow]) -> list[HeadingRow]:
        """The headings that begin here: one, or one for each of the tables side by side; `above` are those further up."""
        whole = self.matcher.match(self.row, self.upper, self.lower)
        groups = _groups({*self.upper, *self.lower})
        may_be_several = 1 < len(groups) <= MOST_GROUPS
        found = {group: heading for group in groups if (heading := self._match(group))} if may_be_several else {}
        if len(found) > 1:
            return [self._with_neighbours(heading, group, groups, found) for group, heading in found.items()]
        others = [group for group in groups if group not in found]
        if found and (whole is None or all(any(heading.spans(group) for heading in above) for group in others)):
            return list(found.values())  # what stands beside it is a row of another table, or a note
        if whole is None or (may_be_several and whole.last > self.row and self._several_below(groups)):
            return []
        return [whole]

    def _several_below(self, groups: Sequence[range]) -> bool:
        """Whether the lower row holds the headings of several tables, so that this one holds their titles."""
        below = _TwoRows(self.matcher, self.row + 1, self.lower, {})
        return sum(below._match(group) is not None for group in groups) > 1

    def _match(self, columns: range) -> HeadingRow | None:
        upper, lower = ({column: row[column] for column in row if column in columns} for row in (self.upper, self.lower))
        return self.matcher.match(self.row, upper, lower)

    def _with_neighbours(
        self, heading: HeadingRow, group: range, groups: Sequence[range], found: Iterable[range]
    ) -> HeadingRow:
        """The heading with the columns beside it that belong to no table, up to the next one."""
        following = [other.start for other in found if other.start > group.start]
        is_first = not any(other.start < group.start for other in found)
        start, stop = groups[0].start if is_first else group.start, min(following, default=groups[-1].stop)
        return self._match(range(start, stop)) or heading


def _groups(columns: Iterable[int]) -> list[range]:
    """Columns as ranges without a gap."""
    groups: list[range] = []
    for column in sorted(columns):
        if groups and groups[-1].stop == column:
            groups[-1] = range(groups[-1].start, column + 1)
        else:
            groups.append(range(column, column + 1))
    return groups
