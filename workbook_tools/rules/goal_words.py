"""An indicator's goal in words, or why it has none: for the reasons of its verdict."""

from decimal import Decimal

from workbook_tools.findings import shorten
from workbook_tools.model.figures import Figure, FigureKind
from workbook_tools.model.service_return import Indicator
from workbook_tools.model.wording import say_figure
from workbook_tools.model.words import Polarity
from workbook_tools.rules.goals import BETTER, NEEDED_POLARITY, Goal, Miss, Unjudged, bounds_of


def say_number(number: Decimal, indicator: Indicator) -> str:
    """A number in the unit of an indicator."""
    return say_figure(number, indicator.unit, indicator.unit_text)


def say_goal(goal: Goal, indicator: Indicator) -> str:
    """As in "a target of 95%"."""
    bounds = bounds_of(indicator.target)
    if goal.last is None:
        return "" if bounds is None else _say_bounds(indicator, bounds)
    side = "below" if indicator.target.kind is FigureKind.BELOW_LAST else "above"
    return f"a target {side} {say_number(goal.last.number, indicator)} {goal.last.when}"


def say_goal_name(goal: Goal) -> str:
    """What a miss is measured from."""
    return "target" if goal.last is None else "that figure"


def say_side(miss: Miss, goal: Goal) -> str:
    """As in "short of target", "above target": what goes between a distance and the bound."""
    side = "above" if miss.is_above else "short of" if goal.high is None else "below"
    return f"{side} {say_goal_name(goal)}"


def say_unjudged(why: Unjudged, indicator: Indicator) -> str:
    """Why a value is not held against a target, with both."""
    target = _say_target(indicator)
    if why is Unjudged.NO_VALUE:
        return f"{_say_value_missing(indicator.value)}; {target}"
    value = "" if indicator.value.number is None else say_number(indicator.value.number, indicator)
    match why:
        case Unjudged.FOR_INFORMATION:
            return f"{value} is for information only and is held against no target"
        case Unjudged.NO_TARGET:
            return f"{value}; {target}"
        case Unjudged.OBSTACLE:
            return f"{value}, and {target}{_say_obstacle(indicator)}"
        case Unjudged.NOTHING_EARLIER:
            return f"{value}, and {target}, but there is no earlier figure for a period of the same length"


def _say_obstacle(indicator: Indicator) -> str:
    """Why a value cannot be held against the target that stands there."""
    if indicator.polarity is Polarity.UNKNOWN:
        return ", but which way is better is not stated"
    if indicator.target.kind in NEEDED_POLARITY:
        return f", but for this indicator {BETTER[indicator.polarity]}"
    return ", so the value cannot be judged"


def _say_bounds(indicator: Indicator, bounds: tuple[Decimal, Decimal]) -> str:
    low = say_number(bounds[0], indicator)
    if indicator.target.kind is FigureKind.NUMBER:
        return f"a target of {low}"
    return f"a target of {low} to {say_number(bounds[1], indicator)}"


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
