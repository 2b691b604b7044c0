"""A control workbook in a folder of its own, filled in as a performance team would, open in the closed-file engine."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from workbook_tools.excel.engines.closed_file import open_closed
from workbook_tools.excel.macros.sheet_macros import macros_for
from workbook_tools.excel.registry import Group
from workbook_tools.excel.work import Work
from workbook_tools.model.control_book import INPUTS, SERVICES_TABLE, Setting, SheetTable
from workbook_tools.writing.control_book.book import write_control_book

CONTROL_FILE = "Performance control.xlsx"


def stopped_after(steps: int) -> Work:
    """Work that somebody stops once it has said so much."""
    said: list[str] = []
    return Work(say=said.append, is_stopped=lambda: len(said) >= steps)


def build_control() -> bytes:
    """The control workbook with its buttons, without the macros behind them."""
    return write_control_book(macros_for(Group.TEAM).buttons)


CONTENT = cache(build_control)


def write_control(folder: Path) -> Path:
    """A control workbook as it is handed out, and the folder where returns come in."""
    (folder / INPUTS[Setting.INCOMING].first).mkdir()
    path = folder / CONTROL_FILE
    path.write_bytes(CONTENT())
    return path


@contextmanager
def opened(path: Path, services: Sequence[Sequence[Any]], **settings: str | None) -> Iterator[Any]:
    """The control workbook with these services, in the columns of their sheet, and these settings filled in."""
    with open_closed(path) as book:
        fill_in(book, services, **settings)
        yield book


def fill_in(book: Any, services: Sequence[Sequence[Any]], **settings: str | None) -> None:
    """Types services and settings into an open control workbook."""
    for name, value in ({"period": "2022/23", "scheme": "clackmannanshire"} | settings).items():
        book.sheets["Control"].range(INPUTS[Setting(name)].cell).value = value
    if services:
        first, width = SERVICES_TABLE.first_row, len(SERVICES_TABLE.columns)
        cells = book.sheets["Services"].range((first, 1), (first + len(services) - 1, width))
        cells.value = [[*row, *[None] * (width - len(row))] for row in services]


def rows_of(book: Any, table: SheetTable) -> list[dict[str, Any]]:
    """The rows of a sheet's table that hold something, by heading."""
    sheet = book.sheets[table.sheet]
    used = sheet.used_range
    last = used.row + used.shape[0] - 1
    values = sheet.range((table.first_row, 1), (last, len(table.columns))).options(ndim=2).value
    headings = [column.heading for column in table.columns]
    return [dict(zip(headings, row, strict=True)) for row in values if any(value is not None for value in row)]


def column_of(rows: Sequence[Mapping[str, Any]], heading: str) -> list[Any]:
    """What stands under a heading."""
    return [row[heading] for row in rows]
