"""The accessible edition says what the assessments say: every verdict, count and row, in words, and nothing lost."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from test_accessible_structure import CASES, book_of, cells, opened, returns_of, rows_of

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
from support_rows import due, figure, number
from support_samples import PARTNERSHIP, SAMPLES, VALE
from workbook_tools.assess import assess
from workbook_tools.findings import Finding, Severity, Where, WritingError
from workbook_tools.model.assessment import Assessment, Overall
from workbook_tools.model.figures import FigureKind
from workbook_tools.model.service_return import BreakdownCell, Cover, Headline, Paragraph, SourceFile
from workbook_tools.model.words import Level, Polarity, TargetStatus, Trend, Unit
from workbook_tools.writing.accessible import write_accessible_summary
from workbook_tools.writing.whole_file import is_output

FILE = "Housing.xlsx"
HOSTILE = ('=HYPERLINK("http://x.test","click")', "+1", "-2+3", "@x", "=cmd|' /C calc'!A0", "http://x.test", "x" * 40_000)
LONG = " ".join(f"word{place}" for place in range(5_000))[:40_000]
CONTINUED = "(continued) "


def firsts(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a table that do not continue the one above."""
    return [row for row in rows_of(sheet) if "[above]" not in row.values()]


def whole_texts(sheet: Any, heading: str) -> list[str]:
    """The texts of a column, put together again."""
    texts: list[str] = []
    for row in rows_of(sheet):
        text = row[heading]
        if isinstance(text, str) and text.startswith(CONTINUED):
            texts[-1] += text.removeprefix(CONTINUED)
        elif text != "[above]":
            texts.append(text)
    return texts


def place_of(where: Where, *, several: bool) -> str:
    return str(where) if several else f"{where.sheet}!{where.cell}"


def heading_of(given: Assessment, table: str, field: str) -> str:
    columns = getattr(given.scheme.report, table).columns
    return next((column.heading for column in columns if column.field == field), field.capitalize())


JUDGED: dict[str, Callable[[Assessment], Sequence[tuple[Any, Any]]]] = {
    "indicators": lambda given: [(judged.indicator, judged) for judged in given.indicators],
    "actions": lambda given: [(judged.action, judged) for judged in given.actions],
    "risks": lambda given: [(judged.risk, judged) for judged in given.risks],
}


@pytest.mark.parametrize("table", JUDGED)
@pytest.mark.parametrize("case", CASES)
def test_every_row_stands_there_once_with_its_verdict_and_its_whole_texts(case: str, table: str) -> None:
    given, book = returns_of(case), book_of(case)
    expected = [(each, row, judged) for each in given for row, judged in JUDGED[table](each)]
    sheet = table.capitalize()
    assert (sheet in book.sheetnames) == bool(expected)
    if not expected:
        return
    rows = firsts(book[sheet])
    status, note, title = (heading_of(given[0], table, field) for field in ("status", "note", "title"))
    assert [row["Source"] for row in rows] == [place_of(row.where, several=len(given) > 1) for _, row, _ in expected]
    words = [
        "[z]" if getattr(row, "is_heading", False) else each.scheme.style_of(table, judged.status.style).word
        for each, row, judged in expected
    ]
    assert [row[status] for row in rows] == words
    assert [row["Why"] for row in rows] == [
        "[z]" if getattr(row, "is_heading", False) else judged.status.reason for _, row, judged in expected
    ]
    assert [row[title] for row in rows] == [row.title for _, row, _ in expected]
    assert whole_texts(book[sheet], note) == [row.note or "[none]" for _, row, _ in expected]


@pytest.mark.parametrize("sample", SAMPLES)
def test_counts_are_the_assessments_one_row_a_table_section_and_status(sample: str) -> None:
    (given,) = returns_of(sample)
    expected: Counter[tuple[str, str, str]] = Counter()
    for count in given.counts:
        title = given.scheme.report.section_titles.get(count.section)
        section = f"{count.section}: {title}" if title else count.section or "All"
        for key, amount in count.by_style if count.total else ():
            expected[count.table.capitalize(), section, given.scheme.style_of(count.table, key).word] += amount
    rows = firsts(book_of(sample)["Summary"])
    keys = [(row["Table"], row["Section"], row["Status"]) for row in rows]
    assert len(set(keys)) == len(keys)
    assert {key: row["Count"] for key, row in zip(keys, rows, strict=True)} == dict(expected)


def test_counts_of_several_returns_are_added_up() -> None:
    rows = [row for row in firsts(book_of(CASES[-1])["Summary"]) if row["Table"] == "Actions" and row["Section"] == "All"]
    together = {row["Status"]: row["Count"] for row in rows if row["Return"] == "All returns"}
    single: Counter[str] = Counter()
    for row in rows:
        if row["Return"] != "All returns":
            single[row["Status"]] += row["Count"]
    assert together == dict(single)
    assert sum(together.values()) == 38 + 55 + 17


