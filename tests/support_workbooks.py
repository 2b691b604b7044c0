"""Small real workbooks for tests of reading, and the same cells as grids where no file is needed."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.reading.addresses import address_of
from workbook_tools.reading.grids import Cell, CellKind, Grid
from workbook_tools.reading.service_return import read_service_return

Rows = Sequence[Sequence[Any]]
COVER: Rows = [["Service", "Housing"], ["Period", "2022/23"]]


@dataclass(frozen=True)
class Formatted:
    """A value with a number format."""

    value: Any
    number_format: str


@dataclass(frozen=True)
class Formula:
    """A formula with its stored result."""

    text: str
    result: Any


def write_workbook(
    path: Path, sheets: Mapping[str, Rows], *, hidden: Sequence[str] = (), merged: Mapping[str, Sequence[str]] | None = None
) -> Path:
    """A workbook with these rows from A1 of each sheet; None leaves a cell out. `merged` are areas such as "A1:C1" by sheet."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        days = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for area in (merged or {}).get(name, ()):
                sheet.merge_range(area, None)
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    match value:
                        case None:
                            pass
                        case Formula(text, result):
                            sheet.write_formula(row, column, text, None, result)
                        case Formatted(content, number_format):
                            sheet.write(row, column, content, workbook.add_format({"num_format": number_format}))
                        case date():
                            sheet.write_datetime(row, column, value, days)
                        case _:
                            sheet.write(row, column, value)
    return path


def read_workbook(path: Path, sheets: Mapping[str, Rows], *, cover: Rows = COVER) -> ServiceReturn:
    """The return in a workbook with a cover and these sheets."""
    return read_service_return(write_workbook(path / "return.xlsx", {"Cover": cover, **sheets}))


def grid_of(name: str, rows: Rows, *, below: int = 0, right: int = 0, hidden: bool = False) -> Grid:
    """The rows as a grid, moved down and to the right."""
    cells = {
        (row + below, column + right): _cell(value, row + below, column + right)
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value not in {None, ""}
    }
    return Grid(name, cells, hidden)


def _cell(value: Any, row: int, column: int) -> Cell:
    number_format = "General"
    if isinstance(value, Formatted):
        value, number_format = value.value, value.number_format
    match value:
        case datetime():
            raise TypeError(value)
        case date():
            kind = CellKind.DATE
        case int() | float():
            kind, value = CellKind.NUMBER, Decimal(str(value))
        case _:
            kind = CellKind.TEXT
    return Cell(kind, value, address_of(row, column), number_format)


def rewrite_part(source: Path, target: Path, part: str, pattern: str, replacement: str) -> Path:
    """A copy of a workbook with one part changed by a regular expression that must match."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == part:
                text, count = re.subn(pattern, replacement, content.decode(), count=1, flags=re.DOTALL)
                assert count, f"{pattern} does not occur in {part}"
                content = text.encode()
            new.writestr(info.filename, content)
    return target


def codes(service_return: ServiceReturn) -> list[tuple[str, str | None, str | None]]:
    """Code, sheet and cell of each finding."""
    return [(finding.code, finding.where.sheet, finding.where.cell) for finding in service_return.findings]
