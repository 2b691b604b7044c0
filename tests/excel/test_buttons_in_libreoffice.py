"""The officers' buttons in a live LibreOffice, on a return that is protected; see also `test_same_cells`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings

from support_buttons import issued_return, notes_of, press
from support_clean_return import clean_return
from support_office import LIVE, office_app
from workbook_tools import pipeline
from workbook_tools.excel.host import add_note, show, unlocked
from workbook_tools.findings import ToolkitError
from workbook_tools.writing.note_text import OUR_PART, line_of

pytestmark = [*LIVE, pytest.mark.xdist_group("uno buttons")]
PROGRESS = clean_return().cell("actions", "progress", 2)


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    with office_app() as app:
        yield app


@pytest.fixture
def issued(app: xlwings.App, tmp_path: Path) -> Iterator[Any]:
    book = app.books.open(str(issued_return(tmp_path / "return.xlsx", {PROGRESS: 1.5})))
    yield book
    book.close()


def test_a_protected_return_is_marked_and_stays_protected(issued: Any, tmp_path: Path) -> None:
    [finding] = pipeline.check([tmp_path / "return.xlsx"]).findings
    sheet = issued.sheets[PROGRESS[0]]
    before = {each.name: each.api.isProtected() for each in issued.sheets}
    assert before[sheet.name]
    press("check_my_return", issued)
    assert notes_of(issued) == {PROGRESS: f"{OUR_PART}\n{line_of(finding)}"}
    assert {name: issued.sheets[name].api.isProtected() for name in before} == before
    assert press("next_finding", issued).startswith("1 of 1: ")
    assert (issued.app.selection.sheet.name, issued.app.selection.row) == (sheet.name, sheet.range(PROGRESS[1]).row)


def test_where_no_sheet_can_be_added_nothing_is_marked(issued: Any) -> None:
    issued.api.protect("")
    names = [sheet.name for sheet in issued.sheets]
    with pytest.raises(ToolkitError, match=r"The structure of return\.xlsx is protected, so no sheet Findings or Statuses can"):
        press("check_my_return", issued)
    assert (notes_of(issued), [sheet.name for sheet in issued.sheets]) == ({}, names)
    issued.api.unprotect("")
    press("check_my_return", issued)
    issued.api.protect("")
    assert press("check_my_return", issued).startswith("1 finding")


def test_what_officers_typed_into_notes_is_kept_and_a_corrected_mistake_goes(issued: Any) -> None:
    sheet = issued.sheets[PROGRESS[0]]
    cell = sheet.range(PROGRESS[1])
    with unlocked(sheet):
        add_note(cell, "Mine.\nTwice.")
    press("check_my_return", issued)
    with unlocked(sheet):
        cell.note.text += "\nI have looked at it."
    cell.value = 0.5
    assert press("check_my_return", issued).startswith("Nothing was found")
    assert notes_of(issued) == {PROGRESS: "Mine.\nTwice.\nI have looked at it."}


def test_where_nothing_is_found_the_officer_stays_where_they_were(issued: Any) -> None:
    issued.sheets[PROGRESS[0]].range(PROGRESS[1]).value = 0.5
    show(issued, issued.sheets["Risks"], issued.sheets["Risks"].range("D7"))
    press("check_my_return", issued)
    assert (issued.app.selection.sheet.name, issued.app.selection.address) == ("Risks", "$D$7")


def test_a_hidden_row_is_said_in_words(issued: Any) -> None:
    press("check_my_return", issued)
    cell = issued.sheets[PROGRESS[0]].range(PROGRESS[1])
    cell.api.getRows().IsVisible = False
    assert f"(row {cell.row} is hidden)" in press("next_finding", issued)
    assert issued.app.selection.sheet.name == "Findings"
    cell.api.getRows().IsVisible, cell.api.getColumns().IsVisible = True, False
    assert "(this column is hidden)" in press("next_finding", issued)


def test_the_preview_opens_beside_the_return(issued: Any) -> None:
    press("preview_my_report", issued)
    name = issued.app.books.active.name
    assert name == "Preview-Housing-Q4-2023-24-report.xlsx"
    issued.app.books[name].close()


def test_what_is_typed_is_saved_before_it_is_submitted(issued: Any, tmp_path: Path) -> None:
    issued.sheets[PROGRESS[0]].range(PROGRESS[1]).value = 0.5
    with pytest.raises(ToolkitError, match="Save the return first"):
        press("save_for_submission", issued)
    issued.save()
    assert "A copy to send is at" in press("save_for_submission", issued)
    [copy] = (tmp_path / "For submission").iterdir()
    assert copy.read_bytes() == (tmp_path / "return.xlsx").read_bytes()
