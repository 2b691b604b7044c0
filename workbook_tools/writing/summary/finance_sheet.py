"""The budget lines in pounds, with their variance and how it was worked out."""

from workbook_tools.findings import Where
from workbook_tools.model.assessment import BudgetAssessment
from workbook_tools.model.words import Unit
from workbook_tools.writing.cells import CellValue, figure_cell, money_cell
from workbook_tools.writing.summary.bands import bands_of, section_in_full
from workbook_tools.writing.summary.frame import Canvas
from workbook_tools.writing.summary.origin_columns import return_columns, source_column
from workbook_tools.writing.summary.report_columns import make_lines
from workbook_tools.writing.summary.report_sheet import write_report_sheet
from workbook_tools.writing.summary_facts import Line
from workbook_tools.writing.tables import ColumnSpec
from workbook_tools.writing.theme import Look
from workbook_tools.writing.widths import fit_widths

SHEET = "Finance"

BudgetRow = Line[BudgetAssessment]


def _money(row: BudgetRow, field: str) -> CellValue:
    return figure_cell(getattr(row.judged.line, field), Unit.GBP)


COLUMNS: tuple[ColumnSpec[BudgetRow], ...] = (
    ColumnSpec("Code", 13, lambda row: row.judged.line.code, Look.CODE, repeats=True, field="code"),
    ColumnSpec("Budget line", 36, lambda row: row.judged.line.title, field="title"),
    ColumnSpec("Budget", 15, lambda row: _money(row, "budget"), Look.NUMBER, total=True, field="budget"),
    ColumnSpec("Actual", 15, lambda row: _money(row, "actual"), Look.NUMBER, total=True, field="actual"),
    ColumnSpec("Forecast", 15, lambda row: _money(row, "forecast"), Look.NUMBER, total=True, field="forecast"),
    ColumnSpec("Variance", 15, lambda row: money_cell(row.judged.variance), Look.NUMBER, total=True, field="variance"),
    ColumnSpec("How the variance was worked out", 30, lambda row: row.judged.reason, Look.MUTED, field="reason"),
    ColumnSpec("Note", 44, lambda row: row.judged.line.note),
    ColumnSpec("Lead", 18, lambda row: row.judged.line.lead),
)
ALWAYS = {"Budget line", "Budget", "Actual", "Forecast", "Variance"}


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
    columns = [column for column in COLUMNS if column.heading in ALWAYS or any(column.get(line) for line in lines)]
    bands = bands_of(facts, lines, (section_in_full,), "Section")
    origin: list[ColumnSpec[BudgetRow]] = [] if bands else return_columns(facts, lambda row: row.assessment)
    fitted = fit_widths([*origin, *columns, source_column(facts, lambda row: where_of(row.judged))], lines)
    write_report_sheet(canvas, SHEET, "Finance", fitted, lines, where=where_of, bands=bands)
