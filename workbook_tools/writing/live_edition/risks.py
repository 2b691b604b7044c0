"""The rows of risks: score, band, gap and movement follow likelihood and impact, or the score where no more is stated."""

from collections.abc import Iterator
from decimal import Decimal

from workbook_tools.model.assessment import RiskAssessment
from workbook_tools.model.figures import Figure
from workbook_tools.model.scheme import risk_styles
from workbook_tools.model.words import Unit
from workbook_tools.writing.cells import CellValue, figure_cell, whole_cell
from workbook_tools.writing.live.risks import risk_formulas
from workbook_tools.writing.live_edition.period_names import Periods
from workbook_tools.writing.live_edition.row_formulas import prefixed
from workbook_tools.writing.live_edition.rows import PLAIN, LiveRow, RowParts, TableFormulas
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.frame import ReportPlace

POSITION = ("likelihood", "impact")
TARGET = "target_"
GAP = 'IF(AND(ISNUMBER({rating}),ISNUMBER({target_rating})),{rating}-{target_rating},"")'


def risk_rows(page: Page, place: ReportPlace, _periods: Periods) -> Iterator[LiveRow]:
    """The rows of the table of risks at `place` on `page`; none under a scheme without a matrix, where nothing can change."""
    formulas: dict[int, TableFormulas] = {}
    for line, row in zip(place.lines, place.rows, strict=True):
        scheme = line.assessment.scheme
        if scheme.risks is None:
            continue
        if id(scheme) not in formulas:
            rating = risk_formulas(scheme)
            formulas[id(scheme)] = TableFormulas(rating, {**prefixed(rating, TARGET), "gap": GAP})
        parts = RowParts(page, place, row)
        shown = {"status": "{status}", "movement": "{movement}", "gap": "{gap}", **_take_rating(parts, line.judged)}
        parts.takes("previous_score", figure_cell(line.judged.risk.previous_score, Unit.NUMBER))
        live = formulas[id(scheme)].of(parts, line.judged.risk, risk_styles(scheme.risks))
        yield parts.build(live, shown, line.judged.status.reason)


def _take_rating(parts: RowParts, judged: RiskAssessment) -> dict[str, str]:
    """Takes the cells of the current and the target rating; the cells that then follow from them.

    Where the table shows likelihood and impact, its score follows from them. Elsewhere the score is what can be corrected.
    """
    risk = judged.risk
    figures = (*POSITION, "score")
    parts.known |= {"used": "TRUE", "previous_score_format": PLAIN}
    parts.known |= {f"{prefix}{name}_format": PLAIN for prefix in ("", TARGET) for name in figures}
    parts.takes(f"{TARGET}score", _score(judged.target_score, risk.target_score))
    parts.given |= {f"{TARGET}{name}": None for name in POSITION}
    if not set(POSITION) <= set(parts.place.columns):
        parts.given |= dict.fromkeys(POSITION)
        parts.takes("score", _score(judged.score, risk.score))
        return {}
    for name in POSITION:
        parts.takes_cell(name, name)
    if judged.position is None:
        parts.takes("score", _score(judged.score, risk.score))
        return {}
    parts.given["score"] = figure_cell(risk.score, Unit.NUMBER)
    return {"score": "{rating}"}


def _score(used: Decimal | None, returned: Figure) -> CellValue:
    """The score that was judged; where none was usable, what the return says."""
    return whole_cell(used) if used is not None else figure_cell(returned, Unit.NUMBER)
