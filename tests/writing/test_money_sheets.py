"""The sheets Finance and Savings of a summary: what they show, and that it follows when a figure or a bound is corrected."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support_libreoffice import convert, needs_libreoffice
from support_workbooks import Rows, write_workbook
from workbook_tools import pipeline

COVER: Rows = [["Scheme", "clackmannanshire"], ["Service", "Housing"], ["Period", "2022/23"], ["Money in", "£000"]]
FINANCE: Rows = [
    ["Code", "Budget line", "Type", "Budget", "Actual", "Forecast", "Variance"],
    ["B1", "Salaries", "", 1000, 400, 1010, 10],
    ["B2", "Repairs", "", 1000, 400, 1050.01, 50.01],
    ["B3", "Rents", "Income", -1000, -400, -950, 50],
    ["B4", "Fees", "Income", 100, None, 150, None],
    ["B5", "Agency", "", 0, None, 12, None],
    ["B6", "Vans", "", 90, 40, None, None],
    ["B7", "Heating", "", 60, None, None, -3],
    ["B8", "Post", "", None, None, 4, None],
    ["B9", "Print", "", 5, None, None, None],
]
SAVINGS: Rows = [
    ["Code", "Saving", "Savings target", "Achieved to date", "Forecast savings"],
    ["S1", "Depot", 100, 10, 80],
    ["S2", "Energy", 50, 55, None],
    ["S3", "Late", 30, None, None],
    ["S4", "None", 0, 0, 0],
]
EXPECTED_FINANCE = [
    (10000, 0.01, "Adverse", "OK"),
    (50010, 0.05001, "Adverse", "Alert"),
    (50000, 0.05, "Adverse", "Warning"),
    (50000, 0.5, "Favourable", "OK"),
    (12000, None, "Adverse", "Alert"),
    (-50000, -0.5555555556, "Favourable", "OK"),
    (-3000, -0.05, "Favourable", "OK"),
    (None, None, None, "Unknown"),
    (None, None, None, "Unknown"),
]
EXPECTED_SAVINGS = [(0.8, "Warning"), (1.1, "OK"), (None, "Unknown"), (None, "Unknown")]
MONEY = ("Variance", "Variance %", "Favourable or adverse", "Status")


def summary(folder: Path, edition: pipeline.Edition = "working") -> Path:
    given = write_workbook(folder / "return.xlsx", {"Cover": COVER, "Finance": FINANCE, "Savings": SAVINGS})
    pipeline.report([given], folder / "summary.xlsx", edition=edition)
    return folder / "summary.xlsx"


def shown(path: Path, sheet: str, headings: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """The cells below these headings, in the rows with a code."""
    rows = list(openpyxl.load_workbook(path, data_only=True)[sheet].values)
    (top,) = (number for number, row in enumerate(rows) if row[0] == "Code")
    columns = [rows[top].index(heading) for heading in headings]
    below = [row for row in rows[top + 1 :] if str(row[0])[1:].isdecimal()]
    return [tuple(None if row[column] == "" else row[column] for column in columns) for row in below]


def rounded(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [tuple(round(value, 9) if isinstance(value, float) else value for value in row) for row in rows]


def test_what_they_show(tmp_path: Path) -> None:
    path = summary(tmp_path)
    assert rounded(shown(path, "Finance", MONEY)) == rounded(EXPECTED_FINANCE)
    assert rounded(shown(path, "Savings", ("Delivered", "Status"))) == rounded(EXPECTED_SAVINGS)


@pytest.mark.parametrize("sheet", ["Finance", "Savings"])
def test_the_accessible_edition_has_them_with_no_cell_empty(tmp_path: Path, sheet: str) -> None:
    path = summary(tmp_path, "accessible")
    statuses = [row[-1] for row in (EXPECTED_FINANCE if sheet == "Finance" else EXPECTED_SAVINGS)]
    assert [status for (status,) in shown(path, sheet, ("Status",))] == statuses


@needs_libreoffice
def test_they_follow_corrections(tmp_path: Path) -> None:
    """Saved without results, so that every formula is worked out anew, once as built and once corrected."""
    path = summary(tmp_path)
    book = openpyxl.load_workbook(path)
    book.save(tmp_path / "as_built.xlsx")
    cells = {cell.value: cell for row in book["Finance"].iter_rows() for cell in row if isinstance(cell.value, str)}
    forecast, row = cells["Forecast"].column, cells["Salaries"].row
    book["Finance"].cell(row, forecast).value = 1060000
    savings = {cell.value: cell for line in book["Savings"].iter_rows() for cell in line if isinstance(cell.value, str)}
    book["Savings"].cell(savings["Depot"].row, savings["Forecast"].column).value = None
    book.save(tmp_path / "corrected.xlsx")
    as_built, corrected = (convert(tmp_path / name, "xlsx", tmp_path / "out") for name in ("as_built.xlsx", "corrected.xlsx"))
    assert rounded(shown(as_built, "Finance", MONEY)) == rounded(EXPECTED_FINANCE)
    assert rounded(shown(as_built, "Savings", ("Delivered", "Status"))) == rounded(EXPECTED_SAVINGS)
    assert shown(corrected, "Finance", MONEY)[0] == (60000, 0.06, "Adverse", "Alert")
    assert shown(corrected, "Savings", ("Delivered", "Status"))[0] == (0.1, "Alert")
