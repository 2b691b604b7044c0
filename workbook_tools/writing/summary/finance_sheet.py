"""The budget lines in pounds, with their variance, which way it goes, its status and how it was worked out."""

from dataclasses import replace

from workbook_tools.findings import Where
from workbook_tools.model.assessment import BudgetAssessment
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.words import Unit
from workbook_tools.writing.cells import CellValue, Number, figure_cell, money_cell
from workbook_tools.writing.live.money_status import DIRECTION_SHOWN, fraction
from workbook_tools.writing.summary.bands import bands_of, section_in_full
from workbook_tools.writing.summary.frame import Canvas
from workbook_tools.writing.summary.origin_columns import return_columns, source_column
from workbook_tools.writing.summary.report_columns import make_lines, word_of
from workbook_tools.writing.summary.report_sheet import write_report_sheet
from workbook_tools.writing.summary_facts import Line
from workbook_tools.writing.tables import ColumnSpec
from workbook_tools.writing.theme import Look, styles_of
from workbook_tools.writing.widths import fit_widths

SHEET = "Finance"
PERCENT_FORMAT = "0.0%"

BudgetRow = Line[BudgetAssessment]


def _money(row: BudgetRow, field: str) -> CellValue:
    return figure_cell(getattr(row.judged.line, field), Unit.GBP)


def _percent(row: BudgetRow) -> CellValue:
    percent = row.judged.percent
    return None if percent is None else Number(fraction(percent), PERCENT_FORMAT)


def _direction(row: BudgetRow) -> str:
    return "" if row.judged.variance is None else DIRECTION_SHOWN[row.judged.direction]


def _status(row: BudgetRow) -> str:
    return word_of(row.assessment.scheme, "indicators", row.judged.status) if row.judged.status else ""


COLUMNS: tuple[ColumnSpec[BudgetRow], ...] = (
    ColumnSpec("Code", 13, lambda row: row.judged.line.code, Look.CODE, repeats=True, field="code"),
    ColumnSpec("Budget line", 36, lambda row: row.judged.line.title, field="title"),
    ColumnSpec("Type", 10, lambda row: row.judged.line.kind),
    ColumnSpec("Budget", 15, lambda row: _money(row, "budget"), Look.NUMBER, total=True, field="budget"),
    ColumnSpec("Actual", 15, lambda row: _money(row, "actual"), Look.NUMBER, total=True, field="actual"),
    ColumnSpec("Forecast", 15, lambda row: _money(row, "forecast"), Look.NUMBER, total=True, field="forecast"),
    ColumnSpec("Variance", 15, lambda row: money_cell(row.judged.variance), Look.NUMBER, total=True, field="variance"),
    ColumnSpec("Variance %", 11, _percent, Look.NUMBER, field="variance_percent"),
    ColumnSpec("Favourable or adverse", 14, _direction, field="direction"),
    ColumnSpec("Status", 14, _status, Look.STATUS, field="status"),
    ColumnSpec("How the variance was worked out", 30, lambda row: row.judged.reason, Look.MUTED, field="reason"),
    ColumnSpec("Note", 44, lambda row: row.judged.line.note),
    ColumnSpec("Lead", 18, lambda row: row.judged.line.lead),
)
ALWAYS = {"Budget line", "Budget", "Actual", "Forecast", "Variance"}


def budget_columns(scheme: Scheme) -> tuple[ColumnSpec[BudgetRow], ...]:
    """The columns, the status in the looks of the scheme."""
    return tuple(replace(spec, styles=styles_of(scheme, "indicators")) if spec.field == "status" else spec for spec in COLUMNS)


def where_of(judged: BudgetAssessment) -> Where:
    """The place of a budget line in its return."""
    return judged.line.where


def write_finance(canvas: Canvas) -> None:
    """Writes the sheet; figures of several returns are added up together."""
    facts = canvas.facts
    lines, _ = make_lines(
        facts,
        (
            (place, judged, judged.line.section, "")
            for place, assessment in enumerate(facts.assessments)
            for judged in assessment.finance
        ),
    )
    columns = [
        column for column in budget_columns(facts.scheme) if column.heading in ALWAYS or any(column.get(line) for line in lines)
    ]
    bands = bands_of(facts, lines, (section_in_full,), "Section")
    origin: list[ColumnSpec[BudgetRow]] = [] if bands else return_columns(facts, lambda row: row.assessment)
    fitted = fit_widths([*origin, *columns, source_column(facts, lambda row: where_of(row.judged))], lines)
    write_report_sheet(canvas, SHEET, "Finance", fitted, lines, where=where_of, bands=bands)
