"""The rows of budget lines and savings: variance, delivery and status follow their figures."""

from collections.abc import Iterator

from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import BudgetLine
from workbook_tools.model.spellings import INCOME, folded
from workbook_tools.model.words import Unit
from workbook_tools.writing.cells import figure_cell, money_cell
from workbook_tools.writing.live.money_status import SAVING_INPUTS, budget_formulas, saving_formulas
from workbook_tools.writing.live_edition.period_names import Periods
from workbook_tools.writing.live_edition.row_formulas import RowFormula, take_apart
from workbook_tools.writing.live_edition.rows import PLAIN, LiveRow, RowParts
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.frame import ReportPlace

FIGURES = ("budget", "actual", "forecast")
SHOWN = {"variance": "{shown_variance}", "variance_percent": "{percent}", "direction": "{direction}"}


def budget_rows(page: Page, place: ReportPlace, _periods: Periods) -> Iterator[LiveRow]:
    """The rows of the table of budget lines at `place` on `page`."""
    formulas: dict[int, dict[str, RowFormula]] = {}
    for line, row in zip(place.lines, place.rows, strict=True):
        scheme: Scheme = line.assessment.scheme
        if id(scheme) not in formulas:
            formulas[id(scheme)] = take_apart(budget_formulas(scheme))
        own = formulas[id(scheme)]
        period = line.assessment.service_return.cover.period
        is_within = period is None or period.end != period.financial_year.end
        parts = RowParts(page, place, row, {"used": "TRUE"} | {f"{name}_format": PLAIN for name in FIGURES})
        parts.known["is_income"] = _said(is_income(line.judged.line))
        parts.known["within_year"] = _said(is_within)
        parts.given["stated_variance"] = money_cell(line.judged.variance if line.judged.is_stated else None)
        for name in FIGURES:
            parts.takes(name, figure_cell(getattr(line.judged.line, name), Unit.GBP))
        shown = SHOWN | ({"status": "{status}"} if "status" in own else {})
        yield parts.build(own, shown, line.judged.reason)


def saving_rows(page: Page, place: ReportPlace, _periods: Periods) -> Iterator[LiveRow]:
    """The rows of the table of savings at `place` on `page`."""
    formulas: dict[int, dict[str, RowFormula]] = {}
    for line, row in zip(place.lines, place.rows, strict=True):
        scheme: Scheme = line.assessment.scheme
        if id(scheme) not in formulas:
            formulas[id(scheme)] = take_apart(saving_formulas(scheme))
        own = formulas[id(scheme)]
        parts = RowParts(page, place, row, {f"{name}_format": PLAIN for name in SAVING_INPUTS})
        for name in SAVING_INPUTS:
            parts.takes(name, figure_cell(getattr(line.judged.saving, name), Unit.GBP))
        shown = {"delivery": "{delivery}"} | ({"status": "{status}"} if "status" in own else {})
        yield parts.build(own, shown, line.judged.reason)


def is_income(line: BudgetLine) -> bool:
    """Whether a line says that it is one of income."""
    return folded(line.kind) in INCOME


def _said(holds: bool) -> str:  # noqa: FBT001
    return "TRUE" if holds else "FALSE"
