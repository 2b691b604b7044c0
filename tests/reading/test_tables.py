"""Tables are found by their headings, wherever they stand."""

from typing import Any

import pytest

from support_changed import replace
from support_workbooks import Rows, grid_of
from workbook_tools.periods import parse_period
from workbook_tools.reading.headings import load_headings
from workbook_tools.reading.tables import FoundTable, find_tables

HEADINGS = load_headings()
ACTIONS: list[Any] = ["Code", "Action", "By When", "Progress", "Latest Note"]
ACTION: list[Any] = ["A1", "Build it", "31/03/2023", "50%", "Under way."]
INDICATORS: list[Any] = ["Code", "Indicator", "Value", "Target"]


def find(rows: Rows, name: str = "Sheet1", **moved: Any) -> tuple[tuple[FoundTable, ...], list[tuple[str, str | None]]]:
    tables, findings = find_tables(grid_of(name, rows, **moved), "file.xlsx", HEADINGS, parse_period("2022/23"))
    return tables, [(finding.code, finding.where.cell) for finding in findings]


def contents(table: FoundTable) -> list[dict[str, Any]]:
    return [{name: cell.value for name, cell in row.cells.items()} for row in table.rows]


def sections(table: FoundTable) -> list[tuple[str, Any]]:
    return [(row.section, row.cells["code"].value) for row in table.rows]


@pytest.mark.parametrize(
    ("headings", "table"),
    [
        (ACTIONS, "actions"),
        (["Title", "Completion date"], "actions"),
        (["Action", "% complete"], "actions"),
        (INDICATORS, "indicators"),
        (["Performance Indicator", "2021/22", "2022/23", "2022/23 Target"], "indicators"),
        (["ID", "Title", "Current Rating", "Target Rating", "Managed By"], "risks"),
        (["Ref", "Risk", "Residual L", "Residual I"], "risks"),
        (["Cost centre", "Description", "Budget", "YTD actual", "Forecast"], "finance"),
        (["Headline", "Stated figure"], "headlines"),
        (["Table", "Row", "Column", "Figure"], "breakdowns"),
        (["Heading", "Text"], "narrative"),
        (["Printed as", "Code", "Title", "Progress", "Value", "Target", "Commentary"], "repeated"),
    ],
)
def test_which_table_a_row_of_headings_belongs_to(headings: list[str], table: str) -> None:
    (found,), findings = find([headings, ["x"] * len(headings)])
    assert found.table.name == table
    assert len(found.rows) == 1
    assert findings == []


@pytest.mark.parametrize(
    "headings",
    [
        ["Code", "Action"],  # neither due date nor progress
        ["Indicator", "Target"],
        ["Risk", "Likelihood"],
        ["Code", "Action", "Due", *"abcd"],  # more unknown than known
        ["Action", "Due", "x" * 121, "y" * 121, "z" * 121],
    ],
)
def test_too_little_for_a_table(headings: list[str]) -> None:
    known = [heading for heading in headings if len(heading) <= 120]
    tables, findings = find([headings, ["x"] * len(headings)])
    if len(known) < len(headings):  # long texts are notes, so what remains decides
        assert [table.table.name for table in tables] == ["actions"]
    else:
        assert (tables, findings) == ((), [("sheet-not-understood", None)])


@pytest.mark.parametrize(("name", "table"), [("Risks", "risks"), ("Actions", "actions"), ("Sheet1", "actions")])
def test_the_name_of_the_sheet_breaks_a_tie(name: str, table: str) -> None:
    (found,), _ = find([["Title", "Score", "Due"], ["x", "y", "z"]], name)
    assert found.table.name == table


@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3]])
@pytest.mark.parametrize(("below", "right"), [(0, 0), (7, 0), (0, 30), (200, 3)])
def test_columns_in_any_order_anywhere(order: list[int], below: int, right: int) -> None:
    rows: Rows = [[row[column] for column in order] for row in (ACTIONS, ACTION)]
    (found,), findings = find(rows, below=below, right=right)
    assert contents(found) == [
        {"code": "A1", "title": "Build it", "due": "31/03/2023", "progress": "50%", "note": "Under way."}
    ]
    assert findings == []


