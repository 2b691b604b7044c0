"""Notice, retention and exempt paragraphs: each side of every bound, weekends, bank holidays, changes of the law."""

from collections.abc import Collection
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from support_meetings import ENGLAND, SCOTLAND, WALES, notice, rules_with
from workbook_tools.model.scheme import MeetingRules, Papers
from workbook_tools.rules.notice import assess_notice, exempt_paragraph, keep_until, latest_publication
from workbook_tools.schemes.bank_holidays import bank_holidays

THURSDAY = date(2023, 10, 26)  # the meeting of the Audit and Scrutiny Committee
DAYS = st.dates(date(2018, 1, 1), date(2028, 12, 31))
HOLIDAYS = bank_holidays("Scotland", date(2017, 1, 1), date(2029, 12, 31))
WORKING_DAYS = rules_with(notice(3))
EVERY_DAY = rules_with(notice(3), days=())


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("published", "meeting", "clear_days", "late"),
    [
        # a week without a holiday: Thursday 26 October 2023
        ("2023-10-27", "2023-10-26", 0, True),  # after the meeting
        ("2023-10-26", "2023-10-26", 0, True),  # on its day
        ("2023-10-25", "2023-10-26", 0, True),
        ("2023-10-24", "2023-10-26", 1, True),
        ("2023-10-23", "2023-10-26", 2, True),
        ("2023-10-22", "2023-10-26", 3, False),  # Sunday
        ("2023-10-21", "2023-10-26", 3, False),  # Saturday
        ("2023-10-20", "2023-10-26", 3, False),  # Friday
        ("2023-10-19", "2023-10-26", 4, False),
        # over a weekend: Monday
        ("2023-10-20", "2023-10-23", 0, True),
        ("2023-10-18", "2023-10-23", 2, True),
        ("2023-10-17", "2023-10-23", 3, False),
        # over Christmas and the New Year in Scotland, 25 and 26 December, 1 and 2 January
        ("2023-12-22", "2024-01-03", 3, False),
        ("2023-12-26", "2024-01-03", 3, False),
        ("2023-12-27", "2024-01-03", 2, True),
        # a holiday on a weekend: 25 and 26 December 2021 are Saturday and Sunday, the Monday and Tuesday stand in
        ("2021-12-23", "2021-12-30", 2, True),
        ("2021-12-22", "2021-12-30", 3, False),
        # a day that was a holiday once: the coronation, Monday 8 May 2023
        ("2023-05-03", "2023-05-10", 3, False),
        ("2023-05-04", "2023-05-10", 2, True),
        ("2022-05-05", "2022-05-11", 3, False),  # the same week a year before
    ],
)
def test_clear_days_in_scotland(published: str, meeting: str, clear_days: int, *, late: bool) -> None:
    verdict = assess_notice(SCOTLAND, day(published), day(meeting), HOLIDAYS)
    assert (verdict.clear_days, verdict.required, verdict.late) == (clear_days, 3, late)


@pytest.mark.parametrize(
    ("nation", "meeting", "required", "section"),
    [
        (ENGLAND, "2002-09-30", 3, "100B(3)"),
        (ENGLAND, "2002-10-01", 5, "100B(3)"),
        (ENGLAND, "2026-03-05", 5, "100B(3)"),
        (WALES, "2019-12-19", 3, "100B(3)"),
        (WALES, "2021-04-30", 3, "100B(3)"),
        (WALES, "2021-05-01", 3, "100BA(3)"),
        (SCOTLAND, "2023-10-26", 3, "50B(3)"),
    ],
)
def test_the_law_of_the_day_of_the_meeting_holds(nation: MeetingRules, meeting: str, required: int, section: str) -> None:
    verdict = assess_notice(nation, day(meeting), day(meeting), ())
    assert (verdict.clear_days, verdict.required) == (0, required)
    assert f" Act 19{'73' if nation is SCOTLAND else '72'}, section {section}, asks for at least {required}: " in verdict.reason


