"""What an indicator's value has to reach, from its target and polarity; or why nothing can be said. Its words: `goal_words`."""

from decimal import Decimal
from enum import Enum

import msgspec

from workbook_tools.model.figures import Figure, FigureKind, Series
from workbook_tools.model.service_return import Indicator
from workbook_tools.model.words import Polarity, TargetStatus, Unit
from workbook_tools.periods import Period
from workbook_tools.rules.comparison import Earlier, figures_before
from workbook_tools.rules.margins import difference

NEEDED_POLARITY = {FigureKind.BELOW_LAST: Polarity.MINIMISE, FigureKind.ABOVE_LAST: Polarity.MAXIMISE}
BETTER = {Polarity.MAXIMISE: "higher is better", Polarity.MINIMISE: "lower is better", Polarity.RANGE: "nearer is better"}


class Case(msgspec.Struct, frozen=True, gc=False):
    """All of an indicator that its status against target rests on; a question "what if" changes one of these.

    Attributes:
        value: None where there is no usable one.
        earlier: needed for a target "<" or ">" and for rules that look back.
        period: that of the value.
    """

    value: Decimal | None
    target: Figure
    polarity: Polarity
    unit: Unit
    earlier: Series
    period: Period


class Miss(msgspec.Struct, frozen=True, gc=False):
    """By how much a goal is missed: a distance of zero or more from `bound`, and whether the value is above it."""

    distance: Decimal
    bound: Decimal
    is_above: bool


class Goal(msgspec.Struct, frozen=True, gc=False):
    """A value meets it from `low` to `high`, both inclusive unless it is to beat `last`; None leaves that side open.

    Attributes:
        low: the lower bound.
        high: the upper bound.
        last: the latest earlier figure, where the target is to be better than that: then a value on the bound misses the goal.
    """

    low: Decimal | None
    high: Decimal | None
    last: Earlier | None = None

    def miss(self, value: Decimal) -> Miss | None:
        """By how much `value` misses the goal; None where it meets it."""
        if self.low is not None:
            below = difference(self.low, value)
            if below > 0 or (self.last is not None and below == 0):
                return Miss(abs(below), self.low, is_above=False)
        if self.high is not None:
            above = difference(value, self.high)
            if above > 0 or (self.last is not None and above == 0):
                return Miss(abs(above), self.high, is_above=True)
        return None


class Unjudged(Enum):
    """Why a value is not held against a target."""

    NO_VALUE = "no value"
    FOR_INFORMATION = "for information"
    NO_TARGET = "no target"
    OBSTACLE = "obstacle"  # polarity and target do not go together, or one is not understood
    NOTHING_EARLIER = "nothing earlier"

    @property
    def status(self) -> TargetStatus:
        """UNKNOWN or NO_TARGET."""
        without = self in {Unjudged.FOR_INFORMATION, Unjudged.NO_TARGET}
        return TargetStatus.NO_TARGET if without else TargetStatus.UNKNOWN


def case_of(indicator: Indicator, period: Period) -> Case:
    """An indicator as a case; `period` is that of its value."""
    return Case(usable_value(indicator), indicator.target, indicator.polarity, indicator.unit, indicator.earlier, period)


def bounds_of(target: Figure) -> tuple[Decimal, Decimal] | None:
    """Lower and upper bound of a target, both inclusive; the same figure twice for a single one; None for any other kind."""
    if target.kind is FigureKind.NUMBER and target.number is not None:
        return target.number, target.number
    if target.kind is FigureKind.RANGE and target.low is not None and target.high is not None and target.low <= target.high:
        return target.low, target.high
    return None


def usable_value(indicator: Indicator) -> Decimal | None:
    """The value as a number; None for any other kind of figure."""
    return indicator.value.number if indicator.value.kind is FigureKind.NUMBER else None


def find_goal(case: Case) -> Goal | Unjudged:
    """The goal of a case, or why there is none.

    The value comes first: without a usable one the status is unknown, whatever the target. Then an indicator that is only for
    information, or has no target, has the status no_target. A target "<" or ">" is the latest earlier figure.
    """
    if case.value is None:
        return Unjudged.NO_VALUE
    if case.polarity is Polarity.DATA_ONLY:
        return Unjudged.FOR_INFORMATION
    if case.target.kind is FigureKind.EMPTY or case.target.kind is FigureKind.NOT_APPLICABLE:
        return Unjudged.NO_TARGET
    bounds = bounds_of(case.target)
    needed = NEEDED_POLARITY.get(case.target.kind)
    if case.polarity is Polarity.UNKNOWN or (bounds is None and needed is not case.polarity):
        return Unjudged.OBSTACLE
    if bounds is None:
        return _goal_from_last(case)
    low = None if case.polarity is Polarity.MINIMISE else bounds[0]
    high = None if case.polarity is Polarity.MAXIMISE else bounds[1]
    return Goal(low, high)


def _goal_from_last(case: Case) -> Goal | Unjudged:
    """The goal of a target "<" or ">"."""
    earlier = figures_before(case.earlier, case.period)
    if not earlier:
        return Unjudged.NOTHING_EARLIER
    last = earlier[-1]
    return Goal(None, last.number, last) if case.target.kind is FigureKind.BELOW_LAST else Goal(last.number, None, last)
