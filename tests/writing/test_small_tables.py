"""The small tables of the returns: Excel tables where the scheme puts them, with the charts that it asks for."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import fromstring

import msgspec
import openpyxl
import pytest

from support_assessment import AS_AT, assessment, scheme
from support_changed import replace
from support_samples import VALE, judge_sample
from support_scheme import SOURCE
from workbook_tools.findings import Where
from workbook_tools.model.scheme import ReportPart, Scheme, ServiceTable
from workbook_tools.model.service_return import BreakdownCell, Paragraph
from workbook_tools.writing.charts import DESCRIPTION_LENGTH
from workbook_tools.writing.summary.summary_workbook import build_summary
from workbook_tools.writing.told.table_charts import (
    HIGHEST,
    SERIES_FILLS,
    FigureChart,
    Series,
    chart_height,
    describe_figures,
)

FILE = "Housing.xlsx"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
COLUMNS = ("Stage 1", "Stage 2")


def cells(name: str, rows: Mapping[str, tuple[str, ...]], columns: tuple[str, ...] = COLUMNS) -> tuple[BreakdownCell, ...]:
    return tuple(
        BreakdownCell(Where(FILE, "Breakdowns", f"A{line}"), table=name, row=row, column=column, value=value)
        for line, (row, values) in enumerate(rows.items(), start=2)
        for column, value in zip(columns, values, strict=True)
    )


COMPLAINTS = {"Housing": ("92.3%", "7.7%"), "Waste": ("88%", "12%")}


def laid_out(*tables: ServiceTable, achievements: bool = False) -> Scheme:
    parts = (ReportPart(contents="achievements", from_=("Well", "Badly"), source=SOURCE),) if achievements else ()
    report = msgspec.structs.replace(scheme().report, parts=parts, boxes=(), service_tables=tables, terms=())
    return msgspec.structs.replace(scheme(), report=report)


def table(**fields: Any) -> ServiceTable:
    return ServiceTable(**({"table": "Complaints", "rows": "Service", "source": SOURCE} | fields))


def build(own: Scheme, **fields: Any) -> bytes:
    return build_summary([replace(assessment(**fields), scheme=own)], own, AS_AT)


def sheet_of(content: bytes, name: str) -> Any:
    return openpyxl.load_workbook(BytesIO(content))[name]


@dataclass(frozen=True)
class Drawn:
    """A chart as the file has it; rows and columns of its anchor counted from 1."""

    titles: tuple[str, ...]
    series: tuple[tuple[str, str, tuple[str, ...]], ...]
    colours: tuple[str, ...]
    grouping: str
    description: str
    rows: tuple[int, int]
    columns: tuple[int, int]


def charts_on(content: bytes, name: str) -> list[Drawn]:
    book = openpyxl.load_workbook(BytesIO(content))
    number = book.sheetnames.index(name) + 1
    with zipfile.ZipFile(BytesIO(content)) as package:
        relations = f"xl/worksheets/_rels/sheet{number}.xml.rels"
        if relations not in package.namelist():
            return []
        targets = [str(one.get("Target")) for one in fromstring(package.read(relations))]  # noqa: S314  # our own file
        drawing = next((target.rpartition("/")[2] for target in targets if "drawings/drawing" in target), None)
        if drawing is None:
            return []
        places = fromstring(package.read(f"xl/drawings/_rels/{drawing}.rels"))  # noqa: S314  # likewise
        names = [str(place.get("Target")).replace("..", "xl") for place in places]
        anchors = list(fromstring(package.read(f"xl/drawings/{drawing}")).iter(f"{XDR}twoCellAnchor"))  # noqa: S314
        charts = [fromstring(package.read(one)) for one in names]  # noqa: S314
    return [drawn(chart, anchor) for chart, anchor in zip(charts, anchors, strict=True)]


def drawn(chart: Any, anchor: Any) -> Drawn:
    titles = tuple("".join(str(text.text) for text in title.iter(f"{A}t")) for title in chart.iter(f"{C}title"))
    series = tuple(
        (
            str(one.findtext(f"{C}tx//{C}v")),
            str(one.findtext(f"{C}val//{C}f")),
            tuple(str(value.text) for value in one.find(f"{C}val").iter(f"{C}v")),
        )
        for one in chart.iter(f"{C}ser")
    )
    colours = tuple(str(one.find(f"{C}spPr/{A}solidFill/{A}srgbClr").get("val")) for one in chart.iter(f"{C}ser"))
    spans = [[int(str(anchor.find(f"{XDR}{end}/{XDR}{what}").text)) + 1 for end in ("from", "to")] for what in ("row", "col")]
    described = next(anchor.iter(f"{XDR}cNvPr")).get("descr") or ""
    grouping = next(chart.iter(f"{C}grouping")).get("val")
    return Drawn(titles, series, colours, grouping, described, (spans[0][0], spans[0][1]), (spans[1][0], spans[1][1]))


def test_each_is_an_excel_table_with_a_heading_for_its_rows() -> None:
    given = (*cells("Complaints", COMPLAINTS), *cells("Compliments", {"Housing": ("3", "n/a")}))
    sheet = sheet_of(build(laid_out(table()), breakdowns=given), "Breakdowns")
    assert dict(sheet.tables.items()) == {"Breakdown_1_1": "A6:C8", "Breakdown_2_1": "A11:C12"}
    assert [sheet["A5"].value, *[cell.value for cell in sheet[6][:3]]] == ["Complaints", "Service", *COLUMNS]
    assert [cell.value for cell in sheet[7][:3]] == ["Housing", 0.923, 0.077]
    assert [cell.value for cell in sheet[11][:3]] == ["Row", *COLUMNS]
    assert [cell.value for cell in sheet[12][:3]] == ["Housing", 3, "n/a"]


def test_a_wide_table_goes_on_below_and_has_no_chart() -> None:
    columns = tuple(f"Month {number}" for number in range(1, 12))
    given = cells("Complaints", {"Housing": tuple(map(str, range(11)))}, columns)
    content = build(laid_out(table(chart="bars", axis="Number")), breakdowns=given)
    sheet = sheet_of(content, "Breakdowns")
    assert dict(sheet.tables.items()) == {"Breakdown_1_1": "A6:I7", "Breakdown_1_2": "A9:D10"}
    assert charts_on(content, "Breakdowns") == []


def test_a_chart_shows_the_cells_and_names_its_axes() -> None:
    content = build(
        laid_out(table(title="By stage", chart="bars", axis="Share of complaints")), breakdowns=cells("complaints", COMPLAINTS)
    )
    (chart,) = charts_on(content, "Breakdowns")
    assert chart.titles == ("By stage", "Service", "Share of complaints")
    assert chart.series == (
        ("Stage 1", "Breakdowns!$B$7:$B$8", ("0.923", "0.88")),
        ("Stage 2", "Breakdowns!$C$7:$C$8", ("0.077", "0.12")),
    )
    assert chart.grouping == "clustered"
    assert chart.colours == tuple(fill.removeprefix("#") for fill in SERIES_FILLS[:2])
    assert chart.description == ("Bar chart: By stage. Housing: Stage 1 92.3%, Stage 2 7.7%. Waste: Stage 1 88%, Stage 2 12%.")
    assert sheet_of(content, "Breakdowns")["A5"].value == "By stage"


def test_columns_named_like_a_status_have_its_colour() -> None:
    given = cells("Complaints", {"Housing": ("3", "1")}, ("Green", "red"))
    (chart,) = charts_on(build(laid_out(table(chart="stacked", axis="Number")), breakdowns=given), "Breakdowns")
    styles = scheme().styles.indicators
    assert chart.colours == (styles["ok"].fill.removeprefix("#"), styles["alert"].fill.removeprefix("#"))
    assert chart.grouping == "stacked"


@pytest.mark.parametrize(
    ("rows", "columns", "series"),
    [
        ({"Housing": ("1", "2")}, (), ["Stage 1", "Stage 2"]),
        ({"Housing": ("1", "2")}, ("stage 2",), ["Stage 2"]),
        ({"Housing": ("1", "2")}, ("Stage 3",), None),
        ({"Housing": ("1", "37% (77)")}, (), None),  # no number, so no chart
        ({"Housing": ("1", "37% (77)")}, ("Stage 1",), ["Stage 1"]),
        ({"Housing": ("1", ""), "Waste": ("", "2")}, (), ["Stage 1", "Stage 2"]),
        ({"Housing": ("n/a", "n/a")}, (), None),
    ],
)
def test_only_numbers_are_drawn(rows: dict[str, tuple[str, ...]], columns: tuple[str, ...], series: list[str] | None) -> None:
    own = laid_out(table(chart="bars", axis="Number", columns=columns))
    charts = charts_on(build(own, breakdowns=cells("Complaints", rows)), "Breakdowns")
    assert [[one[0] for one in chart.series] for chart in charts] == ([series] if series else [])


def test_without_a_chart_in_the_scheme_there_is_none() -> None:
    given = cells("Complaints", COMPLAINTS)
    assert charts_on(build(laid_out(table()), breakdowns=given), "Breakdowns") == []
    assert charts_on(build(laid_out(), breakdowns=given), "Breakdowns") == []


def told(order: int, kind: str, theme: str) -> Paragraph:
    return Paragraph(Where(FILE, "Narrative", f"A{order}"), kind=kind, theme=theme, order=order, text=f"{theme} {kind}.")


@pytest.mark.parametrize(
    ("theme", "kind", "expected"),
    [
        ("Customer", "Well", ["Customer", "Well", "Customer Well.", "Complaints", "Badly", "Customer Badly.", "ICT", "Well"]),
        ("customer", "badly", ["Customer", "Well", "Customer Well.", "Badly", "Customer Badly.", "Complaints", "ICT", "Well"]),
        ("Customer", "", ["Customer", "Well", "Customer Well.", "Badly", "Customer Badly.", "Complaints", "ICT", "Well"]),
        ("Customer", "Other", ["Customer", "Well", "Customer Well.", "Badly", "Customer Badly.", "Complaints", "ICT", "Well"]),
        (
            "Assets",
            "",
            ["Customer", "Well", "Customer Well.", "Badly", "Customer Badly.", "ICT", "Well", "ICT Well.", "Complaints"],
        ),
    ],
)
def test_a_table_stands_with_its_theme(theme: str, kind: str, expected: list[str]) -> None:
    own = laid_out(table(theme=theme, kind=kind), achievements=True)
    given = (told(1, "Well", "Customer"), told(2, "Badly", "Customer"), told(3, "Well", "ICT"))
    content = build(own, narrative=given, breakdowns=cells("Complaints", COMPLAINTS))
    sheet = sheet_of(content, "Achievements")
    column = [row[0].value for row in sheet.iter_rows(min_row=5) if row[0].value not in {None, "Service", "Housing", "Waste"}]
    assert column[: len(expected)] == expected
    assert "Breakdowns" not in openpyxl.load_workbook(BytesIO(content)).sheetnames


def test_a_table_of_a_theme_is_not_lost_without_paragraphs() -> None:
    own = laid_out(table(theme="Customer"), achievements=True)
    content = build(own, breakdowns=cells("Complaints", COMPLAINTS))
    assert list(sheet_of(content, "Achievements").tables) == ["Breakdown_1_1"]


@pytest.mark.parametrize(
    ("rows", "series", "stacked", "room", "height"),
    [
        (11, 1, False, 0, 260),  # narrow bars
        (11, 1, False, 260, 260),
        (11, 1, False, 261, 261),  # as high as the table beside it
        (11, 1, False, 315, 315),
        (11, 1, False, 316, 315),  # wide bars
        (1, 1, False, 0, 170),  # room for five bars at least
        (5, 4, True, 0, 200),  # with a legend
        (5, 4, False, 0, 425),
        (5, 4, False, 999, HIGHEST),
        (90, 1, True, 0, HIGHEST),
    ],
)
def test_a_chart_is_as_high_as_its_bars_need(rows: int, series: int, room: int, height: int, *, stacked: bool) -> None:
    many = tuple(Series(str(column), column, (None,) * rows) for column in range(series))
    chart = FigureChart("Title", (5, 4 + rows), ("",) * rows, many, ("Row", "Number"), stacked)
    assert chart_height(chart, room) == height


def test_a_long_description_is_cut_and_says_so() -> None:
    labels = tuple(f"A rather long label {number}" for number in range(80))
    chart = FigureChart("Title", (5, 84), labels, (Series("Number", 1, (None,) * 80),), ("Row", "Number"), stacked=False)
    text = describe_figures(chart)
    assert (len(text), text[-1]) == (DESCRIPTION_LENGTH, "…")


@pytest.mark.parametrize(("sheet", "number"), [("Snapshot", 2), ("Achievements", 3), ("Breakdowns", 1)])
def test_the_vales_charts_have_titles_axes_words_and_cover_nothing(sheet: str, number: int) -> None:
    judged = judge_sample(VALE)
    content = build_summary([judged], judged.scheme, judged.as_at)
    charts, cells_of = charts_on(content, sheet), sheet_of(content, sheet)
    assert len(charts) == number
    for chart in charts:
        assert len(chart.titles) == 3
        assert all(chart.titles)
        assert chart.description.startswith(f"Bar chart: {chart.titles[0]}. ")
        first, last = chart.columns
        covered = [
            cells_of.cell(row, column) for row in range(chart.rows[0], chart.rows[1] + 1) for column in range(first, last + 1)
        ]
        assert [cell.value for cell in covered if cell.value is not None] == []
        breaks = {mark.id for mark in cells_of.row_breaks.brk}
        assert not breaks & set(range(chart.rows[0], chart.rows[1])), "no page ends inside a chart"