def test_title_rows_above_and_blank_rows_between() -> None:
    rows: Rows = [
        ["Business plan 2022/23"],
        ["Actions", None, "as at March"],
        [],
        ACTIONS,
        [],
        ACTION,
        [],
        [None, "No code", "Ongoing"],
    ]
    (found,), findings = find(rows)
    assert [row.number for row in found.rows] == [6, 8]
    assert contents(found)[1] == {"title": "No code", "due": "Ongoing"}
    assert findings == []


@pytest.mark.parametrize(
    ("upper", "lower", "fields"),
    [
        (
            ["Code", "Risk", "Current", None, None, "Target", None, None, "Note"],
            [None, None, "Likelihood", "Impact", "Score", "Likelihood", "Impact", "Score", None],
            ["code", "title", "likelihood", "impact", "score", "target_likelihood", "target_impact", "target_score", "note"],
        ),
        (
            [None, None, None, None, None, "Target", None],
            ["Code", "Risk", "Likelihood", "Impact", "Score", "Likelihood", "Impact"],
            ["code", "title", "likelihood", "impact", "score", "target_likelihood", "target_impact"],
        ),
        (
            ["Code", "Risk", "Residual", None, None, None],
            ["", "", "L", "I", "Score", "Note"],
            ["code", "title", "likelihood", "impact", "score", "note"],
        ),
        (
            ["Code", "Action", "Due", "Completion"],
            [None, None, "Date", "Date"],
            None,  # "Completion Date" means the same as "Due Date"
        ),
    ],
)
def test_headings_over_two_rows(upper: list[Any], lower: list[Any], fields: list[str] | None) -> None:
    (found,), findings = find([["Register"], upper, lower, [f"c{n}" for n in range(len(upper))]])
    assert (found.heading.first, found.heading.last) == (2, 3)
    assert [row.number for row in found.rows] == [4]
    if fields is None:
        assert findings == [("heading-twice", "D3")]
    else:
        assert [name for name, _ in sorted(found.heading.fields.items(), key=lambda pair: pair[1])] == fields
        assert findings == []


def test_periods_over_two_rows() -> None:
    rows: Rows = [
        ["Code", "Indicator", "2021/22", "2022/23", None, "Note"],
        [None, None, "Value", "Value", "Target", None],
        ["A1", "Visits", 4, 5, 6, "More."],
    ]
    (found,), findings = find(rows)
    assert found.heading.fields == {"code": 1, "title": 2, "value": 4, "target": 5, "note": 6}
    assert {column: str(period) for column, period in found.heading.earlier.items()} == {3: "2021/22"}
    assert findings == []


@pytest.mark.parametrize(
    "first",
    [["A1", "Build it", "Due"], ["Code", "Note", "Progress", None, "Update"], ["A1", "Risk", "Score", "None yet", "None"]],
)
def test_a_first_row_that_sounds_like_headings_stays_a_row(first: list[str]) -> None:
    (found,), _ = find([ACTIONS, first])
    assert [row.number for row in found.rows] == [2]


def test_repeated_headings_are_passed_over_and_section_rows_fill_the_section() -> None:
    rows: Rows = [
        ["Part two of the plan"],
        ["Tackle poverty"], ACTIONS, ACTION, ["A2", "x", "Ongoing"],
        ["Support growth"], ACTIONS, ["A3", "y", "Ongoing"],
        ["Protect the climate"], ["A4", "z", "Ongoing"],
    ]  # fmt: skip
    (found,), findings = find(rows)
    assert sections(found) == [
        ("Tackle poverty", "A1"), ("Tackle poverty", "A2"), ("Support growth", "A3"), ("Protect the climate", "A4"),
    ]  # fmt: skip
    assert findings == []


def test_a_title_above_a_table_is_no_section() -> None:
    (found,), _ = find([["Business plan"], ACTIONS, ACTION, ["Support growth"], ["A3", "y", "Ongoing"]])
    assert sections(found) == [("", "A1"), ("Support growth", "A3")]


