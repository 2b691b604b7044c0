"""One sheet of the accessible edition as Excel holds it: title, notes, a link, a marked-up table, and nothing else."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from workbook_tools.model.wording import say_count
from workbook_tools.writing.accessible.looks import font_of
from workbook_tools.writing.accessible.shorthand import say_shorthand
from workbook_tools.writing.accessible.table_layout import FIGURES, Heading, Sheet, cell_room
from workbook_tools.writing.cells import CellValue, Link, Number
from workbook_tools.writing.page import MOMENT_FORMAT, Page, quoted
from workbook_tools.writing.summary.frame import A4, MARGINS, PAPER
from workbook_tools.writing.theme import DATE_FORMAT, Look

HEADINGS = 3  # row of the table's headings, counted from 0: title, notes and link stand above
SMALLEST = 0.6  # of full size; a table that is too wide for a page at that is printed on several beside each other
_POINTS = 0.75  # of a pixel
_INCH = 72  # points


def write_sheet(page: Page, sheet: Sheet, about: str, above: Link | str) -> None:
    """Writes the sheet.

    Args:
        page: the worksheet.
        sheet: its table.
        about: what the workbook is about, a few words that its notes begin with.
        above: what stands right above the table: a link back, or a sentence.
    """
    page.set_widths([heading.width for heading in sheet.headings])
    room = cell_room(sheet.headings[0].width, Look.PROSE)
    for row, (text, look) in enumerate(((sheet.title, Look.TITLE), (notes_of(sheet, about), Look.PROSE))):
        page.put(row, 0, text, page.theme.format(look))
        page.raise_row_for(row, text, room, font_of(look))
    _write_above(page, above, room)
    _write_headings(page, sheet.headings)
    for row, line in enumerate(sheet.rows, start=HEADINGS + 1):
        for column, (value, heading) in enumerate(zip(line.cells, sheet.headings, strict=True)):
            page.put(row, column, value, _format_of(page, heading.look, value))
        page.raise_row(row, line.height)
    _mark_up(page, sheet)
    _colour(page, sheet)
    set_up_paper(page, sheet.headings)
    page.sheet.repeat_rows(HEADINGS)


def notes_of(sheet: Sheet, about: str) -> str:
    """Whose it is, what the table is, how many rows it has, what its shorthand means."""
    rows = say_count(len(sheet.rows), "row")
    if sheet.continued:
        rows += f", of which {sheet.continued} {'continues' if sheet.continued == 1 else 'continue'} the row above"
    parts = (f"{about}.", sheet.holds, f"One table, {rows}.", say_shorthand(sheet.shorthand))
    return " ".join(part for part in parts if part)


def _write_above(page: Page, above: Link | str, room: int) -> None:
    look, text = (Look.LINK, above.text) if isinstance(above, Link) else (Look.PROSE, above)
    page.put(2, 0, above, page.theme.format(look, indent=0, bottom=0))
    page.raise_row_for(2, text, room, font_of(look))


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
        case datetime():
            return page.theme.figure(Look.DATE, MOMENT_FORMAT)
        case date():
            return page.theme.figure(Look.DATE, DATE_FORMAT)
        case Link():
            return page.theme.format(Look.LINK)
        case _:  # words in a column of figures stand as the figures do
            return page.theme.format(Look.TEXT, align="right") if look in FIGURES else page.theme.format(look)


def _mark_up(page: Page, sheet: Sheet) -> None:
    described = [{"header": heading.text, "header_format": _heading_format(page, heading.look)} for heading in sheet.headings]
    options = {"name": re.sub(r"\W", "_", sheet.name), "style": None, "columns": described, "autofilter": False}
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
