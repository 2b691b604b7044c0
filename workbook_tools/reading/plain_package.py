"""Where the parts of a plain workbook are: its sheets in order, its shared strings, and the calendar that it counts in."""

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from workbook_tools.reading.plain_shapes import RELATION_ID, require_plain
from workbook_tools.reading.plain_xml import NotPlainError, parsed, plain_text, remembered
from workbook_tools.reading.struck_out import MAIN, TRUE_WORDS

LARGEST_PART = 64 * 1024 * 1024  # bytes unpacked; a larger one is read as a stream by the other reader
CONTENT_TYPES = "[Content_Types].xml"
STYLES = "xl/styles.xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHARED_STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_WORKBOOKS = frozenset(
    {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "application/vnd.ms-excel.template.macroEnabled.main+xml",
    }
)
_PART = re.compile(r"/?(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*[A-Za-z0-9_-][A-Za-z0-9_.-]*")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet as the workbook lists it; `relation` leads to its part."""

    name: str
    hidden: bool
    relation: str


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part, unpacked and checked against its sum.

    Raises:
        NotPlainError: there is none, it is damaged, or it is very large.
    """
    try:
        info = archive.getinfo(name)
        if info.file_size > LARGEST_PART:
            raise NotPlainError
        return archive.read(info)
    except _DAMAGED as error:
        raise NotPlainError from error


@remembered
def listed_parts(content: bytes) -> tuple[str, str | None]:
    """The names of the part that lists the sheets and of that with the shared strings (None where there is none)."""
    root = parsed(plain_text(content))
    if root.tag != f"{_TYPES}Types":
        raise NotPlainError
    found: dict[str, list[str]] = {}
    for child in root:
        if child.tag == f"{_TYPES}Override" and child.attrib.keys() == {"PartName", "ContentType"}:
            found.setdefault(child.attrib["ContentType"], []).append(child.attrib["PartName"])
        elif child.tag != f"{_TYPES}Default" or child.attrib.keys() != {"Extension", "ContentType"}:
            raise NotPlainError
    workbooks = [part for kind in _WORKBOOKS for part in found.get(kind, ())]
    strings = found.get(_SHARED_STRINGS, [])
    if (
        len(workbooks) != 1
        or len(strings) > 1
        or not all(part[:1] == "/" and _PART.fullmatch(part) for part in workbooks + strings)
    ):
        raise NotPlainError
    return workbooks[0][1:], strings[0][1:] if strings else None


@remembered
def listed_sheets(content: bytes) -> tuple[tuple[ListedSheet, ...], bool]:
    """The sheets of a workbook in their order, and whether it counts its days from 1904."""
    root = parsed(plain_text(content))
    if root.tag != f"{{{MAIN}}}workbook":
        raise NotPlainError
    require_plain(root)
    properties, sheets = (root.find(f"{{{MAIN}}}{name}") for name in ("workbookPr", "sheets"))
    of_1904 = properties is not None and properties.get("date1904") in TRUE_WORDS
    return tuple(_listed(sheet) for sheet in (() if sheets is None else sheets)), of_1904


def _listed(sheet: Element) -> ListedSheet:
    if not sheet.attrib[RELATION_ID]:
        raise NotPlainError
    return ListedSheet(sheet.attrib["name"], sheet.get("state", "visible") != "visible", sheet.attrib[RELATION_ID])


def relations_part(workbook: str) -> str:
    """The name of the part that says where a workbook's relations lead."""
    folder, name = posixpath.split(workbook)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def related_sheets(content: bytes, workbook: str) -> dict[str, str | None]:
    """The part of each worksheet by its relation; None for a sheet that is only a chart."""
    folder = posixpath.dirname(workbook)
    return {
        relation: target and (target[1:] if target[0] == "/" else posixpath.join(folder, target))
        for relation, target in _sheet_targets(content).items()
    }


@remembered
def _sheet_targets(content: bytes) -> dict[str, str | None]:
    root = parsed(plain_text(content))
    if root.tag != f"{_RELATIONS}Relationships":
        raise NotPlainError
    relations = [child.attrib for child in root]
    names = {relation.get("Id", "") for relation in relations}
    if len(names) != len(relations) or "" in names or any(child.tag != f"{_RELATIONS}Relationship" for child in root):
        raise NotPlainError
    targets: dict[str, str | None] = {}
    for relation in relations:
        if not {"Id", "Type", "Target"} <= relation.keys() <= {"Id", "Type", "Target", "TargetMode"}:
            raise NotPlainError
        if relation["Type"] == f"{_OFFICE}/chartsheet":
            targets[relation["Id"]] = None
        elif relation["Type"] == f"{_OFFICE}/worksheet":
            if "TargetMode" in relation or not _PART.fullmatch(relation["Target"]):
                raise NotPlainError
            targets[relation["Id"]] = relation["Target"]
    return targets
