"""A real click on each button of the control workbook, which is open in LibreOffice, and what comes of it."""

import email
import email.policy
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support_clicks import Office, OpenBook, needs_clicks, waited_for
from support_samples import PARTNERSHIP, path_of
from workbook_tools.excel.installing.parts import CONTROL_NAME, build_control
from workbook_tools.excel.macros.macro_texts import Host
from workbook_tools.model.control_book import (
    CONTROL,
    EXCEPTIONS_TABLE,
    INPUTS,
    LOG_TABLE,
    MESSAGE_CELL,
    SERVICES_TABLE,
    STATES_ROW,
    TRACKER_TABLE,
    Setting,
    SheetTable,
)
from workbook_tools.reading.service_return import read_service_return

DUE = 44986  # 1 March 2023, before the return was saved
SERVICES = (
    ("Partnership & Performance", "", "Policy Officer", "policy@example.gov.uk", DUE),
    ("Place", "", "Strategic Director (Place)", "place@example.gov.uk", DUE),
)
MANY = 60  # returns; more than are issued until somebody has found the button that stops
SUMMARY = "Performance-summary-2022-23.xlsx"
pytestmark = pytest.mark.xdist_group("clicks")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the control workbook lies, beside the folder with the return that has come in."""
    folder = tmp_path_factory.mktemp("team")
    (folder / CONTROL_NAME).write_bytes(build_control(Host.LIBREOFFICE))
    (folder / "Returns").mkdir()
    shutil.copy(path_of(PARTNERSHIP), folder / "Returns")
    return folder


@pytest.fixture(scope="module")
def book(office: Office, folder: Path) -> Iterator[OpenBook]:
    book = office.open(folder / CONTROL_NAME)
    for setting, text in ((Setting.PERIOD, "2022/23"), (Setting.SCHEME, "clackmannanshire")):
        book.document.Sheets.getByName(CONTROL).getCellRangeByName(INPUTS[setting].cell).String = text
    enter_services(book, SERVICES)
    yield book
    book.close()


def enter_services(book: OpenBook, services: Sequence[Sequence[Any]]) -> None:
    """Types the list of services."""
    sheet, top = book.document.Sheets.getByName(SERVICES_TABLE.sheet), SERVICES_TABLE.first_row - 1
    cells = sheet.getCellRangeByPosition(0, top, len(services[0]) - 1, top + len(services) - 1)
    cells.setDataArray(tuple(tuple(row) for row in services))


def said_after(book: OpenBook, caption: str) -> str:
    """What the box says after a click; it is the last row of the log, too, and the message beside the buttons."""
    book.press(caption)
    said = book.office.say_ok()
    row = LOG_TABLE.first_row
    while book.cell(LOG_TABLE.sheet, f"A{row + 1}"):
        row += 1
    assert [book.cell(LOG_TABLE.sheet, f"{letter}{row}") for letter in "BC"] == [caption, said]
    message = book.cell(CONTROL, MESSAGE_CELL)
    assert message.startswith(f"{caption}, ")
    assert message.endswith(said)
    return said


def rows_of(book: OpenBook, table: SheetTable, *headings: str) -> list[tuple[str, ...]]:
    """What the rows of a sheet's table show under these headings."""
    rows, row = [], table.first_row
    while book.cell(table.sheet, f"A{row}"):
        rows.append(tuple(book.cell(table.sheet, f"{'ABCDEFGHIJ'[table.place(name) - 1]}{row}") for name in headings))
        row += 1
    return rows


@needs_clicks
def test_issue_returns_writes_a_return_for_each_service(book: OpenBook, folder: Path) -> None:
    out = folder / "Issued returns"
    assert said_after(book, "Issue returns") == f"2 of 2 returns for 2022/23 written to {out}."
    covers = [read_service_return(path).cover for path in sorted(out.iterdir())]
    assert [(cover.service, str(cover.period)) for cover in covers] == [(row[0], "2022/23") for row in SERVICES]


@needs_clicks
def test_collect_returns_fills_the_tracker(book: OpenBook) -> None:
    assert said_after(book, "Collect returns") == "2022/23: 1 late, 1 missing. The sheet Tracker says which and why."
    assert rows_of(book, TRACKER_TABLE, "Service", "State", "File", "Reason") == [
        ("Partnership & Performance", "Late", f"{PARTNERSHIP}.xlsx", "Last saved on 31 March 2023, due on 1 March 2023."),
        ("Place", "Missing", "", "No return of Place for 2022/23 has come in, due on 1 March 2023."),
    ]
    states = {
        book.cell(TRACKER_TABLE.sheet, f"{letter}{STATES_ROW}"): book.cell(TRACKER_TABLE.sheet, f"{letter}{STATES_ROW + 1}")
        for letter in "ABCDEF"
    }
    assert {state for state, number in states.items() if number == "1"} == {"Late", "Missing"}


@needs_clicks
def test_build_summary_writes_it_and_opens_it(book: OpenBook, folder: Path) -> None:
    path = folder / "Summaries and drafts" / SUMMARY
    assert said_after(book, "Build summary") == (f"The summary of 1 return for 2022/23 is {path}.\nNot in it: Place (missing).")
    summary = book.office.titled(SUMMARY)
    names = openpyxl.load_workbook(path).sheetnames
    assert summary.Sheets.ElementNames == tuple(names)
    summary.close(True)  # noqa: FBT003 - LibreOffice takes it by position


@needs_clicks
def test_open_exceptions_lists_what_needs_attention(book: OpenBook) -> None:
    said = said_after(book, "Open exceptions")
    rows = rows_of(book, EXCEPTIONS_TABLE, "Service", "Where")
    assert said.startswith(f"2022/23: {len(rows)} to look at on the sheet Exceptions: ")
    assert {service for service, _ in rows} == {"Partnership & Performance"}
    assert all(place.startswith(f"{PARTNERSHIP}.xlsx") for _, place in rows)


@needs_clicks
def test_draft_emails_writes_drafts_that_an_email_program_reads(book: OpenBook, folder: Path) -> None:
    out = folder / "Summaries and drafts" / "Drafts-2022-23"
    assert said_after(book, "Draft e-mails") == f"1 draft in {out}. Nothing was sent: open each, read it over, send it."
    [path] = out.iterdir()
    draft = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert draft["To"] == "place@example.gov.uk"
    body = draft.get_body()
    assert body is not None
    assert "Place" in body.get_content()
    assert draft["X-Unsent"] == "1"


@needs_clicks
def test_stop_ends_long_work_and_what_was_finished_stays(book: OpenBook, folder: Path) -> None:
    out = folder / "Issued returns"
    enter_services(book, [(f"Service {number:02d}",) for number in range(MANY)])
    book.press("Issue returns")
    waited_for(lambda: list(out.glob("Service-00*")), "the first return")
    book.press("Stop")
    said = book.office.say_ok()
    written = sorted(path.name for path in out.glob("Service-*"))
    assert 1 <= len(written) < MANY
    assert said == f"Stopped before: Issuing return {len(written) + 1} of {MANY}. What was finished until then is there."
