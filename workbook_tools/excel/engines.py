"""An xlwings engine over openpyxl, so that a button runs on a workbook that is closed, where no Excel is.

Only what the buttons use is here, on xlwings' own base classes (its BSD part). A member that is missing raises what the base
class raises, NotImplementedError; nothing is passed over in silence. Names and meanings of the members are xlwings'.
"""
# mypy: disallow-subclassing-any=False
# xlwings publishes no usable types, so its base classes are Any to mypy.
# ruff: noqa: D102 - names and meanings of the members are xlwings', documented there

import io
import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl
import xlwings
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from xlwings import base_classes

from workbook_tools.excel.closed_range import ClosedRange, ErrorText, corners_of
from workbook_tools.excel.grids import CLOSED_FILE
from workbook_tools.findings import ReadingError, WritingError
from workbook_tools.reading.preflight import check_safe

MACRO_SUFFIXES = {".xlsm", ".xltm", ".xlam"}
DAMAGED_INSIDE = (BadZipFile, InvalidFileException, SyntaxError, KeyError, ValueError, TypeError, AttributeError, IndexError)
"""What openpyxl raises on a workbook that is not in order; it checks types late, hence so many."""
_numbers = itertools.count(1)


@contextmanager
def open_closed(path: Path) -> Iterator[Any]:
    """The workbook at `path` as an `xlwings.Book`. The file changes only when `save()` is called on it.

    What openpyxl cannot keep is lost on saving (sparklines, the alternative text of charts); it warns of what it knows.

    Raises:
        ReadingError: the file is missing, or not a workbook.
    """
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
    try:
        yield xlwings.Book(impl=ClosedBook(App(), path, formulas, results))
    finally:
        if formulas.vba_archive is not None:  # openpyxl leaves open what it holds the macros in
            formulas.vba_archive.close()


