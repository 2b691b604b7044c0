"""What the consolidation of hundreds of returns takes, beside the scripts a user would write instead: make bench.

Each process is measured whole, start-up and children included: its CPU time, time on the clock, most memory; medians.
Nothing is asserted, for a busy machine is no mistake. docs/benchmarks.md says how to read the table.
"""

import argparse
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import COMPILED, Cost, table, take_turns

RETURNS = 300
ROUNDS = 3
HERE = Path(__file__).parent
SCHEME = "clackmannanshire"
INFLATING = """
import sys, zipfile
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            package.read(name)
"""
READING = """
import sys
from pathlib import Path
from python_calamine import CalamineWorkbook
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
"""
WRITING = """
import sys
import xlsxwriter
path, texts, length, numbers = sys.argv[1], *map(int, sys.argv[2:])
with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
    sheet, look = book.add_worksheet(), book.add_format({"text_wrap": True})
    for cell in range(texts):
        sheet.write_string(cell // 20, cell % 20, str(cell).ljust(length, "x"), look)
    for cell in range(numbers):
        sheet.write_number(texts // 20 + 1 + cell // 20, cell % 20, cell + 0.5, look)
"""


def commands(folder: Path, returns: int) -> Mapping[str, Sequence[str]]:
    """What is measured, by what it is called in the table; writes the returns, and a consolidation to count the cells of."""
    given, out = str(folder / "returns"), str(folder / "all.xlsx")
    python = sys.executable
    subprocess.run([python, str(HERE.parent / "support_many_returns.py"), given, str(returns)], env=COMPILED, check=True)
    ours = [python, "-m", "workbook_tools", "consolidate", given, "-o", out, "--scheme", SCHEME, "--quiet"]
    full = [*ours, "--no-cache"]
    if subprocess.run(full, env=COMPILED, check=False, stdout=subprocess.DEVNULL).returncode > 1:
        raise SystemExit("The returns could not be consolidated.")
    again = [*ours, "--cache", str(folder / "cache")]
    subprocess.run(again, env=COMPILED, check=False, stdout=subprocess.DEVNULL)
    # In a process of its own, since what starts a process counts into the memory that the process is said to take.
    counting = [python, str(HERE / "consolidation_speed.py"), "--cells-of", out]
    counted = subprocess.run(counting, env=COMPILED, check=True, capture_output=True, text=True).stdout.split()
    texts, length, numbers = map(int, counted)
    peer = [python, str(HERE / "peer_pandas.py")]
    return {
        f"workbook-tools, {returns} returns": full,
        "workbook-tools again, nothing changed": again,
        "peer: pandas, openpyxl": [*peer, "openpyxl", given, f"{out}.openpyxl.xlsx"],
        "peer: pandas, python-calamine, XlsxWriter": [*peer, "calamine", given, f"{out}.calamine.xlsx"],
        "floor: inflating the returns": [python, "-c", INFLATING, given],
        "floor: python-calamine reading the returns": [python, "-c", READING, given],
        f"floor: XlsxWriter writing our {texts + numbers} cells": [
            python, "-c", WRITING, f"{out}.floor.xlsx", str(texts), str(length), str(numbers),
        ],
    }  # fmt: skip


def cells_of(path: Path) -> tuple[int, int, int]:
    """Cells with text in a workbook, their mean length in characters, cells with a number."""
    texts = numbers = characters = 0
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                content = package.read(name)
                inline = re.findall(rb"<is><t[^>]*>([^<]*)</t></is>", content)
                shared = content.count(b't="s"')
                texts += len(inline) + shared
                characters += sum(map(len, inline))
                numbers += content.count(b"<v>") - shared
    return texts, characters // max(texts, 1), numbers


def run(returns: int = RETURNS, rounds: int = ROUNDS) -> Mapping[str, Cost]:
    """Medians of so many rounds."""
    with TemporaryDirectory() as folder:
        return take_turns(commands(Path(folder), returns), rounds)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--returns", type=int, default=RETURNS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument(
        "--cells-of", type=Path, help="print only how many cells with text a workbook has, how long, and others"
    )
    chosen = parser.parse_args()
    if chosen.cells_of:
        sys.stdout.write(" ".join(map(str, cells_of(chosen.cells_of))))
        return
    sys.stdout.write(table(run(chosen.returns, chosen.rounds)) + "\n")


if __name__ == "__main__":
    main()
