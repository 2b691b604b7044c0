"""Whether a figure has improved on earlier ones."""

from collections.abc import Mapping
from decimal import Decimal

from workbook_tools.findings import shorten
from workbook_tools.model.assessment import Verdict
from workbook_tools.model.scheme import Margin, Style, TrendRule
from workbook_tools.model.service_return import Indicator
from workbook_tools.model.wording import say_difference, say_figure, say_verdict
from workbook_tools.model.words import Polarity, Trend, Unit
from workbook_tools.periods import Period
from workbook_tools.rules.comparison import advantage, counts_as_same, find_comparison
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
        text = f' ("{shorten(indicator.value.text)}")' if indicator.value.text else ""
        return _verdict(Trend.NO_COMPARISON, f"There is no value for this period{text}", styles, assumed=False)
    if len(comparison.figures) < max(rule.at_least, 1):
        count = f", and {rule.at_least} figures are needed" if rule.at_least > 1 else ""
        reason = f"{_say(indicator, value)}, but {comparison.say_missing()}{count}"
        return _verdict(Trend.NO_COMPARISON, reason, styles, assumed=False)
    above = comparison.above(value)
    better = advantage(above, value, comparison, indicator.polarity, bounds_of(indicator.target))
    grounds = f"{_say(indicator, value)} against {comparison.say(indicator)}"
    if better is None:
        return _verdict(Trend.NO_COMPARISON, f"{grounds}, but {_undirected(indicator.polarity)}", styles, assumed=False)
    same = counts_as_same(above, comparison, rule.same_within, indicator.unit)
    if same and better and rule.same_within is not None:
        grounds += f", within the {_say_margin(rule.same_within, indicator)} that counts as the same"
    elif better or not same:
        grounds += f" ({BETTER[indicator.polarity]}{'' if better else ', both are equally near'})"
    trend = Trend.SAME if same or not better else Trend.IMPROVED if better > 0 else Trend.DECLINED
    return _verdict(trend, grounds, styles, assumed=rule.assumed)


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


def _verdict(trend: Trend, grounds: str, styles: Mapping[str, Style], *, assumed: bool) -> Verdict[Trend]:
    return Verdict(trend, str(trend), say_verdict(grounds, styles[trend].word, assumed=assumed), assumed)
