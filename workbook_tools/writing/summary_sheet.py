"""The front page: how the return stands and why, how many of what, what to look at first, the position in words."""

from dataclasses import dataclass

from workbook_tools.findings import Finding, shorten
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.wording import say_date
from workbook_tools.writing.cells import whole_cell
from workbook_tools.writing.count_tables import CountTable, count_tables, figure_width
from workbook_tools.writing.exceptions import KINDS, ExceptionRow, find_exceptions, headline_exceptions, say_exception_words
from workbook_tools.writing.findings_sheet import count_findings
from workbook_tools.writing.frame import Canvas, set_up_page
from workbook_tools.writing.narrative_sheet import position_statement
from workbook_tools.writing.page import Page
from workbook_tools.writing.status_counts import rollup_word
from workbook_tools.writing.summary_facts import SummaryFacts, service_of
from workbook_tools.writing.tables import write_table
from workbook_tools.writing.theme import Look, styles_of
from workbook_tools.writing.widths import WIDEST

SHEET = "Summary"
PAGE = 165.0  # characters beside each other on this sheet
FEWEST_FIGURES = 9  # columns beside the labels, so that there is room for a reason beside a status
LABEL = 42.0  # characters of the column of labels,
NARROWEST_LABEL = 34.0  # and where the figures leave no room for that
BADGE = (1, 2)  # columns of a status word
BADGE_HEIGHT = 24.0  # points
BESIDE = 3  # first column of what is said beside it
STATUS = 3  # column of the status word of a headline exception
MOST_HEADLINES = 8
NAME_LENGTH = 170  # characters of an exception's name; the whole stands on the sheet Exceptions
NO_RULE = "The council has no rule for an overall status, so none is worked out."
NOTHING_COUNTED = "No indicator or action has a status that counts, so no overall status is worked out."
NO_REASON = "No reason is given, so the judgement is shown but not used."
ASSUMED = "Statuses, trends and movements for which the council publishes no threshold; the sheet Key says which was taken."


@dataclass(frozen=True, slots=True)
class Front:
    """The front page: where it is written, the tables of counts that give its columns their widths, its last column."""

    canvas: Canvas
    page: Page
    counts: tuple[CountTable, ...]
    last: int

    @property
    def facts(self) -> SummaryFacts:
        """The facts of the summary."""
        return self.canvas.facts


def write_summary_sheet(canvas: Canvas) -> None:
    """Writes the sheet."""
    front = _set_out(canvas)
    row = _write_title(front)
    for write in (_write_overall, _write_glance, _write_headlines, _write_counts, _write_position):
        row = write(front, row)
    set_up_page(front.page, front.facts, (row - 1, front.last))


def _set_out(canvas: Canvas) -> Front:
    """The page with its columns: one of labels, the others alike."""
    counts = count_tables(canvas.facts)
    last = max([FEWEST_FIGURES, *(len(table.columns) - 1 for table in counts)])
    figure = figure_width(counts)
    figures = figure * last
    label = max(NARROWEST_LABEL, PAGE - figures, min(LABEL, WIDEST - figures))
    page = canvas.pages[SHEET]
    page.set_widths([label, *[figure] * last])
    return Front(canvas, page, tuple(table.with_widths(label, figure) for table in counts), last)


def _write_title(front: Front) -> int:
    page, facts = front.page, front.facts
    day = f"Period: {facts.period}     As at: {say_date(facts.as_at)}"
    row = page.write_block(0, (0, front.last), facts.scheme.council, Look.COUNCIL)
    row += page.write_block(row, (0, front.last), facts.title, Look.TITLE)
    row += page.write_block(row, (0, front.last), f"Service: {facts.services}", Look.PROSE)
    return row + page.write_block(row, (0, front.last), day, Look.PROSE) + 1


def _write_overall(front: Front, row: int) -> int:
    """A return's status by the scheme's roll-up, and the officer's judgement beside it."""
    facts = front.facts
    for assessment in facts.assessments:
        label = f"Overall status: {service_of(assessment)}" if facts.several else "Overall status"
        computed, overall = assessment.overall.computed, assessment.overall
        word = rollup_word(facts.scheme, computed.status) if computed else ""
        without = NOTHING_COUNTED if assessment.scheme.rollup else NO_RULE
        row += _write_badge(front, row, label, word, computed.reason if computed else without)
        if overall.judgement:
            row += _write_badge(front, row, "Officer's judgement", overall.judgement, overall.judgement_reason or NO_REASON)
    for refused in facts.refused:
        row += _write_badge(front, row, f"Not read: {refused.source.name}", "", refused.refused or "")
    return row + 1


