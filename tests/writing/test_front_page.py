"""The front page's snapshot and headlines: counts of both periods worked out by hand, what is remembered of their places."""

from io import BytesIO
from typing import Any

import msgspec
import openpyxl
import pytest
import xlsxwriter

from support_assessment import AS_AT, assessment, judged_action, judged_indicator, judged_risk, scheme
from support_rows import earlier, indicator, number, risk, service_return
from support_samples import PARTNERSHIP, SAMPLES, VALE, path_of
from workbook_tools import pipeline
from workbook_tools.assess import assess
from workbook_tools.model.service_return import RepeatedRow
from workbook_tools.model.words import Trend
from workbook_tools.writing.exceptions import find_exceptions
from workbook_tools.writing.front.earlier_counts import count_earlier
from workbook_tools.writing.front.front import FRONT
from workbook_tools.writing.front.summary_sheet import write_summary_sheet
from workbook_tools.writing.page import Page
from workbook_tools.writing.remedies import NO_REMEDY
from workbook_tools.writing.status_counts import CountRow, count_trends
from workbook_tools.writing.summary.frame import Canvas, room_of
from workbook_tools.writing.summary.summary_workbook import build_summary
from workbook_tools.writing.summary_facts import Anchors, SummaryFacts
from workbook_tools.writing.theme import Theme

LAST_YEAR = "Q2 2018/19"
SCREEN = 27 * 15.0  # points of the rows that a screen 768 pixels high shows below Excel's ribbon
SCREEN_WIDTH = 1366 - 50  # pixels beside row numbers and scroll bar


def facts_of(sample: str) -> SummaryFacts:
    judged = pipeline.check([path_of(sample)]).assessments[0]
    return SummaryFacts.of([judged], judged.scheme, judged.as_at)


