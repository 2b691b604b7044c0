"""A scheme's rules for money in plain English."""

from collections.abc import Iterator

from workbook_tools.model.scheme import Declared, FinanceRules, Scheme

SIGNS = {
    "overspend_positive": "A positive stated variance is an overspend: forecast less budget.",
    "underspend_positive": "A positive stated variance is an underspend: budget less forecast.",
    None: "It is not declared whether a positive stated variance is an overspend.",
}
UNITS = {
    "pounds": "Money is in pounds unless the return says otherwise.",
    "thousands": "Money is in thousands of pounds unless the return says otherwise.",
}


def finance_rules(scheme: Scheme) -> Iterator[tuple[str, str, Declared]]:
    """Each rule with its topic and its words; none where the scheme has no rules for money."""
    rules = scheme.finance
    if rules is None:
        return
    yield "Budgets: stated figures", f"{SIGNS[rules.variance_sign]} {UNITS[rules.money_in]}", rules
    yield from (("Budgets: status", words, rule) for words, rule in _budgets(scheme, rules))
    yield from (("Savings: status", words, rule) for words, rule in _savings(scheme, rules))


def _budgets(scheme: Scheme, rules: FinanceRules) -> Iterator[tuple[str, Declared]]:
    for number, rule in enumerate(rules.variance_status):
        bound = rule.adverse_at_most
        favourable = "" if number else "the variance is favourable or nil, or "
        condition = (
            "in every other case with a budget and a variance, and for an adverse variance of a zero budget"
            if bound is None
            else f"{favourable}adverse by no more than {bound:f}% of the budget; exactly {bound:f}% is within"
        )
        yield f"{scheme.styles.indicators[rule.status].word}: {condition}.", rule


def _savings(scheme: Scheme, rules: FinanceRules) -> Iterator[tuple[str, Declared]]:
    for rule in rules.savings_status:
        bound = rule.delivered_at_least
        condition = (
            "in every other case with a target and a forecast or achieved saving"
            if bound is None
            else f"at least {bound:f}% of the target is forecast, or achieved where there is no forecast"
        )
        yield f"{scheme.styles.indicators[rule.status].word}: {condition}.", rule