@pytest.mark.parametrize("sheet", ["Headlines", "Breakdowns", "Narrative"])
def test_what_the_service_wrote_stands_there_once(sheet: str) -> None:
    (given,) = returns_of(VALE)
    written: dict[str, list[Any]] = {
        "Headlines": [row for row in given.service_return.headlines if row.value.strip()],
        "Breakdowns": list(given.service_return.breakdowns),
        "Narrative": [row for row in given.service_return.narrative if row.text.strip()],
    }
    places = Counter(row["Source"] for row in firsts(book_of(VALE)[sheet]))
    assert max(places.values()) == 1
    filled = {cell.table for cell in given.service_return.breakdowns if cell.value.strip()}
    assert set(places) == {
        f"{row.where.sheet}!{row.where.cell}" for row in written[sheet] if sheet != "Breakdowns" or row.table in filled
    }


def test_findings_and_exceptions_are_complete() -> None:
    (given,) = returns_of(VALE)
    book = book_of(VALE)
    assert whole_texts(book["Findings"], "Finding") == [finding.message for finding in given.findings]
    alerts = [row for table in ("Indicators", "Actions") for row in firsts(book[table]) if row["RAG"] == "Red"]
    alerts += [row for row in firsts(book["Risks"]) if row["Band"] in {"High", "Very High"}]
    assert sorted(row["Source"] for row in firsts(book["Exceptions"])) == sorted(row["Source"] for row in alerts)


def cover_of(book: Any) -> list[str]:
    return [cell.value for cell in book["Cover"]["A"]]


def test_the_cover_says_how_it_stands() -> None:
    said = cover_of(book_of(VALE))
    for line in (
        "Council: Vale of Glamorgan Council",
        "Service: Corporate Health",
        "Period: Q2 2019/20",
        "As at: 30 September 2019",
        "27 indicators: 7 Green, 2 Amber, 6 Red, 12 N/A.",
        "24 exceptions at Red, High or Very High: 6 indicators, 18 actions.",
        "Findings: 3 errors, 17 warnings, 6 queries.",
    ):
        assert line in said
    assert any(line.startswith("Green. Of 238 rows counted: 210 Green (88.24%)") for line in said)
    assert any(line.startswith("Officer's judgement: GREEN. We have made good progress") for line in said)


def full(**fields: Any) -> Assessment:
    """A return with something in every table."""
    where = Where(FILE, "Breakdowns", "A2")
    given: dict[str, Any] = {
        "indicators": [
            judged_indicator(4, section="People", note="All well."),
            judged_indicator(5, "alert", Trend.DECLINED, value=number("61.17"), target=figure(FigureKind.BELOW_LAST, "<")),
            judged_indicator(6, "unknown", unit=Unit.NUMBER, value=number("1234.5"), target=number(None)),
            judged_indicator(7, "unknown", polarity=Polarity.DATA_ONLY, target=number(None), value=number(None)),
            judged_indicator(8, "unknown", value=figure(FigureKind.NOT_APPLICABLE, "-"),
                             target=figure(FigureKind.NOT_APPLICABLE, "No Target")),
        ],
        "actions": [judged_action(4, section="CP1"), judged_action(5, "overdue", due=due("30/06/2019")),
                    judged_action(6, is_heading=True)],
        "risks": [judged_risk(4, 9, (3, 3), target=4), judged_risk(5, 12, code="", title="Flood")],
        "finance": [judged_budget_line(4, "-250.50", budget=number(1000), forecast=number("749.5"))],
        "headlines": (Headline(Where(FILE, "Headlines", "A2"), name="Actions: Green", value="92%", counts="all"),),
        "breakdowns": (BreakdownCell(where, table="Complaints", row="Housing", column="Upheld", value="12"),),
        "narrative": (Paragraph(Where(FILE, "Narrative", "A2"), heading="1.0", order=1, text="The position is good."),),
        "overall": Overall(verdict(Level.WARNING, "warning", "1 of 3 Green."), Level.OK, "Green", "Recovered since."),
        "findings": (Finding("bare-percent", Severity.WARNING, "Bare.", Where(FILE, "Indicators", "I4"), "IND 4"),),
    }  # fmt: skip
    return assessment(**(given | fields))


def test_sheets_stand_in_the_order_of_reading() -> None:
    assert opened([full()]).sheetnames == [
        "Cover", "Contents", "Summary", "Exceptions", "Indicators", "Actions", "Risks", "Finance", "Headlines", "Breakdowns",
        "Narrative", "Findings", "Key", "Glossary", "Notes", "Sources",
    ]  # fmt: skip
    assert opened([assessment()]).sheetnames == ["Cover", "Contents", "Key", "Glossary", "Notes", "Sources"]


