"""Whether a figure has improved on earlier ones."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial

from workbook_tools.findings import shorten
from workbook_tools.model.assessment import Verdict
from workbook_tools.model.scheme import Margin, Style, TrendRule
from workbook_tools.model.service_return import Indicator
from workbook_tools.model.wording import say_difference, say_figure, say_verdict
from workbook_tools.model.words import Polarity, Trend, Unit
from workbook_tools.periods import Period
from workbook_tools.rules.comparison import Comparison, advantage, counts_as_same, find_comparison
from workbook_tools.rules.goals import BETTER, bounds_of, usable_value


def judge_trend(indicator: Indicator, period: Period, rule: TrendRule, styles: Mapping[str, Style]) -> Verdict[Trend]:
    """An indicator's value against its earlier figures, by its polarity.

    In a range the figure that is nearer to the target range has improved. Without a value, without enough earlier figures for
    periods of the same length, or where nothing says which way is better (data only, polarity not stated, a range without a
    target) there is no comparison, not even of equal figures; such a verdict rests on no threshold and is never assumed.

    Args:
        indicator: with its earlier figures.
        period: the period of its value.
        rule: what to compare with.
        styles: the scheme's words for trends.
    """
    comparison = find_comparison(indicator.earlier, period, rule.compare_with, rule.periods)
    value = usable_value(indicator)
    if value is None:
        return _verdict(Trend.NO_COMPARISON, partial(_say_no_value, indicator), styles)
    if len(comparison.figures) < max(rule.at_least, 1):
        return _verdict(Trend.NO_COMPARISON, partial(_say_too_few, indicator, value, comparison, rule.at_least), styles)
    above = comparison.above(value)
    better = advantage(above, value, comparison, indicator.polarity, bounds_of(indicator.target))
    if better is None:
        return _verdict(Trend.NO_COMPARISON, partial(_say_undirected, indicator, value, comparison), styles)
    same = counts_as_same(above, comparison, rule.same_within, indicator.unit)
    trend = Trend.SAME if same or not better else Trend.IMPROVED if better > 0 else Trend.DECLINED
    words = partial(_say_grounds, indicator, value, comparison, rule.same_within, better, same=same)
    return _verdict(trend, words, styles, assumed=rule.assumed)


def _say_no_value(indicator: Indicator) -> str:
    text = f' ("{shorten(indicator.value.text)}")' if indicator.value.text else ""
    return f"There is no value for this period{text}"


def _say_too_few(indicator: Indicator, value: Decimal, comparison: Comparison, at_least: int) -> str:
    count = f", and {at_least} figures are needed" if at_least > 1 else ""
    return f"{_say(indicator, value)}, but {comparison.say_missing()}{count}"


def _say_undirected(indicator: Indicator, value: Decimal, comparison: Comparison) -> str:
    return f"{_say_compared(indicator, value, comparison)}, but {_undirected(indicator.polarity)}"


def _say_grounds(
    indicator: Indicator, value: Decimal, comparison: Comparison, same_within: Margin | None, better: Decimal, *, same: bool
) -> str:
    grounds = _say_compared(indicator, value, comparison)
    if same and better and same_within is not None:
        return f"{grounds}, within the {_say_margin(same_within, indicator)} that counts as the same"
    if better or not same:
        return f"{grounds} ({BETTER[indicator.polarity]}{'' if better else ', both are equally near'})"
    return grounds


def _say_compared(indicator: Indicator, value: Decimal, comparison: Comparison) -> str:
    return f"{_say(indicator, value)} against {comparison.say(indicator)}"


def _undirected(polarity: Polarity) -> str:
    match polarity:
        case Polarity.DATA_ONLY:
            return "it is for information only"
        case Polarity.RANGE:
            return "there is no target for them to be near to"
        case _:
            return "which way is better is not stated"


def _say(indicator: Indicator, number: Decimal) -> str:
    return say_figure(number, indicator.unit, indicator.unit_text)


def _say_margin(margin: Margin, indicator: Indicator) -> str:
    if margin.measured_as == "percent":
        return say_figure(margin.amount, Unit.PERCENT)
    return say_difference(margin.amount, indicator.unit, indicator.unit_text)


def _verdict(
    trend: Trend, say_grounds: Callable[[], str], styles: Mapping[str, Style], *, assumed: bool = False
) -> Verdict[Trend]:
    """The verdict is worded when somebody asks why."""

    def words() -> str:
        return say_verdict(say_grounds(), styles[trend].word, assumed=assumed)

    return Verdict(trend, trend.value, words, assumed)
