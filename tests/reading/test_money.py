"""Money in pounds, whatever it is counted in: by cell, heading, a line above the table, the cover, the scheme."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from support_rows import budget_line, number, saving, scheme_named, service_return
from support_workbooks import Formatted, Rows, read_workbook
from workbook_tools.consolidation.proof import prove
from workbook_tools.model.figures import as_pounds
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.rules.money import in_pounds

COVER = [["Service", "Housing"], ["Period", "2022/23"]]


def read(tmp_path: Path, heading: str, figure: Any, *, money_in: str = "", above: str = "") -> ServiceReturn:
    rows: list[list[Any]] = [["Description", "Budget", heading], ["Salaries", 1, figure]]
    cover = [*COVER, ["Money in", money_in]] if money_in else COVER
    return read_workbook(tmp_path, {"Finance": [[above], [], *rows] if above else rows}, cover=cover)


def money_codes(found: ServiceReturn) -> list[str]:
    return [finding.code for finding in found.findings if finding.code.startswith(("money", "heading", "text"))]


@pytest.mark.parametrize(
    ("heading", "figure", "pounds"),
    [
        ("Forecast", 294, "294"),
        ("Forecast £", 294, "294"),
        ("Forecast £000", 294, "294000"),
        ("Forecast (£'000)", "1,234.5", "1234500"),
        ("Forecast £000s", "(294)", "-294000"),
        ("£000 forecast", 294, "294000"),
        ("Projected outturn £k", 0.1, "100"),
        ("Forecast outturn (£m)", 1.25, "1250000"),
        ("Forecast £ million", "-0.5", "-500000"),
        ("FORECAST\n£’000", 0, "0"),
        # what the cell shows comes first
        ("Forecast £000", "£294k", "294000"),
        ("Forecast £000", Formatted(294000, "#,##0,"), "294000"),
        ("Forecast £000", Formatted(294000, '"£"#,##0,"k"'), "294000"),
    ],
)
def test_a_heading_says_what_its_bare_figures_count(tmp_path: Path, heading: str, figure: Any, pounds: str) -> None:
    found = read(tmp_path, heading, figure)
    (line,) = found.finance
    assert (line.forecast.number, line.budget.number) == (Decimal(pounds), Decimal(1))
    assert money_codes(found) == []


@pytest.mark.parametrize("figure", ["£294,000", Formatted(294000, '"£"#,##0')])
def test_a_figure_that_shows_pounds_is_read_as_it_shows(tmp_path: Path, figure: Any) -> None:
    found = read(tmp_path, "Forecast £000", figure)
    assert found.finance[0].forecast.number == 294000
    assert money_codes(found) == ["money-as-printed"]
    assert "Figures like it in this column: 1." in next(str(f) for f in found.findings if f.code == "money-as-printed")


def test_a_column_of_such_figures_is_said_once(tmp_path: Path) -> None:
    rows: Rows = [["Description", "Budget £000"], ["Pay", "£1"], ["Vans", "£2"], ["Post", 3]]
    found = read_workbook(tmp_path, {"Finance": rows}, cover=COVER)
    assert [line.budget.number for line in found.finance] == [1, 2, 3000]
    (finding,) = [finding for finding in found.findings if finding.code == "money-as-printed"]
    assert (finding.where.cell, "this column: 2." in finding.message) == ("B2", True)


@pytest.mark.parametrize(
    ("heading", "money_in", "above", "pounds", "codes"),
    [
        ("Forecast", "£000", "", "5000", []),
        ("Forecast", "thousands", "", "5000", []),
        ("Forecast", "", "All figures in £'000", "5000", []),
        ("Forecast", "", "£m", "5000000", []),
        ("Forecast £000", "£", "", "5000", ["money-units-differ"]),
        ("Forecast £000", "£000", "", "5000", []),
        ("Forecast", "£", "£000", "5000", ["money-units-differ"]),
        ("Forecast £", "", "£000", "5", []),
        ("Forecast", "florins", "", "5", ["money-unit-unknown"]),
        ("Forecast", "", "Budget monitoring", "5", []),
    ],
)
def test_the_nearest_statement_counts(  # noqa: PLR0917 - a table of cases
    tmp_path: Path, heading: str, money_in: str, above: str, pounds: str, codes: list[str]
) -> None:
    found = read(tmp_path, heading, 5, money_in=money_in, above=above)
    assert found.finance[0].forecast.number == Decimal(pounds)
    assert money_codes(found) == codes


def test_other_units_stay_as_they_are(tmp_path: Path) -> None:
    found = read(tmp_path, "Forecast £000", "12%")
    assert found.finance[0].forecast.number == 12
    assert "unit-differs" in [finding.code for finding in found.findings]


@pytest.mark.parametrize(
    "headings",
    [
        ["Ref", "Saving", "Savings target", "Achieved to date", "Forecast savings"],
        ["Ref", "Description", "Savings target", "Delivered to date", "Projected savings"],
        ["No", "Proposal", "Target saving", "Achieved", "Forecast"],
        ["Ref", "Savings proposal", "Target", "Achieved to date", "Forecast"],
    ],
)
def test_savings_are_found_by_their_headings(tmp_path: Path, headings: list[str]) -> None:
    rows: Rows = [[*headings, "Delivery %"], ["S1", "Fewer vans", 200, 50, 150, "75%"]]
    found = read_workbook(tmp_path, {"Sheet1": rows}, cover=COVER)
    (row,) = found.savings
    assert (row.code, row.title) == ("S1", "Fewer vans")
    assert [figure.number for figure in (row.target, row.achieved, row.forecast)] == [200, 50, 150]
    assert found.findings == ()


def test_a_sheet_called_savings_names_its_table(tmp_path: Path) -> None:
    rows: Rows = [["Description", "Target £000", "Achieved"], ["Fewer vans", 200, 50]]
    (row,) = read_workbook(tmp_path, {"Savings": rows}, cover=COVER).savings
    assert [figure.number for figure in (row.target, row.achieved)] == [200000, 50]
    assert read_workbook(tmp_path, {"Sheet1": rows}, cover=COVER).savings == ()


def test_the_scheme_counts_what_nobody_has_said_anything_of() -> None:
    vale = scheme_named("vale_of_glamorgan").finance
    assert vale is not None
    thousands = structs.replace(vale, money_in="thousands")
    shown = as_pounds(number(7), 0)
    bare = service_return(finance=(budget_line(budget=number("1.5"), forecast=shown),), savings=(saving(target=number(2)),))
    once = in_pounds(bare, thousands)
    figures = (once.finance[0].budget, once.finance[0].forecast, once.savings[0].target)
    assert [figure.number for figure in figures] == [1500, 7, 2000]
    assert in_pounds(once, thousands) == once
    assert in_pounds(bare, vale) is bare
    assert in_pounds(bare, None) is bare


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=12))
def test_no_digit_is_lost(amount: Decimal) -> None:
    converted = as_pounds(number(str(amount)), 3).number
    assert converted is not None
    assert converted * 10**9 == int(amount.scaleb(12))


@pytest.mark.parametrize(
    ("units", "pounds"),
    [
        (["£000", "£000"], ("1000", "294000")),
        (["£", "£'000"], ("1", "294000")),
        (["£m", ""], ("1000000", "294")),
        (["(£k)", "£k"], ("1000", "294000")),
    ],
)
def test_a_row_of_units_below_the_headings_says_what_each_column_counts(
    tmp_path: Path, units: list[str], pounds: tuple[str, str]
) -> None:
    rows: list[list[Any]] = [["Description", "Code", "Budget", "Forecast"], ["", "", *units], ["Salaries", "CC1", 1, 294]]
    found = read_workbook(tmp_path, {"Finance": rows}, cover=COVER)
    (line,) = found.finance
    assert (line.budget.number, line.forecast.number) == tuple(map(Decimal, pounds))
    assert prove((tmp_path / "return.xlsx").read_bytes(), found, None).is_proved


def test_a_heading_comes_before_the_row_of_units(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Description", "Budget £m", "Forecast"], ["", "£000", "£000"], ["Salaries", 1, 294]]
    (line,) = read_workbook(tmp_path, {"Finance": rows}, cover=COVER).finance
    assert (line.budget.number, line.forecast.number) == (Decimal(1000000), Decimal(294000))


@pytest.mark.parametrize("first", [["Salaries", "£000", 294], ["", "£000", "lots"], ["", "£000", 5]])
def test_a_line_is_no_row_of_units(tmp_path: Path, first: list[Any]) -> None:
    rows = [["Description", "Budget", "Forecast"], first, ["Supplies", 1, 294]]
    found = read_workbook(tmp_path, {"Finance": rows}, cover=COVER)
    assert [line.forecast.number for line in found.finance][-1] == 294
    assert len(found.finance) == 2
