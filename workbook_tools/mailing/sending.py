"""Sends what waits in the outbox: one run at a time, each message to one recipient, and never one that may have arrived."""

import signal
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from types import FrameType
from typing import TYPE_CHECKING, Self

from workbook_tools.mailing.handover import Outcome, ServerError, check_mail_settings
from workbook_tools.mailing.mail_secret import secret_of
from workbook_tools.mailing.outbox import TO_SEND, Outbox, utc_now
from workbook_tools.mailing.outbox_rows import ContentChangedError
from workbook_tools.mailing.send_report import SendReport
from workbook_tools.model.despatch import MessageState, OutboxRow, Outgoing
from workbook_tools.model.mail_settings import MailSettings
from workbook_tools.writing.run_lock import running

if TYPE_CHECKING:
    from workbook_tools.mailing.smtp_session import Session

BUSY = "Another run has been sending from {output}{since}. Wait until it has ended."
LEFT_BEHIND = "an earlier run was stopped while it sent this"
MOST_BROKEN = 3  # connections that break one after the other without a message coming through
HALF_DONE = (MessageState.SENDING, MessageState.ENDING)


class _TakenBackError(Exception):
    """The message was cancelled, or taken over, while it was handed over; its end does not go out."""


def send_waiting(
    outbox: Outbox,
    settings: MailSettings,
    *,
    permitted: Callable[[Outgoing], str],
    concerned: Callable[[Outgoing], bool] = lambda _: True,
    clock: Callable[[], datetime] = utc_now,
    wait: Callable[[float], object] = time.sleep,
    progress: Callable[[str], object] = lambda _: None,
) -> SendReport:
    """Sends every message that waits or was put off, and that this run is concerned with.

    What is refused for now is tried again after each of the pauses of the settings, when all others had their turn; then it is
    left for a later run. Ctrl-C ends the run before the next message, or within one before its end goes out.

    Args:
        outbox: with the messages.
        settings: how to send.
        permitted: asked before each attempt, with the whole message: "" where it may go, else why not; then it is withheld.
        concerned: asked of each message, without its content; one that it says False of is left as it is.
        clock: the time in UTC.
        wait: waits for a number of seconds.
        progress: told in a sentence what goes on.

    Raises:
        ToolkitError: the settings are not in order, there is no password or token, or another run is sending.
        OutboxError: the outbox can no longer be used.
    """
    check_mail_settings(settings)
    secret = secret_of(settings) if outbox.rows(states=(*TO_SEND, *HALF_DONE)) else ""
    with running(outbox.path, f"{clock().astimezone():%d/%m/%Y at %H:%M}", BUSY):
        recovered = outbox.recover(LEFT_BEHIND)
        numbers = [row.number for row in outbox.rows(states=TO_SEND) if concerned(row.outgoing)]
        stopped = _Run(outbox, settings, secret, permitted=permitted, clock=clock, wait=wait, progress=progress).send(numbers)
        uncertain = outbox.rows(states=(MessageState.UNCERTAIN,))
        return SendReport(tuple(outbox.row(number) for number in numbers), recovered, uncertain, stopped)


class _Interrupts:
    """Ctrl-C within a run: at once, but never between the end of a message and the record of the reply to it."""

    def __init__(self) -> None:
        self._held = self._asked = False
        self._usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
        self._ours = self._usual and threading.current_thread() is threading.main_thread()

    def __enter__(self) -> Self:
        if self._ours:
            signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(self, *_: object) -> None:
        if self._ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def hold(self) -> None:
        """From now on it is only noted."""
        self._held = True

    def let_go(self) -> None:
        """From now on it counts again, and one that was noted counts now: raises KeyboardInterrupt."""
        self._held = False
        if self._asked:
            raise KeyboardInterrupt

    def _interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        self._asked = True
        if not self._held:
            raise KeyboardInterrupt


