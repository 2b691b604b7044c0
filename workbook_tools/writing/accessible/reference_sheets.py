"""What helps to read the other sheets: contents, key, notes."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbook_tools.model.scheme import Term
from workbook_tools.schemes.describe import describe
from workbook_tools.writing.accessible.shorthand import FULL_MEANINGS, NOT_APPLICABLE
from workbook_tools.writing.accessible.table_layout import Column, Sheet, lay_out
from workbook_tools.writing.cells import Link, whole_cell
from workbook_tools.writing.key_tables import TABLE_NAMES, words_of_key
from workbook_tools.writing.summary.parts import SHEETS
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.theme import Look, styles_of

CONTENTS, KEY, NOTES = "Contents", "Key", "Notes"
TOPIC = "Topic"
THRESHOLDS = {True: "Assumed", False: "Published", None: ""}
EXPLANATIONS = {
    "Status, trend and movement": (
        "Words of the council's own scheme; the sheet Key says what each means. A light fill repeats what the word says. "
        "Symbols that the council prints beside its words are left out."
    ),
    "Why": "How a status was reached: the figures and the rule. Where an officer decided otherwise, the officer's reason.",
    "Overruled": (
        "An officer may put another status in place of the one by rule, with a reason. Then the status is the officer's, and "
        "this column says what the rule gave and why it was overruled."
    ),
    "Reported status, reported trend": "What the service itself printed or wrote, for comparison only.",
    "Threshold assumed": (
        "The council publishes no such threshold, so one was taken. The sheet Key says which, beside the published rules."
    ),
    "Figures": (
        "Shown with as many decimals as the return prints; the cell holds the exact figure. A figure that the return gives in "
        "words, such as “No Target”, stands as written."
    ),
    "Lower than last time, higher than last time": (
        "A target that the return prints as a sign: the value is to be below, or above, the latest earlier one."
    ),
    "Percentage points": "The difference between two percentages: from 90% to 95% is 5 percentage points.",
    "Source": "Where the row stands in the return: the file where there are several, then its sheet and cell.",
}


@dataclass(frozen=True, slots=True)
class _KeyRow:
    """A word or a rule; `assumed` is None for a word, which has no threshold."""

    topic: str
    word: str
    meaning: str
    document: str = ""
    assumed: bool | None = None
    note: str = ""


def contents(sheets: Sequence[Sheet]) -> Sheet:
    """The sheet that lists the others, each with a link."""
    columns: list[Column[Sheet]] = [
        Column("Sheet", lambda sheet: Link(sheet.name, sheet.name, 0), look=Look.LINK),
        Column("What it holds", lambda sheet: sheet.holds, widest=90),
        Column("Number of rows", lambda sheet: whole_cell(len(sheet.rows)), look=Look.NUMBER),
    ]
    return lay_out(CONTENTS, "Contents", "The sheets of this workbook, each with a link to it.", columns, sheets)


def key(facts: SummaryFacts) -> Sheet:
    """The sheet of words and rules."""
    scheme = facts.scheme
    tables = [table for table in TABLE_NAMES if scheme.risks is not None or table not in {"risks", "movements"}]
    words = [_KeyRow(TABLE_NAMES[table], row.word, row.definition) for table in tables for row in words_of_key(scheme, table)]
    rules = [_KeyRow(rule.topic, "", rule.words, rule.document, rule.assumed, rule.note) for rule in describe(scheme)]
    styles = {TABLE_NAMES[table]: styles_of(scheme, table) for table in tables}
    columns: list[Column[_KeyRow]] = [
        Column(TOPIC, lambda row: row.topic, repeats=True),
        Column("Word", lambda row: row.word, NOT_APPLICABLE, look=Look.STATUS, styles=styles, kind=TOPIC, repeats=True),
        Column("Meaning or rule", lambda row: row.meaning, widest=70),
        Column("Document", lambda row: row.document, NOT_APPLICABLE, 50),
        Column("Threshold", lambda row: THRESHOLDS[row.assumed], NOT_APPLICABLE),
        Column("Note", lambda row: row.note, NOT_APPLICABLE, 60),
    ]
    holds = f"The words and the rules of the scheme {scheme.name}, version {scheme.version}, in words."
    return lay_out(KEY, "Key", holds, columns, [*words, *rules])


def glossary(facts: SummaryFacts) -> Sheet | None:
    """The sheet of the terms of the council's report; None where the scheme has none."""
    columns: list[Column[Term]] = [
        Column("Term", lambda row: row.term, repeats=True),
        Column("What it means", lambda row: row.meaning, widest=90),
    ]
    rows = facts.scheme.report.terms
    return lay_out(SHEETS["glossary"], "Glossary", "The terms of the council's report.", columns, rows) if rows else None


def notes() -> Sheet:
    """The sheet of notes: shorthand first, then what columns mean."""
    columns: list[Column[tuple[str, str]]] = [
        Column("Shorthand or term", lambda row: row[0], repeats=True),
        Column("What it means", lambda row: row[1], widest=90),
    ]
    rows = [*FULL_MEANINGS.items(), *EXPLANATIONS.items()]
    return lay_out(NOTES, "Notes", "The shorthand and the terms of this workbook.", columns, rows)
