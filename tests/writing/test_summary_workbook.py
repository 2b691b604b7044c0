"""The committee's summary workbook, read back with openpyxl."""

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msgspec import structs
from openpyxl.utils.cell import range_boundaries

from support_assessment import (
    AS_AT,
    assessment,
    judged_action,
    judged_budget_line,
    judged_indicator,
    judged_risk,
    scheme,
    verdict,
)
from support_changed import replace
from support_rows import due, number
from workbook_tools.assess import assess
from workbook_tools.findings import Finding, Severity, Where, WritingError
from workbook_tools.model.assessment import Assessment, Overall
from workbook_tools.model.layout import DATA_SHEET
from workbook_tools.model.service_return import BreakdownCell, Cover, Headline, Paragraph, RepeatedRow, SourceFile
from workbook_tools.model.words import Level, TargetStatus, Trend, Unit
from workbook_tools.periods import parse_period
from workbook_tools.writing.soft_colours import soft_colours
from workbook_tools.writing.summary.summary_workbook import build_summary, write_summary
from workbook_tools.writing.theme import ROOM_AT_THE_RIGHT, Look

FILE = "Housing.xlsx"
HOSTILE = ('=HYPERLINK("http://x.test","click")', "+1", "-2+3", "@x", "=cmd|' /C calc'!A0", "http://x.test", "x" * 40_000)


def midnight(year: int, month: int, day: int) -> datetime:
    """A day as openpyxl reads it."""
    return datetime.combine(date(year, month, day), time())


def paragraph(order: int, heading: str, text: str, kind: str = "") -> Paragraph:
    return Paragraph(Where(FILE, "Narrative", f"A{order + 1}"), heading=heading, kind=kind, order=order, text=text)


def full() -> Assessment:
    """A return with something in every table."""
    finding = Finding("bare-percent", Severity.WARNING, "61.17 stands bare.", Where(FILE, "Indicators", "I4"), "IND 4")
    where = Where(FILE, "Breakdowns", "A2")
    return assessment(
        indicators=[
            judged_indicator(4, section="People", note="All well.", lead="Head of People"),
            judged_indicator(5, "alert", Trend.DECLINED, section="Financial", value=number("61.17"), reported_status="Amber"),
            judged_indicator(6, "unknown", Trend.NO_COMPARISON, section="Financial", unit=Unit.NUMBER, value=number("1234.5")),
        ],
        actions=[
            judged_action(4, section="CP1", due=due("31/03/2020")),
            judged_action(5, "overdue", section="CP2", due=due("30/06/2019"), note="Delayed.", progress=number(25)),
            judged_action(6, section="CP2", is_heading=True),
        ],
        risks=[judged_risk(4, 9, (3, 3), target=4), judged_risk(5, 12, code="", title="Flood of the depot")],
        finance=[judged_budget_line(4, "-250.50", budget=number(1000), forecast=number("749.5"))],
        headlines=(Headline(Where(FILE, "Headlines", "A2"), name="Actions: Green", value="92%", counts="all", printed="1.0"),),
        breakdowns=(
            BreakdownCell(where, table="Complaints", row="Housing", column="Upheld", value="12"),
            BreakdownCell(where, table="Complaints", row="Housing", column="Share", value="37.5%"),
        ),
        narrative=(
            paragraph(1, "1.0", "The position is good.", "Position Statement"),
            paragraph(2, "2.0", "Much was achieved.", "Achievements"),
            paragraph(3, "3.0", "We will report again."),
        ),
        repeated=(RepeatedRow(Where(FILE, "Exceptions", "A2"), kind="action", code="ACT 5"),),
        overall=Overall(verdict(Level.WARNING, "warning", "1 of 3 Green."), Level.OK, "Green", "Recovered since."),
        findings=(finding,),
    )


def opened(*assessments: Assessment) -> Any:
    """The summary as a committee sees it: with the results of formulas, without the hidden sheets."""
    book = openpyxl.load_workbook(BytesIO(build_summary(assessments, scheme(), AS_AT)), data_only=True)
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == HIDDEN
    for sheet in HIDDEN:
        del book[sheet]
    return book


