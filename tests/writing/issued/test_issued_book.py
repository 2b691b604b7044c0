"""The return workbook that is issued: what is open and what is not, what it says while it is typed into, how it reads back."""

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support_changed import replace
from support_issue import FOLLOWING, given_after, issued_after, period
from support_rows import indicator, service_return
from support_samples import PARTNERSHIP, scheme_named
from workbook_tools import pipeline
from workbook_tools.issuing import Order, build_issue
from workbook_tools.model.layout import ANSWERS, ISSUED_SHEET, LISTS_SHEET, SET_AT_ISSUE, TABLES, WORKINGS_SHEET
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.reading.service_return import read_service_return
from workbook_tools.schemes.load import list_schemes, load_scheme
from workbook_tools.writing.issued.book import build_issued_return
from workbook_tools.writing.issued.columns import ORDER
from workbook_tools.writing.issued.plan import FIRST, HEADINGS, plan_tables

SHEETS = ["Instructions", "Cover", "Indicators", "Actions", "Risks", "Finance", "Headlines", "Breakdowns", "Narrative"]
MOST = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}  # characters that Excel takes
LONGEST_RULE = 255  # characters of a validation's formula


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))


def blank(scheme: str) -> bytes:
    return build_issued_return(build_issue(load_scheme(scheme), Order()).given, load_scheme(scheme))


def read(content: bytes, folder: Path) -> ServiceReturn:
    path = folder / "return.xlsx"
    path.write_bytes(content)
    return read_service_return(path)


@pytest.fixture(params=[*FOLLOWING, *list_schemes()])
def content(request: pytest.FixtureRequest) -> bytes:
    """Every return that is issued after a sample, and every blank."""
    return issued_after(request.param) if request.param in FOLLOWING else blank(request.param)


def test_sheets_and_what_is_hidden(content: bytes) -> None:
    book = opened(content)
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == SHEETS
    assert {sheet.title: sheet.sheet_state for sheet in book if sheet.sheet_state != "visible"} == {
        LISTS_SHEET: "hidden",
        WORKINGS_SHEET: "hidden",
        ISSUED_SHEET: "veryHidden",
    }
    assert book.active.title == "Instructions"


def test_every_sheet_that_is_seen_is_protected_without_a_password(content: bytes) -> None:
    for sheet in opened(content):
        if sheet.title in SHEETS:
            assert sheet.protection.sheet, sheet.title
            assert not sheet.protection.password
            assert not sheet.protection.objects, "officers write notes on cells"


@pytest.mark.parametrize("sample", FOLLOWING)
def test_what_was_given_is_locked_and_what_is_asked_is_open(sample: str) -> None:
    given = given_after(sample)
    book, scheme = opened(issued_after(sample)), scheme_named(given.cover.scheme)
    for plan in plan_tables(given, scheme):
        sheet = book[plan.table.sheet]
        names = {cell.value: cell.column for cell in sheet[HEADINGS + 1]}
        assert list(names) == [column.heading for column in plan.columns]
        for row in range(FIRST + 1, FIRST + 1 + len(plan.rows)):
            for column in plan.columns:
                is_open = not sheet.cell(row, names[column.heading]).protection.locked
                asked = column.name in ANSWERS.get(plan.table.name, ("value", "text")) or column.name in {"note", "lead"}
                fixed = column.name in {*SET_AT_ISSUE.get(plan.table.name, ()), "code"} - {"start", "due", "budget"}
                assert is_open or not asked, (column.name, row)
                assert not (is_open and fixed), (column.name, row)


def test_every_open_column_says_what_belongs_there_within_excels_limits(content: bytes) -> None:
    book = opened(content)
    for table in TABLES:
        if table.name not in ORDER:
            continue
        validations = book[table.sheet].data_validations.dataValidation
        assert validations or table.name in {"headlines", "breakdowns", "narrative"}
        for validation in validations:
            assert validation.error
            assert validation.prompt
            assert validation.errorStyle in {None, "stop", "warning"}
            for name, most in MOST.items():
                assert len(getattr(validation, name) or "") <= most, (table.sheet, validation.sqref, name)
            assert len(validation.formula1 or "") <= LONGEST_RULE
            assert len(validation.prompt.split()) > 3, "a sentence, not a word"


