"""What was despatched for a meeting, put together from what the outbox keeps."""

from collections.abc import Sequence
from datetime import date

from msgspec import structs

from workbook_tools.findings import Finding, ToolkitError, shorten
from workbook_tools.mailing.outbox import Outbox
from workbook_tools.model.audit import Audit
from workbook_tools.model.despatch import DespatchRecord
from workbook_tools.model.pack import Pack
from workbook_tools.model.spellings import folded
from workbook_tools.model.wording import say_date


def build_audit(outbox: Outbox, committee: str, meeting: date, made: date) -> Audit:
    """All that the outbox keeps of what went to a committee for a meeting. The last despatch gives notice, list and law.

    Args:
        outbox: that knows.
        committee: blanks around its name and case do not matter.
        meeting: its day.
        made: the day that the audit speaks for.

    Raises:
        ToolkitError: nothing was despatched for this meeting.
    """
    records = [one for one in outbox.records() if folded(one.committee) == folded(committee) and one.meeting == meeting]
    if not records:
        raise ToolkitError(f"Nothing was despatched to {shorten(committee)} for the meeting on {say_date(meeting)}.")
    last = records[-1]
    packs = _packs(records)
    known = {pack.identity for pack in packs}
    messages = tuple(
        row
        for row in outbox.rows()
        if folded(row.outgoing.committee) == folded(committee)
        and row.outgoing.meeting == meeting
        and row.outgoing.pack in known
    )
    numbers = {row.number for row in messages}
    return Audit(
        council=last.pack.council,
        committee=last.committee,
        meeting=meeting,
        made=made,
        packs=packs,
        messages=messages,
        events=tuple(event for event in outbox.events() if event.number in numbers),
        published=last.published,
        notice=last.notice,
        late_reason=last.late_because,
        kept=last.kept,
        distribution_list=last.list_name,
        distribution_sha256=last.list_sha256,
        gate=_findings(records),
    )


def _packs(records: Sequence[DespatchRecord]) -> tuple[Pack, ...]:
    """Each pack once, with every file of it that was made, those that were made only to be sent among them."""
    packs: dict[str, Pack] = {}
    for record in records:
        pack = packs.setdefault(record.pack.identity, record.pack)
        more = [file for file in record.pack.files if file not in pack.files]
        packs[record.pack.identity] = structs.replace(pack, files=(*pack.files, *more))
    return tuple(packs.values())


def _findings(records: Sequence[DespatchRecord]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(finding for record in records for finding in record.findings))
