"""A plain workbook as grids of cells, several times as fast as with a reader of any XML.

A workbook is plain as a whole or not at all: where anything in it is not as Excel, LibreOffice, XlsxWriter or openpyxl write
it, it is left to `grids_openpyxl`. What both read is equal; tests hold them against each other.
"""

import re
import zipfile

from workbook_tools.reading.grids import CellsByRow, Grid
from workbook_tools.reading.plain_attributes import Looks
from workbook_tools.reading.plain_cells import BookFacts, read_cells
from workbook_tools.reading.plain_package import (
    CONTENT_TYPES,
    STYLES,
    listed_parts,
    listed_sheets,
    read_part,
    related_sheets,
    relations_part,
)
from workbook_tools.reading.plain_styles import styles_of
from workbook_tools.reading.plain_texts import shared_texts
from workbook_tools.reading.plain_xml import NotPlainError, parsed, plain_text, remembered
from workbook_tools.reading.sheet_areas import Area, apart, columns_within, hidden_span, merged_areas
from workbook_tools.reading.struck_out import MAIN

_SHEET, _DATA, _ROW, _COLUMN, _MERGED = (f"{{{MAIN}}}{name}" for name in ("worksheet", "sheetData", "row", "col", "mergeCells"))
_NAME, _TAG = "sheetData", re.compile("</?sheetData")
_START, _END, _EMPTY = "<sheetData>", "</sheetData>", "<sheetData/>"


def read_plain_grids(archive: zipfile.ZipFile) -> tuple[Grid, ...]:
    """The worksheets of a workbook in their order, at least one; chart sheets are left out.

    Raises:
        NotPlainError: the workbook is not plain, or not in order.
    """
    workbook, strings = listed_parts(read_part(archive, CONTENT_TYPES))
    sheets, of_1904 = listed_sheets(read_part(archive, workbook))
    parts = related_sheets(read_part(archive, relations_part(workbook)), workbook)
    looks = Looks(styles_of(read_part(archive, STYLES)))
    book = BookFacts(shared_texts(read_part(archive, strings)) if strings else {}, looks, of_1904)
    grids: list[Grid] = []
    for sheet in sheets:
        if sheet.relation not in parts:
            raise NotPlainError
        part = parts[sheet.relation]
        if part is not None:
            grids.append(_read_sheet(read_part(archive, part), book, sheet.name, hidden=sheet.hidden))
    if not grids:
        raise NotPlainError
    return tuple(grids)


def _read_sheet(content: bytes, book: BookFacts, name: str, *, hidden: bool) -> Grid:
    before, rows, after = _around_the_rows(plain_text(content))
    hidden_spans, merged = _frame(f"{before}{_EMPTY}{after}")
    found = read_cells(rows, before[: before.index(">")], book)
    columns = set[int]().union(*found.rows.values()) if hidden_spans else ()
    return Grid(
        name,
        CellsByRow(found.rows),
        hidden,
        frozenset(row for row, is_hidden in found.hidden_rows.items() if is_hidden),
        frozenset(columns_within(columns, hidden_spans)),
        frozenset(found.struck),
        merged,
    )


def _around_the_rows(text: str) -> tuple[str, str, str]:
    """What stands before the rows of a sheet, the rows, and what stands behind them."""
    before, start, rest = text.partition(_START)
    if start:
        rows, end, after = rest.partition(_END)
    else:
        before, end, after = text.partition(_EMPTY)
        rows = ""
    if not end or any(_NAME in piece and _TAG.search(piece) for piece in (before, rows, after)):
        raise NotPlainError
    if "'" in before[: before.find(">") + 1] or ">" not in before:
        raise NotPlainError
    return before, rows, after


@remembered
def _frame(text: str) -> tuple[tuple[tuple[int, int], ...], tuple[Area, ...]]:
    """Spans of hidden columns and merged areas of a sheet without its rows."""
    root = parsed(text)
    if root.tag != _SHEET or [child.tag for child in root].count(_DATA) != 1 or next(root.iter(_ROW), None) is not None:
        raise NotPlainError
    spans = tuple(span for column in root.iter(_COLUMN) for span in hidden_span(column))
    return spans, tuple(apart(area for element in root.iter(_MERGED) for area in merged_areas(element)))
