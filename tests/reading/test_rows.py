"""The rows of each table as values, read from real workbooks."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support_workbooks import COVER, Formatted, Formula, Rows, codes, read_workbook, write_workbook
from workbook_tools.findings import Where
from workbook_tools.model.figures import Figure, FigureKind, Shown
from workbook_tools.model.service_return import Action, Indicator, Risk
from workbook_tools.model.words import Polarity, Unit
from workbook_tools.reading.service_return import read_service_return

HEADINGS = ["Code", "Indicator", "Unit", "Polarity", "Previous period", "Previous value", "Value", "Target", "Note"]


def read_indicator(tmp_path: Path, headings: list[Any], row: list[Any], period: str = "2022/23") -> tuple[Indicator, list[Any]]:
    found = read_workbook(tmp_path, {"Indicators": [headings, row]}, cover=[["Service", "Housing"], ["Period", period]])
    (indicator,) = found.indicators
    return indicator, codes(found)


def earlier(indicator: Indicator) -> list[tuple[str, Any]]:
    return [(str(found.period), found.figure.number) for found in indicator.earlier]


def test_an_indicator(tmp_path: Path) -> None:
    row = ["CPM/223", "Complaints", "percent", "Maximise", "2021/22", "53.36%", Formatted(0.6117, "0.00%"), "75%", "Up.\nMore."]
    indicator, findings = read_indicator(tmp_path, HEADINGS, row)
    place = Where("return.xlsx", "Indicators", "G2")
    assert indicator == Indicator(
        where=place,
        code="CPM/223",
        title="Complaints",
        note="Up.\nMore.",
        unit=Unit.PERCENT,
        unit_text="percent",
        polarity=Polarity.MAXIMISE,
        polarity_text="Maximise",
        previous_label="2021/22",
        value=Figure(
            FigureKind.NUMBER,
            Decimal("61.17"),
            unit=Unit.PERCENT,
            shows=Shown(indicator.value.text, Decimal("61.17")),
            where=place,
        ),
        target=indicator.target,
        previous=indicator.previous,
        earlier=indicator.earlier,
    )
    assert (indicator.target.number, indicator.previous.number) == (Decimal(75), Decimal("53.36"))
    assert earlier(indicator) == [("2021/22", Decimal("53.36"))]
    assert indicator.at("target") == Where("return.xlsx", "Indicators", "H2")
    assert set(indicator.cells) == {
        "code", "title", "unit_text", "polarity", "previous_label", "previous", "value", "target", "note",
    }  # fmt: skip
    assert findings == []


@pytest.mark.parametrize(
    ("headings", "values", "period", "series", "previous", "findings"),
    [
        (["Previous period", "Previous value"], ["2021/22", 5], "2022/23", [("2021/22", 5)], "2021/22", []),
        (["Previous period", "Previous value"], ["last year", 5], "2022/23", [("None", 5)], "last year", ["D2"]),
        (["Previous period", "Previous value"], [None, 5], "2022/23", [("None", 5)], "", ["D2"]),
        (["Previous period", "Previous value"], ["last year", "n/a"], "2022/23", [], "last year", []),
        (["Previous value"], [5], "2022/23", [("None", 5)], "", ["D2"]),
        (["2021/22", "2019/20", "2020/21"], [3, 1, 2], "2022/23",
         [("2019/20", 1), ("2020/21", 2), ("2021/22", 3)], "2021/22", []),
        (["2020/21", "2021/22"], [1, None], "2022/23", [("2020/21", 1)], "2020/21", []),
        (["2020/21", "2021/22"], [1, "n/a"], "2022/23", [("2020/21", 1), ("2021/22", None)], "2021/22", []),
        (
            ["Q-4", "Q-3", "Q-2", "Q-1"], [1, 2, 3, 4], "Q2 2026/27",
            [("Q2 2025/26", 1), ("Q3 2025/26", 2), ("Q4 2025/26", 3), ("Q1 2026/27", 4)], "Q1 2026/27", [],
        ),
        (["Q1 2019/20", "Q2 2018/19"], [2, 1], "Q2 2019/20", [("Q2 2018/19", 1), ("Q1 2019/20", 2)], "Q1 2019/20", []),
        (
            ["Previous period", "Previous value", "2021/22", "2020/21"], ["2021/22", 5, 7, 4], "2022/23",
            [("2020/21", 4), ("2021/22", 5)], "2021/22", [],
        ),
        (["Previous period", "Previous value", "2021/22"], [None, 5, 7], "2022/23", [("2021/22", 7)], "", ["D2"]),
    ],
)  # fmt: skip
def test_earlier_values(  # noqa: PLR0917 - a row of the table above
    tmp_path: Path,
    headings: list[Any],
    values: list[Any],
    period: str,
    series: list[tuple[str, int]],
    previous: str,
    findings: list[str],
) -> None:
    indicator, found = read_indicator(tmp_path, ["Code", "Indicator", "Value", *headings], ["A1", "Visits", 9, *values], period)
    assert earlier(indicator) == series
    assert indicator.previous_label == previous
    assert found == [("previous-period-not-stated", "Indicators", cell) for cell in findings]


def test_a_column_headed_by_the_period_of_the_return_holds_its_value(tmp_path: Path) -> None:
    headings = ["Code", "Performance Indicator", "Q1 2019/20", "Q2 2019/20", "Q2 2019/20 Target"]
    indicator, findings = read_indicator(tmp_path, headings, ["A1", "Visits", 4, 5, 6], "Q2 2019/20")
    assert (indicator.value.number, indicator.target.number) == (Decimal(5), Decimal(6))
    assert earlier(indicator) == [("Q1 2019/20", 4)]
    assert findings == []


def test_a_later_period_is_not_an_earlier_value(tmp_path: Path) -> None:
    indicator, findings = read_indicator(tmp_path, ["Code", "Indicator", "Value", "2023/24"], ["A1", "Visits", 5, 6])
    assert indicator.earlier == ()
    assert findings == [("heading-not-understood", "Indicators", "D1")]


@pytest.mark.parametrize(
    ("unit", "value", "read", "number", "findings"),
    [
        ("percent", "61.17%", Unit.PERCENT, "61.17", []),
        ("%", 61.17, Unit.PERCENT, "61.17", ["bare-percent"]),
        (None, "61.17%", Unit.PERCENT, "61.17", []),
        (None, Formatted(0.6117, "0.00%"), Unit.PERCENT, "61.17", []),
        (None, "£3.70", Unit.GBP, "3.70", []),
        (None, "(£294)", Unit.GBP, "-294", []),
        (None, 5, Unit.NUMBER, "5", []),
        ("number", "2%", Unit.NUMBER, "2", ["unit-differs"]),
        ("sessions", 5, Unit.OTHER, "5", []),
    ],
)
def test_figures_are_in_the_unit_of_the_row(  # noqa: PLR0917 - a row of the table above
    tmp_path: Path, unit: str | None, value: Any, read: Unit, number: str, findings: list[str]
) -> None:
    indicator, found = read_indicator(tmp_path, ["Code", "Indicator", "Unit", "Value"], ["A1", "Visits", unit, value])
    assert (indicator.unit, indicator.value.number) == (read, Decimal(number))
    assert [code for code, _, _ in found] == findings


def test_formulas_without_value_and_error_cells_are_findings_at_their_cells(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    workbook.active.title = "Cover"
    for row in COVER:
        workbook.active.append(list(row))
    sheet = workbook.create_sheet("Indicators")
    sheet.append(["Code", "Indicator", "Value", "Target"])
    sheet.append(["A1", "Visits", "=1+1", "#DIV/0!"])
    workbook.save(tmp_path / "broken.xlsx")
    found = read_service_return(tmp_path / "broken.xlsx")
    assert codes(found) == [("formula-without-value", "Indicators", "C2"), ("error-cell", "Indicators", "D2")]
    assert [finding.subject for finding in found.findings] == ["A1", "A1"]
    assert found.indicators[0].value.kind is FigureKind.NOT_UNDERSTOOD


def test_actions(tmp_path: Path) -> None:
    found = read_workbook(
        tmp_path,
        {
            "Plan": [
                ["Recommendation no", "Recommendation", "Action ref", "Action", "Timescale", "Expected Outcome", "Leads"],
                [1, "Work together", "A", "implement a redesign, including:", None, None, None],
                [1, "Work together", "A i)", "agree functions", "March 2018", "~", "Council"],
                [2, "Plan finances", "B", "review", "May 2018 and ongoing", None, "Director"],
            ]
        },
    )
    assert [(row.code, row.section_number, row.parent, row.is_heading) for row in found.actions] == [
        ("A", "1", "", True), ("A i)", "1", "A", False), ("B", "2", "", False),
    ]  # fmt: skip
    assert found.actions[1].due.date == date(2018, 3, 31)
    assert found.actions[1].reported_symbol == "~"
    assert found.actions[2].due.ongoing
    assert found.actions[1].where == Where("return.xlsx", "Plan", "A3")  # no column of progress: the first cell
    assert found.findings == ()


@pytest.mark.parametrize(
    ("heading", "value", "number", "findings"),
    [
        ("Progress", "50%", 50, []),
        ("Progress", 50, 50, ["bare-percent"]),
        ("% complete", 50, 50, []),
        ("% complete", Formatted(0.5, "0%"), 50, []),
        ("Progress", "half", None, ["not-a-number"]),
        ("Progress", Formula("=1/0", "#DIV/0!"), None, ["error-cell"]),
    ],
)
def test_progress(tmp_path: Path, heading: str, value: Any, number: int | None, findings: list[str]) -> None:
    found = read_workbook(tmp_path, {"Actions": [["Code", "Action", "Due", heading], ["A1", "x", date(2023, 3, 31), value]]})
    (action,) = found.actions
    assert isinstance(action, Action)
    assert (action.progress.number, action.due.date) == (number, date(2023, 3, 31))
    assert action.where.cell == "D2"
    assert codes(found) == [(code, "Actions", "D2") for code in findings]


def test_risks_take_their_register_from_a_section_row(tmp_path: Path) -> None:
    rows: Rows = [
        ["ID", "Title", "Related actions", "Current Rating", "Target Rating", "Managed By", "Status icon"],
        ["Corporate register"],
        ["R1", "Flood", "P 1;P 2", 12, 9, "Director", "0"],
    ]
    (risk,) = read_workbook(tmp_path, {"Risks": rows}).risks
    assert isinstance(risk, Risk)
    assert (risk.register, risk.section, risk.lead, risk.reported_symbol) == ("Corporate register", "", "Director", "0")
    assert risk.related_actions == ("P 1", "P 2")
    assert (risk.score.number, risk.target_score.number) == (Decimal(12), Decimal(9))
    assert risk.likelihood.kind is FigureKind.EMPTY
    assert risk.where.cell == "D3"


def test_the_other_tables(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "Finance": [
            ["Cost centre", "Description", "Budget", "YTD actual", "Variance"],
            ["CC1", "Roads", "£1,200", 600, "(£294)"],
        ],
        "Headlines": [["Headline", "Stated figure", "What it counts"], ["green", Formatted(0.92, "0%"), "of actions"]],
        "Breakdowns": [["Table", "Row", "Column", "Figure"], ["Complaints", "Parks", "Answered", 61]],
        "Narrative": [["Heading", "Text", "Order"], ["Purpose", "First.", 1], ["Purpose", "Second."], [None, "Third.", "last"]],
    }
    found = read_workbook(tmp_path, sheets)
    (line,) = found.finance
    assert (line.code, line.title, line.where.cell) == ("CC1", "Roads", "A2")
    assert (line.budget.number, line.actual.number, line.variance.number) == (Decimal(1200), Decimal(600), Decimal(-294))
    assert [(row.name, row.value, row.counts) for row in found.headlines] == [("green", "92%", "of actions")]
    assert [(row.table, row.row, row.column, row.value) for row in found.breakdowns] == [
        ("Complaints", "Parks", "Answered", "61")
    ]
    assert [(row.heading, row.text, row.order) for row in found.narrative] == [
        ("Purpose", "First.", 1), ("Purpose", "Second.", 2), ("", "Third.", 3),
    ]  # fmt: skip
    assert codes(found) == [("not-a-number", "Narrative", "C4")]


def test_rows_printed_a_second_time_count_in_the_unit_of_the_first(tmp_path: Path) -> None:
    found = read_workbook(
        tmp_path,
        {
            "Exceptions": [
                ["Printed as", "Code", "Title", "Progress", "Value", "Target"],
                ["indicator", "P1", "Spend", None, "50%", "100%"],
                ["indicator", "N1", "Days", None, 4.74, 2.12],
                ["action", "A1", "Build", "25%", None, None],
                ["indicator", "Z9", "Not in the main table", None, "7%", None],
            ],
            "Indicators": [
                ["Code", "Indicator", "Unit", "Value"],
                ["P1", "Spend", "percent", "50%"],
                ["N1", "Days", "days", 4.74],
            ],
        },
    )
    assert [(row.kind, row.code, row.value.number, row.progress.number) for row in found.repeated] == [
        ("indicator", "P1", 50, None), ("indicator", "N1", Decimal("4.74"), None), ("action", "A1", None, 25),
        ("indicator", "Z9", 7, None),
    ]  # fmt: skip
    assert found.findings == ()


@pytest.mark.parametrize(("number_format", "day"), [("mmm-yy", 31), ("dd/mm/yyyy", 1)])
def test_a_date_that_excel_made_of_a_month(tmp_path: Path, number_format: str, day: int) -> None:
    due = Formatted(date(2023, 3, 1), number_format)
    (action,) = read_workbook(tmp_path, {"Actions": [["Code", "Action", "Due"], ["A1", "x", due]]}).actions
    assert action.due.date == date(2023, 3, day)


def test_a_heading_that_excel_made_a_month_of_names_that_month(tmp_path: Path) -> None:
    headings = ["Code", "Indicator", Formatted(date(2023, 2, 1), "mmm-yy"), Formatted(date(2023, 3, 1), "mmm-yy")]
    indicator, findings = read_indicator(tmp_path, headings, ["A1", "Visits", 4, 5], "March 2023")
    assert (indicator.value.number, findings) == (Decimal(5), [])
    assert earlier(indicator) == [("February 2023", 4)]


def test_hidden_rows_are_read_and_mentioned(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "return.xlsx",
        {"Cover": COVER, "Actions": [["Code", "Action", "Due"], ["A1", "x", "Ongoing"], ["A2", "y", "Ongoing"]]},
    )
    workbook = openpyxl.load_workbook(path)
    workbook["Actions"].row_dimensions[3].hidden = True
    workbook.save(path)
    found = read_service_return(path)
    assert [action.code for action in found.actions] == ["A1", "A2"]
    assert codes(found) == [("hidden-rows-read", "Actions", "A3")]
