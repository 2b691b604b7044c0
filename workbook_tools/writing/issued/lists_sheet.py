"""The hidden sheet of lists and thresholds, each under a name that validations and previews refer to."""

from typing import Any

from workbook_tools.model.layout import LISTS_TITLE
from workbook_tools.model.scheme import Scheme
from workbook_tools.periods import Period
from workbook_tools.writing.issued.names import lists_of
from workbook_tools.writing.live.lists import named_values
from workbook_tools.writing.live.tables import period_table, word_tables
from workbook_tools.writing.named_lists import NamedLists
from workbook_tools.writing.page import Page
from workbook_tools.writing.theme import Look


def write_lists(book: Any, page: Page, scheme: Scheme, period: Period | None, *, with_periods: bool) -> None:
    """Writes the sheet and names what stands on it.

    Args:
        book: the workbook.
        page: an empty worksheet.
        scheme: the rules.
        period: the return's; None for a blank.
        with_periods: whether periods are chosen somewhere: on the cover, or beside previous values.
    """
    page.write(0, 0, LISTS_TITLE, Look.TITLE, text_wrap=False)
    lists = NamedLists(book, page)
    lists.add_values("Thresholds and words", named_values(scheme, period))
    for entry in lists_of(scheme):
        lists.add(entry.heading, (entry.name,), [(word,) for word in entry.words])
    for table in (*word_tables(scheme), *((period_table(scheme),) if with_periods else ())):
        lists.add(table.words, table.columns, table.rows)
