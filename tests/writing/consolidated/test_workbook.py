"""The consolidated workbook, read back by two libraries."""

import re
import tracemalloc
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import FileFormat, OpenXmlValidator
from python_calamine import CalamineWorkbook

from support_consolidation import (
    CONTROL,
    SCHEME,
    WITH_ROLLUP,
    all_rows,
    consolidated,
    digest,
    made_anew,
    made_up,
    random_rows,
    seeded,
    with_titles,
)
from workbook_tools.findings import Severity, WritingError
from workbook_tools.model.consolidation import Consolidation, ReturnState, TrackerRow
from workbook_tools.model.flat import ACTIONS, INDICATORS, RETURN_TABLES, SEVERITIES, Amount, Day, FlatColumn, Value
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.wording import say_date
from workbook_tools.model.words import Unit
from workbook_tools.writing.consolidated import batches, tally
from workbook_tools.writing.consolidated.texts import whole_text
from workbook_tools.writing.consolidated.workbook import write_consolidation
from workbook_tools.writing.severities import SEVERITY_STYLES

BULK = ("Indicators", "Actions", "Risks", "Finance", "Savings")
SHEETS = [
    "Overview",
    "Tracker",
    "Exceptions",
    *BULK,
    "By service",
    "By section",
    "Findings",
    "Control totals",
    "Sources",
    "Key",
]
ESCAPED = re.compile("_x([0-9A-F]{4})_")
TEXTS = st.text(st.characters() | st.sampled_from("&<>=\x00\x1f\ud800\uffff_x00DF \n\r\t'"), max_size=30)
FIGURES = st.one_of(
    st.none(),
    TEXTS,
    st.builds(Amount, st.decimals(allow_nan=False, allow_infinity=False), st.sampled_from(list(Unit))),
    st.builds(Day, st.dates(date(1850, 1, 1), date(2100, 1, 1))),
)


def write(folder: Path, consolidation: Consolidation, **options: Any) -> Path:
    path = folder / "All.xlsx"
    write_consolidation(path, consolidation, CONTROL, **options)
    return path


def table_on(path: Path, sheet: str, number: int = 0) -> list[list[Any]]:
    """The rows of a sheet's Excel table, without its headings."""
    worksheet = openpyxl.load_workbook(path)[sheet]
    area = list(worksheet.tables.values())[number].ref
    return [[cell.value for cell in row] for row in worksheet[area]][1:]


def expected(scheme: Scheme, column: FlatColumn, value: Value) -> Any:
    """What a cell holds of a value."""
    match value:
        case Amount(number, unit):
            digits = number.normalize().as_tuple().digits
            if len(digits) > 15 or abs(number.adjusted()) > 300 or len(number.as_tuple().digits) > 28:
                return f"{number:f}"
            return float(number.scaleb(-2) if unit is Unit.PERCENT else number)
        case Day(day):
            return say_date(day) if day.year < 1900 else datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day
        case str() if value and column.styles:
            return (
                SEVERITY_STYLES[Severity(value)].word
                if column.styles == SEVERITIES
                else scheme.style_of(column.styles, value).word
            )
        case str():
            return re.sub("[\ud800-\udfff\ufffe\uffff]", "\ufffd", whole_text(value)) or None
        case _:
            return value


def same(read: Any, wanted: Any) -> bool:
    """Whether a cell was read as it should be; Excel's escapes of control characters may be undone or not."""
    if isinstance(read, str) and isinstance(wanted, str):
        return wanted in {read, ESCAPED.sub(lambda found: chr(int(found[1], 16)), read)}
    if isinstance(read, date) and isinstance(wanted, datetime):
        return (read.year, read.month, read.day) == (wanted.year, wanted.month, wanted.day)
    return bool((None if read == "" else read) == wanted)


def read_back(path: Path) -> Iterator[dict[str, list[list[Any]]]]:
    """The rows below the headings of the bulk sheets, by two libraries; none of a sheet that is left out."""
    book = openpyxl.load_workbook(path)
    tables = [table for table in RETURN_TABLES if table.sheet in book.sheetnames]
    yield {table.name: [[cell.value for cell in row] for row in book[table.sheet].iter_rows(min_row=4)] for table in tables}
    other = CalamineWorkbook.from_path(path)
    yield {table.name: other.get_sheet_by_name(table.sheet).to_python(skip_empty_area=False)[3:] for table in tables}


def check_all_cells(consolidation: Consolidation) -> None:
    with TemporaryDirectory() as folder:
        for found in read_back(write(Path(folder), consolidation)):
            for table in RETURN_TABLES:
                rows = list(all_rows(consolidation, table))
                assert len(found.get(table.name, ())) == len(rows) or not rows
                for row, cells in zip(rows, found.get(table.name, ()), strict=False):
                    wanted = [expected(consolidation.scheme, *pair) for pair in zip(table.columns, row, strict=True)]
                    wrong = [(read, want) for read, want in zip(cells, wanted, strict=True) if not same(read, want)]
                    assert wrong == []


