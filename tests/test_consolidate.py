from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_rows import action, budget_line, due, figure, indicator, number, risk, scheme_named, service_return
from workbook_tools.catalogue import BARE_PERCENT, FILE_REFUSED, NOT_A_NUMBER, UNIT_UNKNOWN
from workbook_tools.consolidate import MONEY_COLUMNS, build_consolidation, find_returns, to_frames
from workbook_tools.findings import ToolkitError, Where, WritingError
from workbook_tools.model.assessment import (
    ActionAssessment,
    Assessment,
    BudgetAssessment,
    IndicatorAssessment,
    RiskAssessment,
    Verdict,
)
from workbook_tools.model.consolidation import Consolidation, ControlTotal, ReturnState
from workbook_tools.model.figures import FigureKind
from workbook_tools.model.service_return import BudgetLine, Cover, ServiceReturn, SourceFile
from workbook_tools.model.words import ActionStatus, RiskStatus, TargetStatus, Trend
from workbook_tools.writing.consolidation_workbook import write_consolidation

SCHEME = scheme_named("clackmannanshire")
AS_AT = date(2019, 9, 30)
SHEETS = ["Tracker", "Indicators", "Actions", "Risks", "Finance", "Findings", "Control totals", "Sources"]
SAME = Verdict(Trend.SAME, "same", "As last time.")


def assessment(given: ServiceReturn, **fields: Any) -> Assessment:
    return Assessment(given, SCHEME, AS_AT, **fields)


def with_finance(file: str, *lines: BudgetLine) -> Assessment:
    budgets = tuple(BudgetAssessment(line, None, "No forecast.") for line in lines)
    return assessment(service_return(source=SourceFile(file, "b" * 64, 10), finance=lines), finance=budgets)


def refused(file: str, reason: str) -> Assessment:
    finding = FILE_REFUSED.at(Where(file), reason=reason)
    return assessment(ServiceReturn(SourceFile(file, "c" * 64, 0), refused=reason), findings=(finding,))


def consolidated(*assessments: Assessment) -> Consolidation:
    return build_consolidation(assessments, SCHEME, AS_AT, ())


@pytest.fixture
def housing() -> Assessment:
    """One row of each table; the indicator's title is a formula to anyone who takes text for one."""
    given = service_return(
        indicators=(indicator(title='=HYPERLINK("https://example.org")', value=number("61.17"), target=number("62")),),
        actions=(
            action(due=due("31/03/2020"), progress=number(50)),
            action(5, progress=figure(FigureKind.NOT_APPLICABLE, "n/a")),
        ),
        risks=(risk(score=number(9)),),
        finance=(budget_line(budget=number("294000.10"), actual=number("-294"), note="year end\nto come"),),
    )
    late = Verdict(ActionStatus.OVERDUE, "overdue", "Past its due date.")
    short = Verdict(TargetStatus.ALERT, "alert", "61.17% against 62%.")
    score = Verdict(RiskStatus.WARNING, "Warning", "Score 9.")
    return assessment(
        given,
        indicators=(IndicatorAssessment(given.indicators[0], short, short, SAME, SAME),),
        actions=tuple(ActionAssessment(row, late, late) for row in given.actions),
        risks=(RiskAssessment(given.risks[0], score, score, Decimal(9), None, None, None, None, None, None, SAME),),
        finance=(BudgetAssessment(given.finance[0], Decimal("-0.10"), "Actual less budget."),),
        findings=(
            NOT_A_NUMBER.at(Where("Housing.xlsx", "Indicators", "I4"), "IND 4", text="n/a?"),
            BARE_PERCENT.at(Where("Housing.xlsx", "Indicators", "I5"), text="61", read="61"),
            UNIT_UNKNOWN.at(Where("Housing.xlsx", "Indicators", "E4"), text="stones"),
            UNIT_UNKNOWN.at(Where("Housing.xlsx", "Indicators", "E5"), text="pints"),
        ),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.xlsx",
        "a.XLSX",
        "sub/c.xlsm",
        "sub/deeper/d.xlsx",
        "~$b.xlsx",
        "sub/~$c.xlsm",
        "notes.docx",
        "e.xlsx.part",
    ):
        path = tmp_path / "returns" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "returns" / "a folder.xlsx").mkdir()
    return tmp_path / "returns"


