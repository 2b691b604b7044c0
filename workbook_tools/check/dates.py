"""Days on the cover, and the dates of actions against each other and the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workbook_tools import catalogue
from workbook_tools.check.places import cover_place
from workbook_tools.findings import Finding
from workbook_tools.model.figures import DueDate
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import Action, ServiceReturn
from workbook_tools.model.wording import say_date
from workbook_tools.periods import PeriodKind, parse_day, parse_period

DAYS_OF_COVER = ("signed_off_on", "plan_from", "plan_to")


@dataclass(frozen=True, slots=True)
class Plan:
    """First and last day of the plan that a cover states, both inclusive."""

    first: date
    last: date


def cover_day_wrong(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """Lines of the cover that should hold a day and hold something else, or a day that does not exist."""
    for field in DAYS_OF_COVER:
        text = getattr(service_return.cover, field)
        if text.strip() and _parse(text) is None:
            yield catalogue.COVER_DAY_WRONG.at(cover_place(service_return, field), text=text)


def due_before_start(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """Actions that are due before they start; a month that they start in counts from its first day."""
    for action in service_return.actions:
        start, due = action.start.date, action.due.date
        if start and due and due < start and due < (start := _earliest(action.start, start)):
            yield catalogue.DUE_BEFORE_START.at(action.at("due"), action.code, due=say_date(due), start=say_date(start))


def date_outside_plan(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """Starts and due dates of actions before the first or after the last day of the plan on the cover.

    Of a plan that ends before it begins only that is said, at its end.
    """
    plan = _plan(service_return)
    if plan is None:
        return
    said = {"first": say_date(plan.first), "last": say_date(plan.last)}
    if plan.last < plan.first:
        text = service_return.cover.plan_to
        yield catalogue.DATE_OUTSIDE_PLAN.at(cover_place(service_return, "plan_to"), text=text, **said)
        return
    for action in service_return.actions:
        for field in _outside(action, plan):
            written: DueDate = getattr(action, field)
            text = written.text or (say_date(written.date) if written.date else "")
            yield catalogue.DATE_OUTSIDE_PLAN.at(action.at(field), action.code, text=text, **said)


def _outside(action: Action, plan: Plan) -> Iterator[str]:
    """The dates of an action that are outside the plan; a month that it starts in is, if none of its days is within."""
    start, due = action.start.date, action.due.date
    if start and (start < plan.first or (start > plan.last and _earliest(action.start, start) > plan.last)):
        yield "start"
    if due and not plan.first <= due <= plan.last:
        yield "due"


def _plan(service_return: ServiceReturn) -> Plan | None:
    """The plan, where the cover states both its first and its last day."""
    first, last = _parse(service_return.cover.plan_from), _parse(service_return.cover.plan_to)
    return Plan(first, last) if first and last else None


def _parse(text: str) -> date | None:
    """The day that a text names; None where it names none, or one that does not exist."""
    try:
        return parse_day(text)
    except ValueError:
        return None


def _earliest(start: DueDate, day: date) -> date:
    """The first day that a start read as `day` may mean: a month is read as its last day, which is right for due dates."""
    month = parse_period(start.text)
    return month.start if month and month.kind is PeriodKind.MONTH and month.end == day else day
