"""The first sheet: how to fill the list in, and links to the others."""

from workbook_tools.model.distribution_book import COMMITTEES, DOMAINS, RECIPIENTS, TITLE
from workbook_tools.writing.cells import Link
from workbook_tools.writing.page import Page
from workbook_tools.writing.page_setup import A4
from workbook_tools.writing.theme import Look

WIDTHS = (16.0, 78.0)
STEPS = (
    "On the sheet Committees name each committee once, as it stands on its agendas.",
    "On the sheet Domains list each domain that mail may go to, such as example.gov.uk. It allows itself only, none below it.",
    "On the sheet Recipients give each recipient of a committee's papers a row. Name the role, not the person.",
    "Send as: to, cc or bcc. Everybody gets a message of their own and sees nobody else's address; a copy says that it is one.",
    "Format: the workbook, the accessible edition (larger letters, made for screen readers), or a PDF to print.",
    "Cleared for exempt papers: yes only for those who may see papers that are not for publication. An empty cell means no.",
    "Type words, no formulas, also below the last box if you need more rows. Save the list as an Excel workbook (.xlsx).",
    "Each cell is checked before a message is drafted; what is wrong is said with its place.",
)
SHEETS = {
    COMMITTEES: "The committees that get papers",
    RECIPIENTS: "Who gets them, in which format, and whether exempt papers too",
    DOMAINS: "The domains that mail may go to",
}


def write_contents(page: Page) -> None:
    """Writes the sheet, without merged cells and blank rows."""
    page.set_widths(WIDTHS)
    page.write(0, 0, TITLE, Look.TITLE, text_wrap=False)
    page.write(1, 0, "Which committee's papers go to whom.", Look.SUBTITLE, text_wrap=False)
    page.write(2, 0, "How to fill it in", Look.SECTION, text_wrap=False, valign="bottom")
    page.raise_row(2, 28)
    for row, step in enumerate(STEPS, start=3):
        page.write(row, 0, f"Step {row - 2}", Look.LABEL)
        page.write(row, 1, step, Look.PROSE)
    below = 3 + len(STEPS)
    page.write(below, 0, "The sheets", Look.SECTION, text_wrap=False, valign="bottom")
    page.raise_row(below, 28)
    for row, (sheet, holds) in enumerate(SHEETS.items(), start=below + 1):
        page.put(row, 0, Link(sheet, sheet, 0), page.theme.format(Look.LINK, indent=0, bottom=0))
        page.write(row, 1, holds, Look.PROSE)
    page.sheet.hide_gridlines(2)
    page.sheet.set_paper(A4)
    page.sheet.fit_to_pages(1, 0)
