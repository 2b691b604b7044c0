"""Workbooks and sheets that are open in LibreOffice, as the xlwings engine over UNO shows them; see `uno_engine`."""
# mypy: disallow-subclassing-any=False
# ruff: noqa: D102 - names and meanings of the members are xlwings', documented there

from collections.abc import Iterator
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from xlwings import base_classes

from workbook_tools.excel.engines.rectangle import area_between
from workbook_tools.excel.engines.uno_connect import load_uno
from workbook_tools.excel.engines.uno_formats import NumberFormats
from workbook_tools.excel.engines.uno_formulas import FormulaSpelling
from workbook_tools.excel.engines.uno_look import UnoNote
from workbook_tools.excel.engines.uno_range import UnoRange
from workbook_tools.findings import WritingError

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML"}
"""What LibreOffice calls the formats that Excel saves in."""
ALL_BUT_DRAWINGS = 1023 - 128  # contents, notes, formats, of com.sun.star.sheet.CellFlags
FILE_URL = "file:"


class UnoBook(base_classes.Book):
    """A workbook."""

    def __init__(self, app: Any, document: Any) -> None:
        self._app, self._document = app, document

    @property
    def api(self) -> Any:
        return self._document

    @property
    def app(self) -> Any:
        return self._app

    @cached_property
    def formats(self) -> NumberFormats:
        return NumberFormats(self._document)

    @cached_property
    def formulas(self) -> FormulaSpelling:
        return FormulaSpelling(self._document)

    @property
    def controller(self) -> Any:
        """What shows the workbook in its window."""
        return self._document.getCurrentController()

    @property
    def name(self) -> str:
        return Path(self.fullname).name if self._document.hasLocation() else str(self._document.Title)

    @property
    def fullname(self) -> str:
        """The path; the address where it is none of a file; the bare name where the book was never saved."""
        address = str(self._document.getURL())
        if address.startswith(FILE_URL):
            return str(load_uno().fileUrlToSystemPath(address))
        return address or str(self._document.Title)

    @property
    def sheets(self) -> "UnoSheets":
        return UnoSheets(self)

    def raise_if_read_only(self) -> None:
        """Refuses what LibreOffice refuses where a workbook was opened to be read only, be it open elsewhere: any change.

        Raises:
            WritingError: it was.
        """
        if self._document.isReadonly():
            raise WritingError(
                f"{self.name} is open to be read only, so nothing can be written into it. Close it where else it is open, or "
                "save a copy, then press the button again."
            )

    def activate(self) -> None:
        self.controller.getFrame().activate()

    def close(self) -> None:
        """Closes the workbook; what was not saved is lost."""
        self._document.close(True)  # noqa: FBT003 - LibreOffice takes it by position

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Saves to `path`, the book's own from now on, or where it came from.

        Raises:
            WritingError: it cannot be written there, has no place yet, or a password is asked for.
        """
        if password is not None:
            raise WritingError(f"{self.name} cannot be saved with a password by a button. Do it in LibreOffice.")
        if not path and not self._document.hasLocation():
            raise WritingError(f"{self.name} has never been saved. Save it in a folder, then press the button again.")
        from com.sun.star.io import IOException  # noqa: PLC0415 - there only once LibreOffice's bridge is loaded

        try:
            if path:
                self._save_as(Path(path).absolute())
            else:
                self._document.store()
        except IOException as error:
            name = Path(path or self.fullname).name
            raise WritingError(f"{name} could not be saved. Is it open elsewhere, or its folder read-only?") from error

    def _save_as(self, target: Path) -> None:
        if target.suffix.lower() not in FILTERS:
            raise WritingError(f"{target.name} cannot be saved: its name must end in {' or '.join(FILTERS)}.")
        if not target.parent.is_dir():  # LibreOffice would make the folder
            raise WritingError(f"{target.name} could not be saved: there is no folder {target.parent}.")
        how = (property_value("FilterName", FILTERS[target.suffix.lower()]), property_value("Overwrite", value=True))
        self._document.storeAsURL(load_uno().systemPathToFileUrl(str(target)), how)


class UnoSheets(base_classes.Sheets):
    """The worksheets, in their order; names are compared without regard to case, as in Excel."""

    def __init__(self, book: UnoBook) -> None:
        self._book = book

    @cached_property
    def api(self) -> Any:
        return self._book.api.getSheets()

    def __len__(self) -> int:
        return int(self.api.getCount())

    def __iter__(self) -> Iterator["UnoSheet"]:
        return (UnoSheet(self._book, self.api.getByIndex(index)) for index in range(len(self)))

    def __contains__(self, name: str) -> bool:
        return any(other.lower() == name.lower() for other in self.api.getElementNames())

    def __call__(self, name_or_index: str | int) -> "UnoSheet":
        names = self.api.getElementNames()
        if isinstance(name_or_index, int):
            return UnoSheet(self._book, self.api.getByName(names[name_or_index - 1]))
        for name in names:
            if name.lower() == name_or_index.lower():
                return UnoSheet(self._book, self.api.getByName(name))
        raise KeyError(f"{self._book.name} has no sheet '{name_or_index}'")

    @property
    def active(self) -> "UnoSheet":
        return UnoSheet(self._book, self._book.controller.getActiveSheet())

    def add(self, before: "UnoSheet | None" = None, after: "UnoSheet | None" = None, name: str | None = None) -> "UnoSheet":
        """A new sheet before or after another, else before the active one, as in Excel; it becomes the active sheet."""
        self._book.raise_if_read_only()
        beside = (before or after or self.active).index
        names = {other.lower() for other in self.api.getElementNames()}
        free = name or next(new for number in count(1) if (new := f"Sheet{number}").lower() not in names)
        self.api.insertNewByName(free, beside if after and not before else beside - 1)
        sheet = self(free)
        sheet.activate()
        return sheet


class UnoSheet(base_classes.Sheet):
    """One worksheet."""

    def __init__(self, book: UnoBook, sheet: Any) -> None:
        self._book, self._sheet = book, sheet

    @property
    def api(self) -> Any:
        return self._sheet

    @property
    def book(self) -> UnoBook:
        return self._book

    @property
    def name(self) -> str:
        return str(self._sheet.getName())

    @name.setter
    def name(self, value: str) -> None:
        self._book.raise_if_read_only()
        self._sheet.setName(value)

    @property
    def index(self) -> int:
        return int(self._sheet.getRangeAddress().Sheet) + 1

    @property
    def visible(self) -> bool:
        return bool(self._sheet.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self._book.raise_if_read_only()
        self._sheet.IsVisible = bool(value)

    @property
    def used_range(self) -> UnoRange:
        cursor = self._sheet.createCursor()
        cursor.gotoStartOfUsedArea(False)  # noqa: FBT003 - LibreOffice takes it by position
        cursor.gotoEndOfUsedArea(True)  # noqa: FBT003 - likewise
        area = cursor.getRangeAddress()
        rows, columns = area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1
        return UnoRange(self, area.StartRow + 1, area.StartColumn + 1, rows, columns)

    @cached_property
    def annotations(self) -> Any:
        """LibreOffice's list of the notes."""
        return self._sheet.getAnnotations()

    @property
    def notes(self) -> list[UnoNote]:
        """The notes; each knows its cell."""
        found = self.annotations
        natives = [found.getByIndex(index) for index in range(found.getCount())]
        places = [(native, native.getPosition()) for native in natives]
        return [UnoNote(UnoRange(self, place.Row + 1, place.Column + 1, 1, 1), native) for native, place in places]

    def range(self, start: Any, end: Any = None) -> UnoRange:
        return UnoRange(self, *area_between(start, end))

    def activate(self) -> None:
        self._book.controller.setActiveSheet(self._sheet)

    def clear(self) -> None:
        """Empties the sheet, formats and notes included.

        Raises:
            WritingError: it is protected.
        """
        self.used_range.raise_if_protected()
        self._sheet.clearContents(ALL_BUT_DRAWINGS)

    def delete(self) -> None:
        """Takes the sheet out of the workbook."""
        self._book.raise_if_read_only()
        self._book.api.getSheets().removeByName(self.name)


def property_value(name: str, value: Any) -> Any:
    """One of LibreOffice's named arguments."""
    return load_uno().createUnoStruct("com.sun.star.beans.PropertyValue", Name=name, Value=value)
