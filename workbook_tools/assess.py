"""Scheme x return x earlier figures -> Assessment: every row's verdict by rule, an officer's in its place, and the counts."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from msgspec import structs

from workbook_tools.findings import shorten
from workbook_tools.model.assessment import (
    ActionAssessment,
    Assessment,
    BudgetAssessment,
    IndicatorAssessment,
    RiskAssessment,
    SavingAssessment,
    Verdict,
)
from workbook_tools.model.figures import Observation, Series
from workbook_tools.model.scheme import Scheme, Style, TrendRule, matching_keys, meaning_of, risk_styles
from workbook_tools.model.service_return import Action, BudgetLine, Indicator, Judged, Risk, Saving, ServiceReturn
from workbook_tools.model.wording import say_verdict
from workbook_tools.model.words import ActionStatus, RiskStatus, TargetStatus, Trend
from workbook_tools.periods import Period, PeriodKind
from workbook_tools.rules.actions import judge_action
from workbook_tools.rules.counts import count_statuses, overall_of
from workbook_tools.rules.finance import judge_budget_line, judge_saving
from workbook_tools.rules.money import in_pounds
from workbook_tools.rules.risks import Rating, judge_movement, judge_risk, rate, unmoved, unrated
from workbook_tools.rules.status import judge_target
from workbook_tools.rules.trend import judge_trend

StatusT = TypeVar("StatusT", bound=StrEnum)
REASON_LENGTH = 300  # characters of an officer's reason repeated in a verdict's; the whole stands in `overruled`


def assess(
    service_return: ServiceReturn, scheme: Scheme, as_at: date, history: Mapping[str, Series] | None = None
) -> Assessment:
    """A return judged by a scheme.

    Args:
        service_return: the return; its findings are taken over as they are.
        scheme: the council's rules.
        as_at: the last day that counts, inclusive. It also stands for a period that the cover does not state.
        history: earlier figures by indicator code, oldest first. The return's own figure wins where both have the period.
    """
    service_return = in_pounds(service_return, scheme.finance)
    period = service_return.cover.period or Period(PeriodKind.DAY, as_at, as_at)
    indicators = tuple(
        assess_indicator(_with_history(indicator, (history or {}).get(indicator.code, ()), period), scheme, period)
        for indicator in service_return.indicators
    )
    actions = tuple(assess_action(action, scheme, as_at, period) for action in service_return.actions)
    risks = tuple(assess_risk(risk, scheme) for risk in service_return.risks)
    return Assessment(
        service_return,
        scheme,
        as_at,
        indicators,
        actions,
        risks,
        tuple(assess_budget_line(line, scheme, period) for line in service_return.finance),
        tuple(assess_saving(saving, scheme) for saving in service_return.savings),
        count_statuses(indicators, actions, risks, scheme),
        overall_of(indicators, actions, service_return.cover, scheme),
        service_return.findings,
    )


def assess_indicator(indicator: Indicator, scheme: Scheme, period: Period) -> IndicatorAssessment:
    """An indicator's status against target and its trends, from its own earlier figures; `period` is that of its value."""
    styles = scheme.styles.indicators
    computed = judge_target(indicator, period, scheme.target_status, styles)
    key = _overruling_key(indicator, computed, styles)
    status = computed
    if key:
        meaning = TargetStatus(meaning_of(key, styles[key]))
        status = _overruled(indicator, meaning, key, styles[computed.style])
    return IndicatorAssessment(
        indicator,
        status,
        computed,
        _trend("short", indicator, period, scheme.trend.short, scheme),
        _trend("long", indicator, period, scheme.trend.long, scheme),
        indicator.officer_reason.strip() if key else None,
    )


def assess_action(action: Action, scheme: Scheme, as_at: date, period: Period | None = None) -> ActionAssessment:
    """An action's status as at a day, inclusive; `period` is the return's. A heading is not judged, not even by an officer."""
    styles = scheme.styles.actions
    computed = judge_action(action, scheme.actions, styles, as_at, period)
    key = None if action.is_heading else _overruling_key(action, computed, styles)
    if not key:
        return ActionAssessment(action, computed, computed)
    meaning = ActionStatus(meaning_of(key, styles[key]))
    status = _overruled(action, meaning, key, styles[computed.style])
    return ActionAssessment(action, status, computed, action.officer_reason.strip())


