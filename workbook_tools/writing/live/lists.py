"""What the formulas look up: single cells and small tables, each under a defined name of the workbook."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from workbook_tools.model.scheme import Declared, Margin, Scheme, TrendRule
from workbook_tools.model.words import Trend
from workbook_tools.periods import EARLIEST_YEAR, FIRST_MONTH, MONTHS_IN_YEAR, Period
from workbook_tools.writing.live import names
from workbook_tools.writing.live.names import Back

ListValue = str | Decimal | date

DECIMALS_COMPARED = Decimal(10)  # as in rules.margins
DIGITS_COMPARED = Decimal(13)
"""A cell holds 15 to 16 significant digits; the last of them are left to what a few steps in binary may add."""
BOUNDS = ("progress_at_least", "progress_below", "of_elapsed_at_least")
MEASURES = {
    "percent": "percent of the figure compared with",
    "percentage_points": "percentage points",
    "absolute": "row's unit",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A cell of the lists with a defined name of its own.

    Attributes:
        name: valid in Excel and unlike any cell address.
        words: what it is, for whoever reads the sheet.
        value: what stands in the cell; for a formula "".
        formula: with "="; "" where the cell holds a value. It may refer to named cells that come before it.
        rule: the rule that declares a threshold; None for what no scheme declares.
    """

    name: str
    words: str
    value: ListValue
    formula: str = ""
    rule: Declared | None = None


def named_values(scheme: Scheme, period: Period | None) -> tuple[Named, ...]:
    """Every single value that the formulas rest on, in an order in which each builds on those before.

    Args:
        scheme: the council's rules.
        period: of the return, whose end is the as-at date. None where the officer chooses it: then what depends on it are
            formulas over the defined name `Cover_period`, the cell of the cover with the period's label, and over the tables
            of `tables.period_table`.
    """
    dates = _chosen_period_values(scheme) if period is None else period_values(scheme, period, period.end)
    return (*dates, *_technical(), *thresholds(scheme), *_words(scheme))


def fixed_values(scheme: Scheme) -> tuple[Named, ...]:
    """What depends neither on the period nor on a threshold: how numbers are compared, and the scheme's words."""
    return (*_technical(), *_words(scheme))


def thresholds(scheme: Scheme) -> tuple[Named, ...]:
    """The scheme's thresholds for single rows, each with the rule that declares it; the bands of risks are a table."""
    return tuple(_thresholds(scheme))


def elapsed_months(period: Period, as_at: date | None = None) -> tuple[int, int]:
    """The part of a period's financial year that has gone by at a day, its end by default: so many of so many equal parts.

    The same parts as in `rules.actions`: days of the month that the day is in, twelve times. None of it before the year begins,
    all of it after its end.
    """
    day = as_at or period.end
    days = calendar.monthrange(day.year, day.month)[1]
    months = (day.year - period.financial_year_start) * MONTHS_IN_YEAR + day.month - FIRST_MONTH
    return min(max(months * days + day.day, 0), MONTHS_IN_YEAR * days), MONTHS_IN_YEAR * days


def label_of(back: Back, period: Period) -> str:
    """The label of an earlier period."""
    return str(period_of(back, period))


def period_of(back: Back, period: Period) -> Period:
    """The earlier period itself."""
    return period.same_period_back(back.steps) if back.in_years else period.back(back.steps)


def period_values(scheme: Scheme, period: Period, as_at: date) -> tuple[Named, ...]:
    """What depends on a return's period and on the last day that counts."""
    gone, whole = elapsed_months(period, as_at)
    return (
        Named("As_at", "Last day that counts", as_at),
        Named("Period_kind", "Length of the period", period.kind.value),
        Named("Elapsed_gone", "Part of the financial year that has gone by", Decimal(gone)),
        Named("Elapsed_of", "... of so many", Decimal(whole)),
        Named("Previous_end", "Last day of the period before", period.previous.end),
        *(
            Named(back.label, f"Period compared with: {back.words}", label_of(back, period))
            for back in names.periods_needed(scheme)
        ),
    )


def _chosen_period_values(scheme: Scheme) -> Iterator[Named]:
    words = "Row of the chosen period in the table of periods; 0 where none is chosen"
    yield Named("Period_row", words, "", "=IFERROR(MATCH(Cover_period,Periods_label,0),0)")
    yield _of_row("As_at", "Last day that counts", "Periods_end")
    yield _of_row("Period_kind", "Length of the period", "Periods_kind")
    yield _of_row("Elapsed_gone", "Part of the financial year that has gone by", "Periods_gone")
    yield _of_row("Elapsed_of", "... of so many", "Periods_of")
    yield _of_row("Previous_end", "Last day of the period before", "Periods_previous_end")
    for back in names.periods_needed(scheme):
        yield _of_row(back.label, f"Period compared with: {back.words}", back.column)


def _of_row(name: str, words: str, column: str) -> Named:
    return Named(name, words, "", f'=IF(Period_row=0,"",INDEX({column},Period_row))')


def _technical() -> Iterator[Named]:
    yield Named(
        "Decimals_compared", "Decimals that a difference is rounded to before it is compared with zero", DECIMALS_COMPARED
    )
    yield Named("Digits_compared", "Significant digits of figures that are compared", DIGITS_COMPARED)
    yield Named("Earliest_year", "First year of Excel's calendar", Decimal(EARLIEST_YEAR))


def _thresholds(scheme: Scheme) -> Iterator[Named]:
    for number, rule in enumerate(scheme.target_status, 1):
        if rule.tolerance is not None:
            words = f"Rule {number} for indicators ({scheme.styles.indicators[rule.status].word}): tolerance"
            yield _margin(names.tolerance(number), words, rule.tolerance, rule)
    for trend in ("short", "long"):
        yield from _trend_thresholds(trend, getattr(scheme.trend, trend))
    for number, action in enumerate(scheme.actions.rules, 1):
        for bound in BOUNDS:
            amount: Decimal | None = getattr(action, bound)
            if amount is not None:
                words = f"Rule {number} for actions ({scheme.styles.actions[action.status].word}): {bound.replace('_', ' ')}"
                yield Named(names.action_bound(number, bound), f"{words}, percent", amount, rule=action)


def _trend_thresholds(trend: str, rule: TrendRule | None) -> Iterator[Named]:
    if rule is None:
        return
    needed = Decimal(max(rule.at_least, 1))
    yield Named(names.at_least(trend), f"{trend.capitalize()} trend: earlier figures needed", needed, rule=rule)
    if rule.same_within is not None:
        words = f"{trend.capitalize()} trend: counts as the same within"
        yield _margin(names.same_within(trend), words, rule.same_within, rule)


def _margin(name: str, words: str, margin: Margin, rule: Declared) -> Named:
    return Named(name, f"{words}, {MEASURES[margin.measured_as]}", margin.amount, rule=rule)


def _words(scheme: Scheme) -> Iterator[Named]:
    """Words that a formula reaches by their meaning; those of statuses stand in tables."""
    movements = scheme.risks.movements if scheme.risks else scheme.styles.trends
    for key in Trend:
        yield Named(names.trend_word(key), f"Word for a trend: {key.replace('_', ' ')}", scheme.styles.trends[key].word)
    for key in Trend:
        yield Named(names.movement_word(key), f"Word for a risk's movement: {key.replace('_', ' ')}", movements[key].word)
