"""Whether a scheme's rules for budgets and savings hold together: known styles, bounds in order, an answer for every case."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from workbook_tools.model.scheme import SavingsRule, Scheme, VarianceRule
from workbook_tools.schemes.explain import place

Bounds = Sequence[Decimal | None]


def finance_problems(scheme: Scheme) -> Iterator[str]:
    """What is wrong with the rules for money, a sentence each, without the file's name."""
    if scheme.finance is None:
        return
    budgets, savings = scheme.finance.variance_status, scheme.finance.savings_status
    yield from _known_styles(scheme, "variance_status", budgets)
    yield from _known_styles(scheme, "savings_status", savings)
    yield from _bounds("variance_status", "adverse_at_most", [rule.adverse_at_most for rule in budgets], rising=True)
    yield from _bounds("savings_status", "delivered_at_least", [rule.delivered_at_least for rule in savings], rising=False)


def _known_styles(scheme: Scheme, table: str, rules: Sequence[VarianceRule | SavingsRule]) -> Iterator[str]:
    styles = scheme.styles.indicators
    for index, rule in enumerate(rules):
        if rule.status not in styles:
            path = place(("finance", table, index, "status"))
            yield f"{path} is '{rule.status}', which is no style of styles.indicators (known: {', '.join(styles)})."


def _bounds(table: str, key: str, bounds: Bounds, *, rising: bool) -> Iterator[str]:
    last = len(bounds) - 1
    for index, bound in enumerate(bounds):
        path = ("finance", table, index)
        if index == last and bound is not None:
            yield f"{place(path)} is the last rule and must have no condition, so that every case has a status."
        elif index < last and bound is None:
            yield f"{place(path)} has no condition, so the rules after it are never reached."
        if bound is not None and not (bound.is_finite() and bound >= 0):
            yield f"{place((*path, key))} is {bound}, but must be 0 or more."
    for index, (bound, following) in enumerate(pairwise(bounds), 1):
        if bound is not None and following is not None and (following <= bound if rising else following >= bound):
            more = "more" if rising else "less"
            yield f"{place(('finance', table, index, key))} is {following}, but must be {more} than {bound} of the rule before."
