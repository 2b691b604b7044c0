"""Formulas between Excel's spelling ("Sheet!A1", ",") and the one in which LibreOffice takes them ("$Sheet.A1", ";")."""

from typing import Any

from workbook_tools.excel.engines.uno_connect import load_uno

LIBREOFFICES, EXCELS = 0, 3  # of com.sun.star.sheet.AddressConvention


class FormulaSpelling:
    """LibreOffice's own translator of one document; functions keep their English names."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._parser: Any = None

    def in_excel(self, formula: str, cell: Any) -> str:
        """A formula of LibreOffice's, that of an array too, as Excel spells it; `cell` is LibreOffice's address of its cell."""
        return self._translated(formula.strip("{}"), cell, LIBREOFFICES, EXCELS)

    def in_libreoffice(self, formula: str, cell: Any) -> str:
        """A formula of Excel's as LibreOffice spells it."""
        return self._translated(formula, cell, EXCELS, LIBREOFFICES)

    def _translated(self, formula: str, cell: Any, known: int, wanted: int) -> str:
        if self._parser is None:
            self._parser = self._document.createInstance("com.sun.star.sheet.FormulaParser")
            self._parser.CompileEnglish = True
        self._parser.FormulaConvention = known
        tokens = self._parser.parseFormula(formula.removeprefix("="), cell)
        self._parser.FormulaConvention = wanted
        return f"={self._parser.printFormula(tokens, cell)}"


def cell_address(sheet: int, row: int, column: int) -> Any:
    """LibreOffice's address of a cell; all three count from 0."""
    return load_uno().createUnoStruct("com.sun.star.table.CellAddress", Sheet=sheet, Row=row, Column=column)
