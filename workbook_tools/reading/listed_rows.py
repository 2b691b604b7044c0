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
    """A row of a list: the file's name, its number counted from 1, the column of its service, and its texts by field."""

    file: str
    number: int
    column: int
    texts: Mapping[str, str]

    @property
    def where(self) -> Where:
        """The cell of the service."""
        return Where(self.file, cell=address_of(self.number, self.column))

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
            raise ReadingError(f"{self.file}, row {self.number}: '{shorten(text)}' is not a day that exists.") from error
        if text and day is None:
            raise ReadingError(f"{self.file}, row {self.number}: '{shorten(text)}' is not a day. Write it like 01/04/2023.")
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
    rows = list(_rows(path))
    headings = ((at, _fields(row, columns)) for at, (_, row) in enumerate(rows))
    at, fields = next((heading for heading in headings if SERVICE in heading[1]), (0, {}))
    if not fields:
        raise ReadingError(f"{path.name} has no column headed Service, so it is no list of services.")
    found: dict[str, ListedRow] = {}
    for number, row in rows[at + 1 :]:
        listed = _listed(path.name, number, row, fields)
        if listed is None:
            continue
        service = listed.text(SERVICE)
        earlier = found.setdefault(folded(service), listed)
        if earlier is not listed:
            raise ReadingError(f"{path.name}, row {number}: '{shorten(service)}' stands already in row {earlier.number}.")
    if not found:
        raise ReadingError(f"{path.name} names no service below its headings.")
    return tuple(found.values())


def _fields(row: Sequence[str], columns: Mapping[str, Sequence[str]]) -> dict[str, list[int]]:
    """The columns of each field, counted from 0, those with the heading that comes first first."""
    headings: dict[str, int] = {}
    for column, cell in enumerate(row):
        headings.setdefault(normalise(cell), column)
    places = {field: [headings[word] for word in words if word in headings] for field, words in columns.items()}
    return {field: found for field, found in places.items() if found}


def _listed(file: str, number: int, row: Sequence[str], fields: Mapping[str, Sequence[int]]) -> ListedRow | None:
    filled = {column: text for column, cell in enumerate(row) if (text := cell.strip())}
    texts = {field: next((filled[at] for at in places if at in filled), "") for field, places in fields.items()}
    column = next((at for at in fields[SERVICE] if at in filled), None)
    return None if column is None else ListedRow(file, number, column + 1, texts)


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
