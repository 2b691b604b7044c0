"""Where an improvement action stands, by a scheme's ordered rules over progress, due date and the calendar."""

import calendar
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

import msgspec

from workbook_tools.findings import shorten
from workbook_tools.model.assessment import Verdict
from workbook_tools.model.figures import DueDate, Figure, FigureKind
from workbook_tools.model.scheme import ActionRule, ActionRules, Style, meaning_of
from workbook_tools.model.service_return import Action
from workbook_tools.model.wording import quotient, say_date, say_figure, say_verdict
from workbook_tools.model.words import ActionStatus, Unit
from workbook_tools.periods import FIRST_MONTH, MONTHS_IN_YEAR, Period, PeriodKind
from workbook_tools.rules.margins import EXACT, difference

COMPLETE = Decimal(100)  # percent
REMEMBERED = 64  # days and periods whose elapsed share of the year is kept: it is the same for every action of a return


class Elapsed(msgspec.Struct, frozen=True, gc=False):
    """The part of a plan that has gone by: `gone` of `of` equal parts, 0 to all; the plan in words ("the year 2019/20")."""

    gone: int
    of: int
    plan: str


class Decision(msgspec.Struct, frozen=True, gc=False):
    """The rule that decides (None where none holds), all rules tested, itself among them, and whether one is assumed."""

    rule: ActionRule | None
    tested: Sequence[ActionRule]
    assumed: bool


def judge_action(
    action: Action, rules: ActionRules, styles: Mapping[str, Style], as_at: date, period: Period | None = None
) -> Verdict[ActionStatus]:
    """The status of an action as at a day; the first rule whose every condition holds decides.

    Where none holds the status is unknown; without a progress figure that is the reason, and rests on no threshold. A heading
    is not judged. Otherwise the verdict is assumed where any rule tested on the way to it is, or where an assumed boundary of
    "overdue" decides: the action is due on `as_at` itself and would get another status if that day counted the other way.

    Args:
        action: the action.
        rules: the scheme's rules for actions.
        styles: the scheme's words for action statuses.
        as_at: the last day that counts.
        period: of the return; a plan of a financial year is that of its end. Without it, that of `as_at`.
    """
    if action.is_heading:
        return _unknown("The row introduces its sub-actions and is not judged itself", styles, assumed=False)
    passed = is_past_due(action.due, as_at, on_the_day=rules.due_on_as_at.overdue)
    elapsed = elapsed_share(action, rules, as_at, period)
    decision = _decide(action, rules, elapsed, past_due=passed)
    assumed = decision.assumed
    if rules.due_on_as_at.assumed and action.due.date == as_at and not action.due.ongoing:
        assumed = assumed or _decide(action, rules, elapsed, past_due=not passed).rule != decision.rule
    if decision.rule is None:
        due = _say_due(action.due, as_at, told=True, on_the_day=rules.due_on_as_at.overdue)
        if _number(action.progress) is None:
            return _unknown(f"{_say_progress(action.progress)}; {due}", styles, assumed=False)
        return _unknown(f"{_say_progress(action.progress)}, {due}; no rule of the scheme applies", styles, assumed=assumed)
    style = styles[decision.rule.status]
    reason = say_verdict(_say_grounds(action, rules, decision, elapsed, as_at), style.word, assumed=assumed)
    return Verdict(ActionStatus(meaning_of(decision.rule.status, style)), decision.rule.status, reason, assumed)


def is_past_due(due: DueDate, as_at: date, *, on_the_day: bool) -> bool:
    """Whether a due date has passed; on the day itself as `on_the_day` says. Never while ongoing or without a date."""
    if due.ongoing or due.date is None:
        return False
    return due.date < as_at or (on_the_day and due.date == as_at)


def elapsed_share(action: Action, rules: ActionRules, as_at: date, period: Period | None = None) -> Elapsed | None:
    """The part of the plan elapsed as at a day, inclusive: none of it before its start, all of it after its end.

    The plan is the financial year that `period` ends in (without one, that of `as_at`), or goes from the action's start to its
    due date; None where these are not known or out of order. A financial year is twelve months and a day a part of its month,
    so that half of every year has gone on 30 September; an action's own time is counted in days.
    """
    if rules.plan == "financial_year":
        return _elapsed_of_year(as_at, period or Period(PeriodKind.DAY, as_at, as_at))
    start, end = action.start.date, action.due.date
    if start is None or end is None or end < start:
        return None
    return _elapsed((as_at - start).days + 1, (end - start).days + 1, "its own time")


@lru_cache(REMEMBERED)
def _elapsed_of_year(as_at: date, period: Period) -> Elapsed:
    months = (as_at.year - period.financial_year_start) * MONTHS_IN_YEAR + as_at.month - FIRST_MONTH
    days = calendar.monthrange(as_at.year, as_at.month)[1]
    return _elapsed(months * days + as_at.day, MONTHS_IN_YEAR * days, f"the year {period.financial_year_label}")


def _elapsed(gone: int, of: int, plan: str) -> Elapsed:
    return Elapsed(min(max(gone, 0), of), of, plan)