def test_every_cell_reads_back_as_given() -> None:
    check_all_cells(made_up(3, 40))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS, FIGURES, FIGURES), min_size=1, max_size=8), TEXTS)
def test_hostile_rows_read_back_as_given(values: list[tuple[str, str, Value, Value]], file: str) -> None:
    [row] = random_rows(seeded(1), SCHEME, INDICATORS, 1)
    places = [INDICATORS.place(name) for name in ("title", "code", "value", "target")]
    rows = []
    for cells in values:
        changed = list(row)
        for place, cell in zip(places, cells, strict=True):
            changed[place] = cell
        rows.append(tuple(changed))
    check_all_cells(consolidated(digest(file, {"indicators": rows})))


@pytest.mark.parametrize(
    "title",
    ["x" * 40_000, "y " * 20_000, "\U0001f600" * 20_000, '=HYPERLINK("https://example.org")', "_x0041_", "https://example.org"],
)
def test_a_long_or_odd_text_reads_back(title: str) -> None:
    check_all_cells(with_titles("first", title, "last"))


def test_text_stays_text(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(tmp_path, with_titles("=1+1", "@SUM(A1)", "https://example.org", "-2")))
    cells = [cell for sheet in book for row in sheet for cell in row]
    formulas = [cell for cell in cells if cell.data_type == "f"]
    assert {cell.parent.title for cell in formulas} == {"By service", "By section"}
    assert all(str(cell.value).startswith("=SUBTOTAL(109,") for cell in formulas)
    assert not any(cell.hyperlink for cell in cells)


@pytest.mark.parametrize(
    "consolidation", [made_up(2, 5), consolidated(), made_up(2, 5, WITH_ROLLUP)], ids=["rows", "none", "rollup"]
)
def test_the_workbook_is_valid_and_its_sheets_are_in_order(consolidation: Consolidation, tmp_path: Path) -> None:
    path = write(tmp_path, consolidation)
    assert list(OpenXmlValidator(FileFormat.OFFICE_2016, max_errors=0).validate(path).errors) == []
    without_savings = [name for name in SHEETS if name != "Savings"]
    has_savings = any(taken.rows("savings") for taken in consolidation.returns)
    assert openpyxl.load_workbook(path).sheetnames == (SHEETS if has_savings else without_savings)


def test_every_sheet_of_rows_is_one_table_with_its_headings_in_view(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(tmp_path, made_up(2, 5)))
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert not sheet.merged_cells.ranges
        if sheet.title in {"Overview", "Control totals", "Key"}:
            continue
        [table] = sheet.tables.values()
        assert table.ref.startswith("A3:")
        assert sheet.freeze_panes == "A4"
        assert sheet.print_title_rows == "$3:$3"
        assert sheet.dimensions == f"A1:{table.ref.split(':')[1]}"


def test_colours_follow_the_words(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(write(tmp_path, made_up(1, 3)))["Indicators"]
    rules = {
        (str(area.sqref), rule.formula[0]): rule.dxf.numFmt.formatCode
        for area in sheet.conditional_formatting
        for rule in area.rules
    }
    style = SCHEME.styles.indicators["alert"]
    assert rules["K4:K6", f'"{style.word}"'] == f'"{style.symbol} "@'


def test_the_exceptions_are_what_stands_at_alert_or_is_overdue(tmp_path: Path) -> None:
    consolidation = made_up(3, 30)
    found = table_on(write(tmp_path, consolidation), "Exceptions")
    late = [row for row in all_rows(consolidation, ACTIONS) if "overdue" in row]
    red = [row for row in all_rows(consolidation, INDICATORS) if row[10] == "alert"]
    for kind, rows in (("Action", late), ("Indicator", red)):
        assert rows
        assert [(row[0], row[1], row[2] or None) for row in rows] == [tuple(row[:3]) for row in found if row[3] == kind]
    assert {row[3] for row in found} == {"Indicator", "Action", "Risk"}


def test_the_overview_counts_what_the_sheets_hold(tmp_path: Path) -> None:
    missing = TrackerRow("Roads", ReturnState.MISSING, directorate="Place", reason="It has not come in.")
    consolidation = made_up(3, 30, WITH_ROLLUP)
    path = write(tmp_path, replace(consolidation, tracker=(*consolidation.tracker, missing)))
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(path)["Overview"]]
    assert rows[3][:2] == ["Agrees", CONTROL.proof]
    assert ["Received", 3] in [row[:2] for row in rows]
    assert ["Missing", 1] in [row[:2] for row in rows]
    titles = [row[0] for row in rows]
    words = [row[10] for row in table_on(path, "Indicators")]
    top = titles.index("Indicators")
    counted = {row[0]: row[1] for row in rows[top + 2 : top + 8] if row[0] and isinstance(row[1], int)}
    assert counted.pop("All") == len(words) == 90
    assert {word: number for word, number in counted.items() if number} == {word: words.count(word) for word in set(words)}
    [whole] = [row for row in rows if row[0] == "The council as a whole"]
    foot = table_on(path, "By service")[-1]
    assert (foot[0], foot[2]) == ("All services", whole[1])


