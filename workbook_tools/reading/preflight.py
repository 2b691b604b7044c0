"""Is a file safe to open? Looked at from outside, before any reader touches it: nothing is run, no link is followed.

Where its content is read as well, both are done on the same bytes (`problem_of_file`, then `safe_package`).

The limits are far above any service return (some hundred kilobytes on disk, a few megabytes unpacked).
"""

import io
import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

from workbook_tools.findings import ReadingError
from workbook_tools.reading.plain_xml import PLAIN_START

MEBIBYTE = 1024 * 1024
LARGEST_FILE = 100 * MEBIBYTE  # on disk, inclusive
LARGEST_UNPACKED = 256 * MEBIBYTE  # all parts together, inclusive
RATIO_CHECKED_FROM = 10 * MEBIBYTE  # smaller parts are harmless however well they pack
HIGHEST_RATIO = 250  # unpacked to packed; large sheets of real returns stay below 60
MOST_PARTS = 10_000
LOCK_FILE_PREFIX = "~$"
OLE_SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")  # container of the Office formats before 2007 and of encrypted files
PROLOGUE_CHUNK = 4096  # bytes read at a time while looking for the first element
LONGEST_PROLOGUE = 64 * 1024  # Excel writes some 60 bytes before the first element
PLAIN_PROLOGUE = 512  # bytes that are looked at first
LOCAL_HEADER = 30  # bytes before the name of a part, the last four the lengths of its name and of its extra fields
CANNOT_BE_OPENED = "The file cannot be opened. It may be open in another program, or you may have no right to read it."
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, NotImplementedError, RuntimeError, ValueError)


def check_safe(path: Path) -> str | None:
    """None, or the sentence that says why the file cannot be opened.

    A file that passes may still turn out to be damaged inside; then its reading says so.
    """
    try:
        return problem_of_file(path) or problem_of_content(path.read_bytes())
    except OSError:
        return CANNOT_BE_OPENED


def problem_of_content(content: bytes) -> str | None:
    """None, or the sentence that says why a file with this content cannot be opened."""
    try:
        safe_package(content)
    except ReadingError as error:
        return str(error)
    return None


def safe_package(content: bytes) -> zipfile.ZipFile:
    """The package of a workbook that is safe to open.

    Raises:
        ReadingError: it is not, or there is none; says why.
    """
    start = content[: len(OLE_SIGNATURE)]
    if start == OLE_SIGNATURE:
        raise ReadingError(_old_container(content))
    try:
        if not zipfile.is_zipfile(io.BytesIO(content)):
            raise ReadingError(_not_a_zip(start))
        package = zipfile.ZipFile(io.BytesIO(content))
        problem = _archive_problem(package, content)
    except OSError as error:
        raise ReadingError(CANNOT_BE_OPENED) from error
    except DAMAGED as error:
        raise ReadingError(
            "The file is damaged: it cannot be unpacked. Open it in Excel, save it again and send the new file."
        ) from error
    if problem:
        raise ReadingError(problem)
    return package


def problem_of_file(path: Path) -> str | None:
    """None, or the sentence that says why what is found there is not read at all.

    Raises:
        OSError: it cannot be looked at.
    """
    if path.name.startswith(LOCK_FILE_PREFIX):
        return "This is Excel's own lock file, not a workbook. Send the file without '~$' in its name."
    if path.is_dir():
        return "This is a folder, not a workbook."
    if not path.exists():
        return "There is no such file."
    return _odd_size(path) if path.is_file() else "This is not an ordinary file."


def _odd_size(path: Path) -> str | None:
    size = path.stat().st_size
    if not size:
        return "The file is empty (0 bytes). Send it again."
    if size > LARGEST_FILE:
        return f"The file is larger than {LARGEST_FILE // MEBIBYTE} MB. Take large pictures out and send it again."
    return None


def _old_container(content: bytes) -> str:
    if _stream_name("EncryptedPackage") in content:
        return "The workbook is protected by a password. Save it without a password and send it again."
    if any(_stream_name(name) in content for name in ("Workbook", "Book")):
        return "This is an old .xls workbook. Open it in Excel, save it as an Excel workbook (.xlsx) and send that."
    return "This is an old Office file, not a workbook. Send the return as an Excel workbook (.xlsx)."


