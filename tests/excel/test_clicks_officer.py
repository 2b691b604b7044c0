"""A real click on each of the officer's buttons, in a filled-in return that is open in LibreOffice, and what comes of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support_clean_return import SCHEME, clean_return
from support_clicks import Office, OpenBook, needs_clicks
from support_samples import scheme_named
from workbook_tools.excel.macros.macro_texts import Host
from workbook_tools.excel.macros.sheet_macros import macros_for
from workbook_tools.excel.preview import PREVIEW
from workbook_tools.excel.registry import Group
from workbook_tools.model.layout import CHECK_HEADING_ROW, CHECK_SHEET, STATUSES_SHEET
from workbook_tools.writing.issued.book import build_issued_return
from workbook_tools.writing.note_text import OUR_PART

DAY_ZERO = date(1899, 12, 30)
SHEET, CELL = clean_return().cell("actions", "progress", 2)
FIRST = CHECK_HEADING_ROW + 1
REPORT = "Preview-Housing-Q4-2023-24-report.xlsx"
pytestmark = pytest.mark.xdist_group("clicks")


@pytest.fixture(scope="module")
def book(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    """The return as its officer has filled it in."""
    clean, macros = clean_return(), macros_for(Group.OFFICER, Host.LIBREOFFICE)
    path = tmp_path_factory.mktemp("return") / "Housing.xlsm"
    path.write_bytes(macros.pack(build_issued_return(clean.given, scheme_named(SCHEME), macros.buttons)))
    book = office.open(path)
    for (sheet, address), answer in clean.answers.items():
        enter(book, sheet, address, answer)
    yield book
    book.close()


def enter(book: OpenBook, sheet: str, address: str, answer: Any) -> None:
    """Types into a cell."""
    cell = book.document.Sheets.getByName(sheet).getCellRangeByName(address)
    if isinstance(answer, str):
        cell.String = answer
    else:
        cell.Value = (answer - DAY_ZERO).days if isinstance(answer, date) else float(answer)


def pressed(book: OpenBook, caption: str) -> str:
    """What the box says after a click."""
    book.press(caption)
    return book.office.say_ok()


@needs_clicks
def test_check_my_return_marks_a_mistake_and_takes_the_marks_away_when_it_is_corrected(book: OpenBook) -> None:
    enter(book, SHEET, CELL, 1.5)
    assert pressed(book, "Check my return") == (
        "1 finding, an error that must be corrected before it is sent. They are listed on the sheet Findings and noted on "
        "their cells; Next finding goes through them."
    )
    assert [book.cell(CHECK_SHEET, f"{letter}{FIRST}") for letter in "AB"] == ["error", f"{SHEET}!{CELL}"]
    message = book.cell(CHECK_SHEET, f"C{FIRST}")
    assert message == "Progress is 150%. Enter a percentage from 0 to 100."
    assert book.note(SHEET, CELL).startswith(OUR_PART)
    assert message in book.note(SHEET, CELL)
    enter(book, SHEET, CELL, 0.5)
    assert pressed(book, "Check my return") == ("Nothing was found. Save the return (Ctrl+S), then press Save for submission.")
    assert book.cell(CHECK_SHEET, "A2") == "Nothing was found. The return is ready to be saved and sent."
    assert (book.cell(CHECK_SHEET, f"A{FIRST}"), book.note(SHEET, CELL)) == ("", "")
    judged = len(clean_return().given.indicators)
    assert [book.cell(STATUSES_SHEET, f"C{FIRST + row}") for row in (0, judged - 1)] == ["HSG-00", "HSG-11"]


@needs_clicks
def test_next_finding_goes_to_the_cell(book: OpenBook) -> None:
    enter(book, SHEET, CELL, 1.5)
    pressed(book, "Check my return")
    assert pressed(book, "Next finding").startswith(f"1 of 1: {SHEET}!{CELL}: ")
    controller = book.document.CurrentController
    assert controller.ActiveSheet.Name == SHEET
    assert book.document.CurrentSelection.AbsoluteName.replace("$", "") == f"{SHEET}.{CELL}"


@needs_clicks
def test_preview_my_report_opens_a_report_that_says_what_it_is(book: OpenBook) -> None:
    said = pressed(book, "Preview my report")
    assert said.startswith(f"{REPORT} is open: the report as it would be now. The check finds ")
    report = book.office.titled(REPORT)
    shown = report.Sheets.getByIndex(0).getCellRangeByName("A1:C6").DataArray
    assert any(str(text).startswith(PREVIEW) for row in shown for text in row)
    report.close(True)  # noqa: FBT003 - LibreOffice takes it by position


@needs_clicks
def test_save_for_submission_copies_what_is_saved(book: OpenBook) -> None:
    enter(book, SHEET, CELL, 0.5)
    assert pressed(book, "Save for submission") == "Save the return first (Ctrl+S), then press again."
    book.document.store()
    path = Path(book.document.URL.removeprefix("file://"))
    copy = path.parent / "For submission" / "Housing-Q4-2023-24-return.xlsm"
    assert pressed(book, "Save for submission") == f"The return has no errors. A copy to send is at {copy}."
    assert copy.read_bytes() == path.read_bytes()
