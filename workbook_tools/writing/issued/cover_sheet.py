"""The cover of an issued return: what it is for, who signs it off, the officer's judgement of the whole."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from workbook_tools.model.layout import COVER_LABELS, COVER_SHEET
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.periods import parse_day
from workbook_tools.writing.cells import CellValue
from workbook_tools.writing.issued.names import COVER_PERIOD, PLAN_FROM, PLAN_TO
from workbook_tools.writing.issued.protect import protect
from workbook_tools.writing.issued.validations import anything, from_periods, from_statuses, sign_off_day
from workbook_tools.writing.page import Page
from workbook_tools.writing.return_data import cover_text
from workbook_tools.writing.theme import Look

WIDTHS = (36.0, 80.0)
FIRST = 3  # row of the first label, counted from 0
DAYS = {"signed_off_on", "plan_from", "plan_to"}
DAY_FORMAT = "dd/mm/yyyy"
GROUPS: Mapping[str, tuple[str, ...]] = {
    "The return": ("council", "service", "directorate", "period", "plan_from", "plan_to"),
    "To be filled in": ("contact_role", "report_title", "overall_judgement", "overall_reason"),
    "Sign-off": ("signed_off_by", "signed_off_on"),
    "Of the workbook": ("scheme", "scheme_version", "template"),
}
OPEN = {"contact_role", "report_title", "overall_judgement", "overall_reason", "signed_off_by", "signed_off_on"}
OPEN_IN_BLANKS = {"service", "directorate", "period", "plan_from", "plan_to"}
REMARKS = {
    "service": "As the council names it, such as Housing",
    "directorate": "That the service belongs to, where the council has directorates",
    "period": "Choose it from the list",
    "plan_from": "First day of the plan that the actions belong to",
    "plan_to": "Its last day; dates of actions lie between the two, both included",
    "contact_role": "The role, not the name, of whoever can answer questions",
    "report_title": "Only if the committee's report is to have a title of its own",
    "overall_judgement": "Only if you judge the return as a whole; a word of the key",
    "overall_reason": "Needed with a judgement; the committee reads it",
    "signed_off_by": "The role of whoever signs the return off",
    "signed_off_on": "The day, such as 14/04/2024",
}


def write_cover(book: Any, page: Page, given: ServiceReturn) -> None:
    """Writes the cover and names the cells that formulas refer to."""
    blank = given.cover.period is None
    open_fields = _open_fields(given)
    page.set_widths(WIDTHS)
    page.write(0, 0, "Service return", Look.TITLE, text_wrap=False)
    page.write(1, 0, "Fill in the yellow cells. Click on one to see what belongs there.", Look.SUBTITLE, text_wrap=False)
    row, places = FIRST, dict[str, int]()
    for group, fields in GROUPS.items():
        page.write(row, 0, group, Look.SECTION, text_wrap=False)
        for field in fields:
            row += 1
            places[field] = row
            _write_line(page, row, field, _content(given, field), is_open=field in open_fields)
        row += 2
    for name, field in ((COVER_PERIOD, "period"), (PLAN_FROM, "plan_from"), (PLAN_TO, "plan_to")):
        book.define_name(name, f"={COVER_SHEET}!{xl_rowcol_to_cell(places[field], 1, row_abs=True, col_abs=True)}")
    _validate(page, {field: row for field, row in places.items() if field in open_fields}, blank=blank)
    page.sheet.hide_gridlines(2)
    page.sheet.set_paper(9)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.set_landscape()
    first_open = min(places[field] for field in (OPEN_IN_BLANKS if blank else OPEN))
    page.sheet.set_selection(first_open, 1, first_open, 1)
    protect(page.sheet)


def _open_fields(given: ServiceReturn) -> set[str]:
    """What is to be filled in: in a blank nearly all, else also a directorate that was not known at issue."""
    if given.cover.period is None:
        return OPEN | OPEN_IN_BLANKS
    return OPEN if given.cover.directorate else OPEN | {"directorate"}


def _content(given: ServiceReturn, field: str) -> CellValue:
    text = cover_text(given, field)
    return parse_day(text) or text if field in DAYS and text else text or None


def _write_line(page: Page, row: int, field: str, content: CellValue, *, is_open: bool) -> None:
    look = Look.OPEN if is_open else Look.GIVEN
    page.write(row, 0, COVER_LABELS[field], Look.LABEL)
    number_format = DAY_FORMAT if field in DAYS or isinstance(content, date) else "@"
    page.write(row, 1, content, look, num_format=number_format)


def _validate(page: Page, places: Mapping[str, int], *, blank: bool) -> None:
    """What may be typed; every open cell says what belongs there when it is chosen."""
    cell = xl_rowcol_to_cell(places["signed_off_on"], 1)
    rules = {"signed_off_on": sign_off_day(cell), "overall_judgement": from_statuses()}
    if blank:
        rules["period"] = from_periods()
    for field, row in places.items():
        options = rules.get(field) or anything(COVER_LABELS[field], REMARKS[field])
        page.sheet.data_validation(row, 1, row, 1, dict(options))
