"""A consolidation as flat tables with plain columns: what its workbook shows and its data frames hold.

Every row names its service and its file; every figure keeps its unit, every verdict its reason, every row its cell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from workbook_tools.model.assessment import ActionAssessment, Assessment, BudgetAssessment, IndicatorAssessment, RiskAssessment
from workbook_tools.model.consolidation import Consolidation
from workbook_tools.model.figures import DueDate, Figure
from workbook_tools.model.layout import FINANCE
from workbook_tools.model.service_return import Row
from workbook_tools.model.words import Unit

SEVERITIES = "severities"
"""Stands for our own severities where a column otherwise names a table of the scheme's styles."""


class Holds(StrEnum):
    """What a column holds, and so how it is shown and which dtype it has."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    COUNT = "count"
    FIGURE = "figure"
    DATE = "date"
    VERDICT = "verdict"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in its unit: 61.17 in percent is 61.17%."""

    number: Decimal
    unit: Unit


Value = str | int | Amount | date | None
"""What stands in a row. In a column of verdicts it is the key of the scheme's style; in one of figures or dates it is text
where the return has something else there."""


@dataclass(frozen=True, slots=True)
class FlatColumn:
    """A column: its name in a data frame, its heading, its width in characters.

    `styles` names the table of the scheme's styles ("indicators", "trends", …) or `SEVERITIES`, for the words of verdicts.
    """

    name: str
    heading: str
    holds: Holds = Holds.TEXT
    width: float = 16
    styles: str = ""


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table: its name in Excel and among the data frames, its sheet, its columns, its rows."""

    name: str
    sheet: str
    columns: tuple[FlatColumn, ...]
    rows: tuple[tuple[Value, ...], ...]


_WHOSE = (FlatColumn("service", "Service", width=24), FlatColumn("file", "File", width=30))
_SECTION = FlatColumn("section", "Section", width=24)
_CODE = FlatColumn("code", "Code")
_REASON = FlatColumn("reason", "Reason", Holds.LONG_TEXT, 50)
_JUDGED = (
    FlatColumn("overruled", "Overruled because", Holds.LONG_TEXT, 30),
    FlatColumn("reported_status", "Reported status"),
    FlatColumn("lead", "Lead", width=24),
    FlatColumn("note", "Note", Holds.LONG_TEXT, 70),
)
_SOURCE = FlatColumn("source", "Source cell", width=20)


def tables_of(consolidation: Consolidation) -> tuple[FlatTable, ...]:
    """All tables, in the order of the workbook's sheets. A table may have no rows."""
    return (
        _tracker(consolidation),
        _indicators(consolidation.assessments),
        _actions(consolidation.assessments),
        _risks(consolidation.assessments),
        _finance(consolidation.assessments),
        _findings(consolidation),
        _control_totals(consolidation),
        _sources(consolidation.assessments),
    )


def _tracker(consolidation: Consolidation) -> FlatTable:
    columns = (
        *_WHOSE,
        FlatColumn("period", "Period"),
        FlatColumn("state", "State"),
        FlatColumn("reason", "Reason", Holds.LONG_TEXT, 60),
        FlatColumn("errors", "Errors", Holds.COUNT, 10),
        FlatColumn("warnings", "Warnings", Holds.COUNT, 10),
        FlatColumn("queries", "Queries", Holds.COUNT, 10),
    )
    rows = (
        (row.service, row.file, row.period, str(row.state), row.reason, row.errors, row.warnings, row.queries)
        for row in consolidation.tracker
    )
    return FlatTable("tracker", "Tracker", columns, tuple(rows))


