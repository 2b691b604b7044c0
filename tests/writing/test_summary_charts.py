"""The front page's charts: native ones over empty cells, in the scheme's colours, of the page's own counts."""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import openpyxl
import pytest

from support_assessment import AS_AT, assessment, judged_action, judged_indicator, judged_risk, scheme, verdict
from support_changed import replace
from support_samples import BEST_VALUE, MORAY, PARTNERSHIP, PEOPLE, VALE, path_of
from workbook_tools import pipeline
from workbook_tools.model.assessment import Assessment, RiskAssessment
from workbook_tools.model.service_return import Cover, SourceFile
from workbook_tools.model.words import Trend
from workbook_tools.writing.charts import DESCRIPTION_LENGTH, describe
from workbook_tools.writing.summary.summary_workbook import build_summary

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


@dataclass(frozen=True)
class Drawn:
    """A chart as the file has it: title, series as (name, number format, colours, values' range, cached values)."""

    title: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, str, tuple[str, ...], str, tuple[int, ...]], ...]
    description: str
    anchor: tuple[int, int]


def drawn(content: bytes) -> list[Drawn]:
    """The charts of the summary's front page, in order; rows of anchors counted from 1."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
        if b"<drawing " not in sheet:
            return []
        places = fromstring(package.read("xl/drawings/_rels/drawing1.xml.rels"))  # noqa: S314  # our own file
        names = [str(place.get("Target")).replace("..", "xl") for place in places]
        charts = [fromstring(package.read(name)) for name in names]  # noqa: S314  # likewise
        anchors = fromstring(package.read("xl/drawings/drawing1.xml")).iter(f"{XDR}twoCellAnchor")  # noqa: S314  # likewise
        return [chart_of(chart, anchor) for chart, anchor in zip(charts, anchors, strict=True)]


def found(element: Element, path: str) -> Element:
    child = element.find(path)
    assert child is not None, path
    return child


def chart_of(chart: Element, anchor: Element) -> Drawn:
    series = tuple(series_of(each) for each in chart.iter(f"{C}ser"))
    first = next(chart.iter(f"{C}ser"))
    categories = tuple(str(value.text) for value in found(first, f"{C}cat").iter(f"{C}v"))
    title = "".join(str(text.text) for text in found(chart, f"{C}chart/{C}title").iter(f"{A}t"))
    rows = [int(str(found(anchor, f"{XDR}{end}/{XDR}row").text)) + 1 for end in ("from", "to")]
    described = next(anchor.iter(f"{XDR}cNvPr")).get("descr") or ""
    return Drawn(title, categories, series, described, (rows[0], rows[1]))


def series_of(series: Element) -> tuple[str, str, tuple[str, ...], str, tuple[int, ...]]:
    name = str(found(series, f"{C}tx").findtext(f".//{C}v") or "")
    number_format = found(series, f"{C}dLbls/{C}numFmt").get("formatCode") or ""
    points = series.findall(f"{C}dPt") or [series]
    colours = tuple(str(found(point, f"{C}spPr/{A}solidFill/{A}srgbClr").get("val")) for point in points)
    values = found(series, f"{C}val")
    cached = tuple(int(float(str(value.text))) for value in values.iter(f"{C}v"))
    return name, number_format, colours, str(values.findtext(f".//{C}f")), cached


def chart_xml(content: bytes) -> str:
    """The first chart as it stands in the file."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return package.read("xl/charts/chart1.xml").decode()


def build(*assessments: Assessment) -> bytes:
    return build_summary(assessments, scheme(), AS_AT)


def front(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content), data_only=True)["Summary"]


def moved(line: int, score: int, trend: Trend) -> RiskAssessment:
    return replace(judged_risk(line, score), movement=verdict(trend))


def full() -> Assessment:
    return assessment(
        indicators=[
            judged_indicator(4, section="People"),
            judged_indicator(5, "alert", section="Financial"),
            judged_indicator(6, "alert", section="Financial"),
            judged_indicator(7, "unknown", section="Financial"),
        ],
        actions=[judged_action(4, section="CP1"), judged_action(5, "overdue", section="CP2")],
        risks=[moved(4, 9, Trend.DECLINED), moved(5, 6, Trend.SAME), moved(6, 4, Trend.NO_COMPARISON)],
    )


