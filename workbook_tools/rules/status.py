"""An indicator's value against its target, by a scheme's ordered rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbook_tools.model.assessment import Verdict
from workbook_tools.model.scheme import Margin, StatusRule, Style, meaning_of
from workbook_tools.model.service_return import Indicator
from workbook_tools.model.wording import say_difference, say_figure, say_percent, say_verdict
from workbook_tools.model.words import Polarity, TargetStatus, Unit
from workbook_tools.periods import Period
from workbook_tools.rules.comparison import advantage, find_comparison
from workbook_tools.rules.goals import BETTER, Goal, Miss, Unjudged, bounds_of, find_goal
from workbook_tools.rules.margins import applies, beyond, is_within


@dataclass(frozen=True, slots=True)
class Tested:
    """What testing a rule came to: whether it holds, words for a reason, and whether these say how far the target is missed."""

    holds: bool
    words: str = ""
    says_miss: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """An indicator with a value and a goal, and by how much it misses it; None where it meets it."""

    indicator: Indicator
    period: Period
    value: Decimal
    goal: Goal
    miss: Miss | None


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
    goal = find_goal(indicator, period)
    if isinstance(goal, Unjudged):
        return _unjudged(goal.status, goal.reason, styles)
    value = indicator.value.number or Decimal(0)  # a goal is found for a number only, so None does not occur
    case = Case(indicator, period, value, goal, goal.miss(value))
    tests: list[Tested] = []
    assumed = False
    for rule in rules:
        if not _is_for(rule, indicator.unit):
            continue
        tests.append(_test(rule, case))
        assumed = assumed or rule.assumed
        if tests[-1].holds:
            style = styles[rule.status]
            reason = say_verdict(_say_grounds(case, tests), style.word, assumed=assumed)
            return Verdict(TargetStatus(meaning_of(rule.status, style)), rule.status, reason, assumed)
    return _unjudged(
        TargetStatus.UNKNOWN, f"{_say_grounds(case, tests)}; no rule of the scheme applies", styles, assumed=assumed
    )


def _is_for(rule: StatusRule, unit: Unit) -> bool:
    if rule.units and unit not in rule.units:
        return False
    return rule.tolerance is None or applies(rule.tolerance, unit)


def _test(rule: StatusRule, case: Case) -> Tested:
    match rule.when:
        case "target_met":
            return Tested(case.miss is None)
        case "within_tolerance":
            return _test_tolerance(rule.tolerance, case)
        case "no_worse_than":
            return _test_no_worse(rule, case)
        case "otherwise":
            return Tested(holds=True)


def _test_tolerance(tolerance: Margin | None, case: Case) -> Tested:
    """A met target is within every tolerance; a miss is measured from the bound that is missed."""
    miss = case.miss
    if miss is None or tolerance is None:
        return Tested(miss is None)
    within = is_within(miss.distance, tolerance, miss.bound)
    if tolerance.measured_as == "percent" and not miss.bound:
        nothing = f"{say_figure(tolerance.amount, Unit.PERCENT)} of zero leaves no tolerance"
        return Tested(within, f"{_say_miss(miss, case, None)}, and {nothing}", says_miss=True)
    side = "within" if within else "outside"
    on_bound = beyond(miss.distance, tolerance, miss.bound) == 0
    edge = f", whose bound {'counts' if tolerance.inclusive else 'does not count'}" if on_bound else ""
    words = f"{_say_miss(miss, case, tolerance)}, {side} {_say_tolerance(tolerance, case)}{edge}"
    return Tested(within, words, says_miss=True)


def _test_no_worse(rule: StatusRule, case: Case) -> Tested:
    indicator = case.indicator
    comparison = find_comparison(indicator.earlier, case.period, rule.compare_with or "previous_period", rule.periods)
    if not comparison.figures:
        return Tested(holds=False, words=comparison.say_missing())
    better = advantage(case.value, comparison, indicator.polarity, bounds_of(indicator.target))
    holds = better is not None and better >= 0
    return Tested(holds, f"{'no worse' if holds else 'worse'} than {comparison.say(indicator)}")


def _say_grounds(case: Case, tests: Sequence[Tested]) -> str:
    """The figures, how far the target is missed (even where no tolerance was tested), and what each rule came to."""
    indicator = case.indicator
    direction = f" ({BETTER[Polarity.MINIMISE]})" if indicator.polarity is Polarity.MINIMISE else ""
    words = [test.words for test in tests if test.words]
    if case.miss is None:
        words.insert(0, "target met")
    elif not any(test.says_miss for test in tests):
        words.insert(0, _say_miss(case.miss, case, None))
    figures = f"{say_figure(case.value, indicator.unit, indicator.unit_text)} against {case.goal.text}{direction}"
    return f"{figures}: {'; '.join(words)}"


def _say_miss(miss: Miss, case: Case, tolerance: Margin | None) -> str:
    """As in "12.5% below target", measured as the tolerance is; without one in the row's own unit.

    Where the row itself is in percent: "short of target by 0.84% of it", so that the share is not taken for percentage points.
    """
    if not miss.distance:
        return f"no better than {case.goal.named}"
    if tolerance is not None and tolerance.measured_as == "percent":
        share = say_percent(miss.distance, miss.bound.copy_abs(), bound=tolerance.amount)
        whole = "it" if case.goal.low is None or case.goal.high is None else "its bound"
        return f"{miss.words} by {share} of {whole}" if case.indicator.unit is Unit.PERCENT else f"{share} {miss.words}"
    return f"{say_difference(miss.distance, case.indicator.unit, case.indicator.unit_text)} {miss.words}"


def _say_tolerance(tolerance: Margin, case: Case) -> str:
    if tolerance.measured_as == "percent":
        return f"the {say_figure(tolerance.amount, Unit.PERCENT)} tolerance"
    return f"the tolerance of {say_difference(tolerance.amount, case.indicator.unit, case.indicator.unit_text)}"


def _unjudged(
    status: TargetStatus, reason: str, styles: Mapping[str, Style], *, assumed: bool = False
) -> Verdict[TargetStatus]:
    key = status.value if status in styles else TargetStatus.UNKNOWN.value
    return Verdict(status, key, say_verdict(reason, styles[key].word, assumed=assumed), assumed)
