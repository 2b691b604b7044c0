"""A return workbook in the standard layout: what an officer opens, fills in and sends back."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from workbook_tools.findings import WritingError, shorten
from workbook_tools.model.layout import COVER_LABELS, COVER_SHEET, TABLES, TEMPLATE, Column, Content, Table
from workbook_tools.writing.cells import Number
from workbook_tools.writing.growing_sheet import GrowingSheet
from workbook_tools.writing.measure import Font, column_pixels, height_of, wrap
from workbook_tools.writing.whole_file import replace_file

CELL_LIMIT = 32_767  # characters that an Excel cell holds
A4_LANDSCAPE_CHARACTERS = 150  # of column width beside each other on A4 landscape at full size
SMALLEST_SCALE = 0.6  # of print; a wider table goes over several pages

NUMBER_FORMATS = {
    Content.FIGURE: "General",
    Content.PROGRESS: "0%",
    Content.SCORE: "0",
    Content.MONEY: "£#,##0.00",
    Content.DATE: "dd/mm/yyyy",
}
TEXT_FORMAT = "@"  # Excel keeps what is typed: a code such as 3-4 does not become a date, "- first" not a formula

HEADING = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3864", "border": 1, "text_wrap": True, "valign": "top"}
LABEL = {"bold": True, "bg_color": "#D9E1F2", "border": 1, "text_wrap": True, "valign": "top"}
TITLE = {"bold": True, "font_size": 16}
TITLE_HEIGHT = 24  # points
COVER_WIDTHS = (36, 90)  # of labels and values, in characters
BODY_FONT, HEADING_FONT = Font(11.0), Font(11.0, bold=True)

_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")  # half characters and non-characters, which no workbook can hold
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@")


CellContent = str | Number | date | None
"""What a cell is given: text, a number with its format, a day, or nothing ("" is nothing too)."""


class _Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def get(self, properties: Mapping[str, Any]) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(properties))
        return self._made[key]

    def body(self, column: Content, number_format: str = "", *, quoted: bool = False) -> Any:
        """Of a cell below the headings; `quoted` keeps text as text even when an officer opens and leaves the cell."""
        properties: dict[str, Any] = {"num_format": number_format or _number_format(column), "text_wrap": True, "valign": "top"}
        if column in NUMBER_FORMATS:
            properties["align"] = "right"
        return self.get(properties | {"quote_prefix": True} if quoted else properties)


def _number_format(column: Content) -> str:
    return NUMBER_FORMATS.get(column, TEXT_FORMAT)


def write_return(
    path: Path,
    cover: Mapping[str, CellContent],
    tables: Mapping[str, Sequence[Mapping[str, CellContent]]],
    *,
    created: date,
) -> None:
    """Writes a return: the cover, then a sheet for each table that has rows, with every column of the layout.

    The same arguments give the same bytes. The file appears whole or not at all and takes the place of an older one.
    Text stays text: none becomes a formula or a link.

    Args:
        path: of the workbook; its folder must exist.
        cover: values by field of `Cover`; labels without a value stay for the officer to fill in.
        tables: rows by name of table, each row its contents by field; rows keep their order.
        created: the date that the workbook says it was created on.

    Raises:
        KeyError: a table or a field that the layout does not have.
        WritingError: a text is longer than a cell holds, or the file cannot be written.
    """
    for name in tables.keys() - {table.name for table in TABLES}:
        raise KeyError(name)
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(content, options)
    book.set_properties({"title": "Service return", "created": datetime.combine(created, time())})
    formats = _Formats(book)
    _write_cover(book, formats, cover)
    for table in TABLES:
        if rows := tables.get(table.name, ()):
            _write_table(book, formats, table, rows)
    book.close()
    replace_file(path, content.getvalue())


def _write_cover(book: Any, formats: _Formats, cover: Mapping[str, CellContent]) -> None:
    sheet = book.add_worksheet(COVER_SHEET, GrowingSheet)
    sheet.set_column(0, 0, COVER_WIDTHS[0])
    sheet.set_column(1, 1, COVER_WIDTHS[1], formats.body(Content.TEXT))
    sheet.set_row(0, TITLE_HEIGHT)
    sheet.write_string(0, 0, "Service return", formats.get(TITLE))
    place = {field: row for row, field in enumerate(COVER_LABELS, start=2)}
    for field, row in place.items():
        sheet.write_string(row, 0, COVER_LABELS[field], formats.get(LABEL))
    for field, content in {**cover, "template": TEMPLATE}.items():
        _write_cell(sheet, formats, (place[field], 1), content, Content.TEXT)
        if isinstance(content, str):
            sheet.set_row(place[field], _height([(content, COVER_WIDTHS[1])]))
    _set_up_page(sheet, pages_wide=1)


def _write_table(book: Any, formats: _Formats, table: Table, rows: Sequence[Mapping[str, CellContent]]) -> None:
    sheet = book.add_worksheet(table.sheet, GrowingSheet)
    place = {column.field: index for index, column in enumerate(table.columns)}
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, column.width, formats.body(column.content))
        sheet.write_string(0, index, column.heading, formats.get(HEADING))
    sheet.set_row(0, _height(((column.heading, column.width) for column in table.columns), HEADING_FONT))
    for row_number, row in enumerate(rows, start=1):
        sheet.set_row(row_number, _height_of(row, table.columns))
        for field, content in row.items():
            column_number = place[field]
            _write_cell(sheet, formats, (row_number, column_number), content, table.columns[column_number].content)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xlsxwriter.utility.xl_rowcol_to_cell(len(rows), len(place) - 1)}"})
    width = sum(column.width for column in table.columns)
    _set_up_page(sheet, pages_wide=math.ceil(width * SMALLEST_SCALE / A4_LANDSCAPE_CHARACTERS))


def _height_of(row: Mapping[str, CellContent], columns: Sequence[Column]) -> float:
    texts = ((row.get(column.field), column.width) for column in columns)
    return _height((text, width) for text, width in texts if isinstance(text, str))


def _write_cell(sheet: Any, formats: _Formats, place: tuple[int, int], content: CellContent, column: Content) -> None:
    match content:
        case None | "":
            return
        case Number():
            sheet.write_number(*place, content.value, formats.body(column, content.number_format))
        case date():
            moment = datetime.combine(content, time())
            sheet.write_datetime(*place, moment, formats.body(column, NUMBER_FORMATS[Content.DATE]))
        case str():
            if len(content) > CELL_LIMIT:
                cell = f"{sheet.get_name()}!{xlsxwriter.utility.xl_rowcol_to_cell(*place)}"
                raise WritingError(
                    f"{cell}: the text '{shorten(content, 40)}' has {len(content):,} characters, "
                    f"but an Excel cell holds {CELL_LIMIT:,}. Shorten it."
                )
            quoted = _number_format(column) != TEXT_FORMAT and content.startswith(_LOOKS_LIKE_FORMULA)
            sheet.write_string(*place, _NOT_IN_XML.sub("\ufffd", content), formats.body(column, quoted=quoted))


def _set_up_page(sheet: Any, pages_wide: int) -> None:
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(pages_wide, 0)
    sheet.print_across()  # the halves of a wide row follow each other
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.hide_gridlines(0)  # printed too: they tell the cells apart
    sheet.set_footer("&L&A&RPage &P of &N")


def _height(cells: Iterable[tuple[str, float]], font: Font = BODY_FONT) -> float:
    """Height in points of a row with these texts in columns of these widths, in characters."""
    return height_of(max((len(wrap(text, column_pixels(width), font)) for text, width in cells), default=1), font)