class Engine:
    """What xlwings asks of an engine beside its objects."""

    name = CLOSED_FILE
    type = "desktop"

    @staticmethod
    def clean_value_data(
        data: Sequence[Sequence[Any]],
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,  # noqa: FBT001 - xlwings passes it by position
    ) -> list[list[Any]]:
        """Raw values as xlwings hands them out: figures as float, dates as asked for, an error as None or its text."""

        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, ErrorText):
                return str(value) if err_to_str else None
            if isinstance(value, datetime):
                return datetime_builder(
                    year=value.year, month=value.month, day=value.day,
                    hour=value.hour, minute=value.minute, second=value.second, microsecond=value.microsecond, tzinfo=None,
                )  # fmt: skip
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                return number_builder(value) if number_builder else float(value)
            return value

        return [[clean(value) for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        """A value as it is written; what a workbook cannot hold is refused by openpyxl."""
        return value


class App(base_classes.App):
    """Stands for Excel: it has no window, so it shows no alerts."""

    engine = Engine()

    def __init__(self) -> None:
        self._pid = next(_numbers)
        self._display_alerts = False

    @property
    def pid(self) -> int:
        """Not a process: a number that tells two open books apart."""
        return self._pid

    @property
    def display_alerts(self) -> bool:
        """Kept for xlwings, which turns alerts off while it saves."""
        return self._display_alerts

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self._display_alerts = value


class ClosedBook(base_classes.Book):
    """A workbook twice: `formulas` is what is saved, `results` what its formulas came to when it was last calculated."""

    def __init__(self, app: App, path: Path, formulas: Workbook, results: Workbook) -> None:
        self.formulas, self.results = formulas, results
        self._app, self._path = app, path

    @property
    def api(self) -> Workbook:
        return self.formulas

    @property
    def app(self) -> App:
        return self._app

    @property
    def name(self) -> str:
        return self._path.name

    @property
    def fullname(self) -> str:
        return str(self._path.absolute())

    @property
    def sheets(self) -> "ClosedSheets":
        return ClosedSheets(self)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Saves whole or not at all, to `path` (then the book's own from now on) or where it came from.

        Raises:
            WritingError: it cannot be written, or a password is asked for, which openpyxl cannot set.
        """
        target = Path(path) if path else self._path
        if password is not None:
            raise WritingError(f"{target.name} cannot be saved with a password while it is closed. Do it in Excel.")
        temporary = target.with_name(f"~{os.getpid()}-{target.name}.tmp")
        try:
            self.formulas.save(temporary)
            temporary.replace(target)
        except OSError as error:
            raise WritingError(f"{target.name} could not be saved: {error.strerror}. Close it in Excel.") from error
        finally:
            temporary.unlink(missing_ok=True)
        self._path = target


class ClosedSheets(base_classes.Sheets):
    """The worksheets, in their order; names are compared without regard to case, as in Excel."""

    def __init__(self, book: ClosedBook) -> None:
        self._book = book

    def __len__(self) -> int:
        return len(self._book.formulas.worksheets)

    def __iter__(self) -> Iterator["ClosedSheet"]:
        return (ClosedSheet(self._book, sheet) for sheet in self._book.formulas.worksheets)

    def __contains__(self, name: str) -> bool:
        return any(sheet.name.lower() == name.lower() for sheet in self)

    def __call__(self, name_or_index: str | int) -> "ClosedSheet":
        if isinstance(name_or_index, int):
            return list(self)[name_or_index - 1]
        for sheet in self:
            if sheet.name.lower() == name_or_index.lower():
                return sheet
        raise KeyError(f"{self._book.name} has no sheet '{name_or_index}'")

    @property
    def active(self) -> "ClosedSheet":
        active = self._book.formulas.active
        return self(active.title if active else "")

    def add(
        self, before: "ClosedSheet | None" = None, after: "ClosedSheet | None" = None, name: str | None = None
    ) -> "ClosedSheet":
        """A new sheet before or after another, else before the active one, as in Excel; it becomes the active sheet."""
        formulas = self._book.formulas
        beside = (before or after or self.active).index
        position = beside if after and not before else beside - 1
        sheet = formulas.create_sheet(name, position)
        self._book.results.create_sheet(sheet.title, position)
        for other in formulas.worksheets:
            other.sheet_view.tabSelected = other is sheet
        formulas.active = sheet
        return ClosedSheet(self._book, sheet)


class ClosedSheet(base_classes.Sheet):
    """One worksheet."""

    def __init__(self, book: ClosedBook, sheet: Worksheet) -> None:
        self._book, self._sheet = book, sheet

    @property
    def api(self) -> Worksheet:
        return self._sheet

    @property
    def book(self) -> ClosedBook:
        return self._book

    @property
    def results(self) -> Worksheet:
        """The sheet with the results of its formulas."""
        return self._book.results[self._sheet.title]

    @property
    def name(self) -> str:
        return self._sheet.title

    @property
    def index(self) -> int:
        return self._book.formulas.sheetnames.index(self._sheet.title) + 1

    @property
    def visible(self) -> bool:
        return bool(self._sheet.sheet_state == Worksheet.SHEETSTATE_VISIBLE)

    @property
    def used_range(self) -> "ClosedRange":
        sheet = self._sheet
        rows, columns = sheet.max_row - sheet.min_row + 1, sheet.max_column - sheet.min_column + 1
        return ClosedRange(self, sheet.min_row, sheet.min_column, rows, columns)

    def range(self, start: Any, end: Any = None) -> "ClosedRange":
        """The rectangle from `start` to `end`, each an address, a (row, column) or a range.

        Raises:
            ValueError: an address is none (a closed file's defined names are not looked up).
        """
        corners = [*corners_of(start), *corners_of(start if end is None else end)]
        rows, columns = [row for row, _ in corners], [column for _, column in corners]
        return ClosedRange(self, min(rows), min(columns), max(rows) - min(rows) + 1, max(columns) - min(columns) + 1)

    def clear(self) -> None:
        """Empties the sheet, formats included."""
        for sheet in (self._sheet, self.results):
            sheet.delete_rows(1, sheet.max_row)
