"""The sheets of what was sent: messages, attachments, events."""

from dataclasses import dataclass

from workbook_tools.model.audit import Audit, Sent, sent_at
from workbook_tools.model.despatch import OutboxEvent, OutboxRow
from workbook_tools.writing.accessible.shorthand import NOT_APPLICABLE, NOT_AVAILABLE
from workbook_tools.writing.accessible.table_layout import Column, Sheet, lay_out
from workbook_tools.writing.audit.columns import HASH, moment_column, number_column, text_column, word_column
from workbook_tools.writing.audit.open_points import ATTACHMENTS, MESSAGES
from workbook_tools.writing.audit.states import STATES
from workbook_tools.writing.outcome_styles import done, wrong

EVENTS = "Events"
MESSAGE = "No."
STYLES = tuple(said.style for said in STATES.values())
AS_SAID, OTHER, NONE = done("As the message says"), wrong("Another file than the message says"), wrong("No file of these packs")


@dataclass(frozen=True, slots=True)
class _Happened:
    """An event, and the address of its message; "" where that is not known."""

    event: OutboxEvent
    address: str


def messages(audit: Audit) -> Sheet | None:
    """The sheet of messages; None where there are none."""
    columns: list[Column[OutboxRow]] = [
        text_column("Address", lambda row: row.outgoing.address, repeats=True),
        number_column(MESSAGE, lambda row: row.number, repeats=True),
        text_column("Role", lambda row: row.outgoing.role, 15),
        text_column("Sent as", lambda row: row.outgoing.send_as.value),
        text_column("Committee", lambda row: row.outgoing.committee, 14),
        text_column("Edition", lambda row: row.outgoing.format.value, 12),
        text_column("Attachments", _attachment_names, 22, NOT_AVAILABLE),
        word_column("State", lambda row: STATES[row.state].word, STYLES),
        number_column("Attempts", lambda row: row.attempts),
        moment_column("Created", lambda row: row.created),
        moment_column("Sent at", sent_at),
        text_column("Server's reply, or reason", lambda row: row.reply, 22),
        text_column("Message-ID", lambda row: row.outgoing.message_id, 16),
        number_column("Copy", lambda row: row.copy),
    ]
    holds = (
        "Every message, one a recipient. Times are in UTC. Copy is 1, or how many times this pack was given to this "
        "recipient. This sheet holds e-mail addresses."
    )
    return lay_out(MESSAGES, "Messages", holds, columns, audit.messages) if audit.messages else None


def _attachment_names(row: OutboxRow) -> str:
    return "\n".join(attachment.name for attachment in row.outgoing.attachments)


def attachments(audit: Audit) -> Sheet | None:
    """The sheet of attachments; None where there are none."""
    rows = list(audit.attachments())
    columns: list[Column[Sent]] = [
        text_column("Name", lambda row: row.attachment.name, 44, repeats=True),
        number_column(MESSAGE, lambda row: row.message.number, repeats=True),
        text_column("SHA-256", lambda row: row.attachment.sha256, HASH),
        number_column("Size in bytes", lambda row: row.attachment.size),
        word_column("What it is", _what, (AS_SAID, OTHER, NONE)),
        text_column("File of the pack", _file, 44, NOT_APPLICABLE),
        text_column(
            "Edition of that file", lambda row: row.origin.file.format.value if row.origin.file else "", 20, NOT_APPLICABLE
        ),
        text_column("Pack", lambda row: row.origin.pack.title if row.origin.pack else "", 40, NOT_APPLICABLE),
    ]
    holds = (
        "Every attachment of every message. What it is was found by comparing its SHA-256 with those of the packs' files. "
        "Two files with one SHA-256 are the same, to the byte."
    )
    return lay_out(ATTACHMENTS, "Attachments", holds, columns, rows) if rows else None


def _what(row: Sent) -> str:
    style = AS_SAID if row.origin.as_said else OTHER if row.origin.file else NONE
    return style.word


def _file(row: Sent) -> str:
    return row.origin.file.name if row.origin.file else ""


def events(audit: Audit) -> Sheet | None:
    """The sheet of changes of state; None where there are none."""
    addresses = {message.number: message.outgoing.address for message in audit.messages}
    rows = [_Happened(event, addresses.get(event.number, "")) for event in audit.events]
    columns: list[Column[_Happened]] = [
        text_column("Address", lambda row: row.address, 50, NOT_AVAILABLE, repeats=True),
        number_column(MESSAGE, lambda row: row.event.number, repeats=True),
        moment_column("At", lambda row: row.event.at),
        word_column("State", lambda row: STATES[row.event.state].word, STYLES),
        text_column("What was said", lambda row: row.event.note, 90),
    ]
    holds = (
        "Every change of a message's state, in the order of the outbox. Times are in UTC. This sheet holds e-mail addresses."
    )
    return lay_out(EVENTS, "Events", holds, columns, rows) if rows else None
