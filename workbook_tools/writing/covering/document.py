"""Blocks -> a Word document that reads well on paper and with a screen reader. Imports python-docx: import it late.

Headings, lists and tables are Word's own, not made to look like them. Text that came from a return is only ever text: no field
and no link is made of it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from workbook_tools.findings import shorten
from workbook_tools.model.scheme import Style
from workbook_tools.model.wording import say_date
from workbook_tools.writing.covering import looks
from workbook_tools.writing.covering.blocks import TO_WRITE, Blank, Block, Bullet, Choice, Grid, Heading, Line, Prose
from workbook_tools.writing.covering.boxes import empty_box
from workbook_tools.writing.covering.finish import finish
from workbook_tools.writing.plain_text import plain
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.theme import HEADER_FILL, INK
from workbook_tools.writing.whole_file import KEYWORDS

NO_BREAK = "\N{NO-BREAK SPACE}"
MARGIN_SIZE = Pt(9)  # of letters in the header, as in the footer
PROPERTY_LENGTH = 200  # characters of a document property; Word keeps 255


def build_document(facts: SummaryFacts, blocks: Sequence[Block]) -> bytes:
    """The document as bytes; the same arguments give the same."""
    document = docx.Document()
    looks.set_up(document)
    _set_properties(document, facts)
    _write_footer(document, facts)
    if marking := facts.meeting.marking:
        _write_marking(document, marking)
    document.add_paragraph(_text(facts.scheme.council), style="Subtitle")
    document.add_paragraph(_text(facts.title), style="Title")
    for block in blocks:
        WRITERS[type(block)](document, block)
    content = BytesIO()
    document.save(content)
    return finish(content.getvalue())


def _set_properties(document: Document, facts: SummaryFacts) -> None:
    properties = document.core_properties
    made = datetime.combine(facts.as_at, time(), UTC).replace(tzinfo=None)
    properties.title = shorten(facts.title, PROPERTY_LENGTH)
    properties.subject = shorten(f"{facts.services}, {facts.period}", PROPERTY_LENGTH)
    properties.comments = f"As at {say_date(facts.as_at)}, by the scheme {facts.scheme.name}, version {facts.scheme.version}."
    properties.keywords = KEYWORDS
    properties.language = looks.LANGUAGE
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = made
    if facts.meeting.marking:
        properties.category = facts.meeting.marking


def _write_marking(document: Document, marking: str) -> None:
    """That the report is not for publication: in the header of every page, and before everything else in the text."""
    document.add_paragraph(style="Normal").add_run(_text(marking)).bold = True
    header = document.sections[0].header.paragraphs[0].add_run(_text(marking))
    header.bold, header.font.size = True, MARGIN_SIZE


def _write_footer(document: Document, facts: SummaryFacts) -> None:
    """Title and page number; the number is the document's only field."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{shorten(facts.title, PROPERTY_LENGTH)}  |  page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def _write_heading(document: Document, block: Heading) -> None:
    document.add_paragraph(_text(block.text), style=f"Heading {block.level}")


def _write_prose(document: Document, block: Prose) -> None:
    document.add_paragraph(_text(block.text), style=looks.NUMBERED)


def _write_blank(document: Document, block: Blank) -> None:
    by_mark = looks.NUMBERED if block.mark == TO_WRITE else looks.NOTE
    paragraph = document.add_paragraph(style=looks.DETAIL if block.label else by_mark)
    if block.label:
        _label(paragraph, block.label)
    paragraph.add_run(_text(block.text), style=looks.BLANK)


def _write_bullet(document: Document, block: Bullet) -> None:
    paragraph = document.add_paragraph(style="List Bullet")
    if block.lead:
        paragraph.add_run(_text(block.lead)).bold = True
    paragraph.add_run(_text(block.text))


def _write_choice(document: Document, block: Choice) -> None:
    document.paragraphs[-1].paragraph_format.keep_with_next = True  # question and alternatives stay on one page
    paragraph = document.add_paragraph(style=looks.CHOICE)
    number = len(document.element.body.findall(f".//{qn('w:sdt')}")) + 1
    paragraph._p.append(empty_box(number, _text(block.text)))  # noqa: SLF001 - python-docx has no content controls
    paragraph.add_run(f"\t{_text(block.text)}")


def _write_line(document: Document, block: Line) -> None:
    paragraph = document.add_paragraph(style=looks.DETAIL)
    _label(paragraph, block.label)
    paragraph.add_run(_text(block.text))


def _text(text: str) -> str:
    """What a paragraph can hold; lines within it stay lines."""
    return plain(text).replace("\r\n", "\n")


def _label(paragraph: Paragraph, label: str) -> None:
    paragraph.add_run(f"{label}:\t").bold = True


def _write_grid(document: Document, block: Grid) -> None:
    document.add_paragraph(_text(block.title), style="Caption")
    table = document.add_table(rows=1, cols=len(block.headings), style="Table Grid")
    looks.name_table(table, _text(block.title))
    for cell, (heading, style) in zip(table.rows[0].cells, block.headings, strict=True):
        _write_header(cell, heading, style)
    for values in block.rows:
        for place, (cell, value) in enumerate(zip(table.add_row().cells, values, strict=True)):
            _write_cell(cell, value, is_figure=place > 0)
    looks.set_widths(table)
    looks.keep_whole(table)


def _write_header(cell: _Cell, heading: str, style: Style | None) -> None:
    """A heading; that of a status has its symbol, word and colours."""
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(_text(f"{style.symbol}{NO_BREAK}{heading}" if style else heading))
    run.bold = True
    looks.colour(cell, run, style.fill if style else HEADER_FILL, style.ink if style else INK)
    paragraph.style = looks.CELL


def _write_cell(cell: _Cell, value: str, *, is_figure: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = looks.CELL
    paragraph.add_run(_text(value))
    if is_figure:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


WRITERS: Mapping[type[Block], Callable[[Document, Any], None]] = {
    Heading: _write_heading,
    Prose: _write_prose,
    Blank: _write_blank,
    Bullet: _write_bullet,
    Choice: _write_choice,
    Line: _write_line,
    Grid: _write_grid,
}
