"""How long a large return takes from file to summary, beside the least that any program of this make would need: make bench.

Each process is measured whole, start-up included: its CPU time and that of its children, time on the clock, most memory.
Medians are printed; nothing is asserted, for a busy machine is no mistake. docs/benchmarks.md says how to read the table.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

INDICATORS = 500
ROUNDS = 3
PREPARE = Path(__file__).with_name("large_return.py")
COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The environment, such that modules are compiled once and not in each process, as they are where the program is installed."""
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


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds of CPU, seconds on the clock, megabytes of memory at most."""

    cpu: float
    wall: float
    memory: float


def measure(command: Sequence[str]) -> Cost:
    """Runs a process to its end.

    Raises:
        subprocess.CalledProcessError: it did not end well.
    """
    began = time.perf_counter()
    with subprocess.Popen(command, env=COMPILED, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)  # of this process and its children alone, unlike RUSAGE_CHILDREN
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    units = 2**20 if sys.platform == "darwin" else 2**10  # a Mac counts bytes
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / units)


def median_cost(costs: Sequence[Cost]) -> Cost:
    """Each figure's median."""
    return Cost(*(median(getattr(cost, name) for cost in costs) for name in Cost.__slots__))


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


def table(costs: Mapping[str, Cost]) -> str:
    """The costs as a table in Markdown."""
    lines = ["| process | CPU, s | clock, s | memory, MB |", "|---|---|---|---|"]
    lines += [f"| {name} | {cost.cpu:.2f} | {cost.wall:.2f} | {cost.memory:.0f} |" for name, cost in costs.items()]
    return "\n".join(lines)


def run(indicators: int = INDICATORS, rounds: int = ROUNDS) -> Mapping[str, Cost]:
    """Medians of so many rounds; the processes take turns, so that a busy minute meets all of them."""
    with TemporaryDirectory() as folder:
        found: dict[str, list[Cost]] = {}
        processes = commands(Path(folder), indicators)
        for _ in range(rounds):
            for name, command in processes.items():
                found.setdefault(name, []).append(measure(command))
    return {name: median_cost(costs) for name, costs in found.items()}


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--indicators", type=int, default=INDICATORS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    sys.stdout.write(table(run(chosen.indicators, chosen.rounds)) + "\n")


if __name__ == "__main__":
    main()
