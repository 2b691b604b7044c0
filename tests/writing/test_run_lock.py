"""One run at a time on an output; what a run that was killed left behind is known and cleared away."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from workbook_tools.findings import ToolkitError, WritingError
from workbook_tools.writing.run_lock import running

HOLD = """
import sys, time
from pathlib import Path
from workbook_tools.writing.run_lock import running
output = Path(sys.argv[1])
with running(output, "1 October 2026"):
    output.with_name(f".{output.name}.77.part").write_bytes(b"half")
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "All [1].xlsx"


def held(output: Path) -> "subprocess.Popen[str]":
    """A process that holds the lock and has half-written the output."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(output)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_a_run_that_ends_leaves_nothing_behind(output: Path) -> None:
    with running(output, "now") as earlier:
        assert earlier == ""
        assert [path.name for path in output.parent.iterdir()] == [f".{output.name}.lock"]
    assert list(output.parent.iterdir()) == []


def test_nor_does_one_that_fails(output: Path) -> None:
    with pytest.raises(KeyError), running(output, "now"):
        raise KeyError
    assert list(output.parent.iterdir()) == []


def test_a_second_run_is_told_since_when_the_first_is_going_on(output: Path) -> None:
    with held(output) as first:
        with (
            pytest.raises(ToolkitError, match=r"Another run has been writing .* since 1 October 2026\."),
            running(output, "now"),
        ):
            pass
        with running(output.with_name("Other.xlsx"), "now"):  # another output is nobody's business
            pass
        first.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_after_a_kill_the_next_run_says_so_and_clears_up(output: Path) -> None:
    own = output.with_name(".Other.xlsx.77.part")
    own.touch()
    with held(output) as first:
        first.send_signal(signal.SIGKILL)
    assert output.with_name(f".{output.name}.77.part").exists()
    with running(output, "now") as earlier:
        assert earlier == "1 October 2026"
        assert not output.with_name(f".{output.name}.77.part").exists()
    assert list(output.parent.iterdir()) == [own]
    with running(output, "now") as earlier:
        assert earlier == ""


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with (
        pytest.raises(WritingError, match=r"could not be written .*folder is there"),
        running(tmp_path / "gone" / "a.xlsx", "now"),
    ):
        pass
