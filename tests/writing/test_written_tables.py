"""One writer for all tables: widths, wrapped rows, rows that go on, headings, totals."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from operator import itemgetter
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from support_changed import replace
from workbook_tools.writing.cells import CellValue, Link, Number
from workbook_tools.writing.measure import wrap
from workbook_tools.writing.page import Page
from workbook_tools.writing.tables import ColumnSpec, TablePlace, write_table
from workbook_tools.writing.theme import Look, Theme, font_of
from workbook_tools.writing.widths import NARROWEST, PAGE_WIDTH, WIDEST, fit_widths

Row = tuple[CellValue, ...]


def columns(*widths: float) -> list[ColumnSpec[Row]]:
    """A code column and columns of text."""
    specs: list[ColumnSpec[Row]] = [
        ColumnSpec(f"Column {index}", width, itemgetter(index)) for index, width in enumerate(widths)
    ]
    specs[0] = replace(specs[0], look=Look.CODE, repeats=True)
    return specs


def written(specs: list[ColumnSpec[Row]], rows: list[Row], name: str = "", bands: Sequence[str] = ()) -> tuple[Any, TablePlace]:
    """The sheet as openpyxl reads it, and where the table stands."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = Page(book.add_worksheet("Sheet"), Theme(book))
    page.set_widths([column.width for column in specs])
    place = write_table(page, 2, specs, rows, name=name, bands=bands)
    book.close()
    return openpyxl.load_workbook(content)["Sheet"], place


def values(sheet: Any, place: TablePlace) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=place.heading + 1, max_row=place.last + 1)]


def test_headings_and_rows_stand_where_the_place_says() -> None:
    sheet, place = written(columns(10, 30), [("A", "first"), ("B", "second")])
    assert place == TablePlace(2, 4, (3, 4))
    assert values(sheet, place) == [["Column 0", "Column 1"], ["A", "first"], ["B", "second"]]


def test_a_long_note_goes_on_below_with_its_code_and_nothing_else() -> None:
    note = " ".join(f"word{number}" for number in range(1000))
    sheet, place = written(columns(10, 20, 30), [("A", "title", note), ("B", "next", "short")])
    rows = values(sheet, place)[1:]
    parts = [row for row in rows if row[0] == "A"]
    assert len(parts) > 2
    assert "".join(row[2] for row in parts) == note
    assert [row[1] for row in parts] == ["title"] + [None] * (len(parts) - 1)
    assert place.row_of == (3, 3 + len(parts))
    assert all((sheet.row_dimensions[row].height or 15) <= 409 for row in range(4, place.last + 2))


def test_a_code_too_long_for_a_row_is_not_repeated_but_goes_on() -> None:
    code = "x" * 40_000
    sheet, place = written(columns(20, 30), [(code, "title")])
    assert "".join(row[0] for row in values(sheet, place)[1:]) == code


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x.test","x")', "+1", "-1", "@x", "http://x.test", "1234", " =1", "\t=1"])
def test_text_stays_text(text: str) -> None:
    sheet, place = written(columns(10, 30), [("A", text)])
    cell = sheet.cell(place.last + 1, 2)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_half_characters_do_not_spoil_the_file() -> None:
    sheet, place = written(columns(10, 30), [("A", "a\ud800b\uffffc")])
    assert sheet.cell(place.last + 1, 2).value == "a\ufffdb\ufffdc"


def test_rows_grow_with_their_text() -> None:
    sheet, _ = written(columns(10, 30), [("A", "short"), ("B", "words " * 40)])
    assert sheet.row_dimensions[4].height is None, "the standard height, 15 points"
    assert sheet.row_dimensions[5].height > 3 * 15


def test_an_excel_table_has_filters_and_headings_that_differ() -> None:
    specs = [replace(column, heading="Same") for column in columns(10, 30, 30)]
    sheet, _ = written(specs, [("A", "b", "c")], name="Things")
    table = sheet.tables["Things"]
    assert (table.ref, table.autoFilter.ref) == ("A3:C4", "A3:C4")
    assert [column.name for column in table.tableColumns] == ["Same", "Same (2)", "Same (3)"]
    assert [cell.value for cell in sheet[3]] == ["Same", "Same (2)", "Same (3)"]


