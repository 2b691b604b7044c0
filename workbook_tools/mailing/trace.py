"""A message trace: the mail system's own list of what it took and what became of it, as CSV. It settles what is uncertain."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from workbook_tools.findings import ToolkitError, shorten
from workbook_tools.mailing.outbox import Outbox
from workbook_tools.mailing.outbox_rows import fold
from workbook_tools.model.despatch import MessageState, OutboxRow

LARGEST = 50_000_000  # bytes of a trace; Exchange Online gives 100,000 rows at most
IDS = ("messageid", "internetmessageid")
RECIPIENTS = ("recipientaddress", "recipient", "recipients", "recipientstatus")
STATUSES = ("status", "deliverystatus", "eventid", "event", "recipientstatus")
BETWEEN = "##"  # "clerk@example.gov.uk##Receive, Deliver" in the reports of Exchange Online that are made to be downloaded


class Fate(IntEnum):
    """What a trace says of a message and a recipient; of several words the highest counts."""

    UNCLEAR = 0
    TAKEN = 1
    FAILED = 2
    DELIVERED = 3


WORDS: Mapping[str, Fate] = {
    **dict.fromkeys(("delivered", "deliver", "send", "sent", "expanded", "expand", "resolved", "resolve"), Fate.DELIVERED),
    **dict.fromkeys(("failed", "fail", "filteredasspam", "dropped", "drop"), Fate.FAILED),
    **dict.fromkeys(("accepted", "receive", "received", "submit", "pending", "gettingstatus", "defer", "transfer"), Fate.TAKEN),
    **dict.fromkeys(("quarantined", "quarantine"), Fate.TAKEN),
}
"""The words of Exchange's traces and tracking logs, without blanks; any other leaves a message uncertain."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a trace settled: messages as they are now, and those that are still uncertain."""

    settled: tuple[OutboxRow, ...]
    left: tuple[OutboxRow, ...]


def settle_by_trace(outbox: Outbox, path: Path, *, complete: bool = False) -> Settled:
    """Settles the uncertain messages that a trace tells of.

    One that it shows as taken or delivered is sent; one that it shows as failed is refused. One whose status is none of
    the known words stays uncertain. So does one that it does not show, unless the trace is `complete`: then it did not arrive
    and waits to be sent.

    Args:
        outbox: with the messages.
        path: the trace, a CSV file with columns for the Message-ID, the recipient and the status, as Exchange names them.
        complete: whether the trace holds everything that the server took from the sender at that time. A trace lags behind;
            an hour is enough for most.

    Raises:
        ToolkitError: the file cannot be read as a trace; then nothing is settled.
    """
    fates = read_trace(path)
    settled, left = list[OutboxRow](), list[OutboxRow]()
    for row in outbox.rows(states=(MessageState.UNCERTAIN,)):
        fate = fates.get((row.outgoing.message_id, fold(row.outgoing.address)))
        if fate is Fate.UNCLEAR or (fate is None and not complete):
            left.append(row)
        elif fate is Fate.FAILED:
            note = f"settled by {path.name}: the mail system took it and could not deliver it"
            outbox.move(row.number, MessageState.REFUSED, (MessageState.UNCERTAIN,), note)
            settled.append(outbox.row(row.number))
        else:
            settled.append(outbox.settle(row.number, arrived=fate is not None, how=f"by {path.name}"))
    return Settled(tuple(settled), tuple(left))


def read_trace(path: Path) -> dict[tuple[str, str], Fate]:
    """What became of each message for each recipient: by Message-ID with its angle brackets, and address in lower case.

    Raises:
        ToolkitError: it cannot be read, or it lacks a column; the sentence names the columns.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise ToolkitError(f"{path} could not be read: {error.strerror}.") from error
    if len(content) > LARGEST:
        raise ToolkitError(f"{path} is too large for a message trace. Ask for one of the sender's messages at that time only.")
    try:
        return parse_trace(_decoded(content))
    except (csv.Error, ValueError) as error:
        raise ToolkitError(f"{path} is no message trace in CSV: {shorten(str(error))}.") from error


def parse_trace(text: str) -> dict[tuple[str, str], Fate]:
    """The same from the text of the file; raises ValueError or csv.Error where it is no trace."""
    if text.startswith("#TYPE"):  # Windows PowerShell puts it above the headings
        text = text.partition("\n")[2]
    heading = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=heading.count))
    places = {_squeezed(name): place for place, name in reversed(list(enumerate(next(rows, []))))}
    id_place, to_place, status_place = (_place(places, names) for names in (IDS, RECIPIENTS, STATUSES))
    fates = dict[tuple[str, str], Fate]()
    for row in rows:
        if len(row) > max(id_place, to_place, status_place):
            message_id = row[id_place].strip().strip("<>")
            for address, status in _recipients(row[to_place], row[status_place]):
                key = f"<{message_id}>", fold(address)
                fates[key] = max(_fate(status), fates.get(key, Fate.UNCLEAR))
    return fates


def _recipients(addresses: str, status: str) -> Iterator[tuple[str, str]]:
    """Each recipient of a row, with what is said of it."""
    for one in re.split(r"[;|]", addresses):
        address, between, own = one.partition(BETWEEN)
        yield address, own if between else status


def _fate(status: str) -> Fate:
    return max(WORDS.get(_squeezed(word), Fate.UNCLEAR) for word in status.split(","))


def _place(places: Mapping[str, int], names: tuple[str, ...]) -> int:
    for name in names:
        if name in places:
            return places[name]
    raise ValueError(
        "it needs columns for the Message-ID, the recipient and the status, such as MessageId, RecipientAddress, Status"
    )


def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _decoded(content: bytes) -> str:
    """Exchange writes UTF-8 or UTF-16, both with a mark; what Excel saved may be in the code page of Windows."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")
