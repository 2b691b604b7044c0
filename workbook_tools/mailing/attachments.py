"""What a message carries: names that every system takes, and content that is what its name says and runs nothing."""

import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.parsers import expat

from workbook_tools.findings import ReadingError, shorten
from workbook_tools.mailing.errors import DraftError
from workbook_tools.model.despatch import Attachment
from workbook_tools.model.distribution import Format
from workbook_tools.reading.preflight import DAMAGED, OLE_SIGNATURE, safe_package

MIME_TYPES: Final = {
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".pdf": ("application", "pdf"),
}
EDITIONS: Final = {
    Format.WORKBOOK: "working edition.xlsx",
    Format.ACCESSIBLE: "accessible edition.xlsx",
    Format.PDF: "working edition.pdf",
}
"""How the name of an attachment ends, by its format."""
EXEMPT = "EXEMPT - "
MOST_NAME = 100  # characters of an attachment's name; longer ones are cut by some mail systems
LONGEST_PERIOD = 30  # characters of the period in a name
MOST_BYTES = 200  # of a name in UTF-8; file systems take 255
DIGITS = 6  # of the digest that tells names apart that had to be cut
MACRO_SUFFIXES = {".xlsm", ".xlam", ".xltm", ".xlsb", ".xls", ".xlt", ".xla", ".xll"}
FETCHED, EMBEDDED, MACROS = "externallink", "oleobject", "vba"
"""What a part is taken for that says nothing of itself: one that is fetched, and containers of old."""
_NOT_IN_A_NAME = set('<>:"/\\|?*')
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?")
_REFUSED_PARTS: Final = (
    (re.compile(r"macro|vba|xlm|dialogsheet|sheet\.binary"), "holds macros"),
    (re.compile(r"activex|oleobject|embeddings/|relationships/package$"), "holds embedded objects"),
    (re.compile(r"externallink|/connections|querytable"), "is linked to other files"),
    (re.compile(r"customui|relationships/ui/|webextension"), "holds an add-in"),
)
"""What gives a part away that runs or fetches something: in its name, its declared type or its relationship (ECMA-376)."""
_REFUSED_IN_PDF = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData)\b")
"""Actions and contents of a PDF that run or fetch something (ISO 32000-1, 12.6.4)."""


def attachment_name(committee: str, period: str, edition: Format, service: str, *, exempt: bool = False) -> str:
    """The name of an attachment: "Audit and Scrutiny Committee - Housing 2022-23 - accessible edition.xlsx".

    At most 100 characters. What is too long is cut before the period, and digits of a digest of the whole name then tell it
    from others that begin alike; a period of several is cut to 30 characters.

    Args:
        committee: that it goes to.
        period: of the returns; "2022/23" becomes "2022-23".
        edition: that is attached.
        service: whose returns they are.
        exempt: whether the papers are; the name then begins by saying so.
    """
    whose, about, when = (_named(part) for part in (committee, service, period))
    end = f" - {EDITIONS[edition]}"
    stem = " - ".join(filter(None, (whose, about)))
    if when := _cut(when, LONGEST_PERIOD, LONGEST_PERIOD * 2):
        end = f"{' ' if about else ' - ' if stem else ''}{when}{end}"
    stem = f"{EXEMPT if exempt else ''}{stem or ('' if when else 'Papers')}"
    if len(stem) > MOST_NAME - len(end) or len(stem.encode()) > MOST_BYTES - len(end.encode()):
        mark = f"~{hashlib.sha256(f'{stem}{period}'.encode()).hexdigest()[:DIGITS]}"
        stem = _cut(stem, MOST_NAME - len(end + mark), MOST_BYTES - len((end + mark).encode())) + mark
    return safe_name(stem + end)


def safe_name(name: str) -> str:
    """`name` as every mail program and file system takes it: no folder, no control or direction marks, at most 100 characters.

    The ending is kept, and never another than the last: "pack.xlsx.exe" stays what it is.
    """
    kept = _allowed(name).strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    if not dot:
        stem, suffix = kept, ""
    kept = stem[: MOST_NAME - len(dot + suffix)].rstrip(" .") + dot + suffix
    return f"_{kept}" if not stem or _DEVICES.fullmatch(kept) else kept