def texts(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def heading_row(sheet: Any) -> int:
    """Row of the table's headings: the first with something in its second column."""
    return next((row for row in range(1, 20) if sheet.cell(row, 2).value is not None), 1)


def column(sheet: Any, heading: str) -> int:
    row = heading_row(sheet)
    return next(index for index, cell in enumerate(sheet[row], start=1) if cell.value == heading)


def cell_of(sheet: Any, code: str, heading: str) -> Any:
    """The cell under a heading in the row that has `code` in any cell."""
    row = next(row for row in sheet.iter_rows(min_row=heading_row(sheet) + 1) if any(cell.value == code for cell in row))
    return sheet.cell(row[0].row, column(sheet, heading))


def word_rules(sheet: Any, address: str) -> dict[str, Any]:
    """The conditional formats over a cell: formula -> format."""
    return {
        rule.formula[0]: rule.dxf
        for area in sheet.conditional_formatting
        if address in area.sqref
        for rule in area.rules
    }  # fmt: skip


HIDDEN = [DATA_SHEET, "Lists", "Workings"]
BLOCK = 4  # rows of the title block, whose remark may be a formula
LIVE = {
    "Exceptions": {"Status", "Why"},
    "Indicators": {"RAG", "Direction of travel", "Why"},
    "Actions": {"RAG", "Why"},
    "Risks": {"Gap", "Band", "Direction of travel", "Why"},
    "Finance": {
        "Variance",
        "Variance %",
        "Favourable or adverse",
        "Status",
        "How the variance was worked out",
        "Budget",
        "Forecast",  # these in the row of totals
    },
}
AFTER = ["Findings", "Key", "Rules"]
ALL_SHEETS = [
    "Summary", "Contents", "Snapshot", "Exceptions", "Achievements", "Risks", "Risk matrix", "Glossary", "Actions",
    "Indicators", "Headlines", "Breakdowns", "Finance", "Narrative", *AFTER,
]  # fmt: skip


def test_sheets_stand_in_the_order_of_reading() -> None:
    book = opened(full())
    assert book.sheetnames == ALL_SHEETS
    assert book.active.title == "Summary"


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (assessment(indicators=[judged_indicator()]), ["Indicators"]),
        (assessment(actions=[judged_action()]), ["Actions"]),
        (assessment(), []),
    ],
)
def test_sheets_without_content_are_left_out(only: Assessment, expected: list[str]) -> None:
    always = ["Summary", "Contents", "Glossary", *AFTER[1:]]
    assert opened(only).sheetnames == [name for name in ALL_SHEETS if name in {*always, *expected}]


@pytest.mark.parametrize(
    ("sheet", "code", "heading", "value", "number_format"),
    [
        ("Indicators", "IND 5", "Value", 0.6117, "0.00%"),
        ("Indicators", "IND 5", "Target", 0.95, "0%"),
        ("Indicators", "IND 6", "Value", 1234.5, "#,##0.0"),
        ("Indicators", "IND 5", "RAG", "Red", "General"),
        ("Indicators", "IND 5", "Reported status", "Amber", "General"),
        ("Indicators", "IND 5", "Direction of travel", "Declined", "General"),
        ("Indicators", "IND 5", "Source", "Indicators!A5", "General"),
        ("Actions", "ACT 5", "Completion date", midnight(2019, 6, 30), "dd mmm yyyy"),
        ("Actions", "ACT 5", "% complete", 0.25, "0%"),
        ("Actions", "ACT 6", "RAG", None, "General"),
        ("Risks", "RISK 4", "Residual score", 9, "#,##0"),
        ("Risks", "RISK 4", "Band", "Medium/High", "General"),
        ("Finance", "BUD 4", "Variance", -250.5, "£#,##0.00;-£#,##0.00"),
        ("Finance", "BUD 4", "Budget", 1000, "£#,##0;-£#,##0"),
        ("Headlines", "Actions: Green", "Stated figure", 0.92, "0%"),
        ("Exceptions", "IND 5", "Value, progress or score", 0.6117, "0.00%"),
        ("Exceptions", "ACT 5", "Target or due date", midnight(2019, 6, 30), "dd mmm yyyy"),
        ("Exceptions", "ACT 5", "In the service's own list", "Yes", "General"),
        ("Exceptions", "IND 5", "In the service's own list", "No", "General"),
        ("Exceptions", "ACT 5", "Commentary", "Delayed.", "General"),
        ("Findings", "IND 4", "Finding", "61.17 stands bare.", "General"),
    ],
)
def test_values_and_their_formats(sheet: str, code: str, heading: str, value: object, number_format: str) -> None:
    cell = cell_of(opened(full())[sheet], code, heading)
    assert (cell.value, without_room(cell.number_format)) == (value, number_format)


