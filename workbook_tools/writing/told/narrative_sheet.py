"""The narrative as the services wrote it: prose under its headings."""

from workbook_tools.model.assessment import Assessment
from workbook_tools.model.service_return import Paragraph
from workbook_tools.writing.summary.frame import Canvas, set_up_page, write_title_block
from workbook_tools.writing.summary.parts import SHEETS
from workbook_tools.writing.told.prose import in_order, paragraphs_of, under_headings, write_headed

SHEET = SHEETS["narrative"]
POSITION = "position statement"
WIDTH = 144.0  # characters; a longer line is hard to read back from
PROSE = (0, 0)  # columns


def write_narrative(canvas: Canvas) -> None:
    """Writes the sheet; paragraphs that stand in another part of the report are left to that part."""
    facts, page = canvas.facts, canvas.pages[SHEET]
    page.set_widths([WIDTH])
    row = write_title_block(page, facts, SHEET, facts.files)
    for assessment, paragraphs in paragraphs_of(facts, "narrative"):
        for headed in under_headings(assessment, paragraphs):
            row = write_headed(canvas, page, row, PROSE, headed)
    set_up_page(page, facts, (row - 1, 0))


def position_statement(assessment: Assessment) -> tuple[Paragraph, ...]:
    """The paragraphs of the kind "Position Statement"; without any, those under the first heading."""
    paragraphs = in_order(assessment)
    stated = tuple(paragraph for paragraph in paragraphs if paragraph.kind.strip().casefold() == POSITION)
    if stated or not paragraphs:
        return stated
    return tuple(paragraph for paragraph in paragraphs if paragraph.heading == paragraphs[0].heading)
