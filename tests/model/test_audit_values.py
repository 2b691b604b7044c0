"""Which file of which pack an attachment is: found by its hash, held against what its message says."""

import pytest

from support_audit import MEETINGS, PEOPLE_TO, audit_of, message_of, pack_of
from support_changed import replace
from support_samples import BEST_VALUE, PEOPLE
from workbook_tools.model.audit import Audit, sent_at
from workbook_tools.model.despatch import AttachmentRecord, MessageState, OutboxRow
from workbook_tools.model.distribution import Format
from workbook_tools.model.pack import Pack

COMMITTEE = "People Committee"
WORKBOOK, ACCESSIBLE = Format.WORKBOOK, Format.ACCESSIBLE


def record(pack: Pack, form: Format, size: int | None = None) -> AttachmentRecord:
    """The pack's file as an attachment, under another name."""
    file = pack.file(form)
    assert file is not None
    return AttachmentRecord("Sent.xlsx", file.sha256, file.size if size is None else size)


def carrying(*attachments: AttachmentRecord, pack: Pack | None = None) -> Audit:
    """An audit with one message, which says that it carries the workbook of the first pack, or of another one."""
    message = message_of(pack or pack_of(PEOPLE), 1, PEOPLE_TO[0], MessageState.SENT)
    message = replace(message, outgoing=replace(message.outgoing, attachments=attachments))
    return replace(audit_of(COMMITTEE), messages=(message,))


def test_every_attachment_of_the_samples_is_what_its_message_says() -> None:
    for committee, samples in MEETINGS.items():
        sent = list(audit_of(committee).attachments())
        assert len(sent) == len(samples) * len(PEOPLE_TO)
        assert all(one.origin.as_said for one in sent)
        assert [one.origin.pack for one in sent] == [pack_of(sample) for sample in samples for _ in PEOPLE_TO]


@pytest.mark.parametrize(
    ("attachment", "pack", "form", "as_said"),
    [
        (record(pack_of(PEOPLE), WORKBOOK), PEOPLE, WORKBOOK, True),
        (record(pack_of(PEOPLE), WORKBOOK, size=1), PEOPLE, WORKBOOK, False),
        (record(pack_of(PEOPLE), ACCESSIBLE), PEOPLE, ACCESSIBLE, False),
        (record(pack_of(BEST_VALUE), WORKBOOK), BEST_VALUE, WORKBOOK, False),
        (AttachmentRecord("Sent.xlsx", "0" * 64, 1), None, None, False),
        (AttachmentRecord("Sent.xlsx", "", 0), None, None, False),
    ],
)
def test_an_attachment_is_known_by_its_hash(
    attachment: AttachmentRecord, pack: str | None, form: Format | None, as_said: object
) -> None:
    (sent,) = carrying(attachment).attachments()
    assert (sent.origin.pack, sent.origin.as_said) == (pack and pack_of(pack), as_said)
    assert (sent.origin.file.format if sent.origin.file else None) == form


def test_a_file_that_two_packs_share_is_that_of_the_pack_named() -> None:
    shared = pack_of(PEOPLE).files
    second = replace(pack_of(BEST_VALUE), files=(pack_of(BEST_VALUE).files[0], shared[1]))
    convener = message_of(second, 1, PEOPLE_TO[1], MessageState.SENT)
    (sent,) = replace(audit_of(COMMITTEE), packs=(pack_of(PEOPLE), second), messages=(convener,)).attachments()
    assert (sent.origin.pack, sent.origin.as_said) == (second, True)


def test_a_message_without_its_pack_is_of_none() -> None:
    (sent,) = replace(carrying(record(pack_of(PEOPLE), WORKBOOK)), packs=(pack_of(BEST_VALUE),)).attachments()
    assert (sent.origin.pack, sent.origin.file, sent.origin.as_said) == (None, None, False)


@pytest.mark.parametrize("state", list(MessageState))
def test_only_a_sent_message_has_the_time_when_it_was(state: MessageState) -> None:
    message: OutboxRow = message_of(pack_of(PEOPLE), 1, PEOPLE_TO[0], state)
    assert sent_at(message) == (message.changed if state is MessageState.SENT else None)


def test_messages_by_state_and_by_pack() -> None:
    audit = audit_of(COMMITTEE, (MessageState.SENT, MessageState.REFUSED))
    assert [one.number for one in audit.in_state(MessageState.SENT)] == [2, 4, 6, 8]
    assert [one.number for one in audit.carrying(pack_of(BEST_VALUE))] == [5, 6, 7, 8]
    assert audit.in_state(MessageState.WITHHELD) == ()
