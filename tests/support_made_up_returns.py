"""A made-up quarterly return as services draw it up for themselves: their own headings, quarters back, formulas, formats."""

import random
from datetime import date, timedelta
from pathlib import Path

from support_workbooks import Formatted, Formula, Rows, write_workbook

UNITS = {"%": ("0.0%", 0.5, 0.99), "Number": ("#,##0.0", 10, 5000), "Days": ("#,##0.0", 2, 60), "GBP": ("£#,##0", 1e4, 3e6)}
INDICATORS = (
    "Ref", "Indicator", "Owner", "Unit", "Polarity", "Q-4", "Q-3", "Q-2", "Q-1", "Actual", "Target", "Tolerance", "Variance",
    "Commentary",
)  # fmt: skip
ACTIONS = ("Action ref", "Indicator ref", "Action", "Owner", "Start", "Due", "% complete", "Status", "Update")
RISKS = (
    "Risk ref", "Risk", "Cause", "Consequence", "Owner", "Inherent L", "Inherent I", "Inherent score", "Controls", "Residual L",
    "Residual I", "Residual score", "Review date", "Note",
)  # fmt: skip
FINANCE = ("Cost centre", "Description", "Budget", "YTD actual", "Forecast", "Variance", "Var %", "Comment")


def write_made_up_return(path: Path, seed: int) -> Path:
    """A return of 60 indicators, 45 actions, 15 risks and 30 budget lines; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - figures to read, not secrets
    cover: Rows = [
        ["Service Return - Quarterly Performance"], [], ["Service", f"Service {seed}"], ["Directorate", "Place"],
        ["Period", "Q2 2026/27"], ["Submitted by", "Head of Housing"], ["Date submitted", date(2026, 10, 9)],
        ["Version", "2.3"], ["Template", "SR-4"], [], [], ["A note to the reader."],
    ]  # fmt: skip
    sheets: dict[str, Rows] = {
        "Cover": cover,
        "Indicators": [INDICATORS, *(_indicator(chance, number) for number in range(1, 61))],
        "Actions": [ACTIONS, *(_action(chance, number) for number in range(1, 46))],
        "Risks": [RISKS, *(_risk(chance, number) for number in range(1, 16))],
        "Finance": [FINANCE, *(_budget_line(chance, number) for number in range(1, 31))],
    }
    return write_workbook(path, sheets)


def _indicator(chance: random.Random, number: int) -> list[object]:
    unit = chance.choice(list(UNITS))
    number_format, low, high = UNITS[unit]
    base = chance.uniform(low, high)
    figures: list[object] = [Formatted(round(base * chance.uniform(0.85, 1.12), 4), number_format) for _ in range(5)]
    figures[chance.randrange(4)] = chance.choice(["n/a", "TBC", "-", None])
    variance = Formula(f'=IFERROR((J{number + 1}-K{number + 1})/K{number + 1},"")', 0.01)
    target, tolerance = Formatted(round(base, 4), number_format), Formatted(0.05, "0.0%")
    better = chance.choice(["Higher is better", "Lower is better"])
    return [
        f"SV-{number:02d}",
        "Repairs done in time.",
        "Finance Manager",
        unit,
        better,
        *figures,
        target,
        tolerance,
        variance,
        "Note.",
    ]


def _action(chance: random.Random, number: int) -> list[object]:
    start = date(2026, chance.randint(1, 9), chance.randint(1, 28))
    progress = chance.choice([0, 0.1, 0.25, 0.5, 0.75, 0.9, 1])
    status = Formula(f'=IF(G{number + 1}=1,"Complete","In progress")', "Complete" if progress == 1 else "In progress")
    due = start + timedelta(days=chance.randint(20, 300))
    return [
        f"A{number:03d}",
        "SV-01",
        "Agree the plan.",
        "Team Leader",
        start,
        due,
        Formatted(progress, "0.0%"),
        status,
        "On course.",
    ]


def _risk(chance: random.Random, number: int) -> list[object]:
    first, second, third, fourth = (chance.randint(1, 5) for _ in range(4))
    inherent, residual = Formula("=F2*G2", first * second), Formula("=J2*K2", third * fourth)
    words: list[object] = [f"R{number:02d}", "Flood.", "Rain.", "Damage.", "Chief Officer"]
    return [*words, first, second, inherent, "Barriers.", third, fourth, residual, date(2026, 12, 1), "Watched."]


def _budget_line(chance: random.Random, number: int) -> list[object]:
    budget, forecast = chance.randint(10_000, 5_000_000), chance.randint(10_000, 5_000_000)
    pounds = [Formatted(figure, "£#,##0") for figure in (budget, budget // 2, forecast)]
    share = Formatted(round((forecast - budget) / budget, 6), "0.0%")
    return [f"CC{number}", "Roads.", *pounds, Formula("=E2-C2", forecast - budget), share, "As planned."]
