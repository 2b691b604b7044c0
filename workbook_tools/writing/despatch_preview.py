"""Who is to get what, as text for a terminal: what is to be looked through before anything is drafted or sent.

Nothing is cut off: what is too long goes on below, in its own column, so that no text of a list or a return can look like
another line of the table.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import zip_longest

from workbook_tools.model.despatch_preview import PreviewRow
from workbook_tools.model.wording import say_count, say_date
from workbook_tools.writing.moments import say_moment
from workbook_tools.writing.seen import seen

WIDTH = 120  # columns of the terminal
GAP = 2  # columns between two of the table
REMARK_INDENT = 10  # columns
NOBODY = "Nobody is to get anything."
HEADINGS = ("Outcome", "As", "Role", "Address", "Edition", "Attachment", "Size")
WIDEST = (8, 3, 18, 42, 10, 120, 7)  # columns of each at most; attachments take what the others leave, 20 at least
ATTACHMENT = HEADINGS.index("Attachment")
KILOBYTE, MEGABYTE = 1_000, 1_000_000  # bytes


class Outcome(StrEnum):
    """What is to become of a row."""

    GOES = "goes"
    AGAIN = "again"
    WITHHELD = "withheld"
    SENT = "sent"


def preview_lines(rows: Sequence[PreviewRow]) -> Iterator[str]:
    """The lines, none wider than `WIDTH`: how many messages there are to be, then a table for each meeting of a committee.

    Args:
        rows: in order; those of one meeting are put together where the first of them stands.
    """
    yield summary_of(rows)
    meetings: dict[tuple[str, object], list[PreviewRow]] = {}
    for row in rows:
        meetings.setdefault((row.committee, row.meeting), []).append(row)
    for of_meeting in meetings.values():
        yield ""
        yield from _heading(of_meeting[0])
        yield from _table(of_meeting)


def outcome_of(row: PreviewRow) -> Outcome:
    """What is to become of a row."""
    if row.withheld:
        return Outcome.WITHHELD
    if row.sent is None:
        return Outcome.GOES
    return Outcome.AGAIN if row.again else Outcome.SENT


def summary_of(rows: Sequence[PreviewRow]) -> str:
    """Such as "7 messages are to go, 1 is withheld, 2 were sent before."."""
    going = sum(row.goes for row in rows)
    if not rows:
        return NOBODY
    parts = [f"{say_count(going, 'message')} {_is(going)} to go"]
    if withheld := sum(outcome_of(row) is Outcome.WITHHELD for row in rows):
        parts.append(f"{withheld:,} {_is(withheld)} withheld")
    if sent := sum(outcome_of(row) is Outcome.SENT for row in rows):
        parts.append(f"{sent:,} {'was' if sent == 1 else 'were'} sent before")
    return f"{', '.join(parts)}."


def remarks_of(row: PreviewRow) -> list[str]:
    """What is to be known of a row, in sentences; why it is held back comes first."""
    remarks = [f"Withheld: {row.withheld}"] if row.withheld else []
    if row.sent:
        remarks.append(f"Sent on {say_moment(row.sent)}{'; to go again, as was asked' if row.again else ''}.")
    if row.exempt:
        remarks.append(row.exempt)
    if row.late:
        remarks.append(f"Late: {row.late}")
    return [seen(remark) for remark in remarks]


def say_size(size: int) -> str:
    """Such as "81 kB" or "12.4 MB", rounded up; "-" for nothing."""
    if size <= 0:
        return "-"
    kilobytes = -(-size // KILOBYTE)
    if kilobytes < KILOBYTE:
        return f"{kilobytes} kB"
    tenths = -(-size * 10 // MEGABYTE)
    return f"{tenths // 10}.{tenths % 10} MB"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _heading(row: PreviewRow) -> Iterator[str]:
    """The committee and the day; what does not fit on one line goes on below, set in, so that it looks like no row."""
    first, *rest = _wrap(f"{seen(row.committee)}, {say_date(row.meeting)}", WIDTH - REMARK_INDENT)
    yield first
    yield from (" " * REMARK_INDENT + line for line in rest)


def _table(rows: Sequence[PreviewRow]) -> Iterator[str]:
    texts = [_texts(row) for row in rows]
    columns = zip(HEADINGS, *texts, strict=True)
    widths = [min(widest, max(map(_width, column))) for widest, column in zip(WIDEST, columns, strict=True)]
    too_wide = sum(widths) + GAP * (len(widths) - 1) - WIDTH
    widths[ATTACHMENT] -= max(0, too_wide)
    yield from _lines(HEADINGS, widths)
    yield from _lines(["-" * width for width in widths], widths)
    for row, cells in zip(rows, texts, strict=True):
        yield from _lines(cells, widths)
        for remark in remarks_of(row):
            yield from (" " * REMARK_INDENT + line for line in _wrap(remark, WIDTH - REMARK_INDENT))


def _texts(row: PreviewRow) -> list[str]:
    attachment = seen(row.attachment) or "-"
    recipient = (row.send_as.value, seen(row.role), seen(row.address), row.format.value)
    return [outcome_of(row).value, *recipient, attachment, say_size(row.size)]


def _lines(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """A row of the table in as many lines as its longest cell takes."""
    wrapped = [_wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for line in zip_longest(*wrapped, fillvalue=""):
        padded = (part + " " * (width - _width(part)) for part, width in zip(line, widths, strict=True))
        yield (" " * GAP).join(padded).rstrip()


def _wrap(text: str, room: int) -> list[str]:
    """`text` in lines of at most `room` columns, broken at blanks, or inside a word that is wider than that."""
    lines, line, used = [], "", 0
    for word in text.split():
        width = _width(word)
        if used and used + 1 + width > room:
            lines.append(line)
            line, used = "", 0
        if used:
            line, used = f"{line} ", used + 1
        for mark in word:
            step = _width(mark)
            if used + step > room and used:
                lines.append(line)
                line, used = "", 0
            line, used = line + mark, used + step
    return [*lines, line]


def _width(text: str) -> int:
    """Columns that a text takes: two for each wide character, none for a mark that is put over another."""
    if text.isascii():
        return len(text)
    return sum(_columns(mark) for mark in text)


def _columns(mark: str) -> int:
    if unicodedata.category(mark) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(mark) in "WF" else 1
