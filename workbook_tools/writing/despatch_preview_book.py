"""Who is to get what, as a small workbook that the team can look through before anything is drafted or sent."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import xlsxwriter

from workbook_tools.findings import shorten
from workbook_tools.model.despatch_preview import PreviewRow
from workbook_tools.writing.accessible.cover import Line, write_lines
from workbook_tools.writing.accessible.looks import AccessibleTheme
from workbook_tools.writing.accessible.sheet_writer import write_sheet
from workbook_tools.writing.accessible.shorthand import NOT_APPLICABLE
from workbook_tools.writing.accessible.table_layout import Column, Sheet, lay_out
from workbook_tools.writing.audit.columns import number_column, text_column, word_column
from workbook_tools.writing.despatch_preview import NOBODY, Outcome, outcome_of, remarks_of, summary_of
from workbook_tools.writing.named_styles import name_styles
from workbook_tools.writing.outcome_styles import done, over, pending, wrong
from workbook_tools.writing.page import Page
from workbook_tools.writing.seen import seen
from workbook_tools.writing.summary.summary_workbook import OPTIONS, USUAL_AUTHOR
from workbook_tools.writing.theme import Look
from workbook_tools.writing.whole_file import KEYWORDS, replace_file

TITLE = "Who gets what"
NAME = f"{TITLE}.xlsx"
ABOUT_LENGTH = 200  # characters of the committees' names
PLAN = "This is a plan to be looked through: it sends nothing."
STYLES = {
    Outcome.GOES: done("Goes"),
    Outcome.AGAIN: pending("Goes again"),
    Outcome.WITHHELD: wrong("Withheld"),
    Outcome.SENT: over("Sent before"),
}


def write_preview(path: Path, rows: Sequence[PreviewRow], made: date) -> None:
    """Writes the workbook, whole or not at all; arguments as for `build_preview`.

    Raises:
        WritingError: it could not be written.
    """
    replace_file(path, build_preview(rows, made))


def build_preview(rows: Sequence[PreviewRow], made: date) -> bytes:
    """The workbook as bytes; the same arguments give the same ones.

    Args:
        rows: in order; there may be none.
        made: the day on which the workbook says it was made.
    """
    content = BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    properties = {"title": TITLE, "author": USUAL_AUTHOR, "keywords": KEYWORDS, "created": datetime.combine(made, time())}
    book.set_properties(properties)
    theme = AccessibleTheme(book)
    page = Page(book.add_worksheet(TITLE), theme)
    if rows:
        write_sheet(page, _sheet(rows), _about(rows), PLAN)
    else:
        write_lines(page, _nothing())
    book.close()
    return name_styles(content.getvalue(), theme.formats_by_style())


def _nothing() -> Iterator[Line]:
    yield TITLE, Look.TITLE
    yield NOBODY, Look.PROSE


def _about(rows: Sequence[PreviewRow]) -> str:
    return shorten("; ".join(dict.fromkeys(seen(row.committee) for row in rows)), ABOUT_LENGTH)


def _sheet(rows: Sequence[PreviewRow]) -> Sheet:
    columns: list[Column[PreviewRow]] = [
        text_column("Address", lambda row: row.address, repeats=True),
        word_column("Outcome", lambda row: STYLES[outcome_of(row)].word, tuple(STYLES.values())),
        text_column("Committee", lambda row: row.committee, 24),
        Column("Meeting", lambda row: row.meeting, look=Look.DATE),
        text_column("Role", lambda row: row.role, 20),
        text_column("Sent as", lambda row: row.send_as.value),
        text_column("Edition", lambda row: row.format.value, 12),
        text_column("Attachment", lambda row: row.attachment, 30, NOT_APPLICABLE),
        number_column("Size in bytes", lambda row: row.size),
        text_column("Remarks", _remarks, 46, NOT_APPLICABLE),
    ]
    return lay_out(TITLE, TITLE, f"{summary_of(rows)} This sheet holds e-mail addresses.", columns, rows)


def _remarks(row: PreviewRow) -> str:
    return "\n".join(remarks_of(row))
