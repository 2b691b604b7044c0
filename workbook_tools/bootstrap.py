"""Sets the project up on a bare machine and runs it: `python -m workbook_tools.bootstrap demo` (or `test`, `setup`).

Uses the standard library only, because nothing else is installed yet. The Makefile calls it; on Windows it is called directly
(`py -m workbook_tools.bootstrap demo`).
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
STAMP = VENV / "installed-from.sha256"
NEEDS = (3, 11)
COMMANDS = {
    "setup": [],
    "demo": ["-m", "workbook_tools", "demo"],
    "test": ["-m", "pytest", "-n", "auto", "--dist", "loadgroup"],
    "samples": ["samples/build_samples.py"],
}


def main(arguments: list[str]) -> int:
    """Sets up `.venv` and runs one command in it; further arguments go to that command. Returns its exit code."""
    if not arguments or arguments[0] not in COMMANDS:
        return _say(f"Usage: python -m workbook_tools.bootstrap {'|'.join(COMMANDS)} [arguments]", 2)
    if sys.version_info < NEEDS:
        return _say(f"Python {NEEDS[0]}.{NEEDS[1]} or newer is needed; this is {sys.version.split()[0]}.", 3)
    if not _set_up():
        return 3
    command = COMMANDS[arguments[0]]
    if not command:
        return 0
    return subprocess.run([_python(), *command, *arguments[1:]], cwd=ROOT, check=False).returncode  # noqa: S603 - our own command


def _set_up() -> bool:
    """Creates `.venv` and installs the project into it, unless that was done for the present configuration."""
    wanted = hashlib.sha256((ROOT / "setup.cfg").read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if STAMP.is_file() and STAMP.read_text(encoding="ascii") == wanted and Path(_python()).exists():
        return True
    _say("Setting up .venv (once; a minute or two) ...", 0)
    quiet = ["--quiet", "--disable-pip-version-check"]
    steps = [
        [sys.executable, "-m", "venv", str(VENV)],
        [_python(), "-m", "pip", "install", *quiet, "--editable", f"{ROOT}[test]"],
    ]
    hints = [
        "The virtual environment could not be made. On Debian and Ubuntu: sudo apt install python3-venv",
        "The libraries could not be installed. Check the connection to the package index, or ask IT for a mirror.",
    ]
    for step, hint in zip(steps, hints, strict=True):
        if subprocess.run(step, cwd=ROOT, check=False).returncode != 0:  # noqa: S603 - our own command
            _say(hint, 3)
            return False
    STAMP.write_text(wanted, encoding="ascii")
    return True


def _python() -> str:
    return str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def _say(sentence: str, code: int) -> int:
    sys.stderr.write(sentence + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
