"""What a title says of the report besides its name: for which committee and meeting, by whom; left out where unknown.

The meeting is the one named when the report is made; without it, what the covers say in lines of their own.
"""

from collections.abc import Iterator
from datetime import date

from workbook_tools.findings import shorten
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.model.wording import say_date
from workbook_tools.periods import parse_day
from workbook_tools.writing.summary_facts import LONGEST_NAME, SummaryFacts

COMMITTEE = {"committee", "name of committee", "committee name", "report to"}
MEETING = {"meeting", "meeting date", "date of meeting", "committee date", "date of committee", "meeting of"}
AUTHOR = {"author", "author's role", "report author", "report by", "role of author", "author (role)"}
"""Labels of a return's cover, in small letters, that say so."""


def committee_of(facts: SummaryFacts) -> str:
    """The committee's name; "" where it is not known or the covers differ."""
    return facts.meeting.committee.strip() or _on_covers(facts, COMMITTEE)


def meeting_day_of(facts: SummaryFacts) -> str:
    """The day of the meeting in words; a cover's as it is written where it is no date; "" where it is not known."""
    day = meeting_date_of(facts)
    return say_date(day) if day else _on_covers(facts, MEETING)


def meeting_date_of(facts: SummaryFacts) -> date | None:
    """The same as a date; None where it is none."""
    return facts.meeting.day or _day_in(_on_covers(facts, MEETING))


def authors_of(facts: SummaryFacts) -> str:
    """The roles of those who wrote the report, those who filled in the returns where no author is named; "" for none."""
    roles = dict.fromkeys(_labelled(given, AUTHOR) or given.cover.contact_role.strip() for given in _returns(facts))
    return shorten(", ".join(role for role in roles if role), LONGEST_NAME)


def _returns(facts: SummaryFacts) -> Iterator[ServiceReturn]:
    return (assessment.service_return for assessment in facts.assessments)


def _on_covers(facts: SummaryFacts, labels: set[str]) -> str:
    """What all covers that say so agree on."""
    said = {text for given in _returns(facts) if (text := _labelled(given, labels))}
    return shorten(said.pop(), LONGEST_NAME) if len(said) == 1 else ""


def _labelled(given: ServiceReturn, labels: set[str]) -> str:
    found = (text.strip() for label, text in given.cover.other if " ".join(label.split()).rstrip(" :").casefold() in labels)
    return next((text for text in found if text), "")


def _day_in(text: str) -> date | None:
    try:
        return parse_day(text)
    except ValueError:
        return None
