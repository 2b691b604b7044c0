"""The tables of a distribution list in a workbook, found by their headings on whatever sheet and in whatever row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from workbook_tools import catalogue
from workbook_tools.findings import Finding, ReadingError, Where, shorten
from workbook_tools.model.distribution_book import COMMITTEES, DOMAINS, FIELDS, HEADINGS, RECIPIENTS, Field
from workbook_tools.reading.addresses import address_of
from workbook_tools.reading.grids import Cell, CellKind, Grid
from workbook_tools.reading.headings import normalise
from workbook_tools.reading.list_cells import ListCell, ListRow, WrittenList
from workbook_tools.reading.sheet_areas import Area

SPELLINGS: Mapping[Field, tuple[str, ...]] = {
    Field.COMMITTEE: ("committee", "committee name", "name of committee", "name of the committee"),
    Field.ROLE: ("role", "recipient", "recipient role", "role of recipient", "contact role", "recipients role"),
    Field.ADDRESS: (
        *("e-mail address", "email address", "e-mail", "email", "mail", "address", "mail address"),
        *("recipients e-mail address", "recipients email address"),
    ),
    Field.SEND_AS: (
        "send as",
        "sent as",
        "to/cc/bcc",
        "to cc bcc",
        "to cc or bcc",
        "send as to/cc/bcc",
        "send as to cc or bcc",
    ),
    Field.FORMAT: ("format", "format wanted", "wanted format", "send format", "document format"),
    Field.CLEARED: (
        *("cleared for exempt papers", "cleared for exempt papers yes/no", "cleared", "cleared yes/no"),
        *("cleared for exempt", "exempt papers", "exempt papers yes/no"),
    ),
    Field.DOMAIN: ("domain", "allowed domain", "domain name", "e-mail domain", "email domain", "mail domain"),
}
"""Headings by field, normalised. None is the title of a sheet of ours, which would be taken for a heading."""
_FIELD_OF = {normalise(spelling): field for field, spellings in SPELLINGS.items() for spelling in spellings}
ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")
"""How a file writes a character by its number (ECMA-376 part 1, 22.9.2.19): Excel shows "_x202E_" as what it stands for."""
LEAST_HEADINGS = 2  # of the columns of recipients, so that a row is taken for their headings
MOST_FORMULAS = 50  # that are named on a sheet
MOST_ROWS = 5_000  # of a sheet, inclusive


@dataclass(frozen=True, slots=True)
class _Headings:
    """The headings of a table: its name, their row, the columns of each field."""

    table: str
    row: int
    columns: Mapping[Field, Sequence[int]]


class _Sheet:
    """A sheet with the areas of its formulas."""

    def __init__(self, file: str, grid: Grid, formulas: Sequence[Area]) -> None:
        self.file, self.grid = file, grid
        self.formulas = sorted(formulas)
        self.rows = _by_row(grid)
        if len(self.rows) > MOST_ROWS:
            raise ReadingError(f"The sheet {shorten(grid.name)} has more than {MOST_ROWS:,} rows, as no distribution list has.")
        self._single = {area[:2] for area in formulas if area[:2] == area[2:]}
        self._larger = [area for area in self.formulas if area[:2] != area[2:]][:MOST_FORMULAS]

    def where(self, row: int, column: int) -> Where:
        return Where(self.file, self.grid.name, address_of(row, column))

    def is_formula(self, row: int, column: int) -> bool:
        larger = (top <= row <= bottom and left <= column <= right for top, left, bottom, right in self._larger)
        return (row, column) in self._single or any(larger)


def find_list_tables(file: str, grids: Sequence[Grid], formulas: Mapping[str, Sequence[Area]]) -> WrittenList:
    """The tables of a list, and what was found on the way: formulas, hidden rows, columns that are missing, and the like.

    Args:
        file: the workbook's name.
        grids: its sheets.
        formulas: the areas that formulas fill, by the names of the sheets.

    Raises:
        ReadingError: a sheet has more than `MOST_ROWS` rows.
    """
    findings: list[Finding] = []
    found: dict[str, tuple[Where, tuple[ListRow, ...]]] = {}
    for grid in grids:
        sheet = _Sheet(file, grid, formulas.get(grid.name, ()))
        all_headings = list(_find_headings(sheet))
        if grid.hidden:
            if all_headings:
                findings.append(catalogue.LIST_SHEET_HIDDEN.at(Where(file, grid.name)))
            continue
        findings += (catalogue.LIST_FORMULA.at(sheet.where(*area[:2])) for area in sheet.formulas[:MOST_FORMULAS])
        for headings in all_headings:
            where = sheet.where(headings.row, min(places[0] for places in headings.columns.values()))
            if headings.table in found:
                other = str(found[headings.table][0]).removeprefix(f"{file}, ")
                findings.append(catalogue.LIST_TABLE_TWICE.at(where, table=headings.table, other=other))
                continue
            findings += _column_findings(sheet, headings, where)
            rows = _rows(sheet, headings, _end(headings, all_headings), findings)
            found[headings.table] = where, rows
    findings += _table_findings(file, found)
    return WrittenList({name: rows for name, (_, rows) in found.items() if rows}, tuple(findings))


def _by_row(grid: Grid) -> dict[int, dict[int, Cell]]:
    places = groupby(sorted(grid.cells), key=lambda place: place[0])
    return {row: {column: grid.cells[row, column] for _, column in columns} for row, columns in places}


def _find_headings(sheet: _Sheet) -> Iterator[_Headings]:
    """The headings of tables, from the top down; those of one table stand side by side without a gap."""
    for row, cells in sheet.rows.items():
        fields = {column: _FIELD_OF.get(normalise(cell.value)) for column, cell in cells.items() if isinstance(cell.value, str)}
        for _, run in groupby(enumerate(fields), key=lambda numbered: numbered[1] - numbered[0]):
            columns: dict[Field, list[int]] = {}
            for _, column in run:
                if field := fields[column]:
                    columns.setdefault(field, []).append(column)
            yield from (_Headings(table, row, own) for table, own in _tables_of(columns))


def _tables_of(columns: Mapping[Field, Sequence[int]]) -> Iterator[tuple[str, dict[Field, Sequence[int]]]]:
    own = {name: {field: columns[field] for field in fields if field in columns} for name, fields in FIELDS.items()}
    if len(own[RECIPIENTS]) >= LEAST_HEADINGS:
        yield RECIPIENTS, own[RECIPIENTS]
    elif own[COMMITTEES]:
        yield COMMITTEES, own[COMMITTEES]
    if own[DOMAINS]:
        yield DOMAINS, own[DOMAINS]


def _end(headings: _Headings, all_headings: Sequence[_Headings]) -> int | None:
    """The row of the next headings below in one of the table's columns; None where there are none."""
    own = {column for places in headings.columns.values() for column in places}
    below = (other for other in all_headings if other.row > headings.row)
    return next((other.row for other in below if any(own.intersection(places) for places in other.columns.values())), None)


