"""A new council is a new TOML file and no code: a fourth scheme, made for this test, from a return to the summary workbook.

5% tolerance, four statuses, a 5x5 matrix with five bands, trend against the previous quarter, amber if no worse than the same
quarter last year.
"""

import json
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from workbook_tools.cli import main

SCHEME = Path(__file__).parent / "data" / "made_up_council.toml"
HEADINGS = ["Ref", "Indicator", "Polarity", "Q2 2025/26", "Q1 2026/27", "Actual", "Target"]
INDICATORS = {  # code: (polarity, same quarter last year, last quarter, value, target), (status, trend)
    "met": (("maximise", 90, 90, 100, 100), ("ok", "improved")),
    "on the bound": (("maximise", 99, 95, 95, 100), ("warning", "same")),
    "beyond, but no worse": (("maximise", 94.9, 99, 94.9, 100), ("warning", "declined")),
    "beyond and worse": (("maximise", 95, 99, 94.9, 100), ("alert", "declined")),
    "beyond, nothing to hold it against": (("maximise", None, 94, 94.9, 100), ("alert", "improved")),
    "lower is better": (("minimise", 110, 120, 105, 100), ("warning", "improved")),
    "lower is better, beyond": (("minimise", 105, None, 105.01, 100), ("alert", "no_comparison")),
    "no figure": (("maximise", 1, 1, None, 100), ("unknown", "no_comparison")),
}
RISKS = {  # code: (likelihood, impact), (band, status)
    "a": ((1, 3), ("Negligible", "ok")),
    "b": ((2, 2), ("Minor", "ok")),
    "c": ((2, 5), ("Moderate", "warning")),
    "d": ((3, 4), ("Major", "warning")),
    "e": ((4, 5), ("Severe", "alert")),
}


@pytest.fixture
def made_up_return(tmp_path: Path) -> Path:
    path = tmp_path / "made-up.xlsx"
    with xlsxwriter.Workbook(path) as book:
        cover = book.add_worksheet("Cover")
        for row, pair in enumerate([("Service", "Parks"), ("Period", "Q2 2026/27")]):
            cover.write_row(row, 0, pair)
        sheet = book.add_worksheet("Indicators")
        sheet.write_row(0, 0, HEADINGS)
        for row, (code, (figures, _)) in enumerate(INDICATORS.items(), 1):
            sheet.write_row(row, 0, [code, f"Indicator {row}", *figures])
        sheet = book.add_worksheet("Risks")
        sheet.write_row(0, 0, ["Ref", "Risk", "Likelihood", "Impact"])
        for row, (code, (position, _)) in enumerate(RISKS.items(), 1):
            sheet.write_row(row, 0, [code, f"Risk {row}", *position])
    return path


def test_a_scheme_file_alone_judges_a_return(made_up_return: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(made_up_return), "--scheme", str(SCHEME), "--json"]) == 0
    (result,) = json.loads(capsys.readouterr().out)["returns"]
    judged = {row["code"]: (row["status"], row["short_trend"]) for row in result["indicators"]}
    assert judged == {code: expected for code, (_, expected) in INDICATORS.items()}
    rated = {row["code"]: (row["band"], row["status"]) for row in result["risks"]}
    assert rated == {code: expected for code, (_, expected) in RISKS.items()}


def test_a_scheme_file_alone_words_the_summary(made_up_return: Path, tmp_path: Path) -> None:
    summary = tmp_path / "summary.xlsx"
    assert main(["report", str(made_up_return), "--scheme", str(SCHEME), "-o", str(summary), "--quiet"]) == 0
    book = openpyxl.load_workbook(summary, data_only=True)
    words = {cell.value for row in book["Indicators"].iter_rows() for cell in row}
    assert words >= {"On target", "Near", "Amber", "Red", "No figure"}
    matrix = {cell.value for row in book["Risk matrix"].iter_rows() for cell in row}
    assert matrix >= {"Rare", "Near certain", "Slight", "Grave"}
    assert "Made-up Council" in {cell.value for row in book["Summary"].iter_rows() for cell in row}
