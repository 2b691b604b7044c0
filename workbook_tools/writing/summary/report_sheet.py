"""A sheet with one table of a report: title block, table, what its section numbers stand for."""

from collections.abc import Callable, Sequence

from workbook_tools.findings import Where
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.frame import Canvas, ReportPlace, set_up_page, write_title_block
from workbook_tools.writing.summary.report_columns import JudgedT
from workbook_tools.writing.summary_facts import Line
from workbook_tools.writing.tables import ColumnSpec, TablePlace, write_table
from workbook_tools.writing.theme import Look


def write_report_sheet(
    canvas: Canvas,
    name: str,
    title: str,
    columns: Sequence[ColumnSpec[Line[JudgedT]]],
    lines: Sequence[Line[JudgedT]],
    *,
    where: Callable[[JudgedT], Where],
    bands: Sequence[str] = (),
    written_out: Sequence[tuple[str, str]] = (),
) -> TablePlace:
    """Writes the sheet, sets up its page, and remembers where each row of the returns stands.

    Args:
        canvas: of the workbook.
        name: of the sheet, and of its Excel table; a table with bands is an area named after it.
        title: the table's title.
        columns: in order.
        lines: the rows; at least one.
        where: the place of a row in its return.
        bands: the band that each row stands under; empty for a table without bands.
        written_out: (number, text) of sections that are too long to stand in a column of the table.
    """
    page = canvas.pages[name]
    page.set_widths([column.width for column in columns])
    top = write_title_block(page, canvas.facts, title, canvas.facts.files)
    place = write_table(page, top, columns, lines, name=name, bands=bands)
    fields = {column.field: index for index, column in enumerate(columns) if column.field}
    canvas.places[name] = ReportPlace(fields, lines, place.row_of, place.row_of[0], place.last)
    for line, row in zip(lines, place.row_of, strict=True):
        canvas.anchors.add(where(line.judged), name, row)
    last = 0 if bands else _write_sections(page, place.last + 2, columns, written_out)
    set_up_page(page, canvas.facts, (max(place.last, last), len(columns) - 1), top)
    return place


def _write_sections(
    page: Page, row: int, columns: Sequence[ColumnSpec[Line[JudgedT]]], sections: Sequence[tuple[str, str]]
) -> int:
    """Writes out what numbered sections stand for, from `row` on; returns the last row written, 0 for none."""
    if not sections:
        return 0
    page.write(row, 0, f"{columns[0].heading} in full", Look.SECTION, text_wrap=False)
    for number, text in sections:
        row += 1
        page.write(row, 0, number, Look.CODE)
        row += page.write_block(row, (1, len(columns) - 1), text, Look.TEXT) - 1
    return row
