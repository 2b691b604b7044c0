"""Despatch: a pack on its way to a committee. What is decided before anything is drafted, what is sent, what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from workbook_tools.findings import Finding
from workbook_tools.model.distribution import Format, SendAs
from workbook_tools.model.pack import Pack
from workbook_tools.model.scheme import Papers


@dataclass(frozen=True, slots=True)
class NoticeVerdict:
    """Whether papers reach the public in time.

    Attributes:
        clear_days: whole days between the day of publication and that of the meeting, both left out; weekends and the nation's
            bank holidays are not counted. 0 where there are none.
        required: how many the law asks for, at least.
        late: whether there are fewer.
        reason: the verdict in a sentence, with the Act and section.
        assumed: whether it rests on something that could not be verified.
    """

    clear_days: int
    required: int
    late: bool
    reason: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a message carries: the name it has there, and its content."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class AttachmentRecord:
    """What is kept of an attachment: its name, its SHA-256 in hexadecimal, its size in bytes."""

    name: str
    sha256: str
    size: int


class MessageState(StrEnum):
    """Where a message is.

    DRAFTED: written as a draft for a person to send; what became of it is not known here. WAITING: to be sent. SENDING: being
    handed over, its end not yet sent, so that no server can have accepted it. ENDING: its end is about to be sent or was sent,
    the server's reply not yet recorded. SENT: accepted by the server. DEFERRED: refused for now, to be tried again. REFUSED:
    refused for good. UNCERTAIN: the run ended, or the connection broke, while ENDING; the server may have accepted it, so it is
    not sent again until somebody settles it. CANCELLED: taken back before it was sent. WITHHELD: may no longer go to this
    recipient.
    """

    DRAFTED = "drafted"
    WAITING = "waiting"
    SENDING = "sending"
    ENDING = "ending"
    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to one recipient, ready.

    Attributes:
        message_id: with its angle brackets; names this message and no other.
        pack: `Pack.identity` of what it carries.
        title: of the pack.
        scheme: name and version of the rules, such as "moray 1".
        committee: as the distribution list spells it.
        meeting: its day.
        role: of the recipient.
        address: of the recipient, as it stands in the list.
        send_as: to, cc or bcc.
        format: that is carried.
        exempt: why it is exempt, as it is marked; "" where it is public.
        subject: of the message.
        content: the whole message as it is sent, lines ended by CR LF.
        attachments: what it carries.
    """

    message_id: str
    pack: str
    title: str
    scheme: str
    committee: str
    meeting: date
    role: str
    address: str
    send_as: SendAs
    format: Format
    exempt: str
    subject: str
    content: bytes
    attachments: tuple[AttachmentRecord, ...]


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message in the outbox.

    Attributes:
        number: its own, counted from 1.
        outgoing: the message; its content is empty in lists, and once it has ended (sent, refused, cancelled, withheld).
        copy: 1, or how many times this pack was given to this recipient with this one.
        state: where it is.
        attempts: how many times it was handed to a server.
        created: when it came in, UTC.
        changed: when its state last changed, UTC.
        next_attempt: when to try again, UTC; None where it is not to be tried.
        reply: what the server said last, on one line; or why it is in this state.
    """

    number: int
    outgoing: Outgoing
    copy: int
    state: MessageState
    attempts: int
    created: datetime
    changed: datetime
    next_attempt: datetime | None
    reply: str


@dataclass(frozen=True, slots=True)
class OutboxEvent:
    """A change of a message's state: which message, to which state, when (UTC), and what was said."""

    number: int
    state: MessageState
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class KeptUntil:
    """How long papers stay open to the public.

    Attributes:
        papers: which.
        until: the last day.
        years: from the day of the meeting.
        act, section: that say so.
    """

    papers: Papers
    until: date
    years: int
    act: str
    section: str


@dataclass(frozen=True, slots=True)
class DespatchRecord:
    """What is kept of the papers that a message carries, so that an audit needs nothing but the outbox.

    Attributes:
        pack: what they are; a PDF that was made only to be sent is among its files.
        file: name of the pack's file.
        committee: as the distribution list spells it.
        meeting: its day.
        published: the day on which the papers went out.
        late_because: the reason for lateness that was given; "" for none.
        notice: whether they were in time.
        kept: how long they stay open.
        list_name, list_sha256: of the distribution list.
        findings: what the gate found.
    """

    pack: Pack
    file: str
    committee: str
    meeting: date
    published: date
    late_because: str
    notice: NoticeVerdict | None
    kept: tuple[KeptUntil, ...]
    list_name: str
    list_sha256: str
    findings: tuple[Finding, ...]
