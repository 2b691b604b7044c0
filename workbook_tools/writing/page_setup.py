"""How a sheet of a working book is printed and shown: A4 landscape, one page wide, its name and the page at the foot."""

from typing import Any

A4 = 9  # Excel's number of the paper


def set_up_landscape(sheet: Any) -> None:
    """Sets a worksheet up so."""
    sheet.hide_gridlines(2)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RPage &P of &N")