def source_row(book: Any, file: str) -> list[Any]:
    """What the sheet Key says of a file."""
    sheet = book["Key"]
    first, top, last, bottom = range_boundaries(sheet.tables["Sources"].ref)
    rows = sheet.iter_rows(min_row=top, max_row=bottom, min_col=first, max_col=last, values_only=True)
    return next(list(row) for row in rows if row[0] == file)


def test_the_key_says_where_the_figures_come_from() -> None:
    used = f"{scheme().name}, version {scheme().version}; 1,000 bytes"
    assert source_row(opened(full()), FILE) == [FILE, "a" * 64, "Housing, Q2 2019/20", midnight(2019, 9, 30), used]


def without_room(number_format: str) -> str:
    """A number format without the room that it leaves at the right of the figure."""
    return ";".join(section.removesuffix(ROOM_AT_THE_RIGHT) for section in number_format.split(";"))


def test_every_figure_stands_away_from_the_cell_beside_it() -> None:
    cells = [cell for sheet in opened(full()) for row in sheet.iter_rows() for cell in row]
    boxes = {"Report status"}
    figures = [cell for cell in cells if isinstance(cell.value, int | float | datetime) and cell.style not in boxes]
    assert len(figures) > 40
    for cell in figures:
        assert all(section.endswith(ROOM_AT_THE_RIGHT) for section in cell.number_format.split(";")), (cell, cell.number_format)
        assert (cell.alignment.horizontal, cell.alignment.indent) == ("right", 0)


@pytest.mark.parametrize(
    ("given", "rules", "sentence"),
    [
        (assessment(), True, "No indicator or action has a status that counts, so no overall status is worked out."),
        (assessment(), False, "The council has no rule for an overall status, so none is worked out."),
    ],
)
def test_the_front_page_says_why_there_is_no_overall_status(given: Assessment, rules: bool, sentence: str) -> None:  # noqa: FBT001  # a column of the table above
    own = scheme() if rules else replace_struct(scheme(), rollup=())
    content = build_summary([replace(given, scheme=own)], own, AS_AT)
    assert sentence in texts(openpyxl.load_workbook(BytesIO(content), data_only=True)["Summary"])


@pytest.mark.parametrize(("rows", "remark"), [((5,), "1 exception. "), ((5, 6), "2 exceptions. ")])
def test_exceptions_are_counted_in_words(rows: tuple[int, ...], remark: str) -> None:
    book = opened(assessment(indicators=[judged_indicator(row, "alert") for row in rows]))
    assert book["Exceptions"]["A3"].value.startswith(remark)
    assert "Everything at Red, High or Very High; with its commentary on the sheet Exceptions." in texts(book["Summary"])


def test_findings_name_their_file_only_where_there_are_several() -> None:
    other = assessment(source=SourceFile("Roads.xlsx", "b" * 64, 10))
    for given, named in (((full(),), False), ((full(), other), True)):
        sheet = opened(*given)["Findings"]
        assert ("File" in [cell.value for cell in sheet[heading_row(sheet)]]) is named


def test_the_key_says_what_a_band_counts_as_in_the_councils_words() -> None:
    assert "Score 8 to 10; printed in amber; counts as Amber" in texts(opened(full())["Key"])


def test_a_heading_is_not_left_alone_at_the_foot_of_the_front_page() -> None:
    at_the_foot = []
    for sections in range(2, 50, 2):
        indicators = [judged_indicator(line, section=f"Section {line}") for line in range(4, 4 + sections)]
        sheet = opened(assessment(indicators=indicators, actions=[judged_action(4)], risks=[judged_risk()]))["Summary"]
        at_the_foot += [sheet.cell(page_break.id, 1).style for page_break in sheet.row_breaks.brk]
    assert len(at_the_foot) > 24
    assert {Look.SECTION.value, Look.HEADER.value}.isdisjoint(at_the_foot)


