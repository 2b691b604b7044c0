"""Measuring a process whole, start-up and children included; what all benchmarks share."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The environment, such that modules are compiled once and not in each process, as they are where the program is installed."""


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


def table(costs: Mapping[str, Cost]) -> str:
    """The costs as a table in Markdown."""
    lines = ["| process | CPU, s | clock, s | memory, MB |", "|---|---|---|---|"]
    lines += [f"| {name} | {cost.cpu:.2f} | {cost.wall:.2f} | {cost.memory:.0f} |" for name, cost in costs.items()]
    return "\n".join(lines)


def take_turns(processes: Mapping[str, Sequence[str]], rounds: int) -> Mapping[str, Cost]:
    """Medians of so many rounds; the processes take turns, so that a busy minute meets all of them."""
    found: dict[str, list[Cost]] = {}
    for _ in range(rounds):
        for name, command in processes.items():
            found.setdefault(name, []).append(measure(command))
    return {name: median_cost(costs) for name, costs in found.items()}
