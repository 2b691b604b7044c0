"""What the program that a workbook is open in knows of it, where xlwings has no common way to ask.

Each question is answered for Excel (on Windows through COM, on a Mac through AppleScript), LibreOffice and a closed file.
"""

import os
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tools.excel import host_excel
from workbook_tools.findings import ToolkitError

if TYPE_CHECKING:
    import xlwings  # only its types: whoever calls has loaded it

FILE_URL = "file:"


def is_saved(book: "xlwings.Book") -> bool:
    """Whether all that is in the open book is in its file, too; one that was never saved is not."""
    match book.app.engine.name:
        case "libreoffice":
            return bool(book.api.hasLocation() and not book.api.isModified())
        case "closed file":
            return not book.impl.is_changed
        case _:
            return host_excel.is_saved(book)


def path_of(book: "xlwings.Book") -> Path:
    """Where the book's file is.

    Raises:
        ToolkitError: it was never saved, or it is open from the web (SharePoint, OneDrive), where there is no folder.
    """
    match book.app.engine.name:
        case "libreoffice":
            address = str(book.api.getURL())
            path = book.fullname if address.startswith(FILE_URL) else address
        case "closed file":
            path = book.fullname
        case _:
            path = host_excel.path_of(book)
    if not path:
        raise ToolkitError(f"{book.name} has never been saved. Save it in a folder, then press the button again.")
    if "://" in path:
        raise ToolkitError(
            f"{book.name} is open from SharePoint, OneDrive or another place on the web. Save a copy in a folder of this "
            "computer or of the network, open that, then press the button again."
        )
    return Path(path)


def is_read_only(book: "xlwings.Book") -> bool:
    """Whether the book cannot be saved where it is."""
    match book.app.engine.name:
        case "libreoffice":
            return bool(book.api.isReadonly())
        case "closed file":
            return not os.access(path_of(book), os.W_OK)
        case _:
            return host_excel.is_read_only(book)


def has_fixed_sheets(book: "xlwings.Book") -> bool:
    """Whether the book's structure is protected, so that no sheet can be added or taken away."""
    match book.app.engine.name:
        case "libreoffice":
            return bool(book.api.isProtected())
        case "closed file":
            return bool(book.api.security and book.api.security.lockStructure)
        case _:
            return host_excel.has_fixed_sheets(book)


def unlocked(sheet: "xlwings.Sheet") -> AbstractContextManager[None]:
    """Lifts a sheet's protection for a while, and puts the same one back, whatever happens in between.

    A sheet without protection, or in a closed file, where protection stops nobody, is left as it is.

    Raises:
        ToolkitError: a password guards it.
    """
    match sheet.book.app.engine.name:
        case "libreoffice" if sheet.api.isProtected():
            return _Lifted(sheet)
        case "libreoffice" | "closed file":
            return nullcontext()
        case _:
            return host_excel.unlocked(sheet)


class _Lifted:
    """LibreOffice's protection, lifted while a `with` block lasts; it keeps in mind what the protection allows.

    It is a class since LibreOffice's errors cannot pass through a context manager that is written as a generator.
    """

    def __init__(self, sheet: "xlwings.Sheet") -> None:
        self._sheet = sheet

    def __enter__(self) -> None:
        from com.sun.star.lang import IllegalArgumentException  # noqa: PLC0415 - there only once the bridge is loaded

        try:
            self._sheet.api.unprotect("")
        except IllegalArgumentException as error:
            raise host_excel.guarded(self._sheet) from error

    def __exit__(self, *_error: object) -> None:
        self._sheet.api.protect("")


def add_note(cell: "xlwings.Range", text: str) -> None:
    """Puts a note on a single cell, of which the caller knows that it has none: LibreOffice is not asked, it takes long."""
    if cell.sheet.book.app.engine.name == "excel":  # the others make the box as large as its text
        host_excel.fit(cell.add_note(text), text)
    else:
        cell.impl.add_note(text)


def show(book: "xlwings.Book", sheet: "xlwings.Sheet", cell: "xlwings.Range | None" = None) -> None:
    """Brings a sheet to the front, and selects a cell on it."""
    book.impl.activate()
    sheet.impl.activate()
    if cell is not None:
        cell.select()
