"""A service that sends a sheet of its own: checked against the return that was issued to it."""

import json
from pathlib import Path
from typing import Any

import pytest

from support_clean_return import clean_return
from support_samples import MORAY, path_of
from support_workbooks import Formatted, Rows, write_workbook
from workbook_tools.cli import main

COVER: Rows = [["Service", "Housing"], ["Period", "Q4 2023/24"]]  # the scheme is that of the return as issued
HEADINGS = ("PI ref", "Performance indicator", "Unit", "Target", "Actual", "Comments")


def own_rows() -> list[list[Any]]:
    """The indicators as issued, in columns of the service's own, all answered."""
    rows: list[list[Any]] = []
    for row in clean_return().plans["indicators"].rows:
        target: Any = float(row.target.number)  # type: ignore[attr-defined]
        value: Any = 60.0
        if row.unit_text == "percent":  # type: ignore[attr-defined]
            target, value = Formatted(target / 100, "0%"), Formatted(value / 100, "0%")
        rows.append([row.code, row.title, row.unit_text, target, value, "Staff were short."])  # type: ignore[attr-defined]
    return rows


def check(own: Path, issued: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str | None, str | None]]:
    main(["check", str(own), "--issued", str(issued), "--json"])
    (given,) = json.loads(capsys.readouterr().out)["returns"]
    return [(found["code"], found["sheet"], found["cell"]) for found in given["findings"]]


@pytest.fixture
def issued(tmp_path: Path) -> Path:
    path = tmp_path / "issued.xlsx"
    path.write_bytes(clean_return().issued)
    return path


def test_what_differs_from_what_was_issued_is_named_at_its_cell(
    tmp_path: Path, issued: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = own_rows()
    rows[1][0] = "HSG-O1"  # a letter for a digit
    rows[2][3] = 99.0
    rows[3][1] = "Something else"
    rows[5][4] = None
    del rows[7]
    own = write_workbook(tmp_path / "own.xlsx", {"Cover": COVER, "Our PIs": [HEADINGS, *rows]})
    found = check(own, issued, capsys)
    expected = {
        ("code-unknown", "Our PIs", "A3"),
        ("target-changed", "Our PIs", "D4"),
        ("title-changed", "Our PIs", "B5"),
        ("row-unanswered", "Our PIs", "E7"),
        ("row-missing", "Our PIs", None),
        ("sign-off-missing", "Cover", None),
        *(("table-not-answered", sheet, None) for sheet in ("Actions", "Risks", "Finance")),
    }
    assert expected <= set(found)
    assert {code for code, _, _ in found} - {code for code, _, _ in expected} == {
        "polarity-unknown",  # the sheet has no such column
        "column-missing",  # nor those of section and last quarter
    }


def test_another_service_is_noticed(tmp_path: Path, issued: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cover = [["Service", "Parks"], *COVER[1:]]
    own = write_workbook(tmp_path / "own.xlsx", {"Cover": cover, "Our PIs": [HEADINGS, *own_rows()]})
    assert ("wrong-service", "Cover", "B1") in check(own, issued, capsys)


def test_only_an_issued_return_can_be_compared_with(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(path_of(MORAY)), "--issued", str(path_of(MORAY))]) == 3
    assert "was not issued by this program" in capsys.readouterr().err
