"""The risks: scores, band and movement with their reasons, beside what the service reported."""

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from workbook_tools.findings import Where
from workbook_tools.model.assessment import RiskAssessment
from workbook_tools.model.figures import Figure
from workbook_tools.model.scheme import ReportTable, RiskTable
from workbook_tools.model.words import Trend, Unit
from workbook_tools.writing.cells import CellValue, difference_cell, figure_cell, whole_cell
from workbook_tools.writing.summary.frame import Canvas
from workbook_tools.writing.summary.report_columns import Field, build_columns, make_lines, overruled_text, word_of
from workbook_tools.writing.summary.report_sheet import write_report_sheet
from workbook_tools.writing.summary_facts import Line, SummaryFacts
from workbook_tools.writing.theme import Look

SHEET = "Risks"
BESIDE: dict[str, tuple[str, ...]] = {
    "title": ("controls",),
    "status": ("reported_status", "overruled"),
    "movement": ("reported_forecast",),
}
IN_BLOCKS = ("effect", "controls", "related_actions", "note")
"""Fields that stand in the blocks of a register, where the scheme has them, instead of in the table."""

RiskLine = Line[RiskAssessment]


def _score(figure: Figure, position: int | None) -> CellValue:
    """A likelihood or an impact as returned, or what it was understood as where it is written otherwise."""
    cell = figure_cell(figure, Unit.NUMBER)
    return whole_cell(position) if isinstance(cell, str) and position is not None else cell


def _likelihood(line: RiskLine) -> CellValue:
    return _score(line.judged.risk.likelihood, line.judged.position[0] if line.judged.position else None)


def _impact(line: RiskLine) -> CellValue:
    return _score(line.judged.risk.impact, line.judged.position[1] if line.judged.position else None)


def _total(used: Decimal | None, returned: Figure) -> CellValue:
    """The score that was judged; where none was usable, what the return says."""
    return whole_cell(used) if used is not None else figure_cell(returned, Unit.NUMBER)


def _reported(line: RiskLine) -> str:
    """Published band or status and colour letter, as printed."""
    risk = line.judged.risk
    word = risk.reported_band or risk.reported_status
    return " ".join(part for part in (word, f"({risk.reported_colour})" if risk.reported_colour else "") if part)


ARROWS = {
    "↔": "sideways", "\\leftrightarrow": "sideways", "↑": "up", "\\uparrow": "up", "↓": "down", "\\downarrow": "down",
    "→": "to the right", "\\rightarrow": "to the right",
}  # fmt: skip
"""Arrows, and how they are written where they are no characters; what a council means by them is not said here."""
TITLE_WIDTH = 60.0  # characters of a title that stands without the texts of the blocks
NOT_LEGIBLE = "not legible"


def _forecast(line: RiskLine) -> str:
    """The forecast as printed; an arrow in words, and a mark without a single letter is said to be not legible."""
    text = line.judged.risk.reported_forecast
    arrow = ARROWS.get(text.strip(), "")
    return f"arrow {arrow}" if arrow else text if any(map(str.isalpha, text)) else NOT_LEGIBLE if text else ""


def _register(line: RiskLine) -> str:
    return line.section[:1].upper() + line.section[1:]


def _overruled(line: RiskLine) -> str:
    judged = line.judged
    return overruled_text(word_of(line.assessment.scheme, "risks", judged.computed), judged.computed, judged.overruled)


