"""Tables of a workbook: columns as values, rows as values, one writer for all sheets.

A note that is too long for the highest row goes on in the next row, which repeats the columns that say what the row is about.
Rows that belong together may stand under a band, a row of its own. Bands cannot stand in an Excel table, so a table with bands
is a named area with filters; since they are merged cells, Excel refuses to sort it, and the order stays the published one.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any, Generic, TypeVar

from workbook_tools.model.scheme import Style
from workbook_tools.writing.cells import CellValue, Link, Number
from workbook_tools.writing.measure import column_pixels, height_of, pieces_of, wrap
from workbook_tools.writing.page import Page, clean
from workbook_tools.writing.theme import DATE_FORMAT, Look, Theme, font_of, indent_of

RowT = TypeVar("RowT")

FILTER_BUTTON = 18  # pixels that Excel's filter button takes of a heading
SYMBOL = 18  # pixels of the symbol before a status word
FLEXIBLE = {Look.TEXT, Look.MUTED}
TO_THE_RIGHT = {Look.NUMBER, Look.DATE}
CENTRED = {Look.STATUS, Look.TREND}


@dataclass(frozen=True, slots=True)
class ColumnSpec(Generic[RowT]):
    """A column of a table.

    Attributes:
        heading: shown at its head.
        width: in characters.
        get: the value of a row.
        look: how its cells look.
        styles: the words that colour its cells.
        repeats: whether it is repeated where a long row goes on in the next one.
        total: whether an Excel table adds it up in its last row.
        field: what the column shows, by the name that schemes use; "" where nothing refers to it.
    """

    heading: str
    width: float
    get: Callable[[RowT], CellValue]
    look: Look = Look.TEXT
    styles: tuple[Style, ...] = ()
    repeats: bool = False
    total: bool = False
    field: str = ""

    @property
    def room(self) -> int:
        """Pixels for the text of a cell."""
        return column_pixels(self.width) - indent_of(self.look) - (SYMBOL if self.styles else 0)


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table stands, rows counted from 0: its heading, its last row, and the first row of each of the rows given."""

    heading: int
    last: int
    row_of: tuple[int, ...]


def write_table(
    page: Page,
    top: int,
    columns: Sequence[ColumnSpec[RowT]],
    rows: Sequence[RowT],
    *,
    name: str = "",
    left: int = 0,
    bands: Sequence[str] = (),
) -> TablePlace:
    """Writes a table with its headings in row `top`; rows are made high enough for their wrapped text.

    Args:
        page: the worksheet; its columns must have been given their widths.
        top: row of the headings, counted from 0.
        columns: in order, from column `left` on.
        rows: in order; at least one where the table has a `name`.
        name: of an Excel table with filters, or of the area where there are bands; else the area is named after the sheet.
        left: first column, counted from 0.
        bands: the band that each row stands under; empty for none.
    """
    headings = _write_headings(page, top, left, columns, filtered=bool(name))
    row_of, row, previous = [], top + 1, ""
    for item, band in zip(rows, bands or [""] * len(rows), strict=True):
        start = row
        if band != previous:
            row += page.write_block(row, (left, left + len(columns) - 1), band, Look.BAND)
        row_of.append(row)
        row += _write_row(page, row, left, columns, item)
        if band != previous:
            page.keep_together(start, row - 1)
        previous = band
    area = top, left, row - 1, left + len(columns) - 1
    for index, column in enumerate(columns, start=left):
        quiet, soft = column.look is Look.TREND, bool(name)
        page.colour_words((top + 1, index, area[2], index), column.styles, quiet=quiet, soft=soft)
    with_total = bool(name) and any(column.total for column in columns)
    if name and not bands:
        _add_excel_table(page, (top, left, row - 1 + with_total), columns, headings, name)
    else:
        page.name_area(area, f"{name}_table" if name else "")
    if name and bands:
        page.sheet.autofilter(*area)
    if with_total:
        _write_totals(
            page, row, columns, rows, _columns_below(top, row - 1, len(columns)) if bands else _columns_of(name, headings)
        )
    return TablePlace(top, row - 1 + with_total, tuple(row_of))


def _write_headings(page: Page, top: int, left: int, columns: Sequence[ColumnSpec[RowT]], *, filtered: bool) -> list[str]:
    """Writes the headings, with room for filter buttons where there are some; returns them as written."""
    headings = _distinct_headings(columns)
    for index, (column, heading) in enumerate(zip(columns, headings, strict=True)):
        page.put(top, left + index, heading, heading_format(page.theme, column.look))
        room = column_pixels(column.width) - indent_of(Look.HEADER) - (FILTER_BUTTON if filtered else 0)
        page.raise_row_for(top, heading, room, font_of(Look.HEADER))
    return headings