MEETING = "the meeting on 26 October 2023"
IN_SCOTLAND = f"before {MEETING}; the Local Government (Scotland) Act 1973, section 50B(3), asks for at least 3"
IN_ENGLAND = f"before {MEETING}; the Local Government Act 1972, section 100B(3), asks for at least 5"
BY_THE_ACT = f"before {MEETING}; the Act, section 1, asks for at least 3"
ASSUMED_DAYS = "assumed not to count: Saturdays, Sundays, bank holidays"
ASSUMED_NUMBER = rules_with(notice(3, assumed=True))


@pytest.mark.parametrize(
    ("rules", "published", "reason", "assumed"),
    [
        (SCOTLAND, "2023-10-23", f"2 clear days {IN_SCOTLAND}: late.", False),
        (SCOTLAND, "2023-10-20", f"3 clear days {IN_SCOTLAND}: in time.", False),
        # Friday to Thursday is five days, of which three are working days
        (ENGLAND, "2023-10-20", f"3 clear days {IN_ENGLAND}: late; {ASSUMED_DAYS}.", True),
        (ASSUMED_NUMBER, "2023-10-24", f"1 clear day {BY_THE_ACT}: late; that number is assumed.", True),
        (ASSUMED_NUMBER, "2023-10-20", f"3 clear days {BY_THE_ACT}: in time; that number is assumed.", True),
    ],
)
def test_the_reason_says_what_the_verdict_rests_on(rules: MeetingRules, published: str, reason: str, *, assumed: bool) -> None:
    verdict = assess_notice(rules, day(published), THURSDAY, HOLIDAYS)
    assert (verdict.reason, verdict.assumed) == (reason, assumed)


@pytest.mark.parametrize(
    ("days", "published", "late", "assumed"),
    [
        # Friday to the next Thursday: a weekend and three days; Tuesday is a holiday
        (("saturdays", "sundays", "bank_holidays"), "2023-10-20", True, True),
        (("saturdays", "sundays"), "2023-10-20", False, False),
        (("sundays", "bank_holidays"), "2023-10-20", False, False),
        (("bank_holidays",), "2023-10-22", True, True),
        ((), "2023-10-22", False, False),
        # too late by any count: nothing is assumed
        (("saturdays", "sundays", "bank_holidays"), "2023-10-23", True, False),
        ((), "2023-10-23", True, False),
    ],
)
def test_which_days_count_is_the_rules_to_say(days: tuple[str, ...], published: str, *, late: bool, assumed: bool) -> None:
    rules = rules_with(notice(3), days=days, assumed=True)
    verdict = assess_notice(rules, day(published), THURSDAY, {date(2023, 10, 24)})
    assert (verdict.late, verdict.assumed) == (late, assumed)
    surely = assess_notice(rules_with(notice(3), days=days), day(published), THURSDAY, {date(2023, 10, 24)})
    assert (surely.late, surely.assumed) == (late, False)


@given(DAYS, st.integers(0, 40))
def test_clear_days_are_the_working_days_between(meeting: date, earlier: int) -> None:
    published = meeting - timedelta(earlier)
    between = [published + timedelta(number) for number in range(1, earlier)]
    working = [one for one in between if one.isoweekday() <= 5 and one not in HOLIDAYS]
    assert assess_notice(WORKING_DAYS, published, meeting, HOLIDAYS).clear_days == len(working)
    assert assess_notice(EVERY_DAY, published, meeting, HOLIDAYS).clear_days == max(0, earlier - 1)


@pytest.mark.parametrize(
    ("nation", "meeting", "holidays", "latest"),
    [
        (SCOTLAND, "2023-10-26", HOLIDAYS, "2023-10-20"),  # Friday, not the Sunday
        (ENGLAND, "2023-10-26", (), "2023-10-18"),
        (SCOTLAND, "2024-01-03", HOLIDAYS, "2023-12-22"),  # 27 to 29 December count
        (SCOTLAND, "2023-05-10", HOLIDAYS, "2023-05-03"),
        (EVERY_DAY, "2023-10-26", HOLIDAYS, "2023-10-22"),
    ],
)
def test_the_latest_day_to_publish(nation: MeetingRules, meeting: str, holidays: Collection[date], latest: str) -> None:
    assert latest_publication(nation, day(meeting), holidays) == day(latest)


