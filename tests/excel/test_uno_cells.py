"""The same cells read and written through both engines of our own: a closed file, and a live LibreOffice."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwings

from support_office import LIVE, office_app
from workbook_tools.excel.engines.closed_file import open_closed
from workbook_tools.excel.grids import read_grid
from workbook_tools.findings import WritingError

pytestmark = [*LIVE, pytest.mark.xdist_group("uno cells")]
RETURNS = Path(__file__).resolve().parents[2] / "samples" / "returns"
YEAR_END, HALF_PAST_TWO = datetime.combine(date(2023, 3, 31), time()), datetime.combine(date(2023, 3, 31), time(14, 30))
WRITTEN = [
    # what is written into the cell, with which number format; what is read from it, and its formula
    ("text", "General", "text", "text"),
    ("Calls\nanswered", "General", "Calls\nanswered", "Calls\nanswered"),
    (" ", "General", " ", " "),
    (1234, "General", 1234.0, "1234"),
    (-0.5, "General", -0.5, "-0.5"),
    (0.962, "0.0%", 0.962, "0.962"),
    (0.1 + 0.2, "General", 0.1 + 0.2, None),
    (1e15, "#,##0", 1e15, "1000000000000000"),
    (True, "General", True, None),
    (False, "General", False, None),
    (YEAR_END, "dd/mm/yyyy", YEAR_END, "45016"),
    (HALF_PAST_TWO, "dd mmm yyyy hh:mm", HALF_PAST_TWO, None),
    (None, "General", None, ""),
    ("", "General", None, ""),
    ("=1+1", "@", "=1+1", "=1+1"),
    ("007", "@", "007", "007"),
    ("3-4", "@", "3-4", "3-4"),
    ("31/03/2023", "@", "31/03/2023", "31/03/2023"),
    ("'quoted", "@", "'quoted", "'quoted"),
    ("{=1+1}", "General", "{=1+1}", "{=1+1}"),
    ("+1", "@", "+1", "+1"),
    ("TRUE", "@", "TRUE", "TRUE"),
    ("#N/A", "@", "#N/A", "#N/A"),
    ("\u00e9\u00df\u2013 \U0001f600", "General", "\u00e9\u00df\u2013 \U0001f600", "\u00e9\u00df\u2013 \U0001f600"),
    ("x" * 5000, "General", "x" * 5000, "x" * 5000),
]


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    with office_app() as app:
        yield app


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Return.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Indicators")
        other = book.add_worksheet("Other sheet")
        other.write("A1", 7)
        percent, day = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "dd/mm/yyyy"})
        for row, (formula, result) in enumerate(FORMULAS):
            sheet.write_formula(row, 0, formula, None, result)
        sheet.write("B1", 0.962, percent)
        sheet.write("B2", YEAR_END, day)
        sheet.write("B3", True)  # noqa: FBT003 - XlsxWriter takes it by position
        sheet.write_formula("B4", "=B2", day, 45016)
        sheet.write("C1", 0.25, book.add_format({"num_format": "hh:mm"}))
        sheet.write("C2", 1.5, book.add_format({"num_format": "[h]:mm"}))
    return path


FORMULAS = (
    ("=1+1", 2), ("=1/0", "#DIV/0!"), ("=NA()", "#N/A"), ('=""', ""), ("='Other sheet'!A1*2", 14), ('="a"&"b"', "ab"),
    ("=SUM('Other sheet'!$A$1:B2,1.5)", 8.5), ("=1=1", True), ('=IF(1>2,"yes","no")', "no"), ('=VALUE("x")', "#VALUE!"),
)  # fmt: skip


@pytest.fixture(params=["closed", "libreoffice"])
def book(request: pytest.FixtureRequest, path: Path) -> Iterator[xlwings.Book]:
    """The workbook in each engine; whatever is asserted of it is asserted of both."""
    if request.param == "closed":
        with open_closed(path) as book:
            yield book
        return
    book = request.getfixturevalue("app").books.open(path)
    yield book
    book.close()


@pytest.mark.parametrize(("written", "number_format", "value", "formula"), WRITTEN)
def test_what_is_written_is_read(book: xlwings.Book, written: Any, number_format: str, value: Any, formula: str | None) -> None:
    cells = book.sheets[0].range("E1:E2")
    cells.number_format = number_format
    cells.value = written
    assert cells.value == [value, value]
    assert type(cells.value[0]) is type(value)
    assert cells.number_format == number_format
    if formula is not None:
        assert cells.formula == [[formula], [formula]]


def test_a_block_of_everything_is_written_at_once(book: xlwings.Book) -> None:
    rows = [[written for written, _, _, _ in WRITTEN], [value for *_, value, _ in WRITTEN]]
    top = book.sheets[1].range((3, 1), (3, len(WRITTEN)))
    for column, (_, number_format, _, _) in enumerate(WRITTEN):
        book.sheets[1].range((3, column + 1), (4, column + 1)).number_format = number_format
    top.value = rows
    assert book.sheets[1].range((3, 1), (4, len(WRITTEN))).value == [rows[1], rows[1]]


def test_formulas_have_their_results_and_excels_spelling(book: xlwings.Book) -> None:
    cells = book.sheets[0].range((1, 1), (len(FORMULAS), 1))
    results = [result if isinstance(result, (str, bool)) else float(result) for _, result in FORMULAS]
    assert cells.options(err_to_str=True).value == [None if result == "" else result for result in results]
    assert cells.value[1:3] == [None, None]
    assert [row[0] for row in cells.formula] == [formula for formula, _ in FORMULAS]


def test_dates_times_and_yes_or_no_are_told_by_the_number_format(book: xlwings.Book) -> None:
    sheet = book.sheets[0]
    assert sheet.range("B1:B4").value == [0.962, YEAR_END, True, YEAR_END]
    assert sheet.range("B2").options(dates=date).value == date(2023, 3, 31)
    assert sheet.range("C1").value == time(6)
    assert str(sheet.range("C2").value) == "1 day, 12:00:00"
    assert [sheet.range(f"B{row}").number_format for row in (1, 2, 3)] == ["0.0%", "dd/mm/yyyy", "General"]
    assert sheet.range("B1:B2").number_format is None


def test_a_formula_is_one_but_in_a_cell_of_text(book: xlwings.Book) -> None:
    sheet = book.sheets[0]
    sheet.range("E1").number_format = "@"
    sheet.range("E1:E3").value = [["=B1*2"], ["='Other sheet'!A1+SUM(B1,1)"], ["plain"]]
    assert sheet.range("E1").value == "=B1*2"
    assert [row[0] for row in sheet.range("E1:E3").formula] == ["=B1*2", "='Other sheet'!A1+SUM(B1,1)", "plain"]
    sheet.range("F1").formula = "=1+2"
    assert sheet.range("F1").formula == "=1+2"


def test_libreoffice_works_a_formula_out_at_once(app: xlwings.App, path: Path) -> None:
    book = app.books.open(path)
    cells = book.sheets[0].range("E1:E5")
    cells.value = [["=B3"], ["=1>2"], ["=3-2"], ["=B2"], ["=NOSUCH(1)"]]
    assert cells.options(err_to_str=True).value == [True, False, 1.0, YEAR_END, "#NAME?"]
    assert [type(value) for value in cells.value[:3]] == [bool, bool, float]
    book.close()


def test_emptied_cells_keep_their_formats(book: xlwings.Book) -> None:
    cells = book.sheets[0].range("B1:B2")
    cells.clear_contents()
    assert cells.value == [None, None]
    assert book.sheets[0].range("B1").number_format == "0.0%"


@pytest.mark.parametrize("colour", [(192, 0, 0), (255, 255, 255), (0, 0, 0)])
def test_colours_and_bold(book: xlwings.Book, colour: tuple[int, int, int]) -> None:
    cells = book.sheets[0].range("E1:F2")
    assert cells.color is None
    cells.color, cells.font.color, cells.font.bold, cells.wrap_text = colour, colour, True, True
    assert (cells.color, cells.font.color, cells.font.bold, cells.wrap_text) == (colour, colour, True, True)
    book.sheets[0].range("E1").font.bold = book.sheets[0].range("E1").wrap_text = False
    assert (cells.font.bold, cells.wrap_text) == (None, None)
    cells.color = None
    assert cells.color is None


def test_widths_and_heights(book: xlwings.Book) -> None:
    cells = book.sheets[0].range("E1:F2")
    cells.column_width, cells.row_height = 30, 45
    assert cells.column_width == pytest.approx(30, abs=0.1)
    assert cells.row_height == pytest.approx(45, abs=0.1)


def test_notes_are_text_and_stay_where_cells_are_written(book: xlwings.Book) -> None:
    sheet = book.sheets[0]
    assert sheet.range("E2").note is None
    sheet.range("E2").add_note("=1+1\nis text")
    sheet.range("E1:E3").value = [["x"], ["=1+1"], [3.5]]
    assert sheet.range("E2").note.text == "=1+1\nis text"
    assert sheet.range("E2").formula == "=1+1"
    sheet.range("E2").note.text = "other"
    assert [(note.location.address, note.text) for note in sheet.notes] == [("$E$2", "other")]
    sheet.range("E2").clear_contents()
    sheet.range("E2").note.delete()
    assert sheet.range("E2").note is None


def test_used_cells_reach_as_far_as_anything_stands(book: xlwings.Book) -> None:
    assert book.sheets[0].used_range.address == f"$A$1:$C${len(FORMULAS)}"
    assert book.sheets[0].used_range[1:3, 1:].address == "$B$2:$C$3"
    assert book.sheets[0].range("B2", "A1").address == "$A$1:$B$2"
    with pytest.raises(ValueError, match="no cells"):
        book.sheets[0].range((0, 1))


@pytest.mark.parametrize("file", sorted(RETURNS.glob("*.xlsx")), ids=lambda file: file.stem)
def test_a_return_in_libreoffice_reads_like_its_file(app: xlwings.App, file: Path) -> None:
    book = app.books.open(file)
    try:
        with open_closed(file) as closed:
            for sheet in closed.sheets:
                assert read_grid(book.sheets[sheet.name]) == read_grid(sheet)
        assert [sheet.name for sheet in book.sheets] == [sheet.title for sheet in openpyxl.load_workbook(file).worksheets]
    finally:
        book.close()


def test_what_a_protected_sheet_refuses_is_an_error(app: xlwings.App, tmp_path: Path) -> None:
    path = tmp_path / "Locked.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("Indicators")
        sheet.write("A1", "locked")
        sheet.write("B1", "open", made.add_format({"locked": False}))
        sheet.protect()
    book = app.books.open(path)
    sheet = book.sheets[0]
    locked, free = sheet.range("A1"), sheet.range("B1")
    for refused in (
        lambda: setattr(locked, "value", "x"),
        lambda: setattr(locked, "formula", "=1+1"),
        lambda: setattr(sheet.range("A1:B1"), "value", "x"),
        lambda: setattr(locked, "color", (1, 2, 3)),
        lambda: setattr(free, "number_format", "0"),
        lambda: setattr(free, "column_width", 10),
        lambda: setattr(free.font, "bold", True),
        lambda: free.add_note("x"),
        locked.clear_contents,
        sheet.clear,
    ):
        with pytest.raises(WritingError, match=r"locked|protected"):
            refused()
    assert (locked.value, locked.color, free.note) == ("locked", None, None)
    free.value = "new"
    assert free.value == "new"
    book.close()


def test_merged_cells_are_told_wherever_they_begin(book: xlwings.Book) -> None:
    sheet = book.sheets[0]
    if book.app.engine.name == "closed file":
        sheet.api.merge_cells("E1:F2")
    else:
        sheet.range("E1:F2").api.merge(True)  # noqa: FBT003 - LibreOffice takes it by position
    for place, merged in {"A1:D9": False, "E1:F2": True, "F2": True, "A2:G2": True, "E3:F4": False}.items():
        assert sheet.range(place).merge_cells is merged