def _stream_name(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\0\0"


def _not_a_zip(start: bytes) -> str:
    if start.startswith(b"PK"):
        return "The file is cut off: its end is missing. It was probably not copied or downloaded to the end; send it again."
    return "This is not an Excel workbook (.xlsx). Open it in Excel, save it as an Excel workbook and send that."


def _archive_problem(archive: zipfile.ZipFile, content: bytes) -> str | None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        return "The workbook is protected by a password. Save it without a password and send it again."
    return _no_workbook(archive) or _too_large(parts) or _declarations(archive, content)


def _no_workbook(archive: zipfile.ZipFile) -> str | None:
    names = {name.lower() for name in archive.namelist()}
    if any(name.endswith("workbook.bin") for name in names):
        return "This is a binary workbook (.xlsb). Open it in Excel, save it as an Excel workbook (.xlsx) and send that."
    if "mimetype" in names and "content.xml" in names:
        return "This is an OpenDocument file (.ods). Save it as an Excel workbook (.xlsx) and send that."
    if "[content_types].xml" not in names or not any(name.endswith("workbook.xml") for name in names):
        return "There is no workbook in this file. Send the return as an Excel workbook (.xlsx)."
    return None


def _too_large(parts: list[zipfile.ZipInfo]) -> str | None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        return f"Unpacked, the file is larger than {LARGEST_UNPACKED // MEBIBYTE} MB; it was not opened. Send the return alone."
    for part in parts:
        if part.file_size > RATIO_CHECKED_FROM and part.file_size > HIGHEST_RATIO * max(part.compress_size, 1):
            return "The file unpacks to many times its size, as no real workbook does; it was not opened."
    return None


def _declarations(archive: zipfile.ZipFile, content: bytes) -> str | None:
    """Workbooks never declare entities; a file that does means to make its reader expand them without end.

    Every part is looked at, whoever reads it later. A document type is declared before the first element or nowhere, so the
    start of a part is enough: one that begins as programs begin their XML, in UTF-8 and at once with an element, has none. Any
    other start, a picture's too, is left to a parser.
    """
    if any(
        not part.is_dir() and not _begins_plainly(content, part) and _declares_document_type(archive, part)
        for part in archive.infolist()
    ):
        return "The file contains declarations that no real workbook has; it was not opened."
    return None


def _begins_plainly(content: bytes, part: zipfile.ZipInfo) -> bool:
    """Whether a part begins with an element after at most a declaration of UTF-8; a small one is checked against its sum."""
    header = content[part.header_offset : part.header_offset + LOCAL_HEADER]
    if part.compress_type != zipfile.ZIP_DEFLATED or len(header) < LOCAL_HEADER or not header.startswith(b"PK\3\4"):
        return False
    name, extra = (int.from_bytes(header[at : at + 2], "little") for at in (26, 28))
    start = part.header_offset + LOCAL_HEADER + name + extra
    small = part.file_size <= PROLOGUE_CHUNK
    packed = content[start : start + (part.compress_size if small else min(part.compress_size, PLAIN_PROLOGUE))]
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    beginning = inflater.decompress(packed, PROLOGUE_CHUNK if small else PLAIN_PROLOGUE)
    if small and (len(beginning) != part.file_size or zlib.crc32(beginning) != part.CRC):
        return False
    return PLAIN_START.match(beginning) is not None


class _Seen(Exception):  # noqa: N818 - a signal out of the parser's callbacks, never an error
    """What comes first: a declaration (True) or an element (False)."""

    def __init__(self, *, declaration: bool) -> None:
        self.declaration = declaration


def _declares_document_type(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part is XML with a document type declaration; a part that is not XML (a picture) has none.

    A declaration stands before the first element; what comes before that longer than any real prologue counts as one.

    Raises:
        LookupError: the part says it is written in an encoding that does not exist.
    """

    def declaration(*_: object) -> None:
        raise _Seen(declaration=True)

    def element(*_: object) -> None:
        raise _Seen(declaration=False)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declaration
    parser.StartElementHandler = element
    try:
        with archive.open(part) as stream:
            for _ in range(LONGEST_PROLOGUE // PROLOGUE_CHUNK):
                chunk = stream.read(PROLOGUE_CHUNK)
                parser.Parse(chunk, not chunk)
                if not chunk:
                    return False
    except _Seen as seen:
        return seen.declaration
    except expat.ExpatError:
        return False
    return True