def _rows(sheet: _Sheet, headings: _Headings, end: int | None, findings: list[Finding]) -> tuple[ListRow, ...]:
    """The rows of a table that hold something."""
    columns = {field: places[0] for field, places in headings.columns.items()}
    rows: list[ListRow] = []
    for number, cells in sheet.rows.items():
        if headings.row < number < (end or number + 1) and not cells.keys().isdisjoint(columns.values()):
            rows.append({field: _written(sheet, number, column, findings) for field, column in columns.items()})
            struck = next((column for column in columns.values() if (number, column) in sheet.grid.struck_out), None)
            if struck:
                findings.append(catalogue.LIST_STRUCK_OUT.at(sheet.where(number, struck)))
            if number in sheet.grid.hidden_rows:
                findings.append(catalogue.LIST_HIDDEN.at(sheet.where(number, min(columns.values())), what="row"))
    return tuple(rows)


def _written(sheet: _Sheet, row: int, column: int, findings: list[Finding]) -> ListCell:
    cell, where = sheet.rows[row].get(column), sheet.where(row, column)
    if sheet.is_formula(row, column):  # which is a finding already
        return ListCell(None, where)
    if cell is None:
        return ListCell("", where)
    text = str(cell.value).strip(" ")
    if cell.kind is not CellKind.TEXT:
        findings.append(catalogue.LIST_NOT_TEXT.at(where, what=_what(cell)))
    elif escaped := ESCAPED.search(text):
        findings.append(catalogue.LIST_UNSEEN_MARK.at(where, text=text, mark=escaped[0]))
    else:
        return ListCell(text, where)
    return ListCell(None, where)


def _what(cell: Cell) -> str:
    match cell.value:
        case bool():
            return str(cell.value).upper()
        case Decimal():
            return f"The number {cell.value}"
        case date():
            return f"The day {cell.value:%d/%m/%Y}"
        case _:
            return f"The error {cell.value}"


def _column_findings(sheet: _Sheet, headings: _Headings, where: Where) -> Iterator[Finding]:
    for field in FIELDS[headings.table]:
        places = headings.columns.get(field, ())
        if not places:
            yield catalogue.LIST_COLUMN_MISSING.at(where, table=headings.table, heading=HEADINGS[field])
        for column in places[1:]:
            text, first = str(sheet.rows[headings.row][column].value), address_of(headings.row, places[0])
            yield catalogue.LIST_COLUMN_TWICE.at(sheet.where(headings.row, column), heading=text, first=first)
        for column in places[:1]:
            if column in sheet.grid.hidden_columns:
                yield catalogue.LIST_HIDDEN.at(sheet.where(headings.row, column), what="column")


def _table_findings(file: str, found: Mapping[str, tuple[Where, tuple[ListRow, ...]]]) -> Iterator[Finding]:
    for table, fields in FIELDS.items():
        if table not in found:
            headings = ", ".join(HEADINGS[field] for field in fields)
            yield catalogue.LIST_TABLE_MISSING.at(Where(file), table=table, headings=headings)
        elif not found[table][1]:
            yield catalogue.LIST_TABLE_EMPTY.at(found[table][0], table=table)
