"""The list of returns that should come in. It may be the list that they were issued to, with a few more columns."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from workbook_tools.model.consolidation import ExpectedReturn
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
    "owner": (*OWNERS, *CONTACTS),
    "address": ("e-mail address", "email address", "owners e-mail address", "e-mail", "email", "mail", "address"),
    "due": ("due", "due date", "date due", "due by", "due on", "return due", "return by", "deadline"),
}
"""Headings by field, normalised."""


def read_expected_list(path: Path, due: date | None = None) -> tuple[ExpectedReturn, ...]:
    """The returns of a list, in order; no service twice. Rows without a service are passed over.

    Args:
        path: a workbook or a CSV file with a column Service and, where wanted, Directorate, Owner or Contact (a role), E-mail
            address, Due. Addresses are taken as they stand: a draft to one that is none is refused when it is made.
        due: the last day in time of those whose row names none.

    Raises:
        ReadingError: the file cannot be read, has no column Service, names a service twice, or holds a day that is none; the
            sentence names the row.
    """
    return _expected(read_listed_rows(path, COLUMNS), due)


def expected_of_sheet(file: str, grid: Grid) -> tuple[ExpectedReturn, ...]:
    """The returns listed on a sheet of an open workbook, whose name is `file`; errors as of `read_expected_list`."""
    return _expected(listed_rows_of(file, grid, COLUMNS), None)


def _expected(rows: Iterable[ListedRow], due: date | None) -> tuple[ExpectedReturn, ...]:
    return tuple(
        ExpectedReturn(
            service=row.text(SERVICE),
            directorate=row.text("directorate"),
            owner=row.text("owner"),
            address=row.text("address"),
            due=row.day("due") or due,
            where=row.where,
        )
        for row in rows
    )
