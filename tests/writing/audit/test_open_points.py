"""What of a despatch is still open: each thing that somebody has to settle is said, and nothing else is."""

from collections.abc import Callable
from datetime import date

import pytest

from support_audit import PEOPLE_TO, audit_of, message_of, pack_of
from support_changed import replace
from support_samples import MORAY, PEOPLE
from workbook_tools.findings import Finding, Severity, Where
from workbook_tools.model.audit import Audit
from workbook_tools.model.despatch import AttachmentRecord, MessageState, NoticeVerdict, OutboxEvent, OutboxRow
from workbook_tools.model.pack import PackFinding
from workbook_tools.writing.audit.open_points import open_points, say_pack
from workbook_tools.writing.audit.states import STATES, say_numbers

COMMITTEE = "People Committee"
ANSWERED = audit_of(COMMITTEE)
SETTLE = "Find out what was sent; the sheet Attachments has its hash."
ACCESSIBLE = ANSWERED.messages[1].outgoing.attachments[0].name
PERIOD = "quarter to March 2021"
HR = "HR & Organisational Development and ICT"
EXEMPT_ONLY = audit_of("Policy and Resources Committee")
UNANSWERED = PackFinding(code="a", severity=Severity.ERROR, message="m", subject="A1", file="f.xlsx")


def of_outgoing(**changes: object) -> Audit:
    """The audit with its first message changed."""
    first, *rest = ANSWERED.messages
    return replace(ANSWERED, messages=(replace(first, outgoing=replace(first.outgoing, **changes)), *rest))


def of_findings(*findings: PackFinding) -> Audit:
    first, *rest = ANSWERED.packs
    return replace(ANSWERED, packs=(replace(first, findings=findings), *rest))


def of_notice(*, late: bool, assumed: bool, reason: str = "") -> Audit:
    return replace(ANSWERED, notice=NoticeVerdict(2, 3, late, "Late.", assumed), late_reason=reason)


CASES: list[tuple[Callable[[], Audit], list[str]]] = [
    (lambda: ANSWERED, []),
    (lambda: of_outgoing(committee="Another"), ["Of another committee, meeting or pack: message 1. See the sheet Messages."]),
    (lambda: of_outgoing(committee=" people  COMMITTEE "), []),
    (
        lambda: of_outgoing(meeting=date(2023, 8, 25)),
        ["Of another committee, meeting or pack: message 1. See the sheet Messages."],
    ),
    (lambda: of_outgoing(attachments=()), ["No attachment is recorded: message 1. Find out what was sent."]),
    (
        lambda: of_outgoing(attachments=(AttachmentRecord("a.xlsx", "0", 1),)),
        [
            f"Message 1: the attachment a.xlsx is no file of these packs. {SETTLE}",
        ],
    ),
    (
        lambda: of_outgoing(attachments=ANSWERED.messages[1].outgoing.attachments),
        [
            f"Message 1: the attachment {ACCESSIBLE} is another file than its message says. {SETTLE}",
        ],
    ),
    (
        lambda: replace(ANSWERED, packs=(*ANSWERED.packs, pack_of(MORAY))),
        [
            f"No message carries Performance report: {HR}, {HR}, {PERIOD}. Despatch it, or say why it was left out.",
        ],
    ),
    (
        lambda: replace(ANSWERED, events=(*ANSWERED.events, OutboxEvent(99, MessageState.SENT, ANSWERED.events[0].at, ""))),
        ["1 message with recorded events is not listed here."],
    ),
    (
        lambda: of_findings(UNANSWERED, replace(UNANSWERED, response="Yes."), replace(UNANSWERED, severity=Severity.WARNING)),
        [
            f"{say_pack(pack_of(PEOPLE))}: 1 error without a response of the service. See the sheet Findings and responses.",
        ],
    ),
    (
        lambda: replace(ANSWERED, gate=(Finding("x", Severity.ERROR, "m", Where("f")),) * 2),
        ["2 errors found before the despatch. See the sheet Findings and responses."],
    ),
    (lambda: of_notice(late=True, assumed=False), ["The papers are late, and no reason for it is recorded."]),
    (lambda: of_notice(late=True, assumed=False, reason=" "), ["The papers are late, and no reason for it is recorded."]),
    (lambda: of_notice(late=True, assumed=False, reason="Urgent."), []),
    (
        lambda: of_notice(late=False, assumed=True),
        ["The verdict on notice rests on something that could not be verified. Have it looked at."],
    ),
    (
        lambda: replace(ANSWERED, published=None, notice=None),
        [
            "The day on which the papers were open to the public is not recorded.",
            "Whether the papers were open to the public in time was not judged.",
        ],
    ),
    (lambda: replace(EXEMPT_ONLY, published=None, notice=None, kept=()), []),
    (
        lambda: replace(
            EXEMPT_ONLY, published=None, notice=NoticeVerdict(2, 3, late=True, reason="Late.", assumed=True), kept=()
        ),
        [
            "The papers are late, and no reason for it is recorded.",
            "The verdict on notice rests on something that could not be verified. Have it looked at.",
        ],
    ),
    (
        lambda: replace(ANSWERED, kept=()),
        ["How long these papers stay open to the public is not known: the scheme does not say it."],
    ),
]


@pytest.mark.parametrize(("make", "points"), CASES)
def test_what_is_open_is_said(make: Callable[[], Audit], points: list[str]) -> None:
    assert open_points(make()) == points


OPEN = {
    MessageState.UNCERTAIN: "ask the recipient",
    MessageState.REFUSED: "put the address right",
    MessageState.DEFERRED: "try again, from 17/08/2023 09:40:02 utc on.",
    MessageState.WAITING: "send it",
    MessageState.SENDING: "see what became of it",
    MessageState.ENDING: "see what became of it",
    MessageState.DRAFTED: "keep a copy",
}


@pytest.mark.parametrize("state", list(MessageState))
def test_only_messages_that_ended_need_nothing_more(state: MessageState) -> None:
    points = open_points(audit_of(COMMITTEE, (state,)))
    assert len(points) == (state in OPEN)
    assert all(OPEN[state] in point.lower() and point.startswith(f"{STATES[state].word}: messages 1,") for point in points)


def test_every_state_has_a_word_of_its_own() -> None:
    assert set(STATES) == set(MessageState)
    assert len({said.word for said in STATES.values()}) == len(MessageState)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "message 1"),
        (2, "messages 1 and 2"),
        (3, "messages 1, 2 and 3"),
        (20, f"messages {', '.join(map(str, range(1, 20)))} and 20"),
        (21, f"messages {', '.join(map(str, range(1, 21)))} and 1 more"),
        (45, f"messages {', '.join(map(str, range(1, 21)))} and 25 more"),
    ],
)
def test_messages_are_named_by_number(count: int, said: str) -> None:
    messages: list[OutboxRow] = [
        message_of(pack_of(PEOPLE), number, PEOPLE_TO[0], MessageState.SENT) for number in range(1, count + 1)
    ]
    assert say_numbers(messages) == said
