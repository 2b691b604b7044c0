"""Finance in one line: sums worked out by hand, over and under budget, what cannot be compared."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_assessment import AS_AT, scheme
from support_rows import budget_line, number, service_return
from workbook_tools.assess import assess
from workbook_tools.model.service_return import BudgetLine
from workbook_tools.model.wording import say_figure
from workbook_tools.model.words import Unit
from workbook_tools.writing.finance_line import say_finance
from workbook_tools.writing.summary_facts import SummaryFacts


def line(budget: str | None, forecast: str | None, actual: str | None = None, **fields: Any) -> BudgetLine:
    given = {"title": "Repairs"} | fields
    return budget_line(4, budget=number(budget), forecast=number(forecast), actual=number(actual), **given)


def said(*returns: list[BudgetLine]) -> str:
    judged = [assess(service_return(finance=tuple(lines)), scheme(), AS_AT) for lines in returns]
    return say_finance(SummaryFacts.of(judged, scheme(), AS_AT))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], ""),
        ([line("100", "105")], "a budget of £100 and a forecast of £105, which is £5 (5%) over budget."),
        ([line("100", "95.50")], "a budget of £100 and a forecast of £95.50, which is £4.50 (4.5%) under budget."),
        ([line("100", "100")], "a budget of £100 and a forecast of £100, which is on budget."),
        ([line("0", "7")], "a budget of £0 and a forecast of £7, which is £7 over budget."),
        ([line("-200", "-210")], "a budget of -£200 and a forecast of -£210, which is £10 (5%) under budget."),
        (
            [line("1200000.10", "1250000.20"), line("300000", "240000")],
            "a budget of £1,500,000.10 and a forecast of £1,490,000.20, which is £9,999.90 (0.67%) under budget.",
        ),
        ([line("100", None, "30")], "a budget of £100 and an actual figure of £30, which is £70 (70%) under budget."),
        (
            [line("100", None, "30"), line("100", "100", "10")],
            "a budget of £200 and forecasts and, where none is given, actual figures of £130, which is £70 (35%) under budget.",
        ),
        (
            [line("100", "105"), line("50", None), line(None, "9")],
            "a budget of £100 and a forecast of £105, which is £5 (5%) over budget; 2 of 3 budget lines have no variance.",
        ),
        ([line("100", None)], "1 budget line without both a budget and a forecast or actual figure."),
        (
            [line("100", "105"), line("50", "50"), line("150", "155", title="Total")],
            "a budget of £150 and a forecast of £155, which is £5 (3.33%) over budget.",
        ),
        ([line("150", "155", title="Total")], "a budget of £150 and a forecast of £155, which is £5 (3.33%) over budget."),
    ],
)
def test_one_line(lines: list[BudgetLine], expected: str) -> None:
    assert said(lines) == (f"Finance: {expected}" if expected else "")


def test_returns_are_added_up_each_without_its_own_totals() -> None:
    first = [line("100", "110"), line("100", "110", title="Grand total")]
    assert said(first, [line("50", "45", title="Total")]) == (
        "Finance: a budget of £150 and a forecast of £155, which is £5 (3.33%) over budget."
    )


PENCE = st.decimals(-(10**9), 10**9, places=2)


@given(st.lists(st.tuples(PENCE, PENCE), min_size=1, max_size=6))
def test_every_penny_counts(figures: list[tuple[Decimal, Decimal]]) -> None:
    text = said([line(str(budget), str(forecast)) for budget, forecast in figures])
    budget, forecast = (sum(column, Decimal(0)) for column in zip(*figures, strict=True))
    assert f"a budget of {say_figure(budget, Unit.GBP)} and a forecast of {say_figure(forecast, Unit.GBP)}, " in text
    wanted = "on budget" if budget == forecast else f"{say_figure(abs(forecast - budget), Unit.GBP)}"
    assert wanted in text.split(", which is ")[1]
    assert ("over" in text) == (forecast > budget)
