"""The contents: every sheet of the workbook with a link to it, what it holds and how many rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbook_tools.writing.cells import Link, whole_cell
from workbook_tools.writing.summary.frame import Canvas, set_up_page, write_title_block
from workbook_tools.writing.summary.parts import CONTENTS, part_of_sheet
from workbook_tools.writing.tables import ColumnSpec, write_table
from workbook_tools.writing.theme import Look

SHEET = CONTENTS


@dataclass(frozen=True, slots=True)
class Entry:
    """A sheet of the workbook: its name, what it holds in one line, how many rows; None where it has no table of rows."""

    sheet: str
    holds: str
    rows: int | None = None


def write_contents(canvas: Canvas, entries: Sequence[Entry]) -> None:
    """Writes the sheet."""
    facts, page = canvas.facts, canvas.pages[SHEET]
    titles = {entry.sheet: part.title for entry in entries if (part := part_of_sheet(facts.scheme, entry.sheet))}
    columns: list[ColumnSpec[Entry]] = [
        ColumnSpec("Sheet", 20, lambda entry: Link(entry.sheet, entry.sheet, 0), Look.LINK),
        ColumnSpec("Part of the report", 50, lambda entry: titles.get(entry.sheet, "")),
        ColumnSpec("What it holds", 66, lambda entry: entry.holds),
        ColumnSpec("Rows", 12, lambda entry: whole_cell(entry.rows), Look.NUMBER),
    ]
    shown = [column for column in columns if column.heading != "Part of the report" or any(titles.values())]
    page.set_widths([column.width for column in shown])
    top = write_title_block(page, facts, "Contents", facts.files)
    place = write_table(page, top, shown, entries, name=SHEET)
    set_up_page(page, facts, (place.last, len(shown) - 1), top)