class _Run:
    """A run: its connection, and what it does with one message after the other."""

    def __init__(
        self,
        outbox: Outbox,
        settings: MailSettings,
        secret: str,
        *,
        permitted: Callable[[Outgoing], str],
        clock: Callable[[], datetime],
        wait: Callable[[float], object],
        progress: Callable[[str], object],
    ) -> None:
        self._outbox, self._settings, self._secret, self._permitted = outbox, settings, secret, permitted
        self._clock, self._wait, self._progress = clock, wait, progress
        self._name = uuid.uuid4().hex
        self._session: Session | None = None
        self._broken_in_a_row = 0
        self._interrupts = _Interrupts()

    def send(self, numbers: Sequence[int]) -> str:
        """Sends these; why the run ended before all was tried, "" where it did not."""
        note = "the run ended before the message had"
        try:
            with self._interrupts:
                self._send_all(numbers)
        except ServerError as error:
            note = str(error)
            return note
        except KeyboardInterrupt:
            return "Stopped by you."
        finally:
            if self._session:
                self._session.drop()
            self._outbox.recover(note, self._name)
        return ""

    def _send_all(self, numbers: Sequence[int]) -> None:
        left = list(numbers)
        for pause in self._settings.pauses:
            left = [number for number in left if self._send(number, pause) is MessageState.DEFERRED]
            if not left:
                break
            self._leave()  # a server does not keep a connection for minutes
            self._progress(f"{len(left)} put off; trying again in {pause:g} seconds.")
            self._wait(pause)
        last = self._settings.pauses[-1] if self._settings.pauses else 0
        for number in left:
            self._send(number, last)
        self._leave()

    def _send(self, number: int, pause: float) -> MessageState | None:
        """Tries one message; its state then, or None where it was not tried."""
        try:
            row = self._outbox.row(number, with_content=True)
            if row.state not in TO_SEND:
                return None
            reason = self._permitted(row.outgoing)
        except ContentChangedError as error:
            reason = str(error)
        if reason:
            self._outbox.move(number, MessageState.WITHHELD, TO_SEND, reason)
            return MessageState.WITHHELD
        session = self._ready()
        if not self._outbox.move(number, MessageState.SENDING, TO_SEND, "", run=self._name):
            return None
        try:
            outcome = session.hand_over(row.outgoing.address, row.outgoing.content, lambda: self._before_end(number))
            self._record(row, outcome, pause)
        except _TakenBackError:
            self._forget_connection()
            return None
        finally:
            self._interrupts.let_go()
        return outcome.state

    def _before_end(self, number: int) -> None:
        """From here on the server may have the message, and the outbox says so."""
        self._interrupts.hold()
        if not self._outbox.move(number, MessageState.ENDING, (MessageState.SENDING,), "", run=self._name):
            raise _TakenBackError

    def _record(self, row: OutboxRow, outcome: Outcome, pause: float) -> None:
        next_attempt = self._clock() + timedelta(seconds=pause) if outcome.state is MessageState.DEFERRED else None
        self._outbox.move(row.number, outcome.state, HALF_DONE, outcome.reply, run=self._name, next_attempt=next_attempt)
        self._progress(f"{row.outgoing.address}: {outcome.state.value}")
        self._broken_in_a_row = 0 if outcome.lasting else self._broken_in_a_row + 1
        if not outcome.lasting:
            self._forget_connection()
        if self._broken_in_a_row >= MOST_BROKEN:
            raise ServerError(
                f"The connection to the mail server broke {MOST_BROKEN} times one after the other (the last time: "
                f"{outcome.reply}). Try again later; if it stays so, ask whoever looks after the mail server."
            )

    def _ready(self) -> "Session":
        """The connection, opened where there is none that can be used."""
        from workbook_tools.mailing.smtp_session import Session  # noqa: PLC0415 - only who sends reaches for the network

        if self._session and not self._session.fresh():
            self._forget_connection()
        if self._session is None:
            self._session = Session(self._settings, self._secret)
        return self._session

    def _leave(self) -> None:
        if self._session:
            self._session.close()
            self._session = None

    def _forget_connection(self) -> None:
        if self._session:
            self._session.drop()
            self._session = None
