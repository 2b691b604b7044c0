"""What an officer sees of a table and the reading does not: hidden rows and columns, lines struck out, merged cells."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from support_workbooks import COVER, Rows, write_workbook
from workbook_tools.findings import Finding
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.reading.service_return import read_service_return

INDICATORS: Rows = [
    ["Code", "Indicator", "Our own", "2021/22", "Value", "Target", "Note"],
    ["I1", "Visits", "x", 4, 5, 6, "More."],
    ["I2", "Loans", "x", 4, 5, 6, "Fewer."],
    ["I3", "Events", "x", 4, 5, 6, "As many."],
    ["I4", "Clubs", "x", 4, 5, 6, None],
    [],
    ["I5", "Talks", "x", 4, 5, 6, None],
]
Change = Callable[[Worksheet], None]


def read_changed(tmp_path: Path, change: Change, rows: Rows = INDICATORS) -> ServiceReturn:
    path = write_workbook(tmp_path / "return.xlsx", {"Cover": COVER, "Sheet": rows})
    workbook = openpyxl.load_workbook(path)
    change(workbook["Sheet"])
    workbook.save(path)
    return read_service_return(path)


def found(read: ServiceReturn, code: str) -> list[Finding]:
    return [finding for finding in read.findings if finding.code == code]


def hide_rows(*rows: int) -> Change:
    def change(sheet: Worksheet) -> None:
        for row in rows:
            sheet.row_dimensions[row].hidden = True

    return change


@pytest.mark.parametrize(
    ("rows", "runs"),
    [
        ([], []),
        ([2], [("A2", "1,")]),
        ([2, 3], [("A2", "2,")]),
        ([3, 5], [("A3", "1,"), ("A5", "1,")]),
        ([2, 3, 5, 6, 7], [("A2", "2,"), ("A5", "2,")]),  # the blank row 6 is hidden as well and holds nothing
        ([5, 7], [("A5", "1,"), ("A7", "1,")]),  # the blank row between them is shown
        ([1, 6, 99], []),  # the heading, a blank row and a row below are no rows of the table
    ],
)
def test_each_run_of_hidden_rows_is_named_at_its_first_cell(
    tmp_path: Path, rows: Sequence[int], runs: list[tuple[str, str]]
) -> None:
    read = read_changed(tmp_path, hide_rows(*rows))
    findings = found(read, "hidden-rows-read")
    assert [(finding.where.cell, finding.message.split(": ")[1].split()[0]) for finding in findings] == runs
    assert [row.code for row in read.indicators] == ["I1", "I2", "I3", "I4", "I5"]


def hide_columns(*columns: str) -> Change:
    def change(sheet: Worksheet) -> None:
        for column in columns:
            sheet.column_dimensions[column].hidden = True

    return change


@pytest.mark.parametrize(
    ("columns", "named"),
    [
        ([], []),
        (["F"], [("F1", "Target")]),
        (["D", "E"], [("D1", "2021/22"), ("E1", "Value")]),
        (["C"], []),  # not read
        (["H"], []),  # holds nothing
    ],
)
def test_each_hidden_column_that_is_read_is_named_at_its_heading(
    tmp_path: Path, columns: list[str], named: list[tuple[str, str]]
) -> None:
    read = read_changed(tmp_path, hide_columns(*columns))
    findings = found(read, "hidden-columns-read")
    assert [(finding.where.cell, finding.message.split("'")[1]) for finding in findings] == named
    assert [row.target.number for row in read.indicators] == [6] * 5


def test_a_column_whose_heading_stands_in_the_upper_row_is_named_there(tmp_path: Path) -> None:
    rows: Rows = [
        ["Code", "Risk", "Current", None, None, "Note"],
        [None, None, "Likelihood", "Impact", "Score", None],
        ["R1", "Flood", 3, 4, 12, "Watched."],
    ]
    read = read_changed(tmp_path, hide_columns("D", "F"), rows)
    assert [finding.where.cell for finding in found(read, "hidden-columns-read")] == ["F1", "D2"]


def strike(*addresses: str) -> Change:
    def change(sheet: Worksheet) -> None:
        for address in addresses:
            sheet[address].font = Font(strike=True)

    return change


@pytest.mark.parametrize(
    ("addresses", "rows"),
    [
        ([], []),
        (["B2"], [("B2", "I1")]),
        (["E3", "A3", "B3"], [("A3", "I2")]),
        (["E2", "G4"], [("E2", "I1"), ("G4", "I3")]),
        (["D5"], [("D5", "I4")]),  # an earlier value
        (["G5"], []),  # empty: there is no text to strike
        (["C2"], []),  # a column that is not read
        (["A1", "B8"], []),  # the heading, and nothing
    ],
)
def test_each_row_that_is_struck_out_is_named_at_its_first_cell(
    tmp_path: Path, addresses: list[str], rows: list[tuple[str, str]]
) -> None:
    read = read_changed(tmp_path, strike(*addresses))
    findings = found(read, "row-struck-out")
    assert [(finding.where.cell, finding.subject) for finding in findings] == rows
    assert len(read.indicators) == 5


def merge(*areas: str) -> Change:
    def change(sheet: Worksheet) -> None:
        for area in areas:
            sheet.merge_cells(area)

    return change


@pytest.mark.parametrize(
    ("areas", "named"),
    [
        ([], []),
        (["E2:E4"], [("E2", "E2:E4")]),
        (["E2:F2"], [("E2", "E2:F2")]),
        (["E2:F2", "A4:B5"], [("E2", "E2:F2"), ("A4", "A4:B5")]),
        (["B2:C2"], []),  # covers a cell of a column that is not read
        (["C2:C5"], []),
        (["G2:H2"], []),  # a note over the empty column beside it
        (["A8:G8", "E8:E9"], []),  # below the table
        (["E5:E6"], []),  # over a blank row
        (["A1:B1"], []),  # in the heading: what it covers has no heading any more
        (["E1:E2"], [("E1", "E1:E2")]),  # a heading merged down over the first row
    ],
)
def test_each_merged_area_that_covers_cells_of_the_table_is_named(
    tmp_path: Path, areas: list[str], named: list[tuple[str, str]]
) -> None:
    findings = found(read_changed(tmp_path, merge(*areas)), "cells-merged")
    assert [(finding.where.cell, finding.message.split()[2]) for finding in findings] == named


SECTIONS: Rows = [
    ["Section", "Section no.", "Code", "Action", "Due", "Progress"],
    ["Growth", 1, "A1", "Build", "Ongoing", "5%"],
    [None, None, "A2", "Let", "Ongoing", "5%"],
    [None, None, "A3", "Sell", "Ongoing", "5%"],
]


@pytest.mark.parametrize(
    ("area", "named", "sections", "without_cell"),
    [
        ("A2:A4", [], ["Growth", "Growth", "Growth"], set()),
        ("A2:A3", [], ["Growth", "Growth", ""], set()),
        ("A2:B4", ["A2"], ["Growth", "Growth", "Growth"], {"section_number"}),  # the number stays that of the first row
        ("B2:B4", ["B2"], ["Growth", "", ""], {"section_number"}),
        ("A1:A3", ["A1"], ["", "", ""], {"section"}),
    ],
)
def test_a_section_merged_down_is_understood(
    tmp_path: Path, area: str, named: list[str], sections: list[str], without_cell: set[str]
) -> None:
    read = read_changed(tmp_path, merge(area), SECTIONS)
    assert [finding.where.cell for finding in found(read, "cells-merged")] == named
    assert [row.section for row in read.actions] == sections
    assert {"section", "section_number", "code", "title", "due", "progress"} - set(read.actions[1].cells) == without_cell


def test_a_section_row_may_be_merged_over_the_whole_width(tmp_path: Path) -> None:
    rows: Rows = [["Code", "Action", "Due"], ["Growth"], ["A1", "Build", "Ongoing"], ["Homes"], ["A2", "Let", "Ongoing"]]
    read = read_changed(tmp_path, merge("A2:C2", "A4:C4"), rows)
    assert [(row.code, row.section) for row in read.actions] == [("A1", "Growth"), ("A2", "Homes")]
    assert found(read, "cells-merged") == []


@pytest.mark.parametrize(
    ("area", "field", "place", "where"),
    [
        ("E2:E4", "value", "A3", "A3"),  # the value stands for the row: without a cell of its own the first cell does
        ("F2:F4", "target", "E3", "E3"),
        ("D2:E4", "value", "A3", "A3"),
        ("A2:A4", "code", "E3", "E3"),
        ("A2:E4", "code", "F3", "F3"),
    ],
)
def test_a_field_that_merged_cells_cover_has_no_cell(tmp_path: Path, area: str, field: str, place: str, where: str) -> None:
    read = read_changed(tmp_path, merge(area))
    row = read.indicators[1]
    assert field not in row.cells
    assert (row.at(field).cell, row.where.cell) == (place, where)


def test_a_row_all_of_whose_fields_are_covered_keeps_a_place(tmp_path: Path) -> None:
    """Only an earlier value has a cell of its own."""
    rows: Rows = [["Code", "Indicator", "Value", "2021/22"], ["I1", "Visits", 5, 4], [None, None, None, 3]]
    read = read_changed(tmp_path, merge("A2:C3"), rows)
    assert read.indicators[1].where.cell == "C3"
    assert dict(read.indicators[1].cells) == {}


def test_everything_at_once_and_all_of_it_in_order(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        for step in (hide_rows(3), hide_columns("F"), strike("A2"), merge("D4:E4")):
            step(sheet)

    read = read_changed(tmp_path, change)
    codes: list[tuple[str, Any]] = [(finding.code, finding.where.cell) for finding in read.findings]
    assert codes == [
        ("heading-not-understood", "C1"), ("hidden-columns-read", "F1"), ("row-struck-out", "A2"), ("hidden-rows-read", "A3"),
        ("cells-merged", "D4"),
    ]  # fmt: skip
