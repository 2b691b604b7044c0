"""A row of headings as it was found on a sheet: its table, what stands under each heading, what is not understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbook_tools.model.layout import Table
from workbook_tools.periods import Period
from workbook_tools.reading.addresses import address_of
from workbook_tools.reading.grids import Grid


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """A row of headings, or two that belong together.

    Attributes:
        table: the table that begins here.
        first: its first row.
        last: its last row; that of `first` unless the heading stands over two rows.
        fields: the column of each field.
        earlier: columns of earlier values, with the period (None: not known which).
        texts: heading by column, as written.
        ignored: columns known but not read.
        unknown: columns that are not understood.
        unread: those of them that are headings all the same: they name a year, a period that is not read, or a field that
            another column names as well, under another group, so that neither can be told to be the one that is meant.
        claimed: the fields that such columns name.
        twice: columns whose meaning another has, with the column that is read instead.
    """

    table: Table
    first: int
    last: int
    fields: Mapping[str, int] = field(default_factory=dict)
    earlier: Mapping[int, Period | None] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)
    ignored: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()
    unread: frozenset[int] = frozenset()
    claimed: frozenset[str] = frozenset()
    twice: Mapping[int, int] = field(default_factory=dict)

    @property
    def known(self) -> int:
        """How many columns are understood."""
        return self.read + len(self.ignored) + len(self.twice)

    @property
    def read(self) -> int:
        """How many columns are read."""
        return len(self.fields) + len(self.earlier)

    @property
    def columns(self) -> range:
        """From the first to the last column with a heading."""
        return range(min(self.texts), max(self.texts) + 1)

    def covers(self, row: int, column: int) -> bool:
        """Whether a cell is among those of the heading."""
        return row <= self.last and column in self.columns

    def spans(self, columns: range) -> bool:
        """Whether all of these columns stand under the heading."""
        return columns.start in self.columns and columns.stop - 1 in self.columns

    def stands_over(self, other: "HeadingRow") -> bool:
        """Whether the two share a column."""
        return self.columns.start < other.columns.stop and other.columns.start < self.columns.stop

    def repeats(self, other: "HeadingRow") -> bool:
        """Whether this is the same heading once more."""
        return (self.table, self.fields, self.earlier) == (other.table, other.fields, other.earlier)


def heading_cell(heading: HeadingRow, column: int, grid: Grid) -> str:
    """The address of a column's heading: its lowest cell, where the heading stands over two rows."""
    return address_of(heading.last if (heading.last, column) in grid.cells else heading.first, column)
