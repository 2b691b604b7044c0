"""What a reminder says: what is missing or wrong with a service's return, what to do about it, and the due date."""

from collections.abc import Iterator, Sequence

from workbook_tools.findings import shorten
from workbook_tools.model.consolidation import ReturnState, TrackerRow
from workbook_tools.model.wording import say_date
from workbook_tools.periods import Period

CLOSING = ("If somebody else answers for this return, please tell us who.", "", "Thank you for your help.", "")


def subject_of(service: str, period: Period | None) -> str:
    """The subject, on one line: "Return for Q2 2026/27: Housing"."""
    return f"Return{f' for {period}' if period else ''}: {shorten(service)}"


def body_of(rows: Sequence[TrackerRow], period: Period | None) -> str:
    """The text of a reminder.

    Args:
        rows: those of one service in the tracker that something is to be done about, at least one.
        period: the one that is consolidated, None for all.
    """
    first = rows[0]
    named = f"the return of {shorten(first.service)}{f' for {period}' if period else ''}"
    lines = [f"Dear {shorten(first.owner)}," if first.owner.strip() else "Hello,", ""]
    lines.extend(_missing([row for row in rows if row.state is ReturnState.MISSING], named))
    lines.extend(_refused([row for row in rows if row.state is ReturnState.REFUSED], named))
    lines.extend(_unclear([row for row in rows if row.version_unclear], named))
    if first.due:
        lines += [f"Due date: {say_date(first.due)}.", ""]
    return "\n".join([*lines, *CLOSING])


def _missing(rows: Sequence[TrackerRow], named: str) -> Iterator[str]:
    if rows:
        yield f"We do not have {named} yet."
        yield ""
        yield "Please send it to us, signed off on its cover."
        yield "If you have sent it already, please send it again: we may not have been able to read it, or to see whose it is."
        yield ""


def _refused(rows: Sequence[TrackerRow], named: str) -> Iterator[str]:
    if rows:
        yield f"Thank you for {named}. We cannot use it as it is:"
        yield ""
        yield from (f"- {_line(row.file)}: {_line(row.reason)}" for row in rows)
        yield ""
        yield "Please put this right and send the return again."
        yield ""


def _unclear(rows: Sequence[TrackerRow], named: str) -> Iterator[str]:
    if rows:
        yield f"Thank you for {named}. We have several versions of it, and nothing in them tells which is the latest:"
        yield ""
        yield from (f"- {_line(row.file)}{' (used for now)' if row.in_totals else ''}" for row in rows)
        yield ""
        yield "Please tell us which one holds, or send it once more with the day of its sign-off on the cover."
        yield ""


def _line(text: str) -> str:
    """`text` on one line, whole."""
    return shorten(text, len(text))
