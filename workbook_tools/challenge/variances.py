"""Stated variances of budget lines against forecast less budget, by the sign convention that the scheme declares."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from workbook_tools import catalogue
from workbook_tools.findings import Finding
from workbook_tools.model.assessment import Assessment, BudgetAssessment
from workbook_tools.model.wording import say_figure
from workbook_tools.model.words import Unit
from workbook_tools.rules.finance import POSITIVE_IS
from workbook_tools.rules.margins import difference
from workbook_tools.rules.variance import is_positive_income, number_of

THOUSAND, A_THOUSAND_TIMES, A_THOUSANDTH = 1000, "a thousand times", "a thousandth of"
OVERSPEND, UNDERSPEND = "overspend_positive", "underspend_positive"


def variance_differs(assessment: Assessment) -> Iterator[Finding]:
    """Stated variances that are not forecast less budget: another amount, another sign, a thousand times as much.

    Without a declared sign, and on lines of income that are shown as positive, either sign is taken for right.
    """
    rules = assessment.scheme.finance
    sign = rules.variance_sign if rules else None
    for judged in assessment.finance:
        stated = number_of(judged.line.variance)
        if stated is None or judged.variance is None or judged.is_stated:
            continue
        either = sign is None or is_positive_income(judged.line)
        expected = -judged.variance if sign == UNDERSPEND and not either else judged.variance
        if either and stated * expected < 0:
            expected = -expected
        if finding := _finding(judged, stated, expected, sign):
            yield finding


def variance_sign_ambiguous(assessment: Assessment) -> Iterator[Finding]:
    """A return with stated variances, of a council that declares no sign, whose own figures show none or both."""
    rules = assessment.scheme.finance
    if rules is not None and rules.variance_sign is not None:
        return
    stated = [judged for judged in assessment.finance if number_of(judged.line.variance)]
    if not stated:
        return
    shown = Counter(_shown(judged) for judged in stated)
    if shown[OVERSPEND] and shown[UNDERSPEND]:
        why = f"{shown[OVERSPEND]} of them are forecast less budget, {shown[UNDERSPEND]} are budget less forecast"
    elif not shown[OVERSPEND] and not shown[UNDERSPEND]:
        why = "no line has a forecast that shows what its sign means"
    else:
        return
    first = stated[0].line
    yield catalogue.VARIANCE_SIGN_AMBIGUOUS.at(first.at("variance"), first.code, why=why)


def _shown(judged: BudgetAssessment) -> str:
    """The convention that a line's own figures show; "" for none."""
    stated, variance = number_of(judged.line.variance), judged.variance
    if stated is None or not variance or is_positive_income(judged.line):
        return ""
    return OVERSPEND if stated == variance else UNDERSPEND if stated == -variance else ""


def _finding(judged: BudgetAssessment, stated: Decimal, expected: Decimal, sign: str | None) -> Finding | None:
    line = judged.line
    off = difference(stated, expected)
    if not off:
        return None
    where, said = line.at("variance"), {"stated": _say(stated), "expected": _say(expected)}
    if sign is not None and not difference(stated, -expected):
        return catalogue.VARIANCE_SIGN.at(where, line.code, positive=POSITIVE_IS[sign], **said)
    if stated and abs(stated) == abs(expected) * THOUSAND:
        return catalogue.MONEY_FACTOR.at(where, line.code, times=A_THOUSAND_TIMES, **said)
    if stated and abs(stated) * THOUSAND == abs(expected):
        return catalogue.MONEY_FACTOR.at(where, line.code, times=A_THOUSANDTH, **said)
    return catalogue.VARIANCE_DIFFERS.at(where, line.code, difference=_say(off), **said)


def _say(amount: Decimal) -> str:
    return say_figure(amount, Unit.GBP)
