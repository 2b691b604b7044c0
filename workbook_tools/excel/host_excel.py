"""What Excel itself knows of a workbook: on Windows through COM, on a Mac through AppleScript; see `host`.

Both call the same things by other names: `ReadOnly` there is `read_only` here.
"""

import math
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from workbook_tools.findings import ToolkitError

if TYPE_CHECKING:
    import xlwings  # only its types: whoever calls has loaded it

PROTECTED = ("ProtectDrawingObjects", "ProtectContents", "ProtectScenarios")
ALLOWED = (
    "AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows",
    "AllowInsertingColumns", "AllowInsertingRows", "AllowInsertingHyperlinks",
    "AllowDeletingColumns", "AllowDeletingRows", "AllowSorting", "AllowFiltering", "AllowUsingPivotTables",
)  # fmt: skip
"""What a protection may allow, in the order in which Excel takes it."""
ON_A_MAC = {"AllowUsingPivotTables": "allow_using_pivot_table"}  # otherwise it has the same words
NOTE_WIDTH, LINE_HEIGHT = 240, 13  # points
LETTERS_IN_A_LINE = 45


def is_saved(book: "xlwings.Book") -> bool:
    """Whether there is nothing to save; a book that was never saved is not."""
    return bool(path_of(book) and _ask(book.api, "Saved"))


def is_read_only(book: "xlwings.Book") -> bool:
    """Whether Excel opened it to be read only."""
    return bool(_ask(book.api, "ReadOnly"))


def has_fixed_sheets(book: "xlwings.Book") -> bool:
    """Whether Excel lets nobody add a sheet, or take one away."""
    return bool(_ask(book.api, "ProtectStructure"))


def path_of(book: "xlwings.Book") -> str:
    """Path or web address of the book, "" where it was never saved; xlwings would look for a copy on this machine."""
    return str(_ask(book.api, "FullName")) if _ask(book.api, "Path") else ""


@contextmanager
def unlocked(sheet: "xlwings.Sheet") -> Iterator[None]:
    """Lifts a sheet's protection for a while, and puts the same one back.

    Raises:
        ToolkitError: a password guards it.
    """
    protected = [bool(_ask(sheet.api, name)) for name in PROTECTED]
    if not any(protected):
        yield
        return
    by_macros = bool(_ask(sheet.api, "ProtectionMode"))
    protection = sheet.api.protection_object if _is_mac() else sheet.api.Protection
    allowed = [bool(_ask(protection, name)) for name in ALLOWED]
    selection = _ask(sheet.api, "EnableSelection")
    _unprotect(sheet)
    try:
        yield
    finally:
        _protect(sheet, protected, by_macros, allowed, selection)


def guarded(sheet: "xlwings.Sheet") -> ToolkitError:
    """What to raise where a password guards a sheet."""
    return ToolkitError(
        f"The sheet {sheet.name} is protected with a password, so nothing can be marked on it. "
        "Take its protection off, then press the button again."
    )


def fit(note: "xlwings.Note", text: str) -> None:
    """Makes a note's box as large as its text needs; on a Mac it stays as Excel makes it."""
    if not _is_mac():
        lines = sum(max(1, math.ceil(len(line) / LETTERS_IN_A_LINE)) for line in text.split("\n"))
        shape = note.api.Shape
        shape.Width, shape.Height = NOTE_WIDTH, (lines + 1) * LINE_HEIGHT


def _unprotect(sheet: "xlwings.Sheet") -> None:
    """Tries without a password; "" is said, for Excel would ask the officer for one if it were left out."""
    try:
        if _is_mac():
            sheet.api.unprotect(password="")
        else:
            sheet.api.Unprotect("")
    except Exception as error:  # COM and AppleScript have errors of their own
        raise guarded(sheet) from error
    if _ask(sheet.api, "ProtectContents"):
        raise guarded(sheet)


def _protect(sheet: "xlwings.Sheet", protected: list[bool], by_macros: bool, allowed: list[bool], selection: Any) -> None:  # noqa: FBT001
    if _is_mac():
        drawings, contents, scenarios = protected
        allowing = {_mac_name(name): value for name, value in zip(ALLOWED, allowed, strict=True)}
        sheet.api.protect_worksheet(
            drawing_objects=drawings, worksheet_contents=contents, scenarios=scenarios,
            user_interface_only=by_macros, **allowing,
        )  # fmt: skip
        sheet.api.enable_selection.set(selection)
    else:
        sheet.api.Protect("", *protected, by_macros, *allowed)  # by position: Excel's objects do not always take names
        sheet.api.EnableSelection = selection


def _ask(native: Any, name: str) -> Any:
    """A property of an object of Excel's own, by its name on Windows."""
    return getattr(native, _mac_name(name)).get() if _is_mac() else getattr(native, name)


def _mac_name(name: str) -> str:
    return ON_A_MAC.get(name) or re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _is_mac() -> bool:
    return sys.platform == "darwin"
