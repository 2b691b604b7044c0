"""An e-mail draft as an .eml file, with at most one attachment: Outlook opens it ready to be read over and sent by a person."""

import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from workbook_tools.findings import ToolkitError, shorten
from workbook_tools.model.addresses import is_address
from workbook_tools.writing.whole_file import replace_file

MIME_TYPES = {
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".pdf": ("application", "pdf"),
}
MOST_NAME = 100  # characters of an attachment's name; longer ones are cut by some mail systems
_NOT_IN_A_NAME = set('<>:"/\\|?*')
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?")


class DraftError(ToolkitError):
    """A message that cannot be drafted; the sentence says what is wrong with it."""


def build_draft(attachment: Path | None, *, to: Sequence[str], subject: str, body: str, sent_on: date) -> EmailMessage:
    """A draft with at most one attachment. The same arguments and the same attachment give the same bytes.

    A sender and a Message-ID are left out: the mail program that sends the draft adds its own.

    Args:
        attachment: an .xlsx workbook without macros, or a PDF; None for a message of text alone.
        to: addresses in the plain form name@example.gov.uk, at least one.
        subject: one line of printable characters.
        body: plain text, its lines in any line ending.
        sent_on: the draft's date, midnight UTC.

    Raises:
        DraftError: an address, the subject, the body or the attachment is not fit to be sent.
    """
    _check_header(to, subject)
    content = _read_attachment(attachment) if attachment else b""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Date"] = format_datetime(datetime.combine(sent_on, time(), UTC))
    message["To"] = ", ".join(to)
    message["Subject"] = subject
    try:
        message.set_content(body, charset="utf-8", cte="quoted-printable")
    except UnicodeEncodeError as error:
        raise DraftError("The message holds a character that cannot be sent. Type the text again.") from error
    if attachment:
        main, sub = MIME_TYPES[attachment.suffix.lower()]
        message.add_attachment(content, maintype=main, subtype=sub, filename=safe_name(attachment.name))
        message.set_boundary(_boundary(message, content))
    return message


def write_draft(message: EmailMessage, path: Path) -> None:
    """Writes a draft whole or not at all.

    Raises:
        DraftError: `path` does not end in .eml, so that no mail program would open it.
        WritingError: the file could not be written; an earlier one is left as it was.
    """
    if path.suffix.lower() != ".eml":
        raise DraftError(f"'{path.name}' is not the name of a draft. Let it end in .eml.")
    replace_file(path, message.as_bytes())


def safe_name(name: str) -> str:
    """`name` as every mail program and file system takes it: no folder, no control or direction marks, at most 100 characters.

    The ending is kept, and never another than the last: "pack.xlsx.exe" stays what it is.
    """
    kept = "".join(
        "_" if mark in _NOT_IN_A_NAME else mark for mark in unicodedata.normalize("NFC", name) if mark.isprintable()
    ).strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    if not dot:
        stem, suffix = kept, ""
    kept = stem[: MOST_NAME - len(dot + suffix)].rstrip(" .") + dot + suffix
    return f"_{kept}" if not stem or _DEVICES.fullmatch(kept) else kept


def _check_header(to: Sequence[str], subject: str) -> None:
    if not to:
        raise DraftError("The message has no recipient. Name at least one address.")
    for address in to:
        if not is_address(address):
            raise DraftError(f"'{shorten(address)}' is not an e-mail address. Write it like name@example.gov.uk.")
    if not subject.strip():
        raise DraftError("The message has no subject. Write one.")
    if not subject.isprintable():
        raise DraftError(f"The subject '{shorten(subject)}' holds a line break or a hidden character. Write it on one line.")


def _read_attachment(path: Path) -> bytes:
    name, suffix = shorten(path.name), path.suffix.lower()
    if suffix in {".xlsm", ".xlam", ".xltm", ".xlsb", ".xls"}:
        raise DraftError(f"{name} may hold macros and is never sent. Attach the .xlsx workbook or the PDF.")
    if suffix not in MIME_TYPES:
        raise DraftError(f"{name} is neither an .xlsx workbook nor a PDF. Attach one of these.")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DraftError(f"{name} cannot be attached: {error.strerror}.") from error
    if suffix == ".pdf" and not content.startswith(b"%PDF-"):
        raise DraftError(f"{name} is not a PDF, whatever its name says. Make it again.")
    if suffix == ".xlsx":
        _refuse_macros(name, content)
    return content


def _refuse_macros(name: str, content: bytes) -> None:
    """An .xlsx may be a macro workbook that was given another name, so its parts decide, not the name."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [part.lower() for part in package.namelist()]
            types = package.read("[Content_Types].xml")
    except (zipfile.BadZipFile, KeyError) as error:
        raise DraftError(f"{name} is not an Excel workbook, whatever its name says. Make it again.") from error
    if b"macroenabled" in types.lower() or any(part.endswith("vbaproject.bin") for part in parts):
        raise DraftError(f"{name} holds macros and is never sent. Save it as a workbook without macros.")


def _boundary(message: EmailMessage, content: bytes) -> str:
    """A boundary from what the message says, so that it is the same each time; "=_" cannot occur in an encoded part."""
    digest = hashlib.sha256(content)
    body = message.get_body()
    for text in (message["Date"], message["To"], message["Subject"], body.as_string() if body else ""):
        digest.update(b"\0" + text.encode())
    return f"=_{digest.hexdigest()[:40]}"
