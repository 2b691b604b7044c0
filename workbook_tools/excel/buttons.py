"""*Check my return*: what is found is noted on its cells and listed, and every row's status stands beside the return.

A button is given the open book by its engine (Excel, LibreOffice, a closed file). It changes only what it says, and leaves
saving to the officer.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from workbook_tools.excel.host import has_fixed_sheets, is_read_only, show
from workbook_tools.excel.judged_rows import JudgedRow, judged_rows
from workbook_tools.excel.looks import cells_by_style, rgb
from workbook_tools.excel.notes import Lines, put_notes
from workbook_tools.excel.open_return import OpenReturn, judge_book
from workbook_tools.excel.own_sheets import OwnSheet
from workbook_tools.excel.previews import differing_previews, preview_columns
from workbook_tools.excel.work import Work
from workbook_tools.findings import Finding, Severity, ToolkitError, Where
from workbook_tools.model.layout import (
    CHECK_HEADING_ROW,
    CHECK_HEADINGS,
    CHECK_SHEET,
    CHECK_TITLE,
    STATUSES_HEADINGS,
    STATUSES_SHEET,
    STATUSES_TITLE,
)
from workbook_tools.model.scheme import Style
from workbook_tools.model.wording import say_count
from workbook_tools.reading.order import in_sheet_order
from workbook_tools.writing.note_text import NoteLine, line_of
from workbook_tools.writing.severities import SEVERITY_STYLES

if TYPE_CHECKING:
    import xlwings  # only its types: whoever calls has loaded it

FINDINGS = OwnSheet(CHECK_SHEET, CHECK_TITLE, CHECK_HEADINGS, (12, 22, 110))
STATUSES = OwnSheet(STATUSES_SHEET, STATUSES_TITLE, STATUSES_HEADINGS, (12, 18, 14, 50, 18, 34, 70))
SEVERITY_COLUMN = CHECK_HEADINGS.index("Severity") + 1
STATUS_COLUMN = STATUSES_HEADINGS.index("Status") + 1
WHOLE_RETURN = "the whole return"
NOTHING = "Nothing was found. The return is ready to be saved and sent."


def check_my_return(book: "xlwings.Book", work: Work) -> str:
    """Checks the return in the open book as it stands there.

    Findings become notes on their cells and the sheet Findings, statuses the sheet Statuses; a row without the previews of an
    issued return has its status in a note on its value. What an earlier check put there goes, and nothing else: a note keeps
    what the officer wrote, and a sheet that the officer made, or wrote beside our columns in, stays as it is.

    Raises:
        ToolkitError: the book is open read-only or takes no new sheets, there is no return in it, or it cannot be judged; the
            book is as it was.
    """
    if is_read_only(book):
        raise ToolkitError(
            f"{book.name} is open read-only, so what is found could not be kept in it: somebody else may have it open, or the "
            "file is protected. Close it everywhere and open it again, or save a copy under another name. Then press the "
            "button again."
        )
    missing = [own.name for own in (FINDINGS, STATUSES) if own.find(book) is None] if has_fixed_sheets(book) else []
    if missing:
        raise ToolkitError(
            f"The structure of {book.name} is protected, so no sheet {' or '.join(missing)} can be added. "
            "Take the protection off (in Excel: Review, Protect Workbook), then press the button again."
        )
    work.step("reading the return")
    found = judge_book(book)
    rows = list(judged_rows(found.assessment))
    sheets = found.assessment.service_return.sheets
    findings = in_sheet_order((*found.assessment.findings, *differing_previews(found.grids, rows)), sheets)
    work.step("writing what was found")
    active = book.sheets.active
    with _not_drawn(book.app):
        put_notes(book, _notes(found, rows, findings), found.grids)
        told = [(str(finding.severity), place_of(finding.where), finding.message) for finding in findings]
        severities = [SEVERITY_STYLES[finding.severity] for finding in findings]
        listed = FINDINGS.write(book, _counted(findings), told, partial(_colour, column=SEVERITY_COLUMN, styles=severities))
        statuses = partial(_colour, column=STATUS_COLUMN, styles=[row.style for row in rows])
        STATUSES.write(book, _rated(rows), [_row(row) for row in rows], statuses)
        show(book, listed, listed.range("A1"))
        if not findings:
            show(book, active)
    return _said(findings, listed.name)


def place_of(where: Where) -> str:
    """A place as the lists name it: "Indicators!F14"."""
    return "!".join(part for part in (where.sheet, where.cell) if part) or WHOLE_RETURN


def _notes(found: OpenReturn, rows: Sequence[JudgedRow], findings: Sequence[Finding]) -> Mapping[str, Lines]:
    """What to note on which cell of which sheet: the status of rows without previews, then what was found."""
    shown = preview_columns(found.grids)
    lines: dict[str, dict[str, list[NoteLine]]] = {}
    for row in rows:
        if row.where.sheet and row.where.cell and row.where.sheet not in shown:
            line = NoteLine("Status", f"{row.status}. {row.reason}", "status")
            lines.setdefault(row.where.sheet, {}).setdefault(row.where.cell, []).append(line)
    for finding in findings:
        if finding.where.sheet and finding.where.cell:
            lines.setdefault(finding.where.sheet, {}).setdefault(finding.where.cell, []).append(line_of(finding))
    return lines


def _row(row: JudgedRow) -> Sequence[str]:
    return row.table, place_of(row.where), row.code, row.title, row.status, row.movement, row.reason


def _colour(sheet: "xlwings.Sheet", column: int, styles: Sequence[Style]) -> None:
    """Gives the cells of a column their styles' colours."""
    for cells, style in cells_by_style(sheet, CHECK_HEADING_ROW + 1, column, styles):
        cells.color, cells.font.color = rgb(style.fill), rgb(style.ink)
    sheet.range((CHECK_HEADING_ROW, column), (CHECK_HEADING_ROW + len(styles), column)).font.bold = True


@contextmanager
def _not_drawn(app: "xlwings.App") -> Iterator[None]:
    """Keeps the screen still while much changes at once."""
    before = app.screen_updating
    app.screen_updating = False
    try:
        yield
    finally:
        app.screen_updating = before


def _counted(findings: Sequence[Finding]) -> str:
    if not findings:
        return NOTHING
    return f"{say_count(len(findings), 'finding')}. Errors block acceptance, warnings need a look, queries may be right."


def _rated(rows: Sequence[JudgedRow]) -> str:
    return f"{say_count(len(rows), 'row')} judged by the council's rules, as the return stood when it was checked."


def _said(findings: Sequence[Finding], sheet: str) -> str:
    if not findings:
        return "Nothing was found. Save the return (Ctrl+S), then press Save for submission."
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if not errors:
        kinds = ": no errors"
    elif errors == len(findings):
        kinds = f", {'an error' if errors == 1 else 'all of them errors'} that must be corrected before it is sent"
    else:
        kinds = f": {say_count(errors, 'error')} among them must be corrected before it is sent"
    return (
        f"{say_count(len(findings), 'finding')}{kinds}. They are listed on the sheet {sheet} and noted on their cells; "
        "Next finding goes through them."
    )
