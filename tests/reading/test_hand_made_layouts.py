"""Sheets as services draw them up for themselves: what is read of them, and what is listed as not read, at which cell.

Every claim of docs/hand-made-returns.md stands here.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from support_workbooks import Formatted, Formula, Rows, codes, write_workbook
from workbook_tools.model.figures import Figure, FigureKind
from workbook_tools.model.service_return import Indicator, Risk, ServiceReturn
from workbook_tools.reading.service_return import read_service_return

QUARTER = "Q2 2019/20"
MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
Found = list[tuple[str, str | None]]


def read(tmp_path: Path, rows: Rows, *merged: str, period: str | None = QUARTER) -> tuple[ServiceReturn, Found]:
    """The return whose sheet "Figures" holds these rows; the cover names `period`, None for a workbook without a cover."""
    cover: dict[str, Rows] = {"Cover": [["Service", "Housing"], ["Period", period]]} if period else {}
    path = write_workbook(tmp_path / "return.xlsx", {**cover, "Figures": rows}, merged={"Figures": merged})
    found = read_service_return(path)
    return found, [(code, cell) for code, _, cell in codes(found)]


def number(figure: Figure) -> Any:
    return figure.number if figure.number is not None else figure.kind.value


def indicators(found: ServiceReturn) -> list[tuple[str, str, str, Any, Any]]:
    """Section, code, title, value and target of each."""
    return [(row.section, row.code, row.title, number(row.value), number(row.target)) for row in found.indicators]


def earlier(row: Indicator) -> list[tuple[str, Any]]:
    return [(str(seen.period), seen.figure.number) for seen in row.earlier]


def scores(row: Risk) -> tuple[Any, Any, Any, Any]:
    return number(row.likelihood), number(row.impact), number(row.score), number(row.target_score)


@pytest.mark.parametrize(
    ("headings", "table"),
    [
        (["Indicator", "Actual"], "indicators"),
        (["Performance indicator", "Value"], "indicators"),
        (["Measure", "Result"], "indicators"),
        (["KPI", "Q2"], "indicators"),
        (["Ref", "Unit", "Indicator", "2018/19", "Actual", "Target", "Comments", "Lead", "RAG"], "indicators"),
        (["Action", "By when"], "actions"),
        (["Action", "Due"], "actions"),
        (["Action", "Timescale"], "actions"),
        (["Action", "% complete"], "actions"),
        (["No.", "Action", "Who", "By when", "Comments", "RAG"], "actions"),
        (["Risk", "Score"], "risks"),
        (["Risk", "L", "I"], "risks"),
        (["Ref", "Risk", "Score", "Controls", "Target score", "Owner"], "risks"),
        (["Description", "Budget"], "finance"),
        (["Cost centre", "Description", "Budget", "Actual to date", "Forecast", "Variance"], "finance"),
    ],
)
@pytest.mark.parametrize("change", [str, str.upper, lambda heading: heading.replace(" ", "\n")])
def test_the_headings_that_the_page_names(
    tmp_path: Path, headings: list[str], table: str, change: Callable[[str], str]
) -> None:
    found, listed = read(tmp_path, [[*map(change, reversed(headings))], ["n/a"] * len(headings)])
    assert len(getattr(found, table)) == 1
    assert listed == []


def test_a_title_and_notes_above_and_a_footnote_below(tmp_path: Path) -> None:
    rows: Rows = [
        ["Housing Services: performance"],
        ["Figures are provisional until the audit.", None, "as at 30 September 2019"],
        [1, "Fill in the yellow cells."],
        [2, "Return to the performance team by the 12th."],
        [],
        ["Ref", "Performance indicator", "Actual", "Target", "Commentary"],
        ["H1", "Days to relet", 31.5, 28, "Two long voids."],
        [],
        ["H2", "Rent collected", Formatted(0.981, "0.0%"), Formatted(0.97, "0.0%"), None],
        [],
        ["* Provisional until the audit."],
        ["Source: the housing system"],
    ]
    found, listed = read(tmp_path, rows, "A1:E1")
    assert indicators(found) == [
        ("", "H1", "Days to relet", Decimal("31.5"), 28),
        ("", "H2", "Rent collected", Decimal("98.1"), 97),
    ]
    assert listed == []


def test_headings_over_two_rows_under_merged_groups(tmp_path: Path) -> None:
    rows: Rows = [
        ["Housing"],
        [None, None, "Quarter 1", None, "Quarter 2", None, "Year to date", None, None],
        ["Ref", "Indicator", "Actual", "Target", "Actual", "Target", "Actual", "Target", "Comments"],
        ["H1", "Relets", 1, 2, 3, 4, 5, 6, "Fine."],
        ["H2", "Repairs", 10, 20, 30, 40, 50, 60, None],
    ]
    found, listed = read(tmp_path, rows, "A1:I1", "C2:D2", "E2:F2", "G2:H2")
    assert indicators(found) == [("", "H1", "Relets", 3, 4), ("", "H2", "Repairs", 30, 40)]
    assert [earlier(row) for row in found.indicators] == [[("Q1 2019/20", 1)], [("Q1 2019/20", 10)]]
    assert found.indicators[0].note == "Fine."
    assert listed == [("heading-not-understood", cell) for cell in ("D3", "G3", "H3")]


@pytest.mark.parametrize(
    ("first", "second", "value", "target", "listed"),
    [
        (["Last year", None], ["This year", None], 3, 4, ["D2"]),
        (["This year", None], ["Last year", None], 1, 2, ["F2"]),
        (["2018/19", None], ["Q2 2019/20", None], 3, 4, ["D2"]),
        (["Q2", None], ["Q3", None], 1, 2, ["E2", "F2"]),
        # Which of two groups that we do not know is meant is not for us to say: neither is read.
        (["North", None], ["South", None], "empty", "empty", ["C2", "D2", "E2", "F2"]),
    ],
)
def test_a_group_says_which_of_two_figures_is_meant(  # noqa: PLR0917 - a row of the table above
    tmp_path: Path, first: list[Any], second: list[Any], value: Any, target: Any, listed: list[str]
) -> None:
    rows: Rows = [
        [None, None, *first, *second],
        ["Ref", "Indicator", "Actual", "Target", "Actual", "Target"],
        ["H1", "Relets", 1, 2, 3, 4],
    ]
    found, findings = read(tmp_path, rows, "C1:D1", "E1:F1")
    assert indicators(found) == [("", "H1", "Relets", value, target)]
    assert [cell for code, cell in findings if code == "heading-not-understood"] == listed


def test_the_target_of_last_year_is_not_the_target(tmp_path: Path) -> None:
    rows: Rows = [
        [None, None, "Last year", None, "This year"],
        ["Ref", "Indicator", "Actual", "Target", "Actual"],
        ["H1", "Relets", 1, 2, 3],
    ]
    found, listed = read(tmp_path, rows, "C1:D1")
    assert indicators(found) == [("", "H1", "Relets", 3, "empty")]
    assert listed == [("heading-not-understood", "D2"), ("previous-period-not-stated", "C3")]


def test_a_table_for_each_section_with_its_heading_again(tmp_path: Path) -> None:
    headings = ["Ref", "Indicator", "Actual", "Target"]
    rows: Rows = [
        ["Lettings"], headings, ["L1", "Relets", 1, 2], ["L2", "Voids", 3, 4], [],
        ["Repairs"], headings, ["R1", "Repairs in time", 5, 6], [],
        ["Rents"], headings, ["N1", "Arrears", 7, 8],
    ]  # fmt: skip
    found, listed = read(tmp_path, rows, "A1:D1", "A6:D6", "A10:D10")
    assert indicators(found) == [
        ("Lettings", "L1", "Relets", 1, 2), ("Lettings", "L2", "Voids", 3, 4), ("Repairs", "R1", "Repairs in time", 5, 6),
        ("Rents", "N1", "Arrears", 7, 8),
    ]  # fmt: skip
    assert listed == []


def test_tables_of_different_kinds_below_each_other(tmp_path: Path) -> None:
    rows: Rows = [
        ["Ref", "Indicator", "Actual", "Target"],
        ["H1", "Relets", 1, 2],
        [],
        ["Actions"],
        ["No.", "Action required", "Who", "By when", "% complete"],
        [1, "Agree the plan", "Team Leader", date(2019, 12, 31), 50],
    ]
    found, listed = read(tmp_path, rows)
    assert indicators(found) == [("", "H1", "Relets", 1, 2)]
    assert [(row.code, row.lead, row.due.date, number(row.progress)) for row in found.actions] == [
        ("1", "Team Leader", date(2019, 12, 31), 50)
    ]
    assert listed == []


def test_two_tables_side_by_side(tmp_path: Path) -> None:
    rows: Rows = [
        ["Indicators", None, None, None, None, "Actions"],
        ["Ref", "Indicator", "Actual", "Target", None, "Ref", "Action", "By when", "% complete", "Comments"],
        ["H1", "Relets", 1, 2, None, "A1", "Agree the plan", "31/12/2019", 50, "Drafted."],
        ["Repairs", None, None, None, None, "A2", "Let the works", "Ongoing", 5],
        ["H2", "Repairs", 3, 4, None, None, None, None, None, None],
        ["H3", "Visits", 5, 6, None, "A3", "Review", "June 2020", 0],
    ]
    found, listed = read(tmp_path, rows)
    assert indicators(found) == [
        ("", "H1", "Relets", 1, 2), ("Repairs", "H2", "Repairs", 3, 4), ("Repairs", "H3", "Visits", 5, 6),
    ]  # fmt: skip
    assert [(row.code, row.title, number(row.progress), row.note) for row in found.actions] == [
        ("A1", "Agree the plan", 50, "Drafted."), ("A2", "Let the works", 5, ""), ("A3", "Review", 0, ""),
    ]  # fmt: skip
    assert listed == []


def test_a_table_that_begins_lower_beside_another(tmp_path: Path) -> None:
    rows: Rows = [
        ["Ref", "Indicator", "Actual", "Target"],
        ["H1", "Relets", 1, 2, None, "Ref", "Risk", "L", "I", "L x I"],
        ["H2", "Repairs", 3, 4, None, "R1", "Flood", 2, 3, 6],
        ["H3", "Visits", 5, 6],
    ]
    found, listed = read(tmp_path, rows)
    assert [row.code for row in found.indicators] == ["H1", "H2", "H3"]
    assert [(row.code, *scores(row)) for row in found.risks] == [("R1", 2, 3, 6, "empty")]
    assert listed == []


def test_an_empty_column_within_one_table(tmp_path: Path) -> None:
    rows: Rows = [["Ref", "Indicator", "Actual", None, "Target", "Comments"], ["H1", "Relets", 1, None, 2, "Fine."]]
    found, listed = read(tmp_path, rows)
    assert (indicators(found), found.indicators[0].note, listed) == ([("", "H1", "Relets", 1, 2)], "Fine.", [])


def test_section_names_in_rows_of_their_own(tmp_path: Path) -> None:
    rows: Rows = [
        ["Ref", "Indicator", "Actual", "Target"],
        ["Lettings"],
        ["L1", "Relets", 1, 2],
        ["Repairs"],
        ["R1", "Repairs in time", 5, 6],
    ]
    found, listed = read(tmp_path, rows, "A2:D2", "A4:D4")
    assert [(section, code) for section, code, *_ in indicators(found)] == [("Lettings", "L1"), ("Repairs", "R1")]
    assert listed == []


def test_section_names_in_their_column(tmp_path: Path) -> None:
    """A name alone in its row holds for the rows below without one, a merged one for what it covers, another for its row."""
    rows: Rows = [
        ["Theme", "Ref", "Indicator", "Actual", "Target"],
        ["Homes"],
        [None, "H1", "Relets", 1, 2],
        [None, "H2", "Voids", 3, 4],
        ["Roads", "R1", "Potholes", 5, 6],
        [None, "R2", "Lights", 7, 8],
        ["Parks", "P1", "Trees", 1, 2],
        [None, "P2", "Swings", 3, 4],
        [],
        ["* Provisional until the audit."],
    ]
    found, listed = read(tmp_path, rows, "A2:E2", "A7:A8")
    assert [(section, code) for section, code, *_ in indicators(found)] == [
        ("Homes", "H1"), ("Homes", "H2"), ("Roads", "R1"), ("", "R2"), ("Parks", "P1"), ("Parks", "P2"),
    ]  # fmt: skip
    assert listed == []


@pytest.mark.parametrize(
    ("below", "rows_read", "listed"),
    [
        ([["Note: see the annex"]], ["H1"], []),
        ([[], ["Note: see the annex"]], ["H1"], []),  # a footnote where the code would stand
        ([[], ["Note: see the annex"], ["Source: the housing system"]], ["H1"], []),
        ([[], ["H9"]], ["H1", "H9"], []),  # a code is no footnote
        ([["H9"]], ["H1", "H9"], []),
        ([[], ["Note: see the annex"], ["H2", "Voids", 3, 4]], ["H1", "Note: see the annex", "H2"], []),
    ],
)
def test_a_footnote_below_a_table_with_a_column_of_sections(
    tmp_path: Path, below: list[list[Any]], rows_read: list[str], listed: Found
) -> None:
    """Only a sentence that stands off below the last row; a text among the rows stays a row, so that nothing is lost."""
    rows: Rows = [["Ref", "Indicator", "Actual", "Target", "Theme"], ["H1", "Relets", 1, 2, "Homes"], *below]
    found, findings = read(tmp_path, rows)
    if len(below) == 1 and below[0] != ["H9"]:
        rows_read = ["H1", "Note: see the annex"]  # right below the last row it may be meant as a row
    assert [row.code for row in found.indicators] == rows_read
    assert findings == listed


def test_a_total_below_the_lines_stays_a_line(tmp_path: Path) -> None:
    """The check points it out."""
    rows: Rows = [
        ["Cost centre", "Description", "Budget", "Actual to date", "Forecast", "Variance"],
        ["C1", "Roads", 100, 50, 90, Formula("=E2-C2", -10)],
        ["C2", "Parks", 100, 50, 95, Formula("=E3-C3", -5)],
        [None, "Total", Formula("=SUM(C2:C3)", 200), 100, 185, -15],
        [],
        ["Figures before the year-end journal."],
    ]
    found, listed = read(tmp_path, rows)
    assert [(row.title, number(row.forecast)) for row in found.finance] == [("Roads", 90), ("Parks", 95), ("Total", 185)]
    assert listed == []


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (" 95.5 ", Decimal("95.5")),
        ("\u00a095.5\u00a0", Decimal("95.5")),
        ("95.5 %", Decimal("95.5")),
        ("1,234", 1234),
        ("£1,234", 1234),
        ("(£294)", -294),
        ("n/a", "not_applicable"),
        (" - ", "not_applicable"),
        ("\u00a0", "empty"),
    ],
)
def test_numbers_typed_as_text(tmp_path: Path, typed: str, value: Any) -> None:
    found, _ = read(tmp_path, [["Ref", "Indicator", "Actual"], ["H1", "Relets", typed]])
    assert indicators(found)[0][3] == value


@pytest.mark.parametrize("typed", ["1 234", "£ 1,234", "12 days", "about 95", "95.5*", "95,5", "ten"])
def test_what_is_no_number_is_listed_and_not_guessed(tmp_path: Path, typed: str) -> None:
    found, listed = read(tmp_path, [["Ref", "Indicator", "Actual"], ["H1", "Relets", typed]])
    assert (found.indicators[0].value.kind, found.indicators[0].value.text) == (FigureKind.NOT_UNDERSTOOD, typed)
    assert listed == [("not-a-number", "C2")]


@pytest.mark.parametrize(
    ("headings", "value", "target", "series"),
    [
        (["Q2 2018/19 Actual", "Q2 2019/20 Actual", "Q2 2019/20 Target"], 2, 3, [("Q2 2018/19", 1)]),
        (["Actual Q1 2019/20", "Actual Q2 2019/20", "Target Q2 2019/20"], 2, 3, [("Q1 2019/20", 1)]),
        (["Q1", "Q2", "Target"], 2, 3, [("Q1 2019/20", 1)]),
        (["Quarter 1 Actual", "Quarter 2 Actual", "Quarter 2 Target"], 2, 3, [("Q1 2019/20", 1)]),
        (["Qtr 1 result", "Qtr 2 result", "Target"], 2, 3, [("Q1 2019/20", 1)]),
    ],
)
def test_columns_of_quarters(
    tmp_path: Path, headings: list[str], value: int, target: int, series: list[tuple[str, int]]
) -> None:
    found, listed = read(tmp_path, [["Ref", "Performance Indicator", *headings], ["H1", "Relets", 1, 2, 3]])
    assert indicators(found) == [("", "H1", "Relets", value, target)]
    assert (earlier(found.indicators[0]), listed) == (series, [])


@pytest.mark.parametrize(("later", "listed"), [([None, None], []), ([7, None], ["E1"]), ([None, "n/a"], ["F1"])])
def test_quarters_to_come_are_listed_once_they_hold_something(tmp_path: Path, later: list[Any], listed: list[str]) -> None:
    rows: Rows = [["Ref", "Indicator", "Q1", "Q2", "Q3", "Q4", "Target"], ["H1", "Relets", 1, 2, *later, 3]]
    found, findings = read(tmp_path, rows)
    assert indicators(found) == [("", "H1", "Relets", 2, 3)]
    assert findings == [("heading-not-understood", cell) for cell in listed]


@pytest.mark.parametrize("year", ["2019/20", "2019-20"])
def test_months_across_under_their_year(tmp_path: Path, year: str) -> None:
    rows: Rows = [[None, None, year], ["Ref", "Indicator", *MONTHS, "Target"], ["H1", "Relets", *range(1, 7), *[None] * 6, 9]]
    found, listed = read(tmp_path, rows, "C1:N1", period="September 2019")
    assert indicators(found) == [("", "H1", "Relets", 6, 9)]
    assert earlier(found.indicators[0]) == [
        (f"{month} 2019", place) for place, month in enumerate(["April", "May", "June", "July", "August"], 1)
    ]
    assert listed == []


def test_months_across_without_a_year_are_those_of_the_returns_own(tmp_path: Path) -> None:
    rows: Rows = [["Ref", "Indicator", *MONTHS, "Target"], ["H1", "Relets", *range(1, 13), 9]]
    found, listed = read(tmp_path, rows, period="February 2020")
    assert number(found.indicators[0].value) == 11
    assert earlier(found.indicators[0])[-2:] == [("December 2019", 9), ("January 2020", 10)]
    assert listed == [("heading-not-understood", "N1")]  # March 2020 is still to come, but holds a figure


def test_months_of_two_calendar_years_typed_as_numbers(tmp_path: Path) -> None:
    rows: Rows = [
        [None, None, 2019, None, 2020],
        ["Ref", "Indicator", "Nov", "Dec", "Jan", "Feb"],
        ["H1", "Relets", 1, 2, 3, 4],
    ]
    found, listed = read(tmp_path, rows, "C1:D1", "E1:F1", period="February 2020")
    assert number(found.indicators[0].value) == 4
    assert earlier(found.indicators[0]) == [("November 2019", 1), ("December 2019", 2), ("January 2020", 3)]
    assert listed == []


def test_the_months_of_a_quarter_are_not_its_value(tmp_path: Path) -> None:
    """They are listed; the column of the quarter is read."""
    rows: Rows = [["Ref", "Indicator", "Jul", "Aug", "Sep", "Q2", "Target"], ["H1", "Relets", 1, 2, 3, 6, 9]]
    found, listed = read(tmp_path, rows)
    assert indicators(found) == [("", "H1", "Relets", 6, 9)]
    assert found.indicators[0].earlier == ()
    assert listed == [("heading-not-understood", cell) for cell in ("C1", "D1", "E1")]


def test_nothing_but_months_in_the_return_of_a_quarter(tmp_path: Path) -> None:
    found, listed = read(tmp_path, [["Ref", "Indicator", *MONTHS[:6]], ["H1", "Relets", *range(6)]])
    assert found.indicators == ()
    assert listed == [("sheet-not-understood", None)]


@pytest.mark.parametrize("merged", [(), ("A2:A3", "B2:B3", "C2:C3", "D2:D3")])
def test_an_action_that_takes_two_rows(tmp_path: Path, merged: Sequence[str]) -> None:
    rows: Rows = [
        ["No.", "Action required", "By when", "% complete", "Comments", "Who"],
        [1, "Build the homes", "31/03/2020", 50, "Site bought.", "Head of Housing"],
        [None, None, None, None, "Plans drawn."],
        [2, "Let the homes", "June 2020", 0, None, "Team Leader"],
        [None, None, None, None, "Waiting for the builder.", "and Allocations"],
        [None, None, None, None, "See also 1."],
        [],
        [None, None, None, None, "A text that stands off"],
    ]
    found, listed = read(tmp_path, rows, *merged)
    assert [(row.code, row.note, row.lead) for row in found.actions] == [
        ("1", "Site bought.\nPlans drawn.", "Head of Housing"),
        ("2", "Waiting for the builder.\nSee also 1.", "Team Leader\nand Allocations"),
        ("", "A text that stands off", ""),  # an empty row lies between: it stays a row of its own
    ]
    assert found.actions[0].cells["note"] == "E2"
    assert listed == []


@pytest.mark.parametrize("score", ["L x I", "LxI", "L × I", "Score", "Risk rating"])
def test_a_register_with_single_letters(tmp_path: Path, score: str) -> None:
    rows: Rows = [["Ref", "Risk", "L", "I", score, "Existing controls", "Officer"], ["R1", "Flood", 2, 3, 6, "Wall", "Head"]]
    found, listed = read(tmp_path, rows)
    assert [(*scores(row), row.controls, row.lead) for row in found.risks] == [(2, 3, 6, "empty", "Wall", "Head")]
    assert listed == []


@pytest.mark.parametrize(
    ("groups", "read_scores", "listed"),
    [
        (("Inherent", "Residual"), (2, 3, 6, "empty"), []),
        (("Gross", "Net"), (2, 3, 6, "empty"), []),
        (("Gross risk", "Net risk"), (2, 3, 6, "empty"), ["C2", "D2"]),  # "Gross risk score" is known
        (("Current", "Target"), (5, 5, 25, 6), []),
        (("Before controls", "After controls"), ("empty", "empty", "empty", "empty"), ["C2", "D2", "E2", "F2", "G2", "H2"]),
    ],
)
def test_a_register_with_two_assessments(
    tmp_path: Path, groups: tuple[str, str], read_scores: tuple[Any, ...], listed: list[str]
) -> None:
    rows: Rows = [
        [None, None, groups[0], None, None, groups[1], None, None],
        ["Ref", "Risk", "L", "I", "Score", "L", "I", "Score"],
        ["R1", "Flood", 5, 5, 25, 2, 3, 6],
    ]
    found, findings = read(tmp_path, rows, "C1:E1", "F1:H1")
    assert [scores(row) for row in found.risks] == [read_scores]
    assert findings == [("heading-not-understood", cell) for cell in listed]


def test_columns_in_any_order_and_columns_of_their_own(tmp_path: Path) -> None:
    rows: Rows = [
        ["RAG", "Comments", "Actual", "Target", "Our ranking", "Performance Indicator", "PI ref", None],
        ["G", "Fine.", 1, 2, 3, "Relets", "H1", "seen"],
        ["R", "Late.", 4, 5, 6, "Voids", "H2", "seen"],
    ]
    found, listed = read(tmp_path, rows)
    assert indicators(found) == [("", "H1", "Relets", 1, 2), ("", "H2", "Voids", 4, 5)]
    assert [(row.note, row.reported_status) for row in found.indicators] == [("Fine.", "G"), ("Late.", "R")]
    assert listed == [("heading-not-understood", "E1"), ("text-not-read", "H2")]


def test_the_cover_as_a_block_above_the_table(tmp_path: Path) -> None:
    rows: Rows = [
        ["Quarterly performance return"],
        ["Service:", "Housing", None, "Period:", "Q2 2019/20"],
        ["Completed by:", "Team Leader", None, "Department:", "Place"],
        [],
        ["Ref", "Indicator", "Q1", "Q2", "Target"],
        ["H1", "Relets", 1, 2, 3],
        [],
        ["Signed off by", "Head of Housing", None, "12/10/2019"],
    ]
    found, listed = read(tmp_path, rows, period=None)
    assert (found.cover.service, str(found.cover.period), found.cover.contact_role) == ("Housing", QUARTER, "Team Leader")
    assert indicators(found) == [("", "H1", "Relets", 2, 3)]
    assert listed == [("text-not-read", "A8")]  # a sign-off below the table is not looked for


def test_months_that_excel_made_dates_of(tmp_path: Path) -> None:
    rows: Rows = [["Action", "By when"], ["Build", Formatted(date(2020, 6, 1), "mmm-yy")], ["Let", date(2020, 6, 1)]]
    found, listed = read(tmp_path, rows)
    assert [row.due.date for row in found.actions] == [date(2020, 6, 30), date(2020, 6, 1)]
    assert (found.actions[0].due.text, listed) == ("June 2020", [])


def test_what_is_hidden_struck_out_or_merged_is_named(tmp_path: Path) -> None:
    rows: Rows = [["Ref", "Indicator", "Actual", "Target"], *([f"H{row}", "x", row, row] for row in range(2, 9))]
    path = write_workbook(tmp_path / "return.xlsx", {"Cover": [["Service", "Housing"], ["Period", QUARTER]], "Figures": rows})
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Figures"]
    for row in (3, 4, 7):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet["B5"].font = Font(strike=True)
    sheet.merge_cells("C5:C6")
    workbook.save(path)
    found = read_service_return(path)
    assert [row.code for row in found.indicators] == [f"H{row}" for row in range(2, 9)]
    assert [(code, cell) for code, _, cell in codes(found)] == [
        ("hidden-columns-read", "D1"), ("hidden-rows-read", "A3"), ("row-struck-out", "B5"), ("cells-merged", "C5"),
        ("hidden-rows-read", "A7"),
    ]  # fmt: skip


# ---- what stands in no table ------------------------------------------------------------------------------------------------
TABLE: Rows = [["Ref", "Indicator", "Actual", "Target"], ["H1", "Relets", 1, 2], ["H2", "Voids", 3, 4]]
COMPLAINTS: Rows = [["Team", "Received", "Upheld"], ["North", 5, 2], ["South", 6, 1]]


def count_of(found: ServiceReturn) -> list[int]:
    messages = [finding.message for finding in found.findings if finding.code == "text-not-read"]
    return [int(message.split(": ")[1].split(",")[0]) for message in messages]


@pytest.mark.parametrize(
    ("rows", "cell", "count"),
    [
        ([*TABLE, [], *COMPLAINTS], "A5", 9),  # a table of another kind below
        ([*TABLE, [], ["Complaints"], *COMPLAINTS], "A6", 9),
        ([*TABLE, ["Complaints"], *COMPLAINTS], "A5", 9),
        ([*COMPLAINTS, [], *TABLE], "A1", 9),  # above
        ([TABLE[0], [*TABLE[1], None, "Team", "Calls"], [*TABLE[2], None, "North", 5]], "F2", 4),  # beside
        ([TABLE[0], [*TABLE[1], "checked"], [*TABLE[2], "checked"]], "E2", 2),  # a column without a heading
        ([*TABLE, [], ["Completed by", "Team Leader"]], "A5", 2),  # a line of a form
        ([*TABLE, [], ["Completed by", "Team Leader"], ["Approved by", "Head"]], "A5", 4),
    ],
)
def test_what_stands_in_no_table_is_listed(tmp_path: Path, rows: Rows, cell: str, count: int) -> None:
    found, listed = read(tmp_path, rows)
    assert [row.code for row in found.indicators] == ["H1", "H2"]
    assert (listed, count_of(found)) == ([("text-not-read", cell)], [count])


@pytest.mark.parametrize(
    "rows",
    [
        [["Housing"], ["Notes", None, "as at September"], [1, "Fill in."], [2, "Return."], *TABLE],
        [["Service", "Housing", "Period", QUARTER], ["Completed by", "Team Leader", "Date", "12/10/2019"], *TABLE],
        [["Key", "Green", "on target"], [], *TABLE],  # one row is no table
        [*TABLE, [], ["* Provisional."]],
        [*TABLE, ["* Provisional."]],
        [TABLE[0], [*TABLE[1], None, "see the annex"], TABLE[2]],  # a single remark
    ],
)
def test_titles_notes_and_a_remark_are_not_listed(tmp_path: Path, rows: Rows) -> None:
    found, listed = read(tmp_path, rows)
    assert [row.code for row in found.indicators] == ["H1", "H2"]
    assert listed == []


def test_rows_resume_below_a_table_of_another_kind(tmp_path: Path) -> None:
    found, listed = read(tmp_path, [*TABLE, [], *COMPLAINTS, [], ["H3", "Visits", 5, 6], ["H4", "Calls", 7, 8]])
    assert [row.code for row in found.indicators] == ["H1", "H2", "H3", "H4"]
    assert (listed, count_of(found)) == ([("text-not-read", "A5")], [9])


@pytest.mark.parametrize(
    "row",
    [
        ["H3", "Visits", "awaited", "to follow"],
        ["Visits", "Visits to libraries", "awaited", "to follow"],
        [None, "Visits to libraries", "awaited"],
    ],
)
def test_words_instead_of_figures_do_not_make_a_row_a_heading(tmp_path: Path, row: list[Any]) -> None:
    """Below come rows whose titles are words; so this is a row, and its words are listed."""
    found, listed = read(tmp_path, [*TABLE, [], row, ["H4", "Calls", 7, 8]])
    assert [seen.title for seen in found.indicators] == ["Relets", "Voids", row[1], "Calls"]
    assert {code for code, _ in listed} == {"not-a-number"}


def test_a_table_under_headings_of_its_own_is_said_to_be_no_table(tmp_path: Path) -> None:
    found, listed = read(tmp_path, COMPLAINTS)
    assert (found.indicators, listed) == ((), [("sheet-not-understood", None)])


def test_a_table_without_a_known_period_keeps_its_rows(tmp_path: Path) -> None:
    """Which column holds the value is not said; the columns of periods are listed or kept as earlier ones."""
    rows: Rows = [["Ref", "Indicator", "2017/18", "2018/19", "Q2"], ["H1", "Relets", 1, 2, 3]]
    found, listed = read(tmp_path, rows, period="soon")
    assert indicators(found) == [("", "H1", "Relets", "empty", "empty")]
    assert earlier(found.indicators[0]) == [("2017/18", 1), ("2018/19", 2)]
    assert listed == [("period-not-understood", "B2"), ("heading-not-understood", "E1")]
