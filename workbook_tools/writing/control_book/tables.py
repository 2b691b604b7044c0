"""What the sheets with a table have in common: title, headings, empty cells ready to be filled, how they are printed."""

from typing import Any

from workbook_tools.model.control_book import COUNT, DAY, MOMENT, SheetTable
from workbook_tools.writing.issued.protect import protect
from workbook_tools.writing.page import Page
from workbook_tools.writing.page_setup import set_up_landscape
from workbook_tools.writing.tables import heading_format
from workbook_tools.writing.theme import FONT, INK, RULE, Look

READY_ROWS = 200  # whose cells are formatted one by one; the columns' own format holds below
LAST_ROW = 1_048_576  # of a sheet
TO_THE_RIGHT = {DAY, MOMENT, COUNT}


def write_headings(page: Page, table: SheetTable, hint: str) -> None:
    """Writes title, hint and headings."""
    page.set_widths([column.width for column in table.columns])
    page.write(0, 0, table.sheet, Look.TITLE, text_wrap=False)
    page.write(1, 0, hint, Look.SUBTITLE, text_wrap=False)
    for index, column in enumerate(table.columns):
        look = Look.NUMBER if column.number_format in TO_THE_RIGHT else Look.TEXT
        page.put(table.heading_row - 1, index, column.heading, heading_format(page.theme, look))
    page.raise_row(table.heading_row - 1, 20)


def make_ready(book: Any, page: Page, table: SheetTable, coloured: str = "") -> None:
    """Formats the cells below the headings, which a button fills in: a line below each row that holds something.

    The column of the heading `coloured` is left without: of two conditional formats LibreOffice shows one.
    """
    cell = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top", "text_wrap": True}
    for index, column in enumerate(table.columns):
        side = {"align": "right"} if column.number_format in TO_THE_RIGHT else {"align": "left", "indent": 1}
        cell_format = book.add_format(cell | side | {"num_format": column.number_format})
        page.sheet.set_column(index, index, column.width, cell_format)
        for row in range(table.heading_row, table.heading_row + READY_ROWS):
            page.sheet.write_blank(row, index, None, cell_format)
    page.name_area((table.heading_row - 1, 0, table.heading_row + READY_ROWS - 1, len(table.columns) - 1))
    line = {"type": "formula", "criteria": f'=$A{table.first_row}&$B{table.first_row}<>""'}
    line["format"] = book.add_format({"bottom": 1, "bottom_color": RULE})
    for index, column in enumerate(table.columns):
        if column.heading != coloured:
            page.sheet.conditional_format(table.heading_row, index, LAST_ROW - 1, index, line)
    set_up_table(page, table)


def set_up_table(page: Page, table: SheetTable) -> None:
    """Headings stay in view and are printed on every page; the sheet is protected without a password."""
    page.sheet.freeze_panes(table.heading_row, 1)
    page.sheet.repeat_rows(table.heading_row - 1)
    set_up_landscape(page.sheet)
    protect(page.sheet)
