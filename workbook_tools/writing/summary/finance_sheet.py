"""The budget lines in pounds, with their variance, which way it goes, its status and how it was worked out."""

from workbook_tools.findings import Where
from workbook_tools.model.assessment import BudgetAssessment
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.words import Unit
from workbook_tools.writing.cells import CellValue, figure_cell, money_cell
from workbook_tools.writing.live.money_status import DIRECTION_SHOWN
from workbook_tools.writing.summary.frame import Canvas
from workbook_tools.writing.summary.money_sheet import in_styles, percent_cell, status_of, write_money_sheet
from workbook_tools.writing.summary_facts import Line
from workbook_tools.writing.tables import ColumnSpec
from workbook_tools.writing.theme import Look

SHEET = "Finance"

BudgetRow = Line[BudgetAssessment]


def _money(row: BudgetRow, field: str) -> CellValue:
    return figure_cell(getattr(row.judged.line, field), Unit.GBP)


def _direction(row: BudgetRow) -> str:
    return "" if row.judged.variance is None else DIRECTION_SHOWN[row.judged.direction]


COLUMNS: tuple[ColumnSpec[BudgetRow], ...] = (
    ColumnSpec("Code", 13, lambda row: row.judged.line.code, Look.CODE, repeats=True, field="code"),
    ColumnSpec("Budget line", 36, lambda row: row.judged.line.title, field="title"),
    ColumnSpec("Type", 10, lambda row: row.judged.line.kind),
    ColumnSpec("Budget", 15, lambda row: _money(row, "budget"), Look.NUMBER, total=True, field="budget"),
    ColumnSpec("Actual", 15, lambda row: _money(row, "actual"), Look.NUMBER, total=True, field="actual"),
    ColumnSpec("Forecast", 15, lambda row: _money(row, "forecast"), Look.NUMBER, total=True, field="forecast"),
    ColumnSpec("Variance", 15, lambda row: money_cell(row.judged.variance), Look.NUMBER, total=True, field="variance"),
    ColumnSpec("Variance %", 11, lambda row: percent_cell(row.judged.percent), Look.NUMBER, field="variance_percent"),
    ColumnSpec("Favourable or adverse", 14, _direction, field="direction"),
    ColumnSpec("Status", 14, status_of, Look.STATUS, field="status"),
    ColumnSpec("How the variance was worked out", 30, lambda row: row.judged.reason, Look.MUTED, field="reason"),
    ColumnSpec("Note", 44, lambda row: row.judged.line.note),
    ColumnSpec("Lead", 18, lambda row: row.judged.line.lead),
)
ALWAYS = {"Budget line", "Budget", "Actual", "Forecast", "Variance"}


def budget_columns(scheme: Scheme) -> tuple[ColumnSpec[BudgetRow], ...]:
    """The columns, the status in the looks of the scheme."""
    return in_styles(COLUMNS, scheme)


def where_of(judged: BudgetAssessment) -> Where:
    """The place of a budget line in its return."""
    return judged.line.where


def write_finance(canvas: Canvas) -> None:
    """Writes the sheet; figures of several returns are added up together."""
    facts = canvas.facts
    rows = (
        (place, judged, judged.line.section)
        for place, assessment in enumerate(facts.assessments)
        for judged in assessment.finance
    )
    columns = budget_columns(facts.scheme)
    write_money_sheet(canvas, SHEET, rows, columns, always=ALWAYS, where=where_of)
