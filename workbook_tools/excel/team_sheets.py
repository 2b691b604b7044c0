"""Filling the control workbook's sheets: tables anew, the log by a row, the last message. Text stays text."""

from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING, Any

from workbook_tools.excel.host import unlocked
from workbook_tools.excel.looks import TEXT_FORMAT, cells_by_style, rgb
from workbook_tools.excel.team_settings import sheet_of
from workbook_tools.model.control_book import CONTROL, LOG_TABLE, MESSAGE_CELL, SheetTable
from workbook_tools.model.scheme import Style
from workbook_tools.writing.measure import MOST_CHARACTERS, Font, column_pixels, height_of, wrap
from workbook_tools.writing.soft_colours import soft_colours
from workbook_tools.writing.theme import INK

if TYPE_CHECKING:
    import xlwings  # only its types: whoever calls has loaded it

CUT = "… (cut here)"
PADDING = 12  # pixels of a cell that its text leaves free, beside those that `measure` counts
FONT = Font(10.0)


def fill(book: "xlwings.Book", table: SheetTable, rows: Sequence[Sequence[object]], about: str) -> None:
    """Fills a sheet's table anew and says above it with what; in days, text and counts as its columns have them."""
    sheet = sheet_of(book, table.sheet)
    with unlocked(sheet):
        _empty(sheet, table)
        if rows:
            _put(sheet, table, table.first_row, rows)
        _say(sheet.range(table.about), about)


def colour(book: "xlwings.Book", table: SheetTable, heading: str, styles: Sequence[Style]) -> None:
    """Gives the cells of a column, from the first row on, the colours and symbols of their words."""
    sheet = sheet_of(book, table.sheet)
    with unlocked(sheet):
        for cells, style in cells_by_style(sheet, table.first_row, table.place(heading), styles):
            cells.color, cells.font.color = map(rgb, soft_colours(style))
            symbol = style.symbol.replace('"', "")
            cells.number_format = f'"{symbol} "{TEXT_FORMAT}' if symbol else TEXT_FORMAT


def log(book: "xlwings.Book", caption: str, message: str) -> None:
    """Adds a row to the log, with the time that it is, and shows the message on the sheet Control."""
    sheet, now = sheet_of(book, LOG_TABLE.sheet), datetime.now().astimezone().replace(tzinfo=None, microsecond=0)
    with unlocked(sheet):
        _put(sheet, LOG_TABLE, _next_row(sheet), [(now, caption, message)])
    control = sheet_of(book, CONTROL)
    with unlocked(control):
        _say(control.range(MESSAGE_CELL), f"{caption}, {now:%d/%m/%Y at %H:%M}: {message}")


def _next_row(sheet: "xlwings.Sheet") -> int:
    """The first row of the log that is empty; below the last that is not."""
    first = LOG_TABLE.first_row
    values = sheet.range((first, 1), (max(first, _last_row(sheet)) + 1, 1)).options(ndim=1).value
    return first + max((number for number, value in enumerate(values, start=1) if value is not None), default=0)


def _last_row(sheet: "xlwings.Sheet") -> int:
    used = sheet.used_range
    return int(used.row + used.shape[0] - 1)


def _empty(sheet: "xlwings.Sheet", table: SheetTable) -> None:
    last = max(table.first_row, _last_row(sheet))
    cells = sheet.range((table.first_row, 1), (last, len(table.columns)))
    cells.clear_contents()
    cells.color, cells.font.color = None, rgb(INK)
    cells.row_height = height_of(1, FONT)


def _put(sheet: "xlwings.Sheet", table: SheetTable, first: int, rows: Sequence[Sequence[object]]) -> None:
    last = first + len(rows) - 1
    for index, column in enumerate(table.columns, start=1):
        sheet.range((first, index), (last, index)).number_format = column.number_format
    cells = sheet.range((first, 1), (last, len(table.columns)))
    cells.wrap_text = True
    cells.value = [[_content(value) for value in row] for row in rows]
    _fit(sheet, table, first, rows)


def _fit(sheet: "xlwings.Sheet", table: SheetTable, first: int, rows: Sequence[Sequence[object]]) -> None:
    """Makes each row high enough for its text: only Excel would do so itself."""
    for height, same in groupby([_height(table, row) for row in rows]):
        below = first + len(list(same))
        sheet.range((first, 1), (below - 1, 1)).row_height = height
        first = below


def _height(table: SheetTable, row: Sequence[object]) -> float:
    texts = [(value, column_pixels(column.width) - PADDING) for value, column in zip(row, table.columns, strict=True)]
    return height_of(max(len(wrap(text, pixels, FONT)) for text, pixels in texts if isinstance(text, str)), FONT)


def _say(cell: "xlwings.Range", text: str) -> None:
    cell.number_format = TEXT_FORMAT
    cell.value = _content(text)


def _content(value: object) -> Any:
    """What a cell is given: text that fits, a day as the moment it begins with, nothing for an empty text."""
    if isinstance(value, str):
        return (value or None) if len(value) <= MOST_CHARACTERS else f"{value[: MOST_CHARACTERS - len(CUT)]}{CUT}"
    return datetime.combine(value, time()) if isinstance(value, date) and not isinstance(value, datetime) else value
