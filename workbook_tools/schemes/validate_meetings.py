"""Whether the law on meetings holds together: one notice for every meeting, one period for each kind of papers."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from workbook_tools.model.scheme import MeetingRules, Notice, Retention, Scheme
from workbook_tools.schemes.explain import KeyPath, place

HIGHEST = 100  # of clear days and of years: more is a slip
PARAGRAPH_NUMBER = re.compile("[0-9]+[A-Z]*")

Placed = tuple[KeyPath, Notice | Retention]


def meeting_problems(scheme: Scheme) -> Iterator[str]:
    """What is wrong with the law on meetings of `scheme`, a sentence each, without the file's name."""
    rules = scheme.meetings
    if rules is None:
        return
    if scheme.nation not in {None, rules.nation}:
        yield f"meetings.nation is '{rules.nation}', but nation is '{scheme.nation}'."
    yield from _notices(rules.notice)
    yield from _retention(rules.retention)
    yield from _exempt(rules)


def _notices(notices: Sequence[Notice]) -> Iterator[str]:
    placed = [(("meetings", "notice", index), notice) for index, notice in enumerate(notices)]
    if not placed:
        yield "meetings.notice has no rule."
    for path, notice in placed:
        yield from _within_bounds(notice.clear_days, (*path, "clear_days"))
    for path, notice in placed[:1]:
        if notice.since is not None:
            yield f"{place((*path, 'since'))} has no meaning: the first notice holds for all meetings before the next one."
    yield from _in_order(placed)


def _retention(periods: Sequence[Retention]) -> Iterator[str]:
    placed: dict[str, list[Placed]] = {}
    for index, period in enumerate(periods):
        path = ("meetings", "retention", index)
        yield from _within_bounds(period.years, (*path, "years"))
        placed.setdefault(period.papers, []).append((path, period))
    for group in placed.values():
        yield from _in_order(group)


def _within_bounds(number: int, path: KeyPath) -> Iterator[str]:
    if not 1 <= number <= HIGHEST:
        yield f"{place(path)} is {number}, but must be from 1 to {HIGHEST}."


def _in_order(placed: Sequence[Placed]) -> Iterator[str]:
    """Each must begin later than the one before it; one without `since` has begun from ever."""
    for (_, before), (path, after) in pairwise(placed):
        if after.since is None:
            yield f"{place(path)} needs the key 'since', since it comes after another."
        elif after.since <= (before.since or date.min):
            yield f"{place((*path, 'since'))} is {after.since}, but must be later than {before.since} of the one before."


def _exempt(rules: MeetingRules) -> Iterator[str]:
    if not rules.schedule.strip():
        yield "meetings.schedule must not be empty."
    seen: set[str] = set()
    for index, paragraph in enumerate(rules.exempt):
        path = ("meetings", "exempt", index)
        if not PARAGRAPH_NUMBER.fullmatch(paragraph.number):
            yield f"{place((*path, 'number'))} is '{paragraph.number}', but must be figures, then capitals or nothing."
        if paragraph.number in seen:
            yield f"{place((*path, 'number'))} is '{paragraph.number}', which an earlier paragraph has already."
        if not paragraph.words.strip():
            yield f"{place((*path, 'words'))} must not be empty."
        seen.add(paragraph.number)
