"""Messages as rows of the outbox's tables, and back."""

import hashlib
import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from workbook_tools.mailing.outbox_file import UNDER_WAY, OutboxError
from workbook_tools.model.despatch import AttachmentRecord, MessageState, OutboxRow, Outgoing
from workbook_tools.model.distribution import Format, SendAs
from workbook_tools.writing.plain_text import plain

SELECT = (
    "SELECT number, message_id, pack, title, scheme, committee, meeting, role, address, send_as, format, exempt, subject, "
    "sha256, copy, state, attempts, created, changed, next_attempt, reply FROM messages"
)


class ContentChangedError(OutboxError):
    """The content of a message is not what was added."""


def fold(address: str) -> str:
    """An address as two of them are compared: no mail system that councils use tells case apart."""
    return address.strip().lower()


def digest(content: bytes) -> str:
    """The SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def as_text(time: datetime) -> str:
    """A time as it is kept: UTC, to the microsecond, so that text sorts as time does."""
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def as_time(text: str) -> datetime:
    """A time that was kept; ValueError where it is none."""
    return datetime.fromisoformat(text)


def insert(database: sqlite3.Connection, outgoing: Outgoing, state: MessageState, copy: int, now: datetime) -> int:
    """Adds a message and gives its number; without its content where it was only drafted."""
    whose = (outgoing.role, outgoing.address, fold(outgoing.address), outgoing.send_as.value, outgoing.format.value)
    what = (outgoing.message_id, outgoing.pack, outgoing.title, outgoing.scheme, outgoing.committee)
    said = (outgoing.exempt, outgoing.subject, digest(outgoing.content))
    texts = [plain(text) for text in (*what, outgoing.meeting.isoformat(), *whose, *said)]
    values = (*texts, copy, state.value, 0, as_text(now), as_text(now), None, "", "")
    places = ", ".join("?" * len(values))
    added = database.execute(f"INSERT INTO messages VALUES (NULL, {places})", values)  # noqa: S608 - question marks alone
    number = added.lastrowid or 0
    for place, one in enumerate(outgoing.attachments, 1):
        kept = (number, place, plain(one.name), one.sha256, one.size)
        database.execute("INSERT INTO attachments VALUES (?, ?, ?, ?, ?)", kept)
    if state is not MessageState.DRAFTED:
        database.execute("INSERT INTO contents VALUES (?, ?)", (number, outgoing.content))
    return number


def row_of(database: sqlite3.Connection, values: Sequence[Any], *, with_content: bool = False) -> OutboxRow:
    """A message from what `SELECT` gave.

    Raises:
        ContentChangedError: its content is asked for, and is not what was added.
        ValueError: what stands there is none of our words.
    """
    number, message_id, pack, title, scheme, committee, meeting, role, address, send_as, form, exempt, subject = values[:13]
    sha256, copy, state, attempts, created, changed, next_attempt, reply = values[13:]
    found = database.execute("SELECT name, sha256, size FROM attachments WHERE number = ? ORDER BY place", (number,))
    carried = tuple(AttachmentRecord(*one) for one in found)
    content = _content(database, number, sha256) if with_content and MessageState(state) in UNDER_WAY else b""
    whose = (date.fromisoformat(meeting), role, address, SendAs(send_as), Format(form))
    outgoing = Outgoing(message_id, pack, title, scheme, committee, *whose, exempt, subject, content, carried)
    times = (as_time(created), as_time(changed), as_time(next_attempt) if next_attempt else None)
    return OutboxRow(number, outgoing, copy, MessageState(state), attempts, *times, reply)


def _content(database: sqlite3.Connection, number: int, sha256: str) -> bytes:
    found = database.execute("SELECT content FROM contents WHERE number = ?", (number,)).fetchone()
    if found is None or not isinstance(found[0], bytes) or digest(found[0]) != sha256:
        raise ContentChangedError(f"The outbox no longer holds message {number} as it was added. Send the pack anew.")
    return found[0]
