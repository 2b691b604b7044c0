"""The key: every word with its looks and meaning, where the figures come from, every rule with the document it comes from."""

from workbook_tools import __version__
from workbook_tools.model.layout import DATA_SHEET
from workbook_tools.schemes.describe import describe
from workbook_tools.writing.key_tables import RULE_WIDTHS, rule_columns, write_words
from workbook_tools.writing.summary.frame import Canvas, set_up_page, write_title_block
from workbook_tools.writing.summary.sources_sheet import write_sources
from workbook_tools.writing.tables import write_table
from workbook_tools.writing.theme import Look

SHEET = "Key"
HIDDEN_SHEETS = (
    f"Hidden sheets: {DATA_SHEET} keeps the rows for the next return; Workings and Lists, how verdicts are worked out."
)


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
