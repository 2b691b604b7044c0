"""A made-up return of any size, with history, in the words of the Clackmannanshire scheme: the same for the same size.

`python large_return.py FOLDER INDICATORS` writes return.xlsx and its summary.xlsx, and prints what cells the summary holds.
That is a process of its own, since what starts a process counts into the memory that the process is said to take.
"""

import random
import sys
from datetime import date, timedelta
from pathlib import Path

from openpyxl import load_workbook

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support_workbooks import Formatted, Rows, write_workbook
from workbook_tools import pipeline

EARLIER = ("2018/19", "2019/20", "2020/21", "2021/22", "2022/23")
PERIOD = "2023/24"
UNITS = {
    "%": ("0.0%", 0.4, 0.99, 3),
    "number": ("#,##0", 10, 5000, 0),
    "days": ("0.0", 2, 60, 1),
    "GBP": ("£#,##0", 1e4, 3e6, 0),
}
WORDS = (
    "The contractor was short of staff", "Demand rose in winter", "A recovery plan is agreed", "The backlog is being cleared",
    "Figures come with a delay", "Two posts are vacant", "The target was met in the last quarter", "Procurement took longer",
    "The committee reviewed progress", "Residents were told", "The budget is under pressure", "Data quality is being looked at",
)  # fmt: skip
INDICATORS = ("Code", "Indicator", "Section", "Unit", "Polarity", *EARLIER, "Target", "Value", "Latest note", "Lead")
ACTIONS = ("Code", "Action", "Section", "Start date", "By when", "Progress", "Latest note", "Lead")
RISKS = ("ID", "Risk", "Potential effect", "Internal controls", "Likelihood", "Impact", "Target likelihood", "Target impact")


def write_large_return(path: Path, indicators: int) -> Path:
    """A return of so many indicators, a tenth as many actions, a twentieth as many risks (at least one of each)."""
    chance = random.Random(indicators)  # noqa: S311 - figures to read, not secrets
    cover: Rows = [["Service", "Place"], ["Period", PERIOD], ["Scheme", "clackmannanshire"]]
    sheets: dict[str, Rows] = {
        "Cover": cover,
        "Indicators": [INDICATORS, *(_indicator(chance, number) for number in range(indicators))],
        "Actions": [ACTIONS, *(_action(chance, number) for number in range(max(1, indicators // 10)))],
        "Risks": [RISKS, *(_risk(chance, number) for number in range(max(1, indicators // 20)))],
    }
    return write_workbook(path, sheets)


def _indicator(chance: random.Random, number: int) -> list[object]:
    unit = chance.choice(list(UNITS))
    number_format, low, high, decimals = UNITS[unit]
    target = chance.uniform(low, high)
    figures = [Formatted(round(target * chance.uniform(0.8, 1.1), decimals), number_format) for _ in (*EARLIER, PERIOD)]
    better = chance.choice(["Maximise", "Minimise"])
    section = f"Section {number % 12 + 1}"
    text = [f"PLC {number + 1:03d}", _sentence(chance, 30, 90), section, unit, better]
    return [
        *text,
        *figures[:-1],
        Formatted(round(target, decimals), number_format),
        figures[-1],
        _sentence(chance, 50, 600),
        "Lead",
    ]


def _action(chance: random.Random, number: int) -> list[object]:
    start = date(2023, chance.randint(4, 12), chance.randint(1, 28))
    due = start + timedelta(days=chance.randint(20, 400))
    progress = Formatted(chance.choice([0, 0.25, 0.5, 0.75, 0.9, 1]), "0%")
    note = _sentence(chance, 50, 600)
    return [
        f"PLC A{number + 1:03d}",
        _sentence(chance, 40, 150),
        f"Section {number % 12 + 1}",
        start,
        due,
        progress,
        note,
        "Lead",
    ]


def _risk(chance: random.Random, number: int) -> list[object]:
    ratings = [chance.randint(1, 5) for _ in range(4)]
    return [f"R{number + 1:02d}", *(_sentence(chance, 30, 200) for _ in range(3)), *ratings]


def _sentence(chance: random.Random, least: int, most: int) -> str:
    words, length, wanted = [], 0, chance.randint(least, most)
    while length < wanted:
        words.append(chance.choice(WORDS))
        length += len(words[-1]) + 2
    return ". ".join(words) + "."


def size_of(path: Path) -> tuple[int, int, int]:
    """What a workbook holds: cells with texts, their mean length, cells with anything else."""
    cells = [cell.value for sheet in load_workbook(path) for row in sheet for cell in row if cell.value is not None]
    texts = [len(value) for value in cells if isinstance(value, str)]
    return len(texts), sum(texts) // max(len(texts), 1), len(cells) - len(texts)


def main(folder: Path, indicators: int) -> None:
    """Writes both workbooks and prints the summary's size."""
    summary = folder / "summary.xlsx"
    pipeline.report([write_large_return(folder / "return.xlsx", indicators)], summary)
    sys.stdout.write(" ".join(map(str, size_of(summary))))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
