"""Which of a scheme's ordered rules decides on an indicator's value against its target. Its words: `status`."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from workbook_tools.model.scheme import StatusRule, Style
from workbook_tools.model.words import TargetStatus, Unit
from workbook_tools.rules.comparison import Comparison, advantage, find_comparison
from workbook_tools.rules.goals import Case, Goal, Miss, Unjudged, bounds_of, find_goal
from workbook_tools.rules.margins import applies, is_within


class Tested(msgspec.Struct, frozen=True, gc=False):
    """A rule that was tested, whether it holds, and the earlier figures that it looked at; None where it looked at none."""

    rule: StatusRule
    holds: bool
    comparison: Comparison | None = None


class Decision(msgspec.Struct, frozen=True, gc=False):
    """What a case comes to.

    Attributes:
        goal: what the value is held against, or why it is not.
        miss: by how much the goal is missed; None where it is met, or there is none.
        rule: the rule that decides; None where none holds.
        tests: the rules tested, in order, the one that decides among them.
        assumed: whether a tested rule is assumed.
    """

    goal: Goal | Unjudged
    miss: Miss | None = None
    rule: StatusRule | None = None
    tests: Sequence[Tested] = ()
    assumed: bool = False

    def style(self, styles: Mapping[str, Style]) -> str:
        """The key of the style that shows it; `styles` are those of target statuses."""
        if self.rule is not None:
            return self.rule.status
        key = self.goal.status.value if isinstance(self.goal, Unjudged) else TargetStatus.UNKNOWN.value
        return key if key in styles else TargetStatus.UNKNOWN.value


def decide_target(case: Case, rules: Sequence[StatusRule]) -> Decision:
    """What a case comes to, without words; as for `judge_target`."""
    goal = find_goal(case)
    if isinstance(goal, Unjudged):
        return Decision(goal)
    value = case.value or Decimal(0)  # a goal is found for a number only, so None does not occur
    miss = goal.miss(value)
    tests: list[Tested] = []
    assumed = False
    for rule in rules:
        if not _is_for(rule, case.unit):
            continue
        test = _test(rule, case, value, miss)
        tests.append(test)
        assumed = assumed or rule.assumed
        if test.holds:
            return Decision(goal, miss, rule, tests, assumed)
    return Decision(goal, miss, None, tests, assumed)


def _is_for(rule: StatusRule, unit: Unit) -> bool:
    if rule.units and unit not in rule.units:
        return False
    return rule.tolerance is None or applies(rule.tolerance, unit)


def _test(rule: StatusRule, case: Case, value: Decimal, miss: Miss | None) -> Tested:
    """A met target is within every tolerance; a miss is measured from the bound that is missed."""
    match rule.when:
        case "target_met":
            return Tested(rule, miss is None)
        case "within_tolerance":
            tolerance = rule.tolerance
            return Tested(rule, miss is None or (tolerance is not None and is_within(miss.distance, tolerance, miss.bound)))
        case "no_worse_than":
            comparison = find_comparison(case.earlier, case.period, rule.compare_with or "previous_period", rule.periods)
            if not comparison.figures:
                return Tested(rule, holds=False, comparison=comparison)
            better = advantage(comparison.above(value), value, comparison, case.polarity, bounds_of(case.target))
            return Tested(rule, better is not None and better >= 0, comparison)
        case "otherwise":
            return Tested(rule, holds=True)
