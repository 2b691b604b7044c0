"""Rows at the worst status of which the committee is not told why."""

from collections.abc import Iterator

from workbook_tools import catalogue
from workbook_tools.findings import Finding
from workbook_tools.model.assessment import ActionAssessment, Assessment, IndicatorAssessment
from workbook_tools.model.scheme import MEANINGS, level_of
from workbook_tools.model.service_return import Action, Indicator
from workbook_tools.model.words import Level


def note_missing(assessment: Assessment) -> Iterator[Finding]:
    """Indicators and actions whose status in force is red, without a note; not where the table has no column for notes."""
    rows: tuple[IndicatorAssessment | ActionAssessment, ...] = (*assessment.indicators, *assessment.actions)
    for judged in rows:
        row = judged.indicator if isinstance(judged, IndicatorAssessment) else judged.action
        if row.note.strip() or "note" not in row.cells or (isinstance(row, Action) and row.is_heading):
            continue
        table = "indicators" if isinstance(row, Indicator) else "actions"
        style = assessment.scheme.style_of(table, judged.status.style)
        if level_of(judged.status.style, style, MEANINGS[table]) is Level.ALERT:
            yield catalogue.NOTE_MISSING.at(row.at("note"), row.code, status=style.word)