def written(facts: SummaryFacts) -> tuple[Canvas, Any]:
    """The front page alone: the canvas it was written on, and the sheet as it is read back."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    canvas = Canvas({FRONT: Page(book.add_worksheet(FRONT), Theme(book))}, facts, Anchors())
    write_summary_sheet(canvas)
    book.close()
    return canvas, openpyxl.load_workbook(BytesIO(content.getvalue()))[FRONT]


def counts(row: CountRow) -> list[object]:
    return [row.label, row.total, *row.by_word.values()]


def judged(*rows: Any, risks: tuple[Any, ...] = ()) -> SummaryFacts:
    given = service_return(indicators=rows, risks=risks)
    return SummaryFacts.of([assess(given, scheme(), AS_AT)], scheme(), AS_AT)


def test_statuses_of_last_year_are_counted_by_section() -> None:
    facts = judged(
        indicator(4, section="People", earlier=earlier(LAST_YEAR, "96")),  # Green
        indicator(5, section="People", earlier=earlier(LAST_YEAR, "85.5")),  # Amber: 10% short, no more
        indicator(6, section="People", value=number(None), earlier=earlier(LAST_YEAR, "80")),  # Red, and none today
        indicator(7, section="ICT", earlier=earlier(LAST_YEAR, "1"), target=number(None)),  # no target, no status
        indicator(8, section="ICT", earlier=earlier("Q1 2019/20", "80")),  # not the quarter compared with
        indicator(9, section="Assets"),
    )
    found = count_earlier(facts)
    assert [counts(row) for row in found["indicators"].rows] == [
        ["All", 4, 1, 1, 1, 1],
        ["People", 3, 1, 1, 1, 0],
        ["ICT", 1, 0, 0, 0, 1],
    ]
    assert found["indicators"].when == f"in {LAST_YEAR}"
    assert found["indicators"].remark.startswith("4 of 6 indicators have")
    assert [row.rollup for row in found["indicators"].rows] == ["Amber", "Amber", ""]
    assert "risks" not in found


def test_bands_of_last_time_are_counted() -> None:
    rows = (
        risk(4, score=number(9), previous_score=number(4)),
        risk(5, score=number(9), previous_score=number(16)),
        risk(6, score=number(9)),
        risk(7, score=number(9), previous_score=number(0)),  # in no band
    )
    (row,) = count_earlier(judged(risks=rows))["risks"].rows
    assert {word: number for word, number in row.by_word.items() if number} == {"Medium": 1, "Very High": 1, "N/A": 1}
    assert row.total == 3


@pytest.mark.parametrize(
    ("sample", "rows"),
    [
        # by hand from the published "Q2 2018/19" and "Target" of each measure
        (VALE, {"All": [18, 5, 4, 7, 2]}),
        (PARTNERSHIP, {"All": [31, 4, 3, 10, 14], "Financial": [1, 0, 0, 1, 0]}),
    ],
)
def test_the_samples_statuses_one_period_before(sample: str, rows: dict[str, list[int]]) -> None:
    found = {row.label: counts(row)[1:] for row in count_earlier(facts_of(sample))["indicators"].rows}
    assert {label: found[label] for label in rows} == rows


def test_directions_are_counted_by_section() -> None:
    rows = [
        judged_indicator(4, trend=Trend.IMPROVED, section="People"),
        judged_indicator(5, trend=Trend.DECLINED, section="People"),
        judged_indicator(6, trend=Trend.NO_COMPARISON, section="ICT"),
        judged_indicator(7, trend=Trend.SAME),
    ]
    facts = SummaryFacts.of([assessment(indicators=rows)], scheme(), AS_AT)
    found = count_trends(facts, ())
    assert [counts(row) for row in found][:3] == [["All", 4, 1, 1, 1, 1], ["People", 2, 1, 0, 1, 0], ["ICT", 1, 0, 0, 0, 1]]
    none = SummaryFacts.of([assessment(indicators=[judged_indicator(4, trend=Trend.NO_COMPARISON)])], scheme(), AS_AT)
    assert count_trends(none, ()) == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_places_are_remembered(sample: str) -> None:
    canvas, sheet = written(facts_of(sample))
    for place in canvas.counts.values():
        assert sheet.cell(place.table.heading + 1, 2).value == "Total"
        assert sheet.cell(place.table.row_of[0] + 1, 1).value == "All"
    exceptions = {row.where: row.style.word for row in find_exceptions(canvas.facts)}
    assert bool(canvas.echoes) is bool(exceptions)
    for headline in canvas.echoes:
        assert sheet.cell(headline.row + 1, headline.columns["status"] + 1).value == exceptions[headline.where]


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_first_page_and_the_first_screen_hold_what_matters_most(sample: str) -> None:
    canvas, sheet = written(facts_of(sample))
    page = canvas.pages[FRONT]
    last_column = sheet.max_column - 1
    breaks = [each.id for each in sheet.row_breaks.brk]
    above = canvas.echoes[-1].row if canvas.echoes else min(place.table.heading for place in canvas.counts.values()) - 1
    assert page.height(0, above) <= room_of(page, last_column)
    assert all(each > above for each in breaks)
    assert page.pixels(0, last_column) <= SCREEN_WIDTH
    charts_end = next((row for row in range(above + 1) if page.height(row, row) > 100), 0)
    assert page.height(0, charts_end) <= SCREEN


def test_what_is_done_stands_beside_the_reason() -> None:
    notes = ("It is late. We will act in Q3.", "", "It is late.", "Of the row itself.")
    own_list = (RepeatedRow(judged_indicator().indicator.where, code="IND 7", note="A plan is being written."),)
    given = assessment(
        indicators=[judged_indicator(line, "alert", note=note) for line, note in enumerate(notes, start=4)],
        risks=[judged_risk(4, 12, note="", controls="A stand-in is being trained.")],
        actions=[judged_action(4, "overdue", note="\n")],
        repeated=own_list,
    )
    canvas, sheet = written(SummaryFacts.of([given], scheme(), AS_AT))
    said = {sheet.cell(place.row + 1, 1).value.split(" Calls")[0]: [
        cell.value for cell in sheet[place.row + 1] if cell.value is not None][3] for place in canvas.echoes}  # fmt: skip
    assert said == {
        "IND 4": "… We will act in Q3.",
        "IND 5": NO_REMEDY,
        "IND 6": "It is late.",
        "IND 7": "A plan is being written.",
        "ACT 4 Write a plan": NO_REMEDY,
        next(name for name in said if name.startswith("RISK 4")): "A stand-in is being trained.",
    }


def test_where_nothing_earlier_is_given_it_is_said() -> None:
    given = assessment(indicators=[judged_indicator(4)], actions=[judged_action(4)], risks=[judged_risk(4)])
    _, sheet = written(SummaryFacts.of([given], scheme(), AS_AT))
    said = [str(row[0].value) for row in sheet.iter_rows()]
    assert sum("is given" in text or "gives no" in text for text in said) == 3


def test_the_whole_commentary_stands_on_the_sheet_of_exceptions() -> None:
    own_list = (RepeatedRow(judged_indicator().indicator.where, code="IND 4", note="A plan  is\nbeing written."),)
    for note, listed in (("A plan is being written.", "Yes"), ("Late.", "Yes, in other words: A plan  is\nbeing written.")):
        given = assessment(indicators=[judged_indicator(4, "alert", note=note)], repeated=own_list)
        sheet = openpyxl.load_workbook(BytesIO(build_summary([given], scheme(), AS_AT)))["Exceptions"]
        table = sheet[sheet.tables["Exceptions"].ref]
        row = {str(heading.value): cell.value for heading, cell in zip(table[0], table[1], strict=True)}
        assert (row["Commentary"], row["In the service's own list"]) == (note, listed)


def test_a_scheme_without_trends_counts_no_directions() -> None:
    own = msgspec.structs.replace(scheme(), trend=msgspec.structs.replace(scheme().trend, short=None, long=None))
    given = assessment(indicators=[judged_indicator(4, trend=Trend.IMPROVED)])
    assert count_trends(SummaryFacts.of([given], own, AS_AT), ()) == []
