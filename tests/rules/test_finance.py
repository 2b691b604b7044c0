"""Budgets and savings: each side of every bound, missing, zero and negative figures, income, and the sign convention."""

from decimal import Decimal
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_rows import budget_line, figure, number, saving
from support_scheme import INDICATOR_STYLES, SOURCE
from workbook_tools.model.figures import Figure, FigureKind
from workbook_tools.model.scheme import FinanceRules, SavingsRule, VarianceRule
from workbook_tools.model.words import Direction
from workbook_tools.rules.finance import judge_budget_line, judge_saving
from workbook_tools.rules.margins import EXACT

Sign = Literal["overspend_positive", "underspend_positive"] | None
SIGNS: tuple[Sign, ...] = ("overspend_positive", "underspend_positive", None)
NOT_GIVEN = figure(FigureKind.NOT_APPLICABLE, "n/a")
AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def rules(sign: Sign = None, *, assumed: bool = False) -> FinanceRules:
    """Green to 1% adverse, amber to 5%; green from 100% delivered, amber from 80%."""
    budgets = (("ok", Decimal(1)), ("warning", Decimal(5)), ("alert", None))
    savings = (("ok", Decimal(100)), ("warning", Decimal(80)), ("alert", None))
    return FinanceRules(
        source=SOURCE,
        variance_sign=sign,
        variance_status=tuple(VarianceRule(source=SOURCE, status=s, adverse_at_most=b, assumed=assumed) for s, b in budgets),
        savings_status=tuple(SavingsRule(source=SOURCE, status=s, delivered_at_least=b) for s, b in savings),
    )


def money(amount: str | None) -> Figure:
    return NOT_GIVEN if amount is None else number(amount)


@pytest.mark.parametrize(
    ("budget", "forecast", "kind", "direction", "status"),
    [
        # spending: adverse where it is more
        ("1000", "1000", "", "on_budget", "ok"),
        ("1000", "900", "", "favourable", "ok"),
        ("1000", "1009.99", "", "adverse", "ok"),
        ("1000", "1010", "", "adverse", "ok"),
        ("1000", "1010.01", "", "adverse", "warning"),
        ("1000", "1049.99", "", "adverse", "warning"),
        ("1000", "1050", "", "adverse", "warning"),
        ("1000", "1050.01", "", "adverse", "alert"),
        ("1000", "-20", "", "favourable", "ok"),
        # income with a negative budget: adverse where less comes in
        ("-1000", "-1000", "", "on_budget", "ok"),
        ("-1000", "-1100", "Income", "favourable", "ok"),
        ("-1000", "-990", "", "adverse", "ok"),
        ("-1000", "-989.99", "", "adverse", "warning"),
        ("-1000", "-950", "Income", "adverse", "warning"),
        ("-1000", "-949.99", "", "adverse", "alert"),
        ("-1000", "20", "", "adverse", "alert"),
        # income with a positive budget
        ("1000", "1100", "Income", "favourable", "ok"),
        ("1000", "990", " INCOME ", "adverse", "ok"),
        ("1000", "989.99", "income", "adverse", "warning"),
        ("1000", "949.99", "Income", "adverse", "alert"),
        # a zero budget has no percentage
        ("0", "0", "", "on_budget", "ok"),
        ("0", "-5", "", "favourable", "ok"),
        ("0", "0.01", "", "adverse", "alert"),
        ("0", "5", "Income", "unknown", "unknown"),
        # missing
        (None, "5", "", "unknown", "no_target"),
        ("5", None, "", "unknown", "unknown"),
        (None, None, "", "unknown", "no_target"),
    ],
)
def test_budget_lines(budget: str | None, forecast: str | None, kind: str, direction: str, status: str) -> None:
    judged = judge_budget_line(
        budget_line(budget=money(budget), forecast=money(forecast), kind=kind), rules(), INDICATOR_STYLES
    )
    assert judged.status is not None
    assert (judged.direction, judged.status.style) == (direction, status)
    assert judged.reason == judged.status.reason
    assert (judged.percent is None) == (not budget or budget == "0" or forecast is None)


@pytest.mark.parametrize(
    ("target", "achieved", "forecast", "delivery", "status"),
    [
        ("1000", None, "1000", "100", "ok"),
        ("1000", "0", "999.99", "99.999", "warning"),
        ("1000", None, "1200", "120", "ok"),
        ("1000", "1000", "800", "80", "warning"),
        ("1000", None, "799.99", "79.999", "alert"),
        ("1000", "800", None, "80", "warning"),
        ("1000", None, "-100", "-10", "alert"),
        ("-1000", None, "-800", "80", "warning"),
        ("-1000", None, "800", "-80", "alert"),
        ("1000", "0", None, "0", "alert"),
        ("1000", None, None, None, "unknown"),
        ("0", None, "5", None, "no_target"),
        (None, "5", "5", None, "no_target"),
    ],
)
def test_savings(target: str | None, achieved: str | None, forecast: str | None, delivery: str | None, status: str) -> None:
    row = saving(target=money(target), achieved=money(achieved), forecast=money(forecast))
    judged = judge_saving(row, rules(), INDICATOR_STYLES)
    assert judged.status is not None
    assert (judged.delivery, judged.status.style) == (None if delivery is None else Decimal(delivery), status)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (
            {"budget": number(1000), "forecast": number("1050.01")},
            "Forecast £1,050.01 less budget £1,000: £50.01 (5.001% of budget), adverse; more than 5%: Red; threshold assumed",
        ),
        (
            {"budget": number(1000), "forecast": number(1050)},
            "Forecast £1,050 less budget £1,000: £50 (5% of budget), adverse; at most 5% adverse: Amber; threshold assumed",
        ),
        (
            {"budget": number(0), "actual": number(3)},
            "Actual £3 less budget £0: £3, adverse; of a zero budget there is no percentage: Red; threshold assumed",
        ),
        ({"budget": number(5)}, "Neither a forecast nor an actual figure is given, so there is no variance: N/A."),
    ],
)
def test_a_reason_quotes_figures_and_rule(fields: dict[str, Any], reason: str) -> None:
    assert judge_budget_line(budget_line(**fields), rules(assumed=True), INDICATOR_STYLES).reason == reason


