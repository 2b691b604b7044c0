"""A sheet of tables: title, headings, widths, colours, print set-up; a row of patterns in the place of each table's rows."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from workbook_tools.model.flat import Amount, FlatColumn, FlatRow, Holds, Value
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.words import Unit
from workbook_tools.writing.consolidated.batches import Batch
from workbook_tools.writing.consolidated.cells import row_writer
from workbook_tools.writing.consolidated.filling import Filling, SheetFilling
from workbook_tools.writing.consolidated.looks import QUIET, Shown, heading_look, look_of, shown_in
from workbook_tools.writing.consolidated.numbers import exact_figure
from workbook_tools.writing.consolidated.words import OWN_STYLES, styles_named, word_of
from workbook_tools.writing.measure import column_pixels
from workbook_tools.writing.page import Page
from workbook_tools.writing.tables import FILTER_BUTTON, heading_format
from workbook_tools.writing.theme import Look, Theme, font_of
from workbook_tools.writing.widths import WIDEST

A4 = 9  # Excel's number of the paper
WHOSE = 3  # columns at the left that say which row it is, repeated on every page
GAP = 2  # rows from the end of a table to the title of the next


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a sheet: its name in Excel, its columns, how many rows it has, the rows, and those of its foot if any.

    `title` stands above it where a sheet has several.
    """

    name: str
    columns: tuple[FlatColumn, ...]
    count: int
    batches: Iterator[Batch]
    totals: FlatRow | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of tables, one below the other, with sentences above them."""

    name: str
    tables: Sequence[Table]
    sentences: Sequence[str] = ()
    formats: dict[Shown, Any] = field(default_factory=dict)


def write_sheet(page: Page, sheet: Sheet, whose: str, scheme: Scheme) -> None:
    """Writes all of a sheet but the rows of its tables. `whose` says of what it is, below its title."""
    page.set_widths(_widths(sheet))
    page.write(0, 0, sheet.name, Look.TITLE, text_wrap=False)
    for row, sentence in enumerate((whose, *sheet.sentences), start=1):
        page.write(row, 0, sentence, Look.SUBTITLE, text_wrap=False)
    tops = _tops(sheet)
    for top, table in zip(tops, sheet.tables, strict=True):
        if table.title:
            page.write(top - 1, 0, table.title, Look.SECTION, text_wrap=False)
        _write_table(page, top, table, scheme, sheet.formats)
    set_up_page(page.sheet, sum(_widths(sheet)), tops[0] if len(tops) == 1 else None)


def filling_of(sheet: Sheet, scheme: Scheme) -> SheetFilling:
    """What the sheet is filled with; the workbook must be closed, for the numbers of its formats to be known."""
    numbers = {shown: made.xf_index for shown, made in sheet.formats.items()}
    fillings = [
        Filling(
            top + 2,
            table.count,
            table.batches,
            row_writer(scheme, table.columns, numbers),
            Batch([(None,) * len(table.columns)]),
            _areas(top + 1, table),
        )
        for top, table in zip(_tops(sheet), sheet.tables, strict=True)
    ]
    last = _tops(sheet)[-1] + _height(sheet.tables[-1])
    return SheetFilling(f"A1:{xl_col_to_name(len(_widths(sheet)) - 1)}{last}", fillings)


def _areas(headings: int, table: Table) -> dict[str, str]:
    """The areas of a table with one row, by the number of its row of headings, and what they become; so for its filters."""
    last = xl_col_to_name(len(table.columns) - 1)
    foot = headings + max(1, table.count)
    return {f"A{headings}:{last}{headings + 1 + more}": f"A{headings}:{last}{foot + more}" for more in (0, 1)}


def set_up_page(sheet: Any, width: float, headings: int | None) -> None:
    """A4 landscape, as many pages wide as it takes; a table's headings stay in view and are repeated on paper.

    Args:
        sheet: XlsxWriter's.
        width: of its columns, in characters.
        headings: row of the only table's headings, counted from 0; None where there are several tables.
    """
    sheet.hide_gridlines(2)
    sheet.set_paper(A4)
    sheet.set_landscape()
    pages = math.ceil(width / WIDEST)
    sheet.fit_to_pages(pages, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&RPage &P of &N")
    if headings is not None:
        sheet.freeze_panes(headings + 1, 0)
        sheet.repeat_rows(headings)
    if pages > 1:
        sheet.repeat_columns(0, WHOSE - 1)


def _tops(sheet: Sheet) -> list[int]:
    """The rows of the tables' headings, counted from 0."""
    tops, row = [], 2 + len(sheet.sentences)
    for table in sheet.tables:
        row += 1 if table.title else 0
        tops.append(row)
        row += _height(table) + GAP
    return tops


