"""The snapshot: the position in words, boxes with what the return states about itself, the small tables that belong to them.

A stated figure stands as it is; where the return's rows give another one, its box says so and leads to the finding.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from workbook_tools.challenge.headlines import box_of, count_for, is_share, stated_number
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.scheme import Box, Style
from workbook_tools.model.service_return import Headline
from workbook_tools.model.spellings import folded
from workbook_tools.model.words import Unit
from workbook_tools.writing.cells import Link, Number, number_cell, printed_cell, say_number
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.frame import Canvas, set_up_page, write_title_block
from workbook_tools.writing.summary.parts import SHEETS
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.theme import Look, font_of, styles_of
from workbook_tools.writing.told.prose import paragraphs_of, service_before, under_headings, write_headed
from workbook_tools.writing.told.small_tables import MOST_COLUMNS, WIDTHS, SmallTable, small_tables, write_small_table

SHEET, FINDINGS = SHEETS["snapshot"], SHEETS["findings"]
TITLE = "Performance snapshot"
PROSE = (0, MOST_COLUMNS)  # columns
PLACES = ((0, 0), (1, 2), (3, 4), (5, 6), (7, 8))  # columns of the boxes beside each other
FIGURE_SIZE = 18  # points
FIGURE_HEIGHT, NOTE_HEIGHT, GAP = 30.0, 18.0, 8.0  # points of rows
EDGE = {"border_color": "#FFFFFF", "left": 5, "right": 5}  # air between boxes
MARGIN = 4  # pixels of it
FILL = "#EEF2F7"
DIFFERS = Style(word="Differs", symbol="?", fill="#FFE3A3", ink="#2B1900")
AGREES = Style(word="Agrees", symbol="✓", fill="#EEF2F7", ink="#0B3D17")


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that a return states about itself, and what its own rows give; None where they are not asked."""

    assessment: Assessment
    headline: Headline
    box: Box | None
    counted: Decimal | None

    @property
    def compared(self) -> Style | None:
        """Whether the two agree; None where there is nothing to compare."""
        stated = stated_number(self.headline, self.box) if self.box else None
        if self.counted is None or stated is None:
            return None
        return AGREES if stated == self.counted else DIFFERS

    @property
    def counted_cell(self) -> Number | None:
        """What the rows give, as its cell shows it."""
        if self.counted is None or self.box is None:
            return None
        return number_cell(self.counted, Unit.PERCENT if is_share(self.box) else Unit.NUMBER, 0)


def stated_figures(facts: SummaryFacts) -> list[Stated]:
    """The stated figures of all returns, in their order."""
    found = []
    for assessment in facts.assessments:
        for headline in assessment.service_return.headlines:
            box = box_of(facts.scheme, headline)
            found.append(Stated(assessment, headline, box, count_for(assessment, box) if box else None))
    return found


def snapshot_tables(facts: SummaryFacts) -> list[SmallTable]:
    """The small tables that the scheme puts below the boxes."""
    return small_tables(facts, lambda layout: layout is not None and layout.in_snapshot)


def write_snapshot(canvas: Canvas) -> None:
    """Writes the sheet."""
    facts, page = canvas.facts, canvas.pages[SHEET]
    page.set_widths(WIDTHS)
    row = write_title_block(page, facts, TITLE, f"Figures as the services state them. {facts.files}")
    for assessment, paragraphs in paragraphs_of(facts, "snapshot"):
        for headed in under_headings(assessment, paragraphs):
            row = write_headed(canvas, page, row, PROSE, headed)
    for name, group in _groups(facts):
        row = _write_group(canvas, page, row, name, group)
    for table in snapshot_tables(facts):
        row = write_small_table(canvas, page, row, table)
    set_up_page(page, facts, (row - 1, MOST_COLUMNS))


def _groups(facts: SummaryFacts) -> list[tuple[str, list[Stated]]]:
    """The boxes by return and group, in the scheme's order; figures that the return leaves empty have none."""
    stated = stated_figures(facts)
    groups = []
    for assessment in facts.assessments:
        own = {folded(one.headline.name): one for one in stated if one.assessment is assessment}
        for name, boxes in groupby(facts.scheme.report.boxes, key=lambda box: box.group):
            shown = [own[folded(box.headline)] for box in boxes if folded(box.headline) in own]
            if shown:
                groups.append((service_before(facts, assessment, name), shown))
    return groups


def _write_group(canvas: Canvas, page: Page, row: int, name: str, group: Sequence[Stated]) -> int:
    """A heading and its boxes, five abreast; returns the row below."""
    top = row
    if name:
        row += page.write_block(row, (0, MOST_COLUMNS), name, Look.SECTION)
    for start in range(0, len(group), len(PLACES)):
        for columns, stated in zip(PLACES, group[start : start + len(PLACES)], strict=False):
            _write_box(canvas, page, row, columns, stated)
        page.raise_row(row + 3, GAP)
        page.keep_together(top, row + 3)
        row = top = row + 4
    return row


def _write_box(canvas: Canvas, page: Page, row: int, columns: tuple[int, int], stated: Stated) -> None:
    """Three rows: the figure, what it counts, what the rows give."""
    theme = page.theme
    value = printed_cell(stated.headline.value)
    number_format = {"num_format": value.number_format} if isinstance(value, Number) else {}
    big = theme.format(Look.BADGE, font_size=FIGURE_SIZE, bg_color=FILL, border=0, **EDGE, **number_format)
    page.fill(row, columns, value, big)
    page.raise_row(row, FIGURE_HEIGHT)
    page.colour_words((row, columns[0], row, columns[1]), styles_of(canvas.facts.scheme, "indicators"))
    words = stated.box.words if stated.box else stated.headline.counts
    page.fill(row + 1, columns, words, theme.format(Look.PROSE, align="center", bg_color=FILL, **EDGE))
    page.raise_row_for(row + 1, words, page.pixels(*columns) - 2 * MARGIN, font_of(Look.PROSE))
    _write_comparison(page, row + 2, columns, stated)
    page.raise_row(row + 2, NOTE_HEIGHT)
    canvas.anchors.add(stated.headline.where, SHEET, row)


def _write_comparison(page: Page, row: int, columns: tuple[int, int], stated: Stated) -> None:
    style, counted = stated.compared, stated.counted_cell
    if style is None or counted is None:
        page.fill(row, columns, "", page.theme.format(Look.MUTED, bottom=0, bg_color=FILL, **EDGE))
        return
    looks = {
        "align": "center",
        "valign": "vcenter",
        "indent": 0,
        "bottom": 0,
        "text_wrap": False,
        "bg_color": style.fill,
    } | EDGE
    if style is AGREES:
        text = f"{style.symbol} {style.word} with the rows"
        page.fill(row, columns, text, page.theme.format(Look.MUTED, **looks))
        return
    text = f"{style.symbol} {style.word}: the rows give {say_number(counted)}"
    link = Link(text, FINDINGS, 0)
    page.fill(row, columns, link, page.theme.format(Look.LINK, bold=True, font_color=style.ink, **looks))
