"""The rows of budget lines: the variance follows budget, forecast and actual."""

from collections.abc import Iterator

from workbook_tools.model.words import Unit
from workbook_tools.writing.cells import figure_cell
from workbook_tools.writing.live.finance import finance_formulas
from workbook_tools.writing.live_edition.period_names import Periods
from workbook_tools.writing.live_edition.row_formulas import take_apart
from workbook_tools.writing.live_edition.rows import PLAIN, LiveRow, RowParts
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.frame import ReportPlace

FIGURES = ("budget", "actual", "forecast")


def budget_rows(page: Page, place: ReportPlace, _periods: Periods) -> Iterator[LiveRow]:
    """The rows of the table of budget lines at `place` on `page`."""
    formulas = take_apart(finance_formulas())
    for line, row in zip(place.lines, place.rows, strict=True):
        parts = RowParts(page, place, row, {"used": "TRUE"} | {f"{name}_format": PLAIN for name in FIGURES})
        for name in FIGURES:
            parts.takes(name, figure_cell(getattr(line.judged.line, name), Unit.GBP))
        yield parts.build(formulas, {"variance": "{variance}"}, line.judged.reason)
