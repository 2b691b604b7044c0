"""Which table a row of headings belongs to, and what stands under each heading."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from workbook_tools.model.layout import TABLES, Content, Table
from workbook_tools.periods import Period
from workbook_tools.reading.addresses import address_of
from workbook_tools.reading.grids import Grid
from workbook_tools.reading.heading_labels import GridRow, Label, Labels, heading_text, joined_labels, labels_of
from workbook_tools.reading.headings import Headings, normalise
from workbook_tools.reading.period_headings import PeriodHeading, PeriodRole, parse_period_heading

Meaning = str | tuple[Period | None] | None
"""A field, "" for a column that is not read, a period for an earlier value, None for what is not understood."""

FIGURE_FIELDS = frozenset(
    column.field for table in TABLES for column in table.columns if column.content not in {Content.TEXT, Content.LONG_TEXT}
)
OTHER_FIGURES = frozenset({"", "previous", "previous_score", "target", "target_score"})
"""What a group may say of the figures under it so that they are not those of this period: "" is known but not read."""
NAMING = {"savings": "saving"}
"""Tables that are only looked for where a heading or the sheet's name has this word: their other headings say too little."""
WITH_PERIODS = "indicators"  # the table in which a heading may be a period
SUFFICIENT: Mapping[str, tuple[frozenset[str], ...]] = {
    "actions": (frozenset({"title", "due"}), frozenset({"title", "progress"})),
    "risks": (frozenset({"title", "score"}), frozenset({"title", "likelihood", "impact"})),
    "savings": (frozenset({"title", "target", "achieved"}), frozenset({"title", "target", "forecast"})),
}
"""Where more than one set of fields makes a row of headings this table's; elsewhere it is `Table.required`."""


_normal = lru_cache(maxsize=4096)(normalise)


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


@dataclass(frozen=True, slots=True)
class Matcher:
    """Finds the table that a row of headings belongs to.

    Attributes:
        sheet: the sheet's name, normalised.
        headings: every heading we know.
        period: the return's own period; None where it is not known.
        last_columns: the last column of each merged area, by the row and then the column of its first cell.
        periods: what headings say of periods, as far as they were asked for.
    """

    sheet: str
    headings: Headings
    period: Period | None
    last_columns: Mapping[int, Mapping[int, int]]
    periods: dict[str, PeriodHeading | None] = field(default_factory=dict)

    def knows_any(self, cells: GridRow, below: GridRow) -> bool:
        """Whether any heading of a row, alone or over the row below, may be one of ours."""
        labels = [*labels_of(cells).values()]
        if any(heading_text(cell) for cell in below.values()):
            labels += [*labels_of(below).values(), *joined_labels(cells, below, {}).values()]
        return any(self.headings.is_known(_normal(label.text)) for label in labels)

    def match(self, row: int, cells: GridRow, below: GridRow) -> HeadingRow | None:
        """The heading that begins in `row`, over one row or together with the row below."""
        alone = self._best(row, row, labels_of(cells))
        if not any(heading_text(cell) for cell in below.values()):
            return alone
        labels = joined_labels(cells, below, self.last_columns.get(row, {}))
        both = self._best(row, row + 1, labels)
        if both is None or not _all_headings(below, both):
            return alone
        lower = self._best(row + 1, row + 1, labels_of(below))
        if lower and lower.read >= both.read and not self._groups_matter(both, lower, labels):
            return alone
        adds = alone is None or (set(alone.fields) <= set(both.fields) and alone.known < both.known)
        return both if adds else alone

    def _groups_matter(self, both: HeadingRow, lower: HeadingRow, labels: Labels) -> bool:
        """Whether groups tell columns apart that are the same without them, or make any figure understood."""
        if any(labels[column].group != labels[first].group for column, first in lower.twice.items()):
            return True
        figures = {both.fields[name] for name in FIGURE_FIELDS & set(both.fields)} | set(both.earlier)
        by_group = any(labels[column].group and both.texts[column] == labels[column].text for column in figures)
        return by_group and lower.read == both.read

    def _best(self, first: int, last: int, labels: Labels) -> HeadingRow | None:
        """Among the tables whose required fields are there the one with most known headings; the sheet's name breaks ties."""
        words = {_normal(text) for label in labels.values() for text in (label.text, label.own)}
        found = [self._read(table, first, last, labels) for table in TABLES if self._may_be(table, words)]
        return max(
            (heading for heading in found if _is_sufficient(heading, any_period=self.period is None)),
            key=lambda heading: (heading.known, self.sheet in {normalise(heading.table.sheet), heading.table.name}),
            default=None,
        )

    def _may_be(self, table: Table, words: Iterable[str]) -> bool:
        """Whether these headings can be enough for a table; a heading that names a period may be that of its value."""
        if (naming := NAMING.get(table.name)) and not any(naming in word for word in (self.sheet, *words)):
            return False
        known = self.headings.fields[table.name]
        fields = {known[word] for word in words if word in known} | ({"value"} if table.name == WITH_PERIODS else set())
        return any(required <= fields for required in _sufficient(table))

    def _read(self, table: Table, first: int, last: int, labels: Labels) -> HeadingRow:
        """The headings as those of a table; one that is only understood without its group gives way to all others."""
        meanings = {column: self._meaning(table.name, _normal(label.text)) for column, label in labels.items()}
        texts = {column: label.text for column, label in labels.items()}
        taken = set(meanings.values())
        own = {
            column: meaning
            for column, label in labels.items()
            if meanings[column] is None and label.own and (meaning := self._own_meaning(table.name, label)) not in taken
        }
        claimed = {column for column, meaning in own.items() if _claimed_twice(column, meaning, own, labels)}
        for column in own.keys() - claimed:
            meanings[column], texts[column] = own[column], labels[column].own
        found = _heading_row(table, first, last, meanings, texts)
        periods = {column for column in found.unknown if self._is_year_or_period(table.name, texts[column])}
        fields = frozenset(meaning for column in claimed if isinstance(meaning := own[column], str))
        return replace(found, unread=frozenset(periods | claimed), claimed=fields)

    def _is_year_or_period(self, table: str, text: str) -> bool:
        return text.isdecimal() or self._period_heading(table, _normal(text)) is not None

    def _own_meaning(self, table: str, label: Label) -> Meaning:
        """The meaning of a heading without its group; none where the group says that its figures are others."""
        own, group = self._meaning(table, _normal(label.own)), self._meaning(table, _normal(label.group))
        if own not in FIGURE_FIELDS:
            return own
        is_other = group is not None and (not isinstance(group, str) or group in OTHER_FIGURES)
        return None if is_other or self._period_heading(table, _normal(label.text)) else own

    def _meaning(self, table: str, heading: str) -> Meaning:
        if found := self._period_heading(table, heading):
            if found.role is PeriodRole.UNKNOWN:
                return None
            return (found.period,) if found.role is PeriodRole.EARLIER else str(found.role)
        if heading in self.headings.fields[table]:
            return self.headings.fields[table][heading]
        return "" if heading in self.headings.ignored[table] else None

    def _period_heading(self, table: str, heading: str) -> PeriodHeading | None:
        """What a heading says of a period; where the return's own is not known, words that we know come first."""
        if table != WITH_PERIODS or (self.period is None and heading in self.headings.fields[table]):
            return None
        if heading not in self.periods:
            self.periods[heading] = parse_period_heading(heading, self.period, self.headings)
        return self.periods[heading]


