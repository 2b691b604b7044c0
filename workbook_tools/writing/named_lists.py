"""Lists on a sheet of their own, each column and each single value under a defined name that formulas refer to."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from workbook_tools.writing.cells import CellValue, Number
from workbook_tools.writing.live.lists import ListValue, Named
from workbook_tools.writing.page import Page
from workbook_tools.writing.theme import DATE_FORMAT, Look

TITLES, NAMES, FIRST = 2, 3, 4  # rows of the lists' titles, of their columns' names, of their first entries, counted from 0
WIDTH = 24.0  # characters of a column


class NamedLists:
    """The lists of one sheet, one beside the other."""

    def __init__(self, book: Any, page: Page) -> None:
        self._book = book
        self._page = page
        self._column = 0

    def add(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[ListValue]]) -> None:
        """A list with a name for each of its columns."""
        self._head(title, columns)
        for row, values in enumerate(rows, start=FIRST):
            for index, value in enumerate(values):
                self._put(row, self._column + index, value)
        for index, name in enumerate(columns):
            self._define(name, (FIRST, self._column + index), (FIRST + len(rows) - 1, self._column + index))
        self._column += len(columns) + 1

    def add_values(self, title: str, values: Sequence[Named]) -> None:
        """Single cells, each with a name of its own and what it is beside it."""
        self._head(title, ("Name", "Value", "What it is"))
        for row, named in enumerate(values, start=FIRST):
            self._put(row, self._column, named.name)
            if named.formula:
                self._page.sheet.write_formula(row, self._column + 1, named.formula)
            else:
                self._put(row, self._column + 1, named.value)
            self._put(row, self._column + 2, named.words)
            self._define(named.name, (row, self._column + 1), (row, self._column + 1))
        self._column += 4

    def _head(self, title: str, columns: Sequence[str]) -> None:
        self._page.write(TITLES, self._column, title, Look.LABEL, text_wrap=False)
        for index, name in enumerate(columns):
            self._page.write(NAMES, self._column + index, name, Look.HEADER, text_wrap=False)
            self._page.sheet.set_column(self._column + index, self._column + index, WIDTH)

    def _put(self, row: int, column: int, value: ListValue) -> None:
        cell: CellValue = Number(value, "General") if isinstance(value, Decimal) else value
        number_format = "General" if isinstance(cell, Number) else DATE_FORMAT if isinstance(cell, date) else "@"
        self._page.put(row, column, cell, self._page.theme.format(Look.TEXT, num_format=number_format, text_wrap=False))

    def _define(self, name: str, first: tuple[int, int], last: tuple[int, int]) -> None:
        start, end = (xl_rowcol_to_cell(*place, row_abs=True, col_abs=True) for place in (first, last))
        self._book.define_name(name, f"={self._page.name}!{start}" + ("" if first == last else f":{end}"))
