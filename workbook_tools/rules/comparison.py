"""The earlier figures that a figure is compared with, and how it stands to them.

Only periods of the same length are compared: a quarter is not held against a year.
"""

from decimal import Decimal
from functools import lru_cache

import msgspec

from workbook_tools.model.figures import Figure, Series
from workbook_tools.model.scheme import CompareWith, Margin
from workbook_tools.model.service_return import Indicator
from workbook_tools.model.wording import quotient, say_figure
from workbook_tools.model.words import Polarity, Unit
from workbook_tools.periods import Period, PeriodKind
from workbook_tools.rules.margins import EXACT, applies, difference, is_within, total

MOST_LISTED = 5  # periods named one by one in a reason
REMEMBERED = 64  # periods and rules whose earlier periods are kept: all rows of a return look for the same


class Earlier(msgspec.Struct, frozen=True, gc=False):
    """An earlier figure, as a number and as returned.

    `stated` is false where the return does not say of when, and the period before is taken.
    """

    period: Period
    number: Decimal
    figure: Figure
    stated: bool = True

    @property
    def when(self) -> str:
        """In words: "in Q2 2018/19", "on 31 March 2020"."""
        if not self.stated:
            return f"in the period before (taken as {self.period})"
        return f"{'on' if self.period.kind is PeriodKind.DAY else 'in'} {self.period}"


class Comparison(msgspec.Struct, frozen=True, gc=False):
    """The earlier figures that were found of those looked for, oldest first.

    Attributes:
        figures: what was found; empty for nothing.
        looked_for: the periods looked for, oldest first.
        described: "the same period last year", "the mean of the last 3 periods".
        sum: the exact sum of the figures found.
    """

    figures: tuple[Earlier, ...]
    looked_for: tuple[Period, ...]
    described: str
    sum: Decimal

    def above(self, value: Decimal) -> Decimal:
        """By how much `value` is above the figure (or mean) found, times the number of figures: nothing is divided."""
        return difference(self.times(value), self.sum)

    def times(self, number: Decimal) -> Decimal:
        """A number as often as there are figures, to be held against their sum."""
        count = len(self.figures)
        return number if count == 1 else EXACT.multiply(number, Decimal(count))

    def say(self, indicator: Indicator) -> str:
        """The figure compared with and its period, a mean rounded to two decimals; `figures` must not be empty."""
        fewer = f", all there is {self.described}" if len(self.figures) < len(self.looked_for) else ""
        if len(self.figures) == 1:
            only = self.figures[0]
            return f"{say_figure(only.number, indicator.unit, indicator.unit_text)} {only.when}{fewer}"
        mean = say_figure(quotient(self.sum, Decimal(len(self.figures))), indicator.unit, indicator.unit_text)
        return f"{mean}, the mean of {', '.join([str(figure.period) for figure in self.figures])}{fewer}"

    def say_missing(self) -> str:
        """What was looked for and not found."""
        found = {figure.period for figure in self.figures}
        missing = [str(period) for period in self.looked_for if period not in found]
        if len(missing) > MOST_LISTED:
            between = f"from {self.looked_for[0]} to {self.looked_for[-1]}"
            return f"there is no figure for {len(missing)} of the {len(self.looked_for)} periods {between} ({self.described})"
        return f"there is no figure for {', '.join(missing)} ({self.described})"


def figures_before(series: Series, period: Period) -> tuple[Earlier, ...]:
    """Usable figures of earlier periods as long as `period`, oldest first.

    One without a period is of the period just before, unless another figure says so of itself.
    """
    stated = (seen.period for seen in series if seen.period is not None)
    earlier = {of for of in stated if of.kind is period.kind and of < period}
    return _find(series, tuple(sorted({*earlier, period.previous})), period.previous)


def find_comparison(series: Series, period: Period, compare_with: CompareWith, periods: int = 1) -> Comparison:
    """The earlier figures that `compare_with` names; `periods` says of how many a mean is."""
    looked_for, described = _look_for(period, compare_with, periods)
    found = _find(series, looked_for, period.previous)
    return Comparison(found, looked_for, described, total([earlier.number for earlier in found]))


def _find(series: Series, wanted: tuple[Period, ...], before: Period) -> tuple[Earlier, ...]:
    """The figure of each period that is wanted, in that order; one without a period is of the period `before`.

    Of several for one period the last counts, and one that states it before one that does not.
    """
    found: dict[Period, Earlier] = {}
    for seen in series:
        number, of = seen.figure.number, seen.period
        if number is None:
            continue
        if of is None:
            if before in wanted:
                found.setdefault(before, Earlier(before, number, seen.figure, stated=False))
        elif of in wanted:
            found[of] = Earlier(of, number, seen.figure)
    return tuple([found[of] for of in wanted if of in found])


@lru_cache(REMEMBERED)
def _look_for(period: Period, compare_with: CompareWith, periods: int) -> tuple[tuple[Period, ...], str]:
    match compare_with:
        case "previous_period":
            return (period.previous,), "the previous period"
        case "same_period_last_year":
            return (period.same_period_last_year,), "the same period last year"
        case "mean_of_last":
            steps = range(periods, 0, -1)
            return tuple(period.back(step) for step in steps), f"for a mean of the last {periods} periods"
        case "mean_of_same_period":
            steps = range(periods, 0, -1)
            return tuple(period.same_period_back(step) for step in steps), f"for a mean of the same period over {periods} years"


def advantage(
    above: Decimal, value: Decimal, comparison: Comparison, polarity: Polarity, bounds: tuple[Decimal, Decimal] | None
) -> Decimal | None:
    """How much better `value` is than the earlier figures: positive, zero or negative, rounded as by `margins.rounded`.

    The size is that of sums, not of means: nothing is divided.

    Args:
        above: by how much it is above them, as `comparison` says.
        value: the current figure.
        comparison: with at least one figure.
        polarity: which way is better; in a range the figure that is nearer to `bounds` is.
        bounds: the target range, both inclusive; only needed for a range.

    Returns:
        None where nothing tells which is better: polarity data only or unknown, or a range without bounds.
    """
    if polarity is Polarity.MAXIMISE:
        return above
    if polarity is Polarity.MINIMISE:
        return above.copy_negate()
    if polarity is Polarity.RANGE and bounds is not None:
        low, high = map(comparison.times, bounds)
        return difference(_outside(comparison.sum, low, high), _outside(comparison.times(value), low, high))
    return None


def counts_as_same(above: Decimal, comparison: Comparison, margin: Margin | None, unit: Unit) -> bool:
    """Whether a value that is so much `above` the earlier figure (or mean) equals it, or is within `margin` of it."""
    if not above:
        return True
    if margin is None or not applies(margin, unit):
        return False
    return is_within(abs(above), margin, comparison.sum, len(comparison.figures))


def _outside(number: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """How far a figure is outside of `low` to `high`; zero inside."""
    return max(EXACT.subtract(low, number), EXACT.subtract(number, high), Decimal(0))
