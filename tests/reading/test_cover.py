"""The cover: labels in one column, values to the right, wherever the sheet has them."""

from datetime import date
from typing import Any

import pytest

from support_workbooks import Rows, grid_of
from workbook_tools.model.layout import COVER_LABELS
from workbook_tools.model.service_return import Cover
from workbook_tools.reading.cover import read_cover
from workbook_tools.reading.grids import Grid
from workbook_tools.reading.headings import load_headings

PERIOD = ["Period", "2022/23"]
INDICATORS: Rows = [["Service", "Code", "Indicator", "Value"], ["Housing", "A1", "Visits", 5], ["Housing", "A2", "Calls", 6]]


def read(*grids: Grid) -> tuple[Cover, str | None, list[tuple[str, str | None]]]:
    cover, sheet, findings = read_cover(grids, "file.xlsx", load_headings())
    return cover, sheet, [(finding.code, finding.where.cell) for finding in findings]


def test_every_label_of_the_standard_cover() -> None:
    rows: Rows = [[label, "2022/23" if field == "period" else f"a {field}"] for field, label in COVER_LABELS.items()]
    cover, sheet, findings = read(grid_of("Cover", rows))
    assert sheet == "Cover"
    assert findings == []
    assert str(cover.period) == cover.period_text == "2022/23"
    assert {field: getattr(cover, field) for field in COVER_LABELS if field != "period"} == {
        field: f"a {field}" for field in COVER_LABELS if field != "period"
    }
    assert cover.cells == {field: f"B{row}" for row, field in enumerate(COVER_LABELS, 1)}
    assert cover.other == ()


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Submitted by", "signed_off_by"),
        ("Date submitted", "signed_off_on"),
        ("Directorate:", "directorate"),
        ("Reporting period", "period_text"),
        ("SERVICE NAME *", "service"),
        ("Overall RAG", "overall_judgement"),
    ],
)
def test_synonyms_of_labels(label: str, field: str) -> None:
    cover, _, _ = read(grid_of("Cover", [["Service return"], [label, "as written"]]))
    assert getattr(cover, field) == "as written"


def test_labels_we_do_not_know_are_kept_and_blanks_between_do_not_matter() -> None:
    rows: Rows = [["Service return"], [], ["Service", None, None, "Housing"], ["Version", 2.3], ["Service", "again"], PERIOD]
    cover, _, findings = read(grid_of("Cover", rows, below=4, right=2))
    assert (cover.service, cover.other) == ("Housing", (("Version", "2.3"), ("Service", "again")))
    assert cover.cells == {"service": "F7", "period": "D10"}
    assert findings == [("cover-label-twice", "D9")]


@pytest.mark.parametrize(
    ("again", "period", "cell", "findings"),
    [
        (["Period", "Q1 2019/20"], "2022/23", "B2", [("cover-label-twice", "B3")]),
        (["Reporting period", "2022/23"], "2022/23", "B2", []),
        (["Reporting period"], "2022/23", "B2", []),
    ],
)
def test_a_second_answer_counts_only_as_a_contradiction(
    again: list[Any], period: str, cell: str, findings: list[tuple[str, str]]
) -> None:
    cover, _, found = read(grid_of("Cover", [["Service", "Housing"], PERIOD, again]))
    assert (str(cover.period), cover.cells["period"], found) == (period, cell, findings)


def test_an_answer_fills_in_for_a_blank_one_above() -> None:
    cover, _, findings = read(grid_of("Cover", [["Service"], PERIOD, ["Service", "Housing"]]))
    assert (cover.service, cover.cells["service"], cover.other, findings) == ("Housing", "B3", (), [])


@pytest.mark.parametrize(
    ("value", "period", "findings"),
    [
        ("Q2 2019/20", "Q2 2019/20", []),
        ("quarter to March 2021", "Q4 2020/21", []),
        (date(2021, 3, 31), "31 March 2021", []),
        ("last year", None, [("period-not-understood", "B2")]),
        (2021, None, [("period-not-understood", "B2")]),
        (None, None, [("period-not-understood", "B2")]),
    ],
)
def test_the_period(value: Any, period: str | None, findings: list[tuple[str, str]]) -> None:
    cover, _, found = read(grid_of("Cover", [["Service", "Housing"], ["Period", value]]))
    assert (str(cover.period) if cover.period else None) == period
    assert found == findings


def test_a_cover_that_does_not_name_a_period_at_all() -> None:
    assert read(grid_of("Cover", [["Service", "Housing"]]))[2] == [("period-not-understood", None)]


@pytest.mark.parametrize(
    ("grids", "sheet"),
    [
        ([grid_of("Front", [["Service", "Housing"], PERIOD])], "Front"),
        ([grid_of("Indicators", INDICATORS), grid_of("Front", [["Service", "Housing"], PERIOD])], "Front"),
        ([grid_of("Front", [["Service", "Parks"], PERIOD]), grid_of("cover", [["Service", "Housing"], PERIOD])], "cover"),
        ([grid_of("Cover", [["Welcome", "to all"]]), grid_of("Front", [["Service", "Housing"], PERIOD])], "Front"),
        ([grid_of("Cover", [["Service", "Old"], PERIOD], hidden=True), grid_of("F", [["Service", "Housing"], PERIOD])], "F"),
    ],
)
def test_which_sheet_is_the_cover(grids: list[Grid], sheet: str) -> None:
    cover, found, findings = read(*grids)
    assert (cover.service, found, findings) == ("Housing", sheet, [])


def test_two_pairs_side_by_side() -> None:
    rows: Rows = [["Service", "Housing", "Period", "2022/23"], ["Directorate", "Place", "Template", None, "SR-4"]]
    cover, _, findings = read(grid_of("Cover", rows))
    assert (cover.service, cover.directorate, cover.template, str(cover.period)) == ("Housing", "Place", "SR-4", "2022/23")
    assert (cover.other, findings) == ((), [])


@pytest.mark.parametrize("rows", [[], INDICATORS, [["Service", "Housing"]], [["Service", "Period"], ["Housing", "2022/23"]]])
def test_no_cover(rows: Rows) -> None:
    assert read(grid_of("Sheet1", rows)) == (Cover(), None, [("cover-missing", None)])


def test_a_cover_above_a_table_on_the_same_sheet() -> None:
    rows: Rows = [["Housing return"], ["Service", "Housing"], ["Version", 2], PERIOD, [], *INDICATORS]
    cover, sheet, findings = read(grid_of("Sheet1", rows))
    assert (cover.service, str(cover.period), cover.other) == ("Housing", "2022/23", (("Version", "2"),))
    assert (sheet, findings) == ("Sheet1", [])
