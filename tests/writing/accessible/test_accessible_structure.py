"""The accessible edition as a checker of accessible spreadsheets looks at it: five samples, and several returns together."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from functools import cache
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from support_samples import BEST_VALUE, PARTNERSHIP, PEOPLE, SAMPLES, judge_sample
from workbook_tools.model.assessment import Assessment
from workbook_tools.schemes.contrast import contrast
from workbook_tools.writing.accessible import build_accessible_summary
from workbook_tools.writing.whole_file import KEYWORDS

SEVERAL = "several returns"
CASES = (*SAMPLES, SEVERAL)
HEADINGS = 4  # row of every table's headings
LEAST = 4.5  # contrast, to 1
INK_OF_LINKS = "FF1A5FB4"


def returns_of(case: str) -> list[Assessment]:
    """The returns of a case."""
    return [judge_sample(sample) for sample in ((PARTNERSHIP, PEOPLE, BEST_VALUE) if case == SEVERAL else (case,))]


def build(case: str) -> bytes:
    """The accessible workbook of a case."""
    given = returns_of(case)
    return build_accessible_summary(given, given[0].scheme, given[0].as_at)


@cache
def book_of(case: str) -> Any:
    """The same, opened."""
    return openpyxl.load_workbook(BytesIO(build(case)))


def opened(given: Sequence[Assessment], scheme: Any = None) -> Any:
    """The accessible workbook of these returns, opened."""
    content = build_accessible_summary(given, scheme or given[0].scheme, given[0].as_at)
    return openpyxl.load_workbook(BytesIO(content))


def table_sheets(book: Any) -> list[Any]:
    """All sheets but the cover."""
    return [sheet for sheet in book if sheet.title != "Cover"]


def cells(book: Any) -> Iterator[Any]:
    """Every cell that is written."""
    for sheet in book:
        yield from (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    """The table's rows, by heading."""
    headings, *rows = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADINGS))
    return [dict(zip(headings, row, strict=True)) for row in rows]


@pytest.mark.parametrize("case", CASES)
def test_each_sheet_has_title_notes_link_and_a_table_below(case: str) -> None:
    for sheet in table_sheets(book_of(case)):
        (table,) = sheet.tables.values()
        assert table.ref == f"A{HEADINGS}:{get_column_letter(sheet.max_column)}{sheet.max_row}"
        assert table.headerRowCount != 0
        assert table.autoFilter is None
        assert sheet["A1"].value
        assert f"One table, {sheet.max_row - HEADINGS} row" in sheet["A2"].value
        assert sheet["A3"].hyperlink.location == ("'Cover'!A1" if sheet.title == "Contents" else "'Contents'!A1")
        assert all(cell.value is None for row in sheet.iter_rows(max_row=HEADINGS - 1, min_col=2) for cell in row)


@pytest.mark.parametrize("case", CASES)
def test_the_cover_has_one_column_and_no_table(case: str) -> None:
    sheet = book_of(case)["Cover"]
    assert not sheet.tables
    assert sheet.max_column == 1
    assert all(cell.value for (cell,) in sheet.iter_rows())
    assert sheet["A3"].hyperlink.location == "'Contents'!A1"


@pytest.mark.parametrize("case", CASES)
def test_no_cell_of_a_table_is_empty(case: str) -> None:
    for sheet in table_sheets(book_of(case)):
        empty = [
            cell.coordinate
            for row in sheet.iter_rows(min_row=HEADINGS)
            for cell in row
            if cell.value is None or not str(cell.value).strip()
        ]
        assert empty == []


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_merged_hidden_frozen_filtered_or_drawn(case: str) -> None:
    for sheet in book_of(case):
        assert sheet.sheet_state == "visible"
        assert not sheet.merged_cells.ranges
        assert not any(size.hidden for size in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()))
        assert sheet.freeze_panes is None
        assert sheet.auto_filter.ref is None
        assert not sheet._images
        assert not sheet._charts
        parts = (sheet.oddHeader, sheet.oddFooter)
        assert not any(place.text for part in parts for place in (part.left, part.center, part.right))


@pytest.mark.parametrize("case", CASES)
def test_names_are_unique_and_short(case: str) -> None:
    book = book_of(case)
    tables = [name for sheet in book for name in sheet.tables]
    assert len({name.casefold() for name in book.sheetnames}) == len(book.sheetnames)
    assert tables == [sheet.title for sheet in table_sheets(book)]
    assert all(len(name) <= 31 for name in book.sheetnames)
    for sheet in table_sheets(book):
        headings = [str(cell.value).casefold() for cell in sheet[HEADINGS]]
        assert len(set(headings)) == len(headings)


