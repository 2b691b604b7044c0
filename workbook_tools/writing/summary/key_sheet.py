"""The key: every word with its looks and meaning, where the figures come from, every rule with the document it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass

from workbook_tools import __version__
from workbook_tools.model.layout import DATA_SHEET
from workbook_tools.model.scheme import Band, Scheme
from workbook_tools.schemes.describe import RuleInWords, describe
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.frame import Canvas, set_up_page, write_title_block
from workbook_tools.writing.summary.sources_sheet import write_sources
from workbook_tools.writing.tables import ColumnSpec, write_table
from workbook_tools.writing.theme import Look, styles_of

SHEET = "Key"
TABLE_NAMES = {
    "indicators": "Indicators: status",
    "trends": "Indicators: trend",
    "actions": "Actions: status",
    "risks": "Risks: band",
    "movements": "Risks: movement",
}
QUIET = {"trends", "movements"}
HIDDEN_SHEETS = (
    f"Hidden sheets: {DATA_SHEET} keeps the rows for the next return; Workings and Lists, how verdicts are worked out."
)
ASSUMED = {True: "Assumed", False: ""}
RULE_WIDTHS = (24.0, 66.0, 34.0, 13.0, 40.0)  # characters; the other tables share the columns


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word of the scheme, what it is used for, and what it means."""

    used_for: str
    word: str
    definition: str


def write_key(canvas: Canvas) -> None:
    """Writes the sheet."""
    facts, page = canvas.facts, canvas.pages[SHEET]
    scheme = facts.scheme
    page.set_widths(RULE_WIDTHS)
    made_with = f"Made with workbook-tools {__version__} by the scheme {scheme.name}, version {scheme.version}."
    remark = f"{made_with} “Assumed”: the council publishes no such threshold."
    top = write_title_block(page, facts, "Key", remark)
    row = write_sources(page, facts, write_words(page, scheme, top) + 2, RULE_WIDTHS) + 1
    row += page.write_block(row, (0, len(RULE_WIDTHS) - 1), HIDDEN_SHEETS, Look.MUTED) + 1
    page.write(row, 0, "The rules, and where they come from", Look.SECTION, text_wrap=False)
    place = write_table(page, row + 1, rule_columns(), describe(scheme), name="Rules")
    page.keep_together(row, place.last)
    set_up_page(page, facts, (place.last, len(RULE_WIDTHS) - 1), row + 1, in_view=False)


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
