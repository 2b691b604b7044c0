"""What an indicator's value has to reach, from its target and polarity; or why nothing can be said."""

from dataclasses import dataclass
from decimal import Decimal

from workbook_tools.findings import shorten
from workbook_tools.model.figures import Figure, FigureKind
from workbook_tools.model.service_return import Indicator
from workbook_tools.model.wording import say_figure
from workbook_tools.model.words import Polarity, TargetStatus
from workbook_tools.periods import Period
from workbook_tools.rules.comparison import figures_before
from workbook_tools.rules.margins import difference

NEEDED_POLARITY = {FigureKind.BELOW_LAST: Polarity.MINIMISE, FigureKind.ABOVE_LAST: Polarity.MAXIMISE}
BETTER = {Polarity.MAXIMISE: "higher is better", Polarity.MINIMISE: "lower is better", Polarity.RANGE: "nearer is better"}


@dataclass(frozen=True, slots=True)
class Miss:
    """By how much a goal is missed: a distance of zero or more from `bound`, and the words that go between the two."""

    distance: Decimal
    bound: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A value meets it from `low` to `high`, both inclusive unless `strict`; None leaves that side open.

    Attributes:
        low: the lower bound.
        high: the upper bound.
        text: "a target of 95%".
        named: "target", "the previous figure": what a miss is measured from.
        strict: whether a value on the bound misses the goal.
    """

    low: Decimal | None
    high: Decimal | None
    text: str
    named: str = "target"
    strict: bool = False

    def miss(self, value: Decimal) -> Miss | None:
        """By how much `value` misses the goal; None where it meets it."""
        for bound, short, words in ((self.low, -1, self._below), (self.high, 1, "above")):
            if bound is None:
                continue
            over = difference(value, bound) * short
            if over > 0 or (self.strict and over == 0):
                return Miss(abs(over), bound, f"{words} {self.named}")
        return None

    @property
    def _below(self) -> str:
        return "short of" if self.high is None else "below"


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Why a value is not held against a target; `status` is UNKNOWN or NO_TARGET."""

    status: TargetStatus
    reason: str


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


def find_goal(indicator: Indicator, period: Period) -> Goal | Unjudged:
    """The goal of an indicator in `period`, or why there is none.

    The value comes first: without a usable one the status is unknown, whatever the target. Then an indicator that is only for
    information, or has no target, has the status no_target. A target "<" or ">" is the latest earlier figure.
    """
    number = usable_value(indicator)
    if number is None:
        return Unjudged(TargetStatus.UNKNOWN, f"{_say_value_missing(indicator.value)}; {_say_target(indicator)}")
    value = say_figure(number, indicator.unit, indicator.unit_text)
    if indicator.polarity is Polarity.DATA_ONLY:
        return Unjudged(TargetStatus.NO_TARGET, f"{value} is for information only and is held against no target")
    if indicator.target.kind in {FigureKind.EMPTY, FigureKind.NOT_APPLICABLE}:
        return Unjudged(TargetStatus.NO_TARGET, f"{value}; {_say_target(indicator)}")
    obstacle = _say_obstacle(indicator)
    if obstacle:
        return Unjudged(TargetStatus.UNKNOWN, f"{value}, and {_say_target(indicator)}{obstacle}")
    bounds = bounds_of(indicator.target)
    if bounds is None:
        return _goal_from_last(indicator, period, value)
    low = None if indicator.polarity is Polarity.MINIMISE else bounds[0]
    high = None if indicator.polarity is Polarity.MAXIMISE else bounds[1]
    return Goal(low, high, _say_bounds(indicator, bounds))


def _say_obstacle(indicator: Indicator) -> str:
    """Why a value cannot be held against the target that stands there; "" where it can."""
    kind, polarity = indicator.target.kind, indicator.polarity
    if polarity is Polarity.UNKNOWN:
        return ", but which way is better is not stated"
    if kind in NEEDED_POLARITY:
        return "" if polarity is NEEDED_POLARITY[kind] else f", but for this indicator {BETTER[polarity]}"
    return "" if bounds_of(indicator.target) else ", so the value cannot be judged"


def _goal_from_last(indicator: Indicator, period: Period, value: str) -> Goal | Unjudged:
    """The goal of a target "<" or ">"."""
    earlier = figures_before(indicator.earlier, period)
    if not earlier:
        reason = f"{value}, and {_say_target(indicator)}, but there is no earlier figure for a period of the same length"
        return Unjudged(TargetStatus.UNKNOWN, reason)
    last, below = earlier[-1], indicator.target.kind is FigureKind.BELOW_LAST
    figure = f"{say_figure(last.number, indicator.unit, indicator.unit_text)} {last.when}"
    low, high = (None, last.number) if below else (last.number, None)
    return Goal(low, high, f"a target {'below' if below else 'above'} {figure}", "that figure", strict=True)


def _say_bounds(indicator: Indicator, bounds: tuple[Decimal, Decimal]) -> str:
    low, high = (say_figure(bound, indicator.unit, indicator.unit_text) for bound in bounds)
    return f"a target of {low}" if indicator.target.kind is FigureKind.NUMBER else f"a target of {low} to {high}"


def _say_value_missing(value: Figure) -> str:
    match value.kind:
        case FigureKind.EMPTY:
            return "No value is reported"
        case FigureKind.NOT_APPLICABLE:
            return f'The value is given as "{shorten(value.text)}"'
        case _:
            return f'The value "{shorten(value.text)}" is not a figure'


def _say_target(indicator: Indicator) -> str:
    target = indicator.target
    bounds = bounds_of(target)
    if bounds is not None:
        return _say_bounds(indicator, bounds).replace("a target of", "the target is", 1)
    match target.kind:
        case FigureKind.EMPTY:
            return "no target is set"
        case FigureKind.NOT_APPLICABLE:
            return f'no target is set ("{shorten(target.text)}")'
        case FigureKind.BELOW_LAST | FigureKind.ABOVE_LAST:
            word = "less" if target.kind is FigureKind.BELOW_LAST else "more"
            return f'the target "{shorten(target.text)}" asks for {word} than last time'
        case _:
            return f'the target "{shorten(target.text)}" is not understood'