def _write_row(page: Page, row: int, left: int, columns: Sequence[ColumnSpec[RowT]], item: RowT) -> int:
    """Writes one row and the rows that it goes on in; how many rows that took."""
    pieces = [_pieces(column.get(item), column) for column in columns]
    lines = list(zip_longest(*pieces))
    for offset, line in enumerate(lines):
        height = 0.0
        for index, (column, parts, part) in enumerate(zip(columns, pieces, line, strict=True)):
            value = parts[0] if column.repeats and len(parts) == 1 else part
            page.put(row + offset, left + index, value, _format_of(page.theme, column, value))
            font = font_of(column.look)
            height = max(height, height_of(len(wrap(_text_of(value), column.room, font)), font))
        page.raise_row(row + offset, height)
    return len(lines)


def _pieces(value: CellValue, column: ColumnSpec[RowT]) -> Sequence[CellValue]:
    return pieces_of(value, column.room, font_of(column.look)) if isinstance(value, str) else (value,)


def _text_of(value: CellValue) -> str:
    """What has to be given room; numbers and dates stand on one line."""
    return value.text if isinstance(value, Link) else value if isinstance(value, str) else ""


def _format_of(theme: Theme, column: ColumnSpec[RowT], value: CellValue) -> Any:
    match value:
        case Number():
            return theme.figure(Look.NUMBER, value.number_format)
        case date():
            return theme.figure(Look.DATE, DATE_FORMAT)
        case Link():
            return theme.format(Look.LINK)
        case _:
            return theme.format(column.look)


def heading_format(theme: Theme, look: Look) -> Any:
    """The cell format of a heading, which stands over its figures and its words as they do."""
    if look in TO_THE_RIGHT:
        return theme.format(Look.HEADER, align="right")
    return theme.format(Look.HEADER, align="center", indent=0) if look in CENTRED else theme.format(Look.HEADER)


def _distinct_headings(columns: Sequence[ColumnSpec[RowT]]) -> list[str]:
    """The headings; one that stood before gets a number, since an Excel table wants them all different."""
    headings: list[str] = []
    for column in columns:
        base = heading = clean(column.heading).strip() or "Column"
        number = 1
        while heading.casefold() in {known.casefold() for known in headings}:
            number += 1
            heading = f"{base} ({number})"
        headings.append(heading)
    return headings


def _add_excel_table(
    page: Page, place: tuple[int, int, int], columns: Sequence[ColumnSpec[RowT]], headings: Sequence[str], name: str
) -> None:
    top, left, last = place
    described = [
        {"header": heading, "header_format": heading_format(page.theme, column.look)}
        for column, heading in zip(columns, headings, strict=True)
    ]
    options = {"name": name, "style": None, "columns": described, "total_row": any(column.total for column in columns)}
    page.sheet.add_table(top, left, last, left + len(columns) - 1, options)


def _columns_of(name: str, headings: Sequence[str]) -> list[str]:
    """The columns of an Excel table as formulas name them."""
    escaped = (re.sub(r"[\[\]'#@]", r"'\g<0>", heading) for heading in headings)
    return [f"{name}[{heading}]" for heading in escaped]


def _columns_below(top: int, last: int, number: int) -> list[str]:
    """The cells of each column below its heading as formulas name them."""
    return [f"{Page.cell(top + 1, column)}:{Page.cell(last, column)}" for column in range(number)]


def _write_totals(
    page: Page, row: int, columns: Sequence[ColumnSpec[RowT]], rows: Sequence[RowT], areas: Sequence[str]
) -> None:
    """A row of formulas that add up what the filters leave of the columns' areas, with today's sums stored beside them."""
    for index, (column, area) in enumerate(zip(columns, areas, strict=True)):
        numbers = [value for value in map(column.get, rows) if isinstance(value, Number)] if column.total else []
        if not numbers:
            page.write(row, index, "" if index else "Total", Look.TOTAL, align="left")
            continue
        total = sum((number.value for number in numbers), Decimal(0))
        number_format = max((number.number_format for number in numbers), key=len)
        cell_format = page.theme.figure(Look.TOTAL, number_format)
        page.sheet.write_formula(row, index, f"=SUBTOTAL(109,{area})", cell_format, float(total))
