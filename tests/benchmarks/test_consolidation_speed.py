"""The benchmark runs, on few returns; its returns are what it says; how long it takes is nobody's business here."""

from pathlib import Path

import consolidation_speed
import openpyxl

from support_many_returns import PERIOD, write_return, write_returns
from workbook_tools import pipeline

FEW = 3


def test_the_benchmark_measures_every_process() -> None:
    costs = consolidation_speed.run(FEW, rounds=1)
    assert len(costs) == 7
    assert all(cost.cpu > 0 and cost.wall > 0 and cost.memory > 1 for cost in costs.values())


def test_the_returns_are_read_whole_and_without_an_error(tmp_path: Path) -> None:
    write_returns(tmp_path / "returns", FEW)
    done = pipeline.consolidate(pipeline.Batch((tmp_path / "returns",), tmp_path / "all.xlsx", "clackmannanshire"))
    for number, taken in enumerate(done.consolidation.returns):
        assert (taken.facts.service, taken.facts.period) == (f"Service {number:04d}", PERIOD)
        assert taken.facts.severities.get("error", 0) == 0
        counts = taken.facts.row_counts
        book = openpyxl.load_workbook(tmp_path / "returns" / taken.source.name)
        assert {name: counts[name] for name in ("indicators", "actions", "risks", "finance")} == {
            sheet.title.lower(): sheet.max_row - 1 for sheet in book.worksheets[1:]
        }


def test_the_same_number_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (write_return(tmp_path / name, 7).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert first == second


def test_the_cells_of_the_output_are_counted(tmp_path: Path) -> None:
    write_returns(tmp_path / "returns", 1)
    pipeline.consolidate(pipeline.Batch((tmp_path / "returns",), tmp_path / "all.xlsx", "clackmannanshire"))
    texts, length, numbers = consolidation_speed.cells_of(tmp_path / "all.xlsx")
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert texts + numbers <= len(cells) * 1.02
    assert texts + numbers >= len(cells) * 0.98
    assert length > 5
