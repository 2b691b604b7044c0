"""What an audit prints, what the documentation says of it, and what it finds in the summaries of the samples."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from support_accessible import put, write_accessible
from support_samples import SAMPLES, path_of
from workbook_tools import pipeline
from workbook_tools.accessibility.audit import PLACES_NAMED, POINTS, Verdict, audit, lines_of, to_json
from workbook_tools.accessibility.points import Point

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
BY_DESIGN = {"no-merged-cells", "no-filters", "no-freeze-panes"}


def test_lines_for_a_terminal(tmp_path: Path) -> None:
    lines = list(lines_of(audit(write_accessible(tmp_path / "Housing.xlsx", put("Indicators", "D4", "▲")))))
    at = lines.index("not met     No symbol stands for words (symbols-have-words)")
    assert lines[at + 1 : at + 3] == [
        "            Indicators!D4",
        "            Write the meaning as a word beside the symbol or instead of it.",
    ]
    left = sum(not point.by_machine for point in POINTS)
    assert lines[-1] == f"Housing.xlsx: 1 of {len(POINTS)} points is not met, {left} cannot be judged by a program."


def test_a_handful_of_places_is_named_and_the_rest_counted(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        for row in range(8, 30, 2):
            book["Cover"].cell(row, 1).value = "Text"

    found = audit(write_accessible(tmp_path / "gaps.xlsx", change))
    blank = next(result for result in found.breached if result.point.code == "no-blank-rows-or-columns")
    assert len(blank.places) == PLACES_NAMED
    assert blank.count == 11
    assert any(line.endswith("; and 6 more") for line in lines_of(found))


def test_a_workbook_without_breaches_says_so(tmp_path: Path) -> None:
    assert list(lines_of(audit(write_accessible(tmp_path / "good.xlsx"))))[-1].startswith("good.xlsx: None of ")


def test_names_of_sheets_stay_on_one_line(tmp_path: Path) -> None:
    path = write_accessible(tmp_path / "good.xlsx", put("Indicators", "A4", "[note 9]" * 300))
    assert all(line.isprintable() and len(line) < 700 for line in lines_of(audit(path)))


def test_the_json_is_plain_and_complete(tmp_path: Path) -> None:
    found = audit(write_accessible(tmp_path / "good.xlsx", put("Indicators", "D4", "▲")))
    read = json.loads(json.dumps(to_json(found)))
    assert [point["code"] for point in read["points"]] == [point.code for point in POINTS]
    assert {point["verdict"] for point in read["points"]} == {verdict.value for verdict in Verdict}
    assert (read["file"], read["breached"], read["not_judged"]) == ("good.xlsx", 1, len(found.not_judged))


def test_codes_are_unique_and_in_form() -> None:
    codes = [point.code for point in POINTS]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) for code in codes)


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.code)
def test_the_page_says_what_the_program_does(point: Point) -> None:
    assert entry_of(point) in PAGE


def test_the_page_names_no_other_points() -> None:
    assert re.findall(r"^- \*\*.*\(`([^`]+)`", PAGE, re.MULTILINE) == [point.code for point in POINTS]


def entry_of(point: Point) -> str:
    """A point's line of the page."""
    return f"- **{point.title}** (`{point.code}`; {point.source}). {point.tested}\n"


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_working_edition_is_audited_without_a_crash(tmp_path: Path, sample: str) -> None:
    pipeline.report([path_of(sample)], tmp_path / "summary.xlsx")
    assert {result.point.code for result in audit(tmp_path / "summary.xlsx").breached} >= BY_DESIGN


@pytest.mark.parametrize("sample", SAMPLES)
def test_returns_are_audited_without_a_crash(sample: str) -> None:
    assert len(audit(path_of(sample)).results) == len(POINTS)


def test_the_audit_loads_no_heavy_library() -> None:
    heavy = {"openpyxl", "pandas", "xlsxwriter"}
    program = f"import sys, workbook_tools.accessibility.audit; print(*sorted({heavy!r} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
