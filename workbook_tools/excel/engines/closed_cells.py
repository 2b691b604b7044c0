"""What stands in a cell of a closed workbook, and where its sheet is looked at; see `engines`."""

from datetime import date, time, timedelta
from typing import Any

from openpyxl.cell.cell import MergedCell
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tools.excel.engines.closed_look import CellOfSheet
from workbook_tools.excel.engines.raw_values import ErrorText, content_of
from workbook_tools.excel.looks import TEXT_FORMAT

CARRIAGE_RETURN = "_x000D_"  # as the file spells it; openpyxl leaves it so


def height_of(sheet: Worksheet, row: int) -> float:
    """Height of a row in points, 0 where it is hidden."""
    dimension: Any = sheet.row_dimensions[row]
    return 0 if dimension.hidden else float(dimension.height or sheet.sheet_format.defaultRowHeight)


def write_to(cell: CellOfSheet, result: CellOfSheet, value: Any) -> None:
    """Writes as Excel does: "=…" becomes a formula, without a result for now, unless the cell is formatted as text."""
    if isinstance(cell, MergedCell):
        return  # what lies below merged cells cannot be seen, and Excel keeps nothing there
    for target in (cell, result):
        target.value = value
        if isinstance(value, str) and cell.number_format == TEXT_FORMAT:
            target.data_type = "s"
    if cell.data_type == "f":
        result.value = None


def result_of(cell: CellOfSheet) -> Any:
    """What a cell of the workbook of results shows; an empty text is a result, too."""
    if cell.data_type == "e":
        return ErrorText(cell.value)
    if cell.value is None and cell.data_type == "str":
        return ""  # a formula whose result is an empty text
    return cell.value.replace(CARRIAGE_RETURN, "\r") if isinstance(cell.value, str) else cell.value


def formula_of(cell: CellOfSheet) -> str:
    """A cell's formula with its "=", or its content as text."""
    value = getattr(cell.value, "text", cell.value)  # array formulas are objects that hold their text
    if isinstance(value, (date, time, timedelta)):
        value = to_excel(value)  # type: ignore[no-untyped-call]  # openpyxl gives it no types
    return content_of(value)


def selection_of(sheet: Worksheet) -> Any:
    """What is selected on a sheet: in frozen panes, that of the pane which is active."""
    view = sheet.sheet_view
    pane = view.pane.activePane if view.pane else "topLeft"
    found = [selection for selection in view.selection if (selection.pane or "topLeft") == pane]
    return (found or view.selection)[-1]
