"""Which of several versions of a return is the latest, and how that is known."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from workbook_tools.findings import shorten
from workbook_tools.model.consolidation import ReturnFacts
from workbook_tools.model.wording import say_date

LONGEST_VERSION = 40  # characters; a longer text is no version number
_VERSION = re.compile(r"(?:(?:v|ver|version|no|number)\.?\s*)?([0-9]+(?:\.[0-9]+)*)", re.IGNORECASE)

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Which version was taken.

    Attributes:
        taken: its place among the versions, from 0.
        reasons: by place of each other version, why this one was taken.
        unclear: places of those that nothing tells apart, the one taken among them; empty where the latest is known.
    """

    taken: int
    reasons: Mapping[int, str]
    unclear: tuple[int, ...] = ()


class _Way(NamedTuple):
    """A way to tell versions apart: what a return answers, None for nothing, and how the answer is said."""

    answer: Callable[[ReturnFacts], Numbers | None]
    verb: str
    say: Callable[[Numbers], str]


def latest(versions: Sequence[tuple[str, ReturnFacts]]) -> Decision:
    """The latest of some versions, at least one, each with its file's name, in the order of their files.

    The day of sign-off decides, then the day last saved, then the version number. Each counts only where all versions still in
    question have it, since otherwise three of them could each be later than the next. Where nothing decides, the last one.
    """
    left = list(range(len(versions)))
    reasons: dict[int, tuple[_Way, Numbers]] = {}
    for way in _WAYS:
        answers = {place: answer for place in left if (answer := way.answer(versions[place][1])) is not None}
        if len(answers) == len(left):
            best = max(answers.values())
            reasons |= {place: (way, answer) for place, answer in answers.items() if answer != best}
            left = [place for place in left if answers[place] == best]
    taken = left[-1]
    name, facts = shorten(versions[taken][0]), versions[taken][1]
    tie = f"{name} was taken as the last by its name: nothing tells which of the two is later."
    return Decision(
        taken,
        dict.fromkeys(left[:-1], tie) | {place: _reason(name, facts, way, answer) for place, (way, answer) in reasons.items()},
        tuple(left) if len(left) > 1 else (),
    )


def version_number(text: str) -> Numbers | None:
    """The numbers of a version: (2, 10) of "v2.10", which is later than (2, 3). Zeros at the end do not count.

    None where the text is anything but a number, with or without "v", "version" or "no" before it.
    """
    match = _VERSION.fullmatch(text.strip()) if len(text) <= LONGEST_VERSION else None
    if match is None:
        return None
    numbers = [int(number) for number in match[1].split(".")]
    while numbers[1:] and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def _reason(name: str, facts: ReturnFacts, way: _Way, answer: Numbers) -> str:
    return f"{name} was taken: {way.verb}{way.say(way.answer(facts) or ())}, this one {way.say(answer)}."


def _day(day: date | None) -> Numbers | None:
    return (day.year, day.month, day.day) if day else None


def _on(numbers: Numbers) -> str:
    return f"on {say_date(date(*numbers))}"


_WAYS = (
    _Way(lambda facts: _day(facts.signed_off_on), "signed off ", _on),
    _Way(lambda facts: _day(facts.saved_on), "last saved ", _on),
    _Way(lambda facts: version_number(facts.version), "", lambda numbers: f"version {'.'.join(map(str, numbers))}"),
)
