"""The savings in pounds: target, what is achieved and forecast, the share of the target that is delivered, the status."""

from dataclasses import replace

from workbook_tools.findings import Where
from workbook_tools.model.assessment import SavingAssessment
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.words import Unit
from workbook_tools.writing.cells import CellValue, Number, figure_cell
from workbook_tools.writing.live.money_status import fraction
from workbook_tools.writing.summary.bands import bands_of, section_in_full
from workbook_tools.writing.summary.finance_sheet import PERCENT_FORMAT
from workbook_tools.writing.summary.frame import Canvas
from workbook_tools.writing.summary.origin_columns import return_columns, source_column
from workbook_tools.writing.summary.report_columns import make_lines, word_of
from workbook_tools.writing.summary.report_sheet import write_report_sheet
from workbook_tools.writing.summary_facts import Line
from workbook_tools.writing.tables import ColumnSpec
from workbook_tools.writing.theme import Look, styles_of
from workbook_tools.writing.widths import fit_widths

SHEET = "Savings"

SavingRow = Line[SavingAssessment]


def _money(row: SavingRow, field: str) -> CellValue:
    return figure_cell(getattr(row.judged.saving, field), Unit.GBP)


def _delivery(row: SavingRow) -> CellValue:
    delivery = row.judged.delivery
    return None if delivery is None else Number(fraction(delivery), PERCENT_FORMAT)


def _status(row: SavingRow) -> str:
    return word_of(row.assessment.scheme, "indicators", row.judged.status) if row.judged.status else ""


COLUMNS: tuple[ColumnSpec[SavingRow], ...] = (
    ColumnSpec("Code", 13, lambda row: row.judged.saving.code, Look.CODE, repeats=True, field="code"),
    ColumnSpec("Saving", 36, lambda row: row.judged.saving.title, field="title"),
    ColumnSpec("Target", 15, lambda row: _money(row, "target"), Look.NUMBER, total=True, field="target"),
    ColumnSpec("Achieved", 15, lambda row: _money(row, "achieved"), Look.NUMBER, total=True, field="achieved"),
    ColumnSpec("Forecast", 15, lambda row: _money(row, "forecast"), Look.NUMBER, total=True, field="forecast"),
    ColumnSpec("Delivered", 11, _delivery, Look.NUMBER, field="delivery"),
    ColumnSpec("Status", 14, _status, Look.STATUS, field="status"),
    ColumnSpec("Why", 30, lambda row: row.judged.reason, Look.MUTED, field="reason"),
    ColumnSpec("Note", 44, lambda row: row.judged.saving.note),
    ColumnSpec("Lead", 18, lambda row: row.judged.saving.lead),
)
ALWAYS = {"Saving", "Target", "Achieved", "Forecast", "Delivered"}


def savings_columns(scheme: Scheme) -> tuple[ColumnSpec[SavingRow], ...]:
    """The columns, the status in the looks of the scheme."""
    return tuple(replace(spec, styles=styles_of(scheme, "indicators")) if spec.field == "status" else spec for spec in COLUMNS)


def where_of(judged: SavingAssessment) -> Where:
    """The place of a saving in its return."""
    return judged.saving.where


def write_savings(canvas: Canvas) -> None:
    """Writes the sheet; figures of several returns are added up together."""
    facts = canvas.facts
    lines, _ = make_lines(
        facts,
        (
            (place, judged, judged.saving.section, "")
            for place, assessment in enumerate(facts.assessments)
            for judged in assessment.savings
        ),
    )
    columns = [
        spec for spec in savings_columns(facts.scheme) if spec.heading in ALWAYS or any(spec.get(line) for line in lines)
    ]
    bands = bands_of(facts, lines, (section_in_full,), "Section")
    origin: list[ColumnSpec[SavingRow]] = [] if bands else return_columns(facts, lambda row: row.assessment)
    fitted = fit_widths([*origin, *columns, source_column(facts, lambda row: where_of(row.judged))], lines)
    write_report_sheet(canvas, SHEET, "Savings", fitted, lines, where=where_of, bands=bands)
