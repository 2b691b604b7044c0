"""Where an improvement action stands."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_changed import replace
from support_rows import action, figure, number
from support_scheme import ACTION_STYLES, PLAIN_ACTIONS, action_rule, action_rules, style
from workbook_tools.model.assessment import Verdict
from workbook_tools.model.figures import NO_DUE_DATE, DueDate, FigureKind
from workbook_tools.model.scheme import ActionRule, ActionRules
from workbook_tools.model.words import ActionStatus
from workbook_tools.periods import parse_period
from workbook_tools.rules.actions import Elapsed, elapsed_share, judge_action

COMPLETED, IN_PROGRESS, OVERDUE = ActionStatus.COMPLETED, ActionStatus.IN_PROGRESS, ActionStatus.OVERDUE
CHECK, CANCELLED, UNKNOWN = ActionStatus.CHECK_PROGRESS, ActionStatus.CANCELLED, ActionStatus.UNKNOWN

AS_AT = date(2023, 3, 31)
PLAIN = action_rules(*PLAIN_ACTIONS)
ONGOING = DueDate(ongoing=True, text="Ongoing")
DAY = timedelta(days=1)


def on(day: date) -> DueDate:
    return DueDate(date=day, text=f"{day:%d/%m/%Y}")


def judge(rules: ActionRules = PLAIN, as_at: date = AS_AT, **fields: Any) -> Verdict[ActionStatus]:
    if isinstance(fields.get("progress"), str):
        fields["progress"] = number(fields["progress"])
    return judge_action(action(**({"due": on(AS_AT)} | fields)), rules, ACTION_STYLES, as_at)


@pytest.mark.parametrize(
    ("due", "progress", "status"),
    [
        (on(AS_AT - DAY), "100", COMPLETED),
        (on(AS_AT - DAY), "99.99", OVERDUE),
        (on(AS_AT - DAY), "0", OVERDUE),
        (on(AS_AT), "99.99", IN_PROGRESS),
        (on(AS_AT + DAY), "0", IN_PROGRESS),
        (on(AS_AT + DAY), "100", COMPLETED),
        (ONGOING, "50", IN_PROGRESS),
        (DueDate(date=AS_AT - DAY, ongoing=True, text="March 2023 and ongoing"), "50", IN_PROGRESS),
        (NO_DUE_DATE, "50", IN_PROGRESS),
        (DueDate(text="31/09/2019"), "50", IN_PROGRESS),
        (on(AS_AT - DAY), "101", COMPLETED),
    ],
)
def test_progress_and_due_date(due: DueDate, progress: str, status: ActionStatus) -> None:
    verdict = judge(due=due, progress=progress)
    assert (verdict.status, verdict.style) == (status, status.value)


@pytest.mark.parametrize("due", [on(AS_AT - DAY), on(AS_AT + DAY), ONGOING, NO_DUE_DATE])
@pytest.mark.parametrize(
    "progress", [number(None), figure(FigureKind.NOT_APPLICABLE, "n/a"), figure(FigureKind.NOT_UNDERSTOOD, "half")]
)
def test_without_a_progress_figure_the_status_is_unknown_with_that_reason(due: DueDate, progress: Any) -> None:
    assumed = action_rules(*(replace_assumed(rule) for rule in PLAIN_ACTIONS))
    verdict = judge(assumed, due=due, progress=progress)
    assert (verdict.status, verdict.style, verdict.assumed) == (UNKNOWN, "unknown", False)
    assert verdict.reason.startswith("No progress figure is given")
    assert progress.text in verdict.reason


def replace_assumed(rule: ActionRule) -> ActionRule:
    return action_rule(
        rule.status,
        assumed=True,
        cancelled=rule.cancelled,
        past_due=rule.past_due,
        progress_at_least=rule.progress_at_least,
        progress_below=rule.progress_below,
    )


def test_a_rule_may_judge_by_the_date_alone() -> None:
    rules = action_rules(action_rule("overdue", past_due=True), action_rule("in_progress", past_due=False))
    assert judge(rules, due=on(AS_AT - DAY), progress=number(None)).status is OVERDUE
    assert judge(rules, due=on(AS_AT), progress=number(None)).status is IN_PROGRESS


@pytest.mark.parametrize(("progress", "status"), [("0", CANCELLED), ("100", CANCELLED)])
def test_cancelled(progress: str, status: ActionStatus) -> None:
    verdict = judge(cancelled=True, progress=progress, due=on(AS_AT - DAY))
    assert verdict.status is status
    assert verdict.reason == "The return says that the action was cancelled: Cancelled."


def test_a_heading_is_not_judged() -> None:
    verdict = judge(is_heading=True, due=NO_DUE_DATE, progress=number(None))
    assert verdict.status is UNKNOWN
    assert "introduces its sub-actions and is not judged itself" in verdict.reason


def test_no_rule_holds() -> None:
    verdict = judge(action_rules(action_rule("completed", progress_at_least=Decimal(100), assumed=True)), progress="50")
    assert (verdict.status, verdict.assumed) == (UNKNOWN, True)
    assert "no rule of the scheme applies" in verdict.reason


# ---- the as-at date itself -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("overdue", "day", "status"),
    [
        (True, AS_AT - DAY, OVERDUE),
        (True, AS_AT, OVERDUE),
        (True, AS_AT + DAY, IN_PROGRESS),
        (False, AS_AT - DAY, OVERDUE),
        (False, AS_AT, IN_PROGRESS),
        (False, AS_AT + DAY, IN_PROGRESS),
    ],
)
def test_due_on_the_as_at_date(day: date, status: ActionStatus, *, overdue: bool) -> None:
    rules = action_rules(*PLAIN_ACTIONS, overdue=overdue, assumed=True)
    verdict = judge(rules, due=on(day), progress="50")
    assert verdict.status is status
    assert verdict.assumed is (day == AS_AT)
    assert verdict.reason.endswith("threshold assumed") is verdict.assumed


@pytest.mark.parametrize("fields", [{"progress": "100"}, {"cancelled": True}, {"due": ONGOING}, {"progress": number(None)}])
def test_the_boundary_is_not_assumed_where_it_decides_nothing(fields: dict[str, Any]) -> None:
    rules = action_rules(*PLAIN_ACTIONS, overdue=True, assumed=True)
    assert not judge(rules, **fields).assumed


def test_a_published_boundary_is_not_assumed() -> None:
    assert not judge(action_rules(*PLAIN_ACTIONS, overdue=True), progress="50").assumed


# ---- which rules a verdict rests on ----------------------------------------------------------------------------------------

ASSUMED_OVERDUE = action_rules(
    action_rule("cancelled", cancelled=True, assumed=True),
    action_rule("completed", progress_at_least=Decimal(100)),
    action_rule("overdue", past_due=True, progress_below=Decimal(100), assumed=True),
    action_rule("in_progress", progress_below=Decimal(100)),
)


@pytest.mark.parametrize(
    ("fields", "assumed"),
    [
        ({"progress": "100"}, False),
        ({"progress": "50", "due": on(AS_AT - DAY)}, True),
        ({"progress": "50", "due": on(AS_AT + DAY)}, True),
        ({"cancelled": True}, True),
    ],
)
def test_assumed_where_an_assumed_rule_was_tested(fields: dict[str, Any], *, assumed: bool) -> None:
    verdict = judge(ASSUMED_OVERDUE, **fields)
    assert verdict.assumed is assumed
    assert verdict.reason.endswith("threshold assumed") is assumed


# ---- the elapsed share of the plan -----------------------------------------------------------------------------------------

PACE = (
    action_rule("completed", progress_at_least=Decimal(100)),
    action_rule("in_progress", of_elapsed_at_least=Decimal(100)),
    action_rule("check_progress", of_elapsed_at_least=Decimal(80)),
    action_rule("slipped", progress_below=Decimal(100)),
)
OWN = "its own time"
SLIPPED_STYLES = ACTION_STYLES | {"slipped": style("Slipped", means="check_progress")}


@pytest.mark.parametrize(
    ("as_at", "progress", "key"),
    [
        # six of twelve months have gone: exactly half
        (date(2019, 9, 30), "50", "in_progress"),
        (date(2019, 9, 30), "49.99", "check_progress"),
        (date(2019, 9, 30), "40", "check_progress"),
        (date(2019, 9, 30), "39.99", "slipped"),
        (date(2019, 10, 1), "50", "check_progress"),
        (date(2019, 4, 1), "0", "slipped"),
        (date(2019, 4, 1), "0.28", "in_progress"),
        (date(2019, 4, 1), "0.27", "check_progress"),
        (date(2020, 3, 31), "99.99", "check_progress"),
        (date(2020, 3, 31), "100", "completed"),
    ],
)
def test_progress_against_the_calendar(as_at: date, progress: str, key: str) -> None:
    given = action(due=on(date(2020, 3, 31)), progress=number(progress))
    assert judge_action(given, action_rules(*PACE), SLIPPED_STYLES, as_at).style == key


def test_a_third_of_the_plan_is_compared_exactly() -> None:
    rules = action_rules(*PACE, plan="action_dates")
    given = action(start=on(date(2021, 1, 1)), due=on(date(2021, 1, 30)), progress=number("33.3333333333"))
    for progress, key in (("33.33333333", "check_progress"), ("33.33333334", "in_progress")):
        judged = judge_action(replace(given, progress=number(progress)), rules, SLIPPED_STYLES, date(2021, 1, 10))
        assert judged.style == key


@pytest.mark.parametrize(
    ("start", "due", "as_at", "elapsed"),
    [
        (date(2021, 1, 1), date(2021, 1, 10), date(2020, 12, 31), Elapsed(0, 10, OWN)),
        (date(2021, 1, 1), date(2021, 1, 10), date(2021, 1, 1), Elapsed(1, 10, OWN)),
        (date(2021, 1, 1), date(2021, 1, 10), date(2021, 1, 10), Elapsed(10, 10, OWN)),
        (date(2021, 1, 1), date(2021, 1, 10), date(2022, 1, 1), Elapsed(10, 10, OWN)),
        (date(2021, 1, 1), date(2021, 1, 1), date(2021, 1, 1), Elapsed(1, 1, OWN)),
        (date(2021, 1, 2), date(2021, 1, 1), date(2021, 1, 1), None),
        (None, date(2021, 1, 1), date(2021, 1, 1), None),
        (date(2021, 1, 1), None, date(2021, 1, 1), None),
    ],
)
def test_elapsed_share_of_an_actions_own_plan(
    start: date | None, due: date | None, as_at: date, elapsed: Elapsed | None
) -> None:
    given = action(start=DueDate(date=start), due=DueDate(date=due))
    assert elapsed_share(given, action_rules(plan="action_dates"), as_at) == elapsed


def test_elapsed_share_of_the_financial_year() -> None:
    given = action(due=NO_DUE_DATE)
    assert elapsed_share(given, action_rules(), date(2021, 3, 31)) == Elapsed(372, 372, "the year 2020/21")
    assert elapsed_share(given, action_rules(), date(2021, 4, 1)) == Elapsed(1, 360, "the year 2021/22")
    assert elapsed_share(given, action_rules(), date(2020, 2, 29)) == Elapsed(319, 348, "the year 2019/20")
    assert elapsed_share(given, action_rules(), date(9999, 12, 31)) == Elapsed(279, 372, "the year 9999/00")


@pytest.mark.parametrize("year", [2018, 2019, 2020])  # 2019/20 has a leap day
@pytest.mark.parametrize(("month", "day", "level"), [(6, 30, 25), (9, 30, 50), (12, 31, 75)])
def test_a_quarter_of_every_year_has_gone_at_the_end_of_a_quarter(year: int, month: int, day: int, level: int) -> None:
    for progress, key in ((Decimal(level), "in_progress"), (Decimal(level) - Decimal("0.01"), "check_progress")):
        given = action(due=NO_DUE_DATE, progress=number(str(progress)))
        assert judge_action(given, action_rules(*PACE), SLIPPED_STYLES, date(year, month, day)).style == key


@pytest.mark.parametrize(
    ("as_at", "gone"), [(date(2019, 3, 31), 0), (date(2019, 9, 30), 180), (date(2020, 3, 31), 372), (date(2020, 4, 1), 360)]
)
def test_the_plan_year_is_that_of_the_return(as_at: date, gone: int) -> None:
    elapsed = elapsed_share(action(due=NO_DUE_DATE), action_rules(), as_at, parse_period("Q2 2019/20"))
    assert elapsed is not None
    assert (elapsed.gone, elapsed.plan) == (gone, "the year 2019/20")


def test_before_its_start_no_progress_is_asked_for() -> None:
    given = action(start=on(date(2021, 1, 1)), due=on(date(2021, 1, 10)), progress=number(0))
    judged = judge_action(given, action_rules(*PACE, plan="action_dates"), SLIPPED_STYLES, date(2020, 12, 31))
    assert judged.status is IN_PROGRESS


def test_a_plan_without_dates_keeps_no_pace() -> None:
    judged = judge_action(action(), action_rules(*PACE, plan="action_dates"), SLIPPED_STYLES, AS_AT)
    assert (judged.style, judged.status) == ("slipped", CHECK)
    assert "elapsed" not in judged.reason


# ---- reasons ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"progress": "100"}, "100% complete, due on the as-at date, 31 March 2023: Completed."),
        (
            {"progress": "75"},
            "75% complete, due on the as-at date, 31 March 2023, which does not count as overdue: In progress.",
        ),
        (
            {"progress": "75", "due": on(date(2022, 3, 31))},
            "75% complete, due 31 March 2022, which has passed as at 31 March 2023: Overdue.",
        ),
        ({"progress": "75", "due": ONGOING}, "75% complete, ongoing: In progress."),
        ({"progress": "75", "due": NO_DUE_DATE}, "75% complete, no due date: In progress."),
        (
            {"progress": "75", "due": DueDate(text="31/09/2019")},
            '75% complete, due "31/09/2019", which is not a date: In progress.',
        ),
        ({"progress": number(None), "due": on(date(2024, 3, 31))}, "No progress figure is given; due 31 March 2024: Unknown."),
    ],
)
def test_reason(fields: dict[str, Any], reason: str) -> None:
    assert judge(**fields).reason == reason


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        ("60", "at least the 50% of the year 2019/20 elapsed by 30 September 2019"),
        ("40", "at least 40% (80% of the 50% of the year 2019/20 elapsed by 30 September 2019)"),
        ("30", "less than 40% (80% of the 50% of the year 2019/20 elapsed by 30 September 2019)"),
    ],
)
def test_reason_quotes_the_elapsed_share(progress: str, words: str) -> None:
    given = action(progress=number(progress))
    assert words in judge_action(given, action_rules(*PACE), SLIPPED_STYLES, date(2019, 9, 30)).reason


def test_reason_quotes_bounds_of_progress() -> None:
    rules = action_rules(action_rule("in_progress", progress_at_least=Decimal(40), progress_below=Decimal(90)))
    assert judge(rules, progress="50", due=ONGOING).reason == "50% complete, at least 40%, less than 90%, ongoing: In progress."


# ---- for all dates ---------------------------------------------------------------------------------------------------------

days = st.integers(0, 1000).map(lambda offset: date(2022, 1, 1) + timedelta(days=offset))
shares = st.integers(0, 100).map(str)


@given(days, days, days, shares, st.booleans())
def test_once_overdue_always_overdue(due: date, first: date, second: date, progress: str, on_the_day: Any) -> None:
    rules = action_rules(*PLAIN_ACTIONS, overdue=on_the_day)
    earlier, later = (judge(rules, as_at, due=on(due), progress=progress).status for as_at in sorted((first, second)))
    assert earlier is later or (earlier, later) == (IN_PROGRESS, OVERDUE)


@given(days, days, shares, shares)
def test_more_progress_is_never_worse(due: date, as_at: date, first: str, second: str) -> None:
    rules = action_rules(*PACE)
    order = ["slipped", "check_progress", "in_progress", "completed"]
    less, more = (
        judge_action(action(due=on(due), progress=number(progress)), rules, SLIPPED_STYLES, as_at).style
        for progress in sorted((first, second), key=int)
    )
    assert order.index(less) <= order.index(more)
