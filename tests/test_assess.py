"""A whole return judged by a scheme, and an officer's word against it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from support_rows import action, budget_line, earlier, figure, indicator, number, risk, service_return
from support_scheme import (
    ACTION_STYLES,
    INDICATOR_STYLES,
    TREND_STYLES,
    margin,
    scheme,
    style,
    trend_rule,
    with_tolerance,
)
from workbook_tools.assess import assess, assess_action, assess_budget_line, assess_indicator, assess_risk
from workbook_tools.catalogue import NOT_A_NUMBER
from workbook_tools.findings import Where
from workbook_tools.model.assessment import IndicatorAssessment
from workbook_tools.model.figures import FigureKind, Observation, Series
from workbook_tools.model.scheme import Scheme, Styles, Trends
from workbook_tools.model.service_return import Cover, ServiceReturn
from workbook_tools.model.words import ActionStatus, RiskStatus, TargetStatus, Trend
from workbook_tools.periods import Period, parse_period

AS_AT = date(2019, 9, 30)
SCHEME = scheme()


def period(text: str) -> Period:
    found = parse_period(text)
    assert found is not None
    return found


Q2 = period("Q2 2019/20")


def only(given: ServiceReturn, rules: Scheme = SCHEME, history: Mapping[str, Series] | None = None) -> IndicatorAssessment:
    (judged,) = assess(given, rules, AS_AT, history).indicators
    return judged


def test_every_table_is_judged_and_findings_are_taken_over() -> None:
    found = (NOT_A_NUMBER.at(Where("Housing.xlsx"), text="x"),)
    given = service_return(
        indicators=(indicator(4), indicator(5)),
        actions=(action(4),),
        risks=(risk(4), risk(5), risk(6)),
        finance=(budget_line(4),),
        findings=found,
    )
    assessment = assess(given, SCHEME, AS_AT)
    assert [len(table) for table in (assessment.indicators, assessment.actions, assessment.risks, assessment.finance)] == [
        2,
        1,
        3,
        1,
    ]
    assert (assessment.service_return, assessment.scheme, assessment.as_at) == (given, SCHEME, AS_AT)
    assert assessment.findings == found


def test_an_empty_return() -> None:
    assessment = assess(service_return(), SCHEME, AS_AT)
    assert assessment.assumed == 0
    assert all(count.total == 0 for count in assessment.counts)


def test_short_and_long_trend_are_judged_each_by_its_own_rule() -> None:
    rules = scheme(trend=Trends(short=trend_rule(), long=trend_rule("same_period_last_year")))
    series = (*earlier("Q2 2018/19", "97"), *earlier("Q1 2019/20", "95"))
    judged = assess_indicator(indicator(earlier=series), rules, Q2)
    assert (judged.short_trend.status, judged.long_trend.status) == (Trend.IMPROVED, Trend.DECLINED)


def test_a_trend_that_the_scheme_does_not_declare_says_so() -> None:
    judged = assess_indicator(indicator(earlier=earlier("Q1 2019/20", "95")), scheme(trend=Trends()), Q2)
    assert judged.short_trend.status is Trend.NO_COMPARISON
    assert judged.short_trend.reason == "The scheme declares no short trend: No comparison."
    assert judged.long_trend.reason == "The scheme declares no long trend: No comparison."


def test_without_a_period_the_as_at_date_stands_for_it() -> None:
    series = (Observation(None, number(95)),)
    judged = only(service_return(cover=Cover(), indicators=(indicator(earlier=series),)))
    assert judged.short_trend.status is Trend.IMPROVED
    assert "29 September 2019" in judged.short_trend.reason


# ---- earlier figures from history ------------------------------------------------------------------------------------------

Q1 = "Q1 2019/20"


@pytest.mark.parametrize(
    ("own", "history", "trend", "quoted"),
    [
        ((), earlier(Q1, "90"), Trend.IMPROVED, "90%"),
        (earlier(Q1, "97"), earlier(Q1, "90"), Trend.DECLINED, "97%"),
        ((Observation(None, number(97)),), earlier(Q1, "90"), Trend.DECLINED, "97%"),
        (earlier("Q4 2018/19", "97"), earlier(Q1, "90"), Trend.IMPROVED, "90%"),
        ((Observation(period(Q1), figure(FigureKind.NOT_APPLICABLE, "N/A")),), earlier(Q1, "90"), Trend.IMPROVED, "90%"),
        ((), earlier("Q2 2019/20", "90"), Trend.NO_COMPARISON, "Q1 2019/20"),
    ],
)
def test_history_fills_up_what_the_return_does_not_say(own: Series, history: Series, trend: Trend, quoted: str) -> None:
    given = service_return(indicators=(indicator(code="A", earlier=own),))
    judged = only(given, history={"A": history, "B": earlier(Q1, "1")})
    assert judged.short_trend.status is trend
    assert quoted in judged.short_trend.reason


def test_the_series_is_oldest_first_and_untouched_without_history() -> None:
    row = indicator(code="A", earlier=earlier("Q4 2018/19", "2"))
    history = (*earlier("Q3 2018/19", "1"), *earlier(Q1, "3"))
    judged = only(service_return(indicators=(row,)), history={"A": history})
    assert [o.figure.number for o in judged.indicator.earlier] == [Decimal(1), Decimal(2), Decimal(3)]
    assert only(service_return(indicators=(row,)), history={"B": history}).indicator is row


# ---- an officer's status ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "reason", "status"),
    [
        ("Red", "The figure is provisional.", TargetStatus.ALERT),
        ("  red ", "The figure is provisional.", TargetStatus.ALERT),
        ("A", "The figure is provisional.", TargetStatus.WARNING),
        ("N/A", "The figure is provisional.", TargetStatus.UNKNOWN),
        ("Green", "Agrees.", None),
        ("Red", "", None),
        ("Red", "  ", None),
        ("Purple", "Because.", None),
        ("", "Because.", None),
    ],
)
def test_an_officer_overrules_with_a_known_word_and_a_reason(word: str, reason: str, status: TargetStatus | None) -> None:
    judged = assess_indicator(indicator(officer_status=word, officer_reason=reason), SCHEME, Q2)
    assert judged.computed.status is TargetStatus.OK
    if status is None:
        assert (judged.status, judged.overruled) == (judged.computed, None)
    else:
        assert (judged.status.status, judged.overruled) == (status, reason)
        assert judged.status.reason == f'By rule Green; the officer says: "{reason}".'


def test_an_overruling_verdict_does_not_rest_on_an_assumed_threshold() -> None:
    rules = scheme(target_status=with_tolerance(margin(10), assumed=True))
    row = indicator(value=number(90), officer_status="Green", officer_reason="No threshold assumed")
    judged = assess_indicator(row, rules, Q2)
    assert judged.computed.assumed
    assert not judged.status.assumed
    assert not judged.status.reason.endswith("threshold assumed")


def test_check_progress_comes_from_the_officer_alone() -> None:
    row = action(officer_status="Check progress", officer_reason="The supplier is late.")
    judged = assess_action(row, SCHEME, AS_AT)
    assert (judged.computed.status, judged.status.status) == (ActionStatus.IN_PROGRESS, ActionStatus.CHECK_PROGRESS)
    assert judged.overruled == "The supplier is late."


def test_a_heading_is_not_overruled() -> None:
    judged = assess_action(action(is_heading=True, officer_status="Completed", officer_reason="Done."), SCHEME, AS_AT)
    assert (judged.status, judged.overruled) == (judged.computed, None)


GREEN_TWICE = ACTION_STYLES | {"completed": style("Green"), "in_progress": style("Green"), "overdue": style("Red")}


@pytest.mark.parametrize(
    ("progress", "word", "status", "overruled"),
    [
        (50, "Green", ActionStatus.IN_PROGRESS, False),
        (100, "Green", ActionStatus.COMPLETED, False),
        (50, "Red", ActionStatus.OVERDUE, True),
        (None, "Green", ActionStatus.COMPLETED, True),  # the first in the scheme's order
    ],
)
def test_a_word_for_two_meanings(progress: int | None, word: str, status: ActionStatus, *, overruled: bool) -> None:
    rules = scheme(styles=Styles(indicators=INDICATOR_STYLES, actions=GREEN_TWICE, trends=TREND_STYLES))
    row = action(progress=number(progress), officer_status=word, officer_reason="We say so.")
    judged = assess_action(row, rules, AS_AT)
    assert (judged.status.status, judged.overruled is not None) == (status, overruled)


def test_an_officer_overrules_a_band() -> None:
    row = risk(score=number(9), officer_status="alert", officer_reason="A storm is forecast.")
    judged = assess_risk(row, SCHEME)
    assert (judged.status.status, judged.status.style) == (RiskStatus.ALERT, "Alert")
    assert (judged.computed.status, judged.computed.style) == (RiskStatus.OK, "OK")
    assert judged.band is not None
    assert judged.band.label == "OK"


def test_a_long_reason_is_kept_whole_beside_the_verdict() -> None:
    reason = "Because " * 200
    judged = assess_indicator(indicator(officer_status="Red", officer_reason=reason), SCHEME, Q2)
    assert judged.overruled == reason.strip()
    assert len(judged.status.reason) < 400


# ---- risks -----------------------------------------------------------------------------------------------------------------


def test_rating_target_gap_and_movement() -> None:
    row = risk(
        likelihood=number(4),
        impact=number(4),
        target_likelihood=number(2),
        target_impact=number(5),
        previous_score=number(12),
    )
    judged = assess_risk(row, SCHEME)
    assert (judged.score, judged.target_score, judged.gap) == (Decimal(16), Decimal(10), Decimal(6))
    assert (judged.position, judged.target_position) == ((4, 4), (2, 5))
    assert judged.target_band is not None
    assert judged.target_band.label == "Warning"
    assert judged.movement.status is Trend.DECLINED


@pytest.mark.parametrize(
    ("fields", "gap"),
    [
        ({"score": number(9), "target_score": number(12)}, Decimal(-3)),
        ({"score": number(9), "target_score": number(9)}, Decimal(0)),
        ({"score": number(9)}, None),
        ({"target_score": number(9)}, None),
        ({"score": number(9), "target_score": number(7)}, None),
    ],
)
def test_gap_to_the_target_rating(fields: dict[str, Any], gap: Decimal | None) -> None:
    judged = assess_risk(risk(**fields), SCHEME)
    assert judged.gap == gap
    assert (judged.position, judged.target_position) == (None, None)


def test_a_scheme_without_a_matrix_leaves_risks_unknown() -> None:
    rules = scheme(risks=None)
    judged = assess_risk(risk(score=number(9), previous_score=number(8)), rules)
    assert (judged.status.status, judged.score, judged.band) == (RiskStatus.UNKNOWN, None, None)
    assert judged.movement.status is Trend.NO_COMPARISON
    assert rules.style_of("risks", judged.status.style).word == "N/A"
    counts = assess(service_return(risks=(risk(4),)), rules, AS_AT).counts
    assert counts[-1].by_style == (("unknown", 1),)


# ---- finance ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "variance", "reason"),
    [
        (
            {"budget": number(1000), "forecast": number("1250.5"), "actual": number(400)},
            "250.5",
            "Forecast £1,250.50 less budget £1,000: £250.50 (25.05% of budget), adverse.",
        ),
        (
            {"budget": number(1000), "actual": number(400)},
            "-600",
            "Actual £400 less budget £1,000: -£600 (-60% of budget), favourable.",
        ),
        ({"budget": number(0), "forecast": number(0)}, "0", "Forecast £0 less budget £0: £0, on budget."),
        ({"forecast": number(5)}, None, "No budget is given, so there is no variance."),
        ({"budget": number(5)}, None, "Neither a forecast nor an actual figure is given, so there is no variance."),
        (
            {"budget": number(5), "variance": number(7)},
            None,
            "Neither a forecast nor an actual figure is given, so there is no variance.",
        ),
        (
            {"budget": number(5), "forecast": figure(FigureKind.NOT_APPLICABLE, "n/a"), "actual": number(5)},
            "0",
            "Actual £5 less budget £5: £0, on budget.",
        ),
    ],
)
def test_variance(fields: dict[str, Any], variance: str | None, reason: str) -> None:
    judged = assess_budget_line(budget_line(**fields), scheme(), period("2018/19"))
    assert (judged.variance, judged.reason) == (None if variance is None else Decimal(variance), reason)


# ---- what is assumed -------------------------------------------------------------------------------------------------------


def test_assumed_verdicts_in_force_are_counted() -> None:
    rules = scheme(
        target_status=with_tolerance(margin(10), assumed=True), trend=Trends(short=trend_rule(assumed=True), long=trend_rule())
    )
    series = earlier(Q1, "80")
    rows = (
        indicator(4, earlier=series),  # met: its short trend alone
        indicator(5, value=number(90), earlier=series),  # status and short trend
        indicator(6, value=number(90), officer_status="Green", officer_reason="Because."),  # overruled, no comparison
    )
    assert assess(service_return(indicators=rows), rules, AS_AT).assumed == 3
