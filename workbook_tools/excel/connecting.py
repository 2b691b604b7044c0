"""Finds the open workbook that a macro speaks of, in the program that it is open in."""

import contextlib
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from workbook_tools.excel.light_xlwings import load_xlwings
from workbook_tools.findings import ReadingError

if TYPE_CHECKING:
    import xlwings


@contextlib.contextmanager
def open_book(host: str, fullname: str, *, pipe: str, hwnd: int) -> Iterator["xlwings.Book"]:
    """The book that is open under a full name, for as long as the connection to its program is held.

    Raises:
        ReadingError: it is not open there.
    """
    if host == "libreoffice":
        from workbook_tools.excel.uno_connect import awaited_office  # noqa: PLC0415 - Excel has no need of it

        with awaited_office(pipe) as app:
            yield _book_named(fullname, [app])
    else:
        yield _book_named(fullname, _excels(hwnd))


def _excels(hwnd: int) -> Iterable[Any]:
    """The Excel of a window on Windows, as xlwings' own `Book.caller` finds it; on a Mac every one that is running."""
    xlwings: Any = load_xlwings()
    if sys.platform == "win32":
        return [xlwings.App(impl=xlwings._xlwindows.App(xl=hwnd))]  # noqa: SLF001 - xlwings has no public way
    return xlwings.apps  # type: ignore[no-any-return]


def _book_named(fullname: str, apps: Iterable[Any]) -> "xlwings.Book":
    for app in apps:
        for book in app.books:
            if _spelling(book.fullname) == _spelling(fullname):
                return book
    raise ReadingError(f"The workbook {fullname} is not open any more. Open it and press the button again.")


def _spelling(fullname: str) -> str:
    """Windows tells no capitals apart, and a Mac not two spellings of one accented letter."""
    return unicodedata.normalize("NFC", fullname).casefold()
