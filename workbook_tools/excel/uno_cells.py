"""Reads and writes cells of LibreOffice in blocks: a call costs more than what it brings, a new object most of all."""

import itertools
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from workbook_tools.excel.raw_values import ErrorText, content_of
from workbook_tools.excel.uno_formats import DAY_FORMAT, GENERAL, TEXT_FORMAT, NumberFormats
from workbook_tools.excel.uno_formulas import FormulaSpelling, cell_address

FORMULAS, FAILED = 7, 4  # results that a formula may have, and that of one that failed (com.sun.star.sheet.FormulaResult)
NOTES = 8  # of com.sun.star.sheet.CellFlags
ERRORS = {503: "#NUM!", 519: "#VALUE!", 521: "#NULL!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A"}
OTHER_ERROR = "#VALUE!"  # Excel has no name for LibreOffice's own errors
YES_NO_FORMAT = "BOOLEAN"
Place = tuple[int, int]  # row and column inside a block, from 0


class Block:
    """The cells of a range of LibreOffice's, in a book that knows its number formats and how its formulas are spelt."""

    def __init__(self, native: Any, formats: NumberFormats, formulas: FormulaSpelling) -> None:
        self._native, self._formats, self._formulas = native, formats, formulas
        self._place = native.getRangeAddress()
        self._rows = self._place.EndRow - self._place.StartRow + 1
        self._columns = self._place.EndColumn - self._place.StartColumn + 1

    def values(self) -> list[list[Any]]:
        """What the cells show: text, float, datetime, bool, the text of an error, None for nothing."""
        found = self._native.getDataArray()
        has_numbers = any(isinstance(value, float) for row in found for value in row)
        keys = self.format_keys() if has_numbers else [[0] * self._columns] * self._rows
        errors = self._errors() if any(value is None for row in found for value in row) else {}
        return [
            [self._shown(value, key, errors.get((row, column))) for column, (value, key) in enumerate(zip(*both, strict=True))]
            for row, both in enumerate(zip(found, keys, strict=True))
        ]

    def format_keys(self) -> list[list[int]]:
        """LibreOffice's key of each cell's number format."""
        if not is_mixed(self._native, "NumberFormat"):
            return [[int(self._native.NumberFormat)] * self._columns for _ in range(self._rows)]
        keys = [[0] * self._columns for _ in range(self._rows)]
        groups = self._native.getUniqueCellFormatRanges()
        for index in range(groups.getCount()):
            group = groups.getByIndex(index)
            key = group.getPropertyValue("NumberFormat")
            for row, column in self._places(group):
                keys[row][column] = key
        return keys

    def number_formats(self) -> list[list[str]]:
        """Each cell's number format in Excel's spelling."""
        return [[self._formats.of(key).code for key in row] for row in self.format_keys()]

    def formulas(self) -> list[list[str]]:
        """Formulas as Excel spells them with their "="; of any other cell its content as text, "" where it is empty."""
        grid = [[content_of(value) for value in row] for row in self._native.getDataArray()]
        spelt = self._native.getFormulaArray()
        for row, column in self._places(self._native.queryFormulaCells(FORMULAS)):
            grid[row][column] = self._formulas.in_excel(spelt[row][column], self._cell(row, column))
        return grid

    def write(self, grid: Sequence[Sequence[Any]]) -> None:
        """Writes as Excel does: "=…" is a formula, but in a cell that is formatted as text; notes stay."""
        keys = self.format_keys() if any(_needs_format(value) for row in grid for value in row) else None
        plain = [[self._plain(value) for value in row] for row in grid]
        if self._native.queryContentCells(NOTES).getCount():
            for row, values in enumerate(plain):
                for column, value in enumerate(values):
                    _put(self._native.getCellByPosition(column, row), value)
        else:
            self._native.setDataArray(tuple(tuple(row) for row in plain))
        if keys:
            self._write_special(grid, keys)

    def _write_special(self, grid: Sequence[Sequence[Any]], keys: list[list[int]]) -> None:
        """What depends on the cell's format: formulas, and dates and yes or no in cells that have none yet."""
        for row, column in itertools.product(range(self._rows), range(self._columns)):
            value, code = grid[row][column], self._formats.of(keys[row][column]).code
            if isinstance(value, str) and value.startswith("=") and code != TEXT_FORMAT:
                formula = self._formulas.in_libreoffice(value, self._cell(row, column))
                self._native.getCellByPosition(column, row).setFormula(formula)
            elif isinstance(value, (bool, date)) and code == GENERAL:
                wanted = YES_NO_FORMAT if isinstance(value, bool) else DAY_FORMAT
                self._native.getCellByPosition(column, row).setPropertyValue("NumberFormat", self._formats.key_of(wanted))

    def _plain(self, value: Any) -> str | float:
        """A value as LibreOffice's own: text or number; nothing is the empty text.

        Raises:
            TypeError: no cell can hold it.
        """
        match value:
            case None:
                return ""
            case str():
                return str(value)
            case datetime():
                return self._formats.serial(value.replace(tzinfo=None))
            case date():
                return self._formats.serial(datetime.combine(value, time()))
            case _ if hasattr(value, "__float__"):
                return float(value)
        raise TypeError(f"a cell cannot hold {value!r}")

    def _shown(self, value: Any, key: int, error: str | None) -> Any:
        if value is None:
            return ErrorText(error or OTHER_ERROR)
        if isinstance(value, float):
            return self._formats.shown(value, key)
        return value or None

    def _errors(self) -> dict[Place, str]:
        """The text of each error; LibreOffice tells them one by one."""
        return {
            (row, column): ERRORS.get(self._native.getCellByPosition(column, row).getError(), OTHER_ERROR)
            for row, column in self._places(self._native.queryFormulaCells(FAILED))
        }

    def _places(self, ranges: Any) -> Iterator[Place]:
        """The cells of several of LibreOffice's ranges, as places inside this block."""
        for area in ranges.getRangeAddresses():
            top, left = self._place.StartRow, self._place.StartColumn
            rows = range(area.StartRow - top, area.EndRow - top + 1)
            yield from itertools.product(rows, range(area.StartColumn - left, area.EndColumn - left + 1))

    def _cell(self, row: int, column: int) -> Any:
        """LibreOffice's address of a cell at a place inside this block."""
        return cell_address(self._place.Sheet, self._place.StartRow + row, self._place.StartColumn + column)


def is_mixed(native: Any, name: str) -> bool:
    """Whether the cells of LibreOffice's range differ in a property."""
    return bool(native.getPropertyState(name).value == "AMBIGUOUS_VALUE")


def _needs_format(value: Any) -> bool:
    return isinstance(value, (bool, date)) or (isinstance(value, str) and value.startswith("="))


def _put(cell: Any, value: str | float) -> None:
    """Writes one cell and leaves its note, which a block would take away."""
    if isinstance(value, str):
        cell.setString(value)
    else:
        cell.setValue(value)
