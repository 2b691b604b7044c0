"""A pack, read before it goes anywhere: every file of it is the one that was written with it, and marked as it says.

The pack's own file is not trusted: it names no file but those beside it that share its name, and what its workbooks
say is exempt it never makes public.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from workbook_tools.findings import ReadingError, shorten
from workbook_tools.model.distribution import Format
from workbook_tools.model.layout import PROPERTIES_PART
from workbook_tools.model.pack import (
    ENDINGS,
    LARGEST_PACK,
    NOT_FOR_PUBLICATION,
    PACK_SUFFIX,
    Pack,
    PackFile,
    is_plain_name,
    pack_beside,
)
from workbook_tools.reading.plain_package import read_part
from workbook_tools.reading.plain_xml import NotPlainError, parsed, plain_text
from workbook_tools.reading.preflight import CANNOT_BE_OPENED, LARGEST_FILE, MEBIBYTE, problem_of_file, safe_package

AGAIN = "Build it again with report --pack."
FORM = 1  # of the pack's own file; a newer program may write another
SHA256 = re.compile("[0-9a-f]{64}")
CATEGORY = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}category"
PDF_START = b"%PDF-"
PDF_MARKING = NOT_FOR_PUBLICATION.encode("utf-16-be").hex().upper().encode()
"""The marking as it stands in the properties of a PDF."""


@dataclass(frozen=True, slots=True)
class GivenPack:
    """A pack that was found in order, and the folder of its files."""

    pack: Pack
    folder: Path


class _Form(msgspec.Struct):
    """What is looked at first."""

    format: int


def read_pack(path: Path) -> GivenPack:
    """The pack of a working edition, named by that (.xlsx) or by its own file (.pack.json).

    Raises:
        ReadingError: there is none, it is damaged or of a newer program, or a file of it is missing, was changed, holds macros
            or is not marked as the pack says: exempt and public never stand beside each other.
    """
    own = _own_file(path)
    pack = _parse(_read(own, LARGEST_PACK), own.name)
    _check_files(pack, own.name)
    given = GivenPack(pack, own.parent)
    for file in pack.files:
        _check_marking(pack, file, _content(given, file))
    return given


def content_of(given: GivenPack, wanted: Format) -> bytes:
    """A file of a pack, held against the pack again: it may have been changed since.

    Raises:
        ReadingError: the pack has none in this format, or it is missing or was changed.
    """
    file = given.pack.file(wanted)
    if file is None:
        raise ReadingError(f"The pack of {given.pack.files[0].name} has no {wanted}. {AGAIN}")
    return _content(given, file)


def _own_file(path: Path) -> Path:
    if path.name.lower().endswith(PACK_SUFFIX):
        return path
    if path.suffix.lower() != ".xlsx":
        raise ReadingError(
            f"{shorten(path.name)} is no pack. Name its working edition (.xlsx), or its own file ({PACK_SUFFIX})."
        )
    own = pack_beside(path)
    if not own.exists():
        raise ReadingError(
            f"There is no pack beside {shorten(path.name)}: {shorten(own.name)} is missing. "
            "Name the working edition of a pack, or build one with report --pack."
        )
    return own


def _read(path: Path, largest: int) -> bytes:
    """A file's content, of which no more than `largest` bytes are read."""
    try:
        problem = problem_of_file(path)
        if problem is None:
            with path.open("rb") as stream:
                content = stream.read(largest + 1)
            if len(content) <= largest:
                return content
            problem = f"It is larger than {largest // MEBIBYTE} MB."
    except OSError:
        problem = CANNOT_BE_OPENED
    raise ReadingError(f"{shorten(path.name)}: {problem}")


def _parse(content: bytes, name: str) -> Pack:
    """The pack that a file holds; every text of it stands on one line, as it was written."""
    try:
        form = msgspec.json.decode(content, type=_Form).format
        if form > FORM:
            raise ReadingError(
                f"{shorten(name)} was written by a newer version of this program. Install that version, or build it again here."
            )
        pack = msgspec.json.decode(content, type=Pack)
        if all(text.isprintable() for text in _texts(msgspec.to_builtins(pack))):
            return pack
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        pass
    raise ReadingError(f"{shorten(name)} is damaged: it is not as this program writes it. {AGAIN}")


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from _texts(one)
        case list() | tuple():
            for one in value:
                yield from _texts(one)


def _check_files(pack: Pack, own: str) -> None:
    """Makes sure that a pack names its own files only: a working edition, and at most one in each other format."""
    shared = own[: -len(PACK_SUFFIX)]
    formats = [file.format for file in pack.files]
    if not formats or formats[0] is not Format.WORKBOOK or len(set(formats)) < len(formats):
        raise ReadingError(f"{shorten(own)} names no working edition, or a format twice. {AGAIN}")
    for file in pack.files:
        wanted = f"{shared}{ENDINGS[file.format]}"
        if not is_plain_name(file.name) or file.name.casefold() != wanted.casefold():
            raise ReadingError(
                f"{shorten(own)} names the file '{shorten(file.name)}', where its own is {shorten(wanted)}. "
                f"The files of a pack keep their names. {AGAIN}"
            )
        if not SHA256.fullmatch(file.sha256):
            raise ReadingError(f"{shorten(own)} has no fingerprint of {file.name}. {AGAIN}")


def _content(given: GivenPack, file: PackFile) -> bytes:
    """A file as it was written."""
    path = given.folder / file.name
    try:
        if not path.exists():
            raise ReadingError(f"{file.name} is missing, though its pack is there. Put it there too, or build both again.")
        as_large = not path.is_file() or path.stat().st_size == file.size
    except OSError as error:
        raise ReadingError(f"{file.name}: {CANNOT_BE_OPENED}") from error
    content = _read(path, LARGEST_FILE) if as_large else None
    if content is None or hashlib.sha256(content).hexdigest() != file.sha256:
        raise ReadingError(f"{file.name} was changed after its pack was written, so it is no longer what was checked. {AGAIN}")
    return content


def _check_marking(pack: Pack, file: PackFile, content: bytes) -> None:
    """Makes sure that a file is marked as the pack says. A PDF is only asked whether it is exempt; it may hide that."""
    said = pack.exempt.marking if pack.exempt else ""
    if file.format is Format.PDF:
        if not content.startswith(PDF_START):
            raise ReadingError(f"{file.name} is no PDF. {AGAIN}")
        found = said or (NOT_FOR_PUBLICATION if PDF_MARKING in content else "")
    else:
        found = _marking(file.name, content)
    if found == said:
        return
    if not found:
        raise ReadingError(f"The pack of {file.name} is exempt, but the workbook is not marked so. {AGAIN}")
    raise ReadingError(f"{file.name} is marked '{shorten(found, len(found))}', but its pack says otherwise. {AGAIN}")


def _marking(name: str, content: bytes) -> str:
    """The marking among a workbook's properties; "" for none."""
    try:
        with safe_package(content) as package:
            has_macros = any(part.lower().endswith("vbaproject.bin") for part in package.namelist())
            category = parsed(plain_text(read_part(package, PROPERTIES_PART))).findtext(CATEGORY)
    except (NotPlainError, ReadingError) as error:
        raise ReadingError(f"{name} is no workbook that this program wrote. {AGAIN}") from error
    if has_macros:
        raise ReadingError(f"{name} holds macros, and no macro is ever sent. {AGAIN}")
    return category or ""
