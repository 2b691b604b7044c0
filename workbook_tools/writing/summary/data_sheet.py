"""The returns that a summary was made from, kept as data on a hidden sheet, so that the next ones can be issued from it."""

from workbook_tools.model.layout import DATA_SHEET, DATA_TITLE
from workbook_tools.writing.return_data import write_return_data
from workbook_tools.writing.summary.frame import Canvas

SHEET = DATA_SHEET


def write_data(canvas: Canvas) -> None:
    """Writes the sheet: the returns below each other; what officers wrote in prose is left out."""
    page, row = canvas.pages[SHEET], 0
    for given in canvas.facts.returns:
        row = write_return_data(page, row, DATA_TITLE, given) + 1
    page.sheet.hide()
