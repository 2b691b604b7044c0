"""Which rows of a sheet are headings, of which table, and what stands under each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from workbook_tools.model.layout import TABLES, Table
from workbook_tools.periods import Period
from workbook_tools.reading.grids import Cell, CellKind, Grid
from workbook_tools.reading.headings import Headings, normalise
from workbook_tools.reading.period_headings import PeriodRole, parse_period_heading

GridRow = Mapping[int, Cell]
Labels = Mapping[int, tuple[str, ...]]
"""By column, the readings of a heading in the order in which they are tried."""

Meaning = str | tuple[Period | None] | None
"""A field, "" for a column that is not read, a period for an earlier value, None for what is not understood."""

LONGEST_HEADING = 120  # characters; longer texts are notes
WITH_PERIODS = "indicators"  # the table in which a heading may be a period
SUFFICIENT: Mapping[str, tuple[frozenset[str], ...]] = {
    "actions": (frozenset({"title", "due"}), frozenset({"title", "progress"})),
    "risks": (frozenset({"title", "score"}), frozenset({"title", "likelihood", "impact"})),
}
"""Where more than one set of fields makes a row of headings this table's; elsewhere it is `Table.required`."""


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
    twice: Mapping[int, int] = field(default_factory=dict)

    @property
    def known(self) -> int:
        """How many columns are understood."""
        return self.read + len(self.ignored) + len(self.twice)

    @property
    def read(self) -> int:
        """How many columns are read."""
        return len(self.fields) + len(self.earlier)

    def repeats(self, other: "HeadingRow") -> bool:
        """Whether this is the same heading once more."""
        return (self.table, self.fields, self.earlier) == (other.table, other.fields, other.earlier)


def rows_of(grid: Grid) -> dict[int, dict[int, Cell]]:
    """The cells of a grid by row and column, both ascending."""
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(grid.cells.items()):
        rows.setdefault(row, {})[column] = cell
    return rows


def find_heading_rows(grid: Grid, headings: Headings, period: Period | None) -> tuple[HeadingRow, ...]:
    """Every row of headings of a sheet, from top to bottom; `period` is the return's own."""
    return tuple(_heading_rows(rows_of(grid), normalise(grid.name), headings, period))


def _heading_rows(rows: Mapping[int, GridRow], sheet: str, headings: Headings, period: Period | None) -> Iterator[HeadingRow]:
    matcher = _Matcher(sheet, headings, period)
    done = 0
    for row, cells in rows.items():
        if row > done and (found := matcher.match(row, cells, rows.get(row + 1, {}))):
            done = found.last
            yield found


@dataclass(frozen=True, slots=True)
class _Matcher:
    """Finds the table that a row of headings belongs to."""

    sheet: str
    headings: Headings
    period: Period | None

    def match(self, row: int, cells: GridRow, below: GridRow) -> HeadingRow | None:
        """The heading that begins in `row`, over one row or together with the row below."""
        alone = self._best(row, row, _labels(cells))
        if not any(_heading_text(cell) for cell in below.values()):
            return alone
        both = self._best(row, row + 1, _joined_labels(cells, below))
        if both is None or not _all_headings(below, both):
            return alone
        lower = self._best(row + 1, row + 1, _labels(below))
        if lower and lower.read >= both.read:
            return alone
        adds = alone is None or (set(alone.fields) <= set(both.fields) and alone.known < both.known)
        return both if adds else alone

    def _best(self, first: int, last: int, labels: Labels) -> HeadingRow | None:
        """Among the tables whose required fields are there the one with most known headings; the sheet's name breaks ties."""
        if not any(self.headings.is_known(normalise(text)) for readings in labels.values() for text in readings):
            return None
        found = [self._read(table, first, last, labels) for table in TABLES]
        return max(
            (heading for heading in found if _is_sufficient(heading)),
            key=lambda heading: (heading.known, self.sheet in {normalise(heading.table.sheet), heading.table.name}),
            default=None,
        )

    def _read(self, table: Table, first: int, last: int, labels: Labels) -> HeadingRow:
        fields: dict[str, int] = {}
        earlier: dict[Period | None, int] = {}
        texts: dict[int, str] = {}
        ignored, unknown, twice = [], [], {}
        for column, readings in labels.items():
            meaning, texts[column] = self._first_meaning(table.name, readings)
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
        return HeadingRow(table, first, last, fields, columns, texts, tuple(ignored), tuple(unknown), twice)

    def _first_meaning(self, table: str, readings: tuple[str, ...]) -> tuple[Meaning, str]:
        """The meaning of the first reading that is understood, with that reading; else the heading's own text."""
        meanings = ((self._meaning(table, normalise(text)), text) for text in readings)
        return next((found for found in meanings if found[0] is not None), (None, readings[-1]))

    def _meaning(self, table: str, heading: str) -> Meaning:
        if heading in self.headings.fields[table]:
            return self.headings.fields[table][heading]
        if heading in self.headings.ignored[table]:
            return ""
        found = parse_period_heading(heading, self.period, self.headings) if table == WITH_PERIODS else None
        if found is None or found.role is PeriodRole.UNKNOWN:
            return None
        return (found.period,) if found.role is PeriodRole.EARLIER else str(found.role)


def _is_sufficient(heading: HeadingRow) -> bool:
    """Whether the required fields are there and at least half of the headings are known: a sentence is no heading."""
    sufficient = SUFFICIENT.get(heading.table.name, (frozenset(heading.table.required),))
    return any(fields <= set(heading.fields) for fields in sufficient) and heading.known >= len(heading.unknown)


def _all_headings(cells: GridRow, heading: HeadingRow) -> bool:
    """Whether most of a row's own cells were understood as headings, so that it is not a row of data."""
    columns = [column for column in cells if column in heading.texts]
    understood = [column for column in columns if column not in heading.unknown]
    return len(columns) == len(cells) and len(understood) > len(cells) // 2


def _labels(cells: GridRow) -> Labels:
    return {column: (text,) for column, cell in cells.items() if (text := _heading_text(cell))}


def _joined_labels(upper: GridRow, lower: GridRow) -> Labels:
    """Headings over two rows: joined with the heading above, or above and to the left where that one spans several columns."""
    labels: dict[int, tuple[str, ...]] = {}
    group = ""
    for column in sorted({*upper, *lower}):
        above, below = (_heading_text(cells.get(column)) for cells in (upper, lower))
        group = above or group
        if below:
            labels[column] = (f"{group} {below}", below) if group else (below,)
        elif above:
            labels[column] = (above,)
    return labels


def _heading_text(cell: Cell | None) -> str:
    """The text of a cell that may be a heading, else ""; a date may be one ("31/03/2021")."""
    if cell is None or cell.kind not in {CellKind.TEXT, CellKind.DATE}:
        return ""
    if isinstance(cell.value, date):
        return f"{cell.value:%d/%m/%Y}"
    text = " ".join(str(cell.value).split())
    return text if len(text) <= LONGEST_HEADING else ""
