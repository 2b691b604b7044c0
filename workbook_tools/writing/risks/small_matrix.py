"""A risk's own matrix, a few cells wide: every score with its band's symbol and colours, and where the risk stands on it.

A risk whose likelihood and impact are not stated is marked nowhere. The cells where a score of its size can stand at all are
pointed out as what they are; that is arithmetic, not a guess.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from workbook_tools.model.scheme import Band, RiskRules, risk_styles
from workbook_tools.rules.risks import find_band
from workbook_tools.writing.measure import height_of
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.references import Reference, write_reference
from workbook_tools.writing.theme import ACCENT, Look, distinct, font_of

HERE, PERHAPS = "★", "?"
AXIS_WIDTH = 4.0  # characters of the column that numbers the likelihoods
LEAST_WIDTH = 32.0  # characters of the whole matrix, for what stands above and below it
LEAST_CELL = 5.5  # characters of a cell: a score, a symbol and a sign
MARKED: dict[str, Any] = {"border": 2, "border_color": ACCENT, "bold": True}


@dataclass(frozen=True, slots=True)
class Position:
    """Where a risk stands.

    Attributes:
        title: of its matrix ("Current rating").
        score: its score; a reference to the table's cell.
        band: the word of its band; likewise.
        number: the score as a number; None where there is none.
        place: (likelihood, impact); None where they are not stated.
    """

    title: str
    score: Reference
    band: Reference
    number: Decimal | None
    place: tuple[int, int] | None


def widths_of(rules: RiskRules) -> list[float]:
    """Characters of its columns."""
    steps = len(rules.impact)
    return [AXIS_WIDTH, *[max(LEAST_CELL, (LEAST_WIDTH - AXIS_WIDTH) / steps)] * steps]


def write_small_matrix(page: Page, rules: RiskRules, top: int, left: int, position: Position) -> int:
    """Writes title, rating, matrix and what the sign on it says, from row `top` and column `left` on; returns the last row."""
    last = left + len(rules.impact)
    page.merge(top, (left, last), position.title, Look.HEADER, align="center", indent=0)
    for row in (top, top + 1):
        page.raise_row(row, height_of(1, font_of(Look.HEADER)))
    score = left + (1 if last - left > 1 else 0)
    write_reference(page, top + 1, (left, score), position.score, Look.STATUS)
    write_reference(page, top + 1, (score + 1, last), position.band, Look.STATUS)
    page.colour_words((top + 1, score + 1, top + 1, last), distinct(risk_styles(rules).values()))
    row = top + 2
    for likelihood in range(len(rules.likelihood), 0, -1):
        page.write(row, left, str(likelihood), Look.HEADER, align="center", indent=0)
        for impact in range(1, len(rules.impact) + 1):
            _write_cell(page, rules, (row, left + impact), (likelihood, impact), position)
        row += 1
    page.write(row, left, "", Look.HEADER)
    for impact in range(1, len(rules.impact) + 1):
        page.write(row, left + impact, str(impact), Look.HEADER, align="center", indent=0)
    words = say_position(rules, position)
    return row + page.write_block(row + 1, (left, last), words, Look.MUTED, indent=0, bottom=0)


def _write_cell(page: Page, rules: RiskRules, at: tuple[int, int], place: tuple[int, int], position: Position) -> None:
    score = place[0] * place[1]
    band = find_band(Decimal(score), rules)
    sign = HERE if place == position.place else PERHAPS if place in possible_places(rules, position) else ""
    text = " ".join(part for part in (str(score), band.symbol if band else "", sign) if part)
    page.write(at[0], at[1], text, Look.MATRIX, **(colours_of(band) | (MARKED if sign else {})), text_wrap=False)


def colours_of(band: Band | None) -> dict[str, Any]:
    """A band's colours as properties of a cell."""
    return {"bg_color": band.fill, "font_color": band.ink} if band else {}


def say_band(band: Band) -> str:
    """A band with its scores, such as "▲ Warning 10 to 15"."""
    return " ".join(part for part in (band.symbol, band.label, scores_of(band)) if part)


def scores_of(band: Band) -> str:
    """The scores of a band, such as "10 to 15"."""
    return str(band.lowest) if band.lowest == band.highest else f"{band.lowest} to {band.highest}"


def possible_places(rules: RiskRules, position: Position) -> frozenset[tuple[int, int]]:
    """Every (likelihood, impact) that gives the score, where the risk's own is not stated; none where it is."""
    if position.place is not None or position.number is None:
        return frozenset()
    return frozenset(place for place in _places(rules) if place[0] * place[1] == position.number)


def _places(rules: RiskRules) -> Iterator[tuple[int, int]]:
    return (
        (likelihood, impact) for likelihood in range(1, len(rules.likelihood) + 1) for impact in range(1, len(rules.impact) + 1)
    )


def say_position(rules: RiskRules, position: Position) -> str:
    """What the sign on the matrix says, in words."""
    if position.place is not None:
        likelihood, impact = position.place
        return f"{HERE} Likelihood {_step(likelihood, rules.likelihood)}, impact {_step(impact, rules.impact)}"
    if position.number is None:
        return "No rating is stated."
    return f"Position not stated ({PERHAPS} = possible)"


def _step(number: int, labels: tuple[str, ...]) -> str:
    label = labels[number - 1]
    return label if label.startswith(str(number)) else f"{number} ({label})"