def test_returns_are_found_to_the_bottom_in_order_without_lock_files(folder: Path) -> None:
    found = [path.relative_to(folder).as_posix() for path in find_returns(folder)]
    assert found == ["a.XLSX", "b.xlsx", "sub/c.xlsm", "sub/deeper/d.xlsx"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ToolkitError, match="gone cannot be looked into"):
        find_returns(tmp_path / "gone")


def test_the_tracker_says_what_came_in_and_why_not(housing: Assessment) -> None:
    [received, damaged] = consolidated(housing, refused("Roads.xlsx", "The file is empty.")).tracker
    assert (received.file, received.service, received.period) == ("Housing.xlsx", "Housing", "Q2 2019/20")
    assert (received.state, received.reason) == (ReturnState.RECEIVED, "")
    assert (received.errors, received.warnings, received.queries) == (1, 1, 2)
    assert (damaged.state, damaged.reason, damaged.errors) == (ReturnState.REFUSED, "The file is empty.", 1)


def test_a_period_that_was_not_understood_is_shown_as_written() -> None:
    given = service_return(cover=Cover(service="Housing", period_text="some time"))
    assert consolidated(assessment(given)).tracker[0].period == "some time"


def test_control_totals_are_exact_overall_and_by_file() -> None:
    first = with_finance("a.xlsx", *(budget_line(line, budget=number("0.1")) for line in range(4, 14)))
    second = with_finance("b.xlsx", budget_line(budget=number("-0.01"), forecast=number(5)))
    totals = consolidated(first, refused("c.xlsx", "The file is empty."), second).control_totals
    assert [total for total in totals if total.column == "budget"] == [
        ControlTotal("", "budget", 11, Decimal("0.99")),
        ControlTotal("a.xlsx", "budget", 10, Decimal("1.0")),
        ControlTotal("b.xlsx", "budget", 1, Decimal("-0.01")),
    ]
    assert [total for total in totals if total.file == "b.xlsx" and total.count] == [
        ControlTotal("b.xlsx", "budget", 1, Decimal("-0.01")),
        ControlTotal("b.xlsx", "forecast", 1, Decimal(5)),
    ]


def test_every_money_column_is_totalled_and_what_is_no_number_is_not_counted() -> None:
    line = budget_line(budget=figure(FigureKind.NOT_APPLICABLE, "n/a"), actual=figure(FigureKind.NOT_UNDERSTOOD, "lots"))
    totals = consolidated(with_finance("a.xlsx", line)).control_totals
    assert MONEY_COLUMNS == ("budget", "actual", "forecast", "variance", "virement")
    assert [(total.file, total.column) for total in totals] == [
        (file, column) for file in ("", "a.xlsx") for column in MONEY_COLUMNS
    ]
    assert {(total.count, total.total) for total in totals} == {(0, Decimal(0))}


@given(
    st.lists(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=12), max_size=30)
)
def test_no_total_is_ever_rounded(amounts: list[Decimal]) -> None:
    lines = [budget_line(line, budget=number(str(amount))) for line, amount in enumerate(amounts, start=4)]
    [overall, *_] = consolidated(with_finance("a.xlsx", *lines)).control_totals
    assert overall.total * 10**12 == sum(int(amount.scaleb(12)) for amount in amounts)


def test_the_largest_and_the_smallest_figure_are_added_exactly() -> None:
    lines = [
        budget_line(4, budget=number("1E+300")),
        budget_line(5, budget=number("1E-300")),
        budget_line(6, budget=number("-1E+300")),
    ]
    assert consolidated(with_finance("a.xlsx", *lines)).control_totals[0].total == Decimal("1E-300")


