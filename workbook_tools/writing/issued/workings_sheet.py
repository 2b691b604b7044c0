"""The hidden sheet of an issued return on which its previews are worked out, step by step."""

from collections.abc import Mapping

from workbook_tools.model.layout import WORKINGS_TITLE
from workbook_tools.writing.issued.plan import HEADINGS
from workbook_tools.writing.issued.previews import Previews
from workbook_tools.writing.page import Page
from workbook_tools.writing.theme import Look


def write_workings(page: Page, tables: Mapping[str, tuple[int, Previews]]) -> None:
    """Writes the steps of every table's previews, from their first column on, in the rows that they are about."""
    page.write(0, 0, WORKINGS_TITLE, Look.TITLE, text_wrap=False)
    for sheet, (left, previews) in tables.items():
        page.write(HEADINGS - 1, left, sheet, Look.SECTION, text_wrap=False)
        for index, step in enumerate(previews.steps):
            page.write(HEADINGS, left + index, f"step {step}", Look.HEADER, text_wrap=False)
        for row, formulas in previews.formulas.items():
            for index, formula in enumerate(formulas):
                page.sheet.write_formula(row, left + index, formula, None, "")
