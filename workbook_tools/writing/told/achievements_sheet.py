"""Achievements and challenges: theme by theme the paragraphs, and the small tables that belong to them, with their charts."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from workbook_tools.model.assessment import Assessment
from workbook_tools.model.service_return import Paragraph
from workbook_tools.model.spellings import folded
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.frame import Canvas, set_up_page, write_title_block
from workbook_tools.writing.summary.parts import SHEETS
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.theme import Look
from workbook_tools.writing.told.prose import paragraphs_of, service_before, under_headings, write_headed
from workbook_tools.writing.told.small_tables import MOST_COLUMNS, WIDTHS, SmallTable, small_tables, write_small_table

SHEET = SHEETS["achievements"]
TITLE = "Achievements and challenges"
PROSE = (0, MOST_COLUMNS)  # columns
THEME_HEIGHT = 26.0  # points of a theme's name


def write_achievements(canvas: Canvas) -> None:
    """Writes the sheet."""
    facts, page = canvas.facts, canvas.pages[SHEET]
    page.set_widths(WIDTHS)
    row = write_title_block(page, facts, TITLE, facts.files)
    left = theme_tables(facts)
    for assessment, paragraphs in paragraphs_of(facts, "achievements"):
        for theme, own in _by_theme(paragraphs):
            tables = [table for table in left if table.assessment is assessment and _theme_of(table) == folded(theme)]
            left = [table for table in left if table not in tables]
            row = _write_theme(canvas, page, row, (assessment, theme, own), tables)
    for table in left:
        row = write_small_table(canvas, page, row, table)
    set_up_page(page, facts, (row - 1, MOST_COLUMNS))


def theme_tables(facts: SummaryFacts) -> list[SmallTable]:
    """The small tables that the scheme puts under a theme."""
    return small_tables(facts, lambda layout: layout is not None and bool(layout.theme))


def _by_theme(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, list[Paragraph]]]:
    """The paragraphs theme by theme, themes in the order in which they first appear."""
    themes: dict[str, list[Paragraph]] = {}
    for paragraph in paragraphs:
        themes.setdefault(paragraph.theme.strip(), []).append(paragraph)
    yield from themes.items()


def _theme_of(table: SmallTable) -> str:
    return folded(table.layout.theme) if table.layout else ""


def _write_theme(
    canvas: Canvas, page: Page, row: int, told: tuple[Assessment, str, Sequence[Paragraph]], tables: Sequence[SmallTable]
) -> int:
    """A theme's name, its paragraphs under their headings, each kind followed by its tables; returns the row below."""
    assessment, theme, paragraphs = told
    top: int | None = None
    if theme:
        top = row
        name = service_before(canvas.facts, assessment, theme)
        page.raise_row(row, THEME_HEIGHT)
        row += page.write_block(row, (0, MOST_COLUMNS), name, Look.SECTION, font_size=16, valign="bottom")
    left = list(tables)
    for kind, own in groupby(paragraphs, key=lambda paragraph: folded(paragraph.kind)):
        for headed in under_headings(assessment, tuple(own)):
            row = write_headed(canvas, page, row, PROSE, headed, top=top)
            top = None
        for table in [table for table in left if table.layout and table.layout.kind and folded(table.layout.kind) == kind]:
            left.remove(table)
            row = write_small_table(canvas, page, row, table)
    for table in left:
        row = write_small_table(canvas, page, row, table)
    return row
