"""The gate: what must hold before anything is drafted. What does not is a finding; an error among them keeps all in."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from workbook_tools import catalogue
from workbook_tools.findings import Finding, Sentence, Severity, Where
from workbook_tools.mailing.clearance import why_not
from workbook_tools.model.despatch import NoticeVerdict
from workbook_tools.model.distribution import DistributionList, Format, Recipient
from workbook_tools.model.pack import Pack, PackFinding
from workbook_tools.model.scheme import MeetingRules
from workbook_tools.model.spellings import folded
from workbook_tools.model.wording import say_count, say_date
from workbook_tools.rules.notice import assess_notice, latest_publication

PRIVATE = frozenset(
    kind.code
    for kind in (
        catalogue.E_MAIL_IN_NOTE,
        catalogue.INSURANCE_NUMBER,
        catalogue.PERSON_NAMED,
        catalogue.SMALL_NUMBER,
    )
)
"""Codes of findings about people who could be recognised."""
HOW_TO_BUILD = {
    Format.ACCESSIBLE: "Build it with report --pack.",
    Format.PDF: "Build it with report --pack --pdf where LibreOffice is installed, or choose another format in the list.",
}
"""How a pack gets an edition that it may lack."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Papers that want to pass.

    Attributes:
        pack: what they are.
        file: name of the pack's file, for findings.
        committee: that they go to.
        meeting: its day.
        published: the day on which they go out.
        late_because: the reason for lateness; "" where none is given.
        only: addresses of recipients that alone are asked for; empty for all of the committee's.
        pdf_can_be_made: whether a PDF that the pack has not can be made to be sent.
    """

    pack: Pack
    file: str
    committee: str
    meeting: date
    published: date
    late_because: str = ""
    only: tuple[str, ...] = ()
    pdf_can_be_made: bool = True


@dataclass(frozen=True, slots=True)
class Gate:
    """What the gate says.

    Attributes:
        findings: in the order in which they were looked for.
        notice: the verdict on the notice; None where there is no law to judge by.
        recipients: those that the papers may go to, in the list's order.
        withheld: those that they may not go to, each with the reason.
    """

    findings: tuple[Finding, ...]
    notice: NoticeVerdict | None
    recipients: tuple[Recipient, ...]
    withheld: tuple[tuple[Recipient, str], ...]

    @property
    def is_open(self) -> bool:
        """Whether something may be drafted."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)


def ask_gate(passage: Passage, listed: DistributionList, rules: MeetingRules | None, holidays: Collection[date]) -> Gate:
    """Whether papers may go out, and to whom.

    Args:
        passage: the papers, and where they want to go.
        listed: who gets what.
        rules: the law on the council's meetings; None where the scheme has none, which keeps the papers in.
        holidays: bank holidays of the nation, at least those of the month before the meeting.
    """
    notice = assess_notice(rules, passage.published, passage.meeting, holidays) if rules else None
    latest = latest_publication(rules, passage.meeting, holidays) if rules else None
    recipients, withheld = _recipients(passage, listed)
    findings = (
        *_of_meeting(passage, listed),
        *_of_notice(passage, notice, f" The last day in time was {say_date(latest)}." if latest else ""),
        *_of_exemption(passage, rules),
        *(_unanswered(one) for one in passage.pack.unanswered),
        *_of_people(passage),
        *_of_recipients(passage, listed, recipients, withheld),
    )
    return Gate(findings, notice, recipients, withheld)


def _recipients(passage: Passage, listed: DistributionList) -> tuple[tuple[Recipient, ...], tuple[tuple[Recipient, str], ...]]:
    exempt, only = passage.pack.exempt is not None, {address.lower() for address in passage.only}
    named = [one for one in listed.of(passage.committee) if not only or one.address.lower() in only]
    asked = [(one, why_not(listed, passage.committee, one.address, exempt=exempt)) for one in named]
    return tuple(one for one, reason in asked if not reason), tuple((one, reason) for one, reason in asked if reason)


