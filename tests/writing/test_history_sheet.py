"""The history of indicators: which have one, their figures and targets by period, charts of the worst, sparklines on screen."""

import re
import subprocess
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msgspec import structs

from support_assessment import AS_AT, scheme
from support_libreoffice import convert, needs_libreoffice
from support_made_up_returns import write_made_up_return
from support_rows import earlier, figure, indicator, number, service_return
from support_samples import SAMPLES, path_of
from workbook_tools import pipeline
from workbook_tools.assess import assess
from workbook_tools.model.figures import FigureKind, Shown
from workbook_tools.model.service_return import Indicator
from workbook_tools.writing.summary.histories import MOST_PERIODS, find_histories, has_history, periods_of, worst_first
from workbook_tools.writing.summary.history_sheet import MOST_CHARTS
from workbook_tools.writing.summary.summary_workbook import build_summary
from workbook_tools.writing.summary_facts import SummaryFacts

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension is not supported")  # by openpyxl, which reads it

TWO = (*earlier("Q4 2018/19", "80"), *earlier("Q1 2019/20", "90"))


def facts(*indicators: Indicator) -> SummaryFacts:
    return SummaryFacts.of([assess(service_return(indicators=indicators), scheme(), AS_AT)], scheme(), AS_AT)


def content(*indicators: Indicator) -> bytes:
    return build_summary(facts(*indicators).assessments, scheme(), AS_AT)


def charts(workbook: bytes) -> list[str]:
    """The line charts as they stand in the file."""
    with zipfile.ZipFile(BytesIO(workbook)) as package:
        names = sorted(name for name in package.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name))
        return [text for name in names if "<c:lineChart>" in (text := package.read(name).decode())]


@pytest.mark.parametrize(
    ("row", "figures"),
    [
        (indicator(4, earlier=TWO), {"Q4 2018/19": 80, "Q1 2019/20": 90, "Q2 2019/20": 96}),
        (indicator(4, earlier=TWO[:1]), None),  # two figures are no history
        (indicator(4, value=figure(FigureKind.NOT_APPLICABLE, "n/a"), earlier=TWO), None),
        (indicator(4, earlier=(*TWO[:1], *earlier("2018/19", "70"))), None),  # a year among quarters
        (
            indicator(4, value=number(None), earlier=(*TWO, *earlier("Q1 2018/19", "-1"))),
            {"Q1 2018/19": -1, "Q4 2018/19": 80, "Q1 2019/20": 90},
        ),
    ],
)
def test_three_figures_of_like_periods_make_a_history(row: Indicator, figures: dict[str, int] | None) -> None:
    found = find_histories(facts(row))
    assert has_history(facts(row)) is (figures is not None)
    told = [{str(period): number for period, number in sorted(each.figures.items())} for each in found]
    assert told == ([figures] if figures else [])


def test_periods_are_all_there_are_the_latest_twelve_at_most() -> None:
    long = tuple(earlier(f"Q{quarter} {year}/{year - 1999}", "9")[0] for year in range(2010, 2019) for quarter in range(1, 5))
    periods = [
        str(period) for period in periods_of(find_histories(facts(indicator(4, earlier=long), indicator(5, earlier=TWO))))
    ]
    assert len(periods) == MOST_PERIODS
    assert (periods[0], periods[-3:]) == ("Q3 2016/17", ["Q4 2018/19", "Q1 2019/20", "Q2 2019/20"])


def test_the_worst_come_first() -> None:
    rows = [indicator(line, value=number(value), earlier=TWO) for line, value in ((4, 96), (5, 40), (6, 90), (7, 20))]
    assert [each.row.code for each in worst_first(find_histories(facts(*rows)))] == ["IND 7", "IND 5", "IND 6", "IND 4"]


