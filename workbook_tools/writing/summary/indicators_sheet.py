"""The indicators: value, target, status and trend with their reasons, beside what the service reported."""

from decimal import Decimal

from workbook_tools.findings import Where
from workbook_tools.model.assessment import IndicatorAssessment, Verdict
from workbook_tools.model.figures import Figure
from workbook_tools.model.words import Polarity, Trend, Unit
from workbook_tools.writing.cells import CellValue, difference_cell, figure_cell
from workbook_tools.writing.summary.bands import bands_of, groups_of
from workbook_tools.writing.summary.frame import Canvas
from workbook_tools.writing.summary.report_columns import Field, build_columns, make_lines, overruled_text, word_of
from workbook_tools.writing.summary.report_sheet import write_report_sheet
from workbook_tools.writing.summary_facts import Line, SummaryFacts
from workbook_tools.writing.theme import Look

SHEET = "Indicators"
POLARITY_WORDS = {
    Polarity.MAXIMISE: "Higher is better",
    Polarity.MINIMISE: "Lower is better",
    Polarity.RANGE: "Within a range",
    Polarity.DATA_ONLY: "Data only",
    Polarity.UNKNOWN: "Not stated",
}
BESIDE = {"status": ("reported_status", "overruled"), "short_trend": ("reported_trend",)}
BESIDE_LONG = {"status": ("reported_status", "overruled"), "long_trend": ("reported_trend",)}

IndicatorLine = Line[IndicatorAssessment]


def _figure(line: IndicatorLine, figure: Figure) -> CellValue:
    return figure_cell(figure, line.judged.indicator.unit)


def _trend(line: IndicatorLine, verdict: Verdict[Trend]) -> str:
    return word_of(line.assessment.scheme, "trends", verdict)


def _variance(line: IndicatorLine) -> CellValue:
    value, target = line.judged.indicator.value.number, line.judged.indicator.target.number
    difference: Decimal | None = None if value is None or target is None else value - target
    return difference_cell(difference, line.judged.indicator.unit)


def _unit(line: IndicatorLine) -> str:
    row = line.judged.indicator
    return row.unit_text or ("" if row.unit is Unit.OTHER else row.unit.value)


def _reason(line: IndicatorLine) -> str:
    return line.judged.status.reason


def _overruled(line: IndicatorLine) -> str:
    judged = line.judged
    word = word_of(line.assessment.scheme, "indicators", judged.computed)
    return overruled_text(word, judged.computed, judged.overruled)


FIELDS: dict[str, Field[IndicatorAssessment]] = {
    "section": Field(20, lambda line: line.section),
    "service": Field(14, lambda line: line.judged.indicator.service, heading="Service"),
    "code": Field(13, lambda line: line.judged.indicator.code, Look.CODE),
    "title": Field(38, lambda line: line.judged.indicator.title, kept=True),
    "unit": Field(10, _unit),
    "polarity": Field(14, lambda line: POLARITY_WORDS[line.judged.indicator.polarity]),
    "previous_period": Field(11, lambda line: line.judged.indicator.previous_label),
    "previous": Field(11, lambda line: _figure(line, line.judged.indicator.previous), Look.NUMBER),
    "value": Field(11, lambda line: _figure(line, line.judged.indicator.value), Look.NUMBER, kept=True),
    "target": Field(11, lambda line: _figure(line, line.judged.indicator.target), Look.NUMBER, kept=True),
    "variance": Field(11, _variance, Look.NUMBER),
    "status": Field(
        13, lambda line: word_of(line.assessment.scheme, "indicators", line.judged.status), Look.STATUS, "indicators", kept=True
    ),
    "short_trend": Field(16, lambda line: _trend(line, line.judged.short_trend), Look.TREND, "trends", kept=True),
    "long_trend": Field(16, lambda line: _trend(line, line.judged.long_trend), Look.TREND, "trends", kept=True),
    "reason": Field(30, _reason, Look.MUTED, kept=True),
    "note": Field(48, lambda line: line.judged.indicator.note),
    "lead": Field(18, lambda line: line.judged.indicator.lead),
    "reported_status": Field(11, lambda line: line.judged.indicator.reported_status, Look.MUTED, heading="Reported status"),
    "reported_trend": Field(11, lambda line: line.judged.indicator.reported_trend, Look.MUTED, heading="Reported trend"),
    "overruled": Field(24, _overruled, heading="Overruled"),
}


def where_of(judged: IndicatorAssessment) -> Where:
    """The place of an indicator in its return."""
    return judged.indicator.where


def indicator_lines(facts: SummaryFacts) -> tuple[tuple[IndicatorLine, ...], tuple[tuple[str, str], ...]]:
    """All indicators with their sections as shown, and the sections that have to be written out."""
    return make_lines(
        facts,
        (
            (place, judged, judged.indicator.section, "")
            for place, assessment in enumerate(facts.assessments)
            for judged in assessment.indicators
        ),
    )


def write_indicators(canvas: Canvas) -> None:
    """Writes the sheet."""
    facts = canvas.facts
    table = facts.scheme.report.indicators
    lines, written_out = indicator_lines(facts)
    beside = BESIDE if any(column.field == "short_trend" for column in table.columns) else BESIDE_LONG
    bands = bands_of(facts, lines, groups_of(table, FIELDS), table.section_heading)
    columns = build_columns(facts, table, FIELDS, lines, beside=beside, where=where_of, banded=bool(bands))
    write_report_sheet(canvas, SHEET, table.title, columns, lines, where=where_of, bands=bands, written_out=written_out)