FIELDS: dict[str, Field[RiskAssessment]] = {
    "section": Field(12, _register),
    "register": Field(12, _register),
    "service": Field(22, lambda line: line.judged.risk.service, heading="Service"),
    "code": Field(11, lambda line: line.judged.risk.code, Look.CODE),
    "title": Field(44, lambda line: line.judged.risk.title, kept=True),
    "effect": Field(30, lambda line: line.judged.risk.effect, heading="Potential effect"),
    "related_actions": Field(14, lambda line: "; ".join(line.judged.risk.related_actions)),
    "controls": Field(22, lambda line: line.judged.risk.controls, heading="Internal controls"),
    "lead": Field(18, lambda line: line.judged.risk.lead),
    "likelihood": Field(11, _likelihood, Look.NUMBER),
    "impact": Field(9, _impact, Look.NUMBER),
    "score": Field(9, lambda line: _total(line.judged.score, line.judged.risk.score), Look.NUMBER, kept=True),
    "target_score": Field(9, lambda line: _total(line.judged.target_score, line.judged.risk.target_score), Look.NUMBER),
    "gap": Field(9, lambda line: difference_cell(line.judged.gap, Unit.NUMBER), Look.NUMBER),
    "previous_score": Field(9, lambda line: figure_cell(line.judged.risk.previous_score, Unit.NUMBER), Look.NUMBER),
    "status": Field(
        16, lambda line: word_of(line.assessment.scheme, "risks", line.judged.status), Look.STATUS, "risks", kept=True
    ),
    "movement": Field(
        16, lambda line: word_of(line.assessment.scheme, "movements", line.judged.movement), Look.TREND, "movements", kept=True
    ),
    "reason": Field(28, lambda line: line.judged.status.reason, Look.MUTED, kept=True),
    "note": Field(44, lambda line: line.judged.risk.note),
    "reported_status": Field(13, _reported, Look.MUTED, heading="Reported"),
    "reported_direction": Field(10, lambda line: line.judged.risk.reported_direction, Look.MUTED),
    "reported_forecast": Field(11, _forecast, Look.MUTED, heading="Forecast"),
    "overruled": Field(24, _overruled, heading="Overruled"),
}


def where_of(judged: RiskAssessment) -> Where:
    """The place of a risk in its return."""
    return judged.risk.where


def risk_lines(facts: SummaryFacts) -> tuple[tuple[RiskLine, ...], tuple[tuple[str, str], ...]]:
    """All risks with their registers as shown, a return's by register; and the registers that have to be written out."""
    return make_lines(
        facts,
        (
            (place, judged, judged.risk.register, "")
            for place, assessment in enumerate(facts.assessments)
            for judged in _by_register(assessment.risks)
        ),
    )


def _by_register(risks: Sequence[RiskAssessment]) -> list[RiskAssessment]:
    """The risks of one register together; registers and risks in the order of the return."""
    order = list(dict.fromkeys(judged.risk.register for judged in risks))
    return sorted(risks, key=lambda judged: order.index(judged.risk.register))


def write_risks(canvas: Canvas) -> None:
    """Writes the sheet."""
    facts = canvas.facts
    table = facts.scheme.report.risks
    lines, written_out = risk_lines(facts)
    shown = _without_blocks(table) if table.layout == "blocks" else table
    columns = build_columns(facts, shown, FIELDS, lines, beside=_beside(table, lines), where=where_of)
    write_report_sheet(canvas, SHEET, table.title, columns, lines, where=where_of, written_out=written_out)


def _without_blocks(table: RiskTable) -> ReportTable:
    """The table without the texts of the blocks; the title has their room."""
    columns = tuple(
        msgspec.structs.replace(column, width=TITLE_WIDTH) if column.field == "title" else column
        for column in table.columns
        if column.field not in IN_BLOCKS
    )
    return msgspec.structs.replace(table, columns=columns)


def _beside(table: RiskTable, lines: Sequence[RiskLine]) -> dict[str, tuple[str, ...]]:
    """What stands beside the declared columns: controls, targets and movements where the returns have them."""
    declared = {column.field for column in table.columns}
    beside = dict(BESIDE)
    if table.layout == "blocks":
        del beside["title"]
    if any(line.judged.target_score is not None for line in lines):
        beside |= {"target_score": ("gap",)} if "target_score" in declared else {"score": ("target_score", "gap")}
    if "movement" not in declared and any(line.judged.movement.status is not Trend.NO_COMPARISON for line in lines):
        beside["status"] = ("movement", *beside["status"])
    return beside