def check_attachment(name: str, content: bytes) -> Attachment:
    """An attachment under a safe name; its content decides what it is, whatever the name says.

    Raises:
        DraftError: it is neither an .xlsx workbook that runs and fetches nothing nor such a PDF.
    """
    safe = safe_name(name)
    if _kind_of(safe) == ".pdf":
        _check_pdf(safe, content)
    else:
        _check_workbook(safe, content)
    return Attachment(safe, content)


def _kind_of(name: str) -> str:
    suffix = Path(name).suffix.lower()
    if suffix in MACRO_SUFFIXES:
        raise DraftError(f"{shorten(name)} may hold macros and is never sent. Attach the .xlsx workbook or the PDF.")
    if suffix not in MIME_TYPES:
        raise DraftError(f"{shorten(name)} is neither an .xlsx workbook nor a PDF. Attach one of these.")
    return suffix


def _check_pdf(name: str, content: bytes) -> None:
    if not content.startswith(b"%PDF-"):
        raise DraftError(f"{name} is not a PDF, whatever its name says. Make it again.")
    if _REFUSED_IN_PDF.search(content):
        raise DraftError(f"{name} holds scripts or other files and is never sent. Make it again from the workbook.")


def _check_workbook(name: str, content: bytes) -> None:
    """Refuses a macro workbook that was given another name, and what else runs or fetches something when it is opened."""
    try:
        said = list(_declared(safe_package(content)))
    except ReadingError as error:
        raise DraftError(f"{name} cannot be attached. {error}") from error
    except (*DAMAGED, expat.ExpatError) as error:
        raise DraftError(f"{name} cannot be attached: it is damaged. Make it again.") from error
    for pattern, what in _REFUSED_PARTS:
        if any(pattern.search(text) for text in said):
            raise DraftError(f"{name} {what} and is never sent. Make it again, or save it as a plain workbook (.xlsx).")


def _declared(package: zipfile.ZipFile) -> Iterator[str]:
    """What a package says of its parts, in small letters: their names, their types, the kinds of their relationships."""
    for part in package.namelist():
        lowered = part.lower()
        yield lowered
        if lowered.endswith((".rels", "[content_types].xml")):
            yield from _attributes(package.read(part))
        else:
            with package.open(part) as stream:
                if stream.read(len(OLE_SIGNATURE)) == OLE_SIGNATURE:  # what macros and embedded objects are kept in
                    yield MACROS if lowered.endswith("project.bin") else EMBEDDED


def _attributes(content: bytes) -> Iterator[str]:
    """What a part that lists others says of them; read as XML, since any letter can be written as a reference."""
    found: list[str] = []

    def element(_: str, attributes: dict[str, str]) -> None:
        kinds = [attributes[name].lower() for name in ("ContentType", "Type", "PartName") if name in attributes]
        found.extend(kinds)
        if attributes.get("TargetMode", "").lower() == "external" and not any(kind.endswith("/hyperlink") for kind in kinds):
            found.append(FETCHED)

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    parser.Parse(content, True)  # noqa: FBT003 - the library takes it so
    return iter(found)


def _allowed(name: str) -> str:
    """`name` without marks that are hidden, and with others in the place of those that no file's name may have."""
    visible = (mark for mark in unicodedata.normalize("NFC", name) if mark.isprintable())
    return "".join("_" if mark in _NOT_IN_A_NAME else mark for mark in visible)


def _named(part: str) -> str:
    """A part of a name, on one line, without marks at its ends that mean something in a path."""
    return _allowed(shorten(part, len(part)).replace("/", "-")).strip(" .-")


def _cut(text: str, characters: int, in_bytes: int) -> str:
    return text[:characters].encode()[:in_bytes].decode(errors="ignore").rstrip(" .-")
