"""The whole return workbook that is issued to a service."""

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter

from workbook_tools.assess import assess
from workbook_tools.findings import shorten
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.layout import (
    COVER_SHEET,
    INSTRUCTIONS_SHEET,
    ISSUED_SHEET,
    ISSUED_TITLE,
    LISTS_SHEET,
    TEMPLATE_DATE,
    WORKINGS_SHEET,
)
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.writing.finish_formulas import finish_formulas
from workbook_tools.writing.growing_sheet import GrowingSheet
from workbook_tools.writing.issued.cover_sheet import write_cover
from workbook_tools.writing.issued.instructions import write_instructions
from workbook_tools.writing.issued.lists_sheet import write_lists
from workbook_tools.writing.issued.plan import TablePlan, plan_tables
from workbook_tools.writing.issued.previews import Previews, build_previews
from workbook_tools.writing.issued.table_sheet import write_table_sheet
from workbook_tools.writing.issued.workings_sheet import write_workings
from workbook_tools.writing.named_styles import name_styles
from workbook_tools.writing.page import Page
from workbook_tools.writing.return_data import write_return_data
from workbook_tools.writing.sheet_buttons import SheetButton
from workbook_tools.writing.theme import Theme

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
PROPERTY_LENGTH = 200  # characters of a document property


def build_issued_return(given: ServiceReturn, scheme: Scheme, buttons: Sequence[SheetButton] = ()) -> bytes:
    """The workbook of a return as it is issued. The same arguments give the same bytes.

    Args:
        given: the return without answers, as `issuing.build_issue` makes it; without a period it is a blank.
        scheme: the rules that its previews follow.
        buttons: to stand on its first sheet; their macros are put in by whoever has them.
    """
    content = BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    book.set_properties(_properties(given, scheme))
    theme = Theme(book)
    plans = plan_tables(given, scheme)
    sheets = [INSTRUCTIONS_SHEET, COVER_SHEET, *(plan.table.sheet for plan in plans), LISTS_SHEET, WORKINGS_SHEET, ISSUED_SHEET]
    pages = {name: Page(book.add_worksheet(name, GrowingSheet), theme) for name in sheets}
    about = _about(given, scheme)
    previews = _previews(plans, scheme, given)
    write_instructions(pages[INSTRUCTIONS_SHEET], plans, scheme, about, buttons)
    write_cover(book, pages[COVER_SHEET], given)
    for plan in plans:
        write_table_sheet(pages[plan.table.sheet], plan, scheme, previews[plan.table.sheet][1].shown, about)
    with_periods = given.cover.period is None or any(None in plan.earlier for plan in plans)
    write_lists(book, pages[LISTS_SHEET], scheme, given.cover.period, with_periods=with_periods)
    write_workings(pages[WORKINGS_SHEET], previews)
    write_return_data(pages[ISSUED_SHEET], 0, ISSUED_TITLE, given)
    pages[LISTS_SHEET].sheet.hide()
    pages[WORKINGS_SHEET].sheet.hide()
    pages[ISSUED_SHEET].sheet.very_hidden()
    pages[INSTRUCTIONS_SHEET].sheet.activate()
    book.close()
    named = name_styles(content.getvalue(), theme.formats_by_style())
    return finish_formulas(named, [sheets.index(name) + 1 for name in (LISTS_SHEET, WORKINGS_SHEET)])


def _previews(plans: Sequence[TablePlan], scheme: Scheme, given: ServiceReturn) -> dict[str, tuple[int, Previews]]:
    """By sheet: the first column of its steps on the sheet Workings, and its previews."""
    assessment = _assessed(given, scheme)
    found: dict[str, tuple[int, Previews]] = {}
    left = 0
    for plan in plans:
        previews = build_previews(plan, scheme, assessment, left)
        found[plan.table.sheet] = left, previews
        left += len(previews.steps) + 1 if previews.steps else 0
    return found


def _assessed(given: ServiceReturn, scheme: Scheme) -> Assessment:
    return assess(given, scheme, given.cover.period.end if given.cover.period else TEMPLATE_DATE)


def _about(given: ServiceReturn, scheme: Scheme) -> str:
    parts = (scheme.council, given.cover.service, str(given.cover.period or ""))
    return "  |  ".join(shorten(part) for part in parts if part)


def _properties(given: ServiceReturn, scheme: Scheme) -> dict[str, Any]:
    day = given.cover.period.end if given.cover.period else TEMPLATE_DATE
    return {
        "title": "Service return",
        "subject": shorten(_about(given, scheme), PROPERTY_LENGTH),
        "company": shorten(scheme.council, PROPERTY_LENGTH),
        "comments": f"{given.cover.template}; scheme {scheme.name}, version {scheme.version}.",
        "created": datetime.combine(day, time()),
    }
