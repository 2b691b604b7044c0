"""The values of one row of a table, each by what its column holds."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from workbook_tools.findings import Finding, Where
from workbook_tools.model.figures import Figure
from workbook_tools.model.layout import Column, Content
from workbook_tools.model.words import Unit
from workbook_tools.reading.cells import (
    parse_codes,
    parse_due_date,
    parse_figure,
    parse_progress,
    parse_score,
    parse_unit,
    parse_yes_no,
    text_of,
)
from workbook_tools.reading.grids import Cell
from workbook_tools.reading.tables import FoundTable, TableRow

Value = TypeVar("Value")
MAIN_FIELDS = {"indicators": "value", "actions": "progress", "risks": "score"}
"""The field whose cell stands for the whole row; where the return has no such column, the row's first cell does."""

PARSERS: Mapping[Content, Callable[[Cell | None, Where, str], tuple[Any, tuple[Finding, ...]]]] = {
    Content.SCORE: parse_score,
    Content.DATE: parse_due_date,
    Content.TEXT: text_of,
    Content.LONG_TEXT: text_of,
}


class RowReader:
    """Reads one row and collects what is found on the way."""

    def __init__(self, table: FoundTable, row: TableRow) -> None:
        self.table = table
        self.row = row
        self.findings: list[Finding] = []
        self.code, _ = text_of(row.cells.get("code"), self.place("code"))

    def place(self, name: str) -> Where:
        """The place of a field, that of the row where the table has no such column or merged cells cover it."""
        columns = self.table.columns(self.row) or self.table.heading.fields
        main = MAIN_FIELDS.get(self.table.table.name, "")
        return self.table.where(self.row, columns.get(name) or columns.get(main) or min(columns.values()))

    def earlier(self, column: int, unit: Unit) -> Figure:
        """The figure in a column of earlier values."""
        where = self.table.where(self.row, column)
        return self._keep(parse_figure(self.row.earlier.get(column), unit, where, self.code))

    def unit(self) -> Unit:
        """The row's unit; where the return states none, the sign that value or target show (% or £), else a number."""
        text, _ = text_of(self.row.cells.get("unit_text"), self.place("unit_text"))
        if text:
            return parse_unit(text)
        shown = (parse_figure(self.row.cells.get(name), Unit.NUMBER, self.place(name))[0].unit for name in ("value", "target"))
        return next((unit for unit in shown if unit), Unit.NUMBER)

    def values(self, unit: Unit = Unit.NUMBER) -> dict[str, Any]:
        """Every field that the table has a column for, as read from its cell; figures in `unit`.

        The place of the row and the addresses of its fields are among them, as is the section that a row above gave.
        """
        columns = [column for column in self.table.table.columns if column.field in self.table.heading.fields]
        values = {column.field: self._value(column, unit) for column in columns}
        if self.row.section and self.table.section_field:
            values[self.table.section_field] = self.row.section
        return values | {"where": self.place(""), "cells": self.table.addresses(self.row)}

    def _value(self, column: Column, unit: Unit) -> Any:
        cell, where = self.row.cells.get(column.field), self.place(column.field)
        match column.content:
            case Content.FIGURE | Content.MONEY:
                in_unit = unit if column.content is Content.FIGURE else Unit.GBP
                return self._keep(parse_figure(cell, in_unit, where, self.code))
            case Content.PROGRESS:
                in_percent = self.table.counts_in_percent(column.field)
                return self._keep(parse_progress(cell, where, self.code, percent_in_heading=in_percent))
            case Content.YES_NO:
                return parse_yes_no(cell)
            case Content.CODES:
                return parse_codes(cell)
            case content:
                return self._keep(PARSERS[content](cell, where, self.code))

    def _keep(self, read: tuple[Value, tuple[Finding, ...]]) -> Value:
        value, findings = read
        self.findings.extend(findings)
        return value


def readers(tables: Iterable[FoundTable], name: str) -> Iterator[RowReader]:
    """A reader for each row of every table called `name`, in the order of the workbook."""
    for table in tables:
        if table.table.name == name:
            for row in table.rows:
                yield RowReader(table, row)