@pytest.mark.parametrize(
    ("sheet", "source", "heading", "value", "number_format"),
    [
        ("Indicators", "Indicators!A5", "Value", 0.6117, "0.00%_w"),
        ("Indicators", "Indicators!A5", "Target", "Lower than last time", "General"),
        ("Indicators", "Indicators!A6", "Value", 1234.5, "#,##0.0_w"),
        ("Indicators", "Indicators!A6", "Target", "[x]", "General"),
        ("Indicators", "Indicators!A7", "Value", "[x]", "General"),
        ("Indicators", "Indicators!A7", "Target", "[z]", "General"),
        ("Indicators", "Indicators!A8", "Value", "[z]", "General"),
        ("Indicators", "Indicators!A8", "Target", "No Target", "General"),
        ("Indicators", "Indicators!A5", "Direction of travel", "Declined", "General"),
        ("Indicators", "Indicators!A5", "Commentary", "[none]", "General"),
        ("Indicators", "Indicators!A5", "Overruled", "[z]", "General"),
        ("Actions", "Actions!A5", "RAG", "Red", "General"),
        ("Actions", "Actions!A6", "RAG", "[z]", "General"),
        ("Actions", "Actions!A5", "Objective", "[none]", "General"),
        ("Risks", "Risks!A4", "Likelihood", "[x]", "General"),
        ("Risks", "Risks!A4", "Residual score", 9, "#,##0_w"),
        ("Risks", "Risks!A4", "Target score", 4, "#,##0_w"),
        ("Risks", "Risks!A4", "Band", "Medium/High", "General"),
        ("Finance", "Finance!A4", "Variance", -250.5, "£#,##0.00_w;-£#,##0.00_w"),
        ("Finance", "Finance!A4", "Actual", "[x]", "General"),
        ("Headlines", "Headlines!A2", "Stated figure", 0.92, "0%_w"),
        ("Headlines", "Headlines!A2", "Where printed", "[none]", "General"),
        ("Breakdowns", "Breakdowns!A2", "Figure", 12, "#,##0_w"),
    ],
)
def test_values_and_their_formats(sheet: str, source: str, heading: str, value: object, number_format: str) -> None:
    page = opened([full()])[sheet]
    headings = [cell.value for cell in page[4]]
    row = next(row for row in page.iter_rows(min_row=5) if row[headings.index("Source")].value == source)
    cell = row[headings.index(heading)]
    assert (cell.value, cell.number_format) == (value, number_format)


def test_an_overruled_verdict_says_what_it_was() -> None:
    judged = judged_indicator(4, "ok", value=number(40))
    judged = replace(judged, computed=verdict(TargetStatus.ALERT, "alert", "40% against 95%."), overruled="The data were late.")
    book = opened([assessment(indicators=[judged])])
    (row,) = rows_of(book["Indicators"])
    assert row["RAG"] == "Green"
    assert row["Overruled"] == "Overruled: computed Red. 40% against 95%.\nOfficer's reason: The data were late."
    assert "1 verdict was overruled by an officer, with a reason." in cover_of(book)


