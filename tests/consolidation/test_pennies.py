"""Planted differences of pennies, each caught by the control totals and named to its row."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support_many_returns import write_return
from workbook_tools import pipeline
from workbook_tools.findings import WritingError
from workbook_tools.model.flat import CONTROL, FINDINGS, Amount
from workbook_tools.writing.consolidated import filling

SCHEME = "clackmannanshire"
Plant = Callable[[Any, int], None]


def line(sheet: Any, row: int, *cells: Any) -> None:
    sheet.write_row(row, 0, ("CC9999", "Planted", *cells))


def hidden_row(sheet: Any, row: int) -> None:
    line(sheet, row, 0.01, 0.01, 0.01)
    sheet.set_row(row, None, None, {"hidden": True})


def number_as_text(sheet: Any, row: int) -> None:
    line(sheet, row, "0.01", 0.01, 0.01)


def negative_in_brackets(sheet: Any, row: int) -> None:
    line(sheet, row, 0, 0, "(£0.01)")


def total_counted_twice(sheet: Any, row: int) -> None:
    sheet.write_string(row, 1, "All services")
    for column, letter in ((2, "C"), (3, "D"), (4, "E")):
        sheet.write_formula(row, column, f"=SUM({letter}2:{letter}{row})", None, 12345.67)


PLANTED: tuple[tuple[Plant, str, str], ...] = (
    (hidden_row, "control-hidden-row", "hidden"),
    (number_as_text, "control-text-number", "text"),
    (negative_in_brackets, "control-text-number", "(£0.01)"),
    (total_counted_twice, "control-total-row", "sums up other rows"),
)


def consolidated(tmp_path: Path, plant: Plant | None) -> pipeline.Consolidated:
    folder = tmp_path / "returns"
    folder.mkdir(exist_ok=True)
    for number in range(3):
        write_return(folder / f"return_{number}.xlsx", number, planted=plant if number == 1 else None)
    return pipeline.consolidate(pipeline.Batch((folder,), tmp_path / "all.xlsx", SCHEME))


def money_findings(done: pipeline.Consolidated) -> list[tuple[str, str, str, str]]:
    """File, code, cell and message of each finding about control totals."""
    places = [FINDINGS.place(name) for name in ("code", "cell", "message")]
    rows = [(file, *(str(row[place]) for place in places)) for file, row in done.consolidation.rows(FINDINGS.name)]
    return [(file, code, cell, message) for file, code, cell, message in rows if code.startswith("control-")]


def test_without_anything_planted_all_is_proved(tmp_path: Path) -> None:
    done = consolidated(tmp_path, None)
    assert money_findings(done) == []
    assert done.proof.startswith("Proved to the penny over 3 returns: Budget £")


@pytest.mark.parametrize(("plant", "code", "words"), PLANTED, ids=[plant.__name__ for plant, _, _ in PLANTED])
def test_each_planted_penny_is_named_at_its_row(tmp_path: Path, plant: Plant, code: str, words: str) -> None:
    done = consolidated(tmp_path, plant)
    path = tmp_path / "returns" / "return_1.xlsx"
    book = openpyxl.load_workbook(path)
    row = book["Finance"].max_row
    found = [one for one in money_findings(done) if one[1] == code]
    assert [file for file, *_ in found] == ["return_1.xlsx"]
    [(_, _, cell, message)] = found
    assert cell[1:] == str(row)
    assert words in message
    [tracked] = [one for one in done.consolidation.tracker if one.file == "return_1.xlsx"]
    assert tracked.errors >= 1


def test_the_groups_of_the_proof_add_up_to_what_was_consolidated(tmp_path: Path) -> None:
    for plant, _, _ in PLANTED:
        done = consolidated(tmp_path, plant)
        for _, row in done.consolidation.rows(CONTROL.name):
            amounts = [value.number for value in row if isinstance(value, Amount)]
            *groups, second, taken, difference = amounts
            assert sum(groups) == second
            assert taken - second == difference == 0
            assert row[-1] == "agrees"


def test_a_workbook_that_lost_a_penny_is_not_put_in_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sheet Finance is written by code that drops the last budget line of a return."""
    earlier = consolidated(tmp_path, None)
    content = (tmp_path / "all.xlsx").read_bytes()

    def losing(package: bytes, fillings: Any, stream: Any) -> None:
        whole = io.BytesIO()
        filling.fill(package, fillings, whole)
        book = openpyxl.load_workbook(io.BytesIO(whole.getvalue()))
        sheet = book["Finance"]
        sheet.delete_rows(sheet.max_row)
        book.save(stream)

    monkeypatch.setattr("workbook_tools.writing.consolidated.workbook.fill", losing)
    with pytest.raises(WritingError, match=r"does not hold what was consolidated \(all returns, Budget: .*thrown away"):
        consolidated(tmp_path, None)
    assert (tmp_path / "all.xlsx").read_bytes() == content
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert earlier.consolidation.control_totals[0].count > 60
