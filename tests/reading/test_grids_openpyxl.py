"""What stands in the cells of a real workbook."""

import time
import warnings
from datetime import date, datetime
from datetime import time as time_of_day
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.datavalidation import DataValidation

from support_workbooks import Formatted, Formula, rewrite_part, write_workbook
from workbook_tools.findings import ReadingError
from workbook_tools.reading.grids import Cell, CellKind
from workbook_tools.reading.grids_openpyxl import read_grids

SHEET = "xl/worksheets/sheet1.xml"


def read_cell(tmp_path: Path, value: Any) -> Cell | None:
    (grid,) = read_grids(write_workbook(tmp_path / "cell.xlsx", {"Sheet": [[None], [None, value]]}))
    return grid.cells.get((2, 2))


@pytest.mark.parametrize(
    ("value", "kind", "read"),
    [
        ("n/a", CellKind.TEXT, "n/a"),
        (" padded ", CellKind.TEXT, " padded "),
        ("two\nlines", CellKind.TEXT, "two\nlines"),
        ("=1+1", CellKind.TEXT, "=1+1"),
        (0.1 + 0.2, CellKind.NUMBER, Decimal("0.3")),
        (0.6117, CellKind.NUMBER, Decimal("0.6117")),
        (94.05, CellKind.NUMBER, Decimal("94.05")),
        (1e20, CellKind.NUMBER, Decimal(10**20)),
        (1234567, CellKind.NUMBER, Decimal(1234567)),
        (-0.00001, CellKind.NUMBER, Decimal("-0.00001")),
        (0, CellKind.NUMBER, Decimal(0)),
        (date(2022, 3, 31), CellKind.DATE, date(2022, 3, 31)),
        (datetime(2022, 3, 31, 17, 30), CellKind.DATE, date(2022, 3, 31)),  # noqa: DTZ001 - workbooks know no time zones
        (Formatted(time_of_day(3, 45), "hh:mm"), CellKind.TEXT, "03:45:00"),
        (True, CellKind.YES_NO, True),
        (Formula("=1/4", 0.25), CellKind.NUMBER, Decimal("0.25")),
        (Formula('="Yes"', "Yes"), CellKind.TEXT, "Yes"),
        (Formula("=1/0", "#DIV/0!"), CellKind.ERROR, "#DIV/0!"),
        (Formula("=NA()", "#N/A"), CellKind.ERROR, "#N/A"),
    ],
)
def test_each_kind_of_cell(tmp_path: Path, value: Any, kind: CellKind, read: Any) -> None:
    cell = read_cell(tmp_path, value)
    assert cell is not None
    assert (cell.kind, cell.value, cell.address) == (kind, read, "B2")
    assert type(cell.value) is type(read)


@pytest.mark.parametrize("value", [None, "   ", "\n", Formatted("", "0.0%")])
def test_blank_cells_are_left_out(tmp_path: Path, value: Any) -> None:
    assert read_cell(tmp_path, value) is None


@pytest.mark.parametrize("number_format", ["General", "0.0%", "£#,##0", '#,##0.0,"k"', "dd-mmm-yyyy"])
def test_number_formats_are_kept(tmp_path: Path, number_format: str) -> None:
    cell = read_cell(tmp_path, Formatted(44651, number_format))
    assert cell is not None
    assert cell.number_format == number_format
    assert (cell.kind is CellKind.DATE) == ("yyyy" in number_format)


