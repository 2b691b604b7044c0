"""The package of a workbook: which sheets it has, whether they are hidden, and their XML."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO
from xml.parsers import expat

from workbook_tools.control.plain_xml import NotProvedError
from workbook_tools.control.shared_strings import SharedStrings

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OverflowError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
LOCAL = struct.Struct("<4sxxHH16xHH")  # of a part's own header: mark, flags, kind of compression, lengths of name and extra
LOCAL_MARK = b"PK\x03\x04"
HARMLESS = 0b1000_0000_1110  # flags: how hard it was deflated, sizes that follow the part, a name in UTF-8
WORKBOOK = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its name, whether it is hidden, the name of its part in the package ("" where the package names none)."""

    name: str
    hidden: bool
    part: str


class Package:
    """A workbook's package; parts are inflated when they are asked for.

    Raises:
        NotProvedError: it is no package of a workbook, or damaged.
    """

    def __init__(self, content: bytes | BinaryIO) -> None:
        try:
            self.archive = zipfile.ZipFile(BytesIO(content) if isinstance(content, bytes) else content)
        except DAMAGED as error:
            raise NotProvedError("it is no workbook that can be unpacked") from error
        self.content = content if isinstance(content, bytes) else b""
        self.names = {name.lower(): name for name in self.archive.namelist()}
        self.workbook = self._workbook()
        self.targets = dict(self._relations())
        self.sheets = tuple(self._sheets())

    def read(self, part: str) -> bytes:
        """The content of a part, whatever the case of its name.

        Raises:
            NotProvedError: there is none, or it is damaged.
        """
        try:
            name = self.names[part.lower()]
            inflated = self._inflated(self.archive.getinfo(name))
            return self.archive.read(name) if inflated is None else inflated
        except DAMAGED as error:
            raise NotProvedError(f"its part {part} is missing or damaged") from error

    def _inflated(self, info: zipfile.ZipInfo) -> bytes | None:
        """A part, for less than zipfile takes; None where it is not stored as usual, or its length or CRC is another."""
        at = info.header_offset + LOCAL.size
        header = self.content[info.header_offset : at]
        if info.compress_type != zipfile.ZIP_DEFLATED or len(header) < LOCAL.size:
            return None
        mark, flags, kind, name_length, extra_length = LOCAL.unpack(header)
        name = self.content[at : at + name_length]
        if (mark, flags & ~HARMLESS, kind, name) != (LOCAL_MARK, 0, info.compress_type, info.orig_filename.encode()):
            return None
        at += name_length + extra_length
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        inflated = inflater.decompress(self.content[at : at + info.compress_size], info.file_size + 1)
        return inflated if len(inflated) == info.file_size and zlib.crc32(inflated) == info.CRC else None

    def part_of(self, kind: str) -> str | None:
        """The part that the workbook names for a kind of content, such as "/styles"; None where it names none."""
        return next((target for name, target in self.targets.values() if name.endswith(kind)), None)

    def shared_strings(self) -> SharedStrings:
        """The shared strings.

        Raises:
            NotProvedError: they cannot be followed.
        """
        part = self.part_of("/sharedStrings")
        return SharedStrings(self.read(part) if part else b"<sst></sst>")

    def _workbook(self) -> str:
        found = [name for key, name in self.names.items() if key == WORKBOOK or key.endswith("/workbook.xml")]
        if not found:
            raise NotProvedError("it has no part that lists its sheets")
        return min(found, key=lambda name: (name.lower() != WORKBOOK, name))

    def _relations(self) -> Iterator[tuple[str, tuple[str, str]]]:
        folder, _, name = self.workbook.rpartition("/")
        for attributes in _elements(self.read(f"{folder}/_rels/{name}.rels".lstrip("/")), "Relationship"):
            target = attributes.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
            yield attributes.get("Id", ""), (attributes.get("Type", ""), _without_dots(whole))

    def _sheets(self) -> Iterator[SheetPart]:
        for attributes in _elements(self.read(self.workbook), "sheet"):
            kind, target = self.targets.get(attributes.get("id", ""), ("", ""))
            is_grid = kind.endswith("/worksheet")
            hidden = attributes.get("state", "visible") != "visible"
            yield SheetPart(attributes.get("name", ""), hidden, target if is_grid else "")


def _elements(content: bytes, name: str) -> list[dict[str, str]]:
    """The attributes of every element with this name, both without their namespaces, in order."""
    found: list[dict[str, str]] = []

    def start(element: str, attributes: dict[str, str]) -> None:
        if element.rpartition(" ")[2] == name:
            found.append({key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def refuse(*_: object) -> None:
        raise NotProvedError("its XML declares a document type")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by place only
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise NotProvedError("the list of its sheets is damaged") from error
    return found


def _without_dots(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)
