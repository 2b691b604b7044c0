"""A plain workbook becomes one with macros, or an add-in: no Excel is needed, and the same arguments give the same bytes."""

import zipfile
from collections.abc import Mapping
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.dom.minidom import Document, Element, parseString

TYPES_PART, RELATIONS_PART, RIBBON_PART = "[Content_Types].xml", "_rels/.rels", "customUI/customUI14.xml"
WORKBOOK_PART = "/xl/workbook.xml"
RIBBON_RELATION = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"


class MacroFile(StrEnum):
    """What a file with macros is, by the type of its main part."""

    WORKBOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    ADD_IN = "application/vnd.ms-excel.addin.macroEnabled.main+xml"


def pack(content: bytes, modules: Mapping[str, str], kind: MacroFile = MacroFile.WORKBOOK, ribbon: str = "") -> bytes:
    """The file with macros.

    Args:
        content: the workbook (.xlsx) as XlsxWriter made it, with any form buttons on its sheets.
        modules: the texts of its VBA modules by their names, lines ended by LF; ASCII, for VBA knows no Unicode.
        kind: a workbook or an add-in.
        ribbon: the XML of the ribbon's tab; "" for none.

    Raises:
        ValueError: the text of a module is not ASCII, or VBA refuses a module's name.
    """
    parts = _parts_of(content)
    types = parseString(parts[TYPES_PART])  # noqa: S318 - we wrote it ourselves
    _typed(types, WORKBOOK_PART).setAttribute("ContentType", kind)
    parts[TYPES_PART] = _xml(types)
    if ribbon:
        relations = parseString(parts[RELATIONS_PART])  # noqa: S318 - likewise
        _relate(relations, RIBBON_RELATION, RIBBON_PART)
        parts[RELATIONS_PART] = _xml(relations)
        parts[RIBBON_PART] = ribbon.encode()
    return zipped(_parts_of(_with_project(zipped(parts), modules)))


def _with_project(content: bytes, modules: Mapping[str, str]) -> bytes:
    """The workbook with a VBA project; the library works on files only."""
    from pyopenvba import ExcelFile  # noqa: PLC0415 - only who builds a file with macros pays for it

    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsm"
        path.write_bytes(content)
        with ExcelFile(path) as book:
            project = book.add_vba_project()
            for name, text in modules.items():
                text.encode("ascii")
                project.add_module(name, text.replace("\n", "\r\n"))
            book.save()
        return path.read_bytes()


def _typed(types: Document, part: str) -> Element:
    """The element that states the type of a part."""
    return next(one for one in types.getElementsByTagName("Override") if one.getAttribute("PartName") == part)


def _relate(relations: Document, kind: str, target: str) -> None:
    """Adds a relationship of the package, under an identifier that is free."""
    taken = {one.getAttribute("Id") for one in relations.getElementsByTagName("Relationship")}
    relation = relations.createElement("Relationship")
    relation.setAttribute("Id", next(name for number in range(1, len(taken) + 2) if (name := f"rId{number}") not in taken))
    relation.setAttribute("Type", kind)
    relation.setAttribute("Target", target)
    relations.getElementsByTagName("Relationships")[0].appendChild(relation)


def _xml(document: Document) -> bytes:
    return document.toxml(encoding="UTF-8", standalone=True)


def _parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a package: in their order, without a clock's time."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