@given(DAYS, st.integers(1, 12))
def test_the_latest_day_is_in_time_and_every_later_working_day_is_late(meeting: date, clear_days: int) -> None:
    rules = rules_with(notice(clear_days))
    latest = latest_publication(rules, meeting, HOLIDAYS)
    assert not assess_notice(rules, latest, meeting, HOLIDAYS).late
    later = [latest + timedelta(number) for number in range(1, (meeting - latest).days + 1)]
    working = [one for one in later if one.isoweekday() <= 5 and one not in HOLIDAYS]
    assert [one for one in working if not assess_notice(rules, one, meeting, HOLIDAYS).late] == []
    assert latest.isoweekday() <= 5
    assert latest not in HOLIDAYS


@pytest.mark.parametrize(
    ("nation", "papers", "meeting", "until"),
    [
        (SCOTLAND, "background_papers", "2023-10-26", "2027-10-26"),  # as Clackmannanshire prints: four years from the meeting
        (SCOTLAND, "reports", "2023-10-26", "2029-10-26"),
        (SCOTLAND, "minutes", "2023-10-26", "2029-10-26"),
        (SCOTLAND, "agenda", "2023-10-26", "2029-10-26"),
        (SCOTLAND, "background_papers", "2024-02-29", "2028-02-29"),
        (SCOTLAND, "reports", "2024-02-29", "2030-03-01"),
        (SCOTLAND, "background_papers", "2096-02-29", "2100-03-01"),
        (ENGLAND, "background_papers", "2023-10-26", "2027-10-26"),
        (ENGLAND, "reports", "2023-10-26", "2029-10-26"),
        (WALES, "background_papers", "2019-12-19", "2023-12-19"),
        (WALES, "background_papers", "2020-04-21", "2024-04-21"),
        (WALES, "background_papers", "2020-04-22", "2026-04-22"),
        (WALES, "background_papers", "2021-05-01", "2027-05-01"),
        (WALES, "reports", "2019-12-19", "2025-12-19"),
    ],
)
def test_how_long_papers_are_kept(nation: MeetingRules, papers: Papers, meeting: str, until: str) -> None:
    assert keep_until(nation, papers, day(meeting)) == day(until)


def test_papers_without_a_period_have_no_day() -> None:
    assert keep_until(WORKING_DAYS, "reports", THURSDAY) is None
    later = replace(SCOTLAND, retention=tuple(replace(one, since=date(2023, 10, 27)) for one in SCOTLAND.retention))
    assert keep_until(later, "reports", THURSDAY) is None
    assert keep_until(later, "reports", date(2023, 10, 27)) == date(2029, 10, 27)


@given(DAYS, st.sampled_from(["minutes", "agenda", "reports", "background_papers"]))
def test_nothing_is_put_away_before_the_period_of_the_act_is_over(meeting: date, papers: Papers) -> None:
    until = keep_until(WALES, papers, meeting)
    assert until is not None
    years = until.year - meeting.year
    assert years in {4, 6}
    assert 365 * years <= (until - meeting).days <= 366 * years
    assert until.strftime("%m-%d") in {meeting.strftime("%m-%d"), "03-01" if meeting.strftime("%m-%d") == "02-29" else ""}


@pytest.mark.parametrize("number", ["6", " 6 ", "6\n"])
def test_an_exempt_paragraph_is_found_by_its_number(number: str) -> None:
    exempt = exempt_paragraph(SCOTLAND, number)
    assert exempt is not None
    assert exempt.marking == (
        "Not for publication: exempt under paragraph 6 of Part I of Schedule 7A to the Local Government (Scotland) Act 1973"
    )
    assert exempt.words == "the financial or business affairs of a particular person other than the authority"


@pytest.mark.parametrize("number", ["", "0", "16", "6A", "six", "06", "6, 9", "6\r\nBcc: a@example.com", "\u202e6"])
def test_any_other_number_is_none(number: str) -> None:
    assert exempt_paragraph(SCOTLAND, number) is None


def test_capitals_after_the_figure_may_be_small() -> None:
    rules = replace(SCOTLAND, exempt=(replace(SCOTLAND.exempt[0], number="18A"),))
    found = exempt_paragraph(rules, "18a")
    assert found is not None
    assert found.paragraph == "18A"
