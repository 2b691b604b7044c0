"""The macro that puts the buttons of a workbook for LibreOffice back: a line for each button, as it stands in the file."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openxml_audit import FileFormat, OpenXmlValidator

from support_issue import given_after
from support_macros import modules_of, modules_read_back, plain_book, public_subs, put_back, sheet_macros
from support_samples import VALE, scheme_named
from workbook_tools.excel.installing.parts import build_control
from workbook_tools.excel.macros.kept_buttons import button_lines, pack_for_libreoffice
from workbook_tools.excel.macros.macro_texts import BUTTONS_MODULE, Host, module_text
from workbook_tools.excel.macros.packing import pack
from workbook_tools.excel.macros.sheet_macros import macros_for
from workbook_tools.excel.registry import Group
from workbook_tools.writing.issued.book import build_issued_return

MODULES = {"One": "Public Sub CheckIt()\nEnd Sub\n", "Two": "Public Sub CheckItAll()\nEnd Sub\nPublic Sub StopIt()\nEnd Sub\n"}


def book_with(*fill: Callable[[Any], object]) -> bytes:
    """A workbook with a sheet for each of these, called Sheet1 and so on."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for fill_sheet in fill:
            fill_sheet(book.add_worksheet())
    return content.getvalue()


def issued_return() -> bytes:
    """An issued return for LibreOffice."""
    given, macros = given_after(VALE), macros_for(Group.OFFICER, Host.LIBREOFFICE)
    return macros.pack(build_issued_return(given, scheme_named(given.cover.scheme), macros.buttons))


def button(macro: str, caption: str) -> Callable[[Any], object]:
    return lambda sheet: sheet.insert_button("B2", {"macro": macro, "caption": caption, "x_offset": 5, "y_offset": 7})


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (book_with(lambda _: None), []),
        (book_with(lambda sheet: sheet.write_comment("A1", "a note")), []),
        (
            book_with(button("CheckIt", "Check")),
            ['PutButton "Sheet1", "1, 5, 1, 7, 2, 5, 2, 7", "Check", "One.CheckIt"'],
        ),
        (
            book_with(button("CheckItAll", 'Check "all" & <more>')),
            ['PutButton "Sheet1", "1, 5, 1, 7, 2, 5, 2, 7", "Check ""all"" & <more>", "Two.CheckItAll"'],
        ),
        (
            book_with(
                lambda _: None,
                lambda sheet: (sheet.write_comment("A1", "a note"), button("StopIt", "Stop")(sheet)),
                button("CheckIt", "Check"),
            ),
            [
                'PutButton "Sheet2", "1, 5, 1, 7, 2, 5, 2, 7", "Stop", "Two.StopIt"',
                'PutButton "Sheet3", "1, 5, 1, 7, 2, 5, 2, 7", "Check", "One.CheckIt"',
            ],
        ),
    ],
    ids=["no drawing", "a note", "a button", "what XML and Basic write otherwise", "three sheets"],
)
def test_each_button_has_a_line(content: bytes, lines: list[str]) -> None:
    assert list(button_lines(content, MODULES)) == lines


@pytest.mark.parametrize("macro", ["CheckI", "CheckItAl", "Check.t", "checkit"])
def test_a_button_whose_macro_is_nowhere_is_refused(macro: str) -> None:
    with pytest.raises(ValueError, match=f"a button calls {macro}, which no module has"):
        pack_for_libreoffice(book_with(button(macro, "Check")), MODULES)


@pytest.mark.parametrize("build", [issued_return, lambda: build_control(Host.LIBREOFFICE)], ids=["return", "control workbook"])
def test_our_workbooks_put_back_just_what_they_have(build: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "book.xlsm"
    path.write_bytes(build())
    assert list(OpenXmlValidator(FileFormat.OFFICE_2016, max_errors=0).validate(path).errors) == []
    modules = modules_read_back(path)
    kept = modules[BUTTONS_MODULE].replace("\r", "")
    static = module_text(BUTTONS_MODULE).removesuffix("End Sub\n")
    assert kept.startswith(static)
    assert re.fullmatch(r"(    PutButton .*\n)+End Sub\n", kept.removeprefix(static))
    with zipfile.ZipFile(path) as parts:
        drawing = parts.read("xl/drawings/vmlDrawing1.vml").decode()
    anchors, captions = re.findall(r"<x:Anchor>(.*?)<", drawing), re.findall(r"<font[^>]*>(.*?)<", drawing)
    assert [(anchor, caption) for _, anchor, caption, _ in put_back(kept)] == list(zip(anchors, captions, strict=True))
    assert [macro.partition(".")[2] for *_, macro in put_back(kept)] == sheet_macros(path.read_bytes())
    for *_, macro in put_back(kept):
        module, _, name = macro.partition(".")
        assert name in public_subs([modules[module]])
    assert path.read_bytes() == build()


def test_a_workbook_for_excel_has_no_such_macro(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsm"
    for group, entries in ((Group.OFFICER, "OfficerButtons"), (Group.TEAM, "TeamButtons")):
        path.write_bytes(macros_for(group).pack(plain_book("StopWork")))
        assert path.read_bytes() == pack(plain_book("StopWork"), modules_of(entries))
        assert BUTTONS_MODULE not in modules_read_back(path)
