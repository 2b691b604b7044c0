"""Where everything stands in an issued return: each table with its columns and rows, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from workbook_tools.model.layout import TABLES, Table
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import Row, ServiceReturn
from workbook_tools.periods import Period
from workbook_tools.writing.issued.columns import ORDER, SPARE, ReturnColumn, columns_of

HEADINGS = 3  # row of the headings, counted from 0
FIRST = HEADINGS + 1


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A table of an issued return: its columns, the rows that are issued, how many empty ones follow."""

    table: Table
    columns: tuple[ReturnColumn, ...]
    rows: tuple[Row, ...]
    spare: int

    @property
    def last(self) -> int:
        """Its last row, counted from 0."""
        return HEADINGS + len(self.rows) + self.spare

    @property
    def earlier(self) -> tuple[Period | None, ...]:
        """The periods of the columns of earlier values, oldest first; None for one whose period each row names itself."""
        if any(column.name == "previous" for column in self.columns):
            return (None,)
        return tuple(column.period for column in self.columns if column.name.startswith("earlier_"))

    def index(self, name: str) -> int | None:
        """The column of a name, counted from 0; None where there is none."""
        return next((index for index, column in enumerate(self.columns) if column.name == name), None)

    def cell(self, name: str, row: int, *, sheet: bool = False) -> str:
        """The cell of a column in a row (counted from 0) as formulas name it, its column fixed; "" where there is no column."""
        index = self.index(name)
        if index is None:
            return ""
        place = xl_rowcol_to_cell(row, index, col_abs=True)
        return f"{self.table.sheet}!{place}" if sheet else str(place)

    def cells(self, row: int) -> Mapping[str, str]:
        """Every column's cell in a row, as formulas on other sheets name it."""
        named = {column.name: self.cell(column.name, row, sheet=True) for column in self.columns}
        return {**named, "earlier_0": named["previous"]} if "previous" in named else named


def plan_tables(given: ServiceReturn, scheme: Scheme) -> tuple[TablePlan, ...]:
    """The tables of a return in their order."""
    blank = given.cover.period is None
    plans = []
    for table in TABLES:
        if table.name in ORDER:
            rows: Sequence[Row] = getattr(given, table.name)
            spare = SPARE[table.name][0 if rows else 1]
            columns = columns_of(table, rows, scheme, blank=not rows or blank)
            plans.append(TablePlan(table, columns, tuple(rows), spare))
    return tuple(plans)
