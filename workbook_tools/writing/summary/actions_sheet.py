"""The actions: due date, progress and status with its reason, beside what the service reported."""

from workbook_tools.findings import Where
from workbook_tools.model.assessment import ActionAssessment
from workbook_tools.model.words import Unit
from workbook_tools.writing.cells import due_cell, figure_cell
from workbook_tools.writing.summary.bands import bands_of, groups_of
from workbook_tools.writing.summary.frame import Canvas
from workbook_tools.writing.summary.report_columns import Field, build_columns, make_lines, overruled_text, word_of
from workbook_tools.writing.summary.report_sheet import write_report_sheet
from workbook_tools.writing.summary_facts import Line, SummaryFacts
from workbook_tools.writing.theme import Look

SHEET = "Actions"
BESIDE: dict[str, tuple[str, ...]] = {"status": ("reported_status", "overruled")}

ActionLine = Line[ActionAssessment]


def _status(line: ActionLine) -> str:
    """The status word; a lead-in to sub-actions is not judged."""
    return "" if line.judged.action.is_heading else word_of(line.assessment.scheme, "actions", line.judged.status)


def _reason(line: ActionLine) -> str:
    return "" if line.judged.action.is_heading else line.judged.status.reason


def _overruled(line: ActionLine) -> str:
    judged = line.judged
    word = word_of(line.assessment.scheme, "actions", judged.computed)
    return overruled_text(word, judged.computed, judged.overruled)


FIELDS: dict[str, Field[ActionAssessment]] = {
    "section_number": Field(9, lambda line: line.judged.action.section_number),
    "section": Field(20, lambda line: line.section),
    "service": Field(10, lambda line: line.judged.action.service, heading="Service"),
    "code": Field(14, lambda line: line.judged.action.code, Look.CODE),
    "parent": Field(12, lambda line: line.judged.action.parent, heading="Part of"),
    "title": Field(40, lambda line: line.judged.action.title, kept=True),
    "start": Field(12, lambda line: due_cell(line.judged.action.start), Look.DATE),
    "due": Field(13, lambda line: due_cell(line.judged.action.due), Look.DATE, kept=True),
    "progress": Field(10, lambda line: figure_cell(line.judged.action.progress, Unit.PERCENT), Look.NUMBER, kept=True),
    "status": Field(16, _status, Look.STATUS, "actions", kept=True),
    "reason": Field(28, _reason, Look.MUTED, kept=True),
    "note": Field(54, lambda line: line.judged.action.note),
    "lead": Field(18, lambda line: line.judged.action.lead, heading="Lead"),
    "reported_status": Field(11, lambda line: line.judged.action.reported_status, Look.MUTED, heading="Reported status"),
    "overruled": Field(24, _overruled, heading="Overruled"),
}


def where_of(judged: ActionAssessment) -> Where:
    """The place of an action in its return."""
    return judged.action.where


def action_lines(facts: SummaryFacts) -> tuple[tuple[ActionLine, ...], tuple[tuple[str, str], ...]]:
    """All actions with their sections as shown, and the sections that have to be written out."""
    return make_lines(
        facts,
        (
            (place, judged, judged.action.section, judged.action.section_number)
            for place, assessment in enumerate(facts.assessments)
            for judged in assessment.actions
        ),
    )


def write_actions(canvas: Canvas) -> None:
    """Writes the sheet."""
    facts = canvas.facts
    table = facts.scheme.report.actions
    lines, written_out = action_lines(facts)
    beside = BESIDE
    if any(line.judged.action.parent for line in lines):
        beside = BESIDE | {"code": ("parent",)}
    if any(line.judged.action.lead for line in lines):
        beside = beside | {"note": ("lead",)}
    bands = bands_of(facts, lines, groups_of(table, FIELDS), table.section_heading)
    columns = build_columns(facts, table, FIELDS, lines, beside=beside, where=where_of, banded=bool(bands))
    write_report_sheet(canvas, SHEET, table.title, columns, lines, where=where_of, bands=bands, written_out=written_out)
