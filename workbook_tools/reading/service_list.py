"""The list of services that returns are issued to: a workbook or a CSV file with one row a service."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbook_tools.reading.grids import Grid
from workbook_tools.reading.listed_rows import (
    CONTACTS,
    OWNERS,
    SERVICE,
    SERVICE_COLUMNS,
    ListedRow,
    listed_rows_of,
    read_listed_rows,
)

COLUMNS = SERVICE_COLUMNS | {
    "contact_role": (*CONTACTS, *OWNERS),
    "previous": ("previous", "previous return", "last return", "previous file"),
    "plan_from": ("plan from", "plan start"),
    "plan_to": ("plan to", "plan end"),
}
"""Headings by field, normalised."""


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
    return _services(read_listed_rows(path, COLUMNS))


def services_of_sheet(file: str, grid: Grid) -> tuple[ListedService, ...]:
    """The services on a sheet of an open workbook, whose name is `file`; errors as of `read_service_list`."""
    return _services(listed_rows_of(file, grid, COLUMNS))


def _services(rows: Iterable[ListedRow]) -> tuple[ListedService, ...]:
    return tuple(
        ListedService(
            line=row.number,
            service=row.text(SERVICE),
            directorate=row.text("directorate"),
            contact_role=row.text("contact_role"),
            previous=row.text("previous"),
            plan_from=row.day("plan_from"),
            plan_to=row.day("plan_to"),
        )
        for row in rows
    )