def _indicators(assessments: Sequence[Assessment]) -> FlatTable:
    columns = (
        *_WHOSE,
        _CODE,
        _SECTION,
        FlatColumn("title", "Indicator", Holds.LONG_TEXT, 44),
        FlatColumn("unit", "Unit", width=10),
        FlatColumn("polarity", "Polarity", width=12),
        FlatColumn("previous", "Previous value", Holds.FIGURE, 13),
        FlatColumn("value", "Value", Holds.FIGURE, 13),
        FlatColumn("target", "Target", Holds.FIGURE, 13),
        FlatColumn("status", "Status", Holds.VERDICT, styles="indicators"),
        FlatColumn("short_trend", "Short trend", Holds.VERDICT, styles="trends"),
        FlatColumn("long_trend", "Long trend", Holds.VERDICT, styles="trends"),
        _REASON,
        *_JUDGED,
        _SOURCE,
    )

    def values(assessed: IndicatorAssessment) -> tuple[Value, ...]:
        row = assessed.indicator
        return (
            row.code, row.section, row.title, str(row.unit), str(row.polarity),
            _figure(row.previous, row.unit), _figure(row.value, row.unit), _figure(row.target, row.unit),
            assessed.status.style, assessed.short_trend.style, assessed.long_trend.style, assessed.status.reason,
            assessed.overruled or "", row.reported_status, row.lead, row.note, _place(row, "value"),
        )  # fmt: skip

    rows = (
        (row.indicator.service or _service(owner), owner.service_return.source.name, *values(row))
        for owner in assessments
        for row in owner.indicators
    )
    return FlatTable("indicators", "Indicators", columns, tuple(rows))


def _actions(assessments: Sequence[Assessment]) -> FlatTable:
    columns = (
        *_WHOSE,
        _CODE,
        _SECTION,
        FlatColumn("title", "Action", Holds.LONG_TEXT, 44),
        FlatColumn("due", "Due", Holds.DATE, 13),
        FlatColumn("progress", "Progress", Holds.FIGURE, 11),
        FlatColumn("status", "Status", Holds.VERDICT, styles="actions"),
        _REASON,
        *_JUDGED,
        _SOURCE,
    )

    def values(assessed: ActionAssessment) -> tuple[Value, ...]:
        row = assessed.action
        return (
            row.code, row.section, row.title, _due(row.due), _figure(row.progress, Unit.PERCENT),
            *(("", "") if row.is_heading else (assessed.status.style, assessed.status.reason)),
            assessed.overruled or "", row.reported_status, row.lead, row.note, _place(row, "progress"),
        )  # fmt: skip

    rows = (
        (row.action.service or _service(owner), owner.service_return.source.name, *values(row))
        for owner in assessments
        for row in owner.actions
    )
    return FlatTable("actions", "Actions", columns, tuple(rows))


def _risks(assessments: Sequence[Assessment]) -> FlatTable:
    columns = (
        *_WHOSE,
        _CODE,
        FlatColumn("register", "Register"),
        FlatColumn("title", "Risk", Holds.LONG_TEXT, 44),
        FlatColumn("likelihood", "Likelihood", Holds.FIGURE, 11),
        FlatColumn("impact", "Impact", Holds.FIGURE, 11),
        FlatColumn("score", "Score", Holds.FIGURE, 11),
        FlatColumn("target_score", "Target score", Holds.FIGURE, 11),
        FlatColumn("status", "Status", Holds.VERDICT, styles="risks"),
        FlatColumn("movement", "Movement", Holds.VERDICT, styles="movements"),
        _REASON,
        *_JUDGED,
        _SOURCE,
    )

    def values(assessed: RiskAssessment) -> tuple[Value, ...]:
        row = assessed.risk
        return (
            row.code, row.register, row.title, _figure(row.likelihood, Unit.NUMBER), _figure(row.impact, Unit.NUMBER),
            _amount(assessed.score, Unit.NUMBER), _amount(assessed.target_score, Unit.NUMBER),
            assessed.status.style, assessed.movement.style, assessed.status.reason,
            assessed.overruled or "", row.reported_status, row.lead, row.note, _place(row, "score"),
        )  # fmt: skip

    rows = (
        (row.risk.service or _service(owner), owner.service_return.source.name, *values(row))
        for owner in assessments
        for row in owner.risks
    )
    return FlatTable("risks", "Risks", columns, tuple(rows))


