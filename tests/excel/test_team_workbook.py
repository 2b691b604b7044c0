"""The control workbook as it is handed out: what is open, what can be chosen, which buttons it has."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import FileFormat, OpenXmlValidator

from support_team import build_control
from workbook_tools.excel.engines.closed_file import open_closed
from workbook_tools.excel.macros.sheet_macros import macros_for
from workbook_tools.excel.registry import BUTTONS, STOP_MACRO, Group
from workbook_tools.excel.team_buttons import collect_returns
from workbook_tools.excel.work import Work
from workbook_tools.findings import ToolkitError
from workbook_tools.model.control_book import (
    CONTROL,
    EXCEPTIONS,
    INPUTS,
    LISTS,
    LOG,
    LOG_TABLE,
    SERVICES,
    SERVICES_TABLE,
    TRACKER,
    TRACKER_TABLE,
    Setting,
)
from workbook_tools.periods import parse_period
from workbook_tools.schemes.load import list_schemes

CONTENT = build_control()
TEAM = [button for button in BUTTONS if button.group is Group.TEAM]
MOST = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}  # characters that Excel takes


@pytest.fixture(scope="module")
def book() -> Any:
    return openpyxl.load_workbook(BytesIO(CONTENT))


def listed(book: Any, name: str) -> list[str]:
    """The texts under a defined name."""
    [(sheet, area)] = book.defined_names[name].destinations
    return [cell.value for row in book[sheet][area] for cell in row]


def open_cells(sheet: Worksheet) -> set[str]:
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}


def shapes() -> Iterator[dict[str, str]]:
    with zipfile.ZipFile(BytesIO(CONTENT)) as package:
        [part] = [name for name in package.namelist() if name.startswith("xl/drawings/vml")]
        drawing = package.read(part).decode()
    for shape in re.findall(r"<v:shape .*?</v:shape>", drawing, re.DOTALL):
        yield {
            "caption": re.findall(r"<font[^>]*>(.*?)</font>", shape)[0],
            "macro": re.findall(r"<x:FmlaMacro>(.*?)</x:FmlaMacro>", shape)[0],
            "alt": re.findall(r' alt="(.*?)"', shape)[0],
            "anchor": re.findall(r"<x:Anchor>(.*?)</x:Anchor>", shape)[0],
        }


def test_two_builds_are_the_same_bytes() -> None:
    assert build_control() == CONTENT


def test_sheets_and_what_is_hidden(book: Any) -> None:
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == [CONTROL, SERVICES, TRACKER, EXCEPTIONS, LOG]
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == [LISTS]
    assert book.active.title == CONTROL


def test_the_team_types_only_where_it_should(book: Any) -> None:
    for sheet in book:
        assert sheet.title == LISTS or (sheet.protection.sheet and not sheet.protection.password), sheet.title
    assert open_cells(book[CONTROL]) == {given.cell for given in INPUTS.values()}
    assert {cell[0] for cell in open_cells(book[SERVICES])} == set("ABCDEF")
    assert min(int(cell[1:]) for cell in open_cells(book[SERVICES])) == SERVICES_TABLE.first_row
    assert not any(open_cells(book[name]) for name in (TRACKER, EXCEPTIONS, LOG, LISTS))


def test_period_and_scheme_are_chosen_from_lists(book: Any) -> None:
    rules = {str(rule.sqref): rule for rule in book[CONTROL].data_validations.dataValidation}
    assert set(rules) == {INPUTS[Setting.PERIOD].cell, INPUTS[Setting.SCHEME].cell}
    assert rules[INPUTS[Setting.SCHEME].cell].formula1 == "Schemes"
    assert rules[INPUTS[Setting.PERIOD].cell].formula1 == "Periods"
    assert listed(book, "Schemes") == list(list_schemes())
    periods = listed(book, "Periods")
    assert {"2022/23", "H1 2026/27", "Q2 2026/27", "December 2022"} < set(periods)
    assert [str(parse_period(period)) for period in periods] == periods


def test_what_excel_says_beside_a_cell_is_short_enough(book: Any) -> None:
    rules = [rule for sheet in book for rule in sheet.data_validations.dataValidation]
    assert len(rules) == 2 + len(SERVICES_TABLE.columns)
    for rule in rules:
        assert all(len(getattr(rule, part) or "") <= most for part, most in MOST.items()), rule.sqref


def test_headings_are_where_the_buttons_look_for_them(book: Any) -> None:
    for table in (SERVICES_TABLE, TRACKER_TABLE, LOG_TABLE):
        headings = [cell.value for cell in book[table.sheet][table.heading_row]]
        assert headings == [column.heading for column in table.columns]


def test_each_button_has_its_macro_and_says_what_it_does() -> None:
    found = list(shapes())
    assert [(shape["caption"], shape["macro"]) for shape in found] == [
        *((button.caption, f"[0]!{button.macro}") for button in TEAM),
        ("Stop", f"[0]!{STOP_MACRO}"),
    ]
    assert all(button.tip in shape["alt"] for button, shape in zip(TEAM, found, strict=False))


def test_buttons_stand_over_empty_cells_and_not_over_each_other(book: Any) -> None:
    below = 0
    for shape in shapes():
        left, _, top, _, right, _, bottom, _ = map(int, shape["anchor"].split(","))
        assert (left, right) == (3, 3)
        assert below <= top < bottom
        assert all(book[CONTROL].cell(row + 1, left + 1).value is None for row in range(top, bottom + 1))
        below = bottom


def test_it_follows_the_schemas(tmp_path: Path) -> None:
    path = tmp_path / "control.xlsx"
    path.write_bytes(CONTENT)
    result = OpenXmlValidator(FileFormat.OFFICE_2016, max_errors=0).validate(path)
    assert list(result.errors) == []


def test_with_its_macros_it_is_valid_and_keeps_them_when_a_button_saves(tmp_path: Path) -> None:
    path = tmp_path / "Performance control.xlsm"
    path.write_bytes(macros_for(Group.TEAM).pack(CONTENT))
    assert list(OpenXmlValidator(FileFormat.OFFICE_2016, max_errors=0).validate(path).errors) == []
    with zipfile.ZipFile(path) as package:
        macros = package.read("xl/vbaProject.bin")
    with open_closed(path) as book:
        with pytest.raises(ToolkitError, match=r"^Control!B7: choose a period from the list\.$"):
            collect_returns(book, Work())
        book.save()
    with zipfile.ZipFile(path) as package:
        assert package.read("xl/vbaProject.bin") == macros
