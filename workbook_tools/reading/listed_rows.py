"""Lists that councils keep of their services: a workbook or a CSV file, one row a service, under headings we know."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from workbook_tools.findings import ReadingError, Where, shorten
from workbook_tools.model.spellings import folded
from workbook_tools.periods import parse_day
from workbook_tools.reading.addresses import address_of
from workbook_tools.reading.grids import Cell, Grid
from workbook_tools.reading.headings import normalise

SERVICE = "service"
SERVICE_COLUMNS = {
    SERVICE: ("service", "service name", "name of service"),
    "directorate": ("directorate", "department", "portfolio"),
}
"""What every list of services may have: headings by field, normalised."""
CONTACTS = ("contact", "contact role", "contact officer", "completed by", "owner/contact role", "owner/contact")
"""Who fills the return in."""
OWNERS = ("owner", "owner role", "owners role", "responsible officer")
"""Who answers for it. A list with one of the two columns means the same person."""


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of a list.

    Attributes:
        file: the file's name.
        sheet: the sheet's name where the list is one of several sheets of an open workbook, else "".
        number: of the row, counted from 1.
        columns: by field, the column of its text, counted from 1.
        texts: by field, those that are filled in.
    """

    file: str
    sheet: str
    number: int
    columns: Mapping[str, int]
    texts: Mapping[str, str]

    @property
    def where(self) -> Where:
        """The cell of the service."""
        return Where(self.file, self.sheet or None, self._cell(SERVICE))

    def place(self, field: str) -> str:
        """Where a field stands, as an officer reads it: "Services!E7" in an open workbook, else "list.csv, row 7"."""
        return f"{self.sheet}!{self._cell(field)}" if self.sheet else f"{self.file}, row {self.number}"

    def _cell(self, field: str) -> str:
        return address_of(self.number, self.columns[field])

    def text(self, field: str) -> str:
        """What stands there; "" where the cell is empty or the list has no such column."""
        return self.texts.get(field, "")

    def day(self, field: str) -> date | None:
        """The day that stands there, or None where nothing does.

        Raises:
            ReadingError: what stands there is no day, or one that the calendar does not have.
        """
        text = self.text(field)
        try:
            day = parse_day(text)
        except ValueError as error:
            raise ReadingError(f"{self.place(field)}: '{shorten(text)}' is not a day that exists.") from error
        if text and day is None:
            raise ReadingError(f"{self.place(field)}: '{shorten(text)}' is not a day. Write it like 01/04/2023.")
        return day


def read_listed_rows(path: Path, columns: Mapping[str, Sequence[str]]) -> tuple[ListedRow, ...]:
    """The rows of a list that name a service, in order; of a workbook its first sheet that is not hidden.

    Args:
        path: a workbook, or a CSV file in UTF-8.
        columns: headings by field, normalised, `SERVICE` among them. Of two columns for one field, the heading that stands
            first here counts wherever it is filled in. A column of another heading is the council's own and passed over.

    Raises:
        ReadingError: the file cannot be read, has no column Service, names a service twice or none at all; the sentence names
            the row.
    """
    return _listed_rows(path.name, "", list(_rows(path)), columns)


def listed_rows_of(file: str, grid: Grid, columns: Mapping[str, Sequence[str]]) -> tuple[ListedRow, ...]:
    """The rows of a list on a sheet of an open workbook; `file` is the workbook's name, the rest as for `read_listed_rows`."""
    return _listed_rows(file, grid.name, list(_grid_rows(grid)), columns)


def _listed_rows(
    file: str, sheet: str, rows: Sequence[tuple[int, list[str]]], columns: Mapping[str, Sequence[str]]
) -> tuple[ListedRow, ...]:
    name = f"The sheet {sheet}" if sheet else file
    headings = ((at, _fields(row, columns)) for at, (_, row) in enumerate(rows))
    at, fields = next((heading for heading in headings if SERVICE in heading[1]), (0, {}))
    if not fields:
        raise ReadingError(f"{name} has no column headed Service, so it is no list of services.")
    found: dict[str, ListedRow] = {}
    for number, row in rows[at + 1 :]:
        listed = _listed(file, sheet, number, row, fields)
        if listed is None:
            continue
        service = listed.text(SERVICE)
        earlier = found.setdefault(folded(service), listed)
        if earlier is not listed:
            raise ReadingError(f"{listed.place(SERVICE)}: '{shorten(service)}' stands already in row {earlier.number}.")
    if not found:
        raise ReadingError(f"{name} names no service below its headings.")
    return tuple(found.values())


def _fields(row: Sequence[str], columns: Mapping[str, Sequence[str]]) -> dict[str, list[int]]:
    """The columns of each field, counted from 0, those with the heading that comes first first."""
    headings: dict[str, int] = {}
    for column, cell in enumerate(row):
        headings.setdefault(normalise(cell), column)
    places = {field: [headings[word] for word in words if word in headings] for field, words in columns.items()}
    return {field: found for field, found in places.items() if found}


def _listed(file: str, sheet: str, number: int, row: Sequence[str], fields: Mapping[str, Sequence[int]]) -> ListedRow | None:
    filled = {column: text for column, cell in enumerate(row) if (text := cell.strip())}
    found = {field: next((at for at in places if at in filled), None) for field, places in fields.items()}
    columns = {field: at + 1 for field, at in found.items() if at is not None}
    texts = {field: filled[column - 1] for field, column in columns.items()}
    return ListedRow(file, sheet, number, columns, texts) if SERVICE in texts else None


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, with their numbers from 1."""
    if path.suffix.lower() == ".csv":
        return _csv_rows(path)
    from workbook_tools.reading.grids_openpyxl import read_grids  # noqa: PLC0415 - a CSV file does without
    from workbook_tools.reading.preflight import check_safe  # noqa: PLC0415 - likewise

    if reason := check_safe(path):
        raise ReadingError(f"{path.name}: {reason}")
    grid = next((grid for grid in read_grids(path) if not grid.hidden), None)
    if grid is None:
        raise ReadingError(f"{path.name} has no sheet that is not hidden.")
    return _grid_rows(grid)


def _csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Excel separates by semicolons where commas are for decimals."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        head = text.partition("\n")[0]
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in head and "," not in head else ","))
    except OSError as error:
        raise ReadingError(f"{path.name} could not be read ({error.strerror}).") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ReadingError(f"{path.name} could not be read. Save it in Excel as CSV UTF-8, or as a workbook.") from error
    return ((number, row) for number, row in enumerate(rows, start=1) if any(row))


def _grid_rows(grid: Grid) -> Iterator[tuple[int, list[str]]]:
    for number, places in groupby(sorted(grid.cells), key=itemgetter(0)):
        columns = {column: grid.cells[number, column] for _, column in places}
        yield number, [_text(columns.get(column)) for column in range(1, max(columns) + 1)]


def _text(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return f"{cell.value:%d/%m/%Y}" if isinstance(cell.value, date) else str(cell.value)