def _finance(assessments: Sequence[Assessment]) -> FlatTable:
    columns = (
        *_WHOSE,
        _CODE,
        _SECTION,
        FlatColumn("title", "Budget line", Holds.LONG_TEXT, 44),
        FlatColumn("budget", "Budget", Holds.FIGURE),
        FlatColumn("actual", "Actual", Holds.FIGURE),
        FlatColumn("forecast", "Forecast", Holds.FIGURE),
        FlatColumn("variance", "Variance as returned", Holds.FIGURE),
        FlatColumn("computed_variance", "Variance", Holds.FIGURE),
        _REASON,
        FlatColumn("lead", "Lead", width=24),
        FlatColumn("note", "Note", Holds.LONG_TEXT, 70),
        _SOURCE,
    )

    def values(assessed: BudgetAssessment) -> tuple[Value, ...]:
        row = assessed.line
        money = (_figure(figure, Unit.GBP) for figure in (row.budget, row.actual, row.forecast, row.variance))
        computed = _amount(assessed.variance, Unit.GBP)
        return (row.code, row.section, row.title, *money, computed, assessed.reason, row.lead, row.note, _place(row, "budget"))

    rows = ((_service(owner), owner.service_return.source.name, *values(row)) for owner in assessments for row in owner.finance)
    return FlatTable("finance", "Finance", columns, tuple(rows))


def _findings(consolidation: Consolidation) -> FlatTable:
    columns = (
        *_WHOSE,
        FlatColumn("severity", "Severity", Holds.VERDICT, 13, SEVERITIES),
        FlatColumn("sheet", "Sheet"),
        FlatColumn("cell", "Cell", width=8),
        FlatColumn("subject", "About"),
        FlatColumn("message", "Message", Holds.LONG_TEXT, 100),
        FlatColumn("code", "Code of the finding", width=28),
    )
    whose = [(_service(owner), finding) for owner in consolidation.assessments for finding in owner.findings]
    rows = (
        (
            service, finding.where.file, str(finding.severity), finding.where.sheet or "", finding.where.cell or "",
            finding.subject, finding.message, finding.code,
        )
        for service, finding in [*whose, *(("", finding) for finding in consolidation.across)]
    )  # fmt: skip
    return FlatTable("findings", "Findings", columns, tuple(rows))


def _control_totals(consolidation: Consolidation) -> FlatTable:
    columns = (
        FlatColumn("file", "File", width=40),
        FlatColumn("column", "Column"),
        FlatColumn("count", "Figures", Holds.COUNT, 12),
        FlatColumn("total", "Total", Holds.FIGURE, 20),
    )
    rows = (
        (total.file or "All returns", FINANCE.column(total.column).heading, total.count, Amount(total.total, Unit.GBP))
        for total in consolidation.control_totals
    )
    return FlatTable("control_totals", "Control totals", columns, tuple(rows))


def _sources(assessments: Iterable[Assessment]) -> FlatTable:
    columns = (
        FlatColumn("file", "File", width=40),
        FlatColumn("sha256", "SHA-256", width=70),
        FlatColumn("size", "Size in bytes", Holds.COUNT, 14),
        FlatColumn("as_at", "As at", Holds.DATE, 13),
    )
    rows = (
        (source.name, source.sha256, source.size, None if owner.service_return.refused else owner.as_at)
        for owner in assessments
        for source in (owner.service_return.source,)
    )
    return FlatTable("sources", "Sources", columns, tuple(rows))


def _service(owner: Assessment) -> str:
    return owner.service_return.cover.service


def _figure(figure: Figure, unit: Unit) -> Value:
    return figure.text if figure.number is None else Amount(figure.number, unit)


def _amount(number: Decimal | None, unit: Unit) -> Value:
    return None if number is None else Amount(number, unit)


def _due(due: DueDate) -> Value:
    return due.date if due.date and not due.ongoing else due.text


def _place(row: Row, field: str) -> str:
    where: Any = row.at(field)
    return "!".join(part for part in (where.sheet, where.cell) if part)