def test_exceptions_are_what_is_at_alert_or_overdue() -> None:
    sheet = opened(full())["Exceptions"]
    titles = column(sheet, "Reference")
    found = [sheet.cell(row, titles).value for row in range(heading_row(sheet) + 1, sheet.max_row + 1)]
    assert found == ["IND 5", "ACT 5", "Full row"]


def test_references_lead_to_the_full_rows() -> None:
    book = opened(full())
    for code, sheet in (("IND 5", "Indicators"), ("ACT 5", "Actions"), ("Full row", "Risks")):
        place = cell_of(book["Exceptions"], code, "Reference").hyperlink.location
        assert place.startswith(f"'{sheet}'!A")
        row = [cell.value for cell in book[sheet][int(place.split("!A")[1])]]
        assert (code if code != "Full row" else "Flood of the depot") in row


def test_a_finding_leads_to_the_row_it_is_about() -> None:
    book = opened(full())
    place = cell_of(book["Findings"], "IND 4", "About").hyperlink.location
    assert "IND 4" in [cell.value for cell in book["Indicators"][int(place.split("!A")[1])]]


def test_status_words_are_coloured_by_conditional_formats_with_their_symbols() -> None:
    sheet = opened(full())["Indicators"]
    cell = cell_of(sheet, "IND 5", "RAG")
    rules = word_rules(sheet, cell.coordinate)
    assert set(rules) == {'"Green"', '"Amber"', '"Red"', '"N/A"'}
    red = rules['"Red"']
    fill, ink = soft_colours(scheme().styles.indicators["alert"])
    assert (red.fill.bgColor.rgb, red.font.color.rgb, red.numFmt.formatCode) == (f"FF{fill[1:]}", f"FF{ink[1:]}", '"■ "@')
    assert cell.fill.fill_type is None, "the colour must come from the word alone"
    assert word_rules(sheet, cell_of(sheet, "IND 4", "RAG").coordinate).keys() == rules.keys()


def test_every_status_column_and_the_front_page_are_coloured() -> None:
    book = opened(full())
    for sheet, code, heading, word in (
        ("Actions", "ACT 5", "RAG", '"Red"'),
        ("Risks", "RISK 4", "Band", '"Medium/High"'),
        ("Exceptions", "ACT 5", "Status", '"Red"'),
        ("Findings", "IND 4", "Severity", '"Warning"'),
    ):
        assert word in word_rules(book[sheet], cell_of(book[sheet], code, heading).coordinate)
    badge = next(cell for row in book["Summary"].iter_rows() for cell in row if cell.value == "Amber" and cell.column == 2)
    assert '"Amber"' in word_rules(book["Summary"], badge.coordinate)


def test_a_word_that_looks_different_in_two_tables_is_told_apart_by_the_kind() -> None:
    rules = scheme().risks
    assert rules is not None
    red_band = replace_struct(rules.bands[-1], label="Red", fill="#6E0010")
    changed = replace_struct(scheme(), risks=replace_struct(rules, bands=(*rules.bands[:-1], red_band)))
    content = build_summary([full()], changed, AS_AT)
    sheet = openpyxl.load_workbook(BytesIO(content), data_only=True)["Exceptions"]
    formulas = word_rules(sheet, cell_of(sheet, "ACT 5", "Status").coordinate)
    assert any(formula.startswith("AND(") and '"Risk"' in formula for formula in formulas)


def replace_struct(struct: Any, **changes: Any) -> Any:

    return structs.replace(struct, **changes)


def test_front_page_says_what_matters() -> None:
    found = texts(opened(full())["Summary"])
    for text in (
        "Vale of Glamorgan Council",
        "Housing: performance report, Q2 2019/20",
        "Service: Housing     Period: Q2 2019/20     As at: 30 September 2019",
        "1 of 3 Green.",
        "Recovered since.",
        "The position is good.",
        (
            "Of the 2 indicators with a status (1 has none), 1 is Green and 1 Red; of the 2 indicators that can be compared "
            "(1 cannot), 1 has stayed the same and 1 has declined since the same quarter last year."
        ),
        ("Of the 2 actions, 1 is Green and 1 Red (past its due date); of the 2 risks, 1 is Medium/High and 1 High."),
        "1 warning; on the sheet Findings with their places in the return.",
    ):
        assert text in found
    assert "Much was achieved." not in found


