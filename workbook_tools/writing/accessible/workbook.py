"""The accessible edition of the committee's summary workbook: the same verdicts, in words and plain tables."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import xlsxwriter

from workbook_tools.findings import shorten
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.meeting import NO_MEETING, Meeting
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.wording import say_date
from workbook_tools.writing.accessible.cover import SHEET as COVER
from workbook_tools.writing.accessible.cover import write_cover
from workbook_tools.writing.accessible.exceptions_table import exceptions
from workbook_tools.writing.accessible.given_sheets import breakdowns, finance, findings, headlines, narrative, savings, sources
from workbook_tools.writing.accessible.judged_sheets import actions, indicators, risks
from workbook_tools.writing.accessible.looks import AccessibleTheme
from workbook_tools.writing.accessible.reference_sheets import CONTENTS, contents, glossary, key, notes
from workbook_tools.writing.accessible.sheet_writer import write_sheet
from workbook_tools.writing.accessible.summary_counts import summary
from workbook_tools.writing.accessible.table_layout import Sheet
from workbook_tools.writing.cells import Link
from workbook_tools.writing.named_styles import name_styles
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.summary_workbook import OPTIONS, properties_of
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.whole_file import replace_file

TO_CONTENTS = Link("Back to Contents", CONTENTS, 0)
TO_COVER = Link("Back to Cover", COVER, 0)
ABOUT_LENGTH = 300  # characters of services and period in the notes
ABOVE_NOTES = (summary, exceptions, indicators, actions, risks, finance, savings, headlines, breakdowns, narrative, findings)
"""What makes the sheets of figures and words, in the order of reading; each gives None where there is nothing to show."""


def write_accessible_summary(
    path: Path, assessments: Sequence[Assessment], scheme: Scheme, as_at: date, meeting: Meeting = NO_MEETING
) -> None:
    """Writes judged returns into one accessible workbook. The same arguments give the same bytes.

    Args:
        path: of the workbook; its folder must exist. An earlier workbook is replaced only by a whole new one.
        assessments: one a return, in order; refused returns are named but not judged.
        scheme: the rules that they were judged by, and the words of the report.
        as_at: the last day that counts; also the day on which the workbook says it was made.
        meeting: that it goes to; what is not named is taken from the covers, if they say it.

    Raises:
        WritingError: the workbook could not be written.
    """
    replace_file(path, build_accessible_summary(assessments, scheme, as_at, meeting))


def build_accessible_summary(
    assessments: Sequence[Assessment], scheme: Scheme, as_at: date, meeting: Meeting = NO_MEETING
) -> bytes:
    """The accessible workbook as bytes; arguments as for `write_accessible_summary`."""
    facts = SummaryFacts.of(assessments, scheme, as_at, meeting)
    sheets = _sheets(facts)
    content = BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    book.set_properties(properties_of(facts))
    theme = AccessibleTheme(book)
    cover = Page(book.add_worksheet(COVER), theme)
    write_cover(cover, facts)
    cover.sheet.activate()
    for sheet in (contents(sheets), *sheets):
        back = TO_COVER if sheet.name == CONTENTS else TO_CONTENTS
        write_sheet(Page(book.add_worksheet(sheet.name), theme), sheet, about_of(facts), back)
    book.close()
    return name_styles(content.getvalue(), theme.formats_by_style())


def about_of(facts: SummaryFacts) -> str:
    """That they are exempt, where they are; whose figures they are, of when, for the notes of each sheet."""
    parts = (facts.services, facts.period, f"as at {say_date(facts.as_at)}")
    about = shorten(", ".join(part for part in parts if part), ABOUT_LENGTH)
    return f"{facts.meeting.marking}. {about}" if facts.meeting.marking else about


def _sheets(facts: SummaryFacts) -> list[Sheet]:
    """The sheets with a table, in the order of reading; those without content are left out."""
    made = [*(make(facts) for make in ABOVE_NOTES), key(facts), glossary(facts), notes(), sources(facts)]
    return [sheet for sheet in made if sheet is not None]
