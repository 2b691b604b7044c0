"""What stands in a covering report, block by block: the scheme says in which order, the returns with what."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from workbook_tools.model.scheme import CoverContents, CoveringPart
from workbook_tools.model.wording import say_count, say_date
from workbook_tools.writing.covering.blocks import DRAFT, TO_CHECK, Blank, Block, Bullet, Choice, Heading, Line, Prose
from workbook_tools.writing.covering.figures import say_background, say_exceptions, say_figures
from workbook_tools.writing.covering.narrative import Narrative, say_title
from workbook_tools.writing.covering.plain_order import PLAIN_ORDER
from workbook_tools.writing.summary.findings_sheet import count_findings
from workbook_tools.writing.summary_facts import SummaryFacts, period_of, service_of
from workbook_tools.writing.title_lines import authors_of, committee_of, meeting_day_of

MOST_NAMED = 10  # headings of paragraphs that stand nowhere
MOST_PAPERS = 30


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the covering report with what it may draw on: the facts, the paragraphs that stand under it."""

    facts: SummaryFacts
    part: CoveringPart
    told: tuple[Block, ...]
    left_over: tuple[Block, ...]


def title_block(facts: SummaryFacts) -> tuple[Block, ...]:
    """The lines between title and first heading. What nobody has named is a blank."""
    return (
        _line_or_blank("Report to", committee_of(facts), "name of the committee"),
        _line_or_blank("Date of meeting", meeting_day_of(facts), "date"),
        Line("Subject", f"{facts.services}, {facts.period}"),
        _line_or_blank("Report by", authors_of(facts), "role of the author"),
        Line("Figures as at", say_date(facts.as_at)),
    )


def _line_or_blank(label: str, text: str, ask: str) -> Block:
    return Line(label, text) if text else Blank(ask, label=label)


def sections(facts: SummaryFacts) -> tuple[Block, ...]:
    """Everything from the first heading on."""
    parts = facts.scheme.covering_report or PLAIN_ORDER
    narrative = Narrative(facts, parts)
    left_over = tuple(_say_left_over(narrative))
    found: list[Block] = []
    heading = ""
    for index, part in enumerate(parts):
        heading = part.heading or heading
        blocks = tuple(CONTENTS[part.contents](Section(facts, part, narrative.under(index, heading), left_over)))
        if blocks:
            found += [Heading(part.heading), *blocks] if part.heading else blocks
    return tuple(found)


def author_notes(facts: SummaryFacts, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """What the author has to know about the draft, to be deleted before it goes out."""
    blanks = sum(isinstance(block, Blank) for block in blocks)
    boxes = sum(isinstance(block, Choice) for block in blocks)
    todo = f"{say_count(blanks, 'place')} marked like this and {boxes} {'box' if boxes == 1 else 'boxes'} below"
    yield Blank(f"{todo} are for the author. Delete these notes before the report goes out", DRAFT)
    if found := [finding for assessment in facts.assessments for finding in assessment.findings]:
        yield Blank(f"what the returns say: {count_findings(found)}, on the sheet Findings of the summary workbook", TO_CHECK)
    if not facts.scheme.covering_report:
        yield Blank("the order of the headings is a plain one, since the scheme declares no covering report", TO_CHECK)
    else:
        assumed = [part.heading for part in facts.scheme.covering_report if part.assumed and part.heading]
        if assumed:
            yield Blank(f"headings and wording that the council's documents do not print: {', '.join(assumed)}", TO_CHECK)


def _purpose(section: Section) -> Iterator[Block]:
    facts, part = section.facts, section.part
    words = {"council": facts.scheme.council, "service": facts.services, "period": facts.period}
    stated = tuple(Prose(text.format_map(words)) for text in part.words)
    yield from section.told or stated or _ask(part)


def _narrative(section: Section) -> Iterator[Block]:
    yield from section.told or _ask(section.part)


def _background(section: Section) -> Iterator[Block]:
    yield from say_background(section.facts)
    yield from _narrative(section)


def _considerations(section: Section) -> Iterator[Block]:
    yield from say_figures(section.facts)
    yield from section.left_over


def _exceptions(section: Section) -> Iterator[Block]:
    yield from say_exceptions(section.facts)


def _choice(section: Section) -> Iterator[Block]:
    yield Prose(section.part.ask)
    yield from map(Choice, section.part.words)


def _blank(section: Section) -> Iterator[Block]:
    yield from _ask(section.part)


def _appendices(section: Section) -> Iterator[Block]:
    yield Prose(f"Appendix 1: the summary workbook, {section.facts.title}.")
    yield from _ask(section.part)


def _background_papers(section: Section) -> Iterator[Block]:
    every = section.facts.assessments
    yield Prose("The figures were taken from:")
    for assessment in every[:MOST_PAPERS]:
        given = assessment.service_return
        yield Bullet(f"return of {service_of(assessment)} for {period_of(given)} ({given.source.name})")
    if len(every) > MOST_PAPERS:
        yield Bullet(f"and {len(every) - MOST_PAPERS} more, listed under Sources in the summary workbook")
    yield from _ask(section.part)


def _ask(part: CoveringPart) -> tuple[Block, ...]:
    return (Blank(part.ask),) if part.ask else ()


def _say_left_over(narrative: Narrative) -> Iterator[Block]:
    """Where the paragraphs stand that the scheme's parts have no place for."""
    if told := narrative.left_over:
        titles = list(dict.fromkeys(say_title(each.paragraph) or "no heading" for each in told))
        named = "; ".join(titles[:MOST_NAMED]) + ("; and others" if len(titles) > MOST_NAMED else "")
        yield Prose(
            f"The return has {say_count(len(told), 'further paragraph')} ({named}); the summary workbook has them on its sheet "
            "Narrative."
        )


CONTENTS: Mapping[CoverContents, Callable[[Section], Iterator[Block]]] = {
    "purpose": _purpose,
    "recommendations": _narrative,
    "background": _background,
    "considerations": _considerations,
    "narrative": _narrative,
    "exceptions": _exceptions,
    "choice": _choice,
    "blank": _blank,
    "appendices": _appendices,
    "background_papers": _background_papers,
}
"""What writes each kind of part."""
