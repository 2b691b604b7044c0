"""The paragraphs of the returns as prose below their headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from workbook_tools.model.assessment import Assessment
from workbook_tools.model.scheme import PartContents
from workbook_tools.model.service_return import Paragraph
from workbook_tools.writing.measure import HIGHEST_ROW
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.frame import Canvas
from workbook_tools.writing.summary.parts import part_of_paragraph
from workbook_tools.writing.summary_facts import SummaryFacts, service_of
from workbook_tools.writing.theme import Look

AFTER, AFTER_BULLET = 4.0, 1.0  # points of air below a paragraph, below an entry of a list
BULLETS = ("- ", "– ", "• ")
BULLET_INDENT = 2


@dataclass(frozen=True, slots=True)
class Headed:
    """Paragraphs of one return that follow each other under one heading."""

    assessment: Assessment
    heading: str
    paragraphs: tuple[Paragraph, ...]


def in_order(assessment: Assessment) -> list[Paragraph]:
    """The paragraphs in the order that they state; those that state none keep their place."""
    return sorted(assessment.service_return.narrative, key=lambda paragraph: paragraph.order)


def paragraphs_of(facts: SummaryFacts, part: PartContents) -> Iterator[tuple[Assessment, tuple[Paragraph, ...]]]:
    """The paragraphs that stand in a part of the report, by the return that they are from; returns with none are left out."""
    for assessment in facts.assessments:
        chosen = tuple(one for one in in_order(assessment) if part_of_paragraph(facts.scheme, one) == part)
        if chosen:
            yield assessment, chosen


def under_headings(assessment: Assessment, paragraphs: Sequence[Paragraph]) -> Iterator[Headed]:
    """The paragraphs with those that follow each other under one heading together."""
    for heading, group in groupby(paragraphs, key=say_heading):
        yield Headed(assessment, heading, tuple(group))


def say_heading(paragraph: Paragraph) -> str:
    """What a paragraph stands under: its heading, with its kind where the heading does not say it."""
    heading, kind = paragraph.heading.strip(), paragraph.kind.strip()
    return heading if kind.casefold() in heading.casefold() else f"{heading} {kind}".strip()


def service_before(facts: SummaryFacts, assessment: Assessment, heading: str) -> str:
    """A heading with the service before it, where the summary is of several returns."""
    return ": ".join(part for part in (service_of(assessment), heading) if part) if facts.several else heading


def write_headed(
    canvas: Canvas, page: Page, row: int, columns: tuple[int, int], headed: Headed, *, top: int | None = None
) -> int:
    """Writes a heading and its paragraphs over the columns from a first to a last; returns the row below.

    `top` is the row of a heading above that belongs on the same page.
    """
    top = row if top is None else top
    heading = service_before(canvas.facts, headed.assessment, headed.heading)
    if heading:
        row += page.write_block(row, columns, heading, Look.SECTION)
    for number, paragraph in enumerate(headed.paragraphs):
        first, row = row, _write_paragraph(canvas, page, row, columns, paragraph)
        page.keep_together(first if number else top, row - 1)
    return row


def _write_paragraph(canvas: Canvas, page: Page, row: int, columns: tuple[int, int], paragraph: Paragraph) -> int:
    is_bullet = paragraph.text.lstrip().startswith(BULLETS)
    indent, after = (BULLET_INDENT, AFTER_BULLET) if is_bullet else (0, AFTER)
    canvas.anchors.add(paragraph.where, page.name, row)
    row += page.write_block(row, columns, paragraph.text, Look.PROSE, indent=indent, align="left")
    page.raise_row(row - 1, min(HIGHEST_ROW, page.height(row - 1, row - 1) + after))
    return row
