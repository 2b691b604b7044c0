"""Is a file safe to open? Looked at from outside, before any reader touches it: nothing is run, no link is followed.

The limits are far above any service return (some hundred kilobytes on disk, a few megabytes unpacked).
"""

import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

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
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, NotImplementedError, RuntimeError, ValueError)


def check_safe(path: Path) -> str | None:
    """None, or the sentence that says why the file cannot be opened.

    A file that passes may still turn out to be damaged inside; then its reading says so.
    """
    try:
        return _not_a_file(path) or _problem_inside(path)
    except OSError:
        return "The file cannot be opened. It may be open in another program, or you may have no right to read it."
    except DAMAGED:
        return "The file is damaged: it cannot be unpacked. Open it in Excel, save it again and send the new file."


def _problem_inside(path: Path) -> str | None:
    with path.open("rb") as stream:
        start = stream.read(len(OLE_SIGNATURE))
    if start == OLE_SIGNATURE:
        return _old_container(path.read_bytes())
    if not zipfile.is_zipfile(path):
        return _not_a_zip(start)
    with zipfile.ZipFile(path) as archive:
        return _archive_problem(archive)


def _not_a_file(path: Path) -> str | None:
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


def _archive_problem(archive: zipfile.ZipFile) -> str | None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        return "The workbook is protected by a password. Save it without a password and send it again."
    return _no_workbook(archive) or _too_large(parts) or _declarations(archive, parts)


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


def _declarations(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> str | None:
    """Workbooks never declare entities; a file that does means to make its reader expand them without end."""
    if any(_declares_document_type(archive, part) for part in parts if not part.is_dir()):
        return "The file contains declarations that no real workbook has; it was not opened."
    return None


class _Seen(Exception):  # noqa: N818 - a signal out of the parser's callbacks, never an error
    """What comes first: a declaration (True) or an element (False)."""

    def __init__(self, *, declaration: bool) -> None:
        self.declaration = declaration


def _declares_document_type(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part is XML with a document type declaration; a part that is not XML (a picture) has none.

    Every part is looked at, since a workbook may name its sheets as it likes. A declaration stands before the first element;
    what comes before that longer than any real prologue counts as one.

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
