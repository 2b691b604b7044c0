"""Rows at the worst status of which the committee is not told why."""

from collections.abc import Iterator

from workbook_tools import catalogue
from workbook_tools.findings import Finding
from workbook_tools.model.assessment import ActionAssessment, Assessment, IndicatorAssessment
from workbook_tools.model.scheme import MEANINGS, Scheme, Style, level_of
from workbook_tools.model.service_return import Action, Indicator
from workbook_tools.model.words import Level


def note_missing(assessment: Assessment) -> Iterator[Finding]:
    """Indicators and actions whose status in force is red, without a note; not where the table has no column for notes."""
    rows: tuple[IndicatorAssessment | ActionAssessment, ...] = (*assessment.indicators, *assessment.actions)
    for judged in rows:
        row, style = _row_and_style(judged, assessment.scheme)
        if row.note.strip() or "note" not in row.cells or (isinstance(row, Action) and row.is_heading):
            continue
        table = "indicators" if isinstance(row, Indicator) else "actions"
        if level_of(judged.status.style, style, MEANINGS[table]) is Level.ALERT:
            yield catalogue.NOTE_MISSING.at(row.at("note"), row.code, status=style.word)


def _row_and_style(judged: IndicatorAssessment | ActionAssessment, scheme: Scheme) -> tuple[Indicator | Action, Style]:
    if isinstance(judged, IndicatorAssessment):
        return judged.indicator, scheme.indicator_style(judged.status.style)
    return judged.action, scheme.style_of("actions", judged.status.style)