def test_formulas_know_no_other_workbook_and_no_newer_function(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        text = "".join(parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet"))
        names = parts.namelist()
    formulas = re.findall(r"<f>([^<]*)</f>", text)
    assert len(formulas) > 100
    used = {function for formula in formulas for function in re.findall(r"([A-Z][A-Z0-9.]+)\(", formula)}
    assert not used & {"XLOOKUP", "FILTER", "SORT", "UNIQUE", "LET", "LAMBDA", "TODAY", "NOW", "INDIRECT", "OFFSET", "RAND"}
    assert not [name for name in names if "externalLink" in name or "vbaProject" in name]
    assert not any("[" in formula for formula in formulas)


def test_the_same_order_gives_the_same_bytes_and_names_nobody(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        properties = parts.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in properties or "<dc:creator/>" in properties
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in properties or "lastModifiedBy/>" in properties


@pytest.mark.parametrize("sample", FOLLOWING)
def test_an_issued_return_reads_back_as_it_was_issued(sample: str, tmp_path: Path) -> None:
    given, back = given_after(sample), read(issued_after(sample), tmp_path)
    assert back.issued is not None
    for side in (back, back.issued):
        assert (side.cover.service, side.cover.period, side.cover.scheme_version) == (
            given.cover.service,
            given.cover.period,
            given.cover.scheme_version,
        )
        for table in TABLES:
            rows, expected = getattr(side, table.name), getattr(given, table.name)
            if table.name in ANSWERS:
                assert [(row.code, row.title) for row in rows] == [(row.code, row.title) for row in expected]
        assert [[(seen.period, seen.figure.number) for seen in row.earlier] for row in side.indicators] == [
            [(seen.period, seen.figure.number) for seen in row.earlier] for row in given.indicators
        ]
        assert [(row.target.kind, row.target.number) for row in side.indicators] == [
            (row.target.kind, row.target.number) for row in given.indicators
        ]


@pytest.mark.parametrize("sample", FOLLOWING)
def test_an_issued_return_asks_for_answers_and_finds_nothing_else_wrong(sample: str, tmp_path: Path) -> None:
    path = tmp_path / "return.xlsx"
    path.write_bytes(issued_after(sample))
    carried_over = {"impossible-date", "date-not-understood"}  # mistakes of the published report, and still there
    codes = {finding.code for finding in pipeline.check([path]).findings}
    assert {"row-unanswered", "sign-off-missing"} <= codes
    assert codes - carried_over == {"row-unanswered", "sign-off-missing"}


@pytest.mark.parametrize("scheme", list_schemes())
def test_an_empty_blank_asks_for_its_period(scheme: str, tmp_path: Path) -> None:
    path = tmp_path / "return.xlsx"
    path.write_bytes(blank(scheme))
    assert [finding.code for finding in pipeline.check([path], as_at=date(2026, 3, 31)).findings] == [
        "return-empty",
        "period-not-understood",
        "sign-off-missing",
        "sign-off-missing",
    ]


HOSTILE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+44 20",
    "-2+3",
    "@SUM(A1)",
    "http://example.org",
    "<b>&amp;</b>",
    "\u202egnp.exe",
    "x" * 900,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_the_previous_return_says_stays_text(text: str, tmp_path: Path) -> None:
    row = indicator(code=text[:80], title=text, section=text, lead=text)
    before = replace(service_return(indicators=(row,)), cover=replace(service_return().cover, service=text[:80]))
    scheme = scheme_named("clackmannanshire")
    content = build_issued_return(build_issue(scheme, Order(text[:80], period("Q3 2019/20")), before).given, scheme)
    book = opened(content)
    typed = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value == text]
    assert typed
    assert all(cell.data_type == "s" for cell in typed)
    assert not any(cell.hyperlink and "example.org" in str(cell.hyperlink.target) for cell in typed)
    (back,) = read(content, tmp_path).indicators
    assert (back.title, back.code) == (" ".join(text.split()) if "\n" not in text else text, text[:80])


def test_a_note_that_is_longer_than_the_screen_is_counted_and_a_red_row_asks_for_one() -> None:
    sheet = opened(issued_after(PARTNERSHIP))["Indicators"]
    headings = {cell.value: cell.column for cell in sheet[HEADINGS + 1]}
    row = FIRST + 1
    assert sheet.cell(row, headings["Note length"]).value.startswith("=IF(")
    assert "Write a note" in sheet.cell(row, headings["To do"]).value
    formats = [rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules if "LEFT" in str(rule.formula)]
    assert formats, "the note's cell stands out where one is wanted"
