"""Many returns judged together: which came in, what they say, and what their money adds up to."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from workbook_tools.findings import Finding
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.scheme import Scheme


class ReturnState(StrEnum):
    """What became of a return."""

    RECEIVED = "received"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class TrackerRow:
    """One return in the tracker.

    Attributes:
        file: its name without folder.
        service: as its cover says; "" where it says nothing.
        period: as its cover says, in the standard form where it was understood.
        state: whether it was taken in.
        reason: why it was refused; "" where it was not.
        errors: number of its findings that block acceptance.
        warnings: number of its findings that need a look.
        queries: number of its findings that may be right.
    """

    file: str
    service: str
    period: str
    state: ReturnState
    reason: str
    errors: int
    warnings: int
    queries: int


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """How many figures a money column holds and what they add up to, exactly, in pounds.

    `file` is the return's name, "" for all returns together; `column` is a field of `BudgetLine`. Cells without a number are
    not counted.
    """

    file: str
    column: str
    count: int
    total: Decimal


@dataclass(frozen=True, slots=True)
class Consolidation:
    """Many returns as one, by one scheme.

    Attributes:
        scheme: the rules they were judged by.
        as_at: the latest of their as-at dates.
        assessments: one a return, refused ones included, in the order of the files.
        tracker: one row a return, in the same order.
        control_totals: all returns together first, then each that was taken in; each with every money column.
        across: findings that concern several returns.
    """

    scheme: Scheme
    as_at: date
    assessments: tuple[Assessment, ...]
    tracker: tuple[TrackerRow, ...]
    control_totals: tuple[ControlTotal, ...]
    across: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings: those of each return in order, then those across returns."""
        return (*(finding for assessment in self.assessments for finding in assessment.findings), *self.across)
