"""The cover: whose report it is, how it stands and why, the counts in sentences, how to use the workbook."""

from collections.abc import Iterable, Iterator

from workbook_tools.findings import shorten
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.wording import say_count, say_date
from workbook_tools.writing.accessible.looks import font_of
from workbook_tools.writing.accessible.reference_sheets import CONTENTS
from workbook_tools.writing.accessible.sheet_writer import set_up_paper
from workbook_tools.writing.accessible.summary_counts import TABLES, say_counts
from workbook_tools.writing.accessible.table_layout import Heading, cell_room, split_text
from workbook_tools.writing.cells import Link
from workbook_tools.writing.exceptions import KINDS, find_exceptions, say_exception_words
from workbook_tools.writing.finance_line import say_finance
from workbook_tools.writing.front.summary_sheet import NO_REASON, count_overruled, say_computed
from workbook_tools.writing.page import Page
from workbook_tools.writing.sentences import say_travel
from workbook_tools.writing.standings import find_travel
from workbook_tools.writing.status_counts import rollup_word
from workbook_tools.writing.summary.findings_sheet import all_findings, count_findings
from workbook_tools.writing.summary_facts import SummaryFacts, period_of, service_of
from workbook_tools.writing.theme import Look
from workbook_tools.writing.title_lines import authors_of, committee_of, meeting_day_of

SHEET = "Cover"
WIDTH = 100.0  # characters of its one column
TITLE_LENGTH = 200  # characters; a longer title stands in full below
ABOUT = (
    "The accessible edition of the summary. This sheet has no table; every other sheet has one, listed on the sheet Contents."
)
HOW_TO = (
    "Each sheet has its title in cell A1, notes in A2, a link back in A3, and one table from A4 on.",
    "No cell of a table is empty. Shorthand in square brackets stands where there is nothing to show; A2 and Notes explain it.",
    "Every status is a word. The sheet Key says what each word means, and by which rule it is given.",
    "Nothing is hidden, merged or filtered. Columns may be sorted and filtered with Excel's own commands.",
)

Line = tuple[str | Link, Look]


def write_cover(page: Page, facts: SummaryFacts) -> None:
    """Writes the sheet."""
    write_lines(page, _lines(facts))


def write_lines(page: Page, lines: Iterable[Line]) -> None:
    """Writes a sheet of prose: one column, a line a cell; the first is the title."""
    page.set_widths([WIDTH])
    row = 0
    for value, look in lines:
        room, font = cell_room(WIDTH, look), font_of(look)
        text = value.text if isinstance(value, Link) else value
        for piece in split_text(text, room, font):
            page.put(row, 0, value if isinstance(value, Link) else piece, _format_of(page, look))
            page.raise_row_for(row, piece, room, font)
            row += 1
    set_up_paper(page, [Heading("", Look.PROSE, WIDTH)])


def _format_of(page: Page, look: Look) -> object:
    return page.theme.format(look, indent=0, bottom=0) if look is Look.LINK else page.theme.format(look)


def _lines(facts: SummaryFacts) -> Iterator[Line]:
    title = shorten(facts.title, TITLE_LENGTH)
    yield title, Look.TITLE
    if facts.meeting.marking:
        yield facts.meeting.marking, Look.LABEL
    yield ABOUT, Look.PROSE
    yield Link("Go to Contents", CONTENTS, 0), Look.LINK
    yield from _prose(_about(facts, title))
    yield "Overall status", Look.SECTION
    yield from _prose(_overall(facts))
    yield "What is reported", Look.SECTION
    yield from _prose(_counts(facts))
    yield "How to use this workbook", Look.SECTION
    yield from _prose(iter(HOW_TO))


def _prose(texts: Iterator[str]) -> Iterator[Line]:
    for text in texts:
        yield text, Look.PROSE


def _about(facts: SummaryFacts, title: str) -> Iterator[str]:
    services = list(dict.fromkeys(service_of(assessment) for assessment in facts.assessments))
    periods = list(dict.fromkeys(period_of(assessment.service_return) for assessment in facts.assessments))
    if title != facts.title:
        yield f"Title in full: {facts.title}"
    yield f"Council: {facts.scheme.council}"
    for name, text in (("Committee", committee_of(facts)), ("Date of meeting", meeting_day_of(facts))):
        if text:
            yield f"{name}: {text}"
    for name, values in (("Service", services), ("Period", periods)):
        if given := [value for value in values if value]:
            yield f"{name if len(given) == 1 else f'{name}s'}: {'; '.join(given)}"
    if author := authors_of(facts):
        yield f"Report by: {author}"
    yield f"As at: {say_date(facts.as_at)}"


def _overall(facts: SummaryFacts) -> Iterator[str]:
    """The status of each return by the scheme's roll-up, the officer's judgement; what could not be read."""
    for assessment in facts.assessments:
        prefix = f"{service_of(assessment)}: " if facts.several else ""
        yield f"{prefix}{_computed(facts, assessment)}"
        overall = assessment.overall
        if overall.judgement:
            yield f"{prefix}Officer's judgement: {overall.judgement}. {overall.judgement_reason or NO_REASON}"
    for refused in facts.refused:
        yield f"Not read: {refused.source.name}. {refused.refused}"
    if not facts.assessments:
        yield "No return could be read."


def _computed(facts: SummaryFacts, assessment: Assessment) -> str:
    computed, why = assessment.overall.computed, say_computed(assessment)
    return f"{rollup_word(facts.scheme, computed.status)}. {why}" if computed else why


def _counts(facts: SummaryFacts) -> Iterator[str]:
    yield from (said for table in TABLES if (said := say_counts(facts, table)))
    travel = find_travel(facts)
    yield from (said for said in (say_travel(travel) if travel else "", say_finance(facts)) if said)
    yield _exceptions(facts)
    findings = all_findings(facts)
    yield f"Findings: {count_findings(findings)}." if findings else "Nothing was found in the returns that needs a look."
    if assumed := sum(assessment.assumed for assessment in facts.assessments):
        rest = "rests" if assumed == 1 else "rest"
        yield f"{say_count(assumed, 'verdict')} {rest} on a threshold that the council does not publish: see the sheet Key."
    if overruled := sum(count_overruled(assessment) for assessment in facts.assessments):
        yield f"{say_count(overruled, 'verdict')} {'was' if overruled == 1 else 'were'} overruled by an officer, with a reason."


def _exceptions(facts: SummaryFacts) -> str:
    rows = find_exceptions(facts)
    words = say_exception_words(facts.scheme)
    if not rows:
        return f"No exceptions: no indicator, action or risk is at {words}."
    by_kind = {name: sum(row.table == table for row in rows) for table, name in KINDS.items()}
    kinds = ", ".join(say_count(number, name.lower()) for name, number in by_kind.items() if number)
    return f"{say_count(len(rows), 'exception')} at {words}: {kinds}."
