"""Finance in one line: budget, forecast and variance of all budget lines together, in plain words."""

from collections.abc import Sequence
from decimal import Decimal

from workbook_tools.model.assessment import BudgetAssessment
from workbook_tools.model.figures import FigureKind
from workbook_tools.model.wording import say_count, say_figure, say_percent
from workbook_tools.model.words import Unit
from workbook_tools.rules.margins import total
from workbook_tools.rules.totals import is_total
from workbook_tools.writing.summary_facts import SummaryFacts


def say_finance(facts: SummaryFacts) -> str:
    """Such as "Finance: a budget of £100 and a forecast of £105, which is £5 (5%) over budget."; "" without budget lines.

    Only lines that have a variance are added up; where a return has several lines, those that sum up others are left out.
    """
    lines = [line for assessment in facts.assessments for line in _without_totals(assessment.finance)]
    known = [(line, line.variance, line.line.budget.number or Decimal(0)) for line in lines if line.variance is not None]
    if not lines:
        return ""
    if not known:
        return f"Finance: {say_count(len(lines), 'budget line')} without both a budget and a forecast or actual figure."
    budget, variance = total(tuple(each[2] for each in known)), total(tuple(each[1] for each in known))
    compared = say_figure(total((budget, variance)), Unit.GBP)
    without = len(lines) - len(known)
    rest = (
        f"; {without} of {say_count(len(lines), 'budget line')} {'has' if without == 1 else 'have'} no variance"
        if without
        else ""
    )
    name = _name([line for line, _, _ in known])
    sums = f"a budget of {say_figure(budget, Unit.GBP)} and {name} of {compared}"
    return f"Finance: {sums}, {_say_variance(variance, budget)}{rest}."


def _without_totals(finance: Sequence[BudgetAssessment]) -> list[BudgetAssessment]:
    return [line for line in finance if len(finance) == 1 or not is_total(line.line)]


def _name(lines: Sequence[BudgetAssessment]) -> str:
    """What the budgets are compared with."""
    forecast = [line.line.forecast.kind is FigureKind.NUMBER for line in lines]
    if all(forecast):
        return "a forecast"
    return "forecasts and, where none is given, actual figures" if any(forecast) else "an actual figure"


def _say_variance(variance: Decimal, budget: Decimal) -> str:
    if not variance:
        return "which is on budget"
    share = f" ({say_percent(abs(variance), abs(budget))})" if budget else ""
    return f"which is {say_figure(abs(variance), Unit.GBP)}{share} {'over' if variance > 0 else 'under'} budget"
