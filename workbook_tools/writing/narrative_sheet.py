"""The narrative as the services wrote it, paragraph by paragraph under its headings."""

from workbook_tools.model.assessment import Assessment
from workbook_tools.model.service_return import Paragraph
from workbook_tools.writing.frame import Canvas, set_up_page, write_title_block
from workbook_tools.writing.origin_columns import return_columns
from workbook_tools.writing.tables import ColumnSpec, write_table
from workbook_tools.writing.theme import Look
from workbook_tools.writing.widths import fit_widths

SHEET = "Narrative"
POSITION = "position statement"

ParagraphRow = tuple[Assessment, Paragraph]

COLUMNS: tuple[ColumnSpec[ParagraphRow], ...] = (
    ColumnSpec("Heading", 24, lambda row: row[1].heading, Look.CODE, repeats=True),
    ColumnSpec("Theme", 13, lambda row: row[1].theme, repeats=True),
    ColumnSpec("Kind", 19, lambda row: row[1].kind, repeats=True),
    ColumnSpec("Text", 90, lambda row: row[1].text),
)


def write_narrative(canvas: Canvas) -> None:
    """Writes the sheet; columns that say nothing are left out."""
    facts, page = canvas.facts, canvas.pages[SHEET]
    rows = [(assessment, paragraph) for assessment in facts.assessments for paragraph in in_order(assessment)]
    shown = [column for column in COLUMNS if any(column.get(row) for row in rows)]
    columns = fit_widths([*return_columns(facts, lambda row: row[0]), *shown], rows)
    page.set_widths([column.width for column in columns])
    top = write_title_block(page, facts, "Narrative", facts.files)
    place = write_table(page, top, columns, rows, name=SHEET)
    for (_, paragraph), row in zip(rows, place.row_of, strict=True):
        canvas.anchors.add(paragraph.where, SHEET, row)
    set_up_page(page, facts, (place.last, len(columns) - 1), top)


def in_order(assessment: Assessment) -> list[Paragraph]:
    """The paragraphs in the order that they state; those that state none keep their place."""
    return sorted(assessment.service_return.narrative, key=lambda paragraph: paragraph.order)


def position_statement(assessment: Assessment) -> tuple[Paragraph, ...]:
    """The paragraphs of the kind "Position Statement"; without any, those under the first heading."""
    paragraphs = in_order(assessment)
    stated = tuple(paragraph for paragraph in paragraphs if paragraph.kind.strip().casefold() == POSITION)
    if stated or not paragraphs:
        return stated
    return tuple(paragraph for paragraph in paragraphs if paragraph.heading == paragraphs[0].heading)