def test_a_table_that_is_too_long_goes_on_in_the_next_sheet(tmp_path: Path) -> None:
    consolidation = made_up(5, 3)
    path = write(tmp_path, consolidation, most_rows=7)
    codes = [row[2] for sheet in ("Indicators", "Indicators 2", "Indicators 3") for row in table_on(path, sheet)]
    assert codes == [row[2] for row in all_rows(consolidation, INDICATORS)]
    names = [table for sheet in openpyxl.load_workbook(path) for table in sheet.tables]
    assert len(names) == len(set(names))
    assert list(OpenXmlValidator(FileFormat.OFFICE_2016, max_errors=0).validate(path).errors) == []


def test_the_control_tables_stand_below_each_other(tmp_path: Path) -> None:
    path = write(tmp_path, made_up(1, 1))
    assert table_on(path, "Control totals", 0) == [[0.1, "Agrees"], [None, "Differs"]]
    assert table_on(path, "Control totals", 1) == [["=a.xlsx"]]
    column = [row[0].value for row in openpyxl.load_workbook(path)["Control totals"]]
    assert column[:5] == ["Control totals", column[1], CONTROL.proof, "Added up twice.", "All returns"]


def test_the_same_consolidation_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write(tmp_path, made_up(3, 10)).read_bytes()
    assert write(tmp_path, made_up(3, 10)).read_bytes() == first


def test_parts_have_no_time_of_writing(tmp_path: Path) -> None:
    with zipfile.ZipFile(write(tmp_path, made_up(1, 1))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2019-09-30T00:00:00Z" in parts.read("docProps/core.xml")


def test_memory_does_not_grow_with_the_number_of_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "KEPT_IN_MEMORY", 10_000)
    monkeypatch.setattr(batches, "LOT", 20)

    def peak(returns: int) -> int:
        consolidation = made_anew(returns, 40)
        tracemalloc.start()
        write(tmp_path, consolidation)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    write(tmp_path, made_anew(40, 40))
    assert peak(160) < peak(40) + 3_000_000  # the rows of 120 returns would take ten times as much


def test_a_failure_half_way_leaves_the_earlier_workbook(tmp_path: Path) -> None:
    earlier = write(tmp_path, made_up(1, 1)).read_bytes()
    told = made_up(2, 5)
    wrong = replace(told.returns[1].facts, row_counts={**told.returns[1].facts.row_counts, "findings": 6})
    with pytest.raises(ValueError, match="10 rows instead of 11"):
        write(tmp_path, replace(told, returns=(told.returns[0], replace(told.returns[1], facts=wrong))))
    assert (tmp_path / "All.xlsx").read_bytes() == earlier
    assert [path.name for path in tmp_path.iterdir()] == ["All.xlsx"]


def test_a_workbook_that_cannot_be_written_leaves_the_earlier_one(tmp_path: Path) -> None:
    (tmp_path / "All.xlsx").mkdir()
    with pytest.raises(WritingError, match=r"All\.xlsx could not be written"):
        write(tmp_path, consolidated())
    assert [path.name for path in tmp_path.iterdir()] == ["All.xlsx"]


def test_figures_keep_their_unit_in_the_cell(tmp_path: Path) -> None:
    [row] = random_rows(seeded(1), SCHEME, INDICATORS, 1)
    value = INDICATORS.place("value")
    cells = [Amount(Decimal("61.17"), Unit.PERCENT), Amount(Decimal("294000.1"), Unit.GBP), Amount(Decimal("4.74"), Unit.DAYS)]
    rows = [(*row[:value], cell, *row[value + 1 :]) for cell in cells]
    sheet = openpyxl.load_workbook(write(tmp_path, consolidated(digest("a.xlsx", {"indicators": rows}))))["Indicators"]
    shown = [(cell.value, cell.number_format.replace("_w", "")) for [cell] in sheet["I4:I6"]]
    assert shown == [(0.6117, "0.00%"), (294000.1, "£#,##0.00;-£#,##0.00"), (4.74, "#,##0.00")]
