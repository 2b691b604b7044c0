"""The risk matrix in the council's size, labels and colours, now and by target; risks given by score alone are in no cell."""

import math
from collections.abc import Sequence

from workbook_tools.model.scheme import RiskRules
from workbook_tools.model.wording import say_count
from workbook_tools.writing.cells import whole_cell
from workbook_tools.writing.measure import CELL_PADDING, DIGIT_WIDTH, Font, text_width
from workbook_tools.writing.risks.large_matrix import Grid, Standing, group_by_place, write_large_matrix
from workbook_tools.writing.risks.risk_counts import BandCount, count_bands
from workbook_tools.writing.risks.risks_sheet import RiskLine, risk_lines
from workbook_tools.writing.risks.spanned_table import Span, write_spanned_table
from workbook_tools.writing.risks.unplaced_risks import write_unplaced
from workbook_tools.writing.summary.frame import GAP, Canvas, set_up_page, write_title_block
from workbook_tools.writing.theme import Look, font_of, styles_of

SHEET = "Risk matrix"
LABEL_WIDTH = 16.0  # characters
BETWEEN = 3.0  # characters between two matrices
CELLS_WIDTH = 130.0  # characters of the cells of all matrices together
FEWEST_COLUMNS = 20  # below the matrices, for tables of figures and of texts


def write_risk_matrix(canvas: Canvas) -> None:
    """Writes the sheet; the scheme must declare risk rules."""
    facts, page, rules = canvas.facts, canvas.pages[SHEET], canvas.facts.scheme.risks
    if rules is None:
        return
    lines = risk_lines(facts)[0]
    matrices = _matrices(lines)
    beside = len(matrices) if CELLS_WIDTH / (len(matrices) * len(rules.impact)) >= _needed(rules) else 1
    widths, step = _columns(rules, beside)
    page.set_widths(widths)
    row = write_title_block(page, facts, "Risk matrix", say_positions(lines))
    left, bottom = 0, row
    for title, standing in matrices:
        bottom = write_large_matrix(page, Grid(row, left, step), rules, title, standing)
        if beside > 1:
            left += len(rules.impact) * step + 2
        else:
            page.raise_row(bottom + 1, GAP)
            row = bottom + 2
    page.raise_row(bottom + 1, GAP)
    bottom = _write_counts(canvas, lines, bottom + 2)
    page.raise_row(bottom + 1, GAP)
    headings, bottom = write_unplaced(canvas, page, lines, bottom + 2, widths)
    set_up_page(page, facts, (bottom, len(widths) - 1), headings, in_view=False)


def _columns(rules: RiskRules, beside: int) -> tuple[list[float], int]:
    """Widths of the sheet's columns for so many matrices beside each other, and how many of them a cell of a matrix takes."""
    steps = len(rules.impact)
    step = math.ceil(FEWEST_COLUMNS / (beside * steps))
    one = [LABEL_WIDTH, *[CELLS_WIDTH / (beside * steps * step)] * (steps * step)]
    return (one if beside == 1 else [*one, BETWEEN, *one]), step


def _needed(rules: RiskRules) -> float:
    """Characters of a cell that breaks no word of a band."""
    words = [word for band in rules.bands for word in band.label.split()]
    font = Font(font_of(Look.MATRIX).size, bold=True)
    return max((text_width(word, font) + CELL_PADDING for word in words), default=0.0) / DIGIT_WIDTH


def _matrices(lines: Sequence[RiskLine]) -> list[tuple[str, Standing]]:
    """The current matrix, and that of the targets where any position of one is stated."""
    now = group_by_place((line.judged.position, line.judged.risk) for line in lines)
    meant = group_by_place((line.judged.target_position, line.judged.risk) for line in lines)
    return [("Current", now), ("Target", meant)] if meant else [("Current", now)]


def say_positions(lines: Sequence[RiskLine]) -> str:
    """How many risks stand on the matrices, and of how many only the score is known."""
    judged = [line.judged for line in lines]
    placed = sum(risk.position is not None for risk in judged)
    targets = [risk for risk in judged if risk.target_score is not None]
    placed_targets = sum(risk.target_position is not None for risk in targets)
    words = [f"{say_count(len(lines), 'risk')}, {placed} with likelihood and impact stated"]
    words.append(f"{len(targets)} with a target score, {placed_targets} of them with its likelihood and impact")
    return f"{'; '.join(words)}." if targets else f"{words[0]}. No target is stated."


def _write_counts(canvas: Canvas, lines: Sequence[RiskLine], top: int) -> int:
    """How many risks each band has, by the status in force and by target; returns the last row."""
    scheme, page = canvas.facts.scheme, canvas.pages[SHEET]
    spans: list[Span[BandCount]] = [
        Span("Band", (0, 0), lambda row: row.word, Look.STATUS, styles_of(scheme, "risks")),
        Span("Scores", (1, 2), lambda row: row.scores),
        Span("Current", (3, 4), lambda row: whole_cell(row.current), Look.NUMBER),
        Span("Position not stated", (5, 6), lambda row: whole_cell(row.unplaced), Look.NUMBER),
    ]
    if any(line.judged.target_score is not None for line in lines):
        spans += [
            Span("Target", (7, 8), lambda row: whole_cell(row.target), Look.NUMBER),
            Span("Position not stated", (9, 10), lambda row: whole_cell(row.target_unplaced), Look.NUMBER),
        ]
    last = write_spanned_table(page, top, spans, count_bands(scheme, lines))
    page.keep_together(top, last)
    return last
