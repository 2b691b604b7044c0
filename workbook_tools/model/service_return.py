"""The workbook that a service fills in, as values. Text fields are "" where the cell is empty or the column is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from workbook_tools.findings import Finding, Where
from workbook_tools.model.figures import NO_DUE_DATE, NO_FIGURE, DueDate, Figure, Series
from workbook_tools.model.responses import ResponseKey
from workbook_tools.model.words import Polarity, Unit
from workbook_tools.periods import Period


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file that a return was read from: name without folder, SHA-256 in hexadecimal, size in bytes."""

    name: str
    sha256: str
    size: int


# Rows are no dataclasses: there are hundreds in a return, and these are made several times as fast. None of them can hold
# itself, so that the collector of garbage need not look at them.
class _Placed(msgspec.Struct, frozen=True, eq=False, kw_only=True, gc=False):
    cells: Mapping[str, str] = msgspec.field(default_factory=dict)


class Row(_Placed, frozen=True, eq=False):
    """What every row of a return has: the place of its leading cell, and the address of each of its fields.

    `cells` holds every field that has a cell of its own in this row, filled in or not; one that is covered by merged cells
    has none. Two rows that differ in it alone are equal.
    """

    where: Where

    def at(self, name: str) -> Where:
        """The place of the field `name`, or the row's own where the return has no such column."""
        cell = self.cells.get(name)
        return Where(self.where.file, self.where.sheet, cell) if cell else self.where

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash(self._said())

    def _said(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__struct_fields__ if name != "cells")


class Judged(Row, frozen=True, eq=False):
    """A row that gets a verdict: what the council printed for it, and what the officer says.

    Attributes:
        reported_status: the published status word, for comparison only.
        reported_symbol: the published status symbol as it was printed or survived, kept raw, never mapped to a verdict.
        officer_status: the status that an officer puts in place of the computed one.
        officer_reason: why; a status without a reason is a finding and does not overrule.
    """

    code: str = ""
    title: str = ""
    section: str = ""
    service: str = ""
    note: str = ""
    lead: str = ""
    reported_status: str = ""
    reported_symbol: str = ""
    officer_status: str = ""
    officer_reason: str = ""


class Indicator(Judged, frozen=True, eq=False):
    """A performance indicator: its value in the return's period, its target, its earlier values.

    Attributes:
        unit: unit of value, target and earlier values.
        unit_text: the unit as the return writes it.
        polarity: which way it should go.
        polarity_text: the polarity as the return writes it.
        value: this period's figure.
        target: a figure, a range, "<", or none.
        previous_label: the period of the previous value as the return writes it.
        previous: the previous value; also the last of `earlier` where it is a number.
        earlier: earlier figures, oldest first.
        reported_trend: the published trend word, for comparison only.
        reported_trend_symbol: the published trend symbol as it was printed or survived, kept raw.
    """

    unit: Unit = Unit.NUMBER
    unit_text: str = ""
    polarity: Polarity = Polarity.UNKNOWN
    value: Figure = NO_FIGURE
    target: Figure = NO_FIGURE
    previous_label: str = ""
    previous: Figure = NO_FIGURE
    earlier: Series = ()
    reported_trend: str = ""
    reported_trend_symbol: str = ""
    polarity_text: str = ""


class Action(Judged, frozen=True, eq=False):
    """An improvement action.

    Attributes:
        section_number: number of the section (a recommendation, an objective) as the return writes it.
        parent: code of the action that this one is part of; "" for none.
        start: when it began, for schemes that compare progress with the time elapsed.
        due: the last day that is in time.
        progress: percent complete, 0 to 100.
        cancelled: whether the return says that it was cancelled.
        is_heading: whether it only introduces its sub-actions (no due date, no progress of its own) and gets no verdict.
    """

    section_number: str = ""
    parent: str = ""
    start: DueDate = NO_DUE_DATE
    due: DueDate = NO_DUE_DATE
    progress: Figure = NO_FIGURE
    cancelled: bool = False
    is_heading: bool = False


class Risk(Judged, frozen=True, eq=False):
    """A risk; `section` is not used, `register` groups risks. Scores are likelihood x impact on the scheme's scales.

    Attributes:
        register: which register it stands in ("Corporate", "Service", or "").
        effect: its potential effect.
        controls: the internal controls in place.
        related_actions: codes of related actions, in the order given.
        likelihood: current likelihood; EMPTY where only a score is given.
        impact: current impact; EMPTY where only a score is given.
        score: the current score as the return gives it; EMPTY where only likelihood and impact are given.
        target_likelihood: likelihood of the target rating.
        target_impact: impact of the target rating.
        target_score: the target rating.
        previous_score: the score last time.
        reported_band: the published band, for comparison only.
        reported_colour: the published colour letter, for comparison only.
        reported_direction: the published direction symbol, kept raw.
        reported_forecast: the published forecast symbol, kept raw.
    """

    register: str = ""
    effect: str = ""
    controls: str = ""
    related_actions: tuple[str, ...] = ()
    likelihood: Figure = NO_FIGURE
    impact: Figure = NO_FIGURE
    score: Figure = NO_FIGURE
    target_likelihood: Figure = NO_FIGURE
    target_impact: Figure = NO_FIGURE
    target_score: Figure = NO_FIGURE
    previous_score: Figure = NO_FIGURE
    reported_band: str = ""
    reported_colour: str = ""
    reported_direction: str = ""
    reported_forecast: str = ""


