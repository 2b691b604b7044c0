"""Cells of a closed workbook, as the xlwings engine over openpyxl shows them; see `engines`."""
# mypy: disallow-subclassing-any=False
# ruff: noqa: D102 - names and meanings of the members are xlwings', documented there

import itertools
from collections.abc import Iterator
from copy import copy
from typing import Any, Protocol

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tools.excel.engines.closed_cells import formula_of, height_of, result_of, selection_of, write_to
from workbook_tools.excel.engines.closed_look import CellOfSheet, ClosedFont, ClosedNote, colour_of, fill_with, shared
from workbook_tools.excel.engines.rectangle import Rectangle


class SheetOfCells(Protocol):
    """What a range needs of its sheet: the cells that are saved, and those with the results of the formulas."""

    @property
    def api(self) -> Worksheet: ...

    @property
    def results(self) -> Worksheet: ...

    @property
    def book(self) -> Any: ...

    def activate(self) -> None: ...


class ClosedRange(Rectangle):
    """Cells of a closed workbook."""

    _sheet: SheetOfCells

    @property
    def api(self) -> "ClosedRange":
        return self

    def _cells(self, sheet: Worksheet) -> list[list[CellOfSheet]]:
        rows, columns = self._shape
        return [
            [sheet.cell(row, column) for column in range(self._column, self._column + columns)]
            for row in range(self._row, self._row + rows)
        ]

    @property
    def _letters(self) -> list[str]:
        return [get_column_letter(column) for column in range(self._column, self._column + self._shape[1])]

    def _every(self) -> Iterator[CellOfSheet]:
        return itertools.chain.from_iterable(self._cells(self._sheet.api))

    def _to_write(self) -> list[CellOfSheet]:
        self._sheet.book.is_changed = True
        return list(self._every())

    @property
    def raw_value(self) -> Any:
        """Results: a formula's is the stored one, None where nothing has calculated it."""
        grid = [[result_of(cell) for cell in row] for row in self._cells(self._sheet.results)]
        return grid[0][0] if len(self) == 1 else grid

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        self._sheet.book.is_changed = True
        rows, columns = self._shape
        grid = value if isinstance(value, (list, tuple)) else [[value] * columns] * rows
        cells = zip(self._cells(self._sheet.api), self._cells(self._sheet.results), grid, strict=True)
        for saved, results, values in cells:
            for cell, result, content in zip(saved, results, values, strict=True):
                write_to(cell, result, content)

    @property
    def formula(self) -> Any:
        """Formulas with their "="; of any other cell its content as text, "" where it is empty."""
        grid = [[formula_of(cell) for cell in row] for row in self._cells(self._sheet.api)]
        return grid[0][0] if len(self) == 1 else grid

    @formula.setter
    def formula(self, value: Any) -> None:
        self.raw_value = value

    def clear_contents(self) -> None:
        """Empties the cells; their formats stay."""
        self.raw_value = None

    @property
    def number_format(self) -> str | None:
        """The cells' number format, None where they differ."""
        return shared(cell.number_format for cell in self._every())

    @number_format.setter
    def number_format(self, value: str) -> None:
        for cell in self._to_write():
            cell.number_format = value

    @property
    def wrap_text(self) -> bool | None:
        """Whether text wraps, None where the cells differ."""
        return shared(bool(cell.alignment.wrap_text) for cell in self._every())

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        for cell in self._to_write():
            alignment: Any = copy(cell.alignment)  # the copy of a shared style can be changed
            alignment.wrap_text = value
            cell.alignment = alignment

    @property
    def column_width(self) -> float | None:
        """Width in characters, 0 for a hidden column, None where the columns differ."""
        dimensions = [self._sheet.api.column_dimensions[letters] for letters in self._letters]
        return shared(0 if dimension.hidden else dimension.width for dimension in dimensions)

    @column_width.setter
    def column_width(self, value: float) -> None:
        self._sheet.book.is_changed = True
        for letters in self._letters:
            self._sheet.api.column_dimensions[letters].width = value

    @property
    def row_height(self) -> float | None:
        """Height in points, 0 for a hidden row, None where the rows differ."""
        rows = range(self._row, self._row + self._shape[0])
        return shared(height_of(self._sheet.api, row) for row in rows)

    @row_height.setter
    def row_height(self, value: float) -> None:
        self._sheet.book.is_changed = True
        for row in range(self._row, self._row + self._shape[0]):
            self._sheet.api.row_dimensions[row].height = value

    @property
    def color(self) -> tuple[int, int, int] | None:
        """The cells' fill, None where they have none or differ."""
        return shared(colour_of(cell.fill.fgColor) if cell.fill.fill_type else None for cell in self._every())

    @color.setter
    def color(self, value: tuple[int, int, int] | None) -> None:
        for cell in self._to_write():
            fill_with(cell, value)

    @property
    def font(self) -> ClosedFont:
        return ClosedFont(self._sheet.book, list(self._every()))

    @property
    def note(self) -> ClosedNote | None:
        """The note of the first cell, None where it has none."""
        cell = self._sheet.api.cell(self._row, self._column)
        return ClosedNote(self._sheet.book, cell, self) if cell.comment else None

    def add_note(self, text: str) -> ClosedNote:
        """Puts a note on the first cell, in place of one that it has."""
        note = ClosedNote(self._sheet.book, self._sheet.api.cell(self._row, self._column), self)
        note.text = text
        return note

    @property
    def merge_cells(self) -> bool:
        """Whether any of the cells is merged, be it with others than these."""
        (rows, columns), merged = self._shape, self._sheet.api.merged_cells.ranges
        own = CellRange(
            min_row=self._row, min_col=self._column, max_row=self._row + rows - 1, max_col=self._column + columns - 1
        )
        return any(not own.isdisjoint(area) for area in merged)

    @property
    def merge_area(self) -> "ClosedRange":
        """The merged cells that the first cell belongs to, or that cell alone."""
        for area in self._sheet.api.merged_cells.ranges:
            if area.min_row <= self._row <= area.max_row and area.min_col <= self._column <= area.max_col:
                return ClosedRange(self._sheet, area.min_row, area.min_col, area.size["rows"], area.size["columns"])
        return self(1, 1)

    def select(self) -> None:
        """Selects the cells and shows their sheet."""
        self._sheet.activate()
        selection = selection_of(self._sheet.api)
        selection.sqref, selection.activeCell = (
            self.get_address(row_absolute=False, column_absolute=False),
            self(1, 1).get_address(row_absolute=False, column_absolute=False),
        )
