"""What a reminder says: what is missing or wrong with a service's return, and the due date."""

from collections.abc import Sequence

from workbook_tools.findings import QUOTED_LENGTH
from workbook_tools.mailing.facts import LONGEST_REASON, RefusedFacts, ReminderFacts, VersionFacts, plain
from workbook_tools.model.consolidation import ReturnState, TrackerRow
from workbook_tools.model.wording import say_date
from workbook_tools.periods import Period

MOST_ROWS = 50  # files that a reminder names


def reminder_of(rows: Sequence[TrackerRow], period: Period | None) -> ReminderFacts:
    """What a reminder may say.

    Args:
        rows: those of one service in the tracker that something is to be done about, at least one.
        period: the one that is consolidated, None for all.
    """
    first = rows[0]
    refused = [row for row in rows if row.state is ReturnState.REFUSED]
    unclear = [row for row in rows if row.version_unclear]
    return ReminderFacts(
        owner=plain(first.owner, QUOTED_LENGTH),
        service=plain(first.service, QUOTED_LENGTH),
        period=str(period) if period else "",
        due=say_date(first.due) if first.due else "",
        missing=any(row.state is ReturnState.MISSING for row in rows),
        refused=tuple(RefusedFacts(plain(row.file), plain(row.reason, LONGEST_REASON)) for row in refused[:MOST_ROWS]),
        versions=tuple(VersionFacts(plain(row.file), row.in_totals) for row in unclear[:MOST_ROWS]),
        refused_more=max(0, len(refused) - MOST_ROWS),
        versions_more=max(0, len(unclear) - MOST_ROWS),
    )
