"""What the headings of a row mean, and so which table they belong to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from workbook_tools.model.layout import TABLES, Content, Table
from workbook_tools.periods import Period
from workbook_tools.reading.found_headings import HeadingRow
from workbook_tools.reading.heading_labels import Label, Labels
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
MOST_COLUMNS_KEPT = 64  # of a row of headings that is remembered; that of a return has half as many


@dataclass(frozen=True, slots=True)
class Meanings:
    """What headings mean on a sheet.

    Attributes:
        sheet: the sheet's name, normalised.
        headings: every heading we know.
        period: the return's own period; None where it is not known.
    """

    sheet: str
    headings: Headings
    period: Period | None

    def table_of(self, labels: Labels, first: int, last: int) -> HeadingRow | None:
        """The heading in these rows as that of the table that it fits best; None where it fits none."""
        words = {normalise(text) for label in labels.values() for text in (label.text, label.own)}
        if not any(map(self.headings.names_rows, words)):
            return None  # a row of data; it would only drive rows of headings out of what is remembered
        kept = tuple(labels.items())
        found = _remembered(self, kept) if len(kept) <= MOST_COLUMNS_KEPT else self.best(labels)
        return replace(found, first=first, last=last) if found else None

    def best(self, labels: Labels) -> HeadingRow | None:
        """Among the tables whose required fields are there the one with most known headings; the sheet's name breaks ties.

        The heading's rows are not known here, and 0.
        """
        words = {normalise(text) for label in labels.values() for text in (label.text, label.own)}
        found = [self._read(table, labels) for table in TABLES if self._may_be(table, words)]
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

    def _read(self, table: Table, labels: Labels) -> HeadingRow:
        """The headings as those of a table; one that is only understood without its group gives way to all others."""
        meanings = {column: self._meaning(table.name, normalise(label.text)) for column, label in labels.items()}
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
        found = _heading_row(table, meanings, texts)
        periods = {column for column in found.unknown if self._is_year_or_period(table.name, texts[column])}
        fields = frozenset(meaning for column in claimed if isinstance(meaning := own[column], str))
        return replace(found, unread=frozenset(periods | claimed), claimed=fields)

    def _is_year_or_period(self, table: str, text: str) -> bool:
        return text.isdecimal() or self._period_heading(table, normalise(text)) is not None

    def _own_meaning(self, table: str, label: Label) -> Meaning:
        """The meaning of a heading without its group; none where the group says that its figures are others."""
        own, group = self._meaning(table, normalise(label.own)), self._meaning(table, normalise(label.group))
        if own not in FIGURE_FIELDS:
            return own
        is_other = group is not None and (not isinstance(group, str) or group in OTHER_FIGURES)
        return None if is_other or self._period_heading(table, normalise(label.text)) else own

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
        return parse_period_heading(heading, self.period, self.headings)


# The sheets of a batch have the same few rows of headings. What is kept is bounded by their number, their columns and the
# length of a heading.
@lru_cache(maxsize=512)
def _remembered(meanings: Meanings, labels: tuple[tuple[int, Label], ...]) -> HeadingRow | None:
    return meanings.best(dict(labels))


def _claimed_twice(column: int, meaning: Meaning, own: Mapping[int, Meaning], labels: Labels) -> bool:
    """Whether a figure that is only understood without its group stands under another group as well."""
    if meaning not in FIGURE_FIELDS:
        return False
    return any(other == meaning and labels[place].group != labels[column].group for place, other in own.items())


def _heading_row(table: Table, meanings: Mapping[int, Meaning], texts: Mapping[int, str]) -> HeadingRow:
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
    return HeadingRow(table, 0, 0, fields, columns, texts, tuple(ignored), tuple(unknown), twice=twice)


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
