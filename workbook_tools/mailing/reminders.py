"""Reminders: a draft for each service whose return is missing, was refused, or came in versions that nothing tells apart."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from pathlib import Path

from workbook_tools.findings import WritingError, shorten
from workbook_tools.mailing.attachments import safe_name
from workbook_tools.mailing.draft import check_address, is_draft, write_draft
from workbook_tools.mailing.errors import DraftError
from workbook_tools.mailing.message import Envelope, build_message
from workbook_tools.mailing.reminder_texts import reminder_of
from workbook_tools.mailing.texts import Texts
from workbook_tools.model.consolidation import ReturnState, TrackerRow
from workbook_tools.model.spellings import folded
from workbook_tools.periods import Period
from workbook_tools.writing.whole_file import make_folder

SUFFIX = ".eml"
NO_NAME = "service"  # for the file of one whose name has no mark that can be shown
MOST_STEM = 80  # characters of a service's name, so that a number beside it is never cut off
MOST_BYTES = 150  # of a service's name in UTF-8; with a number and a temporary ending it fits into the 255 of a file system


def write_reminders(
    tracker: Sequence[TrackerRow], folder: Path, period: Period | None, as_at: date, texts: Texts | None = None
) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Writes a draft for each service that is to be reminded, to its owner's address; what cannot be drafted is said.

    A draft of an earlier run is replaced. One of a service that need not be reminded any more is left alone and named.

    Args:
        tracker: in order; the names of the drafts follow from it.
        folder: for the drafts, made where it is not there.
        period: the one that is consolidated, None for all.
        as_at: the drafts' date, midnight UTC. The same tracker, day and texts give the same bytes.
        texts: the council's; None for those that are shipped.

    Returns:
        The drafts that were written, and a sentence for each reminder that was not.

    Raises:
        TextError: the council's text is not in order.
        WritingError: the folder could not be made.
    """
    make_folder(folder)
    texts = texts or Texts()
    at = datetime.combine(as_at, time(), UTC)
    written: list[Path] = []
    problems: list[str] = []
    for rows, name in _named(_to_remind(tracker, all_periods=period is None)):
        try:
            write_draft(_message(rows, period, at, texts).as_bytes(), folder / name)
            written.append(folder / name)
        except (DraftError, WritingError) as error:
            problems.append(f"{shorten(rows[0].service)}: {error}")
    problems += _of_nobody(tracker)
    problems += _left_over(folder, {path.name for path in written})
    return tuple(written), tuple(problems)


def _to_remind(tracker: Sequence[TrackerRow], *, all_periods: bool) -> list[list[TrackerRow]]:
    """By service, the rows that something is to be done about. A refused file needs nothing where another one was taken."""
    taken = {_key(row, all_periods=all_periods) for row in tracker if row.in_totals}
    found: dict[str, list[TrackerRow]] = {}
    for row in tracker:
        is_refused = row.state is ReturnState.REFUSED and _key(row, all_periods=all_periods) not in taken
        if folded(row.service) and (row.state is ReturnState.MISSING or is_refused or row.version_unclear):
            found.setdefault(folded(row.service), []).append(row)
    return list(found.values())


def _key(row: TrackerRow, *, all_periods: bool) -> tuple[str, str]:
    """What one return is due for: a service and, where several periods are consolidated, a period."""
    return folded(row.service), folded(row.period) if all_periods else ""


def _named(reminders: Sequence[list[TrackerRow]]) -> Iterator[tuple[list[TrackerRow], str]]:
    """Each with its file's name: that of the service, made safe, with a number where it would be that of another."""
    used: Counter[str] = Counter()
    for rows in reminders:
        stem = shorten(rows[0].service, MOST_STEM).encode()[:MOST_BYTES].decode(errors="ignore").strip(" .") or NO_NAME
        first = name = safe_name(f"{stem}{SUFFIX}")
        while used[name.casefold()]:
            used[first.casefold()] += 1
            name = safe_name(f"{stem} ({used[first.casefold()]}){SUFFIX}")
        used[name.casefold()] += 1
        yield rows, name


def _message(rows: Sequence[TrackerRow], period: Period | None, at: datetime, texts: Texts) -> EmailMessage:
    address = rows[0].address
    if not address:
        raise DraftError("no address. Add one to the expected list.")
    try:
        check_address(address)
    except DraftError as error:
        raise DraftError(f"no address. {error}") from error
    return build_message(Envelope(address, at), texts.words(reminder_of(rows, period)))


def _of_nobody(tracker: Sequence[TrackerRow]) -> Iterator[str]:
    for row in tracker:
        if row.state is ReturnState.REFUSED and not folded(row.service):
            yield f"{shorten(row.file)} was refused and does not say whose it is, so nobody is reminded."


def _left_over(folder: Path, written: Collection[str]) -> Iterator[str]:
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        if path.name not in written and is_draft(path):
            yield f"{shorten(path.name)} is of an earlier run. The return may have come in since: look before you send it."