def test_the_front_page_is_read_from_the_verdict_down() -> None:
    found = texts(opened(full())["Summary"])
    order = ("Overall status", "Of the 2 actions", "Headline exceptions", "About these figures",
             "Performance indicators by status", "Position statement")  # fmt: skip
    places = [next(place for place, text in enumerate(found) if text.startswith(start)) for start in order]
    assert places == sorted(places)


def test_a_long_name_is_cut_to_three_lines_and_says_so() -> None:
    title = "Procure a system that gives timely insight into performance. " * 6
    sheet = opened(assessment(indicators=[judged_indicator(4, "alert", title=title)]))["Summary"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("IND 4 Procure"))
    assert cell.value.endswith("…")
    assert 100 < len(cell.value) < len(title)
    assert 40 < sheet.row_dimensions[cell.row].height < 42


def test_counts_and_shares_by_section() -> None:
    sheet = opened(full())["Summary"]
    rows: dict[str, list[Any]] = {}
    for row in sheet.iter_rows():
        rows.setdefault(str(row[0].value), [cell.value for cell in row[1:]])
    assert rows["Financial"][:8] == [2, 0, 0, 1, 1, 0, 0, 1]
    assert rows["CP2"][:5] == [1, 0, 0, 1, 0]
    assert rows["People"][5] == 1


def test_position_without_that_kind_is_the_first_heading() -> None:
    given = assessment(
        narrative=(paragraph(2, "1.0 Purpose", "Second."), paragraph(1, "1.0 Purpose", "First."), paragraph(3, "2.0", "Other."))
    )
    found = texts(opened(given)["Summary"])
    assert found.index("First.") < found.index("Second.")
    assert "Other." not in found


def test_an_overruled_verdict_stands_beside_the_officers() -> None:
    judged = judged_indicator(4, "ok", value=number(40))
    judged = replace(judged, computed=verdict(TargetStatus.ALERT, "alert", "40% against 95%."), overruled="The data were late.")
    sheet = opened(assessment(indicators=[judged]))["Indicators"]
    assert cell_of(sheet, "IND 4", "RAG").value == "Green"
    assert cell_of(sheet, "IND 4", "Overruled").value == (
        "Overruled: computed Red. 40% against 95%.\nOfficer's reason: The data were late."
    )


def test_the_number_of_assumed_verdicts_is_stated() -> None:
    judged = judged_action()
    judged = replace(judged, status=verdict(judged.status.status, judged.status.style, assumed=True))
    sheet = opened(assessment(actions=[judged, judged_action(5)]))["Summary"]
    row = next(row for row in sheet.iter_rows() if row[0].value == "Verdicts on an assumed threshold")
    assert row[1].value == 1


def test_long_sections_are_numbered_and_stand_in_full_above_their_rows() -> None:
    long = [f"We will take step {number} to " + "improve the lives of all who live here " * 3 for number in (1, 2)]
    judged = [judged_action(4, section=long[0]), judged_action(5, section=long[1])]
    book = opened(assessment(actions=judged))
    assert bands_on(book["Actions"]) == [f"1: {long[0]}", f"2: {long[1]}"]
    short = next(text for text in texts(book["Summary"]) if text.startswith("2: We will"))
    assert short.endswith("…")
    assert long[1].startswith(short.removeprefix("2: ").removesuffix("…"))


def bands_on(sheet: Any) -> list[str]:
    """The bands of a table in order; each is merged across it."""
    width = sheet.max_column
    merged = sorted(sheet.merged_cells.ranges, key=lambda area: int(area.min_row))
    assert all((area.min_col, area.max_col, area.min_row) == (1, width, area.max_row) for area in merged)
    return [sheet.cell(area.min_row, 1).value for area in merged]


BANDED = ("Indicators", "Actions")


def test_a_table_with_bands_is_a_named_area_with_filters() -> None:
    book = opened(full())
    for name in BANDED:
        sheet = book[name]
        row = heading_row(sheet)
        assert not sheet.tables
        assert sheet.auto_filter.ref == f"A{row}:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
        area = book.defined_names[f"{name}_table"].attr_text
        assert area.replace("$", "") == f"'{name}'!{sheet.auto_filter.ref}"
        assert sheet.cell(row + 1, 1).style == "Table band"
    assert bands_on(book["Indicators"]) == ["People", "Financial"]
    assert bands_on(book["Actions"]) == ["CP1", "CP2"]