def test_signs_of_targets_are_words_in_a_sample() -> None:
    values = {value for row in rows_of(book_of(PARTNERSHIP)["Indicators"]) for value in row.values()}
    assert "Lower than last time" in values
    assert not values & {"<", ">", "-", "–", "—", "↑", "↓", "↔", "●", "▲", "■"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_and_whole(text: str) -> None:
    fields: dict[str, Any] = {"code": text, "title": text, "note": text, "lead": text, "section": text}
    given = assessment(
        indicators=[judged_indicator(4, "alert", **fields)],
        actions=[judged_action(4, "overdue", **fields)],
        risks=[judged_risk(4, 12, (3, 4), code=text, title=text, register=text)],
        finance=[judged_budget_line(4, "1", code=text, title=text, note=text)],
        headlines=(Headline(Where(FILE, "Headlines", "A2"), name=text, value=text, counts=text, printed=text),),
        breakdowns=(BreakdownCell(Where(FILE, "Breakdowns", "A2"), table=text, row=text, column=text, value=text),),
        narrative=(Paragraph(Where(FILE, "Narrative", "A2"), heading=text, theme=text, kind=text, order=1, text=text),),
        cover=Cover(service=text, report_title=text, period_text=text, overall_judgement=text, overall_reason=text),
        overall=Overall(None, None, text[:200], text),
    )
    book = opened([given])
    for cell in cells(book):
        assert cell.data_type != "f"
        assert len(str(cell.value)) <= 32_767
        assert cell.hyperlink is None or cell.hyperlink.location in {f"'{name}'!A1" for name in book.sheetnames}
    for sheet, heading in (("Indicators", "Commentary"), ("Actions", "Ref"), ("Risks", "Risk"), ("Finance", "Note"),
                           ("Headlines", "What it counts"), ("Breakdowns", "Column"), ("Narrative", "Text")):  # fmt: skip
        assert whole_texts(book[sheet], heading) == [text]
    assert text in "".join(line.removeprefix(CONTINUED) for line in cover_of(book))


def test_a_long_note_goes_on_in_rows_that_say_what_they_are_about() -> None:
    given = assessment(
        indicators=[judged_indicator(4, section="People", service="Pay", note=LONG), judged_indicator(5, section="People")]
    )
    sheet = opened([given])["Indicators"]
    *continued, last = rows_of(sheet)
    assert len(continued) > 10
    assert whole_texts(sheet, "Commentary") == [LONG, "[none]"]
    assert {(row["Theme"], row["Service"], row["PI ref"], row["PI description"]) for row in continued} == {
        ("People", "Pay", "IND 4", "Calls answered")
    }
    assert [row["RAG"] for row in continued] == ["Green", *["[above]"] * (len(continued) - 1)]
    assert all(row["Commentary"].startswith(CONTINUED) for row in continued[1:])
    assert last["PI ref"] == "IND 5"
    assert f"of which {len(continued) - 1} continue the row above" in sheet["A2"].value


def test_a_word_that_looks_different_in_two_tables_is_told_apart() -> None:
    rules = scheme().risks
    assert rules is not None
    bands = (*rules.bands[:-1], msgspec.structs.replace(rules.bands[-1], label="Red", fill="#FFF2A8", ink="#000000"))
    changed = msgspec.structs.replace(scheme(), risks=msgspec.structs.replace(rules, bands=bands))
    sheet = opened([full()], changed)["Summary"]
    rules_of_status = [rule for area in sheet.conditional_formatting for rule in area.rules if '"Red"' in rule.formula[0]]
    fills = {rule.formula[0]: rule.dxf.fill.bgColor.rgb for rule in rules_of_status if rule.formula[0].startswith("AND(")}
    assert len(set(fills.values())) == 2
    assert all('="Risks"' in formula or '="Indicators"' in formula or '="Actions"' in formula for formula in fills)


def test_several_returns_say_whose_each_row_is_and_what_was_not_read() -> None:
    other = assessment(indicators=[judged_indicator(4, "alert", code="OTHER")], source=SourceFile("Planning.xlsx", "b" * 64, 5))
    refused = assessment(source=SourceFile("Broken.xlsx", "c" * 64, 7), refused="It is protected by a password.")
    book = opened([full(), other, refused])
    row = next(row for row in rows_of(book["Indicators"]) if row["PI ref"] == "OTHER")
    assert (row["Return"], row["Source"]) == ("Housing", "Housing.xlsx, Indicators!A4")
    assert "Not read: Broken.xlsx. It is protected by a password." in cover_of(book)
    assert [row["Not read, because"] for row in rows_of(book["Sources"])] == ["[z]", "[z]", "It is protected by a password."]
    assert opened([refused]).sheetnames == ["Cover", "Contents", "Key", "Glossary", "Notes", "Sources"]


def test_risks_under_a_scheme_without_a_matrix_are_listed_as_unknown() -> None:
    without = msgspec.structs.replace(scheme(), risks=None)
    book = opened([assess(assessment(risks=[judged_risk(4)]).service_return, without, AS_AT)], without)
    (row,) = rows_of(book["Risks"])
    assert row["Band"] == "N/A"
    assert not any("Risks" in row["Topic"] for row in rows_of(book["Key"]))


def test_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "summary.xlsx"
    write_accessible_summary(path, [full()], scheme(), AS_AT)
    assert is_output(path)
    assert [item.name for item in tmp_path.iterdir()] == ["summary.xlsx"]
    with pytest.raises(WritingError, match=r"summary\.xlsx could not be written"):
        write_accessible_summary(tmp_path / "missing" / "summary.xlsx", [full()], scheme(), AS_AT)


def test_status_words_are_bold_and_figures_with_their_heading_stand_to_the_right() -> None:
    sheet = opened([full()])["Indicators"]
    by_heading = {column[3].value: column[3:] for column in sheet.iter_cols()}
    assert all(cell.font.b for cell in by_heading["RAG"])
    for heading in ("Value", "Target", "Same period last year"):
        assert {cell.alignment.horizontal for cell in by_heading[heading]} == {"right"}
    assert {cell.alignment.horizontal for cell in by_heading["Commentary"]} == {"left"}
