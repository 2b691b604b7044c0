"""Made-up returns as services fill them in by hand, hundreds of them: the same number gives the same bytes every time.

Each has some 60 indicators with four earlier quarters, 45 actions, 15 risks and 30 budget lines, with notes of up to 600
characters. `python support_many_returns.py FOLDER COUNT` writes them.
"""

import random
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

TEXT = (
    "housing repairs council service resident performance delayed contractor staffing vacancy quarter target demand increase "
    "following winter pressures recovery plan agreed with the cabinet member and reviewed by scrutiny committee agency budget "
    "overspend mitigation procurement fleet waste recycling adult social care placements children looked after timeliness "
    "assessment planning applications determined within statutory period customer contact centre average wait benefit "
    "processing backlog cleared data quality issue system migration expected improvement by end of year"
)
WORDS = TEXT.split()
OWNERS = (
    "Head of Housing", "Finance Manager", "Policy Officer", "Service Manager", "Head of Place", "Team Leader",
    "Performance Officer", "Chief Officer", "Business Partner", "Contracts Manager",
)  # fmt: skip
RANGES = {"%": (0.5, 0.99), "Number": (10, 5000), "Days": (2, 60), "GBP": (1e4, 3e6), "Ratio": (0.1, 4)}
FORMATS = {"%": "0.0%", "GBP": "£#,##0", "date": "dd/mm/yyyy"}
PERIOD = "Q2 2026/27"
CREATED = datetime(2026, 10, 1)  # noqa: DTZ001 - XlsxWriter wants no time zone
INDICATOR_HEADINGS = (
    "Ref", "Indicator", "Owner", "Unit", "Polarity", "Q-4", "Q-3", "Q-2", "Q-1", "Actual", "Target", "Tolerance", "Variance",
    "Commentary",
)  # fmt: skip
ACTION_HEADINGS = ("Action ref", "Indicator ref", "Action", "Owner", "Start", "Due", "% complete", "Status", "Update")
RISK_HEADINGS = (
    "Risk ref", "Risk", "Cause", "Consequence", "Owner", "Inherent L", "Inherent I", "Inherent score", "Controls", "Residual L",
    "Residual I", "Residual score", "Review date", "Note",
)  # fmt: skip
FINANCE_HEADINGS = ("Cost centre", "Description", "Budget", "YTD actual", "Forecast", "Variance", "Var %", "Comment")

Planted = Callable[[Any, int], None]


class Filling:
    """One return being filled in: its workbook, its formats, its own sequence of random numbers."""

    def __init__(self, number: int, book: Any) -> None:
        self.number = number
        self.random = random.Random(1000 + number)  # noqa: S311 - made-up figures, no secret
        self.book = book
        self.heading = book.add_format({"bold": 1, "bg_color": "#1F3864", "font_color": "#FFFFFF", "text_wrap": 1, "border": 1})
        self.plain = book.add_format({"num_format": "#,##0.0"})
        self.formats = {name: book.add_format({"num_format": code}) for name, code in FORMATS.items()}
        self.wrapped = book.add_format({"text_wrap": 1, "valign": "top"})

    def text(self, least: int = 50, most: int = 600) -> str:
        """Some words, of between so many characters and a word more."""
        wanted, words, length = self.random.randint(least, most), list[str](), 0
        while length < wanted:
            words.append(self.random.choice(WORDS))
            length += len(words[-1]) + 1
        return " ".join(words).capitalize() + "."

    def table(self, name: str, headings: Sequence[str], rows: int, fill: Callable[[Any, int], None]) -> Any:
        """A sheet with a table; `fill` writes one row, counted from 1."""
        sheet = self.book.add_worksheet(name)
        sheet.write_row(0, 0, headings, self.heading)
        sheet.freeze_panes(1, 0)
        for row in range(1, rows + 1):
            fill(sheet, row)
        return sheet

    def owner(self) -> str:
        """A role."""
        return self.random.choice(OWNERS)


def write_return(
    path: Path, number: int, *, period: str = PERIOD, version: str = "2.3", planted: Planted | None = None
) -> Path:
    """Writes the return with this number; `planted` may add to its sheet Finance, given that and the row below the last."""
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": CREATED})
        filling = Filling(number, book)
        _cover(filling, period, version)
        indicators = filling.random.randint(55, 65)
        sheet = filling.table("Indicators", INDICATOR_HEADINGS, indicators, lambda s, row: _indicator(filling, s, row))
        red = book.add_format({"bg_color": "#FFC7CE"})
        sheet.conditional_format(1, 12, indicators, 12, {"type": "cell", "criteria": "<", "value": 0, "format": red})
        sheet.data_validation(1, 3, indicators, 3, {"validate": "list", "source": list(RANGES)})
        actions = filling.random.randint(40, 50)
        filling.table("Actions", ACTION_HEADINGS, actions, lambda s, row: _action(filling, s, row, indicators))
        filling.table("Risks", RISK_HEADINGS, filling.random.randint(12, 18), lambda s, row: _risk(filling, s, row))
        lines = filling.random.randint(26, 34)
        sheet = filling.table("Finance", FINANCE_HEADINGS, lines, lambda s, row: _budget_line(filling, s, row))
        if planted:
            planted(sheet, lines + 1)
    return path


