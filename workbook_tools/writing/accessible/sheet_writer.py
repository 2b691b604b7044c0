"""One sheet of the accessible edition as Excel holds it: title, notes, a link, a marked-up table, and nothing else."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from workbook_tools.findings import shorten
from workbook_tools.model.wording import say_count, say_date
from workbook_tools.writing.accessible.looks import font_of
from workbook_tools.writing.accessible.shorthand import say_shorthand
from workbook_tools.writing.accessible.table_layout import FIGURES, Heading, Sheet, cell_room
from workbook_tools.writing.cells import CellValue, Link, Number
from workbook_tools.writing.page import Page, quoted
from workbook_tools.writing.summary.frame import A4, MARGINS, PAPER
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.theme import DATE_FORMAT, Look

HEADINGS = 3  # row of the table's headings, counted from 0: title, notes and link stand above
ABOUT_LENGTH = 300  # characters of services and period in the notes
SMALLEST = 0.6  # of full size; a table that is too wide for a page at that is printed on several beside each other
_POINTS = 0.75  # of a pixel
_INCH = 72  # points


def write_sheet(page: Page, sheet: Sheet, facts: SummaryFacts, back: Link) -> None:
    """Writes the sheet; `back` is the link above its table."""
    page.set_widths([heading.width for heading in sheet.headings])
    room = cell_room(sheet.headings[0].width, Look.PROSE)
    for row, (text, look) in enumerate(((sheet.title, Look.TITLE), (notes_of(sheet, facts), Look.PROSE))):
        page.put(row, 0, text, page.theme.format(look))
        page.raise_row_for(row, text, room, font_of(look))
    page.put(2, 0, back, page.theme.format(Look.LINK, indent=0, bottom=0))
    page.raise_row_for(2, back.text, room, font_of(Look.LINK))
    _write_headings(page, sheet.headings)
    for row, line in enumerate(sheet.rows, start=HEADINGS + 1):
        for column, (value, heading) in enumerate(zip(line.cells, sheet.headings, strict=True)):
            page.put(row, column, value, _format_of(page, heading.look, value))
        page.raise_row(row, line.height)
    _mark_up(page, sheet)
    _colour(page, sheet)
    set_up_paper(page, sheet.headings)
    page.sheet.repeat_rows(HEADINGS)


def notes_of(sheet: Sheet, facts: SummaryFacts) -> str:
    """What the table is, how many rows it has, what its shorthand means."""
    about = ", ".join(part for part in (facts.services, facts.period, f"as at {say_date(facts.as_at)}") if part)
    rows = say_count(len(sheet.rows), "row")
    if sheet.continued:
        rows += f", of which {sheet.continued} {'continues' if sheet.continued == 1 else 'continue'} the row above"
    parts = (f"{shorten(about, ABOUT_LENGTH)}.", sheet.holds, f"One table, {rows}.", say_shorthand(sheet.shorthand))
    return " ".join(part for part in parts if part)


def _write_headings(page: Page, headings: Sequence[Heading]) -> None:
    for column, heading in enumerate(headings):
        page.put(HEADINGS, column, heading.text, _heading_format(page, heading.look))
        page.raise_row_for(HEADINGS, heading.text, cell_room(heading.width, Look.HEADER), font_of(Look.HEADER))


def _heading_format(page: Page, look: Look) -> Any:
    return page.theme.format(Look.HEADER, align="right") if look in FIGURES else page.theme.format(Look.HEADER)


def _format_of(page: Page, look: Look, value: CellValue) -> Any:
    match value:
        case Number():
            return page.theme.figure(Look.NUMBER, value.number_format)
        case date():
            return page.theme.figure(Look.DATE, DATE_FORMAT)
        case Link():
            return page.theme.format(Look.LINK)
        case _:  # words in a column of figures stand as the figures do
            return page.theme.format(Look.TEXT, align="right") if look in FIGURES else page.theme.format(look)


def _mark_up(page: Page, sheet: Sheet) -> None:
    described = [{"header": heading.text, "header_format": _heading_format(page, heading.look)} for heading in sheet.headings]
    options = {"name": sheet.name, "style": None, "columns": described, "autofilter": False}
    page.sheet.add_table(HEADINGS, 0, HEADINGS + len(sheet.rows), len(sheet.headings) - 1, options)


def _colour(page: Page, sheet: Sheet) -> None:
    first, last = HEADINGS + 1, HEADINGS + len(sheet.rows)
    for colouring in sheet.colourings:
        area = (first, colouring.column, last, colouring.column)
        if colouring.kind is None:
            page.colour_words(area, (colouring.style,))
            continue
        is_kind = f"{page.cell(first, colouring.kind[0], fixed_column=True)}={quoted(colouring.kind[1])}"
        is_word = f"{page.cell(first, colouring.column, fixed_column=True)}={quoted(colouring.style.word)}"
        page.colour_where(area, f"=AND({is_kind},{is_word})", colouring.style)


def set_up_paper(page: Page, headings: Sequence[Heading]) -> None:
    """A4 landscape: a page wide, or, where the letters would become too small, several pages beside each other."""
    sheet = page.sheet
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.set_margins(**MARGINS)
    room = PAPER[0] - _INCH * (MARGINS["left"] + MARGINS["right"])
    if _POINTS * page.pixels(0, len(headings) - 1) * SMALLEST <= room:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(round(SMALLEST * 100))
        sheet.print_across()
