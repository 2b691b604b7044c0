"""The Python that the macros start: what it does before the toolkit is found, and what it refuses, in sentences."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support_macros import bootstrap_code

CODE = bootstrap_code()
RUNNER = """
import sys, pathlib
def main(arguments):
    print("x" * 1_000_000)
    pathlib.Path(arguments[2].removeprefix("--reply=")).write_text("\\n".join(arguments), encoding="utf-8")
    return 0
"""


def press(folder: Path, *more: str, code: str = CODE, path: Path | None = None) -> tuple[int, str]:
    """Runs the code as a macro does, in `folder`; its exit code and the answer, "" for none."""
    reply = folder / "a reply, 100% Ŵŷ.txt"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    if path:
        environment["PYTHONPATH"] = str(path)
    command = [
        sys.executable,
        *more,
        "-c",
        code,
        "check_my_return",
        "--book=C:\\a b\\100% 'x'.xlsm",
        f"--reply={reply}",
        "--stop=s",
    ]
    run = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, timeout=60)
    assert run.stdout + run.stderr == b"", "a host that reads neither would make Python wait"
    return run.returncode, reply.read_text(encoding="utf-8") if reply.exists() else ""


@pytest.fixture
def toolkit(tmp_path: Path) -> Path:
    """A folder with a package of the toolkit's name, whose runner writes its arguments as the answer."""
    package = tmp_path / "packages" / "workbook_tools" / "excel"
    package.mkdir(parents=True)
    for folder in (package.parent, package):
        (folder / "__init__.py").write_text("")
    (package / "run.py").write_text(RUNNER, encoding="utf-8")
    return package.parents[1]


def test_the_code_fits_into_one_argument_of_any_command_line() -> None:
    assert not set(CODE) & set('"%\\\n\r$`')
    assert CODE.isascii()
    assert len(CODE) < 4_000


def test_the_runner_gets_every_argument_whole_and_may_print_what_it_likes(tmp_path: Path, toolkit: Path) -> None:
    code, answer = press(tmp_path, path=toolkit)
    assert code == 0
    assert answer.splitlines()[:2] == ["check_my_return", "--book=C:\\a b\\100% 'x'.xlsm"]


def test_without_the_package_the_answer_says_what_to_do(tmp_path: Path) -> None:
    code, answer = press(tmp_path, "-S")  # as a Python in which nothing is installed
    assert code == 3
    assert answer == (
        f"problem\nThe buttons call {sys.executable}, which cannot load the package workbook_tools. "
        "Install it, then run: workbook-tools addin install"
    )


def test_a_library_that_is_missing_is_named(tmp_path: Path, toolkit: Path) -> None:
    (toolkit / "workbook_tools" / "excel" / "run.py").write_text("import no_such_library")
    assert "cannot load the package no_such_library." in press(tmp_path, path=toolkit)[1]


def test_an_old_python_is_refused_before_anything_of_ours_is_loaded(tmp_path: Path, toolkit: Path) -> None:
    (toolkit / "workbook_tools" / "excel" / "run.py").write_text("raise SystemExit(9)")
    code, answer = press(tmp_path, code=CODE.replace("(3, 11)", "(99, 0)"), path=toolkit)
    assert code == 3
    assert f"which is Python {sys.version.split()[0]}; Python 3.11 or newer is needed." in answer


@pytest.mark.parametrize("name", ["os", "pathlib", "workbook_tools"])
def test_nothing_is_loaded_from_the_folder_that_happens_to_be_current(name: str, tmp_path: Path, toolkit: Path) -> None:
    (tmp_path / f"{name}.py").write_text("raise SystemExit(9)")
    assert press(tmp_path, path=toolkit)[0] == 0


def test_no_half_of_an_answer_is_left_behind(tmp_path: Path) -> None:
    press(tmp_path, "-S")
    assert len(list(tmp_path.iterdir())) == 1
