"""Budgets and savings by the scheme's rules: favourable or adverse, the share of the target, the status. Money is in pounds."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.model.assessment import BudgetAssessment, SavingAssessment, Verdict
from workbook_tools.model.scheme import FinanceRules, SavingsRule, Style, VarianceRule, meaning_of
from workbook_tools.model.service_return import BudgetLine, Saving
from workbook_tools.model.wording import say_figure, say_verdict
from workbook_tools.model.words import Direction, TargetStatus, Unit
from workbook_tools.rules.margins import EXACT, rounded
from workbook_tools.rules.variance import (
    ZERO,
    compared_with_budget,
    direction_of,
    is_part_of_budget,
    number_of,
    percent_of,
    say_share,
    stated_as_variance,
    variance_of,
)

NO_RULES = FinanceRules(source="")
POSITIVE_IS = {"overspend_positive": "an overspend", "underspend_positive": "an underspend", None: ""}
DIRECTION_WORDS = {
    Direction.FAVOURABLE: "favourable",
    Direction.ADVERSE: "adverse",
    Direction.ON_BUDGET: "on budget",
    Direction.UNKNOWN: "which cannot yet be called favourable or adverse",
}
Styles = Mapping[str, Style]


class _Measured(NamedTuple):
    """A variance with what it is judged by: the budget, which way it goes, all that in words."""

    variance: Decimal
    budget: Decimal | None
    direction: Direction
    grounds: str


def judge_budget_line(
    line: BudgetLine, rules: FinanceRules | None, styles: Styles, *, within_year: bool = False
) -> BudgetAssessment:
    """A budget line's variance, which way it goes, and its status; without rules there is no status.

    Args:
        line: in pounds.
        rules: the scheme's; None where it has none.
        styles: the scheme's words for target statuses, which are also those of budgets.
        within_year: whether the financial year goes on after the return's period, so that what is spent or received to date,
            as far as it does not exceed the budget, does not tell how the year will end.
    """
    rules = rules or NO_RULES
    worked_out, stated = variance_of(line), stated_as_variance(line, rules)
    variance = stated if worked_out is None else worked_out
    if variance is None:
        return _without_variance(line, rules, styles)
    budget, direction = number_of(line.budget), direction_of(line, variance)
    if within_year and worked_out is not None and is_part_of_budget(line):
        direction = Direction.UNKNOWN
    bounds = [rule.adverse_at_most for rule in rules.variance_status if rule.adverse_at_most is not None]
    share = f" ({say_share(variance, abs(budget), bounds)} of budget)" if budget and variance else ""
    words = _say_stated(line, rules) if worked_out is None else _say_variance(line, variance)
    grounds = f"{words}{share}, {DIRECTION_WORDS[direction]}"
    status = _variance_status(_Measured(variance, budget, direction, grounds), rules, styles)
    reason = status.reason if status else f"{grounds}."
    percent = percent_of(variance, abs(budget)) if budget else None
    return BudgetAssessment(line, variance, reason, percent, direction, status, worked_out is None)


def judge_saving(saving: Saving, rules: FinanceRules | None, styles: Styles) -> SavingAssessment:
    """The share of a saving's target that is delivered, and its status; without rules there is no status.

    Forecast and target with the same sign deliver, whichever that is: a council may show savings as negative.
    """
    rules = rules or NO_RULES
    target, forecast, achieved = (number_of(figure) for figure in (saving.target, saving.forecast, saving.achieved))
    delivered, name = (forecast, "Forecast") if forecast is not None else (achieved, "Achieved")
    if not target:
        words = "No target is given" if target is None else "The target is zero"
        return _saving_without(saving, f"{words}, so there is no share of it", TargetStatus.NO_TARGET, rules, styles)
    if delivered is None:
        words = "Neither a forecast nor an achieved saving is given"
        return _saving_without(saving, words, TargetStatus.UNKNOWN, rules, styles)
    towards = delivered if target > 0 else ZERO - delivered
    bounds = [rule.delivered_at_least for rule in rules.savings_status if rule.delivered_at_least is not None]
    share = say_share(towards, abs(target), bounds)
    grounds = f"{name} {_say(delivered)} of a target of {_say(target)}: {share} delivered"
    status = _savings_status(towards, abs(target), grounds, rules, styles)
    return SavingAssessment(saving, percent_of(towards, abs(target)), status.reason if status else f"{grounds}.", status)


def _without_variance(line: BudgetLine, rules: FinanceRules, styles: Styles) -> BudgetAssessment:
    if number_of(line.budget) is None:
        key, words = TargetStatus.NO_TARGET, "No budget is given, so there is no variance"
    else:
        key, words = TargetStatus.UNKNOWN, "Neither a forecast nor an actual figure is given, so there is no variance"
    status = _plain_verdict(key, words, styles) if rules.variance_status else None
    return BudgetAssessment(line, None, status.reason if status else f"{words}.", status=status)


def _saving_without(saving: Saving, words: str, key: TargetStatus, rules: FinanceRules, styles: Styles) -> SavingAssessment:
    status = _plain_verdict(key, words, styles) if rules.savings_status else None
    return SavingAssessment(saving, None, status.reason if status else f"{words}.", status)


def _plain_verdict(status: TargetStatus, words: str, styles: Styles) -> Verdict[TargetStatus]:
    style = styles.get(status) or styles[TargetStatus.UNKNOWN]
    return Verdict(status, status.value, say_verdict(words, style.word, assumed=False))


def _variance_status(measured: _Measured, rules: FinanceRules, styles: Styles) -> Verdict[TargetStatus] | None:
    """The first rule that holds decides; the verdict is assumed where any rule tested on the way to it is."""
    if not rules.variance_status:
        return None
    if measured.direction is Direction.UNKNOWN:
        return _plain_verdict(TargetStatus.UNKNOWN, measured.grounds, styles)
    if measured.direction is not Direction.ADVERSE:
        first = rules.variance_status[0]
        return _verdict(first, measured.grounds, styles, assumed=first.assumed)
    if measured.budget is None:
        words = f"{measured.grounds}; without a budget there is no percentage of it"
        return _plain_verdict(TargetStatus.NO_TARGET, words, styles)
    return _adverse_status(abs(measured.variance), abs(measured.budget), measured.grounds, rules, styles)


def _adverse_status(
    adverse: Decimal, budget: Decimal, grounds: str, rules: FinanceRules, styles: Styles
) -> Verdict[TargetStatus] | None:
    assumed, said = False, ""
    for rule in rules.variance_status:
        assumed, bound = assumed or rule.assumed, rule.adverse_at_most
        if bound is None:
            return _verdict(rule, grounds + said, styles, assumed=assumed)
        if budget and _above(adverse, bound, budget) <= 0:
            return _verdict(rule, f"{grounds}; at most {_say_bound(bound)} adverse", styles, assumed=assumed)
        said = f"; more than {_say_bound(bound)}" if budget else "; of a zero budget there is no percentage"
    return None


def _savings_status(
    towards: Decimal, target: Decimal, grounds: str, rules: FinanceRules, styles: Styles
) -> Verdict[TargetStatus] | None:
    assumed, said = False, ""
    for rule in rules.savings_status:
        assumed, bound = assumed or rule.assumed, rule.delivered_at_least
        if bound is None:
            return _verdict(rule, grounds + said, styles, assumed=assumed)
        if _above(towards, bound, target) >= 0:
            return _verdict(rule, f"{grounds}; at least {_say_bound(bound)}", styles, assumed=assumed)
        said = f"; less than {_say_bound(bound)}"
    return None


def _verdict(rule: VarianceRule | SavingsRule, grounds: str, styles: Styles, *, assumed: bool) -> Verdict[TargetStatus]:
    style = styles[rule.status]
    reason = say_verdict(grounds, style.word, assumed=assumed)
    return Verdict(TargetStatus(meaning_of(rule.status, style)), rule.status, reason, assumed)


def _above(amount: Decimal, percent: Decimal, whole: Decimal) -> Decimal:
    """By how much an amount exceeds a share of a whole; exact, then rounded as it is compared with zero."""
    return rounded(EXACT.subtract(amount, EXACT.multiply(percent, whole).scaleb(-2, context=EXACT)))


def _say_variance(line: BudgetLine, variance: Decimal) -> str:
    compared, name = compared_with_budget(line)
    return f"{name} {_say(compared or ZERO)} less budget {_say(number_of(line.budget) or ZERO)}: {_say(variance)}"


def _say_stated(line: BudgetLine, rules: FinanceRules) -> str:
    """A stated variance and what its sign means."""
    stated = number_of(line.variance) or ZERO
    return f"Stated variance {_say(stated)}, where a positive one is {POSITIVE_IS[rules.variance_sign]}"


def _say(amount: Decimal) -> str:
    return say_figure(amount, Unit.GBP)


def _say_bound(percent: Decimal) -> str:
    return say_figure(percent, Unit.PERCENT)
