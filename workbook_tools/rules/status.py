"""An indicator's value against its target, by a scheme's ordered rules, with the reason."""

from collections.abc import Mapping, Sequence

from workbook_tools.model.assessment import Verdict
from workbook_tools.model.scheme import Margin, StatusRule, Style, meaning_of
from workbook_tools.model.service_return import Indicator
from workbook_tools.model.wording import say_difference, say_figure, say_percent, say_verdict
from workbook_tools.model.words import Polarity, TargetStatus, Unit
from workbook_tools.periods import Period
from workbook_tools.rules.decisions import Decision, Tested, decide_target
from workbook_tools.rules.goal_words import say_goal, say_goal_name, say_number, say_side, say_unjudged
from workbook_tools.rules.goals import BETTER, Goal, Miss, Unjudged, case_of
from workbook_tools.rules.margins import beyond


def judge_target(
    indicator: Indicator, period: Period, rules: Sequence[StatusRule], styles: Mapping[str, Style]
) -> Verdict[TargetStatus]:
    """The status of an indicator's value against its target; the first rule that holds decides.

    Without a usable value the status is unknown, whatever the target; with one but without a target (or where the indicator is
    for information only) it is no_target. A target that is not understood, or an unstated polarity, leaves it unknown. The
    verdict is assumed where any rule tested on the way to it is.

    Args:
        indicator: with its earlier figures, which a target "<" or ">" and the rule "no_worse_than" need.
        period: the period of its value.
        rules: the scheme's, in order; those for other units, or with a margin in percentage points in a row that is not in
            percent, are passed over.
        styles: the scheme's words for target statuses.
    """
    decision = decide_target(case_of(indicator, period), rules)
    key, assumed = decision.style(styles), decision.assumed
    if isinstance(decision.goal, Unjudged):
        status, grounds = decision.goal.status, say_unjudged(decision.goal, indicator)
    else:
        status, grounds = TargetStatus.UNKNOWN, _say_grounds(indicator, decision, decision.goal)
        if decision.rule is None:
            grounds += "; no rule of the scheme applies"
        else:
            status = TargetStatus(meaning_of(key, styles[key]))
    return Verdict(status, key, say_verdict(grounds, styles[key].word, assumed=assumed), assumed)


def _say_grounds(indicator: Indicator, decision: Decision, goal: Goal) -> str:
    """The figures, how far the target is missed (even where no tolerance was tested), and what each rule came to."""
    direction = f" ({BETTER[Polarity.MINIMISE]})" if indicator.polarity is Polarity.MINIMISE else ""
    value = "" if indicator.value.number is None else say_number(indicator.value.number, indicator)
    words = [said for test in decision.tests if (said := _say_test(test, indicator, goal, decision.miss))]
    if decision.miss is None:
        words.insert(0, "target met")
    elif all(test.rule.when != "within_tolerance" or test.rule.tolerance is None for test in decision.tests):
        words.insert(0, _say_miss(decision.miss, indicator, goal, None))
    return f"{value} against {say_goal(goal, indicator)}{direction}: {'; '.join(words)}"


def _say_test(test: Tested, indicator: Indicator, goal: Goal, miss: Miss | None) -> str:
    """What a rule came to; "" where that goes without saying."""
    if test.comparison is not None:
        if not test.comparison.figures:
            return test.comparison.say_missing()
        return f"{'no worse' if test.holds else 'worse'} than {test.comparison.say(indicator)}"
    tolerance = test.rule.tolerance
    if test.rule.when != "within_tolerance" or miss is None or tolerance is None:
        return ""
    if tolerance.measured_as == "percent" and not miss.bound:
        nothing = f"{say_figure(tolerance.amount, Unit.PERCENT)} of zero leaves no tolerance"
        return f"{_say_miss(miss, indicator, goal, None)}, and {nothing}"
    side = "within" if test.holds else "outside"
    on_bound = beyond(miss.distance, tolerance, miss.bound) == 0
    edge = f", whose bound {'counts' if tolerance.inclusive else 'does not count'}" if on_bound else ""
    return f"{_say_miss(miss, indicator, goal, tolerance)}, {side} {_say_tolerance(tolerance, indicator)}{edge}"


def _say_miss(miss: Miss, indicator: Indicator, goal: Goal, tolerance: Margin | None) -> str:
    """As in "12.5% below target", measured as the tolerance is; without one in the row's own unit.

    Where the row itself is in percent: "short of target by 0.84% of it", so that the share is not taken for percentage points.
    """
    if not miss.distance:
        return f"no better than {say_goal_name(goal)}"
    side = say_side(miss, goal)
    if tolerance is not None and tolerance.measured_as == "percent":
        share = say_percent(miss.distance, miss.bound.copy_abs(), bound=tolerance.amount)
        whole = "it" if goal.low is None or goal.high is None else "its bound"
        return f"{side} by {share} of {whole}" if indicator.unit is Unit.PERCENT else f"{share} {side}"
    return f"{say_difference(miss.distance, indicator.unit, indicator.unit_text)} {side}"


def _say_tolerance(tolerance: Margin, indicator: Indicator) -> str:
    if tolerance.measured_as == "percent":
        return f"the {say_figure(tolerance.amount, Unit.PERCENT)} tolerance"
    return f"the tolerance of {say_difference(tolerance.amount, indicator.unit, indicator.unit_text)}"