def _height(table: Table) -> int:
    """Rows of a table with its headings and its foot."""
    return 1 + max(1, table.count) + (table.totals is not None)


def _widths(sheet: Sheet) -> list[float]:
    """The widths of the columns, which all tables share."""
    columns = max(len(table.columns) for table in sheet.tables)
    return [max(table.columns[place].width for table in sheet.tables if place < len(table.columns)) for place in range(columns)]


def _write_table(page: Page, top: int, table: Table, scheme: Scheme, formats: dict[Shown, Any]) -> None:
    """The headings, an Excel table, the colours of words, the patterns in the first row, the foot."""
    first, last = top + 1, top + max(1, table.count)
    for place, column in enumerate(table.columns):
        page.raise_row_for(top, column.heading, column_pixels(column.width) - FILTER_BUTTON, font_of(Look.HEADER))
        if column.holds is Holds.VERDICT:
            area = first, place, last, place
            styles, quiet, soft = styles_named(scheme, column.styles), column.styles in QUIET, column.styles not in OWN_STYLES
            page.colour_words(area, styles, quiet=quiet, soft=soft)
    described = [
        {"header": column.heading, "header_format": heading_format(page.theme, heading_look(column))}
        for column in table.columns
    ]
    options = {"name": table.name, "style": None, "columns": described, "total_row": table.totals is not None}
    page.sheet.add_table(
        top, 0, first + (table.totals is not None), len(table.columns) - 1, options
    )  # XlsxWriter notes each cell
    _write_patterns(page, first, table, formats)
    if table.totals is not None:
        _write_totals(page, (first, last), table, scheme)


def _write_patterns(page: Page, row: int, table: Table, formats: dict[Shown, Any]) -> None:
    for column in table.columns:
        formats |= {shown: _format(page.theme, shown) for shown in shown_in(column) if shown not in formats}
    for place, made in enumerate(formats.values()):
        page.sheet.write_blank(row, place, None, made)


def _format(theme: Theme, shown: Shown) -> Any:
    look, code = look_of(shown)
    return theme.figure(look, code) if code else theme.format(look)


def _write_totals(page: Page, rows: tuple[int, int], table: Table, scheme: Scheme) -> None:
    """A row of formulas that add up what the filters leave, with the sums of all rows stored beside them."""
    first, last = rows
    for place, (column, value) in enumerate(zip(table.columns, table.totals or (), strict=True)):
        figure = exact_figure(*total) if (total := _total(value)) else None
        if figure is None:
            word = word_of(scheme, column.styles, value) if column.styles and isinstance(value, str) else value
            page.put(last + 1, place, str(word or ""), page.theme.format(Look.TOTAL, align="left"))
            continue
        text, shown = figure
        area = f"{page.cell(first, place)}:{page.cell(last, place)}"
        cell_format = page.theme.figure(Look.TOTAL, shown.code)
        page.sheet.write_formula(last + 1, place, f"=SUBTOTAL(109,{area})", cell_format, text)


def _total(value: Value) -> Amount | None:
    """A number of a table's foot."""
    if isinstance(value, Amount):
        return value
    return Amount(Decimal(value), Unit.NUMBER) if isinstance(value, int) else None
