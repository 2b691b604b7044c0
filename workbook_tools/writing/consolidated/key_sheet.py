"""The sheet Key: the scheme's words and our own, what they mean, and every rule with the document that it comes from."""

from collections.abc import Mapping

from workbook_tools import __version__
from workbook_tools.model.consolidation import ReturnState
from workbook_tools.model.flat import STATES
from workbook_tools.model.scheme import Scheme
from workbook_tools.schemes.describe import describe
from workbook_tools.writing.consolidated.sheets import set_up_page
from workbook_tools.writing.consolidated.words import OWN_STYLES
from workbook_tools.writing.key_tables import RULE_WIDTHS, WordRow, rule_columns, write_words
from workbook_tools.writing.page import Page
from workbook_tools.writing.tables import ColumnSpec, write_table
from workbook_tools.writing.theme import Look

SHEET = "Key"
STATE_MEANINGS: Mapping[ReturnState, str] = {
    ReturnState.RECEIVED: "In time, or nobody asked for it in particular; its rows are counted.",
    ReturnState.LATE: "After its due date; its rows are counted.",
    ReturnState.MISSING: "Expected, and not there.",
    ReturnState.SUPERSEDED: "Another version of the return was taken; the rows of this one are not counted.",
    ReturnState.REFUSED: "It cannot be read, or is of another period; its rows are not counted.",
    ReturnState.UNEXPECTED: "Of a service that the list of expected returns does not name.",
}


def write_key(page: Page, scheme: Scheme, title: str) -> None:
    """Writes the sheet."""
    page.set_widths(RULE_WIDTHS)
    page.write(0, 0, SHEET, Look.TITLE, text_wrap=False)
    page.write(1, 0, title, Look.SUBTITLE, text_wrap=False)
    made_with = f"Made with workbook-tools {__version__} by the scheme {scheme.name}, version {scheme.version}."
    remark = f"{made_with} “Assumed”: the council publishes no such threshold."
    page.write(2, 0, remark, Look.SUBTITLE, text_wrap=False)
    row = write_words(page, scheme, 4) + 2
    styles = OWN_STYLES[STATES]
    states = [WordRow("Returns: state", styles[state].word, meaning) for state, meaning in STATE_MEANINGS.items()]
    columns: tuple[ColumnSpec[WordRow], ...] = (
        ColumnSpec("Returns: state", RULE_WIDTHS[0], lambda item: item.word, Look.STATUS, tuple(styles.values())),
        ColumnSpec("What it means", RULE_WIDTHS[1], lambda item: item.definition),
    )
    row = write_table(page, row, columns, states).last + 2
    page.write(row, 0, "The rules, and where they come from", Look.SECTION, text_wrap=False)
    write_table(page, row + 1, rule_columns(), describe(scheme), name="Rules")
    set_up_page(page.sheet, sum(RULE_WIDTHS), None)
