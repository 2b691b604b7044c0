"""The consolidated workbook: every return's rows in one Excel table a sheet, with verdicts, reasons and source cells.

A record is one row, however long its note, so that filters and pivots count it once; the row is as high as Excel allows.
"""

import math
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from workbook_tools.findings import Severity
from workbook_tools.model.consolidation import Consolidation
from workbook_tools.model.scheme import Scheme, Style
from workbook_tools.model.wording import say_date
from workbook_tools.model.words import Unit
from workbook_tools.writing.cells import CellValue, Number, decimals_of, money_cell, number_cell, whole_cell
from workbook_tools.writing.consolidated_tables import SEVERITIES, Amount, FlatColumn, FlatTable, Holds, Value, tables_of
from workbook_tools.writing.measure import MOST_CHARACTERS, column_pixels
from workbook_tools.writing.page import Page
from workbook_tools.writing.tables import heading_format
from workbook_tools.writing.theme import DATE_FORMAT, SEVERITY_STYLES, Look, Theme, font_of, styles_of
from workbook_tools.writing.whole_file import KEYWORDS, replace_file
from workbook_tools.writing.widths import WIDEST

HEADING_ROW = 2  # counted from 0; the title stands above
WHOSE = 3  # columns at the left that say which row it is (service, file, code), repeated on every page
EXCEL_DIGITS = 15  # significant digits that an Excel number holds
EXCEL_EXPONENT = 300  # powers of ten that it certainly holds
A4 = 9  # Excel's number of the paper
FILTER_BUTTON = 18  # pixels that Excel's filter button takes of a heading
SYMBOL = 18  # pixels that the symbol before a verdict's word takes
LOOKS = {
    Holds.TEXT: Look.TEXT,
    Holds.LONG_TEXT: Look.TEXT,
    Holds.COUNT: Look.NUMBER,
    Holds.FIGURE: Look.NUMBER,
    Holds.DATE: Look.DATE,
    Holds.VERDICT: Look.STATUS,
}


def write_consolidation(path: Path, consolidation: Consolidation) -> None:
    """Writes the consolidated workbook, whole or not at all. The same consolidation gives the same bytes.

    Raises:
        WritingError: it could not be written; an earlier one is left as it was.
    """
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(content, options)
    title = f"{consolidation.scheme.council}: consolidated returns as at {say_date(consolidation.as_at)}"
    book.set_properties({"title": title, "keywords": KEYWORDS, "created": datetime.combine(consolidation.as_at, time())})
    theme = Theme(book)
    for table in tables_of(consolidation):
        page = Page(book.add_worksheet(table.sheet), theme)
        page.set_widths([column.width for column in table.columns])
        page.write(0, 0, f"{title}: {table.sheet}", Look.SECTION, text_wrap=False)
        _write_table(page, table, consolidation.scheme)
        _set_up_page(page.sheet, math.ceil(sum(column.width for column in table.columns) / WIDEST))
    book.close()
    replace_file(path, content.getvalue())


def _write_table(page: Page, table: FlatTable, scheme: Scheme) -> None:
    first, last = HEADING_ROW + 1, HEADING_ROW + max(1, len(table.rows))  # Excel wants a row in every table
    for index, column in enumerate(table.columns):
        page.raise_row_for(HEADING_ROW, column.heading, column_pixels(column.width) - FILTER_BUTTON, font_of(Look.HEADER))
        if column.holds is Holds.VERDICT:
            page.colour_words((first, index, last, index), _styles(scheme, column.styles))
    for number, row in enumerate(table.rows, start=first):
        for index, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            _write_cell(page, (number, index), column, cell_of(scheme, column, value))
    options = {
        "name": table.name.capitalize(),
        "style": None,
        "columns": [
            {"header": column.heading, "header_format": heading_format(page.theme, LOOKS[column.holds])}
            for column in table.columns
        ],
    }
    page.sheet.add_table(HEADING_ROW, 0, last, len(table.columns) - 1, options)


def _write_cell(page: Page, place: tuple[int, int], column: FlatColumn, value: CellValue) -> None:
    look = LOOKS[column.holds]
    if isinstance(value, Number):
        page.put(*place, value, page.theme.figure(Look.NUMBER, value.number_format))
        return
    if isinstance(value, date):
        page.put(*place, value, page.theme.figure(look, DATE_FORMAT))
        return
    page.put(*place, value, page.theme.format(Look.TEXT if isinstance(value, str) and look is Look.DATE else look))
    if isinstance(value, str):
        room = column_pixels(column.width) - (SYMBOL if column.styles else 0)
        page.raise_row_for(place[0], value, room, font_of(look))


def cell_of(scheme: Scheme, column: FlatColumn, value: Value) -> CellValue:
    """What a cell shows of a value: a verdict as its word, an amount as Excel holds it, a text as far as a cell holds it."""
    match value:
        case Amount():
            return amount_cell(value)
        case int():
            return whole_cell(value)
        case str() if column.styles == SEVERITIES:
            return SEVERITY_STYLES[Severity(value)].word
        case str() if column.holds is Holds.VERDICT and value:
            return scheme.style_of(column.styles, value).word
        case str():
            return whole_text(value)
        case _:
            return value


def amount_cell(amount: Amount) -> CellValue:
    """An amount as a number; as text where Excel could hold it only rounded."""
    if not fits_a_cell(amount.number):
        return f"{amount.number:f}"
    if amount.unit is Unit.GBP:
        return money_cell(amount.number)
    return number_cell(amount.number, amount.unit, decimals_of(amount.number.normalize()))


def fits_a_cell(number: Decimal) -> bool:
    """Whether Excel can hold a number with all its digits."""
    return len(number.normalize().as_tuple().digits) <= EXCEL_DIGITS and abs(number.adjusted()) <= EXCEL_EXPONENT


def whole_text(text: str) -> str:
    """`text` as a cell can hold it; what is too long says so at its end."""
    if len(text) <= MOST_CHARACTERS:
        return text
    mark = f" … [cut here: the return has {len(text):,} characters, a cell holds {MOST_CHARACTERS:,}]"
    return text[: MOST_CHARACTERS - len(mark)] + mark


def _styles(scheme: Scheme, name: str) -> Sequence[Style]:
    return tuple(SEVERITY_STYLES.values()) if name == SEVERITIES else styles_of(scheme, name)


def _set_up_page(sheet: Any, pages_wide: int) -> None:
    sheet.hide_gridlines(2)
    sheet.freeze_panes(HEADING_ROW + 1, 0)
    sheet.repeat_rows(HEADING_ROW)
    sheet.repeat_columns(0, WHOSE - 1)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(pages_wide, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&RPage &P of &N")
