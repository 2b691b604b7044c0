"""Makes a summary live: from its sheets as they were written with values to formulas with those values as results."""

from collections.abc import Callable, Iterator
from typing import Any

from workbook_tools.writing.live_edition.actions import action_rows
from workbook_tools.writing.live_edition.budget_lines import budget_rows, saving_rows
from workbook_tools.writing.live_edition.counts import CountedTable, SectionNumbers
from workbook_tools.writing.live_edition.front_page import make_front_live
from workbook_tools.writing.live_edition.indicators import indicator_rows
from workbook_tools.writing.live_edition.lists_sheet import LISTS, write_lists
from workbook_tools.writing.live_edition.period_names import Periods
from workbook_tools.writing.live_edition.risks import risk_rows
from workbook_tools.writing.live_edition.rows import CHANGES, LiveRow
from workbook_tools.writing.live_edition.workings import WORKINGS, Workings
from workbook_tools.writing.page import Page
from workbook_tools.writing.risks import risks_sheet
from workbook_tools.writing.summary import actions_sheet, finance_sheet, indicators_sheet, savings_sheet
from workbook_tools.writing.summary.frame import Canvas, ReportPlace

RowsOf = Callable[[Page, ReportPlace, Periods], Iterator[LiveRow]]
TABLES: dict[str, RowsOf] = {
    indicators_sheet.SHEET: indicator_rows,
    actions_sheet.SHEET: action_rows,
    risks_sheet.SHEET: risk_rows,
    finance_sheet.SHEET: budget_rows,
    savings_sheet.SHEET: saving_rows,
}
UNCALCULATED = (LISTS, WORKINGS)
"""Hidden sheets whose results are left to the program that opens the workbook."""


def make_live(canvas: Canvas, book: Any) -> None:
    """Makes the cells that follow from others formulas; all other sheets must have been written."""
    facts = canvas.facts
    periods = Periods(facts.scheme, facts.assessments)
    workings = Workings(canvas.pages[WORKINGS])
    tables = {}
    for sheet, rows_of in TABLES.items():
        if place := canvas.places.get(sheet):
            page, numbers = canvas.pages[sheet], SectionNumbers(place, facts.assessments)
            rows = [numbers.numbered(row) for row in rows_of(page, place, periods)]
            if rows:
                tables[sheet] = CountedTable(page, place, workings.work_out(page, rows, place), numbers)
    make_front_live(canvas, tables, workings)
    _make_echoes_live(canvas)
    write_lists(book, canvas.pages[LISTS], facts.scheme, periods, [table.worked.area(CHANGES) for table in tables.values()])
    for sheet in UNCALCULATED:
        canvas.pages[sheet].sheet.hide()


def _make_echoes_live(canvas: Canvas) -> None:
    """What repeats the status or the reason of a row becomes a reference to it, where the row shows the same."""
    for echo in canvas.echoes:
        link = canvas.anchors.link(echo.where, "")
        if link is None or link.sheet not in canvas.places:
            continue
        page, source, columns = canvas.pages[echo.sheet], canvas.pages[link.sheet], canvas.places[link.sheet].columns
        for field, column in echo.columns.items():
            if field in columns and page.value_at(echo.row, column) == source.value_at(link.row, columns[field]):
                cell = source.cell(link.row, columns[field], fixed_row=True, fixed_column=True)
                page.make_live(echo.row, column, f"={link.sheet}!{cell}")
