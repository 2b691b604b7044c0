"""The rows of actions: the status follows progress and dates. A row that only introduces others has none."""

from collections.abc import Iterator

from workbook_tools.model.assessment import ActionAssessment
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.words import Unit
from workbook_tools.writing.cells import due_cell, figure_cell
from workbook_tools.writing.live.actions import action_formulas
from workbook_tools.writing.live_edition.period_names import Periods
from workbook_tools.writing.live_edition.rows import DAY, LEVEL, PERCENT, LiveRow, RowParts, TableFormulas, level_formula
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.frame import ReportPlace


def action_rows(page: Page, place: ReportPlace, periods: Periods) -> Iterator[LiveRow]:
    """The rows of the table of actions at `place` on `page`."""
    formulas: dict[int, TableFormulas] = {}
    for line, row in zip(place.lines, place.rows, strict=True):
        key, scheme = id(line.assessment), line.assessment.scheme
        if key not in formulas:
            own = periods.own_names(line.assessment, action_formulas(scheme))
            formulas[key] = TableFormulas(own, {LEVEL: level_formula("Action")})
        if not line.judged.action.is_heading:
            yield _row(RowParts(page, place, row), scheme, line.judged, formulas[key])


def _row(parts: RowParts, scheme: Scheme, judged: ActionAssessment, table: TableFormulas) -> LiveRow:
    action = judged.action
    parts.known |= {
        "used": "TRUE",
        "is_cancelled": "TRUE" if action.cancelled else "FALSE",
        "progress_format": PERCENT,
        "due_format": DAY,
        "start_format": DAY,
    }
    parts.takes("progress", figure_cell(action.progress, Unit.PERCENT))
    parts.takes("due", due_cell(action.due))
    parts.takes("start", due_cell(action.start))
    formulas = table.of(parts, action, scheme.styles.actions)
    return parts.build(formulas, {"status": "{status}"}, judged.status.reason)
