"""The benchmark runs, on a small return, and its return is what it says; how long it takes is nobody's business here."""

import subprocess
import sys
from pathlib import Path

import pytest
import summary_speed
from large_return import EARLIER, write_large_return
from measuring import Cost, measure, median_cost, table

from workbook_tools import pipeline

ROOT = Path(__file__).resolve().parents[2]
SMALL = 12


def test_the_benchmark_measures_every_process() -> None:
    costs = summary_speed.run(SMALL, rounds=1)
    assert len(costs) == 5
    assert all(cost.cpu > 0 and cost.wall > 0 and cost.memory > 1 for cost in costs.values())
    assert len(table(costs).splitlines()) == len(costs) + 2


def test_the_return_is_read_without_an_error_and_has_history(tmp_path: Path) -> None:
    (assessment,) = pipeline.check([write_large_return(tmp_path / "return.xlsx", SMALL)]).assessments
    assert (len(assessment.indicators), len(assessment.actions), len(assessment.risks)) == (SMALL, 1, 1)
    assert [finding for finding in assessment.findings if finding.severity == "error"] == []
    assert {len(row.indicator.earlier) for row in assessment.indicators} == {len(EARLIER)}
    assert "unknown" not in {row.status.style for row in assessment.indicators}
    assert "no_comparison" not in {row.long_trend.style for row in assessment.indicators if row.long_trend}


def test_the_same_size_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (write_large_return(tmp_path / name, SMALL).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert first == second


def test_what_fails_is_not_measured() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        measure([sys.executable, "-c", "raise SystemExit(3)"])


def test_the_median_of_each_figure() -> None:
    costs = [Cost(1, 9, 3), Cost(2, 8, 1), Cost(9, 7, 2)]
    assert median_cost(costs) == Cost(2, 8, 2)


def test_the_makefile_runs_it() -> None:
    assert "tests/benchmarks/summary_speed.py" in (ROOT / "Makefile").read_text(encoding="utf-8")
