"""Audit packs for tests: the five sample reports, despatched to four committees, with every state that a message can be in."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256

from support_samples import BEST_VALUE, MORAY, PARTNERSHIP, PEOPLE, VALE, judge_sample, path_of
from support_written import content_of
from workbook_tools.findings import Finding, Severity, Where
from workbook_tools.model.audit import Audit
from workbook_tools.model.despatch import (
    AttachmentRecord,
    KeptUntil,
    MessageState,
    NoticeVerdict,
    OutboxEvent,
    OutboxRow,
    Outgoing,
)
from workbook_tools.model.distribution import Format, SendAs
from workbook_tools.model.pack import Exempt, Pack, PackFile, PackFinding, PackReturn

SCOTLAND = "Local Government (Scotland) Act 1973"
MEETINGS = {
    "Partnership and Performance Committee": (PARTNERSHIP,),
    "People Committee": (PEOPLE, BEST_VALUE),
    "Policy and Resources Committee": (MORAY,),
    "Corporate Performance and Resources Scrutiny Committee": (VALE,),
}
"""Which reports go to which committee."""
MEETING = date(2023, 8, 24)
PUBLISHED = date(2023, 8, 17)
STARTED = datetime(2023, 8, 17, 9, 30, 1, 250_000, tzinfo=UTC)
EXEMPT = Exempt(paragraph="6", schedule=f"Part I of Schedule 7A to the {SCOTLAND}", words="Financial affairs of a person.")
PEOPLE_TO = (
    ("Committee clerk", "clerk@clacks.example.gov.uk", SendAs.TO, Format.WORKBOOK),
    ("Convener", "convener@clacks.example.gov.uk", SendAs.TO, Format.ACCESSIBLE),
    ("Monitoring officer", "monitoring.officer@clacks.example.gov.uk", SendAs.CC, Format.WORKBOOK),
    ("Records", "records@clacks.example.gov.uk", SendAs.BCC, Format.ACCESSIBLE),
)
REPLIES = {
    MessageState.SENT: "250 2.0.0 Ok: queued as 4B1D63A1F",
    MessageState.UNCERTAIN: "the connection ended before the server replied",
    MessageState.REFUSED: "550 5.1.1 <records@clacks.example.gov.uk>: Recipient address rejected: User unknown",
    MessageState.DEFERRED: "451 4.7.1 Greylisted, try again in five minutes",
}


@cache
def pack_of(sample: str) -> Pack:
    """The pack of a sample's report: its two editions, its return, its findings."""
    judged = judge_sample(sample)
    given = judged.service_return
    files = tuple(
        PackFile(format=form, name=f"{sample} {form.value}.xlsx", sha256=sha256(content).hexdigest(), size=len(content))
        for form, content in (
            (Format.WORKBOOK, content_of(f"working edition of {sample}")),
            (Format.ACCESSIBLE, content_of(f"accessible edition of {sample}")),
        )
    )
    found = tuple(
        PackFinding(
            code=one.code,
            severity=one.severity,
            message=one.message,
            subject=one.subject,
            file=one.where.file,
            sheet=one.where.sheet or "",
            cell=one.where.cell or "",
            response="Looked at; it is right." if number % 3 else "",
        )
        for number, one in enumerate(judged.findings)
    )
    period = given.cover.period_text
    return Pack(
        program="1.0.0",
        title=f"Performance report: {given.cover.service}",
        council=judged.scheme.council,
        scheme=judged.scheme.name,
        scheme_version=judged.scheme.version,
        committee=next(name for name, samples in MEETINGS.items() if sample in samples),
        meeting=MEETING,
        period=period,
        as_at=judged.as_at,
        exempt=EXEMPT if sample == MORAY else None,
        files=files,
        returns=(
            PackReturn(
                file=path_of(sample).name,
                sha256=sha256(path_of(sample).read_bytes()).hexdigest(),
                service=given.cover.service,
                period=period,
                overall="Amber",
                overall_reason="More than a tenth of the indicators are Red.",
            ),
        ),
        findings=found,
    )


def message_of(pack: Pack, number: int, recipient: tuple[str, str, SendAs, Format], state: MessageState) -> OutboxRow:
    """The message that carries a pack to a recipient."""
    role, address, send_as, form = recipient
    file = pack.file(form)
    assert file is not None
    created = STARTED + timedelta(seconds=number)
    outgoing = Outgoing(
        message_id=f"<20230817.{number}.{pack.identity[:16]}@clacks.example.gov.uk>",
        pack=pack.identity,
        title=pack.title,
        scheme=f"{pack.scheme} {pack.scheme_version}",
        committee=pack.committee,
        meeting=MEETING,
        role=role,
        address=address,
        send_as=send_as,
        format=form,
        exempt=pack.exempt.marking if pack.exempt else "",
        subject=f"{pack.committee}, 24 August 2023: {pack.title}",
        content=b"",
        attachments=(AttachmentRecord(f"{pack.committee} {pack.period} {form.value}.xlsx", file.sha256, file.size),),
    )
    again = created + timedelta(minutes=10) if state is MessageState.DEFERRED else None
    return OutboxRow(
        number, outgoing, 1, state, 1, created, created + timedelta(seconds=2), again, REPLIES.get(state, state.value)
    )


@cache
def audit_of(committee: str, states: tuple[MessageState, ...] = (MessageState.SENT,)) -> Audit:
    """The audit pack of a committee, whose messages are in these states in turn."""
    packs = tuple(pack_of(sample) for sample in MEETINGS[committee])
    wanted = [(pack, recipient) for pack in packs for recipient in PEOPLE_TO]
    messages = tuple(
        message_of(pack, number, recipient, states[number % len(states)])
        for number, (pack, recipient) in enumerate(wanted, start=1)
    )
    return Audit(
        council=packs[0].council,
        committee=committee,
        meeting=MEETING,
        made=date(2023, 8, 18),
        packs=packs,
        messages=messages,
        events=tuple(event for message in messages for event in events_of(message)),
        published=PUBLISHED,
        notice=NoticeVerdict(
            4, 3, late=False, reason=f"Four clear days; three are required ({SCOTLAND}, section 50B).", assumed=False
        ),
        late_reason="",
        kept=(
            KeptUntil("reports", date(2029, 8, 24), 6, SCOTLAND, "50C(1)"),
            KeptUntil("background_papers", date(2027, 8, 24), 4, SCOTLAND, "50D(2)"),
        ),
        distribution_list="Distribution list.xlsx",
        distribution_sha256=sha256(b"list").hexdigest(),
        gate=(
            Finding(
                "number-of-people", Severity.WARNING, "2 pupils could be recognised.", Where("a.xlsx", "Notes", "F4"), "P1"
            ),
        ),
    )


def events_of(message: OutboxRow) -> tuple[OutboxEvent, ...]:
    """How a message came to where it is."""
    return (
        OutboxEvent(message.number, MessageState.WAITING, message.created, "came in"),
        OutboxEvent(message.number, message.state, message.changed, message.reply),
    )
