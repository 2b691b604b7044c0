"""The matrix of all risks: every cell with its score, its band's symbol, word and colours, and the risks that stand there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbook_tools.findings import shorten
from workbook_tools.model.scheme import Band, RiskRules
from workbook_tools.model.service_return import Risk
from workbook_tools.rules.risks import find_band
from workbook_tools.writing.page import Page
from workbook_tools.writing.risks.small_matrix import colours_of
from workbook_tools.writing.risks.spanned_table import write_over
from workbook_tools.writing.theme import Look

LOWEST_CELL = 20.0  # points
REFERENCE_LENGTH = 40  # characters of a reference in the matrix; the whole stands on the sheet Risks
MOST_REFERENCES = 30  # in one cell
AXES = "likelihood upwards, impact to the right"

Standing = Mapping[tuple[int, int], Sequence[Risk]]
"""The risks that stand at each (likelihood, impact)."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a matrix stands: the row of its title, the column of its likelihoods, the columns that each impact takes."""

    top: int
    left: int
    step: int

    def columns(self, impact: int) -> tuple[int, int]:
        """The first and last column of an impact, which is counted from 1."""
        first = self.left + 1 + (impact - 1) * self.step
        return first, first + self.step - 1


def group_by_place(placed: Iterable[tuple[tuple[int, int] | None, Risk]]) -> Standing:
    """The risks by where they stand; those whose place is not stated are left out."""
    standing: defaultdict[tuple[int, int], list[Risk]] = defaultdict(list)
    for place, risk in placed:
        if place is not None:
            standing[place].append(risk)
    return standing


def write_large_matrix(page: Page, grid: Grid, rules: RiskRules, title: str, standing: Standing) -> int:
    """Writes title and matrix, the highest likelihood at the top; returns its last row."""
    page.write(grid.top, grid.left, f"{title}: {AXES}", Look.SECTION, text_wrap=False)
    row = grid.top + 1
    page.write(row, grid.left, "", Look.HEADER)
    for impact, label in enumerate(rules.impact, start=1):
        write_over(page, row, grid.columns(impact), label, Look.HEADER, align="center", indent=0)
    for likelihood in range(len(rules.likelihood), 0, -1):
        row += 1
        page.raise_row(row, LOWEST_CELL)
        page.write(row, grid.left, rules.likelihood[likelihood - 1], Look.HEADER)
        for impact in range(1, len(rules.impact) + 1):
            score, risks = likelihood * impact, standing.get((likelihood, impact), ())
            band = find_band(Decimal(score), rules)
            text = say_place(score, band, risks)
            write_over(page, row, grid.columns(impact), text, Look.MATRIX, **colours_of(band), bold=bool(risks))
    return row


def say_place(score: int, band: Band | None, risks: Sequence[Risk]) -> str:
    """What a cell says: score and band, then the references of the risks that stand there."""
    label = f"{score}  {band.symbol} {band.label}" if band else str(score)
    return f"{label}\n{say_references(risks)}" if risks else label


def say_references(risks: Sequence[Risk]) -> str:
    """The references of the risks that stand in one cell, and how many more there are."""
    named = [shorten(risk.code or risk.title, REFERENCE_LENGTH) for risk in risks[:MOST_REFERENCES]]
    more = len(risks) - len(named)
    return ", ".join(named) + (f" and {more} more, on the sheet Risks" if more else "")
