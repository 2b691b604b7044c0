"""Amounts of money against what stands beside them: their note, the other figures of the line, the other lines."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from workbook_tools import catalogue
from workbook_tools.challenge.variances import A_THOUSAND_TIMES, A_THOUSANDTH, THOUSAND
from workbook_tools.findings import Finding, Where
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.service_return import BudgetLine
from workbook_tools.model.wording import say_figure
from workbook_tools.model.words import Unit
from workbook_tools.rules.margins import total
from workbook_tools.rules.totals import is_total
from workbook_tools.rules.variance import ZERO, number_of

FEWEST_MORE_DIGITS = 2  # that a figure has before the point which is about a thousand times another
ABOUT = 2  # a figure is about a thousand times another between half of that and twice as much
_AMOUNT = re.compile(r"£ ?([0-9][0-9,]{0,20}(?:\.[0-9]{1,6})?) ?(k|m|million|thousand)?(?![a-z])", re.IGNORECASE)
POWERS = {"": 0, "k": 3, "thousand": 3, "m": 6, "million": 6}


def note_names_other_amount(assessment: Assessment) -> Iterator[Finding]:
    """Figures of money whose own note names an amount a thousand times as large or small, and not the figure itself."""
    for judged in assessment.indicators:
        row = judged.indicator
        if row.unit is Unit.GBP and "£" in row.note and row.value.number:
            yield from _against_note(row.note, (row.value.number,), row.at("value"), row.code)
    for line in assessment.finance:
        if "£" in line.line.note:
            amounts = tuple(amount for amount in (number_of(line.line.variance), line.variance) if amount)
            yield from _against_note(line.line.note, amounts, line.line.at("variance"), line.line.code)
    for saving in assessment.savings:
        row_of = saving.saving
        if "£" in row_of.note:
            amounts = tuple(a for a in map(number_of, (row_of.target, row_of.achieved, row_of.forecast)) if a)
            yield from _against_note(row_of.note, amounts, row_of.at("forecast"), row_of.code)


def money_units_mixed(assessment: Assessment) -> Iterator[Finding]:
    """Forecasts, and actual figures that are larger, about a thousand times their budget or less, where others are not.

    It is only asked, since a budget may well have grown so.
    """
    lines = [judged.line for judged in assessment.finance if number_of(judged.line.budget)]
    for field in ("forecast", "actual"):
        found = [(line, times) for line in lines if (times := _about_a_thousand(line, field))]
        compared = [line for line in lines if number_of(getattr(line, field))]
        if len(found) < len(compared):
            for line, times in found:
                yield _mixed(line, field, times)


def virements_not_nil(assessment: Assessment) -> Iterator[Finding]:
    """The virements of a return, totals among its lines left out, where they add up to anything but nil."""
    lines = [judged.line for judged in assessment.finance if number_of(judged.line.virement)]
    moved = [line for line in lines if not is_total(line)] or lines
    rest = total(tuple(number_of(line.virement) or ZERO for line in moved))
    if rest:
        yield catalogue.VIREMENTS_NOT_NIL.at(moved[0].at("virement"), moved[0].code, sum=_say(rest))


def saving_above(assessment: Assessment) -> Iterator[Finding]:
    """Savings of which more is forecast than the target, or more achieved than forecast; by amount, whatever the sign."""
    for judged in assessment.savings:
        row = judged.saving
        target, achieved, forecast = map(number_of, (row.target, row.achieved, row.forecast))
        if _exceeds(forecast, target):
            said = {"forecast": _say(forecast or ZERO), "target": _say(target or ZERO)}
            yield catalogue.SAVING_ABOVE_TARGET.at(row.at("forecast"), row.code, **said)
        if _exceeds(achieved, forecast):
            said = {"achieved": _say(achieved or ZERO), "forecast": _say(forecast or ZERO)}
            yield catalogue.SAVING_ABOVE_FORECAST.at(row.at("achieved"), row.code, **said)


def _exceeds(amount: Decimal | None, other: Decimal | None) -> bool:
    """Whether one amount goes beyond another: further up, or where the other is negative, further down."""
    if amount is None or other is None:
        return False
    return amount < other if other < 0 else amount > other


def _against_note(note: str, amounts: Sequence[Decimal], where: Where, code: str) -> Iterator[Finding]:
    """A finding for the first amount of the note that is exactly a thousand times one of these, or the other way round."""
    named = [(match[0], _amount(match)) for match in _AMOUNT.finditer(note)]
    own = {abs(amount) for amount in amounts}
    if own & {amount for _, amount in named}:
        return
    for text, amount in named:
        for figure in amounts:
            times = _times(amount, abs(figure))
            if times:
                yield catalogue.MONEY_NOTE_DIFFERS.at(where, code, figure=_say(figure), note=text.strip(), times=times)
                return


def _times(amount: Decimal, figure: Decimal) -> str:
    """What an amount that is not zero is of a figure, where that is exactly a thousand times or a thousandth; else ""."""
    if not amount:
        return ""
    return A_THOUSAND_TIMES if amount == figure * THOUSAND else A_THOUSANDTH if amount * THOUSAND == figure else ""


def _amount(match: re.Match[str]) -> Decimal:
    return Decimal(match[1].replace(",", "")).scaleb(POWERS[(match[2] or "").casefold()])


def _about_a_thousand(line: BudgetLine, field: str) -> str:
    """What a figure is of its budget, where that is about a thousand times or a thousandth; "" for anything else.

    Of an actual figure only the former counts, since little may have been spent so far.
    """
    budget, figure = number_of(line.budget), number_of(getattr(line, field))
    if not budget or not figure or abs(figure.adjusted() - budget.adjusted()) < FEWEST_MORE_DIGITS:
        return ""  # as nearly all
    if _is_about(abs(figure), abs(budget) * THOUSAND):
        return A_THOUSAND_TIMES
    return A_THOUSANDTH if field == "forecast" and _is_about(abs(figure) * THOUSAND, abs(budget)) else ""


def _is_about(amount: Decimal, other: Decimal) -> bool:
    return other <= amount * ABOUT and amount <= other * ABOUT


def _mixed(line: BudgetLine, field: str, times: str) -> Finding:
    figure, budget = number_of(getattr(line, field)) or ZERO, number_of(line.budget) or ZERO
    what = "The forecast" if field == "forecast" else "The actual figure"
    said = {"what": what, "figure": _say(figure), "budget": _say(budget), "times": times}
    return catalogue.MONEY_MIXED.at(line.at(field), line.code, **said)


def _say(amount: Decimal) -> str:
    return say_figure(amount, Unit.GBP)
