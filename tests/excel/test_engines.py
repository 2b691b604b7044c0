import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwings

from workbook_tools.excel.engines.closed_file import open_closed
from workbook_tools.excel.grids import MOST_CELLS, read_grid
from workbook_tools.findings import ReadingError, WritingError
from workbook_tools.reading.grids import Cell, CellKind
from workbook_tools.reading.grids_openpyxl import read_grids

RETURNS = Path(__file__).resolve().parents[2] / "samples" / "returns"
YEAR_END = datetime.combine(date(2023, 3, 31), time())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A small workbook with one of everything; its formulas were calculated, but for that in B7."""
    path = tmp_path / "Return.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Indicators")
        percent, day = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_string("B2", "Calls\nanswered")
        sheet.write_number("C2", 0.962, percent)
        sheet.write_number("C3", 1234)
        sheet.write_datetime("B4", YEAR_END, day)
        sheet.write("C4", True)  # noqa: FBT003 - XlsxWriter takes it by position
        sheet.write_formula("B5", "=C3*2", None, 2468)
        sheet.write_formula("C5", "=1/0", None, "#DIV/0!")
        sheet.write_string("B6", "=not a formula")
        book.add_worksheet("Notes").hide()
    book = openpyxl.load_workbook(path)
    book["Indicators"]["B7"] = "=C3+1"
    book.save(path)
    return path


@pytest.fixture
def calculated(tmp_path: Path) -> Path:
    path = tmp_path / "Calculated.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Indicators")
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("A2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("A3", '=""', None, "")
        sheet.write_number("A4", 0.1 + 0.2)
        sheet.write_string("A5", "=text")
    return path


def test_it_is_the_public_xlwings_book(path: Path) -> None:
    with open_closed(path) as book:
        assert isinstance(book, xlwings.Book)
        assert (book.name, book.fullname) == ("Return.xlsx", str(path))
        assert [sheet.name for sheet in book.sheets] == ["Indicators", "Notes"]
        assert [sheet.visible for sheet in book.sheets] == [True, False]
        assert "indicators" in book.sheets
        assert book.sheets["INDICATORS"] == book.sheets[0]
        with pytest.raises(KeyError, match="no sheet 'Finance'"):
            book.sheets["Finance"]


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("B2", "Calls\nanswered"),
        ("C2", 0.962),
        ("C3", 1234.0),
        ("B4", YEAR_END),
        ("C4", True),
        ("B6", "=not a formula"),
        ("Z99", None),
        ("B3:C3", [None, 1234.0]),
    ],
)
def test_values_are_those_that_xlwings_gives(path: Path, address: str, value: Any) -> None:
    with open_closed(path) as book:
        assert book.sheets["Indicators"].range(address).value == value


def test_a_formula_gives_its_stored_result_and_an_error_its_text_if_asked(calculated: Path) -> None:
    with open_closed(calculated) as book:
        cells = book.sheets[0].range("A1:A2")
        assert cells.value == [2.0, None]
        assert cells.options(err_to_str=True).value == [2.0, "#DIV/0!"]
        assert cells.formula == [["=1+1"], ["=1/0"]]


@pytest.mark.parametrize(
    ("place", "address"),
    [
        (((2, 2),), "$B$2"),
        (((2, 2), (3, 4)), "$B$2:$D$3"),
        (("D3", "B2"), "$B$2:$D$3"),
        (("$B$2:$C$4",), "$B$2:$C$4"),
    ],
)
def test_a_range_is_named_in_each_way(path: Path, place: tuple[Any, ...], address: str) -> None:
    with open_closed(path) as book:
        assert book.sheets[0].range(*place).address == address


def test_slices_and_cells_of_a_range(path: Path) -> None:
    with open_closed(path) as book:
        used = book.sheets[0].used_range
        assert used.address == "$B$2:$C$7"
        assert used[1:, 1:].address == "$C$3:$C$7"
        assert [cell.address for cell in book.sheets[0].range("A1:B2")] == ["$A$1", "$B$1", "$A$2", "$B$2"]
        with pytest.raises(ValueError, match="no cells"):
            used[0:0, :]


@pytest.mark.parametrize("address", ["A:A", "3:3", "Not_a_name"])
def test_a_place_that_is_not_there_is_refused(path: Path, address: str) -> None:
    with open_closed(path) as book, pytest.raises(ValueError, match=r"whole rows or columns|not a valid"):
        book.sheets[0].range(address)


def test_number_formats_that_differ_are_none_as_in_excel(path: Path) -> None:
    with open_closed(path) as book:
        sheet = book.sheets[0]
        assert sheet.range("C2").number_format == "0.0%"
        assert sheet.range("C2:C3").number_format is None


@pytest.mark.parametrize(
    "use",
    [
        lambda book: book.app.calculate(),
        lambda book: book.app.activate(),
        lambda book: book.app.books.add(),
        lambda book: book.sheets[0].autofit(),
        lambda book: book.sheets[0].copy(),
        lambda book: book.sheets[0].range("A1").merge(),
        lambda book: book.sheets[0].range("A1").expand(),
        lambda book: book.sheets[0].range("A1").font.size,
        lambda book: book.sheets[0].range("A1").hyperlink,
        lambda book: book.sheets[0].shapes,
        lambda book: book.names,
    ],
)
def test_what_the_engine_lacks_fails_loudly(path: Path, use: Any) -> None:
    with open_closed(path) as book, pytest.raises((NotImplementedError, AttributeError)):
        use(book)


def test_nothing_is_written_until_it_is_saved(path: Path) -> None:
    before = path.read_bytes()
    with open_closed(path) as book:
        book.sheets[0].range("C3").value = 99
        assert book.sheets[0].range("C3").value == 99
    assert path.read_bytes() == before


def test_it_is_saved_where_it_came_from_or_elsewhere(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "Copy.xlsx"
    before = path.read_bytes()
    with open_closed(path) as book:
        book.sheets[0].range("C3").value = 99
        book.save(other)
        assert path.read_bytes() == before
        assert book.name == "Copy.xlsx"
        book.sheets[0].range("C3").value = 100
        book.save()
    assert path.read_bytes() == before
    assert openpyxl.load_workbook(other)["Indicators"]["C3"].value == 100
    assert openpyxl.load_workbook(other)["Indicators"]["B5"].value == "=C3*2"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["Copy.xlsx", "Return.xlsx"]


def test_a_place_that_cannot_be_written_leaves_everything_as_it_was(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    with open_closed(path) as book:
        with pytest.raises(WritingError, match=r"Copy\.xlsx could not be saved"):
            book.save(tmp_path / "gone" / "Copy.xlsx")
        with pytest.raises(WritingError, match="password"):
            book.save(password="secret")  # noqa: S106 - not a password of anything
        assert book.fullname == str(path)
    assert path.read_bytes() == before


def test_writing_is_as_in_excel(path: Path) -> None:
    with open_closed(path) as book:
        sheet = book.sheets.add("New", after=book.sheets["Notes"])
        assert (sheet.index, book.sheets.active) == (3, sheet)
        sheet.range("A1").value = [["a", 1.5, None], ["b", True, YEAR_END]]
        assert sheet.range("A1:C2").value == [["a", 1.5, None], ["b", True, YEAR_END]]
        sheet.range("A4:B5").value = "same"
        assert sheet.range("A4:B5").value == [["same", "same"], ["same", "same"]]
        sheet.range("A6:A7").number_format = "@"
        sheet.range("A6").value = "=1+1"
        sheet.range("B6").value = "=1+1"
        assert (sheet.range("A6").value, sheet.range("B6").value) == ("=1+1", None)
        sheet.range("A6:B6").column_width = 30
        sheet.range("A6:B6").wrap_text = True
        sheet.range("A6").font.bold = True
        assert (sheet.range("A6:B6").column_width, sheet.range("A6:B6").wrap_text) == (30, True)
        assert (sheet.range("A6").font.bold, sheet.range("A6:B6").font.bold) == (True, None)
        book.save()
    saved = openpyxl.load_workbook(path)["New"]
    assert (saved["A6"].data_type, saved["B6"].data_type) == ("s", "f")
    assert saved["B6"].font.bold is False


@pytest.mark.parametrize(
    ("where", "names"), [("before", ["Indicators", "New", "Notes"]), ("after", ["Indicators", "Notes", "New"])]
)
def test_a_sheet_is_added_beside_another(path: Path, where: str, names: list[str]) -> None:
    with open_closed(path) as book:
        book.sheets.add("New", **{where: book.sheets["Notes"]})
        assert [sheet.name for sheet in book.sheets] == names


def test_a_cleared_sheet_is_empty(path: Path) -> None:
    with open_closed(path) as book:
        book.sheets[0].clear()
        assert book.sheets[0].used_range.value is None
        assert read_grid(book.sheets[0]).cells == {}


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("gone.xlsx", None, "There is no such file"),
        ("text.xlsx", b"service,period", "not an Excel workbook"),
        ("cut.xlsx", b"PK\x03\x04", "cut off"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_sentence(
    tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadingError, match=rf"{name}: .*{sentence}"), open_closed(tmp_path / name):
        pass


def test_macros_survive(tmp_path: Path) -> None:
    path = tmp_path / "Macros.xlsm"
    (tmp_path / "vbaProject.bin").write_bytes(b"\xd0\xcf\x11\xe0 not a real project")
    with xlsxwriter.Workbook(path) as made:
        made.add_worksheet("Cover")
        made.add_vba_project(tmp_path / "vbaProject.bin")
    with open_closed(path) as book:
        book.save()
    with zipfile.ZipFile(path) as package:
        assert package.read("xl/vbaProject.bin") == (tmp_path / "vbaProject.bin").read_bytes()
        assert b"macroEnabled" in package.read("[Content_Types].xml")


@pytest.mark.parametrize("path", sorted(RETURNS.glob("*.xlsx")), ids=lambda path: path.stem)
def test_the_open_book_reads_like_its_file(path: Path) -> None:
    with open_closed(path) as book:
        assert tuple(read_grid(sheet) for sheet in book.sheets) == read_grids(path)


def test_every_kind_of_cell_reads_like_its_file(path: Path, calculated: Path) -> None:
    for file in (path, calculated):
        with open_closed(file) as book:
            assert tuple(read_grid(sheet) for sheet in book.sheets) == read_grids(file)
    [kinds] = [{cell.kind for cell in grid.cells.values()} for grid in read_grids(path) if grid.name == "Indicators"]
    assert kinds >= {CellKind.TEXT, CellKind.NUMBER, CellKind.DATE, CellKind.YES_NO, CellKind.FORMULA_WITHOUT_VALUE}


def test_a_formula_that_nothing_has_calculated_is_not_taken_for_an_empty_cell(path: Path) -> None:
    with open_closed(path) as book:
        cells = read_grid(book.sheets[0]).cells
    assert cells[7, 2] == Cell(CellKind.FORMULA_WITHOUT_VALUE, "=C3+1", "B7")


def test_a_sheet_without_end_is_refused(path: Path) -> None:
    with open_closed(path) as book:
        sheet = book.sheets[0]
        sheet.range("XFD1048576").value = "far away"
        with pytest.raises(ReadingError, match="too many for a return"):
            read_grid(sheet)
    assert MOST_CELLS < 1_048_575 * 16_383


def test_fills_fonts_and_heights_are_as_in_excel(path: Path) -> None:
    with open_closed(path) as book:
        cells = book.sheets[0].range("E1:F2")
        assert (cells.color, cells.font.color) == (None, None)
        cells.color = (255, 173, 51)
        cells.font.color = (43, 25, 0)
        assert (cells.color, cells.font.color) == ((255, 173, 51), (43, 25, 0))
        book.sheets[0].range("E1").color = None
        assert (book.sheets[0].range("E1").color, cells.color) == (None, None)
        book.sheets[0].range("E1:E2").row_height = 40
        assert cells.row_height == 40
        book.sheets[0].api.row_dimensions[2].hidden = True
        assert book.sheets[0].range("E2").row_height == 0


def test_notes_are_put_on_changed_and_taken_off(path: Path) -> None:
    with open_closed(path) as book:
        assert book.sheets[0].range("C3").note is None
        cell = book.sheets[0].range("C3")
        cell.add_note("Mine.")
        assert cell.note.text == "Mine."
        cell.note.text = "Ours."
        book.save()
        assert openpyxl.load_workbook(path)["Indicators"]["C3"].comment.text == "Ours."
        cell.note.delete()
        assert cell.note is None


def test_sheets_are_renamed_hidden_and_deleted_with_their_results(calculated: Path) -> None:
    with open_closed(calculated) as book:
        sheet = book.sheets[0]
        sheet.name = "Answers"
        assert (book.sheets["Answers"].range("A1").value, sheet.visible) == (2.0, True)
        other = book.sheets.add("Other")
        sheet.visible = False
        assert (book.sheets["Answers"].visible, other.index) == (False, 1)
        sheet.visible = True
        sheet.range("A1").clear_contents()
        assert (sheet.range("A1").value, sheet.range("A1").formula) == (None, "")
        sheet.range("A1").formula = "=2+2"
        assert sheet.range("A1").formula == "=2+2"
        other.delete()
        assert ([found.name for found in book.sheets], book.sheets.active.name) == (["Answers"], "Answers")


def test_books_are_opened_found_and_closed(path: Path, calculated: Path) -> None:
    with open_closed(path) as book:
        other = book.app.books.open(str(calculated))
        assert (book.app.books.active.name, len(book.app.books)) == ("Calculated.xlsx", 2)
        assert book.app.books["return.xlsx"].fullname == book.fullname
        book.impl.activate()
        assert book.app.books.active.name == "Return.xlsx"
        other.close()
        with pytest.raises(KeyError, match="no open workbook"):
            book.app.books["Calculated.xlsx"]
        book.app.status_bar = "Reading …"
        assert book.app.status_bar == "Reading …"
        book.app.status_bar = None
        assert book.app.status_bar is False


def test_what_is_selected_is_told_and_changed_also_in_frozen_panes(path: Path) -> None:
    with open_closed(path) as book:
        book.sheets["Indicators"].api.freeze_panes = "B3"
        book.sheets.add("More")
        for name, address in (("More", "$B$9"), ("Indicators", "$C$3"), ("Indicators", "$A$1:$B$2")):
            book.sheets[name].range(address).select()
            assert (book.sheets.active.name, book.app.selection.address) == (name, address)
            assert book.app.selection.sheet == book.sheets[name]
        with pytest.raises(ValueError, match="visible"):
            book.sheets["Notes"].range("A1").select()


def test_a_book_tells_whether_it_was_changed(path: Path) -> None:
    with open_closed(path) as book:
        assert not book.impl.is_changed
        book.sheets[0].range("A1").value = 1
        assert book.impl.is_changed
        book.save()
        assert not book.impl.is_changed


def test_below_merged_cells_there_is_nothing_to_write_to(path: Path) -> None:
    with open_closed(path) as book:
        sheet = book.sheets[0]
        sheet.api.merge_cells("E1:F2")
        sheet.range("E1:F2").value = [[1, 2], [3, 4]]
        assert sheet.range("E1:F2").value == [[1, None], [None, None]]
        assert (sheet.range("F2").merge_area.address, sheet.range("A1").merge_area.address) == ("$E$1:$F$2", "$A$1")
