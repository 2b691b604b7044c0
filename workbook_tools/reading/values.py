"""The values of one row of a table, each by what its column holds."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workbook_tools.findings import Finding, Where
from workbook_tools.model.figures import Figure
from workbook_tools.model.layout import Column, Content
from workbook_tools.model.words import Unit
from workbook_tools.reading.addresses import RowAddresses, column_letters
from workbook_tools.reading.cells import (
    parse_codes,
    parse_due_date,
    parse_figure,
    parse_progress,
    parse_score,
    parse_unit,
    parse_yes_no,
    shown_text,
    text_of,
)
from workbook_tools.reading.grids import Cell, CellKind
from workbook_tools.reading.tables import FoundTable, TableRow

Found = tuple[Finding, ...]
Parser = Callable[[Cell | None, Where, str, Unit], tuple[Any, Found]]
"""From a cell, its place, the row's code and the row's unit to the value and what is found."""
MAIN_FIELDS = {"indicators": "value", "actions": "progress", "risks": "score"}
"""The field whose cell stands for the whole row; where the return has no such column, the row's first cell does."""

PARSERS: Mapping[Content, Parser] = {
    Content.FIGURE: lambda cell, where, code, unit: parse_figure(cell, unit, where, code),
    Content.MONEY: lambda cell, where, code, _: parse_figure(cell, Unit.GBP, where, code),
    Content.PROGRESS: lambda cell, where, code, _: parse_progress(cell, where, code),
    Content.SCORE: lambda cell, where, code, _: parse_score(cell, where, code),
    Content.DATE: lambda cell, where, code, _: parse_due_date(cell, where, code),
    Content.YES_NO: lambda cell, *_: (parse_yes_no(cell), ()),
    Content.CODES: lambda cell, *_: (parse_codes(cell), ()),
}
TEXTS = frozenset({Content.TEXT, Content.LONG_TEXT})


NOWHERE = Where("")
TEXT = CellKind.TEXT  # looked up once, not for each cell


@dataclass(frozen=True, slots=True)
class RowPlan:
    """How the rows of a table are read: all that is the same for each of them, worked out once.

    Attributes:
        columns: field and parser of each column that is read; no parser for text, which nearly always is taken as it stands.
        earlier: the letters of each column of earlier values.
        own: the letters of each field that has a cell of its own.
        places: those by which fields are placed: `own`, or all where merged cells cover every field.
        row: the letters of the column that stands for the whole row.
    """

    columns: tuple[tuple[str, Parser | None], ...]
    earlier: Mapping[int, str]
    own: Mapping[str, str]
    places: Mapping[str, str]
    row: str


def row_plan(table: FoundTable, covered: frozenset[str]) -> RowPlan:
    """How those rows of a table are read in which merged cells cover the fields `covered`."""
    fields = table.heading.fields
    own = {name: column_letters(column) for name, column in fields.items() if name not in covered}
    places = own or {name: column_letters(column) for name, column in fields.items()}
    row = places.get(MAIN_FIELDS.get(table.table.name, "")) or column_letters(min(fields[name] for name in places))
    read = [column for column in table.table.columns if column.field in fields]
    columns = tuple((column.field, _parser(table, column)) for column in read)
    earlier = {column: column_letters(column) for column in table.heading.earlier}
    return RowPlan(columns, earlier, own, places, row)


def _parser(table: FoundTable, column: Column) -> Parser | None:
    if column.content in TEXTS:
        return None
    if column.content is Content.PROGRESS and table.counts_in_percent(column.field):
        return lambda cell, where, code, _: parse_progress(cell, where, code, percent_in_heading=True)
    return PARSERS[column.content]


class RowReader:
    """Reads one row and collects what is found on the way."""

    def __init__(self, table: FoundTable, row: TableRow, plan: RowPlan) -> None:
        self.table = table
        self.row = row
        self.plan = plan
        self.findings: list[Finding] = []
        self.code, _ = text_of(row.cells.get("code"), NOWHERE)  # what is found there is said when its column is read

    def place(self, name: str) -> Where:
        """The place of a field, that of the row where the table has no such column or merged cells cover it."""
        return self._where(self.plan.places.get(name, self.plan.row))

    def earlier(self, column: int, unit: Unit) -> Figure:
        """The figure in a column of earlier values."""
        cell = self.row.earlier.get(column)
        figure, found = parse_figure(cell, unit, self._where(self.plan.earlier[column]), self.code)
        if found:
            self.findings.extend(found)
        return figure

    def unit(self) -> Unit:
        """The row's unit; where the return states none, the sign that value or target show (% or £), else a number."""
        text, _ = text_of(self.row.cells.get("unit_text"), NOWHERE)
        if text:
            return parse_unit(text)
        shown = (parse_figure(self.row.cells.get(name), Unit.NUMBER, NOWHERE)[0].unit for name in ("value", "target"))
        return next((unit for unit in shown if unit), Unit.NUMBER)

    def values(self, unit: Unit = Unit.NUMBER) -> dict[str, Any]:
        """Every field that the table has a column for, as read from its cell; figures in `unit`.

        The place of the row and the addresses of its fields are among them, as is the section that a row above gave.
        """
        table, row, plan, code = self.table, self.row, self.plan, self.code
        values: dict[str, Any] = {}
        number, file, sheet = row.number, table.file, table.sheet
        own = plan.own
        found: Found
        for name, parse in plan.columns:
            cell = row.cells.get(name)
            if parse is None and (cell is None or cell.kind is TEXT):
                values[name] = "" if cell is None else shown_text(cell)
                continue
            where = Where(file, sheet, f"{own[name]}{number}") if name in own else self.place(name)
            values[name], found = parse(cell, where, code, unit) if parse else text_of(cell, where, code)
            if found:
                self.findings.extend(found)
        if row.section and table.section_field:
            values[table.section_field] = row.section
        values["where"] = self._where(plan.row)
        values["cells"] = RowAddresses(own, number)
        return values

    def _where(self, letters: str) -> Where:
        return Where(self.table.file, self.table.sheet, f"{letters}{self.row.number}")


def readers(tables: Iterable[FoundTable], name: str) -> Iterator[RowReader]:
    """A reader for each row of every table called `name`, in the order of the workbook."""
    for table in tables:
        if table.table.name == name:
            plans: dict[frozenset[str], RowPlan] = {}
            for row in table.rows:
                if row.covered not in plans:
                    plans[row.covered] = row_plan(table, row.covered)
                yield RowReader(table, row, plans[row.covered])
