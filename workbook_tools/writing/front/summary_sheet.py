"""The front page: how the return stands and why, how many of what, what to look at first, the position in words."""

from workbook_tools.findings import Finding
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.wording import say_date
from workbook_tools.writing.cells import whole_cell
from workbook_tools.writing.exceptions import find_exceptions, say_exception_words
from workbook_tools.writing.finance_line import say_finance
from workbook_tools.writing.front.front import FRONT, Front, set_out_front
from workbook_tools.writing.front.front_changes import write_changes
from workbook_tools.writing.front.front_charts import choose_charts, choose_more_charts, insert_charts, leave_room_for_charts
from workbook_tools.writing.front.front_counts import write_counts
from workbook_tools.writing.front.front_headlines import write_headlines
from workbook_tools.writing.standings import front_sentences
from workbook_tools.writing.status_counts import rollup_word
from workbook_tools.writing.summary.findings_sheet import count_findings
from workbook_tools.writing.summary.frame import BadgePlace, Canvas, set_up_page
from workbook_tools.writing.summary_facts import service_of
from workbook_tools.writing.theme import Look, styles_of
from workbook_tools.writing.title_lines import authors_of, committee_of, meeting_day_of
from workbook_tools.writing.told.narrative_sheet import position_statement

SHEET = FRONT
BETWEEN_PARTS = "     "  # of a line of the title block
BADGE = (1, 2)  # columns of a status word
BADGE_HEIGHT = 24.0  # points
BESIDE = 3  # first column of what is said beside it
NO_RULE = "The council has no rule for an overall status, so none is worked out."
NOTHING_COUNTED = "No indicator or action has a status that counts, so no overall status is worked out."
NO_REASON = "No reason is given, so the judgement is shown but not used."
ASSUMED = "Statuses, trends and movements for which the council publishes no threshold; the sheet Key says which was taken."


def write_summary_sheet(canvas: Canvas) -> None:
    """Writes the sheet."""
    write_front(set_out_front(canvas))


def write_front(front: Front) -> None:
    """Writes the page, which knows its headlines afterwards."""
    row = _write_title(front)
    for write in (_write_overall, _write_sentences):
        row = write(front, row)
    charts, more = choose_charts(front), choose_more_charts(front)
    charts_row, row = row, leave_room_for_charts(front, row, charts)
    row = write_headlines(front, row)
    front.page.keep_together(0, row - 2, whole=True)  # without the gap below
    for write in (_write_glance, write_changes, write_counts):
        row = write(front, row)
    more_row, row = row, leave_room_for_charts(front, row, more)
    insert_charts(front, charts_row, charts)
    insert_charts(front, more_row, more)
    row = _write_position(front, row)
    set_up_page(front.page, front.facts, (row - 1, front.last))


def _write_title(front: Front) -> int:
    """That it is exempt, council, title, which meeting it goes to, who wrote it, what it is about; the unknown is left out."""
    page, facts = front.page, front.facts
    meeting = ", ".join(part for part in (committee_of(facts), meeting_day_of(facts)) if part)
    author = authors_of(facts)
    known = (f"Report to: {meeting}" if meeting else "", f"Report by: {author}" if author else "")
    about = (f"Service: {facts.services}", f"Period: {facts.period}", f"As at: {say_date(facts.as_at)}")
    marking = facts.meeting.marking
    row = page.write_block(0, (0, front.last), marking, Look.LABEL) if marking else 0
    row += page.write_block(row, (0, front.last), facts.scheme.council, Look.COUNCIL)
    row += page.write_block(row, (0, front.last), facts.title, Look.TITLE)
    for parts in (known, about):
        if line := BETWEEN_PARTS.join(part for part in parts if part):
            row += page.write_block(row, (0, front.last), line, Look.PROSE)
    return front.leave_gap(row)


def _write_overall(front: Front, row: int) -> int:
    """A return's status by the scheme's roll-up, and the officer's judgement beside it."""
    facts = front.facts
    for of_return, assessment in enumerate(facts.assessments, start=1):
        label = f"Overall status: {service_of(assessment)}" if facts.several else "Overall status"
        computed, overall = assessment.overall.computed, assessment.overall
        word = rollup_word(facts.scheme, computed.status) if computed else ""
        if computed:
            front.canvas.badges.append(BadgePlace(of_return, row, BADGE[0], BESIDE))
        row += _write_badge(front, row, label, word, say_computed(assessment))
        if overall.judgement:
            row += _write_badge(front, row, "Officer's judgement", overall.judgement, overall.judgement_reason or NO_REASON)
    for refused in facts.refused:
        row += _write_badge(front, row, f"Not read: {refused.source.name}", "", refused.refused or "")
    return front.leave_gap(row)


def say_computed(assessment: Assessment) -> str:
    """Why a return has the overall status that it has by the scheme's roll-up, or why it has none."""
    if assessment.overall.computed:
        return assessment.overall.computed.reason
    return NOTHING_COUNTED if assessment.scheme.rollup else NO_RULE


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


def _write_sentences(front: Front, row: int) -> int:
    """How the return stands in plain English, a sentence a row; below them finance in one line."""
    said = [text for text in (*front_sentences(front.facts), say_finance(front.facts)) if text]
    for text in said:
        rows = front.page.write_block(row, (0, front.last), text, Look.PROSE)
        front.canvas.sentences.extend((row + offset, 0) for offset in range(rows))
        row += rows
    return front.leave_gap(row) if said else row


def _write_glance(front: Front, row: int) -> int:
    """Figures that tell at a glance what is in the report and how far it can be relied on."""
    every = front.facts.assessments
    findings = [finding for assessment in every for finding in assessment.findings]
    exceptions, words = len(find_exceptions(front.facts)), say_exception_words(front.facts.scheme)
    listed = f"Everything at {words}; with its commentary on the sheet Exceptions."
    lines = [
        ("Exceptions", exceptions, listed if exceptions else f"Nothing is at {words}."),
        ("Verdicts on an assumed threshold", sum(assessment.assumed for assessment in every), ASSUMED),
        ("Findings", len(findings), _say_findings(findings)),
    ]
    if overruled := sum(count_overruled(assessment) for assessment in every):
        lines.append(("Verdicts overruled by an officer", overruled, "The computed verdict stands beside the officer's."))
    top = row
    row += front.page.write_block(row, (0, front.last), "About these figures", Look.SECTION)
    for label, number, remark in lines:
        front.page.write(row, 0, label, Look.TEXT, indent=0)
        front.page.write(row, 1, whole_cell(number), Look.NUMBER, bold=True)
        row += front.page.write_block(row, (2, front.last), remark, Look.MUTED)
    front.page.keep_together(top, row - 1)
    return front.leave_gap(row)


def _say_findings(findings: list[Finding]) -> str:
    if not findings:
        return "Nothing was found in the return that needs a look."
    return f"{count_findings(findings)}; on the sheet Findings with their places in the return."


def count_overruled(assessment: Assessment) -> int:
    """How many verdicts officers have overruled."""
    judged = (
        *(row.overruled for row in assessment.indicators),
        *(row.overruled for row in assessment.actions),
        *(row.overruled for row in assessment.risks),
    )
    return sum(reason is not None for reason in judged)


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
            row = front.leave_gap(row)
    return row