def test_the_frames_have_the_documented_columns_and_types(housing: Assessment) -> None:
    frames = to_frames(consolidated(housing, refused("Roads.xlsx", "The file is empty.")))
    assert list(frames) == ["tracker", "indicators", "actions", "risks", "finance", "findings", "control_totals", "sources"]
    indicators, actions, tracker = frames["indicators"], frames["actions"], frames["tracker"]
    assert indicators[["service", "file", "code", "status", "reason", "source"]].to_numpy().tolist()[0] == [
        "Housing", "Housing.xlsx", "IND 4", "alert", "61.17% against 62%.", "Indicators!I4",
    ]  # fmt: skip
    assert indicators.loc[0, "value"] == Decimal("61.17")
    assert indicators["value"].dtype == object
    assert pd.api.types.is_string_dtype(indicators["reason"])
    assert tracker["errors"].tolist() == [1, 1]
    assert tracker["errors"].dtype == "int64"
    assert actions["due"].dtype == "datetime64[s]"
    assert [day.date() for day in actions["due"]] == [date(2020, 3, 31)] * 2
    assert actions["progress"].tolist() == [Decimal(50), None]
    assert frames["finance"]["budget"].sum() == Decimal("294000.10")
    assert frames["sources"]["as_at"].isna().tolist() == [False, True]


def test_empty_frames_keep_their_columns_and_types() -> None:
    frames = to_frames(consolidated())
    assert {name: len(frame) for name, frame in frames.items() if name != "control_totals"} == dict.fromkeys(
        ["tracker", "indicators", "actions", "risks", "finance", "findings", "sources"], 0
    )
    assert frames["actions"]["due"].dtype == "datetime64[s]"
    assert frames["tracker"]["errors"].dtype == "int64"


@pytest.fixture
def workbook(housing: Assessment, tmp_path: Path) -> Path:
    path = tmp_path / "All.xlsx"
    write_consolidation(path, consolidated(housing, refused("Roads.xlsx", "The file is empty.")))
    return path