def test_a_formula_saved_without_its_result(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    workbook.active["A1"] = "=1+1"
    workbook.save(tmp_path / "uncalculated.xlsx")
    (grid,) = read_grids(tmp_path / "uncalculated.xlsx")
    assert grid.cells[1, 1] == Cell(CellKind.FORMULA_WITHOUT_VALUE, "=1+1", "A1")


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell(tmp_path: Path) -> None:
    assert read_cell(tmp_path, Formula("=A1", 5)) is not None
    planted = rewrite_part(  # as Excel writes it
        tmp_path / "cell.xlsx", tmp_path / "excel.xlsx", SHEET, r'<c r="B2".*?</c>', '<c r="B2" t="str"><f>A1</f><v></v></c>'
    )
    assert not read_grids(planted)[0].cells


def test_rich_and_inline_text_is_read_as_text(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    workbook.active["A1"] = CellRichText("Complaints ", TextBlock(InlineFont(b=True), "answered"), " in time")
    workbook.save(tmp_path / "rich.xlsx")
    assert read_grids(tmp_path / "rich.xlsx")[0].cells[1, 1].value == "Complaints answered in time"
    with xlsxwriter.Workbook(tmp_path / "shared.xlsx") as shared:
        shared.add_worksheet().write_rich_string("A1", "Complaints ", shared.add_format({"bold": True}), "answered")
    assert read_grids(tmp_path / "shared.xlsx")[0].cells[1, 1].value == "Complaints answered"


def test_line_breaks_of_other_programs_become_line_breaks(tmp_path: Path) -> None:
    source = write_workbook(tmp_path / "plain.xlsx", {"Sheet": [["onetwo"]]})
    planted = rewrite_part(source, tmp_path / "planted.xlsx", "xl/sharedStrings.xml", "onetwo", "one_x000D_\ntwo")
    assert read_grids(planted)[0].cells[1, 1].value == "one\ntwo"


def test_hidden_sheets_and_rows_are_recorded_and_charts_left_out(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "hidden.xlsx") as workbook:
        shown = workbook.add_worksheet("Shown")
        shown.write_column("A1", [1, 2, 3, 4])
        shown.set_row(1, None, None, {"hidden": True})
        shown.set_row(3, 40)
        workbook.add_worksheet("Hidden").hide()
        workbook.add_worksheet("Very hidden").very_hidden()
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=Shown!$A$1:$A$4"})
        workbook.add_chartsheet("Chart").set_chart(chart)
    grids = read_grids(tmp_path / "hidden.xlsx")
    assert [(grid.name, grid.hidden) for grid in grids] == [("Shown", False), ("Hidden", True), ("Very hidden", True)]
    assert grids[0].hidden_rows == {2}


def test_merged_cells_are_recorded_and_what_is_no_area_is_passed_over(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "merged.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        sheet.merge_range("A1:C1", "title")
        sheet.merge_range("B3:B6", "down")
        sheet.merge_range("D3:E4", "block")
    assert read_grids(tmp_path / "merged.xlsx")[0].merged == ((1, 1, 1, 3), (3, 2, 6, 2), (3, 4, 4, 5))
    planted = rewrite_part(tmp_path / "merged.xlsx", tmp_path / "planted.xlsx", SHEET, 'ref="B3:B6"', 'ref="nowhere"')
    assert read_grids(planted)[0].merged == ((1, 1, 1, 3), (3, 4, 4, 5))


@pytest.mark.parametrize(
    ("areas", "kept"),
    [
        (["B3:B6", "A1:C1"], [(1, 1, 1, 3), (3, 2, 6, 2)]),
        (["A1:B3", "B2:C2"], [(1, 1, 3, 2)]),
        (["A1:B3", "A1:B3"], [(1, 1, 3, 2)]),
        (["A1:B3", "C1:C9", "A4:B5"], [(1, 1, 3, 2), (1, 3, 9, 3), (4, 1, 5, 2)]),
        (["A1:B1", "A2:B2", "B1:B2"], [(1, 1, 1, 2), (2, 1, 2, 2)]),
    ],
)
def test_of_merged_areas_that_overlap_the_first_counts(tmp_path: Path, areas: list[str], kept: list[Any]) -> None:
    source = write_workbook(tmp_path / "plain.xlsx", {"Sheet": [["a"]]})
    cells = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    planted = rewrite_part(
        source, tmp_path / "planted.xlsx", SHEET, "</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>"
    )
    assert list(read_grids(planted)[0].merged) == kept


def test_the_calendar_of_1904_is_understood(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "mac.xlsx", {"date_1904": True}) as workbook:
        days = workbook.add_format({"num_format": "dd/mm/yyyy"})
        workbook.add_worksheet().write_datetime("A1", datetime(2022, 3, 31), days)  # noqa: DTZ001 - as above
    assert read_grids(tmp_path / "mac.xlsx")[0].cells[1, 1].value == date(2022, 3, 31)


def test_a_number_outside_the_calendar_shows_an_error_as_in_excel(tmp_path: Path) -> None:
    cell = read_cell(tmp_path, Formatted(99_999_999, "dd/mm/yyyy"))
    assert cell is not None
    assert (cell.kind, cell.value) == (CellKind.ERROR, "#VALUE!")


def test_what_is_not_read_cannot_disturb(tmp_path: Path) -> None:
    """Validations, an unknown extension and a merged range over the whole sheet: no warning, no failure, no delay."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet["A1"] = "Code"
    validation = DataValidation(type="list", formula1='"a,b"')
    validation.add("A2:A10")
    sheet.add_data_validation(validation)
    sheet.merge_cells("B1:C1")
    workbook.save(tmp_path / "plain.xlsx")
    merged = rewrite_part(tmp_path / "plain.xlsx", tmp_path / "merged.xlsx", SHEET, r'ref="B1:C1"', 'ref="B1:XFD1048576"')
    extension = '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    planted = rewrite_part(merged, tmp_path / "planted.xlsx", SHEET, "</worksheet>", extension)
    began = time.perf_counter()
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        (grid,) = read_grids(planted)
    assert [cell.value for cell in grid.cells.values()] == ["Code"]
    assert warned == []
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("part", "pattern", "replacement"),
    [
        (SHEET, "</sheetData>", "</sheetdata>"),
        (SHEET, 'r="A1"', 'r="1A"'),
        (SHEET, r"<v>0</v>", "<v>99</v>"),
        ("xl/workbook.xml", r"</workbook>", ""),
        ("xl/workbook.xml", r'r:id="rId1"', 'r:id="rId99"'),
        ("xl/_rels/workbook.xml.rels", r"worksheets/sheet1", "worksheets/sheet9"),
        ("xl/styles.xml", r"<styleSheet", "<stylesheets"),
        ("[Content_Types].xml", r"sheet\.main\+xml", "nothing"),
    ],
)
def test_a_malformed_workbook_is_refused_in_plain_words(tmp_path: Path, part: str, pattern: str, replacement: str) -> None:
    good = write_workbook(tmp_path / "good.xlsx", {"Sheet": [["text"]]})
    bad = rewrite_part(good, tmp_path / "bad.xlsx", part, pattern, replacement)
    with pytest.raises(ReadingError, match=r"^The workbook (is damaged inside|has no worksheet)[^<>]*\.$"):
        read_grids(bad)


@pytest.mark.parametrize(
    ("columns", "hidden"),
    [
        ("", set()),
        ('<cols><col min="2" max="2" hidden="1"/></cols>', {2}),
        ('<cols><col min="1" max="2" width="9"/><col min="3" max="16384" hidden="true"/></cols>', {3, 5}),
        ('<cols><col min="1" max="3" hidden="1"/><col min="2" max="5" hidden="1"/></cols>', {1, 2, 3, 5}),
        ('<cols><col min="4" max="4" hidden="1"/></cols>', set()),  # no cell stands there
        ('<cols><col min="1" max="5" hidden="0"/></cols>', set()),
        ('<cols><col min="x" max="5" hidden="1"/><col max="5" hidden="1"/></cols>', set()),
    ],
)
def test_hidden_columns_that_hold_cells(tmp_path: Path, columns: str, hidden: set[int]) -> None:
    source = write_workbook(tmp_path / "plain.xlsx", {"Sheet": [["a", "b", "c"], ["d", None, None, None, "e"]]})
    planted = rewrite_part(source, tmp_path / "planted.xlsx", SHEET, "<sheetData>", f"{columns}<sheetData>")
    assert read_grids(planted)[0].hidden_columns == hidden


def test_struck_out_cells(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "struck.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        struck, bold = workbook.add_format({"font_strikeout": True}), workbook.add_format({"bold": True})
        sheet.write("A1", "withdrawn", struck)
        sheet.write("A2", "bold", bold)
        sheet.write("A3", 5, struck)
        sheet.write_blank("A4", None, struck)
        sheet.write("A5", "plain")
        sheet.write_rich_string("B1", struck, "all ", struck, "of it")
        sheet.write_rich_string("B2", struck, "the first word ", bold, "only")
        sheet.write_rich_string("B3", "as the cell ", struck, "and its own", struck)
        sheet.write_rich_string("B4", "as the cell ", bold, "but not this", struck)
        sheet.write_rich_string("B5", "as the cell ", struck, "and its own")
    assert read_grids(tmp_path / "struck.xlsx")[0].struck_out == {(1, 1), (3, 1), (1, 2), (3, 2)}


def test_text_struck_out_within_a_cell_is_seen_without_a_style_that_strikes_out(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    gone, kept = InlineFont(strike=True), InlineFont(b=True)
    workbook.active["A1"] = CellRichText(TextBlock(gone, "gone"), TextBlock(gone, " too"))
    workbook.active["A2"] = CellRichText(TextBlock(gone, "gone"), TextBlock(kept, " kept"))
    workbook.active["A3"] = CellRichText("kept ", TextBlock(gone, "gone"))
    workbook.save(tmp_path / "rich.xlsx")
    (grid,) = read_grids(tmp_path / "rich.xlsx")
    assert grid.struck_out == {(1, 1)}
    assert [cell.value for cell in grid.cells.values()] == ["gone too", "gone kept", "kept gone"]
