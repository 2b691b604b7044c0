"""The whole workbook: blank, or filled in."""

from datetime import datetime, time
from io import BytesIO
from pathlib import Path

import xlsxwriter

from workbook_tools.model.distribution_book import COMMITTEES, CONTENTS, DOMAINS, RECIPIENTS, TABLES, TITLE, ListContents
from workbook_tools.model.layout import TEMPLATE_DATE
from workbook_tools.writing.distribution_book.contents_sheet import write_contents
from workbook_tools.writing.distribution_book.table_sheet import name_committees, write_table_sheet
from workbook_tools.writing.growing_sheet import GrowingSheet
from workbook_tools.writing.issued.book import OPTIONS
from workbook_tools.writing.named_styles import name_styles
from workbook_tools.writing.page import Page
from workbook_tools.writing.theme import Theme
from workbook_tools.writing.whole_file import write_new

PROPERTIES = {"title": TITLE, "author": "workbook-tools", "created": datetime.combine(TEMPLATE_DATE, time())}


def write_distribution_list(path: Path, contents: ListContents | None = None) -> None:
    """Writes the workbook where there is no file yet: a list that somebody has filled in is never replaced.

    Raises:
        WritingError: another file is there, it could not be written, or a text is longer than a cell holds.
    """
    write_new(path, build_distribution_list(contents))


def build_distribution_list(contents: ListContents | None = None) -> bytes:
    """The workbook, blank without contents. The same contents give the same bytes; a text stays text whatever it begins with.

    Raises:
        WritingError: a text is longer than a cell holds.
    """
    given = contents or ListContents()
    rows = {
        COMMITTEES: tuple((name,) for name in given.committees),
        RECIPIENTS: given.recipients,
        DOMAINS: tuple((domain,) for domain in given.domains),
    }
    content = BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    book.set_properties(PROPERTIES)
    theme = Theme(book)
    first = Page(book.add_worksheet(CONTENTS, GrowingSheet), theme)
    write_contents(first)
    for table in TABLES:
        write_table_sheet(book, Page(book.add_worksheet(table.sheet, GrowingSheet), theme), table, rows[table.sheet])
    name_committees(book)
    first.sheet.activate()
    book.close()
    return name_styles(content.getvalue(), theme.formats_by_style())