def test_a_column_of_sections_leaves_single_texts_alone() -> None:
    rows: Rows = [["Section", *ACTIONS], ["Growth", *ACTION], [None, None, "A title alone"]]
    (found,), _ = find(rows)
    assert contents(found)[1] == {"title": "A title alone"}
    assert {row.section for row in found.rows} == {""}


def test_two_tables_one_below_another() -> None:
    rows: Rows = [
        INDICATORS,
        ["I1", "Visits", 5, 6],
        [],
        ["Actions"],
        ACTIONS,
        ACTION,
        ["Ref", "Risk", "Score"],
        ["R1", "Flood", 12],
    ]
    tables, findings = find(rows)
    assert [(table.table.name, [row.number for row in table.rows]) for table in tables] == [
        ("indicators", [2]), ("actions", [6]), ("risks", [8]),
    ]  # fmt: skip
    assert findings == []


def test_the_same_table_with_other_columns_begins_anew() -> None:
    tables, _ = find([ACTIONS, ACTION, list(reversed(ACTIONS)), list(reversed(ACTION))])
    assert [contents(table) for table in tables] == [contents(tables[0])] * 2


def test_unknown_ignored_and_doubled_headings() -> None:
    rows: Rows = [
        ["Ref", "Risk", "Score", "Inherent L", "Our own column", "Risk title", "Rating"],
        ["R1", "Flood", 12, 3, "x", "y", 9],
    ]
    (found,), findings = find(rows)
    assert contents(found) == [{"code": "R1", "title": "Flood", "score": 12}]
    assert findings == [("heading-not-understood", "E1"), ("heading-twice", "F1"), ("heading-twice", "G1")]


@pytest.mark.parametrize(
    ("name", "rows", "hidden", "findings"),
    [
        ("Sheet1", [["a", "b"], ["c", "d"]], False, ["sheet-not-understood"]),
        ("Sheet1", [["a", "b"], ["c"]], False, []),
        ("Sheet1", [["How to fill in the return"], ["Write."]], False, []),
        ("Sheet1", [], False, []),
        ("Guidance", [["a", "b"], ["c", "d"]], False, []),
        ("LISTS", [["a", "b"], ["c", "d"]], False, []),
        ("Sheet1", [["a", "b"], ["c", "d"]], True, []),
        ("Sheet1", [ACTIONS, ACTION], True, ["hidden-sheet-not-read"]),
    ],
)
def test_sheets_without_a_table(name: str, rows: Rows, hidden: bool, findings: list[str]) -> None:  # noqa: FBT001 - a case
    tables, found = find(rows, name, hidden=hidden)
    assert tables == ()
    assert [code for code, _ in found] == findings


@pytest.mark.parametrize(("heading", "in_percent"), [("% complete", True), ("Percent complete", True), ("Progress", False)])
def test_a_heading_may_say_percent(heading: str, in_percent: bool) -> None:  # noqa: FBT001 - a case
    (found,), _ = find([["Action", heading], ["x", 5]])
    assert found.counts_in_percent("progress") is in_percent


def test_a_section_merged_down_holds_for_every_row_it_covers_and_a_figure_for_its_own() -> None:
    rows: Rows = [
        ["Section", *INDICATORS],
        ["Roads", "R1", "Potholes", 5, 6],
        [None, "R2", "Lights", None, 6],
        [None, "R3", "Signs", 7, 8],
        [],
        [None, "X1", "Of no section", 1, 2],
        ["Parks", "P1", "Trees", 1, 2],
        ["Play", "P2", "Swings", 1, 2],
    ]
    merged = replace(grid_of("Sheet1", rows, below=2), merged=((4, 1, 7, 1), (4, 4, 5, 4), (9, 1, 10, 1)))
    (table,), _ = find_tables(merged, "file.xlsx", HEADINGS, parse_period("2022/23"))
    found = [(row.cells["code"].value, row.cells["section"].value if "section" in row.cells else "") for row in table.rows]
    assert found == [("R1", "Roads"), ("R2", "Roads"), ("R3", "Roads"), ("X1", ""), ("P1", "Parks"), ("P2", "Play")]
    assert "value" not in table.rows[1].cells
