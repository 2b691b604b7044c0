"""Rows on their way into an output: a return's rows of one table at a time, never all at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbook_tools.findings import Finding
from workbook_tools.model.consolidation import Consolidation, ControlTotal, TrackerRow
from workbook_tools.model.flat import (
    FILE,
    FILE_AT,
    FINDINGS,
    RETURN_TABLES,
    SOURCES,
    TRACKER,
    Amount,
    Day,
    FlatColumn,
    FlatRow,
    FlatTable,
    Holds,
    Value,
)
from workbook_tools.model.words import Unit

LOT = 500  # rows of our own that are handled together
CONTROL_TOTALS = FlatTable(
    "control_totals",
    "Control totals",
    (
        FILE,
        FlatColumn("table", "Table"),
        FlatColumn("column", "Column"),
        FlatColumn("count", "Figures", Holds.COUNT, 12),
        FlatColumn("total", "Total", Holds.FIGURE, 20),
    ),
)
TABLES = (TRACKER, *RETURN_TABLES, CONTROL_TOTALS, SOURCES)
"""The tables of CSV, JSON and data frames, in order."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a table: those of one return, which lack its file's name, or rows with `file` None, which lack nothing."""

    rows: Sequence[FlatRow]
    file: str | None = None

    def columns(self) -> list[Sequence[Value]]:
        """The values by column of the whole table; there must be a row."""
        columns: list[Sequence[Value]] = list(zip(*self.rows, strict=True))
        if self.file is not None:
            columns.insert(FILE_AT, (self.file,) * len(self.rows))
        return columns


def batches_of(consolidation: Consolidation, table: FlatTable) -> Iterator[Batch]:
    """All rows of one of `TABLES`, in order; each return is asked once, when its turn comes."""
    if table in RETURN_TABLES:
        for taken in consolidation.returns:
            if rows := taken.rows(table.name):
                yield Batch(rows, taken.source.name)
    yield from in_lots(_own_rows(consolidation, table))


def number_of_rows(consolidation: Consolidation, table: FlatTable) -> int:
    """How many rows `batches_of` gives, by what the returns say of themselves."""
    of_returns = sum(taken.facts.row_counts.get(table.name, 0) for taken in consolidation.returns)
    return (of_returns if table in RETURN_TABLES else 0) + len(_own(consolidation, table))


def in_lots(rows: Iterable[FlatRow]) -> Iterator[Batch]:
    """Whole rows as batches."""
    lot: list[FlatRow] = []
    for row in rows:
        lot.append(row)
        if len(lot) == LOT:
            yield Batch(lot)
            lot = []
    if lot:
        yield Batch(lot)


def in_sheets(batches: Iterable[Batch], sizes: Sequence[int]) -> Iterator[Iterator[Batch]]:
    """The batches as runs of so many rows each, a batch cut in two where a run ends; each run is to be used up in its turn."""
    source, rest = iter(batches), Batch(())

    def run(room: int) -> Iterator[Batch]:
        nonlocal rest
        while room:
            batch = rest if rest.rows else next(source, None)
            if batch is None:
                return
            now, rest = Batch(batch.rows[:room], batch.file), Batch(batch.rows[room:], batch.file)
            room -= len(now.rows)
            yield now

    for size in sizes:
        yield run(size)


def _own(consolidation: Consolidation, table: FlatTable) -> Sequence[Any]:
    """What our own rows of a table are made of."""
    return {
        TRACKER.name: consolidation.tracker,
        FINDINGS.name: consolidation.findings,
        CONTROL_TOTALS.name: consolidation.control_totals,
        SOURCES.name: consolidation.sources,
    }.get(table.name, ())


def _own_rows(consolidation: Consolidation, table: FlatTable) -> Iterator[FlatRow]:
    match table.name:
        case TRACKER.name:
            return map(_tracker_row, consolidation.tracker)
        case FINDINGS.name:
            services = {source.name: facts.service for source, facts in consolidation.sources}
            return (_finding_row(finding, services.get(finding.where.file, "")) for finding in consolidation.findings)
        case CONTROL_TOTALS.name:
            return map(_control_row, consolidation.control_totals)
        case SOURCES.name:
            return (
                (source.name, source.sha256, source.size, Day(facts.as_at) if facts.as_at else None)
                for source, facts in consolidation.sources
            )
        case _:
            return iter(())


def _tracker_row(row: TrackerRow) -> FlatRow:
    shown = {"state": row.state.value, "in_totals": "Yes" if row.in_totals else "No"}
    values = (shown.get(column.name, getattr(row, column.name)) for column in TRACKER.columns)
    return tuple(Day(value) if isinstance(value, date) else value for value in values)


def _finding_row(finding: Finding, service: str) -> FlatRow:
    where = finding.where
    return (
        service, where.file, finding.severity.value, where.sheet or "", where.cell or "", finding.subject, finding.message,
        finding.code,
    )  # fmt: skip


def _control_row(total: ControlTotal) -> FlatRow:
    return total.file, total.table, total.column, total.count, Amount(total.total, Unit.GBP)
