"""An xlwings engine over UNO, so that a button runs on a workbook that is open in LibreOffice.

Only what the buttons use is here, on xlwings' own base classes (its BSD part). A member that is missing raises what the base
class raises, NotImplementedError; nothing is passed over in silence. Names and meanings of the members are xlwings'.

Where LibreOffice and Excel differ, Excel counts: yes and no are no numbers, dates are told by the number format, formats and
formulas have Excel's spelling, and what a protected sheet refuses is an error, where LibreOffice would do nothing in silence.
Unlike Excel, text that looks like a number stays text wherever it is written.
"""
# mypy: disallow-subclassing-any=False
# ruff: noqa: D102 - names and meanings of the members are xlwings', documented there

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xlwings import base_classes

from workbook_tools.excel.engines import raw_values
from workbook_tools.excel.engines.own_app import OwnApp
from workbook_tools.excel.engines.uno_book import UnoBook, property_value
from workbook_tools.excel.engines.uno_connect import load_uno
from workbook_tools.excel.engines.uno_range import UnoRange
from workbook_tools.excel.grids import LIBREOFFICE
from workbook_tools.excel.light_xlwings import load_xlwings
from workbook_tools.findings import ReadingError

SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
NEVER = 0  # of com.sun.star.document.MacroExecMode: a workbook that a button opens runs nothing


def app_of(context: Any) -> Any:
    """A LibreOffice as an `xlwings.App`, from the context that it gave of itself."""
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    return load_xlwings().App(impl=UnoApp(desktop))


class Engine(raw_values.Engine):
    """What xlwings asks of an engine beside its objects."""

    name = LIBREOFFICE


class UnoApp(OwnApp):
    """LibreOffice itself, which draws between two calls, whatever it is told."""

    engine = Engine()

    def __init__(self, desktop: Any) -> None:
        super().__init__()
        self._desktop = desktop
        self._status: Any = None
        self._status_text = ""

    @property
    def api(self) -> Any:
        return self._desktop

    @property
    def books(self) -> "UnoBooks":
        return UnoBooks(self)

    def activate(self, steal_focus: bool = False) -> None:  # noqa: FBT001, FBT002 - as xlwings gives it
        """Its window is shown with the book's.

        Raises:
            NotImplementedError: the focus is to be taken from another program.
        """
        if steal_focus:
            raise NotImplementedError("LibreOffice takes no focus from another program")

    @property
    def selection(self) -> UnoRange | None:
        """The selected cells of the active book; None where there are none, or several areas."""
        book = self.books.active
        selected = book.api.getCurrentSelection()
        if not hasattr(selected, "getRangeAddress"):
            return None
        area = selected.getRangeAddress()
        sheet = book.sheets(area.Sheet + 1)
        return sheet.range((area.StartRow + 1, area.StartColumn + 1), (area.EndRow + 1, area.EndColumn + 1))

    @property
    def status_bar(self) -> str | bool:
        """The text that was put into the status bar; False where that shows LibreOffice's own."""
        return self._status_text or False

    @status_bar.setter
    def status_bar(self, value: str | bool | None) -> None:
        self._status_text = str(value) if value else ""
        if not self._status_text:
            if self._status is not None:
                self._status.end()
                self._status = None
        elif self._status is None:
            self._status = self.books.active.controller.getFrame().createStatusIndicator()
            self._status.start(self._status_text, 0)
        else:
            self._status.setText(self._status_text)


class UnoBooks(base_classes.Books):
    """The workbooks that are open."""

    def __init__(self, app: UnoApp) -> None:
        self.app = app

    def __iter__(self) -> Iterator[UnoBook]:
        documents = self.app.api.getComponents().createEnumeration()
        while documents.hasMoreElements():
            document = documents.nextElement()
            if hasattr(document, "supportsService") and document.supportsService(SPREADSHEET):
                yield UnoBook(self.app, document)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, name_or_index: str | int) -> UnoBook:
        books = list(self)
        if isinstance(name_or_index, int) and 0 < name_or_index <= len(books):
            return books[name_or_index - 1]
        for book in books:
            if book.name.lower() == str(name_or_index).lower():
                return book
        raise KeyError(name_or_index)

    @property
    def active(self) -> UnoBook:
        """The workbook in the front.

        Raises:
            KeyError: none is open.
        """
        current = self.app.api.getCurrentComponent()
        if hasattr(current, "supportsService") and current.supportsService(SPREADSHEET):
            return UnoBook(self.app, current)
        return self(1)

    def open(self, fullname: str, *options: Any) -> UnoBook:
        """Opens a workbook; its macros do not run.

        Raises:
            ReadingError: LibreOffice cannot open it.
            NotImplementedError: an option of Excel's is given.
        """
        if any(option is not None for option in options):
            raise NotImplementedError("LibreOffice opens workbooks without options")
        from com.sun.star.io import IOException  # noqa: PLC0415 - there only once LibreOffice's bridge is loaded

        address = load_uno().systemPathToFileUrl(str(Path(fullname).absolute()))
        try:
            document = self.app.api.loadComponentFromURL(address, "_blank", 0, (property_value("MacroExecutionMode", NEVER),))
        except IOException as error:
            raise ReadingError(f"{Path(fullname).name} cannot be opened. Is it a workbook, and whole?") from error
        if document is None or not document.supportsService(SPREADSHEET):
            raise ReadingError(f"{Path(fullname).name} cannot be opened as a workbook, or it is locked by another program.")
        return UnoBook(self.app, document)
