"""The law on a council's meetings in plain English, for `scheme show`."""

from collections.abc import Iterator
from datetime import date
from typing import get_args

from workbook_tools.model.scheme import Declared, MeetingRules, Papers, Scheme
from workbook_tools.model.wording import say_count, say_date
from workbook_tools.schemes.describe import RuleInWords, in_words

DAYS = {"saturdays": "Saturdays", "sundays": "Sundays", "bank_holidays": "the bank holidays of {nation}"}


def describe_meetings(scheme: Scheme) -> tuple[RuleInWords, ...]:
    """Every rule on meetings, in order; no verdict of a report rests on them, so the key sheet leaves them out."""
    rules = scheme.meetings
    return tuple(in_words(scheme, topic, words, declared) for topic, words, declared in _lines(rules)) if rules else ()


def _lines(rules: MeetingRules) -> Iterator[tuple[str, str, Declared]]:
    for notice in rules.notice:
        days = say_count(notice.clear_days, "clear day")
        words = f"{days} at least before a meeting{_since(notice.since)}: {notice.act}, section {notice.section}."
        yield "Meetings: notice", words, notice
    yield "Meetings: clear days", f"Not counted: {_not_counted(rules)}.", rules.not_counted
    for papers in get_args(Papers):
        name = papers.capitalize().replace("_", " ")
        for period in rules.retention:
            if period.papers == papers:
                years = f"{say_count(period.years, 'year')} from the meeting{_since(period.since)}"
                yield "Meetings: kept open", f"{name}: {years}: {period.act}, section {period.section}.", period
    for paragraph in rules.exempt:
        yield f"Meetings: exempt information, {rules.schedule}", f"{paragraph.number}: {paragraph.words}.", paragraph


def _since(day: date | None) -> str:
    return f", for meetings from {say_date(day)} on" if day else ""


def _not_counted(rules: MeetingRules) -> str:
    ends = ["the day of publication", "that of the meeting"]
    return ", ".join(ends + [DAYS[day].format(nation=rules.nation) for day in rules.not_counted.days])
