"""A closed workbook and its sheets, as the xlwings engine over openpyxl shows them; see `engines`."""
# mypy: disallow-subclassing-any=False
# ruff: noqa: D102 - names and meanings of the members are xlwings', documented there

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from xlwings import base_classes

from workbook_tools.excel.engines.closed_look import ClosedNote
from workbook_tools.excel.engines.closed_range import ClosedRange
from workbook_tools.excel.engines.rectangle import area_between
from workbook_tools.findings import WritingError


class ClosedBook(base_classes.Book):
    """A workbook twice: `formulas` is what is saved, `results` what its formulas came to when it was last calculated.

    `is_changed` tells whether anything was written to it since it was opened or saved.
    """

    def __init__(self, app: Any, path: Path, formulas: Workbook, results: Workbook) -> None:
        self.formulas, self.results = formulas, results
        self._app, self._path = app, path
        self.is_changed = False

    @property
    def api(self) -> Workbook:
        return self.formulas

    @property
    def app(self) -> Any:
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

    def activate(self) -> None:
        self._app.books.put_first(self)

    def close(self) -> None:
        """Forgets the workbook; what was not saved is lost."""
        self._app.books.remove(self)
        if self.formulas.vba_archive is not None:  # openpyxl leaves open what it holds the macros in
            self.formulas.vba_archive.close()

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
        self._path, self.is_changed = target, False


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
        beside = (before or after or self.active).index
        position = beside if after and not before else beside - 1
        made = self._book.formulas.create_sheet(name, position)
        self._book.results.create_sheet(made.title, position)
        self._book.is_changed = True
        sheet = ClosedSheet(self._book, made)
        sheet.activate()
        return sheet


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

    @name.setter
    def name(self, value: str) -> None:
        results = self.results
        self._sheet.title = results.title = value
        self._book.is_changed = True

    @property
    def index(self) -> int:
        return self._book.formulas.sheetnames.index(self._sheet.title) + 1

    @property
    def visible(self) -> bool:
        return bool(self._sheet.sheet_state == Worksheet.SHEETSTATE_VISIBLE)

    @visible.setter
    def visible(self, value: bool) -> None:
        self._sheet.sheet_state = Worksheet.SHEETSTATE_VISIBLE if value else Worksheet.SHEETSTATE_HIDDEN
        self._book.is_changed = True

    @property
    def used_range(self) -> ClosedRange:
        sheet = self._sheet
        rows, columns = sheet.max_row - sheet.min_row + 1, sheet.max_column - sheet.min_column + 1
        return ClosedRange(self, sheet.min_row, sheet.min_column, rows, columns)

    @property
    def notes(self) -> list[ClosedNote]:
        """The notes in the order of their cells."""
        cells: Any = self._sheet._cells  # noqa: SLF001 - to go over the rows would make all cells between them
        noted = (self.range(place) for place, cell in sorted(cells.items()) if cell.comment)
        return [note for cell in noted if (note := cell.note)]

    def range(self, start: Any, end: Any = None) -> ClosedRange:
        return ClosedRange(self, *area_between(start, end))

    def activate(self) -> None:
        formulas = self._book.formulas
        for other in formulas.worksheets:  # sheets selected together would be typed into together
            other.sheet_view.tabSelected = other is self._sheet
        formulas.active = self._sheet

    def clear(self) -> None:
        """Empties the sheet, formats and notes included."""
        for sheet in (self._sheet, self.results):
            sheet.delete_rows(1, sheet.max_row)
        self._book.is_changed = True

    def delete(self) -> None:
        """Takes the sheet out of the workbook; the one before it is active then, if it was."""
        book, position = self._book, self.index - 1
        was_active = book.sheets.active.name == self.name
        book.results.remove(self.results)
        book.formulas.remove(self._sheet)
        if was_active:
            book.sheets(max(position, 1)).activate()
        book.is_changed = True
