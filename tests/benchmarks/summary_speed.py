"""How long a large return takes from file to summary, beside the least that any program of this make would need: make bench.

Each process is measured whole, start-up included: its CPU time and that of its children, time on the clock, most memory.
Medians are printed; nothing is asserted, for a busy machine is no mistake. docs/benchmarks.md says how to read the table.
"""

import argparse
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import COMPILED, Cost, table, take_turns

INDICATORS = 500
ROUNDS = 3
PREPARE = Path(__file__).with_name("large_return.py")
IMPORTS = (
    "import workbook_tools.pipeline, workbook_tools.reading.service_return, workbook_tools.writing.summary.summary_workbook"
)
READING = """
import sys
from openpyxl import load_workbook
for sheet in load_workbook(sys.argv[1], data_only=True).worksheets:
    for row in sheet.iter_rows(values_only=True):
        pass
"""
WRITING = """
import sys
import xlsxwriter
path, texts, length, numbers = sys.argv[1], *map(int, sys.argv[2:])
with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
    sheet, look = book.add_worksheet(), book.add_format({"text_wrap": True})
    for cell in range(texts):
        sheet.write_string(cell // 10, cell % 10, str(cell).ljust(length, "x"), look)
    for cell in range(numbers):
        sheet.write_number(texts // 10 + 1 + cell // 10, cell % 10, cell + 0.5, look)
"""


def commands(folder: Path, indicators: int) -> Mapping[str, Sequence[str]]:
    """What is measured, by what it is called in the table; writes the return, and a summary to count the cells of."""
    prepare = [sys.executable, str(PREPARE), str(folder), str(indicators)]
    texts, length, others = subprocess.run(prepare, env=COMPILED, check=True, capture_output=True, text=True).stdout.split()
    given, cells = str(folder / "return.xlsx"), int(texts) + int(others)
    report = [sys.executable, "-m", "workbook_tools", "report", given, "-o", str(folder / "again.xlsx")]
    return {
        f"summary of {indicators} indicators, {cells} cells": report,
        f"accessible edition of {indicators} indicators": [*report, "--edition", "accessible"],
        "floor: Python and our imports": [sys.executable, "-c", IMPORTS],
        "floor: openpyxl reading the return": [sys.executable, "-c", READING, given],
        f"floor: XlsxWriter writing {cells} cells": [sys.executable, "-c", WRITING, given + ".floor", texts, length, others],
    }


def run(indicators: int = INDICATORS, rounds: int = ROUNDS) -> Mapping[str, Cost]:
    """Medians of so many rounds."""
    with TemporaryDirectory() as folder:
        return take_turns(commands(Path(folder), indicators), rounds)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--indicators", type=int, default=INDICATORS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    sys.stdout.write(table(run(chosen.indicators, chosen.rounds)) + "\n")


if __name__ == "__main__":
    main()
