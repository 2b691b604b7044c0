"""The tables of a key: the scheme's words with their looks and meanings, its rules with the document that each comes from."""

from collections.abc import Iterator
from dataclasses import dataclass

from workbook_tools.model.scheme import Band, Scheme
from workbook_tools.schemes.describe import RuleInWords
from workbook_tools.writing.page import Page
from workbook_tools.writing.tables import ColumnSpec, write_table
from workbook_tools.writing.theme import Look, styles_of

TABLE_NAMES = {
    "indicators": "Indicators: status",
    "trends": "Indicators: trend",
    "actions": "Actions: status",
    "risks": "Risks: band",
    "movements": "Risks: movement",
}
QUIET = {"trends", "movements"}
ASSUMED = {True: "Assumed", False: ""}
RULE_WIDTHS = (24.0, 66.0, 34.0, 13.0, 40.0)  # characters; the other tables share the columns


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word of the scheme, what it is used for, and what it means."""

    used_for: str
    word: str
    definition: str


def write_words(page: Page, scheme: Scheme, top: int) -> int:
    """A table of words for each use; the words are coloured as everywhere. Returns the last row."""
    row = top
    for table, name in TABLE_NAMES.items():
        if table in {"risks", "movements"} and scheme.risks is None:
            continue
        rows = list(words_of_key(scheme, table))
        look = Look.TREND if table in QUIET else Look.STATUS
        columns: tuple[ColumnSpec[WordRow], ...] = (
            ColumnSpec(name, RULE_WIDTHS[0], lambda item: item.word, look, styles_of(scheme, table)),
            ColumnSpec("What it means", RULE_WIDTHS[1], lambda item: item.definition),
        )
        last = write_table(page, row, columns, rows).last
        page.keep_together(row, last)
        row = last + 2
    return row - 2


def words_of_key(scheme: Scheme, table: str) -> Iterator[WordRow]:
    """The words of a table's styles with what they mean, each once."""
    bands: dict[str, Band] = {band.label: band for band in scheme.risks.bands} if scheme.risks else {}
    for style in styles_of(scheme, table):
        band = bands.get(style.word) if table == "risks" else None
        yield WordRow(TABLE_NAMES[table], style.word, _scores(scheme, band) if band else style.definition)


def _scores(scheme: Scheme, band: Band) -> str:
    scores = f"Score {band.lowest}" if band.lowest == band.highest else f"Score {band.lowest} to {band.highest}"
    colour = f"; printed in {band.colour.lower()}" if band.colour else ""
    return f"{scores}{colour}; counts as {scheme.indicator_style(band.status.value).word}"


def rule_columns() -> tuple[ColumnSpec[RuleInWords], ...]:
    """The columns of the table of rules, `RULE_WIDTHS` wide."""
    topic, words, document, assumed, note = RULE_WIDTHS
    return (
        ColumnSpec("Topic", topic, lambda rule: rule.topic, Look.CODE, repeats=True),
        ColumnSpec("Rule", words, lambda rule: rule.words),
        ColumnSpec("Document", document, lambda rule: rule.document, Look.MUTED),
        ColumnSpec("Threshold", assumed, lambda rule: ASSUMED[rule.assumed], Look.CODE),
        ColumnSpec("Note", note, lambda rule: rule.note, Look.MUTED),
    )
