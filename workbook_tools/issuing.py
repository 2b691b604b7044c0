"""What a return is issued with: the rows of the previous one, their answers become earlier figures, everything else is open."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from msgspec import structs

from workbook_tools.findings import ToolkitError
from workbook_tools.model.figures import NO_FIGURE, FigureKind, Observation, Series
from workbook_tools.model.layout import TEMPLATE
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import (
    Action,
    BreakdownCell,
    BudgetLine,
    Cover,
    Headline,
    Indicator,
    Paragraph,
    Risk,
    ServiceReturn,
    SourceFile,
)
from workbook_tools.model.spellings import folded
from workbook_tools.model.wording import say_date
from workbook_tools.periods import Period

COMPLETE = Decimal(100)  # percent
LONGEST_NAME = 100  # characters of a file's name, so that its folder still has room in Windows
MOST_EARLIER = 12  # earlier periods that an indicator keeps in the next return
NEW = SourceFile("", "", 0)


@dataclass(frozen=True, slots=True)
class Order:
    """Whom a return is issued to and for what.

    Attributes:
        service: the service's name; "" for a blank that any service fills in.
        period: the period to report on; None for a blank.
        directorate: of the service; "" for that of the previous return.
        contact_role: who fills the return in, by role; "" likewise.
        plan_from: first day of the plan that the actions belong to; None for the first day of the financial year of `period`,
            or of the earliest action before that.
        plan_to: its last day, likewise.
    """

    service: str = ""
    period: Period | None = None
    directorate: str = ""
    contact_role: str = ""
    plan_from: date | None = None
    plan_to: date | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """A return as it is issued.

    Attributes:
        given: the return without any answers.
        finished: actions of the previous return that were left out, since they were completed or cancelled in an earlier year.
    """

    given: ServiceReturn
    finished: tuple[Action, ...] = ()


def build_issue(scheme: Scheme, order: Order, previous: ServiceReturn | None = None) -> Issue:
    """The return for an order: the rows of the previous one with their targets, its values among the earlier figures.

    Completed and cancelled actions stay until the end of their financial year, then they are left out. Budgets hold for their
    financial year and are open in another. Notes, prose and officers' judgements start empty.

    Raises:
        ToolkitError: the previous return was refused, is of another service, or of no earlier period.
    """
    if previous is None:
        return Issue(ServiceReturn(NEW, _cover(scheme, order, (), Cover())))
    period = _checked(order, previous)
    same_year = previous.cover.period is not None and previous.cover.period.financial_year == period.financial_year
    finished = () if same_year else tuple(action for action in previous.actions if _is_finished(action))
    actions = tuple(_action(action) for action in previous.actions if action not in finished)
    given = ServiceReturn(
        NEW,
        _cover(scheme, order, actions, previous.cover),
        tuple(_indicator(row, previous.cover.period, period) for row in previous.indicators),
        actions,
        tuple(map(_risk, previous.risks)),
        tuple(_budget_line(line, same_year=same_year) for line in previous.finance),
        tuple(Headline(row.where, name=row.name, counts=row.counts, printed=row.printed) for row in previous.headlines),
        tuple(BreakdownCell(row.where, table=row.table, row=row.row, column=row.column) for row in previous.breakdowns),
        tuple(_headings(previous.narrative)),
    )
    return Issue(given, finished)


def choose_return(kept: Sequence[ServiceReturn], service: str, file: str) -> ServiceReturn:
    """The return of a service among those that a file holds, or the only one.

    Raises:
        ToolkitError: there are several and not one of them is the service's.
    """
    if len(kept) == 1:
        return kept[0]
    found = [given for given in kept if folded(given.cover.service) == folded(service)]
    if len(found) != 1:
        names = ", ".join(given.cover.service for given in kept)
        raise ToolkitError(f"{file} holds the returns of {names}; '{service}' is not one of them.")
    return found[0]


def return_name(service: str, period: Period, suffix: str = ".xlsx") -> str:
    """The file name of a service's return: letters, digits and plain marks only, whatever the service is called."""
    return f"{plain_name(service, str(period))}-return{suffix}"


