"""The glossary: the terms of the council's report, each with its meaning."""

from workbook_tools.model.scheme import Term
from workbook_tools.writing.summary.frame import Canvas, set_up_page, write_title_block
from workbook_tools.writing.summary.parts import SHEETS
from workbook_tools.writing.tables import ColumnSpec, write_table
from workbook_tools.writing.theme import Look

SHEET = SHEETS["glossary"]
COLUMNS: tuple[ColumnSpec[Term], ...] = (
    ColumnSpec("Term", 38, lambda term: term.term, Look.CODE, repeats=True),
    ColumnSpec("What it means", 110, lambda term: term.meaning),
)


def write_glossary(canvas: Canvas) -> None:
    """Writes the sheet."""
    facts, page = canvas.facts, canvas.pages[SHEET]
    page.set_widths([column.width for column in COLUMNS])
    top = write_title_block(page, facts, SHEET, "The terms of the council's own report, in our words.")
    place = write_table(page, top, COLUMNS, facts.scheme.report.terms, name=SHEET)
    set_up_page(page, facts, (place.last, len(COLUMNS) - 1), top)
