"""The savings in pounds: target, what is achieved and forecast, the share of the target that is delivered, the status."""

from workbook_tools.findings import Where
from workbook_tools.model.assessment import SavingAssessment
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.words import Unit
from workbook_tools.writing.cells import CellValue, figure_cell
from workbook_tools.writing.summary.frame import Canvas
from workbook_tools.writing.summary.money_sheet import in_styles, percent_cell, status_of, write_money_sheet
from workbook_tools.writing.summary_facts import Line
from workbook_tools.writing.tables import ColumnSpec
from workbook_tools.writing.theme import Look

SHEET = "Savings"

SavingRow = Line[SavingAssessment]


def _money(row: SavingRow, field: str) -> CellValue:
    return figure_cell(getattr(row.judged.saving, field), Unit.GBP)


COLUMNS: tuple[ColumnSpec[SavingRow], ...] = (
    ColumnSpec("Code", 13, lambda row: row.judged.saving.code, Look.CODE, repeats=True, field="code"),
    ColumnSpec("Saving", 36, lambda row: row.judged.saving.title, field="title"),
    ColumnSpec("Target", 15, lambda row: _money(row, "target"), Look.NUMBER, total=True, field="target"),
    ColumnSpec("Achieved", 15, lambda row: _money(row, "achieved"), Look.NUMBER, total=True, field="achieved"),
    ColumnSpec("Forecast", 15, lambda row: _money(row, "forecast"), Look.NUMBER, total=True, field="forecast"),
    ColumnSpec("Delivered", 11, lambda row: percent_cell(row.judged.delivery), Look.NUMBER, field="delivery"),
    ColumnSpec("Status", 14, status_of, Look.STATUS, field="status"),
    ColumnSpec("Why", 30, lambda row: row.judged.reason, Look.MUTED, field="reason"),
    ColumnSpec("Note", 44, lambda row: row.judged.saving.note),
    ColumnSpec("Lead", 18, lambda row: row.judged.saving.lead),
)
ALWAYS = {"Saving", "Target", "Achieved", "Forecast", "Delivered"}


def savings_columns(scheme: Scheme) -> tuple[ColumnSpec[SavingRow], ...]:
    """The columns, the status in the looks of the scheme."""
    return in_styles(COLUMNS, scheme)


def where_of(judged: SavingAssessment) -> Where:
    """The place of a saving in its return."""
    return judged.saving.where


def write_savings(canvas: Canvas) -> None:
    """Writes the sheet; figures of several returns are added up together."""
    facts = canvas.facts
    rows = (
        (place, judged, judged.saving.section)
        for place, assessment in enumerate(facts.assessments)
        for judged in assessment.savings
    )
    columns = savings_columns(facts.scheme)
    write_money_sheet(canvas, SHEET, rows, columns, always=ALWAYS, where=where_of)
