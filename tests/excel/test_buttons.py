import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings

from support_clean_return import clean_return
from support_issue import fill
from support_samples import BEST_VALUE, PARTNERSHIP, SAMPLES, VALE, judge_sample, path_of
from workbook_tools import pipeline
from workbook_tools.excel.buttons import check_book, check_my_return
from workbook_tools.excel.engines import open_closed
from workbook_tools.findings import Finding
from workbook_tools.model.layout import CHECK_HEADING_ROW, CHECK_HEADINGS, CHECK_SHEET, CHECK_TITLE, RESPONSE_HEADINGS
from workbook_tools.reading.service_return import read_service_return

Cells = dict[str, dict[str, tuple[Any, str]]]


@pytest.fixture(params=[PARTNERSHIP, VALE, BEST_VALUE])
def sample(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def copy(sample: str, tmp_path: Path) -> Path:
    return Path(shutil.copy(path_of(sample), tmp_path / f"{sample}.xlsx"))


def cells_of(path: Path, *, without: str = "") -> Cells:
    """Content and number format of every cell, by sheet and address."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: {
            cell.coordinate: (cell.value, cell.number_format) for row in sheet for cell in row if cell.value is not None
        }
        for sheet in book.worksheets
        if sheet.title != without
    }


def shown(findings: tuple[Finding, ...]) -> list[list[str]]:
    places = ["!".join(part for part in (f.where.sheet, f.where.cell) if part) or "the whole return" for f in findings]
    return [[str(finding.severity), place, finding.message] for finding, place in zip(findings, places, strict=True)]


def rows_on(sheet: "xlwings.Sheet", number: int) -> list[list[str]]:
    cells = sheet.range((CHECK_HEADING_ROW, 1), (CHECK_HEADING_ROW + number, len(CHECK_HEADINGS)))
    rows: list[list[str]] = cells.options(ndim=2).value
    return rows


@pytest.mark.parametrize("name", SAMPLES)
def test_the_open_book_gives_the_findings_of_its_file(name: str) -> None:
    with open_closed(path_of(name)) as book:
        assert check_book(book) == judge_sample(name).findings


def test_an_issued_return_in_the_open_book_gives_the_findings_of_its_file(tmp_path: Path) -> None:
    clean = clean_return()
    path = fill(clean.issued, {**clean.answers, clean.cell("actions", "progress", 2): 1.5}, tmp_path / "return.xlsx")
    expected = pipeline.check([path]).findings
    assert [finding.code for finding in expected] == ["progress-out-of-range"]
    with open_closed(path) as book:
        assert check_book(book) == expected


def test_the_findings_are_written_to_a_sheet_of_their_own(copy: Path, sample: str) -> None:
    expected = judge_sample(sample).findings
    with open_closed(copy) as book:
        assert check_my_return(book) == len(expected)
        sheet = book.sheets[CHECK_SHEET]
        assert sheet.index == len(book.sheets)
        assert sheet.range("A1").value == CHECK_TITLE
        assert rows_on(sheet, len(expected)) == [list(CHECK_HEADINGS), *shown(expected)]
        assert sheet.range((CHECK_HEADING_ROW + len(expected) + 1, 1)).value is None


def test_nothing_else_changes_and_nothing_is_saved_for_the_officer(copy: Path) -> None:
    before, bytes_before = cells_of(copy), copy.read_bytes()
    with open_closed(copy) as book:
        check_my_return(book)
        assert copy.read_bytes() == bytes_before
        book.save()
    assert cells_of(copy, without=CHECK_SHEET) == before


def test_pressing_again_gives_the_same(copy: Path) -> None:
    with open_closed(copy) as book:
        first = check_my_return(book)
        sheets = [sheet.name for sheet in book.sheets]
        rows = rows_on(book.sheets[CHECK_SHEET], first + 1)
        assert check_my_return(book) == first
        assert [sheet.name for sheet in book.sheets] == sheets
        assert rows_on(book.sheets[CHECK_SHEET], first + 1) == rows
        book.save()
    with open_closed(copy) as book:
        assert check_my_return(book) == first
        assert rows_on(book.sheets[CHECK_SHEET], first + 1) == rows


def test_a_corrected_mistake_goes_and_leaves_no_trace(tmp_path: Path) -> None:
    copy = Path(shutil.copy(path_of(PARTNERSHIP), tmp_path / "Return.xlsx"))
    with open_closed(copy) as book:
        before = check_my_return(book)
        value = book.sheets["Indicators"].range("I4")
        correct = value.value
        value.value = "n/a?"
        assert check_my_return(book) > before
        assert any("'n/a?' is not a number" in row[2] for row in rows_on(book.sheets[CHECK_SHEET], before + 1))
        value.value = correct
        assert check_my_return(book) == before
        assert rows_on(book.sheets[CHECK_SHEET], before + 1)[-1] == [None, None, None]


def test_the_officers_own_sheet_of_that_name_is_left_alone(copy: Path) -> None:
    with open_closed(copy) as book:
        own = book.sheets.add(CHECK_SHEET, after=book.sheets[0])
        own.range("A1").value = "What the auditors found"
        count = check_my_return(book)
        assert own.range("A1:A5").value == ["What the auditors found", None, None, None, None]
        assert rows_on(book.sheets["Findings 2"], count)[0] == list(CHECK_HEADINGS)


def test_the_responses_in_a_marked_copy_are_left_alone(tmp_path: Path) -> None:
    [copy] = pipeline.mark(pipeline.check([path_of(BEST_VALUE)]), [path_of(BEST_VALUE)], tmp_path)
    with open_closed(copy) as book:
        response = book.sheets[CHECK_SHEET].range((CHECK_HEADING_ROW + 1, len(RESPONSE_HEADINGS)))
        response.value = "Agreed."
        count = check_my_return(book)
        assert response.value == "Agreed."
        assert rows_on(book.sheets[f"{CHECK_SHEET} 2"], count) == [
            list(CHECK_HEADINGS),
            *shown(judge_sample(BEST_VALUE).findings),
        ]


@pytest.mark.parametrize(
    ("scheme", "sentence"),
    [
        (None, "The Cover does not name a scheme. Write one of these beside Scheme: clackmannanshire, moray"),
        ("atlantis", "The Cover names the scheme 'atlantis', which there is not. Write one of these"),
        ("../secret.toml", "The Cover names the scheme '../secret.toml', which there is not."),
    ],
)
def test_a_check_that_cannot_be_done_says_so_on_the_sheet(tmp_path: Path, scheme: str | None, sentence: str) -> None:
    copy = Path(shutil.copy(path_of(PARTNERSHIP), tmp_path / "Return.xlsx"))
    with open_closed(copy) as book:
        cover = book.sheets["Cover"]
        [row] = [row for row in range(1, 30) if cover.range((row, 1)).value == "Scheme"]
        cover.range((row, 2)).value = scheme
        assert check_my_return(book) == 1
        [[severity, place, message]] = rows_on(book.sheets[CHECK_SHEET], 1)[1:]
        assert (severity, place) == ("error", "the whole return")
        assert message.lower().startswith(sentence.lower())


def test_text_from_a_return_is_never_a_formula(tmp_path: Path) -> None:
    copy = Path(shutil.copy(path_of(PARTNERSHIP), tmp_path / "Return.xlsx"))
    with open_closed(copy) as book:
        cell = book.sheets["Indicators"].range("I4")
        cell.number_format = "@"
        cell.value = '=HYPERLINK("https://example.org")'
        count = check_my_return(book)
        book.save()
    sheet = openpyxl.load_workbook(copy)[CHECK_SHEET]
    assert {cell.data_type for row in sheet.iter_rows(min_row=CHECK_HEADING_ROW) for cell in row} == {"s"}
    assert sheet.max_row == CHECK_HEADING_ROW + count


def test_the_saved_findings_sheet_is_no_part_of_the_return(copy: Path, sample: str) -> None:
    with open_closed(copy) as book:
        check_my_return(book)
        book.save()
    assert [f.code for f in read_service_return(copy).findings] == [
        f.code for f in read_service_return(path_of(sample)).findings
    ]
