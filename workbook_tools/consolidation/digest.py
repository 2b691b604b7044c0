"""A judged return as the flat rows of a consolidation, and the facts that it is chosen and tracked by."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from workbook_tools.challenge.copies import answers_digest
from workbook_tools.model.assessment import (
    ActionAssessment,
    Assessment,
    BudgetAssessment,
    IndicatorAssessment,
    RiskAssessment,
    SavingAssessment,
)
from workbook_tools.model.consolidation import ReturnDigest, ReturnFacts, RowsInMemory
from workbook_tools.model.figures import DueDate, Figure
from workbook_tools.model.flat import (
    ACTIONS,
    CONTROL,
    FINANCE,
    FINDINGS,
    INDICATORS,
    RISKS,
    SAVINGS,
    Amount,
    Day,
    FlatRow,
    Value,
)
from workbook_tools.model.service_return import Cover, Row
from workbook_tools.model.words import Direction, Unit
from workbook_tools.periods import parse_day
from workbook_tools.rules.margins import EXACT

TENTH = Decimal("0.1")
DIRECTIONS = {
    Direction.FAVOURABLE: "Favourable",
    Direction.ADVERSE: "Adverse",
    Direction.ON_BUDGET: "On budget",
    Direction.UNKNOWN: "",
}
VERSION_LABELS = {"version", "return version", "version number", "version no"}
"""Labels of a cover, folded, whose answer tells one version of a return from another."""


def digest_of(assessment: Assessment, saved_on: date | None = None, proved: tuple[FlatRow, ...] = ()) -> ReturnDigest:
    """What a consolidation keeps of a judged return.

    Args:
        assessment: of the return, which may be refused.
        saved_on: the day that the workbook says it was last saved; None where it says none.
        proved: the proof of its money, rows of `flat.CONTROL`.
    """
    given = assessment.service_return
    service = given.cover.service
    rows: dict[str, tuple[FlatRow, ...]] = {
        INDICATORS.name: tuple(_indicator(row, service) for row in assessment.indicators),
        ACTIONS.name: tuple(_action(row, service) for row in assessment.actions),
        RISKS.name: tuple(_risk(row, service) for row in assessment.risks),
        FINANCE.name: tuple(_budget_line(row, service) for row in assessment.finance),
        SAVINGS.name: tuple(_saving(row, service) for row in assessment.savings),
        FINDINGS.name: tuple(_findings(assessment, service)),
        CONTROL.name: proved,
    }
    return ReturnDigest(given.source, _facts(assessment, saved_on, rows), RowsInMemory(rows))


def _facts(assessment: Assessment, saved_on: date | None, rows: dict[str, tuple[FlatRow, ...]]) -> ReturnFacts:
    given = assessment.service_return
    cover, refused = given.cover, given.refused or ""
    return ReturnFacts(
        service=" ".join(cover.service.split()),
        directorate=" ".join(cover.directorate.split()),
        period=str(cover.period) if cover.period else cover.period_text,
        period_understood=cover.period is not None,
        scheme=cover.scheme,
        as_at=None if refused else assessment.as_at,
        signed_off_on=_day(cover.signed_off_on),
        saved_on=saved_on,
        version=_version(cover),
        refused=refused,
        answers=answers_digest(given),
        severities=Counter(str(finding.severity) for finding in assessment.findings),
        row_counts={name: len(found) for name, found in rows.items() if found},
    )


def _day(text: str) -> date | None:
    try:
        return parse_day(text)
    except ValueError:  # no such day; the check of the return has said so
        return None


def _version(cover: Cover) -> str:
    return next((text for label, text in cover.other if " ".join(label.split()).rstrip(":").casefold() in VERSION_LABELS), "")


def _indicator(assessed: IndicatorAssessment, service: str) -> FlatRow:
    row = assessed.indicator
    unit = row.unit
    return (
        row.service or service, row.code, row.section, row.title, unit.value, row.polarity.value,
        _figure(row.previous, unit), _figure(row.value, unit), _figure(row.target, unit),
        assessed.status.style, assessed.short_trend.style, assessed.long_trend.style, assessed.status.reason,
        assessed.overruled or "", row.reported_status, row.lead, row.note, _place(row, "value"),
    )  # fmt: skip


def _action(assessed: ActionAssessment, service: str) -> FlatRow:
    row = assessed.action
    status = ("", "") if row.is_heading else (assessed.status.style, assessed.status.reason)
    return (
        row.service or service, row.code, row.section, row.title, _due(row.due), _figure(row.progress, Unit.PERCENT), *status,
        assessed.overruled or "", row.reported_status, row.lead, row.note, _place(row, "progress"),
    )  # fmt: skip


def _risk(assessed: RiskAssessment, service: str) -> FlatRow:
    row = assessed.risk
    return (
        row.service or service, row.code, row.register, row.title,
        _figure(row.likelihood, Unit.NUMBER), _figure(row.impact, Unit.NUMBER),
        _amount(assessed.score, Unit.NUMBER), _amount(assessed.target_score, Unit.NUMBER),
        assessed.status.style, assessed.movement.style, assessed.status.reason,
        assessed.overruled or "", row.reported_status, row.lead, row.note, _place(row, "score"),
    )  # fmt: skip


def _budget_line(assessed: BudgetAssessment, service: str) -> FlatRow:
    row = assessed.line
    return (
        service, row.code, row.section, row.title, row.kind,
        *(_figure(figure, Unit.GBP) for figure in (row.budget, row.virement, row.actual, row.forecast, row.variance)),
        _amount(assessed.variance, Unit.GBP), _share(assessed.percent), DIRECTIONS[assessed.direction],
        assessed.status.style if assessed.status else "", assessed.reason, row.lead, row.note, _place(row, "budget"),
    )  # fmt: skip


def _saving(assessed: SavingAssessment, service: str) -> FlatRow:
    row = assessed.saving
    return (
        service, row.code, row.section, row.title,
        *(_figure(figure, Unit.GBP) for figure in (row.target, row.achieved, row.forecast)),
        _share(assessed.delivery), assessed.status.style if assessed.status else "", assessed.reason,
        row.lead, row.note, _place(row, "target"),
    )  # fmt: skip


def _findings(assessment: Assessment, service: str) -> Iterator[FlatRow]:
    for finding in assessment.findings:
        where = finding.where
        yield (
            service, finding.severity.value, where.sheet or "", where.cell or "", finding.subject, finding.message,
            finding.code,
        )  # fmt: skip


def _figure(figure: Figure, unit: Unit) -> Value:
    return (figure.text or None) if figure.number is None else Amount(figure.number, unit)


def _amount(number: Decimal | None, unit: Unit) -> Value:
    return None if number is None else Amount(number, unit)


def _share(percent: Decimal | None) -> Value:
    """A share of money, as it is shown: to one decimal."""
    return None if percent is None else Amount(percent.quantize(TENTH, ROUND_HALF_UP, EXACT), Unit.PERCENT)


def _due(due: DueDate) -> Value:
    return Day(due.date) if due.date and not due.ongoing else due.text or None


def _place(row: Row, field: str) -> str:
    where = row.at(field)
    return f"{where.sheet}!{where.cell}" if where.sheet and where.cell else where.sheet or where.cell or ""
