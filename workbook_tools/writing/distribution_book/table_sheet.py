"""A sheet with one of the list's tables: headings, boxes to fill in, and what may be typed into them.

The boxes have no colour and nothing is frozen, hidden or protected, so that the workbook meets the checklist for accessible
spreadsheets and rows can be sorted and deleted. Text goes on being text below the last box.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from workbook_tools.findings import WritingError, shorten
from workbook_tools.model.control_book import SheetTable
from workbook_tools.model.distribution import Format, SendAs
from workbook_tools.model.distribution_book import COMMITTEES, DOMAINS, FIELDS, HEADINGS, NO, RECIPIENTS, TABLES, YES, Field
from workbook_tools.writing.control_book.tables import write_headings
from workbook_tools.writing.issued.validations import ADVISE, STOP, Options, anything, from_list
from workbook_tools.writing.measure import MOST_CHARACTERS
from workbook_tools.writing.page import Page
from workbook_tools.writing.page_setup import A4
from workbook_tools.writing.theme import FONT, INK, RULE, Look, font_of, indent_of

FIRST_ROW = TABLES[0].first_row  # of every table, counted from 1
LAST_ROW = 1000  # that is checked while it is typed, counted from 1
BOX_HEIGHT = 18.0  # points
BOXES = {COMMITTEES: 32, RECIPIENTS: 25, DOMAINS: 16}
"""How many rows have boxes; with them a sheet fills a page at most. A list that is filled in further has as many as rows."""
HINTS = {
    COMMITTEES: "One row a committee, as it is called on its agendas.",
    RECIPIENTS: "One row a recipient of a committee's papers. An empty cell in the last column means no.",
    DOMAINS: "One row a domain that mail may go to: what stands behind the @ of an address.",
}
COMMITTEE_NAMES = "Committee_names"
"""Name of the area of the committees that are filled in."""
CHOICES: Mapping[Field, tuple[str, tuple[str, ...], str]] = {
    Field.SEND_AS: ("Send as", tuple(SendAs), "to, or a copy: cc or bcc. Everybody gets a message of their own."),
    Field.FORMAT: ("Format", tuple(Format), "What the recipient wants: workbook, accessible edition or PDF."),
    Field.CLEARED: (
        "Exempt papers",
        (YES, NO),
        "yes only for those who may see papers that are not for publication. Empty means no.",
    ),
}
"""By field what is chosen among: a title that fits into Excel's message, the words, what they mean."""
ADDRESS = (
    '=AND(LEN({cell})-LEN(SUBSTITUTE({cell},"@",""))=1,ISERROR(FIND(" ",{cell})),ISERROR(FIND("<",{cell})),'
    'COUNTIF({domains},MID({cell},FIND("@",{cell})+1,255))>0)'
)
DOMAIN = '=AND(ISNUMBER(FIND(".",{cell})),ISERROR(FIND("@",{cell})),ISERROR(FIND("*",{cell})),ISERROR(FIND(" ",{cell})))'


def write_table_sheet(book: Any, page: Page, table: SheetTable, rows: Sequence[Sequence[str]]) -> None:
    """Writes the sheet; `rows` have a text for each column.

    Raises:
        WritingError: a text is longer than a cell holds.
    """
    write_headings(page, table, HINTS[table.sheet])
    for index, heading in enumerate(HEADINGS[field] for field in FIELDS[table.sheet]):
        room = page.pixels(index, index) - indent_of(Look.HEADER)
        page.raise_row_for(table.heading_row - 1, heading, room, font_of(Look.HEADER))
    boxes = max(BOXES[table.sheet], len(rows))
    for number in range(boxes):
        row = table.heading_row + number
        texts = rows[number] if number < len(rows) else [""] * len(table.columns)
        for index, text in enumerate(texts):
            _check_length(table.sheet, row, index, text)
            page.write(row, index, text, Look.GIVEN, num_format="@", valign="vcenter")
        page.raise_row(row, BOX_HEIGHT)
    _go_on_below(book, page, table, table.heading_row + boxes)
    for index, field in enumerate(FIELDS[table.sheet]):
        options = _validation(field, table, xl_rowcol_to_cell(table.heading_row, index, col_abs=True))
        page.sheet.data_validation(table.heading_row, index, LAST_ROW - 1, index, dict(options))
    page.name_area((table.heading_row - 1, 0, table.heading_row + boxes - 1, len(table.columns) - 1))
    _set_up(page, table)


def name_committees(book: Any) -> None:
    """Names the committees that are filled in, so that recipients choose among them."""
    first = f"{COMMITTEES}!$A${FIRST_ROW}"
    book.define_name(COMMITTEE_NAMES, f"=OFFSET({first},0,0,MAX(1,COUNTA({first}:$A${LAST_ROW})),1)")


def _check_length(sheet: str, row: int, column: int, text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise WritingError(
            f"{sheet}!{xl_rowcol_to_cell(row, column)}: the text '{shorten(text, 40)}' has {len(text):,} characters, "
            f"but an Excel cell holds {MOST_CHARACTERS:,}. Shorten it."
        )


def _go_on_below(book: Any, page: Page, table: SheetTable, row: int) -> None:
    """What is typed below the boxes is text as well, with a line below each row that holds something."""
    cell = {"font_name": FONT, "font_size": 10, "font_color": INK, "align": "left", "indent": 1, "num_format": "@"}
    cell_format = book.add_format({**cell, "valign": "vcenter", "text_wrap": True})
    for index, column in enumerate(table.columns):
        page.sheet.set_column(index, index, column.width, cell_format)
    last = xl_col_to_name(len(table.columns) - 1)
    rule = {"type": "formula", "criteria": f"=COUNTA($A{row + 1}:${last}{row + 1})>0"}
    rule["format"] = book.add_format({"bottom": 1, "bottom_color": RULE})
    page.sheet.conditional_format(row, 0, LAST_ROW - 1, len(table.columns) - 1, rule)


def _validation(field: Field, table: SheetTable, cell: str) -> Options:
    heading = HEADINGS[field]
    if field in CHOICES:
        title, choices, message = CHOICES[field]
        return {**from_list("", title, message), "source": list(choices)}
    match field:
        case Field.COMMITTEE if table.sheet == RECIPIENTS:
            return from_list(COMMITTEE_NAMES, heading, "Choose the committee; it is named on the sheet Committees first.")
        case Field.ADDRESS:
            domains = f"{DOMAINS}!$A${FIRST_ROW}:$A${LAST_ROW}"
            message = "One address alone, such as clerk@example.gov.uk, in a domain of the sheet Domains."
            return {**from_list("", heading, message, ADVISE), **_formula(ADDRESS.format(cell=cell, domains=domains))}
        case Field.DOMAIN:
            message = "What stands behind the @, such as example.gov.uk. A domain allows itself only, none below it."
            return {**from_list("", heading, message, STOP), **_formula(DOMAIN.format(cell=cell))}
        case Field.ROLE:
            return anything(heading, "The role, not the person's name, such as Committee clerk")
        case _:
            return anything(heading, "The committee's name as it stands on its agendas; each committee once")


def _formula(formula: str) -> Options:
    return {"validate": "custom", "source": formula}


def _set_up(page: Page, table: SheetTable) -> None:
    """A4, one page wide, the headings on every page; without a footer, which the checklist forbids."""
    page.sheet.hide_gridlines(2)
    page.sheet.set_paper(A4)
    if table.sheet == RECIPIENTS:
        page.sheet.set_landscape()
    page.sheet.fit_to_pages(1, 0)
    page.sheet.repeat_rows(table.heading_row - 1)
