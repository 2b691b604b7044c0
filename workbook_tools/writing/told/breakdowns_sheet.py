"""The small tables of the returns that have no place of their own in another part of the report."""

from workbook_tools.model.scheme import ServiceTable
from workbook_tools.writing.summary.frame import Canvas, set_up_page, write_title_block
from workbook_tools.writing.summary.parts import SHEETS
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.told.small_tables import MOST_COLUMNS, WIDTHS, SmallTable, small_tables, write_small_table

SHEET = SHEETS["breakdowns"]


def write_breakdowns(canvas: Canvas) -> None:
    """Writes the sheet: each table under its name."""
    facts, page = canvas.facts, canvas.pages[SHEET]
    page.set_widths(WIDTHS)
    row = write_title_block(page, facts, SHEET, f"Figures as the services state them. {facts.files}")
    for table in other_tables(facts):
        row = write_small_table(canvas, page, row, table)
    set_up_page(page, facts, (row - 1, MOST_COLUMNS))


def other_tables(facts: SummaryFacts) -> list[SmallTable]:
    """The tables without a place of their own."""
    return small_tables(facts, _has_no_place)


def _has_no_place(layout: ServiceTable | None) -> bool:
    return layout is None or not (layout.theme or layout.in_snapshot)