def _write_badge(front: Front, row: int, label: str, word: str, reason: str) -> int:
    """A label, a status word and the reason beside it; how many rows that took."""
    page = front.page
    page.raise_row(row, BADGE_HEIGHT)
    page.write(row, 0, label, Look.LABEL, valign="vcenter")
    if not word:
        return page.write_block(row, (1, front.last), reason, Look.PROSE, valign="vcenter")
    page.write_block(row, BADGE, word, Look.BADGE)
    page.colour_words((row, BADGE[0], row, BADGE[1]), styles_of(front.facts.scheme, "indicators"))
    return page.write_block(row, (BESIDE, front.last), reason, Look.PROSE, valign="vcenter", indent=1, align="left")


def _write_glance(front: Front, row: int) -> int:
    """Figures that tell at a glance what is in the report and how far it can be relied on."""
    every = front.facts.assessments
    findings = [finding for assessment in every for finding in assessment.findings]
    lines = [
        (
            "Exceptions",
            len(find_exceptions(front.facts)),
            f"Everything at {say_exception_words(front.facts.scheme)}; with its commentary on the sheet Exceptions.",
        ),
        ("Verdicts on an assumed threshold", sum(assessment.assumed for assessment in every), ASSUMED),
        ("Findings", len(findings), _say_findings(findings)),
    ]
    if overruled := sum(_count_overruled(assessment) for assessment in every):
        lines.append(("Verdicts overruled by an officer", overruled, "The computed verdict stands beside the officer's."))
    for label, number, remark in lines:
        front.page.write(row, 0, label, Look.TEXT, indent=0)
        front.page.write(row, 1, whole_cell(number), Look.NUMBER, bold=True)
        row += front.page.write_block(row, (2, front.last), remark, Look.MUTED)
    return row + 1


def _say_findings(findings: list[Finding]) -> str:
    if not findings:
        return "Nothing was found in the return that needs a look."
    return f"{count_findings(findings)}; on the sheet Findings with their places in the return."


def _count_overruled(assessment: Assessment) -> int:
    judged = (
        *(row.overruled for row in assessment.indicators),
        *(row.overruled for row in assessment.actions),
        *(row.overruled for row in assessment.risks),
    )
    return sum(reason is not None for reason in judged)


def _write_headlines(front: Front, row: int) -> int:
    """The weightiest exceptions, one line each."""
    exceptions = find_exceptions(front.facts)
    chosen = headline_exceptions(exceptions, MOST_HEADLINES)
    if not chosen:
        return row
    which = f" (the weightiest {len(chosen)} of {len(exceptions)})" if len(chosen) < len(exceptions) else ""
    row += front.page.write_block(row, (0, front.last), f"Headline exceptions{which}", Look.SECTION)
    for exception in chosen:
        row += _write_headline(front, row, exception)
    return row + 1


def _write_headline(front: Front, row: int, exception: ExceptionRow) -> int:
    page = front.page
    name = "  ".join(part for part in (exception.code or KINDS[exception.table], exception.title) if part)
    page.write_block(row, (0, STATUS - 1), shorten(name, NAME_LENGTH), Look.TEXT, indent=0)
    page.write(row, STATUS, exception.style.word, Look.STATUS)
    page.colour_words((row, STATUS, row, STATUS), styles_of(front.facts.scheme, exception.table))
    page.write(row, front.last, front.canvas.anchors.link(exception.where, "Full row"), Look.LINK)
    return page.write_block(row, (STATUS + 1, front.last - 1), exception.reason, Look.TEXT)


def _write_counts(front: Front, row: int) -> int:
    """How many indicators, actions and risks stand at each status, by section; the words are coloured in the headings."""
    for table in front.counts:
        top = row
        row += front.page.write_block(row, (0, front.last), table.title, Look.SECTION)
        place = write_table(front.page, row, table.columns, table.rows)
        front.page.colour_words((row, 1, row, len(table.columns) - 1), styles_of(front.facts.scheme, table.table))
        front.page.keep_together(top, place.last)
        row = place.last + 2
    return row


def _write_position(front: Front, row: int) -> int:
    """The position in the services' own words."""
    facts = front.facts
    for assessment in facts.assessments:
        if paragraphs := position_statement(assessment):
            name = f": {service_of(assessment)}" if facts.several else ""
            top = row
            row += front.page.write_block(row, (0, front.last), f"Position statement{name}", Look.SECTION)
            for paragraph in paragraphs:
                row += front.page.write_block(row, (0, front.last), paragraph.text, Look.PROSE)
            front.page.keep_together(top, row - 1)
            row += 1
    return row
