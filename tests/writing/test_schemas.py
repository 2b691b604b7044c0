"""No workbook makes Excel ask whether to repair it: each is valid by the Open XML schemas that Excel 2016 reads."""

import zipfile
from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator
from openxml_audit.errors import ValidationError, ValidationSeverity

from support_accessible import edit_package
from support_written import MARKED, WRITTEN, put_into

INLINE = "inline-string cell(s)"
"""Marked copies are saved by openpyxl, which writes each text into its own cell: valid, but Excel moves them into a table of
texts when it saves. The one remark that is known; it is a warning."""


def findings(path: Path) -> list[ValidationError]:
    return list(OpenXmlValidator(FileFormat.OFFICE_2016, max_errors=0).validate(path).errors)


@pytest.mark.parametrize("name", [name for name in WRITTEN if name not in MARKED])
def test_a_workbook_is_valid(name: str, tmp_path: Path) -> None:
    assert findings(put_into(tmp_path, name)) == []


@pytest.mark.parametrize("name", MARKED)
def test_a_marked_copy_is_valid_with_one_remark_a_sheet(name: str, tmp_path: Path) -> None:
    path = put_into(tmp_path, name)
    found = findings(path)
    with zipfile.ZipFile(path) as parts:
        sheets = [f"/{part}" for part in parts.namelist() if b't="inlineStr"' in parts.read(part)]
    assert sorted(error.part_uri for error in found) == sorted(sheets)
    assert {error.severity for error in found} == {ValidationSeverity.WARNING}
    assert all(INLINE in error.description for error in found)


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("xl/styles.xml", "<font><b/>", '<font><sz val="10"/><b/>'),
        ("xl/worksheets/sheet1.xml", "<sheetData>", "<tableParts/><sheetData>"),
        ("xl/worksheets/sheet1.xml", '<row r="1"', '<row r="one"'),
        ("xl/workbook.xml", "<sheet name=", "<sheet surname="),
    ],
)
def test_a_planted_fault_is_found(part: str, before: str, after: str, tmp_path: Path) -> None:
    path = put_into(tmp_path, next(iter(WRITTEN)))
    edit_package(path, {part: lambda text: text.replace(before, after, 1)})
    assert part in {error.part_uri.removeprefix("/") for error in findings(path)}