class BudgetLine(Row, frozen=True, eq=False):
    """A budget line, in pounds.

    Attributes:
        kind: what it is of, as the return writes it; "Income" turns round what is adverse.
        budget: income may be negative, or positive with `kind`.
        virement: what was moved to it from other budgets, negative where from it; `budget` is taken as it stands.
        variance: as stated; its sign is that of the council's convention.
    """

    code: str = ""
    title: str = ""
    section: str = ""
    kind: str = ""
    budget: Figure = NO_FIGURE
    virement: Figure = NO_FIGURE
    actual: Figure = NO_FIGURE
    forecast: Figure = NO_FIGURE
    variance: Figure = NO_FIGURE
    note: str = ""
    lead: str = ""


class Saving(Row, frozen=True, eq=False):
    """A saving that the service has to make, in pounds: its target, what is achieved to date, what is forecast in the end."""

    code: str = ""
    title: str = ""
    section: str = ""
    target: Figure = NO_FIGURE
    achieved: Figure = NO_FIGURE
    forecast: Figure = NO_FIGURE
    note: str = ""
    lead: str = ""


class Headline(Row, frozen=True, eq=False):
    """A figure that the return states about itself: its name, its value as written, what it counts, where it is printed."""

    name: str = ""
    value: str = ""
    counts: str = ""
    printed: str = ""


class BreakdownCell(Row, frozen=True, eq=False):
    """One cell of a small table: the table's name, its row, its column, the value as written."""

    table: str = ""
    row: str = ""
    column: str = ""
    value: str = ""


class Paragraph(Row, frozen=True, eq=False):
    """A paragraph of narrative under a heading, with its place in the order of the text (whole number, ascending)."""

    heading: str = ""
    theme: str = ""
    kind: str = ""
    order: int = 0
    text: str = ""


class RepeatedRow(Row, frozen=True, eq=False):
    """An indicator or action that the report prints a second time (its list of exceptions), every field as written."""

    kind: str = ""
    section: str = ""
    code: str = ""
    title: str = ""
    progress: Figure = NO_FIGURE
    reported_status: str = ""
    previous: Figure = NO_FIGURE
    value: Figure = NO_FIGURE
    target: Figure = NO_FIGURE
    reported_trend_symbol: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover sheet. `period_text` is kept where it could not be understood; `other` holds labels we do not know.

    `cells` is the address of each field's value. `plan_from` and `plan_to` are the first and last day of the plan that actions
    belong to, both inclusive, as written. `money_in` is what bare figures of money count ("£000"), as written.
    """

    scheme: str = ""
    council: str = ""
    service: str = ""
    directorate: str = ""
    report_title: str = ""
    period: Period | None = None
    period_text: str = ""
    contact_role: str = ""
    signed_off_by: str = ""
    signed_off_on: str = ""
    overall_judgement: str = ""
    overall_reason: str = ""
    template: str = ""
    scheme_version: str = ""
    plan_from: str = ""
    plan_to: str = ""
    money_in: str = ""
    other: tuple[tuple[str, str], ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class ServiceReturn:
    """Everything one return says, and what its reading found.

    `refused` is None, or the sentence that says why the file could not be read; then all tables are empty. `sheets` are the
    names of the workbook's sheets in their order. `issued` is the return as it was issued, nothing filled in yet; None where it
    was not issued by this program. `responses` are the officers' answers to the findings of an earlier check.
    """

    source: SourceFile
    cover: Cover = Cover()
    indicators: tuple[Indicator, ...] = ()
    actions: tuple[Action, ...] = ()
    risks: tuple[Risk, ...] = ()
    finance: tuple[BudgetLine, ...] = ()
    headlines: tuple[Headline, ...] = ()
    breakdowns: tuple[BreakdownCell, ...] = ()
    narrative: tuple[Paragraph, ...] = ()
    repeated: tuple[RepeatedRow, ...] = ()
    savings: tuple[Saving, ...] = ()
    sheets: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    refused: str | None = None
    issued: "ServiceReturn | None" = None
    responses: Mapping[ResponseKey, str] = field(default_factory=dict, compare=False)