def test_the_total_row_adds_up_what_is_shown_and_stores_the_sum() -> None:
    amount: ColumnSpec[Row] = ColumnSpec("Budget [£]", 12, lambda row: row[1], Look.NUMBER, total=True)
    rows: list[Row] = [("A", Number(Decimal("0.1"), "£0.00")), ("B", Number(Decimal("0.2"), "£0.00")), ("C", "n/a")]
    sheet, place = written([*columns(10), amount], rows, name="Money")
    assert sheet.cell(place.last + 1, 1).value == "Total"
    assert sheet.cell(place.last + 1, 2).value == "=SUBTOTAL(109,Money[Budget '[£']])"
    assert sheet.tables["Money"].totalsRowCount == 1
    assert sheet.cell(place.last + 1, 2).number_format == "£0.00_w"


def test_bands_stand_above_their_rows_and_totals_below_the_filters() -> None:
    amount: ColumnSpec[Row] = ColumnSpec("Budget", 12, lambda row: row[1], Look.NUMBER, total=True)
    rows: list[Row] = [(code, Number(Decimal(code), "0")) for code in ("1", "2", "3")]
    sheet, place = written([*columns(10), amount], rows, "Money", ("People", "People", "Roads"))
    assert place == TablePlace(2, 8, (4, 5, 7))
    assert [sheet.cell(row, 1).value for row in range(3, 10)] == ["Column 0", "People", "1", "2", "Roads", "3", "Total"]
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A4:B4", "A7:B7"]
    assert (sheet.auto_filter.ref, sheet.tables) == ("A3:B8", {})
    assert sheet.cell(9, 2).value == "=SUBTOTAL(109,B4:B8)"
    assert sheet.parent.defined_names["Money_table"].attr_text == "'Sheet'!$A$3:$B$8"


def test_a_band_is_as_high_as_its_text() -> None:
    long = "We will place people at the heart of what we do, and prioritise communities. " * 10
    sheet, place = written(columns(10, 30), [("A", "x")], "Things", (long,))
    assert sheet.cell(place.heading + 2, 1).value == long
    assert sheet.row_dimensions[place.heading + 2].height > 15 * 10


def test_tables_that_are_no_excel_tables_are_areas_named_after_their_sheet() -> None:
    sheet, _ = written(columns(10, 30), [("A", "x")])
    assert {name: area.attr_text for name, area in sheet.parent.defined_names.items()} == {"Sheet_table_1": "'Sheet'!$A$3:$B$4"}


def test_our_own_links_lead_inside_the_workbook() -> None:
    sheet, place = written(columns(10, 30), [("A", Link("there", "Sheet", 9))])
    assert sheet.cell(place.last + 1, 2).hyperlink.location == "'Sheet'!A10"


@pytest.mark.parametrize(("asked", "total"), [((10, 30, 30), PAGE_WIDTH), ((10, 90, 60), 160), ((10, 150, 150), WIDEST)])
def test_columns_fill_the_page_and_not_more(asked: tuple[float, ...], total: float) -> None:
    rows: list[Row] = [("A", "few words", "many words " * 50)]
    fitted = fit_widths(columns(*asked), rows)
    assert total - 2 <= sum(column.width for column in fitted) <= total
    assert fitted[0].width <= asked[0]


def test_the_longer_text_gets_the_wider_column() -> None:
    fitted = fit_widths(columns(10, 60, 60), [("A", "few words", "many words " * 50)])
    assert fitted[2].width > 2 * fitted[1].width
    assert fitted[1].width < NARROWEST, "all of it finds room in less"


def test_no_word_is_broken_to_make_room_for_a_longer_text() -> None:
    fitted = fit_widths(columns(10, 60, 60), [("A", "Responsibilities of all", "many words " * 200)])
    assert fitted[1].width < 20
    assert [line.strip() for line in wrap("Responsibilities of all", fitted[1].room, font_of(Look.TEXT))] == [
        "Responsibilities",
        "of all",
    ]


@pytest.mark.parametrize(("code", "width"), [("A", 10), ("A much longer code", 30)])
def test_a_column_of_codes_takes_what_it_needs(code: str, width: float) -> None:
    specs = columns(30, 30)
    fitted = fit_widths([replace(specs[0], heading="Ref"), specs[1]], [(code, "text")])
    assert fitted[0].width <= width
    assert len(wrap(code, fitted[0].room, font_of(Look.CODE))) == 1


def test_a_column_is_wide_enough_for_its_links() -> None:
    fitted = fit_widths(columns(10, 30), [(Link("CPM/019 (PAM/001)", "Indicators", 5), "x")])
    assert fitted[0].width > 17
