"""Reads and writes cells of LibreOffice in blocks: a call costs more than what it brings, a new object most of all."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from workbook_tools.excel.engines.raw_values import ErrorText, content_of
from workbook_tools.excel.engines.uno_formats import DAY_FORMAT, GENERAL, NumberFormats
from workbook_tools.excel.engines.uno_formulas import FormulaSpelling, cell_address
from workbook_tools.excel.looks import TEXT_FORMAT

FORMULAS, NUMBERS, FAILED = 7, 1, 4  # of com.sun.star.sheet.FormulaResult: any result, a number, an error
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
        return self._values(found, self.format_keys() if has_numbers else [[0] * self._columns] * self._rows)

    def values_and_formats(self) -> tuple[list[list[Any]], list[list[str]]]:
        """The same, and each cell's number format in Excel's spelling."""
        keys = self.format_keys()
        return self._values(self._native.getDataArray(), keys), [[self._formats.of(key).code for key in row] for row in keys]

    def _values(self, found: Sequence[Sequence[Any]], keys: Sequence[Sequence[int]]) -> list[list[Any]]:
        odd: dict[Place, Any] = self._errors() if any(value is None for row in found for value in row) else {}
        odd |= self._yes_or_no(found, keys)
        return [
            [
                odd[row, column] if (row, column) in odd else self._shown(*cell)
                for column, cell in enumerate(zip(*of_row, strict=True))
            ]
            for row, of_row in enumerate(zip(found, keys, strict=True))
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

    def formulas(self) -> list[list[str]]:
        """Formulas as Excel spells them with their "="; of any other cell its content as text, "" where it is empty."""
        grid = [[content_of(value) for value in row] for row in self._native.getDataArray()]
        spelt = self._native.getFormulaArray()
        for row, column in self._places(self._native.queryFormulaCells(FORMULAS)):
            grid[row][column] = self._formulas.in_excel(spelt[row][column], self._cell(row, column))
        return grid

    def write(self, grid: Sequence[Sequence[Any]]) -> None:
        """Writes as Excel does: "=…" is a formula, but in a cell that is formatted as text; notes stay."""
        values = {(row, column): value for row, of_row in enumerate(grid) for column, value in enumerate(of_row)}
        keys = self.format_keys() if any(_needs_format(value) for value in values.values()) else None
        codes = {(row, column): self._formats.of(keys[row][column]).code for row, column in values} if keys else {}
        formulas = {place for place, value in values.items() if _is_formula(value) and codes[place] != TEXT_FORMAT}
        self._write_plain({place: "" if place in formulas else self._plain(value) for place, value in values.items()})
        for place, value in values.items():
            if place in formulas:
                self._write_formula(place, value, codes[place])
            elif isinstance(value, (bool, date)) and codes[place] == GENERAL:
                wanted = YES_NO_FORMAT if isinstance(value, bool) else DAY_FORMAT
                self._at(place).setPropertyValue("NumberFormat", self._formats.key_of(wanted))

    def _write_plain(self, values: Mapping[Place, str | float]) -> None:
        """Writes texts and numbers: as one block, which would take notes away, or cell by cell where there are any."""
        if not self._native.queryContentCells(NOTES).getCount():
            rows = range(self._rows)
            self._native.setDataArray(tuple(tuple(values[row, column] for column in range(self._columns)) for row in rows))
            return
        for place, value in values.items():
            if isinstance(value, str):
                self._at(place).setString(value)
            else:
                self._at(place).setValue(value)

    def _write_formula(self, place: Place, formula: str, code: str) -> None:
        """A cell without a format gets that of the formula's result, as in Excel."""
        cell = self._at(place)
        cell.setFormula(self._formulas.in_libreoffice(formula, self._cell(*place)))
        if code == GENERAL:
            cell.setPropertyValue("NumberFormat", cell.getPropertyValue("NumberFormat"))

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

    def _shown(self, value: Any, key: int) -> Any:
        return self._formats.shown(value, key) if isinstance(value, float) else value or None

    def _errors(self) -> dict[Place, Any]:
        """The text of each error; LibreOffice tells them one by one."""
        return {
            (row, column): ErrorText(ERRORS.get(self._at((row, column)).getError(), OTHER_ERROR))
            for row, column in self._places(self._native.queryFormulaCells(FAILED))
        }

    def _yes_or_no(self, found: Sequence[Sequence[Any]], keys: Sequence[Sequence[int]]) -> dict[Place, Any]:
        """Formulas that came to yes or no in cells without a format: only what such a cell shows tells them from 1 and 0."""
        likely = {
            (row, column)
            for row, of_row in enumerate(zip(found, keys, strict=True))
            for column, (value, key) in enumerate(zip(*of_row, strict=True))
            if value in {0.0, 1.0} and self._formats.of(key).code == GENERAL
        }
        if likely:
            likely &= set(self._places(self._native.queryFormulaCells(NUMBERS)))
        shown = {place: self._at(place).getString() for place in likely}
        return {place: bool(found[place[0]][place[1]]) for place, text in shown.items() if not text.isdecimal()}

    def _places(self, ranges: Any) -> Iterator[Place]:
        """The cells of several of LibreOffice's ranges, as places inside this block."""
        for area in ranges.getRangeAddresses():
            top, left = self._place.StartRow, self._place.StartColumn
            rows = range(area.StartRow - top, area.EndRow - top + 1)
            yield from itertools.product(rows, range(area.StartColumn - left, area.EndColumn - left + 1))

    def _at(self, place: Place) -> Any:
        return self._native.getCellByPosition(place[1], place[0])

    def _cell(self, row: int, column: int) -> Any:
        """LibreOffice's address of a cell at a place inside this block."""
        return cell_address(self._place.Sheet, self._place.StartRow + row, self._place.StartColumn + column)


def is_mixed(native: Any, name: str) -> bool:
    """Whether the cells of LibreOffice's range differ in a property."""
    return bool(native.getPropertyState(name).value == "AMBIGUOUS_VALUE")


def _needs_format(value: Any) -> bool:
    return isinstance(value, (bool, date)) or _is_formula(value)


def _is_formula(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("=")
