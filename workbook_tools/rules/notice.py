"""The law on papers for a meeting: whether they come in time, how long they are kept, what may be withheld from the public."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import TypeVar

from workbook_tools.model.despatch import NoticeVerdict
from workbook_tools.model.pack import Exempt
from workbook_tools.model.scheme import MeetingRules, Notice, Papers, Retention
from workbook_tools.model.wording import say_count, say_date

DAY = timedelta(days=1)
WEEKEND = {5: "saturdays", 6: "sundays"}  # by their place in the week, counted from Monday as 0
NAMES = {"saturdays": "Saturdays", "sundays": "Sundays", "bank_holidays": "bank holidays"}

Dated = TypeVar("Dated", Notice, Retention)


def assess_notice(rules: MeetingRules, published: date, meeting: date, holidays: Collection[date]) -> NoticeVerdict:
    """Whether papers are open to the public long enough before a meeting.

    The day of publication and that of the meeting are not counted, nor are the days that `rules.not_counted` leaves out. Papers
    that are published on the day of the meeting or after it have 0 clear days. The verdict is assumed where the notice is, and
    where it would be another one if every day counted and which days do is assumed.

    Args:
        rules: the law on the council's meetings.
        published: the day from which the papers are open.
        meeting: its day.
        holidays: bank holidays, at least those between the two.
    """
    notice = _begun(rules.notice, meeting)[-1]  # the loader makes sure that there is one for every day
    days = _clear_days(published, meeting, rules.not_counted.days, holidays)
    late = days < notice.clear_days
    by_counting = late and rules.not_counted.assumed and _clear_days(published, meeting, (), holidays) >= notice.clear_days
    verdict = ["late" if late else "in time"]
    if notice.assumed:
        verdict.append("that number is assumed")
    if by_counting:
        verdict.append(f"assumed not to count: {', '.join(NAMES[day] for day in rules.not_counted.days)}")
    reason = (
        f"{say_count(days, 'clear day')} before the meeting on {say_date(meeting)}; the {notice.act}, "
        f"section {notice.section}, asks for at least {notice.clear_days}: {'; '.join(verdict)}."
    )
    return NoticeVerdict(days, notice.clear_days, late, reason, notice.assumed or by_counting)


def latest_publication(rules: MeetingRules, meeting: date, holidays: Collection[date]) -> date:
    """The latest day on which papers can be published in time: itself one that counts, since on others no office is open.

    Args:
        rules: the law on the council's meetings.
        meeting: its day.
        holidays: bank holidays, at least those of the weeks before the meeting.
    """
    day, left = meeting, _begun(rules.notice, meeting)[-1].clear_days + 1
    while left:
        day -= DAY
        left -= _counts(day, rules.not_counted.days, holidays)
    return day


def retention_of(rules: MeetingRules, papers: Papers, meeting: date) -> Retention | None:
    """The rule that says how long papers of a meeting stay open; None where the law names no period for them."""
    begun = _begun([one for one in rules.retention if one.papers == papers], meeting)
    return begun[-1] if begun else None


def keep_until(rules: MeetingRules, papers: Papers, meeting: date) -> date | None:
    """The last day on which papers of a meeting stay open to the public; None where the law names no period for them.

    It is the anniversary of the meeting. The Acts let a period begin with the day of the meeting, so that it ends on the day
    before; councils print "from the date of the meeting", which takes in the anniversary. A meeting on 29 February has its
    anniversary on 1 March where the year has no such day, so that nothing is put away a day too soon.
    """
    rule = retention_of(rules, papers, meeting)
    if rule is None:
        return None
    year = meeting.year + rule.years
    try:
        return meeting.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def exempt_paragraph(rules: MeetingRules, number: str) -> Exempt | None:
    """The paragraph of the schedule with this number, blanks around and case left aside; None where there is none."""
    wanted = number.strip().upper()
    found = next((one for one in rules.exempt if one.number.upper() == wanted), None)
    return Exempt(paragraph=found.number, schedule=rules.schedule, words=found.words) if found else None


def _begun(rules: Sequence[Dated], meeting: date) -> list[Dated]:
    """Those that had begun on the day of the meeting, in their order; the last of them holds."""
    return [one for one in rules if one.since is None or one.since <= meeting]


def _clear_days(published: date, meeting: date, not_counted: Collection[str], holidays: Collection[date]) -> int:
    between = (published + DAY * number for number in range(1, (meeting - published).days))
    return sum(_counts(day, not_counted, holidays) for day in between)


def _counts(day: date, not_counted: Collection[str], holidays: Collection[date]) -> bool:
    return WEEKEND.get(day.weekday()) not in not_counted and not ("bank_holidays" in not_counted and day in holidays)
