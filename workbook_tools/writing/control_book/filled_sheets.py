"""The sheets that buttons fill: Tracker, Exceptions, Log."""

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from workbook_tools.model.consolidation import ReturnState
from workbook_tools.model.control_book import EXCEPTIONS_TABLE, LOG_TABLE, STATES_ROW, TRACKER_TABLE
from workbook_tools.model.flat import STATES
from workbook_tools.writing.consolidated.words import OWN_STYLES
from workbook_tools.writing.control_book.tables import LAST_ROW, make_ready, write_headings
from workbook_tools.writing.page import Page, quoted
from workbook_tools.writing.theme import Look

STYLES = {state: OWN_STYLES[STATES][state] for state in ReturnState}


def write_tracker(book: Any, page: Page) -> None:
    """Writes the sheet; the counts of the states are live, and each state's word has its colour."""
    table = TRACKER_TABLE
    write_headings(page, table, "The button Collect returns fills this sheet anew each time.")
    make_ready(book, page, table, "State")
    page.write(2, 0, "Not collected yet.", Look.SUBTITLE, text_wrap=False)
    letter, styles = xl_col_to_name(table.place("State") - 1), tuple(STYLES.values())
    area = f"${letter}${table.first_row}:${letter}${LAST_ROW}"
    for column, style in enumerate(styles):
        page.write(STATES_ROW - 1, column, style.word, Look.STATUS, text_wrap=False)
        count = page.theme.format(Look.SHOWN, num_format="0")
        page.sheet.write_formula(STATES_ROW, column, f"=COUNTIF({area},{quoted(style.word)})", count, 0)
    page.colour_words((STATES_ROW - 1, 0, STATES_ROW - 1, len(styles) - 1), styles)
    page.colour_words((table.heading_row, table.place("State") - 1, LAST_ROW - 1, table.place("State") - 1), styles, soft=True)


def write_exceptions(book: Any, page: Page) -> None:
    """Writes the sheet; its statuses get their colours with their words, which the scheme declares."""
    table = EXCEPTIONS_TABLE
    write_headings(page, table, "The button Open exceptions fills this sheet anew each time.")
    make_ready(book, page, table)
    page.write(2, 0, "Not opened yet.", Look.SUBTITLE, text_wrap=False)


def write_log(book: Any, page: Page) -> None:
    """Writes the sheet, which grows by a row each time that a button was pressed."""
    write_headings(page, LOG_TABLE, "Each button adds a row: when it was pressed and what came of it.")
    make_ready(book, page, LOG_TABLE)
