"""Files with macros: what is packed is what an independent reader finds, it is valid, and the same each time."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openxml_audit import FileFormat, OpenXmlValidator

from support_macros import modules_of, modules_read_back, plain_book
from workbook_tools.excel.macros.packing import MacroFile, pack

MODULES = modules_of("OfficerButtons")


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsm"
    path.write_bytes(pack(plain_book("CheckMyReturn"), MODULES))
    return path


def test_every_module_is_read_back_exactly(packed: Path) -> None:
    assert modules_read_back(packed) == {name: text.replace("\n", "\r\n") for name, text in MODULES.items()}


def test_two_builds_are_the_same_bytes(packed: Path) -> None:
    assert pack(plain_book("CheckMyReturn"), MODULES) == packed.read_bytes()


@pytest.mark.parametrize(("kind", "suffix"), [(MacroFile.WORKBOOK, "xlsm"), (MacroFile.ADD_IN, "xlam")])
def test_a_packed_file_is_valid_and_says_what_it_is(kind: MacroFile, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"book.{suffix}"
    path.write_bytes(pack(plain_book("CheckMyReturn"), MODULES, kind))
    assert list(OpenXmlValidator(FileFormat.OFFICE_2016, max_errors=0).validate(path).errors) == []
    with zipfile.ZipFile(path) as parts:
        assert f'ContentType="{kind}"' in parts.read("[Content_Types].xml").decode()


def test_openpyxl_opens_it_and_keeps_what_it_does_not_know(packed: Path, tmp_path: Path) -> None:
    book = load_workbook(packed, keep_vba=True)
    assert book.sheetnames == ["Sheet"]
    book.save(tmp_path / "again.xlsm")
    assert book.vba_archive is not None
    book.vba_archive.close()  # openpyxl does not, and the test that runs when it is collected would fail
    assert modules_read_back(tmp_path / "again.xlsm") == modules_read_back(packed)


def test_a_text_that_vba_cannot_hold_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        pack(plain_book(), {"Names": 'Attribute VB_Name = "Names"\n\' T\u0177\n'})
