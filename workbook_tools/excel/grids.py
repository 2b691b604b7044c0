"""The sheets of an open book as the grids that `reading` takes, whichever engine the book is open in.

Values and formulas are read a sheet at a time, number formats in blocks: each call to Excel costs more than what it brings.
Hidden rows are not asked for, one call a row; no rule depends on them.
"""

import math
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from workbook_tools.findings import ReadingError
from workbook_tools.reading.addresses import address_of
from workbook_tools.reading.grids import Cell, CellKind, Grid, number_of

if TYPE_CHECKING:
    import xlwings  # only its types: whoever calls has loaded it

MOST_CELLS = 2_000_000  # of one sheet; a return has some thousands
ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"})
UNNAMED_ERROR = "#ERROR!"
LIBREOFFICE = "libreoffice"  # name of the engine that knows the number formats of many cells at once
CLOSED_FILE = "closed file"  # name of the engine whose formulas nobody may have calculated

_Content = str | Decimal | date | bool | None


def read_grid(sheet: "xlwings.Sheet") -> Grid:
    """One sheet of an open book: what its cells show, as `reading.grids_openpyxl` reads it from the file.

    Raises:
        ReadingError: the sheet's used cells span more than `MOST_CELLS`.
    """
    used = sheet.used_range
    rows, columns = used.shape
    if rows * columns > MOST_CELLS:
        raise ReadingError(
            f"The sheet {sheet.name} uses {rows * columns:,} cells, too many for a return. "
            "Delete the empty rows below and the empty columns beside the table, and save."
        )
    values, formats = _values_and_formats(used)
    formulas = _without_results(used) if sheet.book.app.engine.name == CLOSED_FILE else None
    cells: dict[tuple[int, int], Cell] = {}
    for row, row_values in enumerate(values):
        for column, value in enumerate(row_values):
            kind, content = _content(value, formulas[row][column] if formulas else "")
            place = (used.row + row, used.column + column)
            if kind is not CellKind.EMPTY:
                cells[place] = Cell(kind, content, address_of(*place), formats[row][column])
    return Grid(sheet.name, cells, hidden=not is_visible(sheet))


def _content(value: Any, formula: str) -> tuple[CellKind, _Content]:
    """Kind and value of what xlwings handed out; `formula` only from a closed file."""
    match value:
        case None:
            return (CellKind.FORMULA_WITHOUT_VALUE, formula) if formula.startswith("=") else (CellKind.EMPTY, None)
        case str() | int() if _is_error(value):
            return CellKind.ERROR, value if isinstance(value, str) else UNNAMED_ERROR
        case bool():
            return CellKind.YES_NO, value
        case float() | Decimal():  # Decimal: Excel's own type for a cell formatted as currency
            return (CellKind.NUMBER, number_of(float(value))) if math.isfinite(value) else (CellKind.ERROR, "#NUM!")
        case datetime():
            return CellKind.DATE, value.date()
        case _:  # text; a time of day or a duration is no figure of a return, so it is shown as text
            text = str(value).replace("\r\n", "\n").replace("\r", "\n")
            return (CellKind.TEXT, text) if text.strip() else (CellKind.EMPTY, None)


def _is_error(value: str | int) -> bool:
    """Excel's figures are never of type int: that is the code of an error for which xlwings has no name."""
    return value in ERRORS if isinstance(value, str) else not isinstance(value, bool)


def _values_and_formats(cells: "xlwings.Range") -> tuple[list[list[Any]], list[list[str]]]:
    """What the cells hold, and their number formats."""
    if cells.sheet.book.app.engine.name == LIBREOFFICE:
        found: tuple[list[list[Any]], list[list[str]]] = cells.impl.values_and_formats()
        return found
    return cells.options(ndim=2, err_to_str=True).value, _formats(cells)


def _formats(cells: "xlwings.Range") -> list[list[str]]:
    """The number formats: a block that shares one is asked once, another is halved."""
    rows, columns = cells.shape
    shared = cells.number_format
    if shared is not None:
        return [[shared] * columns for _ in range(rows)]
    if columns > 1:
        left, right = _formats(cells[:, : columns // 2]), _formats(cells[:, columns // 2 :])
        return [[*one, *other] for one, other in zip(left, right, strict=True)]
    return [*_formats(cells[: rows // 2, :]), *_formats(cells[rows // 2 :, :])]


def _without_results(cells: "xlwings.Range") -> list[list[str]]:
    """The formulas that nobody has calculated, "" for all other cells; an empty text is a result."""
    formulas, results = _in_rows(cells.formula), _in_rows(cells.raw_value)
    return [
        [formula if result is None else "" for formula, result in zip(*rows, strict=True)]
        for rows in zip(formulas, results, strict=True)
    ]


def _in_rows(contents: Any) -> Any:
    return contents if isinstance(contents, (list, tuple)) else [[contents]]


def is_visible(sheet: "xlwings.Sheet") -> bool:
    """Whether a sheet can be seen: Excel gives -1 for a visible sheet, 0 for a hidden one, 2 for one that a macro hid."""
    return sheet.visible in {True, -1}
