"""The outbox: every message to a recipient, where it is, and what became of it. Sent is sent."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from workbook_tools.findings import shorten
from workbook_tools.mailing.outbox_file import UNDER_WAY, OutboxError, listed, open_database, told_plainly
from workbook_tools.mailing.outbox_rows import SELECT, as_text, as_time, digest, fold, insert, row_of
from workbook_tools.mailing.sendable import check_sendable
from workbook_tools.model.despatch import DespatchRecord, MessageState, OutboxEvent, OutboxRow, Outgoing
from workbook_tools.model.wording import say_date

LONGEST_NOTE = 300  # characters of a server's reply that are kept
MOVE = (
    "UPDATE messages SET state = :to, changed = :at, reply = :note, next_attempt = :next, run = :run, "
    "attempts = attempts + :tried"
)
OWN = " AND run = :run"
TO_SEND = (MessageState.WAITING, MessageState.DEFERRED)


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a message that was to be added.

    Attributes:
        row: its own, or that of the message which is in its way.
        added: whether it is new in the outbox.
        reason: why it is not, as a sentence; "" where it is.
    """

    row: OutboxRow
    added: bool
    reason: str = ""


class Outbox:
    """An outbox that is open; to be closed, or used in a `with` statement.

    Each change is on the disk when its method returns. Everything raises OutboxError where the file cannot be used.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime] = utc_now) -> None:
        """Opens the file at `path`, made where there is none; `clock` gives the time in UTC."""
        self.path, self._clock = path, clock
        self._database = open_database(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def add(self, outgoing: Outgoing, *, again: bool = False, drafted: bool = False) -> Added:
        """Adds a message that is to be sent, or one that was only drafted, unless its recipient has this pack.

        A message on its way or sent is in the way of another with the same pack for the same address, in any case of letters.
        One that was refused, cancelled or withheld is not, nor is a draft.

        Args:
            outgoing: the message; for a further copy its Message-ID is another.
            again: send it though it was sent before. What is on its way, or may have arrived, is not added all the same.
            drafted: record that it was written as a draft. A draft of the same bytes is recorded once; its content is not kept.

        Raises:
            OutboxError: it is not fit to be sent, or its Message-ID is taken.
        """
        if not drafted:
            check_sendable(outgoing)
        with told_plainly(self.path):
            self._database.execute("BEGIN IMMEDIATE")
            try:
                held = self._same_draft(outgoing) if drafted else self._in_the_way(outgoing, again=again)
                number = held or self._insert(outgoing, MessageState.DRAFTED if drafted else MessageState.WAITING)
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise
        row = self.row(number)
        return Added(row, added=held is None, reason=_reason(row) if held else "")

    def copies(self, pack: str, address: str) -> int:
        """How many messages there are with this pack for this address, drafts left out; the next is one copy more."""
        query = "SELECT count(*) FROM messages WHERE pack = ? AND folded = ? AND state <> ?"
        return int(self._one(query, pack, fold(address), MessageState.DRAFTED)[0])

    def rows(self, *, states: Sequence[MessageState] = (), pack: str = "") -> tuple[OutboxRow, ...]:
        """The messages in the order they came in, without their content: those in one of `states`, with this pack; else all."""
        wanted = listed(tuple(states) or tuple(MessageState))
        query = f"{SELECT} WHERE state IN ({wanted}) AND (pack = ? OR ? = '') ORDER BY number"
        with told_plainly(self.path):
            return tuple(row_of(self._database, values) for values in self._database.execute(query, (pack, pack)).fetchall())

    def row(self, number: int, *, with_content: bool = False) -> OutboxRow:
        """A message; `with_content` as it is sent, empty where it has ended.

        Raises:
            OutboxError: there is no message of this number.
            ContentChangedError: its content is not what was added.
        """
        values = self._one(f"{SELECT} WHERE number = ?", number)
        with told_plainly(self.path):
            return row_of(self._database, values, with_content=with_content)

    def events(self, number: int | None = None) -> tuple[OutboxEvent, ...]:
        """Every change of state in its order: of one message, or of all."""
        query = "SELECT number, state, at, note FROM events WHERE number = ? OR ? IS NULL ORDER BY id"
        with told_plainly(self.path):
            found = self._database.execute(query, (number, number)).fetchall()
            return tuple(OutboxEvent(one, MessageState(state), as_time(at), note) for one, state, at, note in found)

    def keep_record(self, record: DespatchRecord) -> None:
        """Keeps what is to be known of papers beside their messages; a record that is there already is kept once."""
        content = msgspec.json.encode(record).decode()
        with told_plainly(self.path):
            self._database.execute("INSERT OR IGNORE INTO records (content) VALUES (?)", (content,))

    def records(self) -> tuple[DespatchRecord, ...]:
        """What is kept of papers, in the order of their despatch."""
        with told_plainly(self.path):
            found = self._database.execute("SELECT content FROM records ORDER BY id").fetchall()
            try:
                return tuple(msgspec.json.decode(content, type=DespatchRecord) for (content,) in found)
            except msgspec.DecodeError as error:
                raise ValueError(str(error)) from error

    def cancel(self, numbers: Iterable[int]) -> tuple[tuple[OutboxRow, ...], tuple[str, ...]]:
        """Takes back messages that no server can have accepted yet.

        Returns:
            Those that were cancelled, and a sentence for each that could not be.
        """
        cancelled, problems = list[OutboxRow](), list[str]()
        for number in dict.fromkeys(numbers):
            if self.move(number, MessageState.CANCELLED, (*TO_SEND, MessageState.SENDING), "cancelled before it was sent"):
                cancelled.append(self.row(number))
            else:
                problems.append(self._why_not_cancelled(number))
        return tuple(cancelled), tuple(problems)

    def settle(self, number: int, *, arrived: bool, how: str = "by hand") -> OutboxRow:
        """Says what became of a message that is uncertain: it arrived and is sent, or it did not and waits to be sent.

        Raises:
            OutboxError: it is not uncertain, or there is none of this number.
        """
        state = MessageState.SENT if arrived else MessageState.WAITING
        note = f"settled {how}: it {'arrived' if arrived else 'did not arrive'}"
        if not self.move(number, state, (MessageState.UNCERTAIN,), note):
            raise OutboxError(f"Message {number} is {self.row(number).state.value}, not uncertain: there is nothing to settle.")
        return self.row(number)

    def move(
        self,
        number: int,
        to: MessageState,
        since: Sequence[MessageState],
        note: str,
        *,
        run: str = "",
        next_attempt: datetime | None = None,
    ) -> bool:
        """Changes a message's state, on the disk when this returns; False, and nothing changed, where it is in none of `since`.

        Args:
            number: of the message.
            to: its new state; with SENDING it counts one attempt more.
            since: the states that it may be in.
            note: why, or what the server said; kept on one line of at most 300 characters.
            run: the run that sends it. Once one has begun, another may not take it on: False.
            next_attempt: when to try again.
        """
        sending = to is MessageState.SENDING
        query = f"{MOVE} WHERE number = :number AND state IN ({listed(tuple(since))}){'' if sending or not run else OWN}"
        at, then = as_text(self._clock()), as_text(next_attempt) if next_attempt else None
        values = {
            "to": to.value,
            "at": at,
            "note": shorten(note, LONGEST_NOTE),
            "next": then,
            "run": run,
            "tried": int(sending),
        }
        with told_plainly(self.path):
            return self._database.execute(query, values | {"number": number}).rowcount == 1

    def recover(self, note: str, run: str = "") -> tuple[OutboxRow, ...]:
        """What a run that has ended left half done: SENDING waits again, ENDING is uncertain.

        Args:
            note: what ended the run.
            run: the one; "" for any, when no other can be at work.

        Returns:
            The messages as they are now.
        """
        left = self.rows(states=(MessageState.SENDING, MessageState.ENDING))
        moved = []
        for row in left:
            to = MessageState.WAITING if row.state is MessageState.SENDING else MessageState.UNCERTAIN
            if self.move(row.number, to, (row.state,), note, run=run):
                moved.append(self.row(row.number))
        return tuple(moved)

    def _why_not_cancelled(self, number: int) -> str:
        try:
            return f"Message {number} is {self.row(number).state.value}, so it cannot be cancelled any more."
        except OutboxError as error:
            return str(error)

    def _in_the_way(self, outgoing: Outgoing, *, again: bool) -> int | None:
        """The number of the message that keeps this one out; None where nothing does."""
        states = UNDER_WAY if again else (*UNDER_WAY, MessageState.SENT)
        query = f"SELECT max(number) FROM messages WHERE pack = ? AND folded = ? AND state IN ({listed(states)})"  # noqa: S608 - words of ours
        [(number,)] = self._database.execute(query, (outgoing.pack, fold(outgoing.address)))
        taken = "SELECT 1 FROM messages WHERE message_id = ? AND state <> ?"
        if number is None and self._database.execute(taken, (outgoing.message_id, MessageState.DRAFTED)).fetchone():
            raise OutboxError(f"The Message-ID {shorten(outgoing.message_id)} is taken. Each message needs one of its own.")
        return number if number is None else int(number)

    def _same_draft(self, outgoing: Outgoing) -> int | None:
        query = "SELECT max(number) FROM messages WHERE state = ? AND pack = ? AND folded = ? AND sha256 = ?"
        values = (MessageState.DRAFTED, outgoing.pack, fold(outgoing.address), digest(outgoing.content))
        [(number,)] = self._database.execute(query, values)
        return number if number is None else int(number)

    def _insert(self, outgoing: Outgoing, state: MessageState) -> int:
        return insert(self._database, outgoing, state, self.copies(outgoing.pack, outgoing.address) + 1, self._clock())

    def _one(self, query: str, *values: object) -> Any:
        with told_plainly(self.path):
            found = self._database.execute(query, values).fetchone()
        if found is None:
            raise OutboxError(f"There is no message {values[0]} in {self.path}.")
        return found


def _reason(row: OutboxRow) -> str:
    """Why a message was not added, where this one is in its way."""
    address, day = shorten(row.outgoing.address), say_date(row.changed.date())
    if row.state is MessageState.SENT:
        return f"It was sent to {address} on {day} already. It goes out once more only if you ask for it to be sent again."
    if row.state is MessageState.UNCERTAIN:
        return f"It may have reached {address} on {day}. Find out whether it did, and settle message {row.number} first."
    if row.state is MessageState.DRAFTED:
        return f"The same draft for {address} was recorded on {day}."
    return f"It is on its way to {address} already: message {row.number} is {row.state.value}."