def _decide(action: Action, rules: ActionRules, elapsed: Elapsed | None, *, past_due: bool) -> Decision:
    tested: list[ActionRule] = []
    assumed = False
    for rule in rules.rules:
        if rule.cancelled is not None and rule.cancelled is not action.cancelled:
            continue
        tested.append(rule)
        assumed = assumed or rule.assumed
        if (rule.past_due is None or rule.past_due is past_due) and _has_progress(action, rule, elapsed):
            return Decision(rule, tested, assumed)
    return Decision(None, tested, assumed)


def _has_progress(action: Action, rule: ActionRule, elapsed: Elapsed | None) -> bool:
    """Whether the progress is what a rule asks for; a rule that asks for none holds without a figure."""
    at_least, below, of_elapsed = rule.progress_at_least, rule.progress_below, rule.of_elapsed_at_least
    if at_least is None and below is None and of_elapsed is None:
        return True
    progress = _number(action.progress)
    if progress is None:
        return False
    if at_least is not None and difference(progress, at_least) < 0:
        return False
    if below is not None and difference(progress, below) >= 0:
        return False
    return of_elapsed is None or (elapsed is not None and _keeps_pace(progress, elapsed, of_elapsed))


def _keeps_pace(progress: Decimal, elapsed: Elapsed, percent: Decimal) -> bool:
    """Whether progress is at least `percent` of the elapsed share, both sides multiplied by the length of the plan."""
    done, asked = EXACT.multiply(progress, Decimal(elapsed.of)), EXACT.multiply(percent, Decimal(elapsed.gone))
    return difference(done, asked) >= 0


def _number(figure: Figure) -> Decimal | None:
    return figure.number if figure.kind is FigureKind.NUMBER else None


def _say_grounds(action: Action, rules: ActionRules, decision: Decision, elapsed: Elapsed | None, as_at: date) -> str:
    if decision.rule is None or decision.rule.cancelled:
        return "The return says that the action was cancelled"
    told = any(rule.past_due is not None for rule in decision.tested)
    due = _say_due(action.due, as_at, told=told, on_the_day=rules.due_on_as_at.overdue)
    pace = _say_pace(action, decision, elapsed, as_at)
    return ", ".join([_say_progress(action.progress), *_say_bounds(action, decision.rule), *pace, due])


def _say_progress(progress: Figure) -> str:
    number = _number(progress)
    if number is not None:
        return f"{say_figure(number, Unit.PERCENT)} complete"
    text = f' (it says "{shorten(progress.text)}")' if progress.text else ""
    return f"No progress figure is given{text}"


def _say_bounds(action: Action, rule: ActionRule) -> list[str]:
    """The bounds of progress that decided, but for those that go without saying: at it, and less than all."""
    words = []
    if rule.progress_at_least is not None and rule.progress_at_least != _number(action.progress):
        words.append(f"at least {say_figure(rule.progress_at_least, Unit.PERCENT)}")
    if rule.progress_below is not None and rule.progress_below != COMPLETE:
        words.append(f"less than {say_figure(rule.progress_below, Unit.PERCENT)}")
    return words


def _say_pace(action: Action, decision: Decision, elapsed: Elapsed | None, as_at: date) -> list[str]:
    """What the last tested rule on the elapsed share asks for, and whether it got it; empty without such a rule."""
    asked = [rule.of_elapsed_at_least for rule in decision.tested if rule.of_elapsed_at_least is not None]
    progress = _number(action.progress)
    if not asked or elapsed is None or progress is None:
        return []
    side = "at least" if _keeps_pace(progress, elapsed, asked[-1]) else "less than"
    share = _say_share(COMPLETE, elapsed, progress)
    words = f"{share} of {elapsed.plan} elapsed by {say_date(as_at)}"
    if asked[-1] == COMPLETE:
        return [f"{side} the {words}"]
    return [f"{side} {_say_share(asked[-1], elapsed, progress)} ({say_figure(asked[-1], Unit.PERCENT)} of the {words})"]


def _say_share(percent: Decimal, elapsed: Elapsed, progress: Decimal) -> str:
    """`percent` of the elapsed share, never rounded onto the progress that it is compared with."""
    return say_figure(quotient(EXACT.multiply(percent, Decimal(elapsed.gone)), Decimal(elapsed.of), progress), Unit.PERCENT)


def _say_due(due: DueDate, as_at: date, *, told: bool, on_the_day: bool) -> str:
    """The due date; where `told`, also how it stands to the as-at date."""
    if due.ongoing:
        return "ongoing"
    if due.date is None:
        return f'due "{shorten(due.text)}", which is not a date' if due.text else "no due date"
    if due.date == as_at:
        side = f", which {'counts' if on_the_day else 'does not count'} as overdue" if told else ""
        return f"due on the as-at date, {say_date(as_at)}{side}"
    passed = f", which has passed as at {say_date(as_at)}" if told and due.date < as_at else ""
    return f"due {say_date(due.date)}{passed}"


def _unknown(reason: str, styles: Mapping[str, Style], *, assumed: bool) -> Verdict[ActionStatus]:
    key = ActionStatus.UNKNOWN
    return Verdict(key, key.value, say_verdict(reason, styles[key].word, assumed=assumed), assumed)
