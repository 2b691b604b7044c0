"""Whether a figure has improved on earlier ones."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_rows import earlier, figure, indicator, number
from support_scheme import TREND_STYLES, margin, trend_rule
from workbook_tools.model.assessment import Verdict
from workbook_tools.model.figures import Figure, FigureKind, Observation, Series, Shown
from workbook_tools.model.scheme import TrendRule
from workbook_tools.model.words import Polarity, Trend, Unit
from workbook_tools.periods import Period, parse_period
from workbook_tools.rules.trend import judge_trend

MAX, MIN, RANGE = Polarity.MAXIMISE, Polarity.MINIMISE, Polarity.RANGE
IMPROVED, SAME, DECLINED, NO_COMPARISON = Trend.IMPROVED, Trend.SAME, Trend.DECLINED, Trend.NO_COMPARISON
PREVIOUS = earlier("Q1 2019/20", "50")


def period(text: str) -> Period:
    found = parse_period(text)
    assert found is not None
    return found


def judge(rule: TrendRule | None = None, of: str = "Q2 2019/20", **fields: Any) -> Verdict[Trend]:
    if isinstance(fields.get("value"), str):
        fields["value"] = number(fields["value"])
    return judge_trend(indicator(**fields), period(of), rule or trend_rule(), TREND_STYLES)


@pytest.mark.parametrize(
    ("polarity", "value", "trend"),
    [
        (MAX, "50.0001", IMPROVED),
        (MAX, "50", SAME),
        (MAX, "50.00", SAME),
        (MAX, "49.9999", DECLINED),
        (MIN, "50.0001", DECLINED),
        (MIN, "50", SAME),
        (MIN, "49.9999", IMPROVED),
        (Polarity.DATA_ONLY, "60", NO_COMPARISON),
        (Polarity.DATA_ONLY, "50", NO_COMPARISON),
        (Polarity.UNKNOWN, "60", NO_COMPARISON),
        (Polarity.UNKNOWN, "50", NO_COMPARISON),
    ],
)
def test_against_the_previous_period(polarity: Polarity, value: str, trend: Trend) -> None:
    verdict = judge(polarity=polarity, value=value, earlier=PREVIOUS)
    assert (verdict.status, verdict.style) == (trend, trend.value)
    assert "50% in Q1 2019/20" in verdict.reason


@pytest.mark.parametrize("previous", ["0", "-5", "0.01"])
def test_zero_and_negative_figures(previous: str) -> None:
    series = earlier("Q1 2019/20", previous)
    assert judge(value="0.02", earlier=series).status is IMPROVED
    assert judge(value=previous, earlier=series).status is SAME
    assert judge(value="-6", earlier=series).status is DECLINED


TEN_TO_TWENTY = Figure(FigureKind.RANGE, low=Decimal(10), high=Decimal(20), shows=Shown("10 to 20"))


@pytest.mark.parametrize(
    ("target", "previous", "value", "trend"),
    [
        (TEN_TO_TWENTY, "5", "9", IMPROVED),
        (TEN_TO_TWENTY, "5", "20", IMPROVED),
        (TEN_TO_TWENTY, "25", "20.0001", IMPROVED),
        (TEN_TO_TWENTY, "5", "25", SAME),
        (TEN_TO_TWENTY, "5", "25.0001", DECLINED),
        (TEN_TO_TWENTY, "10", "20", SAME),
        (TEN_TO_TWENTY, "15", "9.9999", DECLINED),
        (number(15), "14", "16", SAME),
        (number(15), "14", "15.9999", IMPROVED),
        (number(15), "15", "15.0001", DECLINED),
        (number(None), "15", "16", NO_COMPARISON),
    ],
)
def test_nearer_to_the_range_is_better(target: Figure, previous: str, value: str, trend: Trend) -> None:
    verdict = judge(polarity=RANGE, target=target, value=value, earlier=earlier("Q1 2019/20", previous))
    assert verdict.status is trend, verdict.reason


YEARS = (*earlier("Q2 2016/17", "10"), *earlier("Q2 2017/18", "20"), *earlier("Q2 2018/19", "40"))
QUARTERS = (*earlier("Q3 2018/19", "10"), *earlier("Q4 2018/19", "11"), *earlier("Q1 2019/20", "11"))


@pytest.mark.parametrize(
    ("rule", "series", "value", "trend", "quoted"),
    [
        (trend_rule(), (*YEARS, *QUARTERS), "11", SAME, "11% in Q1 2019/20"),
        (trend_rule("same_period_last_year"), (*YEARS, *QUARTERS), "40", SAME, "40% in Q2 2018/19"),
        (trend_rule("same_period_last_year"), QUARTERS, "40", NO_COMPARISON, "Q2 2018/19 (the same period last year)"),
        # the mean is 32/3 = 10.666…: no decimal is equal to it, and none is taken for it
        (trend_rule("mean_of_last", periods=3), QUARTERS, "10.6666666666", DECLINED, "10.67%"),
        (trend_rule("mean_of_last", periods=3), QUARTERS, "10.6666666667", IMPROVED, "Q3 2018/19, Q4 2018/19, Q1 2019/20"),
        (trend_rule("mean_of_last", periods=2), QUARTERS, "11", SAME, "Q4 2018/19, Q1 2019/20"),
        (trend_rule("mean_of_last", periods=3), YEARS, "30", NO_COMPARISON, "Q4 2018/19, Q1 2019/20"),
        (trend_rule("mean_of_last", periods=4), (*YEARS, *QUARTERS), "18", SAME, "18%, the mean of"),
        (trend_rule("mean_of_same_period", periods=3), YEARS, "23.3333333333", DECLINED, "Q2 2016/17, Q2 2017/18, Q2 2018/19"),
        (trend_rule("mean_of_same_period", periods=2), YEARS, "30", SAME, "Q2 2017/18, Q2 2018/19"),
        (trend_rule("mean_of_same_period", periods=2), QUARTERS, "30", NO_COMPARISON, "Q2 2017/18, Q2 2018/19"),
    ],
)
def test_what_is_compared(rule: TrendRule, series: Series, value: str, trend: Trend, quoted: str) -> None:
    verdict = judge(rule, value=value, earlier=series)
    assert verdict.status is trend, verdict.reason
    assert quoted in verdict.reason


@pytest.mark.parametrize(
    ("at_least", "found", "trend"),
    [(1, 0, NO_COMPARISON), (1, 1, IMPROVED), (2, 1, NO_COMPARISON), (2, 2, IMPROVED), (3, 2, NO_COMPARISON)],
)
def test_how_many_earlier_figures_are_needed(at_least: int, found: int, trend: Trend) -> None:
    rule = trend_rule("mean_of_last", periods=3, at_least=at_least)
    verdict = judge(rule, value="90", earlier=QUARTERS[3 - found :])
    assert verdict.status is trend
    if trend is IMPROVED:
        assert "all there is for a mean of the last 3 periods" in verdict.reason


def test_a_long_list_of_missing_periods_is_counted() -> None:
    verdict = judge(trend_rule("mean_of_last", periods=100), value="90", of="2022/23")
    assert "no figure for 100 of the 100 periods from 1922/23 to 2021/22 (for a mean of the last 100" in verdict.reason


@pytest.mark.parametrize(
    ("of", "label", "found"),
    [
        ("Q2 2019/20", "Q1 2019/20", True),
        ("Q1 2019/20", "Q4 2018/19", True),
        ("2019/20", "2018/19", True),
        ("March 2021", "February 2021", True),
        ("Q2 2019/20", "2018/19", False),
        ("2019/20", "Q4 2018/19", False),
        ("Q2 2019/20", "Q4 2018/19", False),
        ("Q2 2019/20", "Q2 2019/20", False),
    ],
)
def test_only_periods_of_the_same_length_are_compared(of: str, label: str, *, found: bool) -> None:
    verdict = judge(of=of, value="60", earlier=earlier(label, "50"))
    assert verdict.status is (IMPROVED if found else NO_COMPARISON)
    assert found or str(period(of).previous) in verdict.reason


def test_a_figure_without_a_period_is_of_the_period_before() -> None:
    verdict = judge(value="60", earlier=(Observation(None, number(50)),))
    assert verdict.status is IMPROVED
    assert "the period before (taken as Q1 2019/20)" in verdict.reason


@pytest.mark.parametrize(
    "value", [number(None), figure(FigureKind.NOT_APPLICABLE, "N/A"), figure(FigureKind.NOT_UNDERSTOOD, "ca. 5")]
)
def test_no_value(value: Figure) -> None:
    verdict = judge(trend_rule(assumed=True), value=value, earlier=PREVIOUS)
    assert (verdict.status, verdict.assumed) == (NO_COMPARISON, False)
    assert value.text in verdict.reason


def test_an_earlier_value_that_is_no_number_is_none() -> None:
    series = (Observation(period("Q1 2019/20"), figure(FigureKind.NOT_APPLICABLE, "N/A")),)
    assert judge(value="60", earlier=series).status is NO_COMPARISON


@pytest.mark.parametrize(
    ("tolerance", "value", "trend"),
    [
        (margin(2), "51", SAME),
        (margin(2), "51.0001", IMPROVED),
        (margin(2), "49", SAME),
        (margin(2), "48.9999", DECLINED),
        (margin(2, inclusive=False), "51", IMPROVED),
        (margin(2, inclusive=False), "50.9999", SAME),
        (margin(1, "percentage_points"), "51", SAME),
        (margin(1, "absolute"), "51.0001", IMPROVED),
        (margin(0, "absolute", inclusive=False), "50", SAME),
    ],
)
def test_when_two_figures_count_as_the_same(tolerance: Any, value: str, trend: Trend) -> None:
    assert judge(trend_rule(same_within=tolerance), value=value, earlier=PREVIOUS).status is trend


def test_percentage_points_in_another_unit_leave_equal_figures_only() -> None:
    rule = trend_rule(same_within=margin(1, "percentage_points"))
    assert judge(rule, unit=Unit.DAYS, value="50.5", earlier=PREVIOUS).status is IMPROVED
    assert judge(rule, unit=Unit.DAYS, value="50", earlier=PREVIOUS).status is SAME


@pytest.mark.parametrize(("value", "trend"), [("33", SAME), ("33.0001", IMPROVED), ("27", SAME), ("26.9999", DECLINED)])
def test_margin_of_a_mean(value: str, trend: Trend) -> None:
    rule = trend_rule("mean_of_same_period", periods=2, same_within=margin(10))
    assert judge(rule, value=value, earlier=YEARS).status is trend


@pytest.mark.parametrize(
    ("fields", "rule", "reason"),
    [
        (
            {"value": "4.74", "unit": Unit.DAYS, "polarity": MIN, "earlier": earlier("Q1 2019/20", "3.71")},
            trend_rule(),
            "4.74 days against 3.71 days in Q1 2019/20 (lower is better): Declined.",
        ),
        (
            {"value": "50", "earlier": PREVIOUS},
            trend_rule(assumed=True),
            "50% against 50% in Q1 2019/20: Same; threshold assumed",
        ),
        (
            {"value": "51", "earlier": PREVIOUS},
            trend_rule(same_within=margin(1, "percentage_points")),
            "51% against 50% in Q1 2019/20, within the 1 percentage point that counts as the same: Same.",
        ),
        (
            {"value": "60", "earlier": ()},
            trend_rule(assumed=True),
            "60%, but there is no figure for Q1 2019/20 (the previous period): No comparison.",
        ),
        (
            {"value": "60", "earlier": PREVIOUS, "polarity": Polarity.UNKNOWN},
            trend_rule(),
            "60% against 50% in Q1 2019/20, but which way is better is not stated: No comparison.",
        ),
    ],
)
def test_reason(fields: dict[str, Any], rule: TrendRule, reason: str) -> None:
    assert judge(rule, **fields).reason == reason


figures = st.integers(-10_000, 10_000).map(lambda cents: Decimal(cents) / 100)


@given(figures, figures)
def test_minimise_is_maximise_mirrored(value: Decimal, previous: Decimal) -> None:
    up, down = (
        judge(polarity=polarity, value=str(sign * value), earlier=earlier("Q1 2019/20", str(sign * previous))).status
        for polarity, sign in ((MAX, 1), (MIN, -1))
    )
    assert up is down


rules = st.builds(trend_rule, st.just("mean_of_last"), periods=st.just(3), assumed=st.booleans(), at_least=st.integers(1, 3))


@given(figures, st.lists(figures, min_size=3, max_size=3), st.sampled_from(Polarity), rules)
def test_a_mean_is_compared_exactly(value: Decimal, numbers: list[Decimal], polarity: Polarity, rule: TrendRule) -> None:
    series = tuple(Observation(o.period, number(str(n))) for o, n in zip(QUARTERS, numbers, strict=True))
    verdict = judge(rule, value=str(value), polarity=polarity, earlier=series)
    mean = Fraction(sum(numbers, Decimal(0))) / 3
    if polarity in {MAX, MIN}:
        better = (value > mean) == (polarity is MAX)
        assert verdict.status is (SAME if value == mean else IMPROVED if better else DECLINED)
    assert verdict.assumed == (rule.assumed and verdict.status is not NO_COMPARISON)
    assert verdict.reason.endswith("threshold assumed") == verdict.assumed
