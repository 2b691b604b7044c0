"""The buttons after LibreOffice has saved the workbook, closed it and opened it again: a real click on them still works.

LibreOffice 7.4 does not read back the buttons that it writes; the extension has the workbook put them back.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from support_clicks import RUN_NO_MACROS, Office, OpenBook, needs_clicks, running_office, waited_for
from support_issue import given_after
from support_samples import VALE, scheme_named
from workbook_tools.excel.installing.parts import CONTROL_NAME, EXTENSION_NAME, build_control
from workbook_tools.excel.macros.extension import build_extension
from workbook_tools.excel.macros.macro_texts import Host
from workbook_tools.excel.macros.sheet_macros import macros_for
from workbook_tools.excel.registry import BUTTONS, STOP_CAPTION, Group
from workbook_tools.model.control_book import CONTROL
from workbook_tools.writing.issued.book import build_issued_return

INSTRUCTIONS = "Instructions"
OFFICERS = [button.caption for button in BUTTONS if button.group is Group.OFFICER]
TEAM = [*(button.caption for button in BUTTONS if button.group is Group.TEAM), STOP_CAPTION]
PIXEL = 2540 / 96  # of Excel, in hundredths of a millimetre, which LibreOffice measures in
WIDTH, HEIGHT = 147, 30  # pixels, of a button of the return
Place = tuple[int, int, int, int]
pytestmark = pytest.mark.xdist_group("clicks")


@pytest.fixture(scope="module")
def keeping(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A LibreOffice with our extension, which it has been started anew with."""
    folder = tmp_path_factory.mktemp("keeping")
    extension = folder / EXTENSION_NAME
    extension.write_bytes(build_extension())
    with running_office(folder) as first:
        first.install(extension)
    with running_office(folder) as office:
        yield office


@pytest.fixture
def issued(tmp_path: Path) -> Path:
    """A return as it is issued, with the buttons for LibreOffice."""
    given, macros = given_after(VALE), macros_for(Group.OFFICER, Host.LIBREOFFICE)
    path = tmp_path / "Housing.xlsm"
    path.write_bytes(macros.pack(build_issued_return(given, scheme_named(given.cover.scheme), macros.buttons)))
    return path


@pytest.fixture
def control(tmp_path: Path) -> Path:
    """The control workbook for LibreOffice."""
    path = tmp_path / CONTROL_NAME
    path.write_bytes(build_control(Host.LIBREOFFICE))
    return path


def places_on(book: OpenBook, sheet: str) -> dict[str, Place]:
    """Where the buttons of a sheet are, and their sizes, by their captions; all in hundredths of a millimetre."""
    page = book.document.Sheets.getByName(sheet).DrawPage
    shapes = [page.getByIndex(number) for number in range(page.Count)]
    return {one.Control.Label: (one.Position.X, one.Position.Y, one.Size.Width, one.Size.Height) for one in shapes}


def opened(office: Office, path: Path, sheet: str, captions: list[str]) -> OpenBook:
    """A workbook that is open, once the extension has been at it: it does so right after the opening."""
    book = office.open(path)
    waited_for(lambda: list(places_on(book, sheet)) == captions and not book.document.isModified(), "the buttons")
    return book


def saved_and_opened_again(book: OpenBook, path: Path, sheet: str, captions: list[str]) -> OpenBook:
    book.document.store()
    book.close()
    return opened(book.office, path, sheet, captions)


@needs_clicks
def test_a_return_keeps_its_buttons_where_they_were_and_they_work_however_often_it_is_saved(
    keeping: Office, issued: Path
) -> None:
    book = opened(keeping, issued, INSTRUCTIONS, OFFICERS)
    first = places_on(book, INSTRUCTIONS)
    assert first["Check my return"][2:] == pytest.approx((WIDTH * PIXEL, HEIGHT * PIXEL), abs=2), "as large as in Excel"
    for _ in range(2):
        book = saved_and_opened_again(book, issued, INSTRUCTIONS, OFFICERS)
        assert places_on(book, INSTRUCTIONS) == {caption: pytest.approx(place, abs=PIXEL) for caption, place in first.items()}
        assert not book.document.UndoManager.isUndoPossible(), "Undo would take a button away"
        assert book.document.Sheets.getByName(INSTRUCTIONS).isProtected()
        book.press("Check my return")
        assert " findings: " in keeping.say_ok()
        book.press("Next finding")
        assert keeping.say_ok().startswith("1 of ")
    book.press("Preview my report")  # opens a workbook while a macro of this one waits
    report = keeping.titled(keeping.say_ok().partition(" is open: ")[0])
    report.close(True)  # noqa: FBT003 - LibreOffice takes it by position
    book.close()


@needs_clicks
def test_the_control_workbook_keeps_its_buttons(keeping: Office, control: Path) -> None:
    book = opened(keeping, control, CONTROL, TEAM)
    first = places_on(book, CONTROL)
    for _ in range(2):
        book = saved_and_opened_again(book, control, CONTROL, TEAM)
        assert places_on(book, CONTROL) == {caption: pytest.approx(place, abs=PIXEL) for caption, place in first.items()}
        book.press("Collect returns")
        assert keeping.say_ok() == "Control!B7: choose a period from the list."
    book.close()


@needs_clicks
def test_a_workbook_whose_macros_may_not_run_is_left_alone(keeping: Office, issued: Path) -> None:
    book = opened(keeping, issued, INSTRUCTIONS, OFFICERS)
    book.document.store()
    book.close()
    book = keeping.open(issued, macros=RUN_NO_MACROS)
    later = opened(keeping, issued.rename(issued.with_name("Copy.xlsm")), INSTRUCTIONS, OFFICERS)  # the extension is at work
    assert (places_on(book, INSTRUCTIONS), keeping.box()) == ({}, None)
    later.close()
    book.close()


@needs_clicks
def test_a_sheet_that_was_renamed_gets_no_buttons_and_nobody_is_bothered(keeping: Office, control: Path) -> None:
    book = opened(keeping, control, CONTROL, TEAM)
    book.document.Sheets.getByName(CONTROL).Name = "Ours"
    book = saved_and_opened_again(book, control, "Ours", [])
    with pytest.raises(AssertionError, match="waited"):
        waited_for(keeping.box, "a message", patience=2)
    assert places_on(book, "Ours") == {}
    book.close()


@needs_clicks
def test_without_the_extension_one_macro_puts_all_buttons_back(office: Office, issued: Path) -> None:
    book = office.open(issued)
    book.document.store()
    book.close()
    book = office.open(issued)
    address = "vnd.sun.star.script:VBAProject.SheetButtons.PutButtonsBack?language=Basic&location=document"
    book.document.getScriptProvider().getScript(address).invoke((), (), ())  # as Tools, Macros, Run Macro does
    assert list(places_on(book, INSTRUCTIONS)) == OFFICERS
    book.press("Check my return")
    assert " findings: " in office.say_ok()
    book.close()