def assess_risk(risk: Risk, scheme: Scheme) -> RiskAssessment:
    """A risk's rating, status and movement; unknown and not comparable under a scheme without a matrix."""
    rules = scheme.risks
    if rules is None:
        computed, movement = unrated(scheme.styles.indicators), unmoved(scheme.styles.trends)
        return RiskAssessment(risk, computed, computed, None, None, None, None, None, None, None, movement)
    rating = rate(risk.likelihood, risk.impact, risk.score, rules)
    target = rate(risk.target_likelihood, risk.target_impact, risk.target_score, rules)
    computed = judge_risk(rating, rules)
    styles = risk_styles(rules)
    key = _overruling_key(risk, computed, styles)
    status = computed
    if key:
        meaning = RiskStatus(styles[key].means or RiskStatus.UNKNOWN)
        status = _overruled(risk, meaning, key, styles[computed.style])
    return RiskAssessment(
        risk,
        status,
        computed,
        rating.score,
        rating.band,
        rating.position,
        target.score,
        target.band,
        target.position,
        _gap(rating, target),
        judge_movement(rating.score, risk.previous_score, rules),
        risk.officer_reason.strip() if key else None,
    )


def assess_budget_line(line: BudgetLine, scheme: Scheme, period: Period) -> BudgetAssessment:
    """A budget line's variance in pounds, which way it goes, and its status; `period` is that of its actual figure."""
    within_year = period.end != period.financial_year.end
    return judge_budget_line(line, scheme.finance, scheme.styles.indicators, within_year=within_year)


def assess_saving(saving: Saving, scheme: Scheme) -> SavingAssessment:
    """The share of a saving's target that is delivered, and its status by the scheme's rules."""
    return judge_saving(saving, scheme.finance, scheme.styles.indicators)


def _with_history(indicator: Indicator, history: Series, period: Period) -> Indicator:
    """The indicator with its series filled up from history; unchanged where history adds nothing."""
    if not history:
        return indicator
    own = {o.period or period.previous for o in indicator.earlier if o.figure.number is not None}
    added = [o for o in history if (o.period or period.previous) not in own]
    if not added:
        return indicator

    def age(observation: Observation) -> Period:
        return observation.period or period.previous

    return structs.replace(indicator, earlier=tuple(sorted((*added, *indicator.earlier), key=age)))


def _trend(name: str, indicator: Indicator, period: Period, rule: TrendRule | None, scheme: Scheme) -> Verdict[Trend]:
    if rule is not None:
        return judge_trend(indicator, period, rule, scheme.styles.trends)
    key = Trend.NO_COMPARISON
    reason = say_verdict(f"The scheme declares no {name} trend", scheme.styles.trends[key].word, assumed=False)
    return Verdict(key, key.value, reason)


def _overruling_key(row: Judged, computed: Verdict[StatusT], styles: Mapping[str, Style]) -> str | None:
    """The style that an officer puts in place of the computed one, or None.

    An officer overrules with a word of the table's styles and a reason. Where the council prints one word for several meanings
    the computed one is kept if it is among them, so nothing is overruled; else the first in the scheme's order is taken.
    """
    if not row.officer_status or not row.officer_reason.strip():
        return None
    keys = matching_keys(row.officer_status, styles)
    return keys[0] if keys and computed.style not in keys else None


def _overruled(row: Judged, status: StatusT, key: str, by_rule: Style) -> Verdict[StatusT]:
    """The officer's verdict. It quotes the computed word; the whole computed verdict stands beside it."""
    reason = f'By rule {by_rule.word}; the officer says: "{shorten(row.officer_reason, REASON_LENGTH)}".'
    return Verdict(status, key, reason)


def _gap(rating: Rating, target: Rating) -> Decimal | None:
    return None if rating.score is None or target.score is None else rating.score - target.score
