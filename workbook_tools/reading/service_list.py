"""The list of services that returns are issued to: a workbook or a CSV file with one row a service."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbook_tools.findings import ReadingError
from workbook_tools.model.spellings import folded
from workbook_tools.periods import parse_day
from workbook_tools.reading.grids import Cell, Grid
from workbook_tools.reading.headings import normalise

COLUMNS = {
    "service": ("service", "service name", "name of service"),
    "directorate": ("directorate", "department", "portfolio"),
    "contact_role": ("contact", "contact role", "contact officer", "completed by"),
    "previous": ("previous", "previous return", "last return", "previous file"),
    "plan_from": ("plan from", "plan start"),
    "plan_to": ("plan to", "plan end"),
}
"""Headings by field, normalised; a column of another heading is the council's own and passed over."""


@dataclass(frozen=True, slots=True)
class ListedService:
    """A row of the list; text fields are "" where the cell is empty. `line` is its row in the file, counted from 1."""

    line: int
    service: str
    directorate: str = ""
    contact_role: str = ""
    previous: str = ""
    plan_from: date | None = None
    plan_to: date | None = None


def read_service_list(path: Path) -> tuple[ListedService, ...]:
    """The services of a list, in order. Rows without a service are passed over.

    Raises:
        ReadingError: the file cannot be read, has no column Service, names a service twice, or holds a day that is none; the
            sentence names the row.
    """
    rows = list(_rows(path))
    heading = next((number for number, row in rows if "service" in _fields(row).values()), None)
    if heading is None:
        raise ReadingError(f"{path.name} has no column headed Service, so it is no list of services.")
    fields = next(_fields(row) for number, row in rows if number == heading)
    found: dict[str, ListedService] = {}
    for number, row in rows:
        values = {field: row[column].strip() for column, field in fields.items() if column < len(row)}
        if number <= heading or not values.get("service"):
            continue
        listed = _listed(path, number, values)
        earlier = found.setdefault(folded(listed.service), listed)
        if earlier is not listed:
            raise ReadingError(f"{path.name}, row {number}: '{listed.service}' stands already in row {earlier.line}.")
    if not found:
        raise ReadingError(f"{path.name} names no service below its headings.")
    return tuple(found.values())


def _listed(path: Path, number: int, values: dict[str, str]) -> ListedService:
    first, last = (_day(path, number, values.pop(field, "")) for field in ("plan_from", "plan_to"))
    return ListedService(number, **values, plan_from=first, plan_to=last)


def _day(path: Path, number: int, text: str) -> date | None:
    try:
        day = parse_day(text) if text else None
    except ValueError as error:
        raise ReadingError(f"{path.name}, row {number}: '{text}' is not a day that exists.") from error
    if text and day is None:
        raise ReadingError(f"{path.name}, row {number}: '{text}' is not a day. Write it like 01/04/2023.")
    return day


def _fields(row: Sequence[str]) -> dict[int, str]:
    """Field by column, of the headings that are known."""
    words = {word: field for field, known in COLUMNS.items() for word in known}
    return {column: words[text] for column, cell in enumerate(row) if (text := normalise(cell)) in words}


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, with their numbers from 1."""
    if path.suffix.lower() == ".csv":
        return _csv_rows(path)
    from workbook_tools.reading.grids_openpyxl import read_grids  # noqa: PLC0415 - a CSV file does without
    from workbook_tools.reading.preflight import check_safe  # noqa: PLC0415 - likewise

    if reason := check_safe(path):
        raise ReadingError(f"{path.name}: {reason}")
    return _grid_rows(next(grid for grid in read_grids(path) if not grid.hidden))


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
    for number in sorted({row for row, _ in grid.cells}):
        columns = {column: cell for (row, column), cell in grid.cells.items() if row == number}
        yield number, [_text(columns.get(column)) for column in range(1, max(columns) + 1)]


def _text(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return f"{cell.value:%d/%m/%Y}" if isinstance(cell.value, date) else str(cell.value)