def _cover(filling: Filling, period: str, version: str) -> None:
    sheet = filling.book.add_worksheet("Cover")
    sheet.merge_range(0, 0, 0, 5, "Service Return - Quarterly Performance", filling.heading)
    directorate = filling.random.choice(("Place", "People", "Resources", "Public Health"))
    submitted = date(2026, 10, filling.random.randint(1, 28))
    answers = (
        ("Service", f"Service {filling.number:04d}"),
        ("Directorate", directorate),
        ("Period", period),
        ("Submitted by", filling.owner()),
        ("Date submitted", submitted),
        ("Version", version),
        ("Template", "SR-4"),
    )
    for row, (label, answer) in enumerate(answers, start=2):
        sheet.write(row, 0, label, filling.heading)
        sheet.write(row, 1, answer, filling.formats["date"] if isinstance(answer, date) else None)
    sheet.write(11, 0, filling.text(200, 600), filling.wrapped)


def _indicator(filling: Filling, sheet: Any, row: int) -> None:
    chance = filling.random
    unit = chance.choice(list(RANGES))
    look, base = filling.formats.get(unit, filling.plain), chance.uniform(*RANGES[unit])
    polarity = chance.choice(("Higher is better", "Lower is better"))
    texts = (f"SV{filling.number:04d}-{row:02d}", filling.text(30, 90), filling.owner(), unit, polarity)
    sheet.write_row(row, 0, texts)
    figures = [round(base * chance.uniform(0.85, 1.12), 4) for _ in range(5)]
    for column, figure in enumerate(figures, start=5):
        if chance.random() < 0.04:
            sheet.write_string(row, column, chance.choice(("n/a", "TBC", "-")))
        elif chance.random() >= 0.03:
            sheet.write_number(row, column, figure, look)
    sheet.write_number(row, 10, round(base, 4), look)
    sheet.write_number(row, 11, 0.05, filling.formats["%"])
    variance = f'=IFERROR((J{row + 1}-K{row + 1})/K{row + 1},"")'
    sheet.write_formula(row, 12, variance, filling.formats["%"], round((figures[4] - base) / base, 6))
    sheet.write(row, 13, filling.text(), filling.wrapped)


def _action(filling: Filling, sheet: Any, row: int, indicators: int) -> None:
    chance = filling.random
    start = date(2026, chance.randint(1, 9), chance.randint(1, 28))
    progress = chance.choice((0, 0.1, 0.25, 0.5, 0.75, 0.9, 1))
    indicator = f"SV{filling.number:04d}-{chance.randint(1, indicators):02d}"
    sheet.write_row(row, 0, (f"A{row:03d}", indicator, filling.text(40, 150), filling.owner()))
    sheet.write_datetime(row, 4, start, filling.formats["date"])
    sheet.write_datetime(row, 5, start + timedelta(days=chance.randint(20, 300)), filling.formats["date"])
    sheet.write_number(row, 6, progress, filling.formats["%"])
    status = "Complete" if progress == 1 else "In progress"
    sheet.write_formula(row, 7, f'=IF(G{row + 1}=1,"Complete","In progress")', None, status)
    sheet.write(row, 8, filling.text(), filling.wrapped)


def _risk(filling: Filling, sheet: Any, row: int) -> None:
    chance = filling.random
    inherent, residual = ([chance.randint(1, 5), chance.randint(1, 5)] for _ in range(2))
    texts = (f"R{row:02d}", filling.text(50, 120), filling.text(50, 200), filling.text(50, 200), filling.owner())
    sheet.write_row(row, 0, (*texts, *inherent))
    sheet.write_formula(row, 7, f"=F{row + 1}*G{row + 1}", None, inherent[0] * inherent[1])
    sheet.write_row(row, 8, (filling.text(50, 300), *residual))
    sheet.write_formula(row, 11, f"=J{row + 1}*K{row + 1}", None, residual[0] * residual[1])
    sheet.write_datetime(row, 12, date(2026, 12, chance.randint(1, 28)), filling.formats["date"])
    sheet.write(row, 13, filling.text(), filling.wrapped)


def _budget_line(filling: Filling, sheet: Any, row: int) -> None:
    chance = filling.random
    budget = round(chance.uniform(1e4, 5e6))
    forecast, pounds = round(budget * chance.uniform(0.85, 1.2)), filling.formats["GBP"]
    sheet.write_row(row, 0, (f"CC{chance.randint(1000, 9999)}", filling.text(20, 60)))
    for column, amount in enumerate((budget, round(budget * 0.5), forecast), start=2):
        sheet.write_number(row, column, amount, pounds)
    sheet.write_formula(row, 5, f"=E{row + 1}-C{row + 1}", pounds, forecast - budget)
    sheet.write_formula(row, 6, f"=F{row + 1}/C{row + 1}", filling.formats["%"], (forecast - budget) / budget)
    sheet.write(row, 7, filling.text(), filling.wrapped)


def write_returns(folder: Path, count: int) -> list[Path]:
    """Writes so many returns into a folder, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    return [write_return(folder / f"return_{number:04d}.xlsx", number) for number in range(count)]


if __name__ == "__main__":
    write_returns(Path(sys.argv[1]), int(sys.argv[2]))
