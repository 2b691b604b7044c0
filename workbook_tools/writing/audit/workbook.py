"""The audit pack as a workbook, in the look of the accessible edition."""

from datetime import datetime, time
from io import BytesIO

import xlsxwriter

from workbook_tools.findings import shorten
from workbook_tools.model.audit import Audit
from workbook_tools.writing.accessible.cover import write_lines
from workbook_tools.writing.accessible.looks import AccessibleTheme
from workbook_tools.writing.accessible.reference_sheets import CONTENTS, contents
from workbook_tools.writing.accessible.sheet_writer import write_sheet
from workbook_tools.writing.accessible.table_layout import Sheet
from workbook_tools.writing.audit.front import FRONT, lines_of, title_of
from workbook_tools.writing.audit.message_sheets import attachments, events, messages
from workbook_tools.writing.audit.paper_sheets import findings, packs, returns, rules
from workbook_tools.writing.cells import Link
from workbook_tools.writing.named_styles import name_styles
from workbook_tools.writing.page import Page
from workbook_tools.writing.seen import seen
from workbook_tools.writing.summary.summary_workbook import OPTIONS, PROPERTY_LENGTH, USUAL_AUTHOR
from workbook_tools.writing.whole_file import KEYWORDS

ABOUT_LENGTH = 200  # characters of what the notes of each sheet begin with
TO_CONTENTS = Link("Back to Contents", CONTENTS, 0)
TO_FRONT = Link(f"Back to {FRONT}", FRONT, 0)
SHEETS = (messages, attachments, packs, findings, returns, events, rules)
"""What makes the sheets, in the order of reading; each gives None where there is nothing to show."""


def build_audit(audit: Audit) -> bytes:
    """The workbook as bytes; the same audit gives the same ones."""
    sheets = [sheet for make in SHEETS if (sheet := make(audit)) is not None]
    content = BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    title = title_of(audit)
    book.set_properties(_properties(audit, title))
    theme = AccessibleTheme(book)
    front = Page(book.add_worksheet(FRONT), theme)
    write_lines(front, lines_of(audit))
    front.sheet.activate()
    about = shorten(f"{seen(audit.council)}, {title}", ABOUT_LENGTH)
    for sheet in (contents(sheets), *sheets):
        _write(Page(book.add_worksheet(sheet.name), theme), sheet, about)
    book.close()
    return name_styles(content.getvalue(), theme.formats_by_style())


def _write(page: Page, sheet: Sheet, about: str) -> None:
    write_sheet(page, sheet, about, TO_FRONT if sheet.name == CONTENTS else TO_CONTENTS)


def _properties(audit: Audit, title: str) -> dict[str, object]:
    return {
        "title": shorten(title, PROPERTY_LENGTH),
        "author": USUAL_AUTHOR,
        "company": shorten(seen(audit.council), PROPERTY_LENGTH),
        "keywords": KEYWORDS,
        "created": datetime.combine(audit.made, time()),
    }
