"""The rows of a return as cells of the standard layout: what was read is written so that it reads the same again."""

from collections.abc import Callable, Mapping

from workbook_tools.model.figures import DueDate, Figure
from workbook_tools.model.layout import Column, Content, Table
from workbook_tools.model.service_return import Indicator, Row
from workbook_tools.model.words import Unit
from workbook_tools.writing.cells import CellValue, due_cell, figure_cell


def cells_of(table: Table, row: Row) -> dict[str, CellValue]:
    """What each column of a table holds for a row, by field; empty ones are None.

    A figure that is a number is written as one, in the unit of its row; what was not understood stays the text it is.
    """
    unit = row.unit if isinstance(row, Indicator) else Unit.NUMBER
    return {column.field: _cell(column, row, unit) for column in table.columns}


def _cell(column: Column, row: Row, unit: Unit) -> CellValue:
    if column.field == "polarity" and isinstance(row, Indicator):
        return row.polarity_text or None
    return WRITERS.get(column.content, _text)(getattr(row, column.field), unit)


def _text(content: object, _: Unit) -> CellValue:
    return str(content) if content not in {None, ""} else None


def _figure(content: object, unit: Unit) -> CellValue:
    return figure_cell(content, unit) if isinstance(content, Figure) else None


def _due(content: object, _: Unit) -> CellValue:
    return due_cell(content) or None if isinstance(content, DueDate) else None


def _yes(content: object, _: Unit) -> CellValue:
    return "Yes" if content else None


def _codes(content: object, _: Unit) -> CellValue:
    return "; ".join(map(str, content)) or None if isinstance(content, tuple) else None


WRITERS: Mapping[Content, Callable[[object, Unit], CellValue]] = {
    Content.FIGURE: _figure,
    Content.PROGRESS: lambda content, _: _figure(content, Unit.PERCENT),
    Content.SCORE: lambda content, _: _figure(content, Unit.NUMBER),
    Content.MONEY: lambda content, _: _figure(content, Unit.GBP),
    Content.DATE: _due,
    Content.YES_NO: _yes,
    Content.CODES: _codes,
}
