"""Books, sheets, the status bar and what the host knows, in a live LibreOffice; what the engines lack fails loudly in both."""

import inspect
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwings
from xlwings import base_classes

from support_office import LIVE, office_app
from support_samples import PARTNERSHIP, path_of
from workbook_tools.excel import host
from workbook_tools.excel.connecting import book_named
from workbook_tools.excel.engines import (
    closed_book,
    closed_file,
    closed_look,
    closed_range,
    uno_book,
    uno_engine,
    uno_look,
    uno_range,
)
from workbook_tools.findings import ReadingError, ToolkitError, WritingError

pytestmark = [*LIVE, pytest.mark.xdist_group("uno books")]
SHEETS = ["Cover", "Indicators", "Actions", "Risks", "Narrative"]


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    with office_app() as app:
        yield app


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(path_of(PARTNERSHIP), tmp_path / "Höhe & 100%.xlsx"))


@pytest.fixture
def book(app: xlwings.App, path: Path) -> Iterator[xlwings.Book]:
    book = app.books.open(path)
    yield book
    if any(other == book for other in app.books):
        book.close()


def protected(path: Path, password: str = "", options: dict[str, bool] | None = None) -> Path:
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("Indicators")
        sheet.write("A1", "locked")
        sheet.protect(password, options or {})
    return path


def protection_in(path: Path) -> dict[str, Any]:
    found = openpyxl.load_workbook(path)["Indicators"].protection
    return {name: getattr(found, name) for name in found.__attrs__ if name not in {"password", "hashValue", "saltValue"}}


def test_the_book_is_found_by_its_place_and_its_name(app: xlwings.App, book: xlwings.Book, path: Path) -> None:
    assert app.engine.name == "libreoffice"
    assert (book.name, book.fullname) == (path.name, str(path))
    assert book_named(app, str(path)) == app.books[path.name.upper()] == app.books[0] == app.books.open(path) == book
    assert [other.name for other in app.books] == [path.name]
    assert len(app.books) == 1
    with pytest.raises(ToolkitError, match=r"Other\.xlsx is not open any more"):
        book_named(app, str(path.with_name("Other.xlsx")))
    with pytest.raises(KeyError):
        app.books["Other.xlsx"]


def test_several_books_and_the_active_one(app: xlwings.App, book: xlwings.Book, tmp_path: Path) -> None:
    other = app.books.open(protected(tmp_path / "Other.xlsx"))
    assert {each.name for each in app.books} == {book.name, "Other.xlsx"}
    host.show(book, book.sheets["Actions"], book.sheets["Actions"].range("C5:D6"))
    assert app.books.active == book
    assert book.sheets.active.name == "Actions"
    assert app.selection is not None
    assert (app.selection.address, app.selection.sheet) == ("$C$5:$D$6", book.sheets["Actions"])
    host.show(other, other.sheets[0])
    assert app.books.active == other
    other.close()
    assert [each.name for each in app.books] == [book.name]


def test_sheets_are_added_named_hidden_and_deleted(book: xlwings.Book) -> None:
    assert [sheet.name for sheet in book.sheets] == SHEETS
    assert ("ACTIONS" in book.sheets, "Finance" in book.sheets) == (True, False)
    with pytest.raises(KeyError, match="no sheet 'Finance'"):
        book.sheets["Finance"]
    new = book.sheets.add("New", after=book.sheets["Cover"])
    assert (new.index, book.sheets.active) == (2, new)
    assert book.sheets.add(before=book.sheets["Cover"]).index == 1
    assert [sheet.name for sheet in book.sheets] == ["Sheet1", "Cover", "New", *SHEETS[1:]]
    new.name, book.sheets[0].visible = "Findings", False
    assert [sheet.visible for sheet in book.sheets][:3] == [False, True, True]
    book.sheets["sheet1"].delete()
    book.sheets["Findings"].delete()
    assert [sheet.name for sheet in book.sheets] == SHEETS


def test_a_cleared_sheet_is_empty(book: xlwings.Book) -> None:
    sheet = book.sheets["Indicators"]
    sheet.range("B5").add_note("x")
    sheet.clear()
    assert (sheet.used_range.value, sheet.range("B5").note, sheet.range("B5").number_format) == (None, None, "General")


def test_the_status_bar_shows_a_text_and_is_given_back(book: xlwings.Book) -> None:
    app = book.app
    assert app.status_bar is False
    for text in ("Reading Housing.xlsx", "2 of 40"):
        app.status_bar = text
        assert app.status_bar == text
    app.status_bar = False
    assert app.status_bar is False


