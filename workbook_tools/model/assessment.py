"""The verdicts on a return. Every verdict carries its reason; an overruled one is kept beside the one in force."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

import msgspec

from workbook_tools.findings import Finding
from workbook_tools.model.scheme import Band, Scheme
from workbook_tools.model.service_return import Action, BudgetLine, Indicator, Risk, Saving, ServiceReturn
from workbook_tools.model.words import ActionStatus, Direction, Level, RiskStatus, TargetStatus, Trend

StatusT = TypeVar("StatusT", bound=StrEnum)


class Verdict(msgspec.Struct, Generic[StatusT], frozen=True, eq=False, gc=False):
    """A status and why; two that say the same are equal.

    Attributes:
        status: what it means.
        style: key of the scheme's style (word, symbol, colour) that shows it; for a risk, the band's label or "unknown".
        words: the reason, or what words it when it is asked for: of most trends nobody asks.
        assumed: whether it rests on a threshold that the council does not publish.
    """

    status: StatusT
    style: str
    words: str | Callable[[], str]
    assumed: bool = False

    @property
    def reason(self) -> str:
        """One sentence or two that quote the figures and the rule; ends with "threshold assumed" where `assumed`."""
        return self.words if isinstance(self.words, str) else self.words()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Verdict) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash(self._said())

    def _said(self) -> tuple[StatusT, str, str, bool]:
        return self.status, self.style, self.reason, self.assumed


@dataclass(frozen=True, slots=True)
class IndicatorAssessment:
    """An indicator's verdicts. `status` is in force; `computed` is by rule; they differ only where an officer overruled.

    `overruled` is the officer's reason, or None. `short_trend` and `long_trend` are NO_COMPARISON with a reason where the
    scheme declares none.
    """

    indicator: Indicator
    status: Verdict[TargetStatus]
    computed: Verdict[TargetStatus]
    short_trend: Verdict[Trend]
    long_trend: Verdict[Trend]
    overruled: str | None = None


@dataclass(frozen=True, slots=True)
class ActionAssessment:
    """An action's verdict, in force and by rule; `overruled` is the officer's reason, or None."""

    action: Action
    status: Verdict[ActionStatus]
    computed: Verdict[ActionStatus]
    overruled: str | None = None


@dataclass(frozen=True, slots=True)
class RiskAssessment:
    """A risk's verdicts.

    Attributes:
        risk: the risk as returned.
        status: in force.
        computed: by rule.
        score: likelihood x impact where both are given, else the score as given; None where neither is usable.
        band: band of `score`; None where there is no usable score.
        position: (likelihood, impact), each from 1, where both are stated; None puts the risk beside the matrix.
        target_score: score of the target rating; None where not stated.
        target_band: band of the target rating; None where not stated.
        target_position: as `position`, of the target rating.
        gap: `score` less `target_score`; positive while the risk is above its target; None where either is missing.
        movement: against the previous score; DECLINED means that the risk has risen.
        overruled: the officer's reason, or None.
    """

    risk: Risk
    status: Verdict[RiskStatus]
    computed: Verdict[RiskStatus]
    score: Decimal | None
    band: Band | None
    position: tuple[int, int] | None
    target_score: Decimal | None
    target_band: Band | None
    target_position: tuple[int, int] | None
    gap: Decimal | None
    movement: Verdict[Trend]
    overruled: str | None = None


@dataclass(frozen=True, slots=True)
class BudgetAssessment:
    """A budget line with its variance and what that means.

    Attributes:
        line: the line as returned.
        variance: in pounds, forecast less budget (actual less budget without a forecast), whatever the council's own sign;
            where only a variance is stated, that one turned to this sign. None where there is none.
        reason: how the variance was worked out and judged, or why it cannot be.
        percent: `variance` in percent of the budget, its sign left aside; None without a variance and for a zero budget.
        direction: whether it is an overspend or income that falls short.
        status: None where the scheme has no rules for budgets.
        is_stated: whether `variance` is the stated one, since neither forecast nor actual is given.
    """

    line: BudgetLine
    variance: Decimal | None
    reason: str
    percent: Decimal | None = None
    direction: Direction = Direction.UNKNOWN
    status: Verdict[TargetStatus] | None = None
    is_stated: bool = False


@dataclass(frozen=True, slots=True)
class SavingAssessment:
    """A saving with the share of its target that is delivered.

    Attributes:
        saving: as returned.
        delivery: in percent of the target, by the forecast (what is achieved, without a forecast); None without one of the two
            and for a target of zero.
        reason: how it was worked out and judged, or why it cannot be.
        status: None where the scheme has no rules for savings.
    """

    saving: Saving
    delivery: Decimal | None
    reason: str
    status: Verdict[TargetStatus] | None = None


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many rows of one table (and section) stand at each style of the scheme.

    Attributes:
        table: "indicators", "actions" or "risks".
        section: the section's name; "" for the whole table. For risks, the register.
        by_style: (style key, number of rows) in the scheme's order, zeros included.
        total: all rows, those without a usable status included; actions that only introduce others are left out.
        rollup: the section's status by the scheme's roll-up; None where the scheme declares none or nothing can be counted,
            and for risks, which the matrix rates.
    """

    table: str
    section: str
    by_style: tuple[tuple[str, int], ...]
    total: int
    rollup: Verdict[Level] | None


@dataclass(frozen=True, slots=True)
class Overall:
    """The overall status of a return: by the scheme's roll-up, and the officer's judgement beside it.

    `computed` is None where the scheme declares no roll-up or nothing can be counted. `judgement` is the officer's status as
    written, "" for none; `judgement_reason` is theirs. `status` is the judgement's level where it names one with a reason,
    else the computed one.
    """

    computed: Verdict[Level] | None
    status: Level | None
    judgement: str = ""
    judgement_reason: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A return judged by a scheme as at a date (inclusive: the last day that counts).

    Attributes:
        as_at: the last day that counts, inclusive; of a refused return it means nothing and is not to be shown.
        findings: what reading, checking and challenging found, in the order of sheets and rows.
        counts: one for each whole table, then one for each of its sections in the order of the return.
    """

    service_return: ServiceReturn
    scheme: Scheme
    as_at: date
    indicators: tuple[IndicatorAssessment, ...] = ()
    actions: tuple[ActionAssessment, ...] = ()
    risks: tuple[RiskAssessment, ...] = ()
    finance: tuple[BudgetAssessment, ...] = ()
    savings: tuple[SavingAssessment, ...] = ()
    counts: tuple[StatusCount, ...] = ()
    overall: Overall = Overall(None, None)
    findings: tuple[Finding, ...] = ()

    @property
    def assumed(self) -> int:
        """How many status, trend and movement verdicts in force rest on a threshold that the council does not publish."""
        verdicts = [v for i in self.indicators for v in (i.status, i.short_trend, i.long_trend)]
        verdicts_of_rest = [a.status for a in self.actions], [v for r in self.risks for v in (r.status, r.movement)]
        of_money = [line.status for line in self.finance], [saving.status for saving in self.savings]
        return (
            sum(v.assumed for v in verdicts)
            + sum(v.assumed for group in verdicts_of_rest for v in group)
            + sum(v.assumed for group in of_money for v in group if v is not None)
        )
