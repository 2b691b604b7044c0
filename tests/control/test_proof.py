"""Planted differences in real workbooks: each is caught, and named to the row."""

import ast
from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

import workbook_tools.control
from support_workbooks import Formula, write_workbook
from workbook_tools.control.money_cells import MoneyCells, find_money_cells
from workbook_tools.control.proofs import FileProof, TakenLine
from workbook_tools.control.reconcile import money_columns, reconcile, together
from workbook_tools.reading.addresses import row_and_column
from workbook_tools.reading.service_return import read_service_return

HEADINGS = ["Cost centre", "Budget line", "Budget", "Actual", "Forecast"]
LINES: list[list[Any]] = [
    ["A1", "Parks", 1000.1, 500, 1000],
    ["A2", "Bins", 2000.2, 900, 2100],
    ["A3", "Roads", 4000.4, 2000, 4000],
]


def taken_from(path: Path) -> list[TakenLine]:
    """What the reader takes: the first path."""
    lines = []
    for table, field in dict.fromkeys((name, name) for name, _ in money_columns()):
        for line in getattr(read_service_return(path), table, ()):
            names = [name for owner, name in money_columns() if owner == field]
            amounts = {name: getattr(line, name).number for name in names}
            lines.append(TakenLine(line.where.sheet or "", row_and_column(line.where.cell or "A1")[0], amounts, table))
    return lines


def prove(path: Path) -> FileProof:
    return reconcile(path.name, taken_from(path), find_money_cells(path.read_bytes()))


def proof_of(folder: Path, lines: Sequence[Sequence[Any]]) -> FileProof:
    return prove(write_workbook(folder / "r.xlsx", {"Finance": [HEADINGS, *lines]}))


def said(proof: FileProof) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.where.cell) for finding in proof.findings]


def sums(proof: FileProof) -> Mapping[str, tuple[int, Decimal]]:
    return {one.field: (one.second.count, one.second.pounds) for one in proof.columns if one.second.count}


def test_a_clean_file_is_proved(tmp_path: Path) -> None:
    proof = proof_of(tmp_path, LINES)
    assert proof.is_proved
    assert not proof.findings
    assert sums(proof) == {"budget": (3, Decimal("7000.7")), "actual": (3, Decimal(3400)), "forecast": (3, Decimal(7100))}
    assert {one.field: one.visible.count for one in together([proof, proof])}["budget"] == 6


@pytest.mark.parametrize(
    ("text", "pounds"),
    [("(£294)", "-294"), ("£1,234.56", "1234.56"), ("1234", "1234"), ("-£5", "-5"), ("£294k", "294000")],
)
def test_an_amount_typed_as_text_is_named(tmp_path: Path, text: str, pounds: str) -> None:
    proof = proof_of(tmp_path, [*LINES, ["A4", "Fees", text, 1, 1]])
    assert said(proof) == [("control-text-number", "C5")]
    assert proof.is_proved
    assert proof.columns[0].typed.pounds == Decimal(pounds)
    assert proof.columns[0].visible.pounds == Decimal("7000.7")


def test_a_hidden_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Finance")
        for row, values in enumerate([HEADINGS, *LINES]):
            sheet.write_row(row, 0, values)
        sheet.set_row(2, None, None, {"hidden": True})
    proof = prove(path)
    assert said(proof) == [("control-hidden-row", "C3")]
    assert "£2,000.20" in proof.findings[0].message
    assert proof.columns[0].hidden.pounds == Decimal("2000.2")


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("Total", [9, 9, 9]),
        ("Environment sub-total", [9, 9, 9]),
        ("Environment", [7000.7, 3400, 7100]),  # exactly the sum of those above
        ("Environment", [Formula("=SUM(C2:C4)", 9), 9, 9]),
        ("Environment", [9, Formula("=SUBTOTAL(9,D2:D4)", 9), 9]),
    ],
)
def test_a_total_counted_with_its_lines_is_named(tmp_path: Path, name: str, figures: list[Any]) -> None:
    assert said(proof_of(tmp_path, [*LINES, ["", name, *figures]])) == [("control-total-row", "C5")]


@pytest.mark.parametrize(
    "row",
    [
        ["A4", "Signs", 7000.7, 3400, 7100.01],  # a penny off the sum in one column
        ["A4", "Totally new", 9, 9, 9],
        ["A4", "Signs", Formula("=SUM(D4:E4)", 6000), 9, 9],
        ["A4", "Signs", Formula("=SUM(Other!C2:C4)", 6000), 9, 9],
        ["A4", "Signs", Formula("=SUM(C40:C45)", 6000), 9, 9],
        ["A4", "Signs", 0, 0, 0],
    ],
)
def test_a_line_of_its_own_is_no_total(tmp_path: Path, row: list[Any]) -> None:
    assert said(proof_of(tmp_path, [*LINES, row])) == []


def test_a_grand_total_over_subtotals(tmp_path: Path) -> None:
    rows = [["", "x", 1], ["", "y", 2], ["", "z", 3], ["", "a", 4], ["", "b", 5], ["", "c", 9], ["", "d", 12]]
    assert [cell for _, cell in said(proof_of(tmp_path, rows))] == ["C4", "C7", "C8"]