@pytest.mark.parametrize(
    ("sign", "budget", "stated", "kind", "variance", "direction"),
    [
        ("overspend_positive", "1000", "60", "", "60", "adverse"),
        ("underspend_positive", "1000", "60", "", "-60", "favourable"),
        ("underspend_positive", "1000", "-60", "", "60", "adverse"),
        ("overspend_positive", "-1000", "60", "Income", "60", "adverse"),
        ("overspend_positive", None, "-60", "", "-60", "favourable"),
        ("overspend_positive", "1000", "60", "Income", None, "unknown"),
        (None, "1000", "60", "", None, "unknown"),
    ],
)
def test_a_stated_variance_alone_is_read_by_the_declared_sign(  # noqa: PLR0917 - a table of cases
    sign: Sign, budget: str | None, stated: str, kind: str, variance: str | None, direction: str
) -> None:
    line = budget_line(budget=money(budget), variance=number(stated), kind=kind)
    judged = judge_budget_line(line, rules(sign), INDICATOR_STYLES)
    assert (judged.variance, judged.direction) == (None if variance is None else Decimal(variance), direction)
    assert judged.is_stated == (variance is not None)


@pytest.mark.parametrize(
    ("budget", "actual", "kind", "within", "at_end"),
    [
        ("1000", "400", "", "unknown", "favourable"),
        ("1000", "1100", "", "adverse", "adverse"),
        ("1000", "400", "Income", "unknown", "adverse"),
        ("-1000", "-400", "", "unknown", "adverse"),
        ("1000", "1000", "", "on_budget", "on_budget"),
    ],
)
def test_what_is_spent_to_date_says_nothing_until_it_exceeds_the_budget(
    budget: str, actual: str, kind: str, within: str, at_end: str
) -> None:
    line = budget_line(budget=number(budget), actual=number(actual), kind=kind)
    found = [judge_budget_line(line, rules(), INDICATOR_STYLES, within_year=each) for each in (True, False)]
    assert [judged.direction for judged in found] == [within, at_end]


def test_without_rules_there_is_a_variance_and_no_verdict() -> None:
    line = judge_budget_line(budget_line(budget=number(10), forecast=number(12)), None, INDICATOR_STYLES)
    assert (line.variance, line.percent, line.direction, line.status) == (Decimal(2), Decimal(20), Direction.ADVERSE, None)
    assert judge_saving(saving(target=number(4), forecast=number(1)), None, INDICATOR_STYLES).status is None


@given(AMOUNTS, AMOUNTS, st.sampled_from(["", "Income"]))
def test_the_sign_convention_never_changes_a_verdict(budget: Decimal, forecast: Decimal, kind: str) -> None:
    line = budget_line(budget=number(str(budget)), forecast=number(str(forecast)), kind=kind)
    first, second, third = (judge_budget_line(line, rules(sign), INDICATOR_STYLES) for sign in SIGNS)
    assert first == second == third


@given(AMOUNTS, AMOUNTS)
def test_stated_in_either_convention_a_line_comes_out_the_same(budget: Decimal, forecast: Decimal) -> None:
    variance = EXACT.subtract(forecast, budget)
    found = []
    for sign, stated in (("overspend_positive", variance), ("underspend_positive", -variance)):
        line = budget_line(budget=number(str(budget)), variance=number(str(stated)))
        judged = judge_budget_line(line, rules(sign), INDICATOR_STYLES)  # type: ignore[arg-type]
        found.append((judged.variance, judged.direction, judged.status and judged.status.style))
    assert found[0] == found[1]


@given(AMOUNTS, AMOUNTS)
def test_spending_and_income_of_the_same_figures_go_opposite_ways(budget: Decimal, forecast: Decimal) -> None:
    opposite = {Direction.ADVERSE: Direction.FAVOURABLE, Direction.FAVOURABLE: Direction.ADVERSE}
    figures: dict[str, Any] = {"budget": number(str(abs(budget) + 1)), "forecast": number(str(forecast))}
    spending, income = (
        judge_budget_line(budget_line(kind=kind, **figures), rules(), INDICATOR_STYLES) for kind in ("", "Income")
    )
    assert spending.variance == income.variance
    assert income.direction == opposite.get(spending.direction, spending.direction)
