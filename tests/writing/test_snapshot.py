"""The snapshot: boxes with what a return states about itself, beside what its own rows give."""

from io import BytesIO
from typing import Any

import msgspec
import openpyxl
import pytest

from support_assessment import AS_AT, assessment, judged_indicator, scheme
from support_changed import replace
from support_samples import VALE, judge_sample
from support_scheme import SOURCE
from workbook_tools.findings import Where
from workbook_tools.model.scheme import Box, ReportPart, RowCount, Scheme
from workbook_tools.model.service_return import Cover, Headline
from workbook_tools.writing.summary.summary_workbook import build_summary
from workbook_tools.writing.told.snapshot_sheet import AGREES, DIFFERS

GREEN = RowCount(table="indicators", words=("Green",))
TWO_GREEN = [judged_indicator(4), judged_indicator(5), judged_indicator(6, "alert")]


def box(name: str, group: str = "Indicators", rows: RowCount | None = None) -> Box:
    return Box(headline=name, words=f"are {name}", group=group, rows=rows, source=SOURCE)


def with_boxes(*boxes: Box) -> Scheme:
    parts = (ReportPart(contents="snapshot", source=SOURCE),)
    report = msgspec.structs.replace(scheme().report, parts=parts, boxes=boxes, service_tables=(), terms=())
    return msgspec.structs.replace(scheme(), report=report)


def stated(*figures: tuple[str, str]) -> tuple[Headline, ...]:
    return tuple(
        Headline(Where("Housing.xlsx", "Headlines", f"A{line}"), name=name, value=value)
        for line, (name, value) in enumerate(figures, start=4)
    )


def book(own: Scheme, *figures: tuple[str, str], **fields: Any) -> Any:
    given = replace(assessment(TWO_GREEN, headlines=stated(*figures), **fields), scheme=own)
    return openpyxl.load_workbook(BytesIO(build_summary([given], own, AS_AT)))


@pytest.mark.parametrize(
    ("value", "rows", "shown", "compared"),
    [
        ("2", GREEN, 2, "✓ Agrees with the rows"),
        ("3", GREEN, 3, "? Differs: the rows give 2"),
        ("67%", RowCount(table="indicators", words=("Green",), share="of_all"), 0.67, "✓ Agrees with the rows"),
        ("50%", RowCount(table="indicators", words=("Green",), share="of_all"), 0.5, "? Differs: the rows give 67%"),
        ("3", None, 3, None),
        ("GREEN", GREEN, "GREEN", None),
        ("3", RowCount(table="risks"), 3, None),  # the return has none
    ],
)
def test_a_box_shows_the_stated_figure_and_the_rows(
    value: str, rows: RowCount | None, shown: Any, compared: str | None
) -> None:
    sheet = book(with_boxes(box("Green", rows=rows)), ("Green", value))["Snapshot"]
    assert [sheet.cell(row, 1).value for row in range(5, 9)] == ["Indicators", shown, "are Green", compared]
    differs = compared is not None and compared.startswith("?")
    link = sheet["A8"].hyperlink
    assert (link.location if link else None) == ("'Findings'!A1" if differs else None)


def test_boxes_stand_five_abreast_in_the_schemes_order() -> None:
    names = [f"Figure {number}" for number in range(7)]
    own = with_boxes(*(box(name) for name in names), box("Other", "Others"))
    given = [(name, str(number)) for number, name in enumerate(names)]
    sheet = book(own, *reversed(given), ("Other", "9"))["Snapshot"]
    assert [sheet.cell(6, column).value for column in (1, 2, 4, 6, 8)] == [0, 1, 2, 3, 4]
    assert [sheet.cell(10, column).value for column in (1, 2, 4)] == [5, 6, None]
    assert (sheet["A14"].value, sheet["A15"].value) == ("Others", 9)


def test_what_a_return_does_not_state_has_no_box() -> None:
    own = with_boxes(box("Green"), box("Red"), box("Other", "Others"))
    sheet = book(own, ("Red", "1"), ("Green", " "))["Snapshot"]
    assert (sheet["A6"].value, sheet["A7"].value, sheet["B6"].value) == (1, "are Red", None)
    assert "Snapshot" not in book(own).sheetnames
    assert "Snapshot" not in book(own, ("Amber", "1")).sheetnames


def test_of_several_returns_each_has_its_boxes() -> None:
    own = with_boxes(box("Green", rows=GREEN))
    given = [
        replace(assessment(TWO_GREEN, headlines=stated(("Green", value)), cover=Cover(service=name)), scheme=own)
        for name, value in (("Housing", "2"), ("Planning", "5"))
    ]
    sheet = openpyxl.load_workbook(BytesIO(build_summary(given, own, AS_AT)))["Snapshot"]
    found = [row[0].value for row in sheet.iter_rows(min_row=5) if row[0].value is not None]
    assert found == [
        "Housing: Indicators", 2, "are Green", "✓ Agrees with the rows",
        "Planning: Indicators", 5, "are Green", "? Differs: the rows give 2",
    ]  # fmt: skip


def test_the_headlines_say_what_the_rows_give() -> None:
    sheet = book(with_boxes(box("Green", rows=GREEN), box("Other")), ("Green", "3"), ("Other", "1"), ("Green ", "2"))[
        "Headlines"
    ]
    assert [cell.value for cell in sheet[5]][:4] == ["Headline", "Stated figure", "The rows give", "Compared"]
    rows = [[cell.value for cell in row][:4] for row in sheet.iter_rows(min_row=6)]
    assert rows == [["Green", 3, 2, DIFFERS.word], ["Other", 1, None, None], ["Green ", 2, 2, AGREES.word]]


def test_without_comparisons_the_headlines_have_no_such_columns() -> None:
    sheet = book(with_boxes(box("Other")), ("Other", "1"))["Headlines"]
    assert "Compared" not in [cell.value for cell in sheet[5]]


def test_every_difference_of_the_vale_is_a_finding() -> None:
    judged = judge_sample(VALE)
    sheet = openpyxl.load_workbook(BytesIO(build_summary([judged], judged.scheme, judged.as_at)))["Snapshot"]
    marked = [cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith(DIFFERS.symbol + " ")]
    assert len(marked) == 6
    assert len([finding for finding in judged.findings if finding.code == "headline-differs"]) == len(marked)
