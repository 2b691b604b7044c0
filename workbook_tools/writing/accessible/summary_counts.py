"""The counts as tidy rows: one row a table, section and status."""

from collections.abc import Iterator
from dataclasses import dataclass

from workbook_tools.model.assessment import StatusCount
from workbook_tools.model.scheme import MEANINGS, Scheme, level_of, risk_styles
from workbook_tools.model.words import Level
from workbook_tools.writing.accessible.shorthand import NOT_APPLICABLE
from workbook_tools.writing.accessible.table_layout import Column, Sheet, lay_out
from workbook_tools.writing.cells import CellValue, share_cell, whole_cell
from workbook_tools.writing.status_counts import CountRow, count_rows, counts_of, judged_words, rollup_word
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.theme import Look, styles_of

SHEET = "Summary"
TABLES = {"indicators": "Indicators", "actions": "Actions", "risks": "Risks"}
TABLE, ALL = "Table", "All"
NOT_COUNTED = "Not counted"
HOLDS = (
    "How many indicators, actions and risks stand at each status, by section. "
    "Share: of the rows whose status counts; of risks, of all. Counts as: what the status is taken for in an overall status."
)


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """How many rows of a table and section stand at one status.

    Attributes:
        service: whose return, "All returns" for all together.
        table: "indicators", "actions" or "risks".
        section: in full; "All" for the whole table.
        word: the scheme's word for the status.
        counts_as: the scheme's word for the level that it counts as.
        count: number of rows.
        total: of the section, whatever the status.
        share: of the rows whose status counts; nothing where this one does not.
        overall: the section's own status by the scheme's roll-up; "" where it has none.
    """

    service: str
    table: str
    section: str
    word: str
    counts_as: str
    count: int
    total: int
    share: CellValue
    overall: str


def summary(facts: SummaryFacts) -> Sheet | None:
    """The sheet of counts; None where there is nothing to count."""
    rows = list(summary_rows(facts))
    return lay_out(SHEET, "Summary of statuses", HOLDS, _columns(facts), rows) if rows else None


def summary_rows(facts: SummaryFacts) -> Iterator[SummaryRow]:
    """Table by table: all returns together where there are several, each return, its sections; zeros are kept."""
    for table in TABLES:
        counted = list(counts_of(facts, table))
        rows = count_rows(facts, table, ())
        together = len(rows) - len(counted)
        for row in rows[:together]:
            yield from _split(facts.scheme, table, (row.label, ALL), row)
        for (_, service, count), row in zip(counted, rows[together:], strict=True):
            yield from _split(facts.scheme, table, (service, _section(facts.scheme, count)), row)


def say_counts(facts: SummaryFacts, table: str) -> str:
    """Such as "27 indicators: 12 Green, 3 Amber, 4 Red, 8 N/A."; "" where there are none."""
    rows = count_rows(facts, table, ())
    if not rows:
        return ""
    words = ", ".join(f"{count} {word}" for word, count in rows[0].by_word.items() if count)
    noun = table if rows[0].total != 1 else table.removesuffix("s")
    return f"{rows[0].total} {noun}: {words}."


def _section(scheme: Scheme, count: StatusCount) -> str:
    title = scheme.report.section_titles.get(count.section)
    return f"{count.section}: {title}" if title else count.section or ALL


def _split(scheme: Scheme, table: str, place: tuple[str, str], row: CountRow) -> Iterator[SummaryRow]:
    """A row of counts as a row for each word."""
    judged = judged_words(scheme, table) or tuple(row.by_word)
    levels = _levels(scheme, table)
    counted = sum(row.by_word[word] for word in judged)
    for word, count in row.by_word.items():
        share = share_cell(count, counted) if word in judged else None
        counts_as = rollup_word(scheme, levels[word]) if levels[word] is not Level.NEUTRAL else NOT_COUNTED
        yield SummaryRow(place[0], table, place[1], word, counts_as, count, row.total, share, row.rollup)


def _levels(scheme: Scheme, table: str) -> dict[str, Level]:
    """What each word counts as."""
    by_key = {"indicators": scheme.styles.indicators, "actions": scheme.styles.actions}.get(table, risk_styles(scheme.risks))
    levels = {style.word.casefold(): level_of(key, style, MEANINGS[table]) for key, style in reversed(by_key.items())}
    return {style.word: levels.get(style.word.casefold(), Level.NEUTRAL) for style in styles_of(scheme, table)}


def _columns(facts: SummaryFacts) -> list[Column[SummaryRow]]:
    styles = {name: styles_of(facts.scheme, table) for table, name in TABLES.items()}
    levels = {"": styles_of(facts.scheme, "indicators")}
    service: list[Column[SummaryRow]] = [Column("Return", lambda row: row.service, repeats=True)] if facts.several else []
    return [
        *service,
        Column(TABLE, lambda row: TABLES[row.table], repeats=True),
        Column("Section", lambda row: row.section, repeats=True, widest=60),
        Column("Status", lambda row: row.word, look=Look.STATUS, styles=styles, kind=TABLE, repeats=True),
        Column("Count", lambda row: whole_cell(row.count), look=Look.NUMBER),
        Column("Out of", lambda row: whole_cell(row.total), look=Look.NUMBER),
        Column("Share", lambda row: row.share, NOT_APPLICABLE, look=Look.NUMBER),
        Column("Counts as", lambda row: row.counts_as, look=Look.STATUS, styles=levels),
        Column("Overall status of the section", lambda row: row.overall, NOT_APPLICABLE, look=Look.STATUS, styles=levels),
    ]
