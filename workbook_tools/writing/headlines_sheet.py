"""The figures that the services state about themselves, with what they count and where they are printed."""

from workbook_tools.model.assessment import Assessment
from workbook_tools.model.service_return import Headline
from workbook_tools.writing.cells import printed_cell
from workbook_tools.writing.frame import Canvas, set_up_page, write_title_block
from workbook_tools.writing.origin_columns import return_columns, source_column
from workbook_tools.writing.tables import ColumnSpec, write_table
from workbook_tools.writing.theme import Look
from workbook_tools.writing.widths import fit_widths

SHEET = "Headlines"

HeadlineRow = tuple[Assessment, Headline]


def write_headlines(canvas: Canvas) -> None:
    """Writes the sheet."""
    facts, page = canvas.facts, canvas.pages[SHEET]
    rows = [(assessment, headline) for assessment in facts.assessments for headline in assessment.service_return.headlines]
    columns: list[ColumnSpec[HeadlineRow]] = [
        ColumnSpec("Headline", 44, lambda row: row[1].name),
        ColumnSpec("Stated figure", 15, lambda row: printed_cell(row[1].value), Look.NUMBER),
        ColumnSpec("What it counts", 50, lambda row: row[1].counts),
        ColumnSpec("Where printed", 28, lambda row: row[1].printed),
        source_column(facts, lambda row: row[1].where),
    ]
    fitted = fit_widths([*return_columns(facts, lambda row: row[0]), *columns], rows)
    page.set_widths([column.width for column in fitted])
    top = write_title_block(page, facts, SHEET, f"Figures as the services state them. {facts.files}")
    place = write_table(page, top, fitted, rows, name=SHEET)
    for (_, headline), row in zip(rows, place.row_of, strict=True):
        canvas.anchors.add(headline.where, SHEET, row)
    set_up_page(page, facts, (place.last, len(fitted) - 1), top)
