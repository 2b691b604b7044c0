"""300 returns of which 25 are spoilt: 275 are consolidated, the others are in the tracker with plain reasons."""

import csv
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from support_many_returns import PERIOD
from support_spoilt_returns import SPOILT, Spoilt, write_spoilt

RETURNS = 300
AS_ANYBODY = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
"""Before a command of the superuser, for whom every file is open otherwise."""
ARGUMENTS = ("--scheme", "clackmannanshire", "--period", PERIOD)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run came to: its exit code, what it printed, the tables it wrote."""

    code: int
    out: str
    tables: dict[str, list[dict[str, str]]]


def consolidate(folder: Path, *more: str) -> Ran:
    """Runs the command as somebody for whom a file can be closed."""
    out = folder.parent / "out"
    out.mkdir(exist_ok=True)
    command = [
        *(AS_ANYBODY if os.geteuid() == 0 else ()), sys.executable, "-m", "workbook_tools", "consolidate", str(folder),
        "-o", str(out / "all.xlsx"), "--csv", str(out / "csv"), "--cache", str(out / "cache"), *ARGUMENTS, *more,
    ]  # fmt: skip
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode < 2, run.stderr
    return Ran(run.returncode, run.stdout, {path.stem: rows_of(path) for path in (out / "csv").iterdir()})


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Spoilt, ...], Ran]:
    folder = tmp_path_factory.mktemp("spoilt") / "returns of the services"
    folder.mkdir()
    spoilt = write_spoilt(folder, RETURNS)
    return spoilt, consolidate(folder)


pytestmark = [
    pytest.mark.skipif(
        os.name == "nt" or (os.geteuid() == 0 and not shutil.which("setpriv")), reason="no file can be closed to this user"
    ),
    pytest.mark.xdist_group("spoilt returns"),
]


def test_the_275_are_consolidated(ran: tuple[tuple[Spoilt, ...], Ran]) -> None:
    spoilt, run = ran
    assert (len(spoilt), run.code) == (SPOILT, 1)
    taken = {row["file"] for row in run.tables["indicators"]}
    assert len(taken) == RETURNS - SPOILT
    assert not taken & {one.name for one in spoilt}
    assert {row["file"] for row in run.tables["tracker"] if row["in_totals"] == "Yes"} == taken


def test_each_of_the_25_has_its_plain_reason(ran: tuple[tuple[Spoilt, ...], Ran]) -> None:
    spoilt, run = ran
    tracked = {row["file"]: row for row in run.tables["tracker"]}
    assert len(tracked) == RETURNS
    for one in spoilt:
        row = tracked[one.name]
        assert (row["state"], one.reason in row["reason"]) == (one.state, True), row
        assert f"{one.state:<11}{one.name}: " in run.out
    assert f"{RETURNS} files, 297 read, the content of the others was known: {RETURNS - SPOILT} received" in run.out


def test_every_file_is_among_the_sources_with_its_hash(ran: tuple[tuple[Spoilt, ...], Ran]) -> None:
    _, run = ran
    assert len(run.tables["sources"]) == RETURNS
    assert sum(len(row["sha256"]) == 64 for row in run.tables["sources"]) == RETURNS - 2  # which are closed
