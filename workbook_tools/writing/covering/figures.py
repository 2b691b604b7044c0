"""The figures of the covering report as sentences and small tables, each number that of the assessment."""

from collections.abc import Iterator

from workbook_tools.findings import shorten
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.wording import say_count, say_date
from workbook_tools.writing.covering.blocks import TO_CHECK, Blank, Block, Bullet, Grid, Prose
from workbook_tools.writing.exceptions import KINDS, ExceptionRow, find_exceptions, headline_exceptions, say_exception_words
from workbook_tools.writing.front.count_tables import CountTable, count_tables
from workbook_tools.writing.front.summary_sheet import NO_REASON, NO_RULE, NOTHING_COUNTED, count_overruled
from workbook_tools.writing.status_counts import CountRow, rollup_word
from workbook_tools.writing.summary_facts import SummaryFacts, period_of, service_of
from workbook_tools.writing.theme import styles_of

MOST_EXCEPTIONS = 10
NAME_LENGTH = 200  # characters of an exception's name
NOTE_LENGTH = 400  # characters of its commentary; the whole stands in the summary workbook
MOST_ROWS = 30  # of a small table; one that is longer stands in the summary workbook
NOUNS = {table: kind.lower() for table, kind in KINDS.items()}


def say_figures(facts: SummaryFacts) -> Iterator[Block]:
    """How many stand at each status, the overall status and why, how far the verdicts can be relied on."""
    tables = [table for table in count_tables(facts) if table.table in NOUNS]
    if not tables:
        yield Prose("No indicator, action or risk was reported.")
    for table in tables:
        yield Prose(say_counts(table.table, table.rows[0]))
    for table in tables:
        yield from _grid(facts, table)
    for assessment in facts.assessments:
        yield from _overall(facts, assessment)
    yield from _reliance(facts)
    for refused in facts.refused:
        yield Blank(f"{refused.source.name} was not read, so nothing of it is counted: {refused.refused}", TO_CHECK)


def say_counts(table: str, row: CountRow) -> str:
    """Such as "Of 35 indicators, 12 are OK, 3 Warning and 20 Unknown."; statuses at which nothing stands are left out."""
    counted = [(number, word) for word, number in row.by_word.items() if number]
    parts = [f"{number} {word}" for number, word in counted]
    if counted:
        number, word = counted[0]
        parts[0] = f"{number} {'is' if number == 1 else 'are'} {word}"
    listed = " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)
    return f"Of {say_count(row.total, NOUNS[table])}, {listed}."


def say_exceptions(facts: SummaryFacts) -> Iterator[Block]:
    """The weightiest exceptions, each on a line, and how many more there are."""
    rows = find_exceptions(facts)
    chosen = headline_exceptions(rows, MOST_EXCEPTIONS)
    words = say_exception_words(facts.scheme)
    if not rows:
        yield Prose(f"No indicator, action or risk is at {words}.")
        return
    which = f" The weightiest {len(chosen)} are:" if len(chosen) < len(rows) else ""
    at = "is" if len(rows) == 1 else "are"
    yield Prose(f"{say_count(len(rows), 'exception')} {at} at {words}.{which}")
    for row in chosen:
        yield _exception(facts, row)
    if more := len(rows) - len(chosen):
        yield Bullet(f"and {more} more, listed in the summary workbook")


def say_background(facts: SummaryFacts) -> Iterator[Block]:
    """What was reported, and by which rules it was judged."""
    reported = (
        f"{service_of(assessment)} reported for {period_of(assessment.service_return)}" for assessment in facts.assessments
    )
    yield Prose(
        f"{'; '.join(reported)}. What was reported is judged as at {say_date(facts.as_at)} by the rules of "
        f"{facts.scheme.council} (scheme {facts.scheme.name}, version {facts.scheme.version})."
    )


def _exception(facts: SummaryFacts, row: ExceptionRow) -> Bullet:
    service = f"{service_of(row.assessment)}, " if facts.several else ""
    name = shorten(" ".join(part for part in (row.code, row.title) if part), NAME_LENGTH)
    note = shorten(row.note, NOTE_LENGTH)
    noted = f" Commentary: {note}" if note else ""
    name = name.rstrip(".")
    return Bullet(
        f"{row.style.symbol} {row.style.word}. {_sentence(row.reason)}{noted}", f"{service}{KINDS[row.table]} {name}: "
    )


def _grid(facts: SummaryFacts, table: CountTable) -> Iterator[Block]:
    """The counts by section or by return, where there are several; statuses at which nothing stands are left out."""
    if len(table.rows) == 1:
        return
    layout = {"indicators": facts.scheme.report.indicators, "actions": facts.scheme.report.actions}
    title = layout.get(table.table, facts.scheme.report.risks).title
    if len(table.rows) > MOST_ROWS:
        yield Prose(f"{title} by status stand section by section in the summary workbook.")
        return
    styles = [style for style in styles_of(facts.scheme, table.table) if table.rows[0].by_word[style.word]]
    headings = ((table.columns[0].heading, None), ("Total", None), *((style.word, style) for style in styles))
    yield Grid(
        f"{title} by status",
        headings,
        tuple((row.label, str(row.total), *(str(row.by_word[style.word]) for style in styles)) for row in table.rows),
    )


def _overall(facts: SummaryFacts, assessment: Assessment) -> Iterator[Block]:
    """The overall status by the scheme's roll-up, and the officer's judgement as the return states it."""
    overall, of = assessment.overall, f" of {service_of(assessment)}" if facts.several else ""
    if overall.computed:
        word = rollup_word(facts.scheme, overall.computed.status)
        yield Prose(f"The overall status{of} by the council's rule is {word}. {_sentence(overall.computed.reason)}")
    else:
        yield Prose(NOTHING_COUNTED if assessment.scheme.rollup else NO_RULE)
    if overall.judgement:
        reason = _sentence(overall.judgement_reason or NO_REASON)
        yield Prose(f"The officer's judgement{of}, as the return states it, is {overall.judgement}. {reason}")


def _reliance(facts: SummaryFacts) -> Iterator[Block]:
    if assumed := sum(assessment.assumed for assessment in facts.assessments):
        rest, which = ("rests", "was") if assumed == 1 else ("rest", "were")
        yield Prose(
            f"{say_count(assumed, 'verdict')} (on status, trend or movement) {rest} on a threshold that the council does not "
            f"publish; the sheet Key of the summary workbook says which {which} taken."
        )
    if overruled := sum(map(count_overruled, facts.assessments)):
        verb = "was" if overruled == 1 else "were"
        yield Prose(
            f"{say_count(overruled, 'verdict')} {verb} overruled by an officer; the computed one and the reason stand in the "
            "summary workbook."
        )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