@pytest.mark.parametrize("case", CASES)
def test_the_cursor_stands_in_the_first_cell_of_each_sheet(case: str) -> None:
    book = book_of(case)
    assert book.active.title == "Cover"
    for sheet in book:
        (view,) = sheet.views.sheetView
        assert {(place.activeCell, place.sqref) for place in view.selection} <= {("A1", "A1")}
        assert view.topLeftCell in {None, "A1"}
        assert bool(view.tabSelected) == (sheet.title == "Cover")


@pytest.mark.parametrize("case", CASES)
def test_properties(case: str) -> None:
    given, properties = returns_of(case)[0], book_of(case).properties
    assert properties.title == book_of(case)["Cover"]["A1"].value
    assert given.scheme.name in properties.description
    assert properties.keywords == KEYWORDS
    assert properties.subject
    assert properties.created == properties.modified == datetime.combine(given.as_at, time())
    assert properties.creator == properties.lastModifiedBy == "Performance team"


@pytest.mark.parametrize("case", CASES)
def test_links_lead_inside_and_nothing_is_a_formula(case: str) -> None:
    book = book_of(case)
    for cell in cells(book):
        assert cell.data_type != "f"
        if cell.hyperlink is not None:
            assert cell.hyperlink.target is None
            match = re.fullmatch(r"'(.+)'!A1", cell.hyperlink.location)
            assert match
            assert match[1] in book.sheetnames


@pytest.mark.parametrize("case", CASES)
def test_contents_list_every_other_sheet(case: str) -> None:
    book = book_of(case)
    listed = rows_of(book["Contents"])
    assert [row["Sheet"] for row in listed] == [name for name in book.sheetnames if name not in {"Cover", "Contents"}]
    for cell, row in zip(book["Contents"]["A"][HEADINGS:], listed, strict=True):
        assert cell.hyperlink.location == f"'{row['Sheet']}'!A1"
        assert row["Number of rows"] == book[row["Sheet"]].max_row - HEADINGS
        assert row["What it holds"] in book[row["Sheet"]]["A2"].value


@pytest.mark.parametrize("case", CASES)
def test_letters_are_large_and_wrap_in_rows_of_stated_height(case: str) -> None:
    book = book_of(case)
    for cell in cells(book):
        place = (cell.parent.title, cell.coordinate)
        assert cell.font.name == "Calibri", place
        assert cell.font.sz == (16 if cell.coordinate == "A1" else 14 if cell.font.b and cell.font.sz == 14 else 12), place
        assert cell.alignment.wrap_text, place
    for sheet in book:
        assert all(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1))
        assert all(size.height <= 409 for size in sheet.row_dimensions.values())


def hexadecimal(colour: Any) -> str:
    """A colour as "#RRGGBB"."""
    return f"#{colour.rgb[2:]}"


@pytest.mark.parametrize("case", CASES)
def test_letters_stand_out_from_every_fill(case: str) -> None:
    book = book_of(case)
    for cell in cells(book):
        fill = hexadecimal(cell.fill.fgColor) if cell.fill.fill_type else "#FFFFFF"
        assert contrast(hexadecimal(cell.font.color), fill) >= LEAST
        assert cell.font.color.rgb == INK_OF_LINKS or cell.hyperlink is None
    looks = [rule.dxf for sheet in book for area in sheet.conditional_formatting for rule in area.rules]
    assert looks
    for look in looks:
        assert contrast(hexadecimal(look.font.color), hexadecimal(look.fill.bgColor)) >= LEAST
        assert look.numFmt is None, "no symbol before the word"


@pytest.mark.parametrize("case", CASES)
def test_shorthand_is_explained_where_it_is_used(case: str) -> None:
    book = book_of(case)
    explained = {row["Shorthand or term"] for row in rows_of(book["Notes"])}
    for sheet in table_sheets(book):
        if sheet.title == "Notes":
            continue
        used = {value for row in rows_of(sheet) for value in row.values() if value in {"[x]", "[z]", "[none]", "[above]"}}
        assert used <= explained
        assert used == set(re.findall(r"\[\w+\]", sheet["A2"].value))


@pytest.mark.parametrize("case", CASES)
def test_the_same_returns_give_the_same_bytes(case: str) -> None:
    assert build(case) == build(case)


def test_another_run_gives_the_same_bytes() -> None:
    program = (
        "import hashlib, test_accessible_structure as here;"
        "print(*(hashlib.sha256(here.build(case)).hexdigest() for case in here.CASES))"
    )
    outputs = set()
    for seed in ("1", "2"):
        paths = os.pathsep.join([os.path.dirname(__file__), *sys.path])  # noqa: PTH120 - a path for the other program
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths}
        run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
        outputs.add(run.stdout)
    assert len(outputs) == 1
    assert len(outputs.pop().split()) == len(CASES)
