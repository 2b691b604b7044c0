"""The figures that the services state about themselves, with what they count and what the return's own rows give."""

from workbook_tools.writing.cells import printed_cell
from workbook_tools.writing.summary.frame import Canvas, set_up_page, write_title_block
from workbook_tools.writing.summary.origin_columns import return_columns, source_column
from workbook_tools.writing.summary.parts import SHEETS
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.tables import ColumnSpec, write_table
from workbook_tools.writing.theme import Look
from workbook_tools.writing.told.snapshot_sheet import AGREES, DIFFERS, Stated, stated_figures
from workbook_tools.writing.widths import fit_widths

SHEET = SHEETS["headlines"]


def write_headlines(canvas: Canvas) -> None:
    """Writes the sheet."""
    facts, page = canvas.facts, canvas.pages[SHEET]
    rows = stated_figures(facts)
    columns = fit_widths([*return_columns(facts, lambda row: row.assessment), *_columns(facts, rows)], rows)
    page.set_widths([column.width for column in columns])
    top = write_title_block(page, facts, SHEET, f"Figures as the services state them. {facts.files}")
    place = write_table(page, top, columns, rows, name=SHEET)
    for stated, row in zip(rows, place.row_of, strict=True):
        canvas.anchors.add(stated.headline.where, SHEET, row)
    set_up_page(page, facts, (place.last, len(columns) - 1), top)


def _columns(facts: SummaryFacts, rows: list[Stated]) -> list[ColumnSpec[Stated]]:
    compared: list[ColumnSpec[Stated]] = [
        ColumnSpec("The rows give", 11, lambda row: row.counted_cell, Look.NUMBER),
        ColumnSpec("Compared", 13, lambda row: row.compared.word if row.compared else "", Look.STATUS, (AGREES, DIFFERS)),
    ]
    return [
        ColumnSpec("Headline", 44, lambda row: row.headline.name),
        ColumnSpec("Stated figure", 13, lambda row: printed_cell(row.headline.value), Look.NUMBER),
        *(compared if any(row.compared for row in rows) else []),
        ColumnSpec("What it counts", 50, lambda row: row.headline.counts),
        ColumnSpec("Where printed", 28, lambda row: row.headline.printed),
        source_column(facts, lambda row: row.headline.where),
    ]
