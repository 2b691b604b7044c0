"""Workbooks that hold a distribution list: tables wherever they stand, whatever was done to their cells."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from support_lists import AUDIT, CLERK, IN_ORDER, found, read_sheets, sheets_of, with_recipients, write_list
from support_workbooks import Formula, Rows, rewrite_part
from workbook_tools.model.distribution_book import COMMITTEES, DOMAINS, FIELDS, HEADINGS, RECIPIENTS, Field
from workbook_tools.reading.distribution_list import read_distribution_list
from workbook_tools.reading.list_tables import MOST_FORMULAS, MOST_ROWS, SPELLINGS

SHEETS = sheets_of(IN_ORDER)
HEADING_ROW, ROW = SHEETS[RECIPIENTS]


def with_sheet(name: str, *rows: Any) -> dict[str, Rows]:
    return {**SHEETS, name: list(rows)}


def in_row(text: Any, column: int) -> list[Any]:
    """The recipient with something else in one column, counted from 0."""
    return [*ROW[:column], text, *ROW[column + 1 :]]


@pytest.mark.parametrize("field", FIELDS[RECIPIENTS])
def test_headings_of_recipients(field: Field, tmp_path: Path) -> None:
    for spelling in (HEADINGS[field], *SPELLINGS[field]):
        headings = [spelling.upper() + ":" if heading == HEADINGS[field] else heading for heading in HEADING_ROW]
        given, findings = read_sheets(tmp_path, with_sheet(RECIPIENTS, headings, ROW))
        assert given is not None, (spelling, findings)
        assert given.recipients[0].role == "Committee clerk"
        assert given.recipients[0].cleared


@pytest.mark.parametrize(("name", "field"), [(COMMITTEES, Field.COMMITTEE), (DOMAINS, Field.DOMAIN)])
def test_headings_of_the_small_tables(name: str, field: Field, tmp_path: Path) -> None:
    for spelling in SPELLINGS[field]:
        given, findings = read_sheets(tmp_path, with_sheet(name, [spelling.title()], SHEETS[name][1]))
        assert given is not None, (spelling, findings)


@pytest.mark.parametrize(
    ("sheets", "places"),
    [
        (
            {"People": SHEETS[RECIPIENTS], "a": SHEETS[DOMAINS], "z": SHEETS[COMMITTEES]},
            ("z!A2", "People!A2"),
        ),
        (
            {**SHEETS, RECIPIENTS: [["Recipients"], [], [None, "Fill in"], [], [None, None, *HEADING_ROW], [None, None, *ROW]]},
            ("Committees!A2", "Recipients!C6"),
        ),
        (
            {"List": [["Committee", None, *HEADING_ROW, None, "Domain"], [AUDIT, None, *ROW, None, "example.gov.uk"]]},
            ("List!A2", "List!C2"),
        ),
        (
            {"List": [["Committee"], [AUDIT], [], ["Domain"], ["example.gov.uk"], [], HEADING_ROW, ROW]},
            ("List!A2", "List!A8"),
        ),
        ({"List": [["Committee", "Domain"], [AUDIT, "example.gov.uk"], [], HEADING_ROW, ROW]}, ("List!A2", "List!A5")),
        ({**SHEETS, "Notes": [["Whom we send to"], ["Ask the clerk"]]}, ("Committees!A2", "Recipients!A2")),
        ({**SHEETS, RECIPIENTS: [list(reversed(HEADING_ROW)), list(reversed(ROW))]}, ("Committees!A2", "Recipients!F2")),
        ({**SHEETS, RECIPIENTS: [[*HEADING_ROW, "Since"], [], [*ROW, 2019]]}, ("Committees!A2", "Recipients!A3")),
        ({**SHEETS, RECIPIENTS: [HEADING_ROW, [*[None] * 6, "not a row"], ROW]}, ("Committees!A2", "Recipients!A3")),
    ],
)
def test_tables_are_found_wherever_they_stand(sheets: dict[str, Rows], places: tuple[str, str], tmp_path: Path) -> None:
    given, findings = read_sheets(tmp_path, sheets)
    assert given is not None, findings
    assert findings == ()
    where = [*(one.where for one in given.committees), *(one.where for one in given.recipients)]
    assert list(map(str, where)) == [f"list.xlsx, {place}" for place in places]
    assert given.domains == ("example.gov.uk",)


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        ({COMMITTEES: SHEETS[COMMITTEES], DOMAINS: SHEETS[DOMAINS]}, [("list-table-missing", "")]),
        ({"List": [["nothing"]]}, [("list-table-missing", "")] * 3),
        ({**SHEETS, "Old": SHEETS[RECIPIENTS]}, [("list-table-twice", "Old!A1")]),
        ({**SHEETS, RECIPIENTS: [HEADING_ROW[:5], ROW[:5]]}, [("list-column-missing", "Recipients!A1")]),
        ({**SHEETS, RECIPIENTS: [HEADING_ROW[:2], ROW[:2]]}, [("list-column-missing", "Recipients!A1")] * 4),
        ({**SHEETS, RECIPIENTS: [[*HEADING_ROW, "Email"], [*ROW, "x@evil.com"]]}, [("list-column-twice", "Recipients!G1")]),
        ({**SHEETS, RECIPIENTS: [[*HEADING_ROW, "Cleared"], [*ROW, "no"]]}, [("list-column-twice", "Recipients!G1")]),
        ({**SHEETS, RECIPIENTS: [HEADING_ROW]}, [("list-table-empty", "Recipients!A1")]),
        ({**SHEETS, RECIPIENTS: [HEADING_ROW, in_row(12, 1)]}, [("list-not-text", "Recipients!B2")]),
        ({**SHEETS, RECIPIENTS: [HEADING_ROW, in_row(date(2026, 4, 1), 1)]}, [("list-not-text", "Recipients!B2")]),
        ({**SHEETS, RECIPIENTS: [HEADING_ROW, in_row(True, 5)]}, [("list-not-text", "Recipients!F2")]),  # noqa: FBT003
        ({**SHEETS, RECIPIENTS: [HEADING_ROW, in_row(1, 5)]}, [("list-not-text", "Recipients!F2")]),
        (
            {**SHEETS, DOMAINS: [["Domain"], [1.5]]},
            [("list-not-text", "Domains!A2"), ("list-address-outside", "Recipients!C2")],
        ),
        ({**SHEETS, RECIPIENTS: [HEADING_ROW, in_row(Formula('="a"', "Clerk"), 1)]}, [("list-formula", "Recipients!B2")]),
        ({**SHEETS, RECIPIENTS: [HEADING_ROW, in_row(Formula('="yes"', "yes"), 5)]}, [("list-formula", "Recipients!F2")]),
        ({**SHEETS, RECIPIENTS: [HEADING_ROW, in_row(Formula('=""', ""), 5)]}, [("list-formula", "Recipients!F2")]),
        ({**SHEETS, RECIPIENTS: [HEADING_ROW, in_row(Formula("=NA()", "#N/A"), 2)]}, [("list-formula", "Recipients!C2")]),
        ({**SHEETS, RECIPIENTS: [[Formula('="C"', "Committee"), *HEADING_ROW[1:]], ROW]}, [("list-formula", "Recipients!A1")]),
        ({**SHEETS, RECIPIENTS: [HEADING_ROW, [*ROW, Formula("=1+1", 2)]]}, [("list-formula", "Recipients!G2")]),
        ({**SHEETS, "Notes": [[Formula("=1+1", 2)]]}, [("list-formula", "Notes!A1")]),
    ],
)
def test_what_is_not_in_order(sheets: dict[str, Rows], expected: list[tuple[str, str]], tmp_path: Path) -> None:
    given, findings = read_sheets(tmp_path, sheets)
    assert given is None
    assert found(findings) == expected


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (12, "The number 12"),
        (0.5, "The number 0.5"),
        (date(2026, 4, 1), "The day 01/04/2026"),
        (False, "FALSE"),
    ],
)
def test_a_cell_that_is_no_text_says_what_it_is(value: object, what: str, tmp_path: Path) -> None:
    _, findings = read_sheets(tmp_path, with_sheet(RECIPIENTS, HEADING_ROW, in_row(value, 1)))
    assert [finding.message for finding in findings] == [f"{what} stands here, where a text is expected. Type the text."]


@pytest.mark.parametrize(
    "formula",
    [
        "=B1",
        ArrayFormula("F2:F3", '=IF({1;1},"yes","no")'),
        DataTableFormula(ref="F2:F3", dt2D=False, r1="A1"),
    ],
)
def test_formulas_of_every_kind_are_seen(formula: Any, tmp_path: Path) -> None:
    path = write_list(tmp_path, with_recipients(CLERK, (AUDIT, "Chair", "chair@example.gov.uk", "to", "PDF", "yes")))
    book = openpyxl.load_workbook(path)
    book[RECIPIENTS]["F2"] = formula
    book.save(path)
    given, findings = read_distribution_list(path)
    assert given is None
    assert found(findings) == [("list-formula", "Recipients!F2")]


def test_a_shared_formula_is_seen_in_each_cell(tmp_path: Path) -> None:
    path = write_list(tmp_path, with_recipients(CLERK, CLERK))
    for cell, tag in (("F2", '<f t="shared" ref="F2:F3" si="0">"yes"</f>'), ("F3", '<f t="shared" si="0"/>')):
        made = f'<c r="{cell}" t="str">{tag}<v>yes</v></c>'
        path = rewrite_part(path, tmp_path / f"{cell}.xlsx", "xl/worksheets/sheet2.xml", f'<c r="{cell}".*?</c>', made)
    _, findings = read_distribution_list(path)
    assert found(findings)[:2] == [("list-formula", "Recipients!F2"), ("list-formula", "Recipients!F3")]


def test_of_many_formulas_the_first_are_named_and_none_is_read(tmp_path: Path) -> None:
    rows = [in_row(Formula("=1", "x@evil.com"), 2) for _ in range(2 * MOST_FORMULAS)]
    given, findings = read_sheets(tmp_path, with_sheet(RECIPIENTS, HEADING_ROW, *rows))
    assert given is None
    assert found(findings) == [("list-formula", f"Recipients!C{number + 2}") for number in range(MOST_FORMULAS)]


def test_a_sheet_of_endless_rows_is_refused(tmp_path: Path) -> None:
    for extra, code in ((0, "list-recipient-twice"), (1, "list-not-read")):
        given, findings = read_sheets(tmp_path, with_sheet(RECIPIENTS, HEADING_ROW, *([ROW] * (MOST_ROWS - 1 + extra))))
        assert given is None
        assert findings[0].code == code
    assert findings[0].message == "The sheet Recipients has more than 5,000 rows, as no distribution list has."


def changed_book(tmp_path: Path, change: Any) -> list[tuple[str, str]]:
    """What is found in the list once openpyxl has changed its sheet of recipients."""
    path = write_list(tmp_path, IN_ORDER)
    book = openpyxl.load_workbook(path)
    change(book[RECIPIENTS])
    book.save(path)
    return found(read_distribution_list(path)[1])


def hide_row(sheet: Any) -> None:
    sheet.row_dimensions[2].hidden = True


def hide_column(sheet: Any) -> None:
    sheet.column_dimensions["F"].hidden = True


def strike_out(sheet: Any) -> None:
    sheet["C2"].font = Font(strike=True)


def merge_committees(sheet: Any) -> None:
    sheet.append([None, "Chair", "chair@example.gov.uk", "cc", "PDF"])
    sheet.merge_cells("A2:A3")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (hide_row, [("list-hidden", "Recipients!A2")]),
        (hide_column, [("list-hidden", "Recipients!F1")]),
        (strike_out, [("list-struck-out", "Recipients!C2")]),
        (merge_committees, [("list-cell-empty", "Recipients!A3")]),
    ],
)
def test_what_was_done_to_rows(change: Any, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    assert changed_book(tmp_path, change) == expected


@pytest.mark.parametrize("hidden", [COMMITTEES, RECIPIENTS, DOMAINS])
def test_a_hidden_sheet_is_not_read(hidden: str, tmp_path: Path) -> None:
    given, findings = read_sheets(tmp_path, {"Front": [["Our list"]], **SHEETS}, hidden=(hidden,))
    assert given is None
    assert found(findings)[:2] == [("list-sheet-hidden", hidden), ("list-table-missing", "")]


def test_an_old_copy_on_a_hidden_sheet_changes_nothing(tmp_path: Path) -> None:
    old = [HEADING_ROW, in_row("old@example.gov.uk", 2)]
    given, findings = read_sheets(tmp_path, {**SHEETS, "Old": old, "Lists": [["yes"], ["no"]]}, hidden=("Old", "Lists"))
    assert given is not None
    assert [one.address for one in given.recipients] == ["clerk@example.gov.uk"]
    assert found(findings) == [("list-sheet-hidden", "Old")]


@pytest.mark.parametrize("mark", ["_x202E_", "_x000D_", "_x0000_", "_xD83D_", "_x0041_", "_x005F_x0041_"])
def test_a_character_that_the_file_writes_as_a_number_is_seen(mark: str, tmp_path: Path) -> None:
    path = write_list(tmp_path, IN_ORDER)
    made = rewrite_part(path, tmp_path / "made.xlsx", "xl/sharedStrings.xml", "Committee clerk", f"Committee{mark}clerk")
    assert found(read_distribution_list(made)[1]) == [("list-unseen-mark", "Recipients!B2")]


@pytest.mark.parametrize("part", ["xl/worksheets/sheet2.xml", "xl/sharedStrings.xml"])
def test_a_workbook_damaged_inside_is_said(part: str, tmp_path: Path) -> None:
    made = rewrite_part(write_list(tmp_path, IN_ORDER), tmp_path / "made.xlsx", part, "</", "<")
    given, findings = read_distribution_list(made)
    assert given is None
    assert [finding.code for finding in findings] == ["list-not-read"]
