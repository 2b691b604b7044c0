"""Cells of a workbook that is open in LibreOffice, as the xlwings engine over UNO shows them; see `uno_engine`."""
# mypy: disallow-subclassing-any=False
# ruff: noqa: D102 - names and meanings of the members are xlwings', documented there

from functools import cached_property
from typing import Any, Protocol

from workbook_tools.excel.engines.rectangle import Rectangle
from workbook_tools.excel.engines.uno_cells import NOTES, Block, is_mixed
from workbook_tools.excel.engines.uno_formats import NumberFormats
from workbook_tools.excel.engines.uno_formulas import FormulaSpelling, cell_address
from workbook_tools.excel.engines.uno_look import UnoFont, UnoNote, colour_of, in_points, in_units, number_of, size_of
from workbook_tools.findings import WritingError

CONTENTS = 1 | 2 | 4 | 16  # numbers, dates, texts and formulas, of com.sun.star.sheet.CellFlags
LETTER, MARGIN = 7 / 96, 5 / 96  # inches: a digit of Excel's standard font, and what a column has beside its digits


class BookOfCells(Protocol):
    """What a range needs of its book."""

    formats: NumberFormats
    formulas: FormulaSpelling

    @property
    def controller(self) -> Any: ...

    def raise_if_read_only(self) -> None: ...


class SheetOfCells(Protocol):
    """What a range needs of its sheet."""

    @property
    def api(self) -> Any: ...

    @property
    def book(self) -> BookOfCells: ...

    @property
    def name(self) -> str: ...

    @property
    def index(self) -> int: ...

    @property
    def annotations(self) -> Any: ...


class UnoRange(Rectangle):
    """Cells of a workbook that is open in LibreOffice."""

    _sheet: SheetOfCells

    @cached_property
    def api(self) -> Any:
        (rows, columns), left, top = self._shape, self._column - 1, self._row - 1
        return self._sheet.api.getCellRangeByPosition(left, top, left + columns - 1, top + rows - 1)

    @property
    def _block(self) -> Block:
        return Block(self.api, self._sheet.book.formats, self._sheet.book.formulas)

    @property
    def raw_value(self) -> Any:
        grid = self._block.values()
        return grid[0][0] if len(self) == 1 else grid

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        self.raise_if_locked()
        self._block.write(value if isinstance(value, (list, tuple)) else [[value] * self._shape[1]] * self._shape[0])

    @property
    def formula(self) -> Any:
        grid = self._block.formulas()
        return grid[0][0] if len(self) == 1 else grid

    @formula.setter
    def formula(self, value: Any) -> None:
        self.raw_value = value

    def clear_contents(self) -> None:
        self.raise_if_locked()
        self.api.clearContents(CONTENTS)

    @property
    def number_format(self) -> str | None:
        return None if is_mixed(self.api, "NumberFormat") else self._sheet.book.formats.of(self.api.NumberFormat).code

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.set_property("NumberFormat", self._sheet.book.formats.key_of(value))

    def values_and_formats(self) -> tuple[list[list[Any]], list[list[str]]]:
        """Raw value and number format of each cell; xlwings has no such member, `grids` asks since it is many times as fast."""
        return self._block.values_and_formats()

    @property
    def wrap_text(self) -> bool | None:
        return None if is_mixed(self.api, "IsTextWrapped") else bool(self.api.IsTextWrapped)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.set_property("IsTextWrapped", bool(value))

    @property
    def color(self) -> tuple[int, int, int] | None:
        return None if is_mixed(self.api, "CellBackColor") else colour_of(self.api.CellBackColor)

    @color.setter
    def color(self, value: Any) -> None:
        self.set_property("CellBackColor", number_of(value))

    @property
    def font(self) -> UnoFont:
        return UnoFont(self)

    @property
    def column_width(self) -> float | None:
        """Width in digits of Excel's standard font, 0 for a hidden column, None where the columns differ."""
        widths = {size_of(self.api.getColumns().getByIndex(index), "Width") for index in range(self._shape[1])}
        return round(max(widths.pop() / in_units(1) - MARGIN, 0) / LETTER, 2) if len(widths) == 1 else None

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.raise_if_protected()
        self.api.getColumns().Width = in_units(value * LETTER + MARGIN)

    @property
    def row_height(self) -> float | None:
        """Height in points, 0 for a hidden row, None where the rows differ."""
        heights = {size_of(self.api.getRows().getByIndex(index), "Height") for index in range(self._shape[0])}
        return round(in_points(heights.pop()), 2) if len(heights) == 1 else None

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.raise_if_protected()
        self.api.getRows().Height = in_units(value / 72)

    @property
    def merge_cells(self) -> bool:
        """Whether any of the cells is merged, be it with others than these."""
        return bool(self.api.getIsMerged()) or self.merge_area.shape != self._shape

    @property
    def merge_area(self) -> "UnoRange":
        """These cells with all that they are merged with."""
        cursor = self._sheet.api.createCursorByRange(self.api)
        cursor.collapseToMergedArea()
        place = cursor.getRangeAddress()
        rows, columns = place.EndRow - place.StartRow + 1, place.EndColumn - place.StartColumn + 1
        return UnoRange(self._sheet, place.StartRow + 1, place.StartColumn + 1, rows, columns)

    @property
    def note(self) -> UnoNote | None:
        cell = self if len(self) == 1 else self(1, 1)
        return UnoNote(cell) if cell.api.queryContentCells(NOTES).getCount() else None

    def add_note(self, text: str) -> UnoNote:
        """Puts a note on the cell, of which whoever calls has made sure that it has none; its text is never a formula.

        Raises:
            WritingError: the sheet is protected.
        """
        self.raise_if_protected()
        self._sheet.annotations.insertNew(cell_address(self._sheet.index - 1, self._row - 1, self._column - 1), text)
        return UnoNote(self)

    def select(self) -> None:
        self._sheet.book.controller.select(self.api)

    def set_property(self, name: str, value: Any) -> None:
        """Gives all cells a property of LibreOffice's.

        Raises:
            WritingError: the sheet is protected; LibreOffice would do nothing and not say so.
        """
        self.raise_if_protected()
        self.api.setPropertyValue(name, value)

    def raise_if_protected(self) -> None:
        """Refuses what Excel refuses on a protected sheet.

        Raises:
            WritingError: the sheet is protected, or the book open to be read only.
        """
        self._sheet.book.raise_if_read_only()
        if self._sheet.api.isProtected():
            raise WritingError(
                f"The sheet {self._sheet.name} is protected. Take its protection off, then press the button again."
            )

    def raise_if_locked(self) -> None:
        """Refuses to write to cells that are locked on a protected sheet.

        Raises:
            WritingError: one of them is, or the book is open to be read only.
        """
        self._sheet.book.raise_if_read_only()
        if self._sheet.api.isProtected() and (is_mixed(self.api, "CellProtection") or self.api.CellProtection.IsLocked):
            place = self.get_address(row_absolute=False, column_absolute=False)
            raise WritingError(
                f"{self._sheet.name}!{place} is locked. Take the sheet's protection off, then press the button again."
            )