def test_every_other_table_has_a_name() -> None:
    book = opened(full())
    tables = {name for sheet in book for name in sheet.tables}
    assert tables == {
        "Contents", "Exceptions", "Risks", "Finance", "Headlines", "Breakdown_1_1", "Findings", "Glossary", "Sources", "Rules"
    }  # fmt: skip
    areas = {name: defined.attr_text for name, defined in book.defined_names.items() if "_table" in name}
    for sheet in (
        book[name] for name in book.sheetnames if name not in {"Summary", "Risk matrix"}
    ):  # that show more than tables
        headings = [
            cell for row in sheet.iter_rows() for cell in row if cell.style == "Table heading" and cell.value is not None
        ]
        covered = [range_boundaries(table.ref) for table in sheet.tables.values()]
        for area in areas.values():
            of_sheet, _, cells = area.rpartition("!")
            if of_sheet.strip("'") == sheet.title:
                covered.append(range_boundaries(cells.replace("$", "")))
        for cell in headings:
            assert any(left <= cell.column <= right and top <= cell.row <= bottom for left, top, right, bottom in covered), (
                sheet.title,
                cell.coordinate,
            )


def test_tables_filters_headings_and_paper() -> None:
    book = opened(full())
    for name in ("Exceptions", "Indicators", "Actions", "Risks", "Finance", "Headlines", "Findings"):
        sheet = book[name]
        row = heading_row(sheet)
        assert sheet.print_title_rows == f"${row}:${row}"
        assert sheet.freeze_panes == f"A{row + 1}"
        if name not in BANDED:
            table = sheet.tables[name]
            assert table.autoFilter is not None
            assert table.ref.startswith(f"A{row}:")
            assert not sheet.merged_cells.ranges, "no merged cells in data"
    for sheet in book:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area
        assert "Page &P of &N" in sheet.oddFooter.right.text or "&P" in str(sheet.oddFooter.right.text)


def test_the_key_marks_assumed_rules_and_shows_the_words() -> None:
    sheet = opened(full())["Key"]
    found = texts(sheet)
    assert "Assumed" in found
    assert {"Green", "Amber", "Red", "N/A", "Improved", "Very High", "Static"} <= set(found)
    assert any("Scrutiny Committee" in text for text in found)


def test_cells_follow_named_styles() -> None:
    book = opened(full())
    looks = (Look.HEADER, Look.TEXT, Look.STATUS, Look.NUMBER, Look.DATE, Look.TITLE)
    assert {look.value for look in looks} <= set(book.named_styles)
    assert cell_of(book["Indicators"], "IND 5", "RAG").style == "Table status"
    assert cell_of(book["Indicators"], "IND 5", "Value").style == "Table number"


def test_properties_name_the_report_and_a_role() -> None:
    properties = opened(full()).properties
    assert properties.title == "Housing: performance report, Q2 2019/20"
    assert properties.created == midnight(2019, 9, 30)
    assert properties.modified == midnight(2019, 9, 30)
    assert properties.creator == properties.lastModifiedBy == "Performance team"
    for period in ("Q2 2019/20", "scheme vale_of_glamorgan, version 1"):
        assert period in properties.description


