"""Finds the open workbook that a macro speaks of, in the program that it is open in."""

import sys
import unicodedata
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from workbook_tools.excel.light_xlwings import load_xlwings
from workbook_tools.findings import ReadingError

if TYPE_CHECKING:
    import xlwings


def program_of(host: str, fullname: str, *, pipe: str, hwnd: int) -> AbstractContextManager["xlwings.App"]:
    """The program that a book is open in, for as long as the connection is held.

    Raises:
        ToolkitError: it does not answer.
    """
    if host == "libreoffice":
        from workbook_tools.excel.engines.uno_connect import awaited_office  # noqa: PLC0415 - Excel has no need of it

        return awaited_office(pipe)
    return nullcontext(_excel(fullname, hwnd))


def book_named(app: "xlwings.App", fullname: str) -> "xlwings.Book":
    """The book that is open under a full name.

    Raises:
        ReadingError: it is not open there.
    """
    for book in app.books:
        if _spelling(book.fullname) == _spelling(fullname):
            return book
    raise ReadingError(f"The workbook {fullname} is not open any more. Open it and press the button again.")


def _excel(fullname: str, hwnd: int) -> "xlwings.App":
    """The Excel of a window on Windows, as xlwings' own `Book.caller` finds it; on a Mac the one that has the book."""
    xlwings: Any = load_xlwings()
    if sys.platform == "win32":
        return xlwings.App(impl=xlwings._xlwindows.App(xl=hwnd))  # noqa: SLF001 - xlwings has no public way
    found = [app for app in xlwings.apps if any(_spelling(book.fullname) == _spelling(fullname) for book in app.books)]
    if not found:
        raise ReadingError(f"Excel does not show the workbook {fullname} to Python. Save it and press the button again.")
    return found[0]


def _spelling(fullname: str) -> str:
    """Windows tells no capitals apart, and a Mac not two spellings of one accented letter."""
    return unicodedata.normalize("NFC", fullname).casefold()
