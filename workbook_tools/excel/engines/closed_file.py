"""An xlwings engine over openpyxl, so that a button runs on a workbook that is closed, where no Excel is.

Only what the buttons use is here, on xlwings' own base classes (its BSD part). A member that is missing raises what the base
class raises, NotImplementedError; nothing is passed over in silence. Names and meanings of the members are xlwings'.
"""
# mypy: disallow-subclassing-any=False
# xlwings publishes no usable types, so its base classes are Any to mypy.
# ruff: noqa: D102 - names and meanings of the members are xlwings', documented there

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl
import xlwings
from openpyxl.utils.exceptions import InvalidFileException
from xlwings import base_classes

from workbook_tools.excel.engines import raw_values
from workbook_tools.excel.engines.closed_book import ClosedBook
from workbook_tools.excel.engines.closed_cells import selection_of
from workbook_tools.excel.engines.closed_range import ClosedRange
from workbook_tools.excel.engines.own_app import OwnApp
from workbook_tools.excel.grids import CLOSED_FILE
from workbook_tools.findings import ReadingError
from workbook_tools.reading.preflight import check_safe

MACRO_SUFFIXES = {".xlsm", ".xltm", ".xlam"}
DAMAGED_INSIDE = (BadZipFile, InvalidFileException, SyntaxError, KeyError, ValueError, TypeError, AttributeError, IndexError)
"""What openpyxl raises on a workbook that is not in order; it checks types late, hence so many."""


@contextmanager
def open_closed(path: Path) -> Iterator[Any]:
    """The workbook at `path` as an `xlwings.Book`. The file changes only when `save()` is called on it.

    What openpyxl cannot keep is lost on saving (sparklines, the alternative text of charts); it warns of what it knows.

    Raises:
        ReadingError: the file is missing, or not a workbook.
    """
    app = App()
    try:
        yield xlwings.Book(impl=app.books.open(str(path)))
    finally:
        for book in app.books:
            book.close()


class Engine(raw_values.Engine):
    """What xlwings asks of an engine beside its objects."""

    name = CLOSED_FILE


class App(OwnApp):
    """Stands for Excel; it has no window."""

    engine = Engine()

    def __init__(self) -> None:
        super().__init__()
        self._books = Books(self)
        self._status_bar: str | bool = False

    @property
    def api(self) -> None:
        return None

    @property
    def books(self) -> "Books":
        return self._books

    @property
    def selection(self) -> ClosedRange | None:
        """What is selected on the active sheet of the active book; None where no book is open."""
        if not len(self._books):
            return None
        sheet = self._books.active.sheets.active
        return sheet.range(selection_of(sheet.api).sqref.split(" ")[0])

    @property
    def status_bar(self) -> str | bool:
        """What was put there last, False where it was given back."""
        return self._status_bar

    @status_bar.setter
    def status_bar(self, value: str | bool | None) -> None:
        self._status_bar = value if value is not None else False


class Books(base_classes.Books):
    """The workbooks that are open, the active one first."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._open: list[ClosedBook] = []

    def __len__(self) -> int:
        return len(self._open)

    def __iter__(self) -> Iterator[ClosedBook]:
        return iter(list(self._open))

    def __call__(self, name_or_index: str | int) -> ClosedBook:
        if isinstance(name_or_index, int):
            return self._open[name_or_index - 1]
        for book in self._open:
            if book.name.lower() == name_or_index.lower():
                return book
        raise KeyError(f"there is no open workbook {name_or_index}")

    @property
    def active(self) -> ClosedBook:
        return self._open[0]

    def open(self, fullname: str, *_options: Any) -> ClosedBook:
        """Opens a workbook, which becomes the active one.

        Raises:
            ReadingError: the file is missing, or not a workbook.
        """
        path = Path(fullname)
        if problem := check_safe(path):
            raise ReadingError(f"{path.name}: {problem}")
        try:
            content = path.read_bytes()
            formulas = openpyxl.load_workbook(io.BytesIO(content), keep_vba=path.suffix.lower() in MACRO_SUFFIXES)
            results = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        except OSError as error:
            raise ReadingError(f"{path.name} cannot be opened: {error.strerror}. Close it in Excel.") from error
        except DAMAGED_INSIDE as error:
            raise ReadingError(
                f"{path.name} is damaged inside. Open it in Excel, let Excel repair it and save it again."
            ) from error
        book = ClosedBook(self.app, path, formulas, results)
        self._open.insert(0, book)
        return book

    def put_first(self, book: ClosedBook) -> None:
        """Makes a book the active one."""
        self._open.remove(book)
        self._open.insert(0, book)

    def remove(self, book: ClosedBook) -> None:
        """Takes a book from the list."""
        self._open.remove(book)
