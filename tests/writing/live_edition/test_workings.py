"""The sheet Workings: what is a text stays one."""

from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from workbook_tools.writing.live_edition.workings import WORKINGS, Workings
from workbook_tools.writing.page import Page
from workbook_tools.writing.theme import Theme


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x.test","click")', "+1", "@x", "Of 3 rows counted", "{=1}"])
def test_a_text_is_no_formula_whatever_it_begins_with(text: str) -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        block = Workings(Page(book.add_worksheet(WORKINGS), Theme(book))).add_block("Texts", ("text", "sum"))
        place = block.add_text("text", text)
        assert block.add({"sum": "1+1"}) == {"sum": f"{WORKINGS}!$C$6"}
    sheet = openpyxl.load_workbook(content)[WORKINGS]
    cell = sheet[place.partition("!")[2]]
    assert (cell.value, cell.data_type) == (text, "s")
    assert sheet["C6"].value == "=1+1"
