"""The risk register as blocks: what a risk is, what is done about it, and where it stands now and is meant to stand."""

from collections.abc import Iterator

from workbook_tools.findings import shorten
from workbook_tools.model.layout import RISKS
from workbook_tools.model.scheme import RiskRules, band_style
from workbook_tools.model.words import Trend
from workbook_tools.writing.cells import CellValue
from workbook_tools.writing.risks import risks_sheet
from workbook_tools.writing.risks.related_actions import find_related
from workbook_tools.writing.risks.related_rows import WIDTHS as LEFT_WIDTHS
from workbook_tools.writing.risks.related_rows import write_related_rows
from workbook_tools.writing.risks.risks_sheet import FIELDS, RiskLine
from workbook_tools.writing.risks.small_matrix import HERE, PERHAPS, Position, say_band, widths_of, write_small_matrix
from workbook_tools.writing.summary.frame import Canvas, set_up_page, write_title_block
from workbook_tools.writing.summary.references import Reference, find_reference
from workbook_tools.writing.summary_facts import service_of
from workbook_tools.writing.theme import Look

SHEET = "Risk register"
BETWEEN = 2.0  # characters between the texts and the matrices
REMARK = (
    "Likelihood runs upwards, impact to the right; 1 is least. "
    f"{HERE} where the risk stands; {PERHAPS} where its score can stand, its position not being stated."
)
CODE_LENGTH = 80  # characters; the whole code stands on the sheet Risks
GAP = 12.0  # points between two blocks
TEXTS = ("lead", "movement", "reported_forecast", "effect", "controls", "note")
"""Fields that are written out in a block, a row each, in this order."""


def write_risk_blocks(canvas: Canvas) -> None:
    """Writes the sheet; the scheme must have a risk matrix, and the sheets Actions and Risks must stand."""
    page, facts, rules = canvas.pages[SHEET], canvas.facts, canvas.facts.scheme.risks
    if rules is None:
        return
    matrix = widths_of(rules)
    page.set_widths([*LEFT_WIDTHS, BETWEEN, *matrix, BETWEEN, *matrix])
    row = write_title_block(page, facts, SHEET, REMARK)
    page.write(row, 0, f"Bands: {'  |  '.join(map(say_band, rules.bands))}", Look.SUBTITLE, text_wrap=False)
    page.raise_row(row + 1, GAP)
    row += 2
    last_column = len(LEFT_WIDTHS) + 1 + 2 * len(matrix)
    last = row
    for index in range(len(canvas.places[risks_sheet.SHEET].lines)):
        last = _write_block(canvas, rules, index, row, last_column)
        page.keep_together(row, last, whole=True)
        page.raise_row(last + 1, GAP)
        row = last + 2
    set_up_page(page, facts, (last, last_column))


def _write_block(canvas: Canvas, rules: RiskRules, index: int, top: int, last_column: int) -> int:
    """Writes a risk's block from row `top` on; returns its last row."""
    page = canvas.pages[SHEET]
    line: RiskLine = canvas.places[risks_sheet.SHEET].lines[index]
    page.write(top, 0, shorten(line.judged.risk.code, CODE_LENGTH), Look.HEADER)
    row = top + page.write_block(top, (1, last_column), _title(canvas, line), Look.HEADER)
    for label, text in _texts(canvas, line):
        page.write(row, 0, label, Look.LABEL, indent=1, align="left")
        row += page.write_block(row, (1, last_column), text, Look.TEXT, bottom=0)
    left = len(LEFT_WIDTHS) + 1
    matrices = [
        write_small_matrix(page, rules, row, column, position)
        for column, position in zip((left, left + len(widths_of(rules)) + 1), _positions(canvas, index), strict=True)
    ]
    return max(write_related_rows(canvas, page, row, find_related(canvas, line)), *matrices)


def _title(canvas: Canvas, line: RiskLine) -> str:
    """A risk's title, its register and, among several returns, its service."""
    service = service_of(line.assessment) if canvas.facts.several else ""
    origin = ", ".join(part for part in (str(FIELDS["register"].get(line)), service) if part)
    return f"{line.judged.risk.title} ({origin})" if origin else line.judged.risk.title


def _texts(canvas: Canvas, line: RiskLine) -> Iterator[tuple[str, str]]:
    """What is written out of a risk, under the council's own headings; what is empty is left out."""
    declared = {column.field: column.heading for column in canvas.facts.scheme.report.risks.columns}
    standard = {column.field: column.heading for column in RISKS.columns}
    for field in TEXTS:
        if text := _text(line, field):
            own = FIELDS[field].heading or standard.get(field) or field.capitalize()
            yield declared.get(field) or own, text


def _text(line: RiskLine, field: str) -> str:
    if field == "movement":
        moved = line.judged.movement
        return "" if moved.status is Trend.NO_COMPARISON else moved.reason
    return str(FIELDS[field].get(line) or "")


def _positions(canvas: Canvas, index: int) -> tuple[Position, Position]:
    """Where the risk stands now and where it is meant to stand."""
    place = canvas.places[risks_sheet.SHEET]
    line: RiskLine = place.lines[index]
    judged = line.judged
    declared = {column.field: column.heading for column in canvas.facts.scheme.report.risks.columns}

    def reference(field: str, value: CellValue) -> Reference:
        return find_reference(place, risks_sheet.SHEET, index, field, value)

    target_word = band_style(judged.target_band).word if judged.target_band else ""
    return (
        Position(
            declared.get("score", "Current score"), reference("score", FIELDS["score"].get(line)),
            reference("status", FIELDS["status"].get(line)), judged.score, judged.position,
        ),
        Position(
            declared.get("target_score", "Target score"), reference("target_score", FIELDS["target_score"].get(line)),
            reference("target_band", target_word), judged.target_score, judged.target_position,
        ),
    )  # fmt: skip
