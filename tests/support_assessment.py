"""Assessments built by hand: verdicts as a test states them, not as the rules would give them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from support_rows import action, budget_line, indicator, risk, scheme_named, service_return
from workbook_tools.model.assessment import (
    ActionAssessment,
    Assessment,
    BudgetAssessment,
    IndicatorAssessment,
    RiskAssessment,
    StatusCount,
    StatusT,
    Verdict,
)
from workbook_tools.model.scheme import Scheme, meaning_of
from workbook_tools.model.words import ActionStatus, Direction, RiskStatus, TargetStatus, Trend

AS_AT = date(2019, 9, 30)
SCHEME = "vale_of_glamorgan"


def scheme() -> Scheme:
    """The scheme that the assessments are judged by."""
    return scheme_named(SCHEME)


def verdict(status: StatusT, style: str = "", reason: str = "Because.", *, assumed: bool = False) -> Verdict[StatusT]:
    """A verdict; its style is that of its meaning unless it is given."""
    return Verdict(status, style or status.value, reason, assumed)


def judged_indicator(line: int = 4, style: str = "ok", trend: Trend = Trend.SAME, **fields: Any) -> IndicatorAssessment:
    """An indicator at a style of the scheme."""
    status = TargetStatus(meaning_of(style, scheme().indicator_style(style)))
    given = verdict(status, style)
    return IndicatorAssessment(indicator(line, **fields), given, given, verdict(trend), verdict(Trend.NO_COMPARISON))


def judged_action(line: int = 4, style: str = "in_progress", **fields: Any) -> ActionAssessment:
    """An action at a style of the scheme."""
    given = verdict(ActionStatus(meaning_of(style, scheme().styles.actions[style])), style)
    return ActionAssessment(action(line, **fields), given, given)


def judged_risk(
    line: int = 4, score: int | None = 6, position: tuple[int, int] | None = None, target: int | None = None, **fields: Any
) -> RiskAssessment:
    """A risk with a score, and a place in the matrix where one is given."""
    rules = scheme().risks
    assert rules is not None
    band = next((band for band in rules.bands if score is not None and band.lowest <= score <= band.highest), None)
    given = verdict(band.status, band.label) if band else verdict(RiskStatus.UNKNOWN)
    return RiskAssessment(
        risk=risk(line, **fields),
        status=given,
        computed=given,
        score=None if score is None else Decimal(score),
        band=band,
        position=position,
        target_score=None if target is None else Decimal(target),
        target_band=None,
        target_position=None,
        gap=None if score is None or target is None else Decimal(score - target),
        movement=verdict(Trend.NO_COMPARISON),
    )


def judged_budget_line(line: int = 4, variance: str | None = None, **fields: Any) -> BudgetAssessment:
    """A budget line with its variance in pounds."""
    row, reason = budget_line(line, **fields), "Forecast less budget."
    if variance is None:
        return BudgetAssessment(row, None, reason)
    return BudgetAssessment(row, Decimal(variance), reason, Decimal(5), Direction.ADVERSE, verdict(TargetStatus.WARNING))


def assessment(
    indicators: Sequence[IndicatorAssessment] = (),
    actions: Sequence[ActionAssessment] = (),
    risks: Sequence[RiskAssessment] = (),
    finance: Sequence[BudgetAssessment] = (),
    **fields: Any,
) -> Assessment:
    """Housing's return of quarter 2 of 2019/20, judged; fields of the return and of the assessment may be given."""
    of_return = {name: fields.pop(name) for name in list(fields) if name in _RETURN_FIELDS}
    given = service_return(
        indicators=tuple(row.indicator for row in indicators),
        actions=tuple(row.action for row in actions),
        risks=tuple(row.risk for row in risks),
        finance=tuple(row.line for row in finance),
        **of_return,
    )
    counts = (
        *_counts("indicators", [(row.indicator.section, row.status.style) for row in indicators]),
        *_counts("actions", [(row.action.section, row.status.style) for row in actions if not row.action.is_heading]),
        *_counts("risks", [(row.risk.register, row.status.style) for row in risks]),
    )
    tables = {"indicators": indicators, "actions": actions, "risks": risks, "finance": finance}
    judged = {name: tuple(rows) for name, rows in tables.items()}
    return Assessment(given, scheme(), AS_AT, **({**judged, "counts": counts} | fields))


_RETURN_FIELDS = {"source", "cover", "headlines", "breakdowns", "narrative", "repeated", "refused"}


def _counts(table: str, rows: list[tuple[str, str]]) -> list[StatusCount]:
    sections = list(dict.fromkeys(section for section, _ in rows if section))
    return [
        StatusCount(table, section, _by_style(table, [s for name, s in rows if section in {"", name}]),
                    sum(section in {"", name} for name, _ in rows), None)
        for section in ["", *sections]
    ]  # fmt: skip


def _by_style(table: str, styles: list[str]) -> tuple[tuple[str, int], ...]:
    counted = Counter(styles)
    declared = {"indicators": scheme().styles.indicators, "actions": scheme().styles.actions}.get(table)
    rules = scheme().risks
    keys = list(declared) if declared else [*(band.label for band in rules.bands), "unknown"] if rules else []
    return tuple((key, counted[key]) for key in keys)
