"""A second run reads only what changed, and writes what a run that reads everything writes, byte for byte."""

import os
from pathlib import Path
from typing import Any

import pytest

from support_many_returns import write_return, write_returns
from workbook_tools import pipeline
from workbook_tools.judging import judge
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.service_return import ServiceReturn

RETURNS = 300
CHANGED = 117


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("again") / "returns"
    write_returns(folder, RETURNS)
    return folder


def run(folder: Path, name: str, *, cached: bool) -> tuple[pipeline.Consolidated, dict[str, bytes]]:
    """A run, and all that it wrote, by name."""
    out = folder.parent / name
    out.mkdir(exist_ok=True)
    cache = folder.parent / "cache" if cached else None
    done = pipeline.consolidate(
        pipeline.Batch((folder,), out / "all.xlsx", "clackmannanshire", tables=out / "csv", cache=cache)
    )
    return done, {path.relative_to(out).as_posix(): path.read_bytes() for path in done.written}


@pytest.mark.xdist_group("again")
def test_with_one_changed_return_of_300_only_that_one_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, before = run(folder, "first", cached=True)
    assert (first.files, first.read) == (RETURNS, RETURNS)
    write_return(folder / f"return_{CHANGED:04d}.xlsx", CHANGED, version="2.4", planted=lambda s, row: s.write(row, 2, 5))
    judged: list[str] = []

    def noted(given: ServiceReturn, *rest: Any) -> Assessment:
        judged.append(given.source.name)
        return judge(given, *rest)

    monkeypatch.setattr("workbook_tools.consolidation.read_files.judge", noted)
    again, changed = run(folder, "again", cached=True)
    assert again.read == 1
    assert judged == [f"return_{CHANGED:04d}.xlsx"]
    assert changed["all.xlsx"] != before["all.xlsx"]
    _, full = run(folder, "full", cached=False)
    assert changed == full


@pytest.mark.xdist_group("again")
def test_neither_names_nor_places_nor_times_change_what_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "returns"
    write_returns(folder, 3)
    _, before = run(folder, "one", cached=True)
    (folder / "return_0001.xlsx").rename(folder / "Housing, second try.xlsx")
    os.utime(folder / "return_0002.xlsx", (0, 0))
    done, after = run(folder, "two", cached=True)
    assert done.read == 0
    assert b"Housing, second try.xlsx" in after["csv/tracker.csv"]
    assert b"return_0001.xlsx" in before["csv/tracker.csv"]
    assert b"return_0001.xlsx" not in after["csv/findings.csv"] + after["csv/tracker.csv"]
