"""A workbook's file as a `Book`. Its XML is read directly: libraries drop alt text, text boxes and backgrounds."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from workbook_tools.accessibility.book import Book, Sheet
from workbook_tools.accessibility.drawings import read_floating
from workbook_tools.accessibility.package import Package, child, children, descendants, named, text_of
from workbook_tools.accessibility.sheets import Shared, read_sheet
from workbook_tools.accessibility.styles import parse_styles
from workbook_tools.findings import ReadingError
from workbook_tools.reading.preflight import check_safe

DAMAGED = "The workbook is damaged inside and cannot be read. Let Excel open and repair it, and save it again."
MALFORMED = (
    BadZipFile, zlib.error, ParseError, EOFError, OSError, LookupError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What a package that is not in order raises."""
MACRO_PARTS = ("vbaproject.bin", "/macrosheets/", "/activex/")
OUTSIDE_PARTS = {"externalLink": "a link to another workbook", "connections": "a connection to data outside"}


def load_book(path: Path) -> Book:
    """The workbook in a file.

    Raises:
        ReadingError: it is no workbook, not safe to open or not in order.
    """
    if problem := check_safe(path):
        raise ReadingError(problem)
    try:
        with ZipFile(path) as archive:
            book = _book(path.name, Package(archive))
    except MALFORMED as error:
        raise ReadingError(DAMAGED) from error
    if not book.sheets:
        raise ReadingError(DAMAGED)
    return book


def _book(file: str, package: Package) -> Book:
    part = next(package.related("", "officeDocument"), "xl/workbook.xml")
    workbook = package.xml(part)
    styles = parse_styles(_related(package, part, "styles"), _related(package, part, "theme"))
    strings = _related(package, part, "sharedStrings")
    shared = Shared(styles, tuple(children(strings, "si")))
    view = child(workbook, "bookViews", "workbookView")
    return Book(
        file=file,
        sheets=tuple(_sheets(package, part, workbook, shared)),
        active=int(view.get("activeTab", "0")) if view is not None else 0,
        base_size=styles.looks[0].size,
        macros=tuple(name for name in package.names if any(mark in f"/{name}" for mark in MACRO_PARTS)),
        outside=tuple(
            words for kind, words in OUTSIDE_PARTS.items() for one in package.relations(part).values() if one.kind == kind
        ),
        broken_names=tuple(
            entry.get("name", "")
            for entry in children(child(workbook, "definedNames"), "definedName")
            if "#REF!" in text_of(entry)
        ),
        **_properties(package),
    )


def _related(package: Package, part: str, kind: str) -> Element | None:
    target = next(package.related(part, kind), None)
    return package.xml(target) if target else None


def _sheets(package: Package, part: str, workbook: Element | None, shared: Shared) -> Iterator[Sheet]:
    relations = package.relations(part)
    for entry in children(child(workbook, "sheets"), "sheet"):
        relation = relations[named(entry, "id")]
        name, hidden = entry.get("name", ""), entry.get("state", "visible") != "visible"
        floating = tuple(read_floating(package, relation.target))
        if relation.kind == "worksheet":
            yield read_sheet(package, relation.target, shared, name=name, hidden=hidden, floating=floating)
        else:
            yield Sheet(name, hidden, is_chart=True, floating=floating)


def _properties(package: Package) -> dict[str, Any]:
    """Title, language and author. Excel offers "Language" among the custom properties; other programs use the core one."""
    core = _related(package, "", "core-properties")
    extended = _related(package, "", "extended-properties")
    custom = _related(package, "", "custom-properties")
    own = {entry.get("name", "").casefold(): text_of(entry) for entry in descendants(custom, "property")}
    return {
        "title": text_of(child(core, "title")),
        "language": text_of(child(core, "language")) or own.get("language", ""),
        "author": text_of(child(core, "creator")) or text_of(child(extended, "Company")),
    }