def test_formulas_stand_only_where_a_cell_follows_from_others() -> None:
    book = openpyxl.load_workbook(BytesIO(build_summary([full()], scheme(), AS_AT)))
    formulas: dict[str, set[str]] = {}
    for sheet in (book[name] for name in ALL_SHEETS[1:]):  # the front page has tables of its own
        for row in sheet.iter_rows(min_row=max(BLOCK, heading_row(sheet)) + 1):
            for index, cell in enumerate(row, start=1):
                if cell.data_type == "f":
                    formulas.setdefault(sheet.title, set()).add(str(sheet.cell(heading_row(sheet), index).value))
    assert formulas == LIVE


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_and_whole(text: str) -> None:
    fields: dict[str, Any] = {"code": text, "title": text, "note": text, "lead": text, "section": text}
    given = assessment(
        indicators=[judged_indicator(4, "alert", **fields)],
        actions=[judged_action(4, "overdue", **fields)],
        risks=[judged_risk(4, 12, (3, 4), code=text, title=text), judged_risk(5, 12, code=text, title=text, register=text)],
        finance=[judged_budget_line(4, "1", code=text, title=text, note=text)],
        headlines=(Headline(Where(FILE, "Headlines", "A2"), name=text, value=text, counts=text, printed=text),),
        breakdowns=(BreakdownCell(Where(FILE, "Breakdowns", "A2"), table=text, row=text, column=text[:200], value=text),),
        narrative=(paragraph(1, text, text, text),),
        cover=Cover(
            service=text, report_title=text, period_text=text, period=None, overall_judgement=text, overall_reason=text
        ),
        overall=Overall(None, None, text[:200], text),
    )
    book = opened(given)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or str(cell.value).startswith("=SUBTOTAL(109,Finance[")
                assert cell.hyperlink is None or cell.hyperlink.location.startswith("'")
    for name in ("Indicators", "Actions", "Risks"):
        sheet = book[name]
        whole = {"".join(str(cell.value) for cell in cells[heading_row(sheet) :] if cell.value is not None)
                 for cells in sheet.iter_cols()}  # fmt: skip
        assert any(text in joined for joined in whole)


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert build_summary([full()], scheme(), AS_AT) == build_summary([full()], scheme(), AS_AT)


def test_several_returns_say_whose_each_row_is() -> None:
    other = assessment(
        indicators=[judged_indicator(4, "alert", code="OTHER")],
        source=SourceFile("Planning.xlsx", "b" * 64, 5),
        cover=Cover(service="Planning", period=parse_period("Q2 2019/20")),
    )
    refused = assessment(source=SourceFile("Broken.xlsx", "c" * 64, 7), refused="It is protected by a password.")
    book = opened(full(), other, refused)
    assert bands_on(book["Indicators"]) == ["Housing  |  People", "Housing  |  Financial", "Planning"]
    assert "Return" not in texts(book["Indicators"])
    assert cell_of(book["Risks"], "RISK 4", "Return").value == "Housing"
    assert cell_of(book["Indicators"], "IND 4", "Source").value == "Housing.xlsx, Indicators!A4"
    found = texts(book["Summary"])
    assert {"All returns", "Housing, Financial", "It is protected by a password."} <= set(found)
    assert source_row(book, "Broken.xlsx")[1:] == [
        "c" * 64, "Housing, Q2 2019/20", None, "not read: It is protected by a password; 7 bytes",
    ]  # fmt: skip


def test_a_missing_folder_is_a_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(WritingError, match=r"summary\.xlsx could not be written"):
        write_summary(tmp_path / "missing" / "summary.xlsx", [full()], scheme(), AS_AT)


def test_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "summary.xlsx"
    write_summary(path, [full()], scheme(), AS_AT)
    before = path.read_bytes()
    assert [item.name for item in tmp_path.iterdir()] == ["summary.xlsx"]
    blocked = tmp_path / "folder.xlsx"
    blocked.mkdir()
    with pytest.raises(WritingError):
        write_summary(blocked, [full()], scheme(), AS_AT)
    assert sorted(item.name for item in tmp_path.iterdir()) == ["folder.xlsx", "summary.xlsx"]
    assert path.read_bytes() == before


def test_a_date_before_excels_calendar_stays_readable() -> None:
    judged: Sequence[Any] = [judged_action(4, due=structs.replace(due("31/03/2020"), date=date(1019, 3, 31)))]
    assert cell_of(opened(assessment(actions=judged))["Actions"], "ACT 4", "Completion date").value == "31 March 1019"


def test_risks_under_a_scheme_without_a_matrix_are_listed_as_unknown() -> None:
    without = replace_struct(scheme(), risks=None)
    judged = assess(assessment(risks=[judged_risk(4)]).service_return, without, AS_AT)
    book = openpyxl.load_workbook(BytesIO(build_summary([judged], without, AS_AT)))
    assert "Risk matrix" not in book.sheetnames
    assert cell_of(book["Risks"], "RISK 4", "Band").value == "N/A"
    assert "Risks: movement" not in texts(book["Key"])