def test_the_sheet_holds_figures_targets_and_sparklines() -> None:
    rows = (
        indicator(4, earlier=TWO),
        indicator(5),
        indicator(6, value=number(None), target=figure(FigureKind.NOT_APPLICABLE, "No Target"),
                  earlier=(*TWO, *earlier("Q3 2018/19", "7.5"))),
    )  # fmt: skip
    made = content(*rows)
    sheet = openpyxl.load_workbook(BytesIO(made))["History"]
    table = sheet.tables["History"]
    cells: list[list[Any]] = [[cell.value for cell in row] for row in sheet[table.ref]]
    assert cells == [
        ["Reference", "Indicator", "Q3 2018/19", "Q4 2018/19", "Q1 2019/20", "Q2 2019/20", "Target", "Status"],
        ["IND 4", "Calls answered", None, 0.8, 0.9, 0.96, 0.95, "Green"],
        ["IND 6", "Calls answered", 0.075, 0.8, 0.9, None, "No Target", "N/A"],
    ]
    assert sheet.print_area.endswith(table.ref.split(":")[1].replace("H", "$H$"))
    heading = sheet[table.ref][0][0].row
    assert [cell.value for cell in sheet[heading][8:]] == ["Sparkline", *(f"Target in {each}" for each in cells[0][2:6])]
    assert [cell.value for cell in sheet[heading + 1][8:]] == [None, 0.95, 0.95, 0.95, 0.95]
    with zipfile.ZipFile(BytesIO(made)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    xml = next(part for part in parts if "sparklineGroup" in part)
    assert sorted(re.findall(r"<xm:f>(.*?)</xm:f><xm:sqref>(.*?)</xm:sqref>", xml)) == [
        (f"'History'!C{row}:F{row}", f"I{row}") for row in (heading + 1, heading + 2)
    ]


def test_charts_show_the_sheets_cells_and_the_target_beside_them() -> None:
    with_target, without = charts(content(indicator(4, earlier=TWO), indicator(5, target=number(None), earlier=TWO)))
    assert with_target.count("<c:ser>") == 2
    assert without.count("<c:ser>") == 1
    assert "IND 4 Calls answered: Green" in with_target
    assert re.findall(r"<c:v>([\d.]+)</c:v>", with_target.split("<c:val>")[1].split("</c:val>")[0]) == ["0.8", "0.9", "0.96"]
    assert re.findall(r"<c:v>([\d.]+)</c:v>", with_target.split("<c:val>")[2].split("</c:val>")[0]) == ["0.95"] * 3
    assert all('<c:dispBlanksAs val="span"/>' in chart for chart in (with_target, without))


def test_a_chart_has_a_text_that_stands_for_it() -> None:
    with zipfile.ZipFile(BytesIO(content(indicator(4, earlier=TWO)))) as package:
        drawings = "".join(package.read(name).decode() for name in package.namelist() if "drawings/drawing" in name)
    assert (
        "Line chart: IND 4  Calls answered. Q4 2018/19: 80%; Q1 2019/20: 90%; Q2 2019/20: 96%. Target: 95%. Status: Green."
        in drawings
    )


@pytest.mark.parametrize("number_of_rows", [1, MOST_CHARTS, MOST_CHARTS + 3])
def test_only_so_many_are_drawn(number_of_rows: int) -> None:
    rows = [indicator(line, earlier=TWO) for line in range(4, 4 + number_of_rows)]
    assert len(charts(content(*rows))) == min(number_of_rows, MOST_CHARTS)


def test_figures_are_shown_as_the_return_shows_todays() -> None:
    value = structs.replace(number("2684.16870"), shows=Shown("2684.2", Decimal("2684.2")))
    sheet = openpyxl.load_workbook(BytesIO(content(indicator(4, value=value, target=number(3000), earlier=TWO))))["History"]
    shown = {cell.number_format for row in sheet[sheet.tables["History"].ref][1:] for cell in row if cell.data_type == "n"}
    assert shown == {"0.0%_w", "0%_w"}  # the target as it is written


@pytest.mark.parametrize("sample", SAMPLES)
def test_reports_that_print_two_figures_have_no_history(sample: str) -> None:
    judged = pipeline.check([path_of(sample)]).assessments[0]
    assert not has_history(SummaryFacts.of([judged], judged.scheme, judged.as_at))


@needs_libreoffice
def test_charts_are_printed_and_sparklines_are_not(tmp_path: Path) -> None:
    summary = tmp_path / "summary.xlsx"
    pipeline.report([write_made_up_return(tmp_path / "return.xlsx", 3)], summary, "vale_of_glamorgan")
    text = subprocess.run(["pdftotext", "-layout", convert(summary), "-"], check=True, capture_output=True, text=True).stdout  # noqa: S607
    pages = [page for page in text.split("\f") if page.rstrip().rsplit("\n", 1)[-1].strip().startswith("History")]
    assert pages[0].count("Target") >= MOST_CHARTS
    assert all("Sparkline" not in page and "Target in" not in page and "###" not in page for page in pages)
