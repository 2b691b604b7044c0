"""The layers of the package: what each may import, and what the command line does not pay for."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import workbook_tools

PACKAGE = Path(workbook_tools.__file__).parent
LAYERS = (
    {
        *("__main__", "bootstrap", "cli", "demo", "config", "arguments", "printed_outcome", "exit_codes", "excel"),
        *("addin_command", "check_command", "consolidate_command", "despatch_command", "issue_command", "outbox_command"),
        *("report_command", "scheme_command"),
    },
    {"pipeline"},
    {"flows"},
    {"consolidation", "mailing", "issuing", "accessibility"},
    {"judging"},
    {"writing", "reading", "control", "history"},
    {"check", "challenge"},
    {"assess"},
    {"rules"},
    {"schemes"},
    {"model"},
    {"catalogue"},
    {"findings"},
    {"periods"},
)
"""From the top down: a room may import those of the layers below its own."""
LEVELS = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}
NEIGHBOURS = {
    "__main__": {"bootstrap", "cli"},
    "bootstrap": {"cli"},
    "cli": {
        *("demo", "exit_codes", "excel"),
        *("addin_command", "check_command", "consolidate_command", "despatch_command", "issue_command", "outbox_command"),
        *("report_command", "scheme_command"),
    },
    "addin_command": {"excel", "exit_codes"},
    "check_command": {"arguments", "printed_outcome"},
    "consolidate_command": {"arguments", "config", "exit_codes"},
    "despatch_command": {"arguments", "config", "exit_codes"},
    "excel": {"config"},
    "issue_command": {"arguments", "exit_codes", "excel"},
    "outbox_command": {"arguments", "config", "despatch_command", "exit_codes"},
    "report_command": {"arguments", "printed_outcome"},
    "scheme_command": {"exit_codes"},
    "printed_outcome": {"exit_codes"},
    "arguments": {"config"},
    "demo": {"config"},
}
"""Rooms of one layer that may be imported: the command line has rooms of its own."""
ONLY = {
    "rules": {"model", "findings", "periods"},
    "control": {"model", "catalogue", "findings", "periods"},
    "catalogue": {"findings"},
    "findings": set[str](),
    "periods": set[str](),
}
"""Rooms that may import less than all below them."""
HEAVY = {"pandas", "xlwings", "openpyxl", "xlsxwriter", "docx", "jinja2", "keyring"}
LIGHT_ROOMS = {
    "model",
    "rules",
    "schemes",
    "findings",
    "catalogue",
    "periods",
    "control",
    "check",
    "challenge",
    "assess",
    "counts",
    "config",
    "cli",
    "arguments",
    "printed_outcome",
    "exit_codes",
    "addin_command",
    "check_command",
    "despatch_command",
    "issue_command",
    "outbox_command",
    "report_command",
    "scheme_command",
}
"""Rooms where a heavy library is not even imported late."""


def imports_of(path: Path, package: Path) -> Iterator[tuple[int, str]]:
    """(line, module) of each import of a module, wherever it stands in it; relative ones resolved."""
    home = ["workbook_tools", *path.relative_to(package).with_suffix("").parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = ".".join(home[: len(home) - node.level]) + "." if node.level else ""
            module = (start + (node.module or "")).strip(".")
            yield node.lineno, module
            if module == "workbook_tools":
                yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def room_of(module: str) -> str:
    return module.split(".")[1] if module.startswith("workbook_tools.") else ""


def breaches(package: Path) -> list[str]:
    """Every import that points up, sideways, or is too heavy for its room."""
    found = []
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        room = parts[0]
        if room == "__init__":
            continue
        for line, module in imports_of(path, package):
            target = room_of(module)
            if (target and target != "__version__" and not may_import(room, target)) or (
                room in LIGHT_ROOMS and module.split(".")[0] in HEAVY
            ):
                found.append(f"{'/'.join(parts)}:{line} imports {module}")
    return found


def may_import(room: str, target: str) -> bool:
    if room == target:
        return True
    if target not in LEVELS or room not in LEVELS:
        return False
    if room in ONLY:
        return target in ONLY[room]
    return LEVELS[target] > LEVELS[room] or target in NEIGHBOURS.get(room, set())


def test_imports_point_down_only() -> None:
    assert breaches(PACKAGE) == []


def test_every_room_has_its_layer() -> None:
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert rooms - {"__init__"} - set(LEVELS) == set()


@pytest.mark.parametrize(
    ("file", "planted"),
    [
        ("rules/planted.py", "from workbook_tools.schemes.load import load_scheme"),
        ("rules/planted.py", "from workbook_tools import catalogue"),
        ("rules/planted.py", "def late() -> None:\n    from workbook_tools.assess import assess"),
        ("model/planted.py", "from ..schemes import load"),
        ("model/planted.py", "import pandas"),
        ("reading/planted.py", "import workbook_tools.writing.return_template"),
        ("writing/planted.py", "from workbook_tools.reading import grids"),
        ("writing/planted.py", "from workbook_tools.consolidation.build import build_consolidation"),
        ("mailing/planted.py", "from workbook_tools.consolidation.files import find_files"),
        ("mailing/planted.py", "from workbook_tools import pipeline"),
        ("findings.py", "from workbook_tools.model import words"),
        ("check.py", "from workbook_tools.challenge import challenge"),
        ("pipeline.py", "from workbook_tools.cli import main"),
        ("flows/planted.py", "from workbook_tools.pipeline import check"),
        ("consolidation/planted.py", "from workbook_tools.flows.values import Batch"),
        ("schemes/planted.py", "import openpyxl.styles"),
        ("planted.py", "import workbook_tools.findings"),
    ],
)
def test_a_planted_breach_is_caught(tmp_path: Path, file: str, planted: str) -> None:
    copy = tmp_path / "workbook_tools"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / file).write_text(planted + "\n", encoding="utf-8")
    assert len(breaches(copy)) == 1


@pytest.mark.parametrize(
    ("file", "allowed"),
    [
        ("writing/planted.py", "from workbook_tools.schemes import describe"),
        ("pipeline.py", "def late() -> None:\n    from workbook_tools.writing import theme"),
        ("excel/planted.py", "import xlwings\nfrom workbook_tools.judging import judge"),
        ("cli.py", "from workbook_tools import __version__, demo"),
    ],
)
def test_what_points_down_is_no_breach(tmp_path: Path, file: str, allowed: str) -> None:
    copy = tmp_path / "workbook_tools"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / file).write_text(allowed + "\n", encoding="utf-8")
    assert breaches(copy) == []


@pytest.mark.parametrize("module", ["workbook_tools.cli", "workbook_tools.pipeline", "workbook_tools.consolidation.files"])
def test_starting_up_loads_no_heavy_library(module: str) -> None:
    program = f"import sys, {module}; print(*sorted({HEAVY!r} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
