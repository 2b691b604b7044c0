"""Makes a summary live: from its sheets as they were written with values to formulas with those values as results."""

from collections.abc import Callable, Iterator
from typing import Any

from workbook_tools.writing import actions_sheet, finance_sheet, indicators_sheet, risks_sheet
from workbook_tools.writing.frame import Canvas, ReportPlace
from workbook_tools.writing.live_edition.actions import action_rows
from workbook_tools.writing.live_edition.budget_lines import budget_rows
from workbook_tools.writing.live_edition.indicators import indicator_rows
from workbook_tools.writing.live_edition.lists_sheet import LISTS, write_lists
from workbook_tools.writing.live_edition.period_names import Periods
from workbook_tools.writing.live_edition.risks import risk_rows
from workbook_tools.writing.live_edition.rows import UNCHANGED, LiveRow
from workbook_tools.writing.live_edition.workings import WORKINGS, Workings
from workbook_tools.writing.page import Page

RowsOf = Callable[[Page, ReportPlace, Periods], Iterator[LiveRow]]
TABLES: dict[str, RowsOf] = {
    indicators_sheet.SHEET: indicator_rows,
    actions_sheet.SHEET: action_rows,
    risks_sheet.SHEET: risk_rows,
    finance_sheet.SHEET: budget_rows,
}
UNCALCULATED = (LISTS, WORKINGS)
"""Hidden sheets whose results are left to the program that opens the workbook."""


def make_live(canvas: Canvas, book: Any) -> None:
    """Makes the cells that follow from others formulas; all other sheets must have been written."""
    facts = canvas.facts
    periods = Periods(facts.scheme, facts.assessments)
    workings = Workings(canvas.pages[WORKINGS])
    areas = []
    for sheet, rows_of in TABLES.items():
        if place := canvas.places.get(sheet):
            rows = list(rows_of(canvas.pages[sheet], place, periods))
            if rows:
                areas.append(workings.work_out(canvas.pages[sheet], rows, place.columns).area(UNCHANGED))
    write_lists(book, canvas.pages[LISTS], facts.scheme, periods, areas)
    for sheet in UNCALCULATED:
        canvas.pages[sheet].sheet.hide()
