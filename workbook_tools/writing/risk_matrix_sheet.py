"""The risk matrix in the council's size, labels and colours; risks given by score alone stand beside it, in no guessed cell."""

from collections import defaultdict

from workbook_tools.findings import shorten
from workbook_tools.model.assessment import RiskAssessment
from workbook_tools.model.scheme import Band, RiskRules
from workbook_tools.writing.cells import CellValue, whole_cell
from workbook_tools.writing.frame import Canvas, set_up_page, write_title_block
from workbook_tools.writing.measure import height_of
from workbook_tools.writing.page import Page
from workbook_tools.writing.report_columns import word_of
from workbook_tools.writing.risks_sheet import RiskLine, risk_lines
from workbook_tools.writing.summary_facts import say_count
from workbook_tools.writing.tables import ColumnSpec, write_table
from workbook_tools.writing.theme import Look, font_of, styles_of

SHEET = "Risk matrix"
LABEL_WIDTH = 18.0  # characters
MATRIX_WIDTH = 70.0  # characters of all its cells together
LOWEST_CELL = 46.0  # points
BESIDE_WIDTHS = (11.0, 60.0, 8.0, 17.0)  # characters: reference, risk, score, band
GAP_WIDTH = 3.0
REFERENCE_LENGTH = 40  # characters of a reference in the matrix; the whole stands on the sheet Risks


def write_risk_matrix(canvas: Canvas) -> None:
    """Writes the sheet; the scheme must declare risk rules."""
    facts, page, rules = canvas.facts, canvas.pages[SHEET], canvas.facts.scheme.risks
    if rules is None:
        return
    lines = risk_lines(facts)[0]
    beside = [line for line in lines if line.judged.position is None]
    width = len(rules.impact)
    widths = [LABEL_WIDTH, *[MATRIX_WIDTH / width] * width]
    page.set_widths([*widths, GAP_WIDTH, *BESIDE_WIDTHS] if beside else widths)
    remark = f"{say_count(len(lines), 'risk')}, {len(lines) - len(beside)} with likelihood and impact stated. {facts.files}"
    top = write_title_block(page, facts, "Risk matrix", remark)
    bottom = _write_counts(page, _write_matrix(page, rules, lines, top) + 2, rules, lines, canvas)
    if not beside:
        set_up_page(page, facts, (bottom, width))
        return
    headings = top - 1  # a row of their own, so that they are repeated on the next page without those of the matrix
    bottom = max(bottom, _write_beside(canvas, beside, headings, width + 2))
    set_up_page(page, facts, (bottom, width + 1 + len(BESIDE_WIDTHS)), headings, in_view=False)


def _write_matrix(page: Page, rules: RiskRules, lines: tuple[RiskLine, ...], top: int) -> int:
    """The matrix with the highest likelihood at the top; returns its last row."""
    by_position: defaultdict[tuple[int, int], list[RiskAssessment]] = defaultdict(list)
    for line in lines:
        if line.judged.position:
            by_position[line.judged.position].append(line.judged)
    page.write(top, 0, "Likelihood, upwards; impact, to the right", Look.LABEL)
    for column, label in enumerate(rules.impact, start=1):
        page.write(top, column, label, Look.HEADER, align="center", indent=0)
    row = top
    for likelihood in range(len(rules.likelihood), 0, -1):
        row += 1
        page.raise_row(row, LOWEST_CELL)
        page.write(row, 0, rules.likelihood[likelihood - 1], Look.HEADER)
        for impact in range(1, len(rules.impact) + 1):
            band = _band_of(rules, likelihood * impact)
            _write_position(page, (row, impact), band, likelihood * impact, by_position[likelihood, impact])
    return row


def _write_position(page: Page, place: tuple[int, int], band: Band | None, score: int, risks: list[RiskAssessment]) -> None:
    """A cell of the matrix: score and band, then the references of the risks that stand there."""
    label = f"{score}  {band.symbol} {band.label}" if band else str(score)
    references = ", ".join(shorten(risk.risk.code or risk.risk.title, REFERENCE_LENGTH) for risk in risks)
    colours = {"bg_color": band.fill, "font_color": band.ink} if band else {}
    look = {**colours, "bold": True} if risks else colours
    page.write(*place, f"{label}\n{references}" if references else label, Look.MATRIX, **look)


def _band_of(rules: RiskRules, score: int) -> Band | None:
    return next((band for band in rules.bands if band.lowest <= score <= band.highest), None)


def _write_counts(page: Page, top: int, rules: RiskRules, lines: tuple[RiskLine, ...], canvas: Canvas) -> int:
    """How many risks each band has, by the status in force; returns the last row."""
    scheme = canvas.facts.scheme
    styles = styles_of(scheme, "risks")
    scores = {band.label: str(band.lowest) if band.lowest == band.highest else f"{band.lowest} to {band.highest}"
              for band in rules.bands}  # fmt: skip
    rows = []
    for style in styles:
        placed = [line.judged.position for line in lines if word_of(scheme, "risks", line.judged.status) == style.word]
        if placed or style.word in scores:
            rows.append((style.word, scores.get(style.word, ""), len(placed), placed.count(None)))
    columns: tuple[ColumnSpec[tuple[str, str, int, int]], ...] = (
        ColumnSpec("Band", LABEL_WIDTH, lambda row: row[0], Look.STATUS, styles),
        ColumnSpec("Scores", MATRIX_WIDTH / len(rules.impact), lambda row: row[1]),
        ColumnSpec("Risks", MATRIX_WIDTH / len(rules.impact), lambda row: whole_cell(row[2]), Look.NUMBER),
        ColumnSpec("Position not stated", MATRIX_WIDTH / len(rules.impact), lambda row: whole_cell(row[3]), Look.NUMBER),
    )
    return write_table(page, top, columns[: len(rules.impact) + 1], rows).last


def _write_beside(canvas: Canvas, lines: list[RiskLine], top: int, left: int) -> int:
    """The risks that have no place in the matrix; returns the last row."""
    page, scheme = canvas.pages[SHEET], canvas.facts.scheme
    reference, risk, score, band = BESIDE_WIDTHS
    columns: tuple[ColumnSpec[RiskLine], ...] = (
        ColumnSpec("Reference", reference, lambda line: _reference(canvas, line), Look.CODE),
        ColumnSpec("Position not stated", risk, lambda line: line.judged.risk.title),
        ColumnSpec("Score", score, lambda line: whole_cell(line.judged.score), Look.NUMBER),
        ColumnSpec(
            "Band", band, lambda line: word_of(scheme, "risks", line.judged.status), Look.STATUS, styles_of(scheme, "risks")
        ),
    )
    page.raise_row(top, height_of(1, font_of(Look.HEADER)))
    return write_table(page, top, columns, lines, left=left).last


def _reference(canvas: Canvas, line: RiskLine) -> CellValue:
    code = line.judged.risk.code
    return canvas.anchors.link(line.judged.risk.where, code or "Full row") or code