def test_the_charts_of_a_full_return() -> None:
    by_section, by_status, by_movement, by_direction, by_objective = drawn(build(full()))
    assert by_section.title == "Performance indicators by theme"
    assert by_section.categories == ("People", "Financial")
    assert [(name, values) for name, _, _, _, values in by_section.series] == [
        ("● Green", (1, 0)),
        ("■ Red", (0, 2)),
        ("– N/A", (0, 1)),
    ]  # fmt: skip
    assert by_status.title == "Actions by status"
    assert by_status.categories == ("Green", "Amber", "Red", "N/A")
    assert by_status.series[0][4] == (1, 0, 1, 0)
    assert by_movement.title == "Risks by movement"
    assert dict(zip(by_movement.categories, by_movement.series[0][4], strict=True)) == {
        "Decreased": 0, "Static": 1, "Increased": 1, "N/A": 1,
    }  # fmt: skip
    assert by_direction.title == "Direction of travel by theme"
    assert [(name, values) for name, _, _, _, values in by_direction.series] == [("↔ Same", (1, 3))]
    assert by_objective.title == "Actions by objective"
    assert by_objective.categories == ("CP1", "CP2")
    assert by_section.anchor == by_status.anchor == by_movement.anchor < by_objective.anchor


def test_colours_are_the_schemes_and_never_alone() -> None:
    by_section, by_status, *_ = drawn(build(full()))
    styles = scheme().styles.indicators
    assert [colours for _, _, colours, _, _ in by_section.series] == [
        (styles[key].fill[1:],) for key in ("ok", "alert", "unknown")
    ]  # fmt: skip
    assert [number_format for _, number_format, _, _, _ in by_section.series] == ['"● "#,##0;;', '"■ "#,##0;;', '"– "#,##0;;']
    assert by_status.series[0][2] == tuple(styles[key].fill[1:] for key in ("ok", "warning", "alert", "unknown"))


def test_charts_show_the_pages_own_cells() -> None:
    content = build(full())
    sheet = front(content)
    for chart in drawn(content):
        for _, _, _, area, cached in chart.series:
            assert area.startswith("Summary!")
            cells = [cell for row in sheet[area.split("!")[1].replace("$", "")] for cell in row]
            assert tuple(cell.value for cell in cells) == cached


def test_charts_have_a_text_that_stands_for_them() -> None:
    assert [chart.description for chart in drawn(build(full()))] == [
        "Bar chart: Performance indicators by theme. People: 1 Green. Financial: 2 Red, 1 N/A.",
        "Bar chart: Actions by status. 1 Green, 1 Red.",
        "Bar chart: Risks by movement. 1 Static, 1 Increased, 1 N/A.",
        "Bar chart: Direction of travel by theme. People: 1 Same. Financial: 3 Same.",
        "Bar chart: Actions by objective. CP1: 1 Green. CP2: 1 Red.",
    ]


def test_a_long_description_is_shortened() -> None:
    text = describe("Indicators", [("Section", [("Green", 1)])] * 200)
    assert (len(text), text[-1]) == (DESCRIPTION_LENGTH, "…")
    assert describe("Actions", [("", [("Red", 0)])]) == "Bar chart: Actions. None."


@pytest.mark.parametrize("sample", [PARTNERSHIP, MORAY, VALE, PEOPLE])
def test_charts_cover_no_text_and_are_not_torn_apart(sample: str) -> None:
    judged = pipeline.check([path_of(sample)]).assessments[0]
    content = build_summary([judged], judged.scheme, judged.as_at)
    charts = drawn(content)
    sheet = front(content)
    assert charts
    for chart in charts:
        first, last = chart.anchor
        assert first == last, "one high row, which no page break can tear apart"
        assert [cell.value for cell in sheet[first] if cell.value is not None] == []
        assert not any(area.min_row <= first <= area.max_row for area in sheet.merged_cells.ranges)


