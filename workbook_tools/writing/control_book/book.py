"""The whole control workbook."""

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from workbook_tools.model.control_book import CONTROL, LISTS, PERIODS, SCHEMES, SHEETS, TITLE
from workbook_tools.model.layout import TEMPLATE_DATE
from workbook_tools.schemes.load import list_schemes
from workbook_tools.writing.control_book.control_sheet import write_control
from workbook_tools.writing.control_book.filled_sheets import write_exceptions, write_log, write_tracker
from workbook_tools.writing.control_book.services_sheet import write_services
from workbook_tools.writing.growing_sheet import GrowingSheet
from workbook_tools.writing.issued.book import OPTIONS
from workbook_tools.writing.live.tables import periods_to_choose
from workbook_tools.writing.named_lists import NamedLists
from workbook_tools.writing.named_styles import name_styles
from workbook_tools.writing.page import Page
from workbook_tools.writing.sheet_buttons import SheetButton
from workbook_tools.writing.theme import Look, Theme


def write_control_book(buttons: Sequence[SheetButton]) -> bytes:
    """The control workbook with its buttons, in the order of work; the macros that they run are added by whoever packs it.

    The same buttons give the same bytes.
    """
    content = BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    book.set_properties({"title": TITLE, "created": datetime.combine(TEMPLATE_DATE, time())})
    theme = Theme(book)
    kinds = {CONTROL: Worksheet}  # its rows keep their heights, since buttons stand on them
    pages = [Page(book.add_worksheet(name, kinds.get(name, GrowingSheet)), theme) for name in SHEETS]
    control, services, tracker, exceptions, log, lists = pages
    write_control(control, buttons)
    write_services(services)
    write_tracker(book, tracker)
    write_exceptions(book, exceptions)
    write_log(book, log)
    lists.write(0, 0, LISTS, Look.TITLE, text_wrap=False)
    named = NamedLists(book, lists)
    named.add("Schemes", (SCHEMES,), [(name,) for name in list_schemes()])
    named.add("Periods", (PERIODS,), [(str(period),) for period in periods_to_choose()])
    lists.sheet.hide()
    control.sheet.activate()
    book.close()
    return name_styles(content.getvalue(), theme.formats_by_style())
