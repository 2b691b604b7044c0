"""The earlier figures that a figure is compared with, and how it stands to them.

Only periods of the same length are compared: a quarter is not held against a year.
"""

from dataclasses import dataclass
from decimal import Decimal

from workbook_tools.model.figures import Figure, Series
from workbook_tools.model.scheme import CompareWith, Margin
from workbook_tools.model.service_return import Indicator
from workbook_tools.model.wording import quotient, say_figure
from workbook_tools.model.words import Polarity
from workbook_tools.periods import Period, PeriodKind
from workbook_tools.rules.margins import EXACT, applies, difference, is_within, total

MOST_LISTED = 5  # periods named one by one in a reason


@dataclass(frozen=True, slots=True)
class Earlier:
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


@dataclass(frozen=True, slots=True)
class Comparison:
    """The earlier figures that were found of those looked for, oldest first.

    Attributes:
        figures: what was found; empty for nothing.
        looked_for: the periods looked for, oldest first.
        described: "the same period last year", "the mean of the last 3 periods".
    """

    figures: tuple[Earlier, ...]
    looked_for: tuple[Period, ...]
    described: str

    @property
    def sum(self) -> Decimal:
        """The exact sum of the figures found."""
        return total(tuple(figure.number for figure in self.figures))

    def say(self, indicator: Indicator) -> str:
        """The figure compared with and its period, a mean rounded to two decimals; `figures` must not be empty."""
        fewer = f", all there is {self.described}" if len(self.figures) < len(self.looked_for) else ""
        if len(self.figures) == 1:
            only = self.figures[0]
            return f"{say_figure(only.number, indicator.unit, indicator.unit_text)} {only.when}{fewer}"
        mean = say_figure(quotient(self.sum, Decimal(len(self.figures))), indicator.unit, indicator.unit_text)
        return f"{mean}, the mean of {', '.join(str(figure.period) for figure in self.figures)}{fewer}"

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
    found: dict[Period, Earlier] = {}
    for observation in series:
        number, of = observation.figure.number, observation.period
        if number is None:
            continue
        if of is None:
            found.setdefault(period.previous, Earlier(period.previous, number, observation.figure, stated=False))
        elif of.kind is period.kind and of < period:
            found[of] = Earlier(of, number, observation.figure)
    return tuple(found[of] for of in sorted(found))


def find_comparison(series: Series, period: Period, compare_with: CompareWith, periods: int = 1) -> Comparison:
    """The earlier figures that `compare_with` names; `periods` says of how many a mean is."""
    looked_for, described = _look_for(period, compare_with, periods)
    found = tuple(figure for figure in figures_before(series, period) if figure.period in looked_for)
    return Comparison(found, looked_for, described)


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
    value: Decimal, comparison: Comparison, polarity: Polarity, bounds: tuple[Decimal, Decimal] | None
) -> Decimal | None:
    """How much better `value` is than the earlier figures: positive, zero or negative, rounded as by `margins.rounded`.

    The size is that of sums, not of means: nothing is divided.

    Args:
        value: the current figure.
        comparison: with at least one figure.
        polarity: which way is better; in a range the figure that is nearer to `bounds` is.
        bounds: the target range, both inclusive; only needed for a range.

    Returns:
        None where nothing tells which is better: polarity data only or unknown, or a range without bounds.
    """
    count = Decimal(len(comparison.figures))
    now, then = EXACT.multiply(value, count), comparison.sum
    if polarity is Polarity.MAXIMISE:
        return difference(now, then)
    if polarity is Polarity.MINIMISE:
        return difference(then, now)
    if polarity is Polarity.RANGE and bounds is not None:
        low, high = (EXACT.multiply(bound, count) for bound in bounds)
        return difference(_outside(then, low, high), _outside(now, low, high))
    return None


def counts_as_same(value: Decimal, comparison: Comparison, margin: Margin | None, indicator: Indicator) -> bool:
    """Whether `value` equals the earlier figure (or mean), or is within `margin` of it."""
    count = len(comparison.figures)
    distance = abs(difference(EXACT.multiply(value, Decimal(count)), comparison.sum))
    if not distance:
        return True
    return margin is not None and applies(margin, indicator.unit) and is_within(distance, margin, comparison.sum, count)


def _outside(number: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """How far a figure is outside of `low` to `high`; zero inside."""
    return max(EXACT.subtract(low, number), EXACT.subtract(number, high), Decimal(0))
