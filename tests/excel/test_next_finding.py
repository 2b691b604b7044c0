import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support_buttons import press
from support_samples import PARTNERSHIP, VALE, path_of
from workbook_tools.excel.buttons import FINDINGS, check_my_return
from workbook_tools.excel.engines.closed_file import open_closed
from workbook_tools.excel.host import show
from workbook_tools.excel.work import Work
from workbook_tools.model.layout import CHECK_HEADING_ROW

LIST = [
    ("error", "the whole return", "No action is answered."),
    ("error", "Indicators!F14", "It is empty."),
    ("warning", "Indicators!F14", "It differs."),
    ("query", "Indicators!B20", "It is odd."),
    ("query", "O'Brien!s!C3", "It is odd."),
    ("error", "Gone!C3", "It was there."),
    ("error", "Workings!B4", "It is wrong."),
    ("error", "Actions!D7", "=1+1"),
]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Any]:
    """A sample with a list of findings of its own, and a few sheets to find them on."""
    copy = Path(shutil.copy(path_of(VALE), tmp_path / "Return.xlsx"))
    with open_closed(copy) as opened:
        opened.sheets.add("O'Brien!s", after=opened.sheets["Indicators"])
        opened.sheets.add("Workings", after=opened.sheets["Actions"])
        opened.sheets["Workings"].visible = False
        FINDINGS.write(opened, "8 findings.", LIST)
        show(opened, opened.sheets["Cover"], opened.sheets["Cover"].range("A1"))
        yield opened


def place_of_selection(book: Any) -> str:
    return f"{book.app.selection.sheet.name}!{book.app.selection.get_address(row_absolute=False, column_absolute=False)}"


def test_it_goes_round_the_list_in_its_order(book: Any) -> None:
    row = CHECK_HEADING_ROW
    expected = [
        ("Indicators!F14", "2 and 3 of 8: Indicators!F14: It is empty. It differs."),
        ("Indicators!B20", "4 of 8: Indicators!B20: It is odd."),
        ("O'Brien!s!C3", "5 of 8: O'Brien!s!C3: It is odd."),
        (f"Findings!A{row + 6}", "6 of 8: Gone!C3 (this sheet is no longer there): It was there."),
        (f"Findings!A{row + 7}", "7 of 8: Workings!B4 (this sheet is hidden): It is wrong."),
        ("Actions!D7", "8 of 8: Actions!D7: =1+1"),
        (f"Findings!A{row + 1}", "1 of 8: the whole return: No action is answered."),
        ("Indicators!F14", "2 and 3 of 8: Indicators!F14: It is empty. It differs."),
    ]
    assert [(said, place_of_selection(book)) for said in (press("next_finding", book) for _ in expected)] == [
        (said, place) for place, said in expected
    ]


@pytest.mark.parametrize(
    ("selected", "place"),
    [
        ("Cover!A1", "Indicators!F14"),
        ("Indicators!A1", "Indicators!F14"),
        ("Indicators!F14", "Indicators!B20"),
        ("Indicators!G14", "Indicators!B20"),
        ("Indicators!Z99", "O'Brien!s!C3"),
        ("Actions!D8", f"Findings!A{CHECK_HEADING_ROW + 7}"),  # of a hidden sheet that stands later
        ("Exceptions!A1", f"Findings!A{CHECK_HEADING_ROW + 1}"),
        ("Findings!A1", f"Findings!A{CHECK_HEADING_ROW + 1}"),
        (f"Findings!C{CHECK_HEADING_ROW + 1}", "Indicators!F14"),
        (f"Findings!C{CHECK_HEADING_ROW + 4}", "Indicators!B20"),
        (f"Findings!B{CHECK_HEADING_ROW + 8}", "Actions!D7"),
        ("Findings!A99", f"Findings!A{CHECK_HEADING_ROW + 1}"),
    ],
)
def test_it_goes_on_from_what_is_selected(book: Any, selected: str, place: str) -> None:
    sheet, _, address = selected.rpartition("!")
    show(book, book.sheets[sheet], book.sheets[sheet].range(address))
    press("next_finding", book)
    assert place_of_selection(book) == place


def test_from_the_sheet_of_the_buttons_it_goes_on_after_the_finding_shown_last(book: Any) -> None:
    said = []
    for _ in LIST[1:]:
        show(book, book.sheets["Cover"])
        said.append(press("next_finding", book).partition(":")[0])
    assert said == ["2 and 3 of 8", "4 of 8", "5 of 8", "6 of 8", "7 of 8", "8 of 8", "1 of 8"]


@pytest.mark.parametrize(
    ("hide", "words"),
    [
        (lambda sheet: setattr(sheet.row_dimensions[14], "hidden", True), "row 14 is hidden"),
        (lambda sheet: setattr(sheet.column_dimensions["F"], "hidden", True), "this column is hidden"),
    ],
)
def test_a_cell_that_is_hidden_is_said_in_words(book: Any, hide: Any, words: str) -> None:
    hide(book.sheets["Indicators"].api)
    assert press("next_finding", book).startswith(f"2 and 3 of 8: Indicators!F14 ({words}): It is empty.")
    assert place_of_selection(book) == f"Findings!A{CHECK_HEADING_ROW + 2}"
    assert press("next_finding", book).startswith("4 of 8")


def test_where_another_book_is_active_it_begins_with_the_first(book: Any) -> None:
    other = book.app.books.open(str(path_of(PARTNERSHIP)))
    show(other, other.sheets["Narrative"])
    other.sheets["Narrative"].name = "Elsewhere"
    assert press("next_finding", book).startswith("1 of 8" if book.app.books.active.name != "Return.xlsx" else "2 and 3 of 8")
    assert book.app.books.active.name == "Return.xlsx"


def test_it_changes_no_cell(book: Any) -> None:
    book.impl.is_changed = False
    for _ in LIST:
        press("next_finding", book)
    assert not book.impl.is_changed


def test_a_list_that_was_never_made_or_is_empty_is_said(tmp_path: Path) -> None:
    copy = Path(shutil.copy(path_of(VALE), tmp_path / "Return.xlsx"))
    with open_closed(copy) as book:
        assert press("next_finding", book) == "There is no list of findings yet. Press Check my return first."
        FINDINGS.write(book, "Nothing was found.", [])
        assert press("next_finding", book) == "The last check found nothing. Press Check my return to check again."


def test_after_a_check_it_goes_to_the_first_finding(tmp_path: Path) -> None:
    copy = Path(shutil.copy(path_of(VALE), tmp_path / "Return.xlsx"))
    with open_closed(copy) as book:
        check_my_return(book, Work())
        first, second = (row[1] for row in book.sheets["Findings"].range("A5:C6").value)
        assert (press("next_finding", book)[:5], place_of_selection(book)) == ("1 of ", first)
        assert (press("next_finding", book)[:5], place_of_selection(book)) == ("2 of ", second)