def plain_name(*parts: str) -> str:
    """The start of a file's name from texts: letters and digits with hyphens between, whatever the texts are."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", " ".join(parts)))
    return "-".join(words)[:LONGEST_NAME]


def _checked(order: Order, previous: ServiceReturn) -> Period:
    name, of = previous.source.name, previous.cover
    if previous.refused:
        raise ToolkitError(f"{name}: {previous.refused}")
    if of.period is None:
        raise ToolkitError(f"{name} does not say which period it is of, so its figures have no place in the next return.")
    if order.period is None:
        raise ToolkitError(f"Say which period the return is for, so that it follows {name}.")
    if not of.period < order.period:
        raise ToolkitError(f"{name} is of {of.period}, which is not before {order.period}.")
    if folded(of.service) != folded(order.service):
        raise ToolkitError(f"{name} is a return of '{of.service}', not of '{order.service}'.")
    return order.period


def _cover(scheme: Scheme, order: Order, actions: Iterable[Action], before: Cover) -> Cover:
    days = [day for action in actions for day in (action.start.date, action.due.date) if day]
    year = order.period.financial_year if order.period else None
    first = order.plan_from or (min([year.start, *days]) if year else None)
    last = order.plan_to or (max([year.end, *days]) if year else None)
    return Cover(
        scheme=scheme.name,
        council=scheme.council,
        service=order.service,
        directorate=order.directorate or before.directorate,
        period=order.period,
        contact_role=order.contact_role or before.contact_role,
        template=TEMPLATE,
        scheme_version=scheme.version,
        plan_from=say_date(first) if first else "",
        plan_to=say_date(last) if last else "",
    )


def _indicator(row: Indicator, was: Period | None, now: Period) -> Indicator:
    return Indicator(
        row.where,
        code=row.code,
        title=row.title,
        section=row.section,
        service=row.service,
        lead=row.lead,
        unit=row.unit,
        unit_text=row.unit_text,
        polarity=row.polarity,
        polarity_text=row.polarity_text,
        target=row.target,
        earlier=_series(row, was, now),
    )


def _series(row: Indicator, was: Period | None, now: Period) -> Series:
    """The earlier figures and the value of the previous return, oldest first, one a period.

    An earlier figure that does not say of when is of the period before the previous return's.
    """
    found = {}
    for seen in (*row.earlier, Observation(was, row.value)):
        period = seen.period or (was.previous if was else None)
        if period and period < now and seen.figure.kind is FigureKind.NUMBER:
            found[period] = Observation(period, seen.figure)
    return tuple(found[period] for period in sorted(found))[-MOST_EARLIER:]


def _is_finished(action: Action) -> bool:
    return action.cancelled or (action.progress.number is not None and action.progress.number >= COMPLETE)


def _action(row: Action) -> Action:
    return Action(
        row.where,
        code=row.code,
        title=row.title,
        section=row.section,
        service=row.service,
        lead=row.lead,
        section_number=row.section_number,
        parent=row.parent,
        start=row.start,
        due=row.due,
        is_heading=row.is_heading,
    )


def _risk(row: Risk) -> Risk:
    product = row.likelihood.number, row.impact.number
    score = row.score
    if score.number is None and None not in product:
        likelihood, impact = product
        score = structs.replace(NO_FIGURE, kind=FigureKind.NUMBER, number=(likelihood or Decimal(0)) * (impact or Decimal(0)))
    return replace(
        row,
        note="",
        likelihood=NO_FIGURE,
        impact=NO_FIGURE,
        score=NO_FIGURE,
        previous_score=score if score.number is not None else row.previous_score,
        reported_status="",
        reported_symbol="",
        officer_status="",
        officer_reason="",
        reported_band="",
        reported_colour="",
        reported_direction="",
        reported_forecast="",
    )


def _budget_line(row: BudgetLine, *, same_year: bool) -> BudgetLine:
    budget = row.budget if same_year else NO_FIGURE
    return BudgetLine(row.where, code=row.code, title=row.title, section=row.section, budget=budget, lead=row.lead)


def _headings(paragraphs: Sequence[Paragraph]) -> Iterable[Paragraph]:
    """One row for each heading, theme and kind, in their order."""
    first = {(row.heading, row.theme, row.kind): row for row in reversed(paragraphs)}
    rows = sorted(first.values(), key=lambda row: row.order)
    return (
        Paragraph(row.where, heading=row.heading, theme=row.theme, kind=row.kind, order=number)
        for number, row in enumerate(rows, start=1)
    )
