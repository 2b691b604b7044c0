"""The risks that are in no cell of the matrix, because likelihood and impact are not stated: score and band, in words."""

from collections.abc import Sequence

from workbook_tools.writing.cells import CellValue
from workbook_tools.writing.measure import column_pixels, cut_to_lines
from workbook_tools.writing.page import Page
from workbook_tools.writing.risks.risks_sheet import FIELDS, RiskLine
from workbook_tools.writing.risks.spanned_table import Span, write_spanned_table
from workbook_tools.writing.summary.frame import Canvas
from workbook_tools.writing.theme import Look, font_of, indent_of, styles_of

TITLE = "In no cell: likelihood and impact are not stated"
LINES = 2  # of a risk's title at most; the whole stands on the sheet Risks
REGISTER_WIDTH, SCORE_WIDTH, BAND_WIDTH = 12.0, 10.0, 17.0  # characters at least


def write_unplaced(
    canvas: Canvas, page: Page, lines: Sequence[RiskLine], top: int, widths: Sequence[float]
) -> tuple[int | None, int]:
    """Writes the list from row `top` on, over columns of these widths; returns the row of its headings and the last row.

    Without any such risk there is no list and no headings.
    """
    unplaced = [line for line in lines if line.judged.position is None]
    if not unplaced:
        return None, top - 2
    page.write(top, 0, TITLE, Look.SECTION, text_wrap=False)
    last = write_spanned_table(page, top + 1, _spans(canvas, unplaced, widths), unplaced)
    page.keep_together(top, last, whole=True)
    return top + 1, last


def _spans(canvas: Canvas, lines: Sequence[RiskLine], widths: Sequence[float]) -> list[Span[RiskLine]]:
    bands = styles_of(canvas.facts.scheme, "risks")
    with_targets = any(line.judged.target_score is not None for line in lines)
    with_registers = len({line.section for line in lines}) > 1
    columns = _from_the_right(widths, [REGISTER_WIDTH] * with_registers + [SCORE_WIDTH, BAND_WIDTH] * (1 + with_targets))
    title_room = sum(map(column_pixels, widths[1 : columns[0][0]])) - indent_of(Look.TEXT)
    spans: list[Span[RiskLine]] = [
        Span("Reference", (0, 0), lambda line: _reference(canvas, line), Look.CODE),
        Span("Risk", (1, columns[0][0] - 1), lambda line: _title(line, title_room)),
    ]
    if with_registers:
        spans.append(Span(canvas.facts.scheme.report.risks.section_heading, columns.pop(0), FIELDS["register"].get))
    spans += [
        Span("Score", columns[0], FIELDS["score"].get, Look.NUMBER),
        Span("Band", columns[1], FIELDS["status"].get, Look.STATUS, bands),
    ]
    if with_targets:
        spans += [
            Span("Target score", columns[2], FIELDS["target_score"].get, Look.NUMBER),
            Span("Target band", columns[3], _target_band, Look.STATUS, bands),
        ]
    return spans


def _from_the_right(widths: Sequence[float], wanted: Sequence[float]) -> list[tuple[int, int]]:
    """Columns at the right that are together at least as wide as wanted, for each of `wanted` in order."""
    spans, last = [], len(widths) - 1
    for width in reversed(wanted):
        first = last
        while sum(widths[first : last + 1]) < width and first > 0:
            first -= 1
        spans.append((first, last))
        last = first - 1
    return spans[::-1]


def _title(line: RiskLine, room: int) -> str:
    return cut_to_lines(line.judged.risk.title, LINES, room, font_of(Look.TEXT))


def _target_band(line: RiskLine) -> CellValue:
    band = line.judged.target_band
    return band.label if band else ""


def _reference(canvas: Canvas, line: RiskLine) -> CellValue:
    """The code as a link to the full row; a risk without code gets a word to click on."""
    code = line.judged.risk.code
    return canvas.anchors.link(line.judged.risk.where, code or "Full row") or code
