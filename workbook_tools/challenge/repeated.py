"""What a report prints a second time (its list of exceptions) against the row of the main table with the same code.

Titles are not compared: a list of exceptions may shorten them.
"""

from collections.abc import Iterator

from workbook_tools import catalogue
from workbook_tools.challenge.words import same_words
from workbook_tools.findings import Finding
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.figures import Figure
from workbook_tools.model.layout import REPEATED
from workbook_tools.model.service_return import Action, Indicator, RepeatedRow, ServiceReturn
from workbook_tools.model.spellings import folded

Main = Indicator | Action
FIGURES = ("progress", "value", "target", "previous")


def repeated_differs(assessment: Assessment) -> Iterator[Finding]:
    """Repeated rows with another status or figure than the main table, or with a code that it does not have."""
    for row in assessment.service_return.repeated:
        if not row.code.strip():
            continue
        main = _main_row(row, assessment.service_return)
        if main is None:
            yield catalogue.REPEATED_NOT_FOUND.at(row.at("code"), row.code, code=row.code)
            continue
        yield from _status_differs(row, main, assessment)
        for field in FIGURES:
            first, second = getattr(main, field, None), getattr(row, field)
            if isinstance(first, Figure) and _differ(first, second):
                yield _finding(row, main, field, first.text, second.text)


def _main_row(row: RepeatedRow, service_return: ServiceReturn) -> Main | None:
    """The row with the same code, of the kind that the repeated row says it is; that of its own section before others."""
    code = folded(row.code)
    tables: tuple[Main, ...] = (*service_return.indicators, *service_return.actions)
    same_code = [main for main in tables if folded(main.code) == code]
    kinds = {_kind(main) for main in same_code}
    of_kind = [main for main in same_code if _kind(main) == folded(row.kind) or folded(row.kind) not in kinds]
    of_section = [main for main in of_kind if folded(main.section) == folded(row.section)]
    return next(iter(of_section or of_kind), None)


def _kind(main: Main) -> str:
    return "indicator" if isinstance(main, Indicator) else "action"


def _status_differs(row: RepeatedRow, main: Main, assessment: Assessment) -> Iterator[Finding]:
    styles = assessment.scheme.styles
    known = styles.indicators if isinstance(main, Indicator) else styles.actions
    first, second = main.reported_status, row.reported_status
    if first.strip() and second.strip() and not same_words(first, second, known):
        yield _finding(row, main, "reported_status", first, second)


def _differ(first: Figure, second: Figure) -> bool:
    """Whether two figures contradict each other; one that is missing or is no plain number says nothing."""
    return first.number is not None and second.number is not None and first.number != second.number


def _finding(row: RepeatedRow, main: Main, field: str, first: str, second: str) -> Finding:
    place = main.at(field)
    return catalogue.REPEATED_DIFFERS.at(
        row.at(field),
        row.code,
        field=REPEATED.column(field).heading.lower(),
        first=first,
        second=second,
        other=f"{place.sheet}!{place.cell}",
    )