@pytest.mark.parametrize(
    ("given", "titles"),
    [
        (assessment(), []),
        (assessment(actions=[judged_action(4, "unknown")], indicators=[judged_indicator(4, "unknown")]), []),
        (assessment(risks=[judged_risk(4)]), ["Risks by band"]),
        (assessment(risks=[judged_risk(4, None)]), []),
        (assessment(risks=[moved(4, 9, Trend.IMPROVED)]), ["Risks by movement"]),
        (assessment(indicators=[judged_indicator(4)]), ["Performance indicators by status"]),
        (assessment(actions=[judged_action(4)]), ["Actions by status"]),
        (
            assessment(actions=[judged_action(4, section="CP1"), judged_action(5, section="CP2")]),
            ["Actions by objective", "Actions by status"],
        ),
        (
            assessment(actions=[judged_action(4, section="CP1"), judged_action(5, section="A long objective. " * 4)]),
            ["Actions by objective", "Actions by status"],
        ),
        (assessment(actions=[judged_action(line, section=f"CP{line}") for line in range(4, 20)]), ["Actions by status"]),
    ],
)
def test_only_tables_with_something_to_show_have_charts(given: Assessment, titles: list[str]) -> None:
    assert [chart.title for chart in drawn(build(given))] == titles


def test_a_sample_without_any_status_has_no_chart() -> None:
    judged = pipeline.check([path_of(BEST_VALUE)]).assessments[0]
    assert drawn(build_summary([judged], judged.scheme, judged.as_at)) == []


def test_several_returns_are_shown_together() -> None:
    other = replace(full(), service_return=replace(
        full().service_return, source=SourceFile("Roads.xlsx", "b" * 64, 1), cover=Cover(service="Roads")))  # fmt: skip
    content = build(full(), other)
    by_status, actions, movement = drawn(content)
    assert by_status.title == "Performance indicators by status"
    assert by_status.categories == ("All returns",)
    assert [values for _, _, _, _, values in by_status.series] == [(2,), (4,), (2,)]
    assert actions.series[0][4] == (2, 0, 2, 0)
    assert movement.series[0][4] == (0, 2, 2, 2)
    labels = [row[0].value for row in front(content).iter_rows()]
    assert "Risks by movement since last time" in labels
    assert {"Housing", "Roads", "All returns"} <= set(labels)


def test_bars_that_are_far_apart_are_shown_as_shares() -> None:
    few, many = (
        assessment(actions=[judged_action(line, section="CP1" if line > 4 else "CP2") for line in range(4, 5 + count)])
        for count in (10, 11)
    )
    assert [chart.title for chart in drawn(build(few))] == ["Actions by objective", "Actions by status"]
    assert [chart.title for chart in drawn(build(many))] == ["Actions by objective, as shares", "Actions by status"]
    assert "percentStacked" in chart_xml(build(many))
    assert "percentStacked" not in chart_xml(build(few))


def test_a_part_too_narrow_for_its_count_has_no_label() -> None:
    narrow = [judged_indicator(4, "alert", section="A"), *(judged_indicator(line, section="A") for line in range(5, 70))]
    content = build(
        assessment(indicators=[*narrow, *(judged_indicator(line, "alert", section="B") for line in range(70, 100))])
    )
    assert chart_xml(content).count('<c:delete val="1"/></c:dLbl>') == 1


def test_charts_with_more_bars_are_higher() -> None:
    heights = []
    for sections in (2, 9):
        rows = [judged_action(line, section=f"CP{line}") for line in range(sections)]
        content = build(assessment(actions=rows))
        heights.append(front(content).row_dimensions[drawn(content)[0].anchor[0]].height)
    assert heights[0] < heights[1] < 220


def test_movements_are_not_counted_without_earlier_scores() -> None:
    labels = [row[0].value for row in front(build(assessment(risks=[judged_risk(4)]))).iter_rows()]
    assert not any("by movement" in str(label) for label in labels)


def test_the_same_arguments_give_the_same_charts() -> None:
    assert build(full()) == build(full())
