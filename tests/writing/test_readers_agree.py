"""openpyxl, calamine and LibreOffice read the same in every cell of what the toolkit writes, results of formulas included."""

import math
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from python_calamine import CalamineWorkbook

from support_libreoffice import convert, needs_libreoffice
from support_written import MADE_UP, SUMMARIES, WRITTEN, put_into

SAVED_DIGITS = 1e-14  # LibreOffice saves 15 digits, and may round the last of them the other way

Place = tuple[str, int, int]


def by_openpyxl(path: Path, *, shown_only: bool = False) -> dict[Place, object]:
    sheets = [
        sheet for sheet in load_workbook(path, data_only=True).worksheets if not shown_only or sheet.sheet_state == "visible"
    ]
    cells = ((sheet.title, cell) for sheet in sheets for row in sheet.iter_rows() for cell in row)
    return {(title, cell.row, cell.column): as_day(cell.value) for title, cell in cells if cell.value not in {None, ""}}


def by_calamine(path: Path) -> dict[Place, object]:
    book = CalamineWorkbook.from_path(path)
    return {
        (name, row, column): as_day(value)
        for name in book.sheet_names
        for row, values in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1)
        for column, value in enumerate(values, start=1)
        if value != ""
    }


def as_day(value: object) -> object:
    """A date as the midnight that openpyxl reads it as."""
    return datetime.combine(value, time()) if isinstance(value, date) and not isinstance(value, datetime) else value


def differences(
    one: Mapping[Place, object], other: Mapping[Place, object], within: float = 0
) -> list[tuple[Place, object, object]]:
    places = sorted(one.keys() | other.keys())
    pairs = [(place, one.get(place), other.get(place)) for place in places]
    return [(place, first, second) for place, first, second in pairs if not alike(first, second, within)]


def alike(one: object, other: object, within: float) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=within)
    return one == other


@pytest.mark.parametrize("name", WRITTEN)
def test_two_libraries_read_the_same(name: str, tmp_path: Path) -> None:
    path = put_into(tmp_path, name)
    cells = by_openpyxl(path)
    assert len(cells) > 20
    assert differences(cells, by_calamine(path)) == []


@needs_libreoffice
@pytest.mark.parametrize("name", SUMMARIES)
def test_libreoffice_reads_the_same(name: str, tmp_path: Path) -> None:
    """But for hidden sheets, where steps of the live formulas have no stored result until a program works them out."""
    path = put_into(tmp_path, name)
    (tmp_path / "converted").mkdir()
    converted = convert(path, "xlsx", tmp_path / "converted")
    cells = by_openpyxl(path, shown_only=True)
    assert len(cells) > 100
    assert differences(cells, by_openpyxl(converted, shown_only=True), SAVED_DIGITS) == []


def test_results_of_formulas_are_among_what_is_compared(tmp_path: Path) -> None:
    path = put_into(tmp_path, next(iter(MADE_UP)))
    results = by_openpyxl(path, shown_only=True)
    shown = [sheet for sheet in load_workbook(path).worksheets if sheet.sheet_state == "visible"]
    cells = ((sheet.title, cell) for sheet in shown for row in sheet.iter_rows() for cell in row)
    formulas = [(title, cell.row, cell.column) for title, cell in cells if isinstance(cell, Cell) and cell.data_type == "f"]
    assert len(formulas) > 100
    assert {type(results[place]) for place in formulas} >= {str, int, float}


@pytest.mark.parametrize(
    ("one", "other", "within", "same"),
    [
        (0.1, 0.1, 0, True),
        (0.1, 0.10000000000000002, 0, False),
        (1 / 3, 0.333333333333333, 0, False),
        (1 / 3, 0.333333333333333, SAVED_DIGITS, True),
        (0.333, 0.334, SAVED_DIGITS, False),
        (1, True, 0, False),
        (True, True, 0, True),
        ("1", 1, SAVED_DIGITS, False),
        (None, "", 0, False),
        (datetime(2023, 3, 31), as_day(date(2023, 3, 31)), 0, True),  # noqa: DTZ001 - workbooks know no time zone
    ],
)
def test_when_two_readings_are_the_same(one: object, other: object, within: float, same: bool) -> None:  # noqa: FBT001 - a column of the table
    assert alike(one, other, within) is same
