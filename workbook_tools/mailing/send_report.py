"""What a run of sending came to, in values and in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass

from workbook_tools.findings import shorten
from workbook_tools.model.despatch import MessageState, OutboxRow
from workbook_tools.model.wording import say_count

STILL_TO_SEND = frozenset({MessageState.WAITING, MessageState.DEFERRED})
NOT_SENT = {
    MessageState.REFUSED: "refused for good",
    MessageState.DEFERRED: "put off",
    MessageState.WITHHELD: "withheld",
    MessageState.CANCELLED: "cancelled",
}
SETTLE = "Ask the mail team for a message trace, or the recipient, then settle it: until then it is not sent again."


@dataclass(frozen=True, slots=True)
class SendReport:
    """A run of sending.

    Attributes:
        rows: the messages that it was to send, as they are now, in the order they came in; without their content.
        recovered: those that an earlier run had left half done, as this run found and put them: waiting, or uncertain.
        uncertain: all messages that may have arrived and are not settled, those of earlier runs among them.
        stopped: why it ended before all was tried, as a sentence that says what to do; "" where it did not.
    """

    rows: tuple[OutboxRow, ...]
    recovered: tuple[OutboxRow, ...] = ()
    uncertain: tuple[OutboxRow, ...] = ()
    stopped: str = ""

    def of(self, *states: MessageState) -> tuple[OutboxRow, ...]:
        """Those of its messages that are in one of these states now."""
        return tuple(row for row in self.rows if row.state in states)

    @property
    def complete(self) -> bool:
        """Whether every message was sent, or taken back, and nothing stays uncertain."""
        good = {MessageState.SENT, MessageState.CANCELLED}
        return not self.stopped and all(row.state in good for row in self.rows) and not self.uncertain

    def sentences(self) -> tuple[str, ...]:
        """What there is to tell: recipients and why for all that did not go well, a count of what did."""
        return tuple(self._told())

    def _told(self) -> Iterator[str]:
        if again := sum(row.state is MessageState.WAITING for row in self.recovered):
            yield f"An earlier run was stopped while it sent; no server had {say_count(again, 'message')}, sent anew."
        yield f"{say_count(len(self.of(MessageState.SENT)), 'message')} sent."
        for state, words in NOT_SENT.items():
            for row in self.of(state):
                then = (
                    f" To be tried again from {row.next_attempt.astimezone():%d/%m/%Y at %H:%M} on." if row.next_attempt else ""
                )
                yield f"{_named(row)}: {words}. {row.reply.rstrip('.')}.{then}"
        for row in self.uncertain:
            yield f"{_named(row)}: may have arrived, or not ({row.reply}). {SETTLE}"
        if self.stopped:
            yield self.stopped
        if left := len(self.of(*STILL_TO_SEND)):
            yield f"{say_count(left, 'message')} still to be sent: run it again, or `workbook-tools despatch retry`."


def _named(row: OutboxRow) -> str:
    return f"Message {row.number} to {shorten(row.outgoing.address)}"