def _of_meeting(passage: Passage, listed: DistributionList) -> Iterator[Finding]:
    """The committee must be known, and the summary must not say that it goes elsewhere."""
    pack, where = passage.pack, Where(passage.file)
    if listed.committee(passage.committee) is None:
        known = ", ".join(one.name for one in listed.committees)
        yield catalogue.COMMITTEE_NOT_LISTED.at(
            Where(listed.name), committee=passage.committee, known=Sentence(known or "none")
        )
    if not pack.committee:
        yield catalogue.PACK_WITHOUT_COMMITTEE.at(where)
    elif folded(pack.committee) != folded(passage.committee):
        yield catalogue.PACK_OF_OTHER_COMMITTEE.at(where, named=pack.committee, committee=passage.committee)
    if pack.meeting is not None and pack.meeting != passage.meeting:
        yield catalogue.PACK_OF_OTHER_MEETING.at(where, named=say_date(pack.meeting), meeting=say_date(passage.meeting))


def _of_notice(passage: Passage, notice: NoticeVerdict | None, latest: str) -> Iterator[Finding]:
    where = Where(passage.file)
    if notice is None:
        yield catalogue.MEETING_LAW_MISSING.at(where, scheme=passage.pack.scheme)
    elif passage.published > passage.meeting:
        yield catalogue.MEETING_PASSED.at(where, meeting=say_date(passage.meeting), published=say_date(passage.published))
    elif notice.late and passage.late_because.strip():
        yield catalogue.PAPERS_LATE.at(where, verdict=Sentence(notice.reason + latest))
    elif notice.late:
        yield catalogue.LATE_WITHOUT_REASON.at(where, verdict=Sentence(notice.reason + latest))


def _of_exemption(passage: Passage, rules: MeetingRules | None) -> Iterator[Finding]:
    """The paragraph must be one of the schedule that holds for this council."""
    exempt = passage.pack.exempt
    if exempt is None or rules is None:
        return
    if exempt.schedule != rules.schedule or exempt.paragraph not in {one.number for one in rules.exempt}:
        yield catalogue.EXEMPT_PARAGRAPH_UNKNOWN.at(
            Where(passage.file), paragraph=exempt.paragraph, schedule=Sentence(rules.schedule)
        )


def _unanswered(found: PackFinding) -> Finding:
    where = Where(found.file, found.sheet or None, found.cell or None)
    return catalogue.ERROR_NOT_ANSWERED.at(where, found.subject, code=found.code, message=Sentence(found.message))


def _of_people(passage: Passage) -> Iterator[Finding]:
    """What may tell of people goes out to the public unless somebody says something about it."""
    waiting = [one for one in passage.pack.findings if one.code in PRIVATE and not one.response.strip()]
    if waiting and passage.pack.exempt is None:
        yield catalogue.PEOPLE_NOT_ANSWERED.at(Where(passage.file), count=say_count(len(waiting), "finding"))


def _of_recipients(
    passage: Passage,
    listed: DistributionList,
    recipients: tuple[Recipient, ...],
    withheld: tuple[tuple[Recipient, str], ...],
) -> Iterator[Finding]:
    for one, reason in withheld:
        yield catalogue.RECIPIENT_WITHHELD.at(one.where, reason=Sentence(reason))
    for one in recipients:
        how = HOW_TO_BUILD.get(one.format, "")
        made = one.format is Format.PDF and passage.pdf_can_be_made
        if how and not made and passage.pack.file(one.format) is None:
            found = {"file": passage.file, "wanted": one.format.value, "role": one.role, "how": Sentence(how)}
            yield catalogue.EDITION_MISSING.at(one.where, **found)
    if not recipients and listed.committee(passage.committee) is not None:
        yield catalogue.NOBODY_TO_SEND_TO.at(Where(listed.name), committee=passage.committee, file=passage.file)