@pytest.mark.parametrize(("field", "cell"), [("budget", "C3"), ("actual", "D3"), ("forecast", "E3")])
def test_a_penny_off_in_the_first_path_is_caught(tmp_path: Path, field: str, cell: str) -> None:
    path = write_workbook(tmp_path / "r.xlsx", {"Finance": [HEADINGS, *LINES]})
    lines = taken_from(path)
    whole = dict(lines[1].amounts)
    broken = TakenLine(lines[1].sheet, lines[1].row, whole | {field: (whole[field] or Decimal(0)) + Decimal("0.01")})
    proof = reconcile("r.xlsx", [lines[0], broken, lines[2]], find_money_cells(path.read_bytes()))
    assert not proof.is_proved
    assert said(proof) == [("control-difference", cell)]
    assert "the difference is £0.01" in proof.findings[0].message
    assert next(one for one in proof.columns if one.field == field).difference == Decimal("0.01")


def test_lines_missing_or_too_many_are_caught(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "r.xlsx", {"Finance": [HEADINGS, *LINES]})
    lines = taken_from(path)
    extra = TakenLine("Finance", 9, {"budget": Decimal(5)})
    proof = reconcile("r.xlsx", [*lines[:2], extra], find_money_cells(path.read_bytes()))
    assert said(proof) == [("control-difference", cell) for cell in ("C4", "D4", "E4", "C9")]


def test_two_errors_that_cancel_are_both_caught(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "r.xlsx", {"Finance": [HEADINGS, *LINES]})
    first, second, third = taken_from(path)
    swapped = [TakenLine("Finance", first.row, second.amounts), TakenLine("Finance", second.row, first.amounts), third]
    proof = reconcile("r.xlsx", swapped, find_money_cells(path.read_bytes()))
    assert all(one.difference == 0 for one in proof.columns)
    assert not proof.is_proved
    assert len(proof.findings) == 6


AMOUNTS = st.one_of(
    st.none(), st.decimals("-9999999", "9999999", places=2), st.integers(-(10**9), 10**9).map(Decimal)
)  # at most 15 digits
TABLES = st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(rows=TABLES, writer=st.sampled_from(["xlsxwriter", "openpyxl"]))
def test_random_tables_add_up_exactly(rows: list[tuple[Decimal | None, ...]], writer: str) -> None:
    lines = [[f"C{number}", f"Line {number}", *row] for number, row in enumerate(rows)]
    found = find_money_cells(written([HEADINGS, *lines], writer))
    for index, name in enumerate(("budget", "actual", "forecast")):
        cells = [cell for cell in found.cells if cell.field == name]
        assert sum(cell.pounds or 0 for cell in cells) == sum(row[index] or 0 for row in rows)
        assert len(cells) == sum(row[index] is not None for row in rows)
    assert found.unproved == ()


def written(rows: Sequence[Sequence[Any]], writer: str) -> bytes:
    content = BytesIO()
    if writer == "openpyxl":
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "Finance"
        for row in rows:
            sheet.append(list(row))
        book.save(content)
    else:
        with xlsxwriter.Workbook(content, {"in_memory": True}) as file:
            page = file.add_worksheet("Finance")
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return content.getvalue()


@pytest.mark.parametrize("path", sorted(Path(__file__).parents[2].glob("samples/returns/*.xlsx")), ids=lambda path: path.stem)
def test_published_returns_have_no_money_and_are_followed(path: Path) -> None:
    assert find_money_cells(path.read_bytes()) == MoneyCells()


@pytest.mark.parametrize("path", sorted(Path(__file__).parents[2].glob("templates/*-return.xlsx")), ids=lambda path: path.stem)
def test_filled_in_templates_are_proved(path: Path, tmp_path: Path) -> None:
    book: Any = openpyxl.load_workbook(path)
    sheet = book["Finance"]
    top, columns = next(
        (row[0].row, {cell.value: cell.column for cell in row})
        for row in sheet.iter_rows()
        if "Budget" in [c.value for c in row]
    )
    for number in range(1, 4):
        sheet.cell(top + number, columns["Budget line"], f"Line {number}")
        sheet.cell(top + number, columns["Budget"], 100.25 * number * number)
        sheet.cell(top + number, columns["Forecast"], f"£{number},000.50")
    book.save(tmp_path / "r.xlsx")
    proof = prove(tmp_path / "r.xlsx")
    assert proof.is_proved
    assert sums(proof) == {"budget": (3, Decimal("1403.5")), "forecast": (3, Decimal("6001.5"))}
    assert [code for code, _ in said(proof)] == ["control-text-number"] * 3


def test_the_second_path_shares_no_code_with_the_first() -> None:
    home = Path(workbook_tools.control.__file__).parent
    for path in home.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0
                names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            for name in names:
                assert not name.startswith(("workbook_tools.reading", "openpyxl")), f"{path.name} imports {name}"