def test_it_is_saved_where_it_came_from_or_elsewhere(book: xlwings.Book, path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    assert host.is_saved(book)
    assert host.path_of(book) == path
    assert not host.is_read_only(book)
    book.sheets["Cover"].range("D1").value = "changed"
    assert not host.is_saved(book)
    copy = tmp_path / "Copy.xlsm"
    book.save(copy)
    assert (path.read_bytes(), book.fullname, host.is_saved(book)) == (before, str(copy), True)
    with zipfile.ZipFile(copy) as package:
        assert b"macroEnabled" in package.read("[Content_Types].xml")
    book.sheets["Cover"].range("D1").value = "changed again"
    book.save()
    assert host.is_saved(book)
    assert openpyxl.load_workbook(copy)["Cover"]["D1"].value == "changed again"


@pytest.mark.parametrize(
    ("place", "sentence"),
    [("gone/Copy.xlsx", "Copy.xlsx could not be saved"), ("Copy.pdf", "its name must end in .xlsx or .xlsm")],
)
def test_a_place_that_cannot_be_written_is_told(book: xlwings.Book, path: Path, place: str, sentence: str) -> None:
    with pytest.raises(WritingError, match=sentence):
        book.save(path.parent / place)
    with pytest.raises(WritingError, match="password"):
        book.save(password="secret")  # noqa: S106 - not a password of anything
    assert book.fullname == str(path)


def test_a_book_that_was_opened_to_be_read_only_is_known(app: xlwings.App, path: Path) -> None:
    app.api.loadComponentFromURL(path.as_uri(), "_blank", 0, (uno_book.property_value("ReadOnly", value=True),))
    book = book_named(app, str(path))
    sheet = book.sheets["Cover"]
    assert host.is_read_only(book)
    for refused in (
        lambda: setattr(sheet.range("D1"), "value", "x"),
        lambda: setattr(sheet.range("D1"), "color", (1, 2, 3)),
        lambda: setattr(sheet, "name", "Other"),
        lambda: setattr(sheet, "visible", False),
        lambda: sheet.range("D1").add_note("x"),
        lambda: book.sheets.add("Findings"),
        sheet.delete,
        sheet.clear,
    ):
        with pytest.raises(WritingError, match="is open to be read only"):
            refused()
    assert [sheet.name for sheet in book.sheets] == SHEETS
    book.close()


def test_a_book_that_was_never_saved_has_no_place(app: xlwings.App) -> None:
    app.api.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    book = next(book for book in app.books if book.name.startswith("Untitled"))
    assert not host.is_saved(book)
    with pytest.raises(ToolkitError, match=r"Untitled .* has never been saved\. Save it in a folder"):
        host.path_of(book)
    with pytest.raises(WritingError, match="never been saved"):
        book.save()
    book.close()


@pytest.mark.parametrize("content", [b"service,period", b"PK\x03\x04", b""])
def test_what_is_no_workbook_is_refused_or_shown_as_what_it_is(app: xlwings.App, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "Bad.docx").write_bytes(content)
    with pytest.raises(ReadingError, match=r"Bad\.docx cannot be opened"):
        app.books.open(tmp_path / "Bad.docx")
    for document in [book for book in app.books if book.name == "Bad.docx"]:
        document.close()


@pytest.mark.parametrize(
    "options", [{}, {"select_locked_cells": False, "format_columns": True}, {"objects": True, "sort": True}]
)
def test_a_sheet_is_unlocked_for_a_while_and_locked_again_alike(
    app: xlwings.App, tmp_path: Path, options: dict[str, bool]
) -> None:
    path = protected(tmp_path / "Locked.xlsx", options=options)
    book = app.books.open(path)
    sheet = book.sheets[0]
    book.save()  # what LibreOffice makes of the options when it saves is not ours
    before = protection_in(path)
    with host.unlocked(sheet):
        sheet.range("A1").value = "unlocked"
        host.add_note(sheet.range("A1"), "=1+1 is text")
    with pytest.raises(RuntimeError, match="in between"), host.unlocked(sheet):
        raise RuntimeError("in between")
    with pytest.raises(Exception, match="cellsuno"), host.unlocked(sheet):  # LibreOffice's own error comes through, too
        sheet.api.getCellByPosition(-1, -1)
    with pytest.raises(WritingError, match="is locked"):
        sheet.range("A1").value = "x"
    book.save()
    book.close()
    assert protection_in(path) == before
    assert before["sheet"]
    saved = openpyxl.load_workbook(path)["Indicators"]["A1"]
    assert (saved.value, saved.comment.text) == ("unlocked", "=1+1 is text")


def test_a_sheet_with_a_password_stays_locked(app: xlwings.App, tmp_path: Path) -> None:
    book = app.books.open(protected(tmp_path / "Locked.xlsx", "secret"))
    with pytest.raises(ToolkitError, match="Indicators is protected with a password"), host.unlocked(book.sheets[0]):
        raise AssertionError("not reached")
    assert book.sheets[0].api.isProtected()
    book.close()


LISTED = {
    base_classes.App: {
        "activate", "api", "books", "display_alerts", "pid", "screen_updating", "selection", "status_bar",
    },
    base_classes.Books: {"active", "open"},
    base_classes.Book: {"activate", "api", "app", "close", "fullname", "name", "save", "sheets"},
    base_classes.Sheets: {"active", "add", "api"},
    base_classes.Sheet: {
        "activate", "api", "book", "clear", "delete", "index", "name", "notes", "range", "used_range", "visible",
    },
    base_classes.Range: {
        "add_note", "address", "api", "clear_contents", "color", "column", "column_width", "font", "formula", "get_address",
        "merge_area", "merge_cells", "note", "number_format", "raw_value", "row", "row_height", "select", "shape", "wrap_text",
    },
    base_classes.Font: {"bold", "color"},
    base_classes.Note: {"api", "delete", "location", "text"},
}  # fmt: skip
"""The members of xlwings that buttons may use, by what they are members of."""
WITHOUT_ENGINE = {"max_cells_per_read", "max_cells_per_write", "expand"}  # xlwings answers these itself, from the others
NOT_CLOSED = {"activate", "api"}  # a closed file has no program to ask
OURS = (
    (closed_file.App, uno_engine.UnoApp), (closed_file.Books, uno_engine.UnoBooks), (closed_book.ClosedBook, uno_book.UnoBook),
    (closed_book.ClosedSheets, uno_book.UnoSheets), (closed_book.ClosedSheet, uno_book.UnoSheet),
    (closed_range.ClosedRange, uno_range.UnoRange), (closed_look.ClosedFont, uno_look.UnoFont),
    (closed_look.ClosedNote, uno_look.UnoNote),
)  # fmt: skip
CLASSES = [pytest.param(ours, base, id=ours.__name__) for pair, base in zip(OURS, LISTED, strict=True) for ours in pair]


@pytest.mark.parametrize(("ours", "base"), CLASSES)
def test_an_engine_has_every_member_of_the_list_and_fails_loudly_at_any_other(ours: type, base: type) -> None:
    """Of every public member of xlwings: it is in the list and ours, or xlwings' own, which raises."""
    members = {name: member for name, member in inspect.getmembers_static(base) if not name.startswith("_")}
    own = {name for name, member in members.items() if inspect.getattr_static(ours, name) is not member}
    assert own - LISTED[base] <= {"engine"}
    assert LISTED[base] - own <= (set() if ours.__name__.startswith("Uno") else NOT_CLOSED)
    for name, member in members.items():
        if name not in own | WITHOUT_ENGINE and not inspect.iscoroutinefunction(member):
            with pytest.raises(NotImplementedError):
                ask(ours, name, member)


def ask(ours: type, name: str, member: Any) -> None:
    """Uses a member as anybody would: a property is read, a method called."""
    blank: Any = object.__new__(ours)
    if not inspect.isfunction(member):
        getattr(blank, name)
        return
    needed = [each for each in inspect.signature(member).parameters.values() if each.default is each.empty][1:]
    getattr(blank, name)(*([None] * len(needed)))


@pytest.mark.parametrize(
    "use",
    [
        lambda sheet: sheet.range("A1").expand().value,
        lambda sheet: sheet.range("A1").merge(),
        lambda sheet: sheet.range("A1").font.size,
        lambda sheet: sheet.range("A1").api.notThere,
        lambda sheet: sheet.shapes,
        lambda sheet: sheet.autofit(),
        lambda sheet: sheet.book.names,
        lambda sheet: sheet.book.app.calculate(),
        lambda sheet: sheet.book.app.books.open(path_of(PARTNERSHIP), read_only=True),
        lambda sheet: sheet.book.activate(steal_focus=True),
    ],
)
def test_what_the_engine_lacks_fails_loudly_where_it_is_used(book: xlwings.Book, use: Any) -> None:
    with pytest.raises((NotImplementedError, AttributeError)):
        use(book.sheets["Indicators"])
