"""What all sheets of a summary have in common: title block, headings in view, page set-up, header and footer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbook_tools.findings import Where, shorten
from workbook_tools.writing.cells import Link
from workbook_tools.writing.count_scope import Scope
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.parts import CONTENTS, part_of_sheet
from workbook_tools.writing.summary_facts import Anchors, Line, SummaryFacts
from workbook_tools.writing.tables import TablePlace
from workbook_tools.writing.theme import ACCENT, Look

A4 = 9  # Excel's number of the paper
PAPER = (841.9, 595.3)  # points of its width and height
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.65, "bottom": 0.6}  # inches
INCH = 72  # points
POINTS = 0.75  # of a pixel
SAFETY = 0.97  # of a page's height is counted on; programs round scales and heights in their own ways
MARGIN_LENGTH = 90  # characters of a header's part; Excel allows 255 for the three parts together
MARKING_LENGTH = 150  # characters of the footer's middle, which nothing but short codes stands beside
TITLE_LENGTH = 150  # characters of a line of the title block, which does not wrap
REMARK_ROW = 2  # row of the remark in the title block
TABLE_TOP = 4  # row of a table's headings below the title block
GAP = 8.0  # points of an empty row
SMALL, SMALL_BOLD = '&"Calibri,Regular"&9', '&"Calibri,Bold"&9'
"""Codes of the letters in headers and footers."""


@dataclass(frozen=True, slots=True)
class ReportPlace:
    """Where a report's table stands on its sheet; rows and columns counted from 0.

    Attributes:
        columns: by field, those of the fields that are shown.
        lines: what its rows are about.
        rows: the first row of each of them.
        first: the row of the first of them; a band may stand above it.
        last: the last row, that of totals included.
    """

    columns: Mapping[str, int]
    lines: Sequence[Line[Any]]
    rows: Sequence[int]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class CountPlace:
    """Where a table of counts stands on the front page: its cells, its columns by field, what each of its rows counts."""

    table: TablePlace
    columns: Mapping[str, int]
    scopes: Sequence[Scope]


@dataclass(frozen=True, slots=True)
class BadgePlace:
    """Where the front page shows a return's overall status by rule: word and reason, cells counted from 0."""

    of_return: int
    row: int
    column: int
    reason_column: int


@dataclass(frozen=True, slots=True)
class EchoPlace:
    """Where a sheet repeats a row's status, and perhaps its reason: the row's place in its return, cells counted from 0."""

    sheet: str
    where: Where
    row: int
    columns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Canvas:
    """What the module of a sheet is given, and what sheets that are written leave for others to know.

    Attributes:
        pages: the workbook's, by name.
        facts: of the summary.
        anchors: where rows stand.
        places: the reports' tables that have been written, by sheet.
        counts: the front page's tables of counts, by what they count.
        badges: its cells with the overall status of a return.
        sentences: its cells (row, column) that say in words what the figures say.
        echoes: cells that repeat the status and the reason of a row of a report's table, columns by field.
    """

    pages: dict[str, Page]
    facts: SummaryFacts
    anchors: Anchors
    places: dict[str, ReportPlace] = field(default_factory=dict)
    counts: dict[str, CountPlace] = field(default_factory=dict)
    badges: list[BadgePlace] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    echoes: list[EchoPlace] = field(default_factory=list)


def write_title_block(page: Page, facts: SummaryFacts, title: str, remark: str) -> int:
    """A sheet's title, whose report it is, a remark, a way back; returns the row below, where a table's headings go.

    Where the scheme has a title for the part of the report that the sheet shows, that one is printed.
    """
    part = part_of_sheet(facts.scheme, page.name)
    title = part.title if part and part.title else title
    for row, (text, look) in enumerate(((title, Look.TITLE), (facts.subtitle, Look.SUBTITLE), (remark, Look.SUBTITLE))):
        page.write(row, 0, shorten(text, TITLE_LENGTH), look, text_wrap=False)
    if page.name != CONTENTS:
        back = Link("Back to contents", CONTENTS, 0)
        page.write(TABLE_TOP - 1, 0, back, Look.LINK, text_wrap=False, bottom=0, indent=0)
    page.keep_together(0, TABLE_TOP + 1, whole=True)
    return TABLE_TOP


def set_up_page(
    page: Page, facts: SummaryFacts, last: tuple[int, int], headings: int | None = None, *, in_view: bool = True
) -> None:
    """A4 landscape, one page wide, with header and footer; a table's headings stay in view and are repeated on paper.

    Args:
        page: the worksheet.
        facts: of the summary.
        last: its last row and column, counted from 0.
        headings: row of the table's headings, counted from 0.
        in_view: whether the headings stay in view; not where other tables stand above.
    """
    sheet = page.sheet
    sheet.hide_gridlines(2)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(**MARGINS)
    page.break_pages(last[0], room_of(page, last[1]), headings)
    sheet.print_area(0, 0, *last)
    sheet.set_tab_color(ACCENT)
    sheet.set_header(f"&L{SMALL}{_in_margin(facts.scheme.council)}&R{SMALL}{_in_margin(facts.title)}")
    sheet.set_footer(footer_of(facts))
    if headings is not None:
        sheet.repeat_rows(headings)
        if in_view:
            sheet.freeze_panes(headings + 1, 0)


def footer_of(facts: SummaryFacts) -> str:
    """Name of the sheet and number of the page; between them, of an exempt report, that it is not for publication."""
    marking = facts.meeting.marking
    middle = f"&C{SMALL_BOLD}{_in_margin(marking, MARKING_LENGTH)}" if marking else ""
    return f"&L{SMALL}&A{middle}&R{SMALL}Page &P of &N"


def room_of(page: Page, last_column: int) -> float:
    """Points of rows that a page holds once it is made as wide as the paper."""
    width = PAPER[0] - INCH * (MARGINS["left"] + MARGINS["right"])
    height = PAPER[1] - INCH * (MARGINS["top"] + MARGINS["bottom"])
    return SAFETY * height / min(1.0, width / (POINTS * page.pixels(0, last_column)))


def _in_margin(text: str, length: int = MARGIN_LENGTH) -> str:
    """Text for a header or footer, where an ampersand begins a code, and a digit after a code would belong to it.

    Ampersands are doubled, and count twice: Excel takes no header or footer that is too long, and then none is printed.
    """
    line = shorten(text, length)
    return " " + shorten(line, max(1, length - line.count("&"))).replace("&", "&&")
