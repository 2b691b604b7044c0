"""What of a despatch is still open, in sentences that say what to do. What the records say is held against itself here."""

from collections.abc import Iterator

from workbook_tools.findings import Severity
from workbook_tools.model.audit import Audit
from workbook_tools.model.despatch import MessageState, OutboxRow
from workbook_tools.model.pack import Pack
from workbook_tools.model.spellings import folded
from workbook_tools.model.wording import say_count
from workbook_tools.writing.audit.states import STATES, say_numbers
from workbook_tools.writing.moments import say_moment

FINDINGS, ATTACHMENTS, MESSAGES = "Findings and responses", "Attachments", "Messages"
"""Names of sheets, which stand here since the sentences point to them."""


def open_points(audit: Audit) -> list[str]:
    """Everything that somebody still has to settle, what weighs most first; empty where nothing is open."""
    points = (_states(audit), _attachments(audit), _records(audit), _findings(audit), _notice(audit), _kept(audit))
    return [point for some in points for point in some]


def _states(audit: Audit) -> Iterator[str]:
    for state, said in STATES.items():
        messages = audit.in_state(state)
        if said.remedy and messages:
            yield f"{said.word}: {say_numbers(messages)}. {said.meaning} {said.remedy}{_next_attempt(state, messages)}."


def _next_attempt(state: MessageState, messages: tuple[OutboxRow, ...]) -> str:
    times = [message.next_attempt for message in messages if message.next_attempt]
    return f", from {say_moment(min(times))} on" if state is MessageState.DEFERRED and times else ""


def _attachments(audit: Audit) -> Iterator[str]:
    for sent in audit.attachments():
        if not sent.origin.as_said:
            what = "is another file than its message says" if sent.origin.file else "is no file of these packs"
            yield (
                f"Message {sent.message.number}: the attachment {sent.attachment.name} {what}. Find out what was sent; "
                f"the sheet {ATTACHMENTS} has its hash."
            )


def _records(audit: Audit) -> Iterator[str]:
    """What should not be: strange messages, packs that nobody gets, events without a message."""
    committee = folded(audit.committee)
    strange = [one for one in audit.messages if not _is_of(one, committee, audit)]
    if strange:
        yield f"Of another committee, meeting or pack: {say_numbers(strange)}. See the sheet {MESSAGES}."
    bare = [one for one in audit.messages if not one.outgoing.attachments]
    if bare:
        yield f"No attachment is recorded: {say_numbers(bare)}. Find out what was sent."
    for pack in audit.packs:
        if not audit.carrying(pack):
            yield f"No message carries {say_pack(pack)}. Despatch it, or say why it was left out."
    known = {one.number for one in audit.messages}
    lost = sorted({event.number for event in audit.events} - known)
    if lost:
        yield f"{say_count(len(lost), 'message')} with recorded events {'is' if len(lost) == 1 else 'are'} not listed here."


def _is_of(message: OutboxRow, committee: str, audit: Audit) -> bool:
    outgoing = message.outgoing
    return folded(outgoing.committee) == committee and outgoing.meeting == audit.meeting and audit.pack_of(message) is not None


def _findings(audit: Audit) -> Iterator[str]:
    for pack in audit.packs:
        if unanswered := len(pack.unanswered):
            said = say_count(unanswered, "error")
            yield f"{say_pack(pack)}: {said} without a response of the service. See the sheet {FINDINGS}."
    errors = sum(finding.severity is Severity.ERROR for finding in audit.gate)
    if errors:
        yield f"{say_count(errors, 'error')} found before the despatch. See the sheet {FINDINGS}."


def _notice(audit: Audit) -> Iterator[str]:
    if audit.published is None and not audit.all_exempt:
        yield "The day on which the papers were open to the public is not recorded."
    if audit.notice is None and not audit.all_exempt:
        yield "Whether the papers were open to the public in time was not judged."
    if audit.notice and audit.notice.late and not audit.late_reason.strip():
        yield "The papers are late, and no reason for it is recorded."
    if audit.notice and audit.notice.assumed:
        yield "The verdict on notice rests on something that could not be verified. Have it looked at."


def _kept(audit: Audit) -> Iterator[str]:
    if not audit.kept and not audit.all_exempt:
        yield "How long these papers stay open to the public is not known: the scheme does not say it."


def say_pack(pack: Pack) -> str:
    """A pack by its title, its services and its period."""
    return ", ".join(part for part in (pack.title, pack.services, pack.period) if part)
