"""The committee's summary workbook: judged returns -> one workbook that reads well on screen and on paper."""

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from workbook_tools.findings import shorten
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.layout import DATA_SHEET
from workbook_tools.model.meeting import NO_MEETING, Meeting
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.wording import say_date
from workbook_tools.writing.finish_formulas import finish_formulas
from workbook_tools.writing.formula_sheet import FormulaSheet
from workbook_tools.writing.front.front import Headline, set_out_front
from workbook_tools.writing.front.summary_sheet import write_front
from workbook_tools.writing.live_edition.workbook import UNCALCULATED, make_live
from workbook_tools.writing.live_edition.workings import WORKINGS
from workbook_tools.writing.named_styles import name_styles
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.frame import Canvas, footer_of
from workbook_tools.writing.summary.parts import FRONT, sheet_order
from workbook_tools.writing.summary.sheet_plan import PlannedSheet, planned_sheets
from workbook_tools.writing.summary_facts import Anchors, SummaryFacts
from workbook_tools.writing.theme import Theme
from workbook_tools.writing.whole_file import KEYWORDS, replace_file

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
PROPERTY_LENGTH = 200  # characters of a document property
USUAL_AUTHOR = "Performance team"


def write_summary(
    path: Path, assessments: Sequence[Assessment], scheme: Scheme, as_at: date, meeting: Meeting = NO_MEETING
) -> None:
    """Writes one or more judged returns into one summary workbook. The same arguments give the same bytes.

    Args:
        path: of the workbook; its folder must exist. An earlier workbook is replaced only by a whole new one.
        assessments: one a return, in order; refused returns are named but not judged.
        scheme: the rules that they were judged by, and the layout of the report.
        as_at: the last day that counts; also the day on which the workbook says it was made.
        meeting: that it goes to; what is not named is taken from the covers, if they say it.

    Raises:
        WritingError: the workbook could not be written.
    """
    replace_file(path, build_summary(assessments, scheme, as_at, meeting))


def build_summary(assessments: Sequence[Assessment], scheme: Scheme, as_at: date, meeting: Meeting = NO_MEETING) -> bytes:
    """The summary workbook as bytes; arguments as for `write_summary`."""
    facts = SummaryFacts.of(assessments, scheme, as_at, meeting)
    content = BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    book.set_properties(properties_of(facts))
    theme = Theme(book)
    sheets = planned_sheets(facts, book)
    canvas = _make_canvas(book, theme, facts, sheets)
    for sheet in sheets:
        sheet.write(canvas)
    make_live(canvas, book)
    if meeting.exempt:
        for name in (DATA_SHEET, *UNCALCULATED):  # somebody may show and print them
            canvas.pages[name].sheet.set_footer(footer_of(facts))
    uncalculated = [canvas.pages[name].sheet.index + 1 for name in UNCALCULATED]
    book.close()
    return finish_formulas(name_styles(content.getvalue(), theme.formats_by_style()), uncalculated)


def headlines_shown(facts: SummaryFacts) -> tuple[Headline, ...]:
    """The exceptions that the front page has room for; it is laid out once more to find out."""
    book = xlsxwriter.Workbook(BytesIO(), OPTIONS)
    front = set_out_front(Canvas({FRONT: Page(book.add_worksheet(FRONT), Theme(book))}, facts, Anchors()))
    write_front(front)
    return tuple(front.headlines)


def properties_of(facts: SummaryFacts) -> dict[str, object]:
    """What a summary says of itself; no clock, and a role where others have a name."""
    roles = {assessment.service_return.cover.contact_role.strip() for assessment in facts.assessments}
    author = roles.pop() if len(roles) == 1 else ""
    rules = f"By the scheme {facts.scheme.name}, version {facts.scheme.version}."
    marking = facts.meeting.marking
    about = f"{facts.services}, {facts.period}"
    return {
        "title": shorten(facts.title, PROPERTY_LENGTH),
        "subject": shorten(f"{marking}. {about}" if marking else about, PROPERTY_LENGTH),  # a PDF keeps this one
        "author": shorten(author or USUAL_AUTHOR, PROPERTY_LENGTH),
        "company": shorten(facts.scheme.council, PROPERTY_LENGTH),
        "comments": f"Period: {facts.period}. As at {say_date(facts.as_at)}. {rules}",
        "keywords": KEYWORDS,
        "created": datetime.combine(facts.as_at, time()),
        **({"category": marking} if marking else {}),
    }


def _make_canvas(book: Any, theme: Theme, facts: SummaryFacts, sheets: Sequence[PlannedSheet]) -> Canvas:
    """The workbook's pages in the order of the scheme's report, then the hidden ones; the first of them is open."""
    present = {sheet.name for sheet in sheets}
    names = [*(name for name in sheet_order(facts.scheme) if name in present), *UNCALCULATED]
    pages = {name: Page(book.add_worksheet(name, FormulaSheet if name == WORKINGS else None), theme) for name in names}
    pages[FRONT].sheet.activate()
    return Canvas(pages, facts, Anchors())
