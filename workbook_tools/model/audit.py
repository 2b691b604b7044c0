"""The audit pack: what was sent to a committee, to whom, when and by which rules, for the retention file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from workbook_tools.findings import Finding
from workbook_tools.model.despatch import AttachmentRecord, KeptUntil, MessageState, NoticeVerdict, OutboxEvent, OutboxRow
from workbook_tools.model.pack import Pack, PackFile


@dataclass(frozen=True, slots=True)
class Origin:
    """Which file of which pack an attachment is, found by its hash; both None where it is none of them.

    Attributes:
        pack, file: that it is.
        as_said: whether this is the pack and the format that its message says it carries, and of the size that is recorded.
    """

    pack: Pack | None
    file: PackFile | None
    as_said: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """An attachment of a message, and what it is."""

    message: OutboxRow
    attachment: AttachmentRecord
    origin: Origin


@dataclass(frozen=True, slots=True)
class Audit:
    """All that is kept of one despatch.

    Attributes:
        council, committee: whose papers they are.
        meeting: its day.
        made: the day that the audit pack speaks for, as the caller gives it; never the clock's.
        packs: that were despatched.
        messages: of the outbox, in its order.
        events: of these messages, in order.
        published: the day on which the papers were open to the public; None where it is not known.
        notice: whether that was in time; None where it could not be judged.
        late_reason: why late papers are taken all the same; "" where nobody says it.
        kept: how long the papers stay open; empty where the scheme does not say it.
        distribution_list, distribution_sha256: name and SHA-256 of the list that was used.
        gate: what the checks before the despatch found.
    """

    council: str
    committee: str
    meeting: date
    made: date
    packs: tuple[Pack, ...]
    messages: tuple[OutboxRow, ...]
    events: tuple[OutboxEvent, ...]
    published: date | None
    notice: NoticeVerdict | None
    late_reason: str
    kept: tuple[KeptUntil, ...]
    distribution_list: str
    distribution_sha256: str
    gate: tuple[Finding, ...]

    @property
    def all_exempt(self) -> bool:
        """Whether no pack is open to the public."""
        return bool(self.packs) and all(pack.exempt for pack in self.packs)

    def in_state(self, *states: MessageState) -> tuple[OutboxRow, ...]:
        """The messages in any of these states."""
        return tuple(message for message in self.messages if message.state in states)

    def pack_of(self, message: OutboxRow) -> Pack | None:
        """The pack that a message says it carries; None where it is none of these."""
        return next((pack for pack in self.packs if pack.identity == message.outgoing.pack), None)

    def carrying(self, pack: Pack) -> tuple[OutboxRow, ...]:
        """The messages that say they carry a pack."""
        return tuple(message for message in self.messages if message.outgoing.pack == pack.identity)

    def attachments(self) -> Iterator[Sent]:
        """Every attachment of every message, held against the files of the packs."""
        for message in self.messages:
            yield from self.attachments_of(message)

    def attachments_of(self, message: OutboxRow) -> Iterator[Sent]:
        """The same of one message."""
        for attachment in message.outgoing.attachments:
            yield Sent(message, attachment, self._origin(message, attachment))

    def _origin(self, message: OutboxRow, attachment: AttachmentRecord) -> Origin:
        said, wanted = self.pack_of(message), message.outgoing.format
        same = [(pack, file) for pack in self.packs for file in pack.files if file.sha256 == attachment.sha256]
        for pack, file in same:
            if pack is said and file.format is wanted and file.size == attachment.size:
                return Origin(pack, file, as_said=True)
        return Origin(*same[0], as_said=False) if same else Origin(None, None, as_said=False)


def sent_at(message: OutboxRow) -> datetime | None:
    """When a message was recorded as sent: at the server's reply, or later by whoever settled it; None where it is not sent."""
    return message.changed if message.state is MessageState.SENT else None
