"""Killed at any moment, on a full disk, beside another run: the earlier output survives whole, the next run goes on."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from support_many_returns import write_returns
from workbook_tools import pipeline
from workbook_tools.findings import ToolkitError

KILLS = 100
RETURNS = 12
SEED = 20261126


def command(folder: Path, out: Path, *more: str) -> list[str]:
    return [
        sys.executable, "-m", "workbook_tools", "consolidate", str(folder), "-o", str(out / "all.xlsx"),
        "--scheme", "clackmannanshire", "--cache", str(folder.parent / "cache"), *more,
    ]  # fmt: skip


def run(folder: Path, out: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command(folder, out, *more), capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("interrupted") / "returns"
    write_returns(folder, RETURNS)
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.xdist_group("interrupted")
def test_100_kills_at_random_moments_never_leave_half_an_output(folder: Path, tmp_path: Path) -> None:
    began = time.monotonic()
    assert run(folder, tmp_path, "--as-at", "2026-09-29").returncode == 0
    whole = time.monotonic() - began
    earlier = (tmp_path / "all.xlsx").read_bytes()
    assert run(folder, tmp_path / "..").returncode == 0
    wanted = (tmp_path / ".." / "all.xlsx").read_bytes()
    assert earlier != wanted
    chance, ends, unfinished = random.Random(SEED), [0, 0], 0  # noqa: S311 - moments, no secrets
    for _ in range(KILLS):
        with subprocess.Popen(command(folder, tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            time.sleep(chance.uniform(0, whole))
            process.send_signal(signal.SIGKILL)
            _, said = process.communicate()
        unfinished += "was stopped before it had ended" in said
        content = (tmp_path / "all.xlsx").read_bytes()
        assert content in {earlier, wanted}
        ends[content == wanted] += 1
        if content == wanted:  # start again from the earlier output
            (tmp_path / "all.xlsx").write_bytes(earlier)
    assert min(ends) > 0, "no kill hit before, or none after, the output was put in its place"
    last = run(folder, tmp_path)
    assert last.returncode == 0
    assert (tmp_path / "all.xlsx").read_bytes() == wanted
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert unfinished + ("was stopped before it had ended" in last.stderr) > 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of 400 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if not mount or not unmount or os.name == "nt" or os.geteuid() != 0:
        pytest.skip("this user cannot mount a small disk")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk], check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    yield disk
    subprocess.run([unmount, "-l", disk], check=True)


@pytest.mark.xdist_group("interrupted")
def test_on_a_full_disk_the_earlier_output_survives(folder: Path, small_disk: Path) -> None:
    few = folder.parent / "few"
    write_returns(few, 1)
    assert run(few, small_disk).returncode == 0
    earlier = (small_disk / "all.xlsx").read_bytes()
    (small_disk / "filling").write_bytes(bytes(100_000))
    failed = run(folder, small_disk)
    assert failed.returncode == 3
    assert "No space left on device" in failed.stderr
    assert "has room" in failed.stderr
    assert len(failed.stderr.splitlines()) == 1
    assert (small_disk / "all.xlsx").read_bytes() == earlier
    assert not [path.name for path in small_disk.iterdir() if path.suffix == ".part"]
    assert openpyxl.load_workbook(small_disk / "all.xlsx").sheetnames


@pytest.mark.xdist_group("interrupted")
def test_a_cache_on_a_full_disk_is_done_without(folder: Path, small_disk: Path, tmp_path: Path) -> None:
    (small_disk / "filling").write_bytes(bytes(380_000))
    out = tmp_path / "out"
    out.mkdir()
    assert run(folder, out, "--cache", str(small_disk / "cache")).returncode == 0
    assert zipfile.is_zipfile(out / "all.xlsx")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGSTOP")
@pytest.mark.xdist_group("interrupted")
def test_of_two_runs_at_once_the_second_is_told(folder: Path, tmp_path: Path) -> None:
    with subprocess.Popen(command(folder, tmp_path, "--no-cache"), stdout=subprocess.DEVNULL) as first:
        lock = tmp_path / ".all.xlsx.lock"
        while not (lock.exists() and lock.stat().st_size):
            time.sleep(0.005)
        first.send_signal(signal.SIGSTOP)
        second = run(folder, tmp_path)
        first.send_signal(signal.SIGCONT)
    assert (first.returncode, second.returncode) == (0, 3)
    assert "Another run has been writing" in second.stderr
    assert zipfile.is_zipfile(tmp_path / "all.xlsx")


@pytest.mark.xdist_group("interrupted")
def test_a_network_folder_that_goes_away_stops_the_run_and_the_earlier_output_survives(folder: Path, tmp_path: Path) -> None:
    there, workbook = tmp_path / "there", tmp_path / "all.xlsx"
    shutil.copytree(folder, there)
    batch = pipeline.Batch((there,), workbook, "clackmannanshire")
    pipeline.consolidate(batch)
    earlier = workbook.read_bytes()
    with pytest.raises(ToolkitError, match=r"there can no longer be reached, so nothing was written"):
        pipeline.consolidate(batch, lambda _done, _of: shutil.rmtree(there, ignore_errors=True))
    assert workbook.read_bytes() == earlier
    assert [path.name for path in tmp_path.iterdir()] == ["all.xlsx"]