def table_on(path: Path, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet's one Excel table by heading."""
    worksheet = openpyxl.load_workbook(path)[sheet]
    [reference] = [table.ref for table in worksheet.tables.values()]
    headings, *rows = [[cell.value for cell in row] for row in worksheet[reference]]
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_every_sheet_is_one_table_with_its_headings_in_view(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    assert book.sheetnames == SHEETS
    for sheet in book:
        [table] = sheet.tables.values()
        heading_row = int("".join(mark for mark in table.ref.split(":")[0] if mark.isdigit()))
        assert sheet.freeze_panes == f"A{heading_row + 1}"
        assert sheet.print_title_rows == f"${heading_row}:${heading_row}"
        assert sheet.page_setup.orientation == "landscape"


def test_the_rows_carry_service_file_verdict_reason_and_source(workbook: Path) -> None:
    [indicator_row] = table_on(workbook, "Indicators")
    assert (indicator_row["Service"], indicator_row["File"]) == ("Housing", "Housing.xlsx")
    assert (indicator_row["Value"], indicator_row["Status"]) == (0.6117, SCHEME.styles.indicators["alert"].word)
    assert (indicator_row["Reason"], indicator_row["Source cell"]) == ("61.17% against 62%.", "Indicators!I4")
    [first, second] = table_on(workbook, "Actions")
    assert (first["Progress"], second["Progress"]) == (0.5, "n/a")
    assert first["Due"].date() == date(2020, 3, 31)
    [line] = table_on(workbook, "Finance")
    assert (line["Budget"], line["Actual"], line["Variance"]) == (294000.10, -294, -0.1)
    [tracked, damaged] = table_on(workbook, "Tracker")
    assert (tracked["State"], damaged["State"], damaged["Reason"]) == ("received", "refused", "The file is empty.")
    assert len(table_on(workbook, "Findings")) == 5
    assert table_on(workbook, "Control totals")[0] == {
        "File": "All returns",
        "Column": "Budget",
        "Figures": 1,
        "Total": 294000.10,
    }
    assert [row["SHA-256"] for row in table_on(workbook, "Sources")] == ["a" * 64, "c" * 64]


def test_the_lead_in_of_other_actions_is_not_judged(housing: Assessment, tmp_path: Path) -> None:
    lead_in = replace(housing.actions[0], action=replace(housing.actions[0].action, is_heading=True))
    write_consolidation(tmp_path / "All.xlsx", consolidated(replace(housing, actions=(lead_in, housing.actions[1]))))
    rows = table_on(tmp_path / "All.xlsx", "Actions")
    assert [(row["Status"], row["Reason"]) for row in rows] == [(None, None), ("Overdue", "Past its due date.")]


def test_headings_stand_over_their_figures_and_words(workbook: Path) -> None:
    sheet = openpyxl.load_workbook(workbook)["Indicators"]
    headings = {cell.value: cell.alignment.horizontal for cell in sheet[3]}
    assert (headings["Indicator"], headings["Value"], headings["Status"]) == ("left", "right", "center")


def test_text_stays_text(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    assert '=HYPERLINK("https://example.org")' in [cell.value for row in book["Indicators"] for cell in row]
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert kinds <= {"s", "n", "d"}
    assert not any(cell.hyperlink for sheet in book for row in sheet for cell in row)


def test_colours_follow_the_words(workbook: Path) -> None:
    sheet = openpyxl.load_workbook(workbook)["Indicators"]
    rules = {
        rule.formula[0]: (rule.dxf.fill.bgColor.rgb, rule.dxf.font.color.rgb, rule.dxf.numFmt.formatCode)
        for area in sheet.conditional_formatting
        for rule in area.rules
    }
    style = SCHEME.styles.indicators["alert"]
    assert rules[f'"{style.word}"'] == (f"FF{style.fill[1:]}", f"FF{style.ink[1:]}", f'"{style.symbol} "@')


def test_the_same_consolidation_gives_the_same_bytes(housing: Assessment, tmp_path: Path) -> None:
    first, again = tmp_path / "first.xlsx", tmp_path / "again.xlsx"
    for path in (first, again):
        write_consolidation(path, consolidated(housing))
    assert first.read_bytes() == again.read_bytes()


def test_an_empty_consolidation_is_a_workbook_too(tmp_path: Path) -> None:
    write_consolidation(tmp_path / "Empty.xlsx", consolidated())
    assert openpyxl.load_workbook(tmp_path / "Empty.xlsx").sheetnames == SHEETS


def test_hostile_names_and_long_notes_are_written_whole_or_say_so(housing: Assessment, tmp_path: Path) -> None:
    source = SourceFile("caf\udce9.xlsx", "d" * 64, 1)
    long = replace(housing.actions[0].action, note="x" * 40_000)
    hostile = replace(
        housing,
        service_return=replace(housing.service_return, source=source),
        actions=(replace(housing.actions[0], action=long),),
    )
    write_consolidation(tmp_path / "All.xlsx", consolidated(hostile))
    notes = "".join(row["Note"] for row in table_on(tmp_path / "All.xlsx", "Actions"))
    assert notes.startswith("x" * 30_000)
    assert notes.count("x") == 40_000 or "cut" in notes


def test_a_workbook_that_cannot_be_written_leaves_the_earlier_one(housing: Assessment, tmp_path: Path) -> None:
    blocked = tmp_path / "All.xlsx"
    blocked.mkdir()
    with pytest.raises(WritingError, match=r"All\.xlsx could not be written"):
        write_consolidation(blocked, consolidated(housing))
    assert [path.name for path in tmp_path.iterdir()] == ["All.xlsx"]
