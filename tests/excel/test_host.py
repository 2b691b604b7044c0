"""What a host knows of a workbook, in a closed file; `test_uno_host` asks LibreOffice the same."""

import os
import shutil
from pathlib import Path

import pytest
from xlwings import mac_dict

from support_samples import PARTNERSHIP, path_of
from workbook_tools.excel import host, host_excel
from workbook_tools.excel.engines.closed_file import open_closed


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copy(path_of(PARTNERSHIP), tmp_path / "Return.xlsx"))


def test_a_closed_file_is_saved_until_something_is_written(copy: Path) -> None:
    with open_closed(copy) as book:
        assert host.is_saved(book)
        book.sheets[0].range("A1").value = "Changed"
        assert not host.is_saved(book)
        book.save()
        assert host.is_saved(book)
        assert host.path_of(book) == copy


def test_a_closed_file_that_may_not_be_written_is_read_only(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)  # an administrator may write everywhere
    with open_closed(copy) as book:
        assert host.is_read_only(book)


def test_a_note_is_put_on_a_closed_file_and_shown_there(copy: Path) -> None:
    with open_closed(copy) as book:
        sheet = book.sheets["Indicators"]
        with host.unlocked(sheet):
            host.add_note(sheet.range("C4"), "=1+1 is text in a note")
        host.show(book, sheet, sheet.range("C4"))
        assert book.sheets.active == sheet
        assert book.app.selection.address == "$C$4"
        book.save()
    with open_closed(copy) as book:
        assert book.sheets["Indicators"].range("C4").note.text == "=1+1 is text in a note"


def test_excel_on_a_mac_has_every_word_that_it_is_asked_by() -> None:
    """Nobody can try it without a Mac, but xlwings brings the words that Excel knows there."""
    asked = [
        *host_excel.PROTECTED,
        *host_excel.ALLOWED,
        "Saved",
        "ReadOnly",
        "ProtectStructure",
        "FullName",
        "Path",
        "ProtectionMode",
        "EnableSelection",
    ]
    words = {name for name, _code in mac_dict.properties} | {name for name, _code in mac_dict.elements}
    assert {host_excel._mac_name(name) for name in asked} | {"protection_object"} <= words
    commands = {name: {argument for argument, _code in arguments} for name, _code, arguments in mac_dict.commands}
    assert commands["protect_worksheet"] >= {
        "drawing_objects", "worksheet_contents", "scenarios", "user_interface_only",
        *(host_excel._mac_name(name) for name in host_excel.ALLOWED),
    }  # fmt: skip
    assert "password" in commands["unprotect"]
