"""Many returns judged together: which came in, what they say, and what their money adds up to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from workbook_tools.findings import Finding, Where
from workbook_tools.model.flat import FlatRow
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import SourceFile

NOWHERE = Where("")
"""The place of what was in no file."""


class ReturnState(StrEnum):
    """What became of a return.

    RECEIVED: in time, or nobody asked for it in particular. LATE: after its due date. MISSING: expected, and not there.
    SUPERSEDED: another version of it was taken. REFUSED: cannot be read, or is of another period. UNEXPECTED: of a service
    that the expected list does not name.
    """

    RECEIVED = "received"
    LATE = "late"
    MISSING = "missing"
    SUPERSEDED = "superseded"
    REFUSED = "refused"
    UNEXPECTED = "unexpected"


class Rows(Protocol):
    """The flat rows of one return, by table; kept in memory or on disk."""

    def rows(self, table: str) -> Sequence[FlatRow]:
        """The rows of a table of `flat.RETURN_TABLES`, without the file's name; none where the return has none."""


@dataclass(frozen=True, slots=True)
class RowsInMemory:
    """Flat rows held in memory."""

    by_table: Mapping[str, Sequence[FlatRow]] = field(default_factory=dict)

    def rows(self, table: str) -> Sequence[FlatRow]:
        """The rows of a table, none where there are none."""
        return self.by_table.get(table, ())


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """What a consolidation keeps of a return beside its rows; nothing of it depends on the file's name or folder.

    Attributes:
        service: as the cover says; "" where it says nothing.
        directorate: likewise.
        period: likewise, in the standard form where it was understood.
        period_understood: whether it was.
        scheme: the scheme that the cover names; "" where it names none.
        as_at: the last day that counts; None of a refused return.
        signed_off_on: the day of the sign-off on the cover; None where there is none that is understood.
        saved_on: the day that the workbook says it was last saved; None where it says none.
        version: what the cover says of the return's version; "" where it says nothing.
        refused: why it was not read; "" where it was.
        answers: digest of its answered rows, equal where two returns say the same; None where there are too few to compare.
        severities: number of findings by severity.
        row_counts: number of rows by table of `flat.RETURN_TABLES`.
    """

    service: str = ""
    directorate: str = ""
    period: str = ""
    period_understood: bool = False
    scheme: str = ""
    as_at: date | None = None
    signed_off_on: date | None = None
    saved_on: date | None = None
    version: str = ""
    refused: str = ""
    answers: str | None = None
    severities: Mapping[str, int] = field(default_factory=dict)
    row_counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def submitted(self) -> date | None:
        """The day that the return was handed in, as far as it says: that of its sign-off, else of its last saving."""
        return self.signed_off_on or self.saved_on


@dataclass(frozen=True, slots=True)
class ReturnDigest:
    """One return of a consolidation: its file (named by its path below the folder that was consolidated), facts and rows."""

    source: SourceFile
    facts: ReturnFacts
    tables: Rows = field(default_factory=RowsInMemory)

    def rows(self, table: str) -> Sequence[FlatRow]:
        """Its rows of a table, without the file's name."""
        return self.tables.rows(table)


@dataclass(frozen=True, slots=True)
class ExpectedReturn:
    """A return that should come in: of which service, who owns it (a role, and an address to write to), until when.

    `due` is the last day in time, inclusive; None where the list gives none. Texts are "" where it gives none. `where` is its
    place in the list.
    """

    service: str
    directorate: str = ""
    owner: str = ""
    address: str = ""
    due: date | None = None
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class TrackerRow:
    """One return in the tracker, be it there or missing.

    Attributes:
        service: as expected, or as its cover says; "" where neither does.
        state: what became of it.
        file: its path below the folder; "" of a missing one.
        directorate: as expected, or as its cover says.
        owner: role of who answers for it, as expected; "" without an expected list.
        address: to remind its owner at; "" where none is known.
        due: the last day in time; None where none is known.
        period: as its cover says.
        in_totals: whether its rows are in the consolidation.
        reason: why it is in this state, in plain words; "" where it was simply received.
        submitted: the day that it says it was handed in; None where it says none.
        errors: number of its findings that block acceptance.
        warnings: number of its findings that need a look.
        queries: number of its findings that may be right.
        version_unclear: whether nothing tells which is the latest of several versions, this one among them.
    """

    service: str
    state: ReturnState
    file: str = ""
    directorate: str = ""
    owner: str = ""
    address: str = ""
    due: date | None = None
    period: str = ""
    in_totals: bool = False
    reason: str = ""
    submitted: date | None = None
    errors: int = 0
    warnings: int = 0
    queries: int = 0
    version_unclear: bool = False


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """How many figures a money column holds and what they add up to, exactly, in pounds.

    `file` is the return's name, "" for all returns together; `table` and `column` are of `flat.MONEY`. Cells without a number
    are not counted.
    """

    file: str
    table: str
    column: str
    count: int
    total: Decimal


@dataclass(frozen=True, slots=True)
class Consolidation:
    """Many returns as one, by one scheme.

    Attributes:
        scheme: the rules they were judged by.
        as_at: the latest of their as-at dates.
        returns: those whose rows are in the consolidation, in the order of their files.
        tracker: one row a file or expected return: expected ones first, in the order of their list, then the other files.
        sources: every file that was found, taken or not, in order, with the facts known of it.
        control_totals: all returns together first, then each that was taken; each with every money column.
        findings: those that concern several returns, or a return and what was expected.
    """

    scheme: Scheme
    as_at: date
    returns: tuple[ReturnDigest, ...]
    tracker: tuple[TrackerRow, ...]
    sources: tuple[tuple[SourceFile, ReturnFacts], ...]
    control_totals: tuple[ControlTotal, ...]
    findings: tuple[Finding, ...] = ()

    def rows(self, table: str) -> Iterator[tuple[str, FlatRow]]:
        """The rows of a table of `flat.RETURN_TABLES` of all returns taken, with their files' names, in order."""
        for taken in self.returns:
            for row in taken.rows(table):
                yield taken.source.name, row
