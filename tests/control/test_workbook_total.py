"""What a finished workbook holds, read back from its XML."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from workbook_tools.control import workbook_total
from workbook_tools.control.proofs import Sum
from workbook_tools.control.workbook_total import read_workbook_totals

HEADINGS = ("Budget", "Actual")
ROWS: list[list[Any]] = [
    ["Consolidated returns"], [], ["Service", "File", "Budget", "Actual"],
    ["Parks", "a.xlsx", 1000.1, 5], ["Parks", "a & b.xlsx", 0.2, None], ["Bins", "a.xlsx", 2000.2, "n/a"],
    ["Bins", "a.xlsx", "12345678901234567.89", "1 234"],
]  # fmt: skip
EXPECTED = {
    ("", "Budget"): Sum(4, Decimal("12345678901237568.39")),
    ("", "Actual"): Sum(1, Decimal(5)),
    ("a.xlsx", "Budget"): Sum(3, Decimal("12345678901237568.19")),
    ("a.xlsx", "Actual"): Sum(1, Decimal(5)),
    ("a & b.xlsx", "Budget"): Sum(1, Decimal("0.2")),
}


def write(path: Path, rows: list[list[Any]], how: str) -> Path:
    if how == "openpyxl":
        book = openpyxl.Workbook()
        sheet: Any = book.active
        sheet.title = "Finance"
        for row in rows:
            sheet.append(row)
        book.save(path)
        return path
    with xlsxwriter.Workbook(path, {"constant_memory": how == "inline", "tmpdir": str(path.parent)}) as file:
        page = file.add_worksheet("Finance")
        for number, values in enumerate(rows):
            page.write_row(number, 0, values)
    return path


@pytest.mark.parametrize("chunk", [64, 256 * 1024])
@pytest.mark.parametrize("how", ["shared", "inline", "openpyxl"])
def test_sums_by_file_and_together(tmp_path: Path, how: str, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_total, "CHUNK", chunk)
    with write(tmp_path / "out.xlsx", ROWS, how).open("rb") as stream:
        assert read_workbook_totals(stream, "Finance", HEADINGS) == workbook_total.WorkbookTotals(EXPECTED)


@pytest.mark.parametrize(("sheet", "headings"), [("Finance", ("Nothing",)), ("Money", HEADINGS)])
def test_what_is_missing_is_said(tmp_path: Path, sheet: str, headings: tuple[str, ...]) -> None:
    with write(tmp_path / "out.xlsx", ROWS, "shared").open("rb") as stream:
        totals = read_workbook_totals(stream, sheet, headings)
    assert totals.sums == {}
    assert totals.unproved
