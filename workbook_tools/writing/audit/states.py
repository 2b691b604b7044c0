"""The states of a message in words and colours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbook_tools.model.despatch import MessageState, OutboxRow
from workbook_tools.model.scheme import Style
from workbook_tools.writing.outcome_styles import done, over, pending, wrong

MOST_NUMBERS = 20  # of messages named in a sentence


@dataclass(frozen=True, slots=True)
class StateWord:
    """A state: its word, what it means, and what somebody has to do about it; "" where there is nothing to do."""

    style: Style
    meaning: str
    remedy: str = ""

    @property
    def word(self) -> str:
        """As the workbook prints it."""
        return self.style.word


STATES: Mapping[MessageState, StateWord] = {
    MessageState.SENT: StateWord(done("Sent"), "The mail server accepted it; its reply stands beside it."),
    MessageState.UNCERTAIN: StateWord(
        wrong("Uncertain"),
        "The mail server may have accepted it: the run or the connection ended before its reply was recorded. It is not sent "
        "again by itself.",
        "Ask the recipient or the administrator of the mail server, then settle it",
    ),
    MessageState.REFUSED: StateWord(
        wrong("Refused"), "The mail server refused it for good. This recipient has nothing.", "Put the address right"
    ),
    MessageState.DEFERRED: StateWord(
        pending("Deferred"), "The mail server could not take it yet. It is to be tried again.", "Try again"
    ),
    MessageState.WAITING: StateWord(pending("Waiting"), "It is to be sent.", "Send it, or cancel it"),
    MessageState.SENDING: StateWord(
        pending("Sending"), "It was being handed over; no server can have accepted it yet.", "See what became of it"
    ),
    MessageState.ENDING: StateWord(
        pending("Ending"), "Its end was being handed over; the server may have accepted it.", "See what became of it"
    ),
    MessageState.DRAFTED: StateWord(
        pending("Drafted"),
        "It was written as a draft for a person to send. What became of the draft is not known here.",
        "Keep a copy of what was sent by hand with this file",
    ),
    MessageState.CANCELLED: StateWord(over("Cancelled"), "It was taken back before it was sent."),
    MessageState.WITHHELD: StateWord(over("Withheld"), "It may no longer go to this recipient, and was not sent."),
}
"""In the order that the front page counts them."""


def say_numbers(messages: Sequence[OutboxRow]) -> str:
    """Which messages: "message 4", "messages 4, 7 and 9", "messages 1, 2 ... 20 and 5 more"."""
    numbers = [str(message.number) for message in messages]
    shown, rest = numbers[:MOST_NUMBERS], len(numbers) - MOST_NUMBERS
    last = f"{rest} more" if rest > 0 else shown.pop() if len(shown) > 1 else ""
    listed = f"{', '.join(shown)} and {last}" if last else ", ".join(shown)
    return f"message{'' if len(numbers) == 1 else 's'} {listed}"