def _claimed_twice(column: int, meaning: Meaning, own: Mapping[int, Meaning], labels: Labels) -> bool:
    """Whether a figure that is only understood without its group stands under another group as well."""
    if meaning not in FIGURE_FIELDS:
        return False
    return any(other == meaning and labels[place].group != labels[column].group for place, other in own.items())


def _heading_row(table: Table, first: int, last: int, meanings: Mapping[int, Meaning], texts: Mapping[int, str]) -> HeadingRow:
    fields: dict[str, int] = {}
    earlier: dict[Period | None, int] = {}
    ignored, unknown, twice = [], [], {}
    for column, meaning in meanings.items():
        match meaning:
            case None:
                unknown.append(column)
            case "":
                ignored.append(column)
            case str():
                if (first_column := fields.setdefault(meaning, column)) != column:
                    twice[column] = first_column
            case (period,):
                if (first_column := earlier.setdefault(period, column)) != column:
                    twice[column] = first_column
    columns = {column: period for period, column in earlier.items()}
    return HeadingRow(table, first, last, fields, columns, texts, tuple(ignored), tuple(unknown), twice=twice)


def _sufficient(table: Table) -> tuple[frozenset[str], ...]:
    return SUFFICIENT.get(table.name, (frozenset(table.required),))


def _is_sufficient(heading: HeadingRow, *, any_period: bool) -> bool:
    """Whether the required fields are there and at least half of the headings are known: a sentence is no heading.

    `any_period`: the return's own period is not known, so any column that names one may be that of the value.
    """
    has_required = any(fields <= heading.claimed | set(heading.fields) for fields in _sufficient(heading.table))
    if any_period and heading.table.name == WITH_PERIODS:
        has_required = has_required or ("title" in heading.fields and bool(heading.earlier))
    return has_required and heading.known >= len(set(heading.unknown) - heading.unread)


def _all_headings(cells: GridRow, heading: HeadingRow) -> bool:
    """Whether most of a row's own cells were understood as headings, so that it is not a row of data."""
    columns = [column for column in cells if column in heading.texts]
    understood = [column for column in columns if column in heading.unread or column not in heading.unknown]
    return len(columns) == len(cells) and len(understood) > len(cells) // 2
