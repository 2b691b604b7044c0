"""A workbook held against the checklist: each point is met, breached, or said plainly to be for a person to judge."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Any

from workbook_tools.accessibility import by_person, colours, document, signs, structure, tables, texts
from workbook_tools.accessibility.book import Book
from workbook_tools.accessibility.loading import load_book
from workbook_tools.accessibility.points import Check, Point
from workbook_tools.findings import shorten

PLACES_NAMED = 5
PLACE_LENGTH = 120  # characters
CHECKS: tuple[Check, ...] = tuple(
    chain(structure.CHECKS, tables.CHECKS, signs.CHECKS, texts.CHECKS, colours.CHECKS, document.CHECKS)
)
POINTS: tuple[Point, ...] = (*(check.point for check in CHECKS), *by_person.POINTS)


class Verdict(StrEnum):
    """What became of a point."""

    MET = "met"
    BREACHED = "breached"
    NOT_JUDGED = "not_judged"


@dataclass(frozen=True, slots=True)
class Result:
    """A point's verdict.

    Attributes:
        point: what was asked.
        verdict: the answer.
        places: the first places where it is breached, such as "Actions!F14".
        message: what to do; for a point that is not judged, what a person should look at; empty where it is met.
        count: of all places, those among `places` and the rest.
    """

    point: Point
    verdict: Verdict
    places: tuple[str, ...] = ()
    message: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Audit:
    """What became of each point of `POINTS`, in their order; `file` is the workbook's name without its folder."""

    file: str
    results: tuple[Result, ...]

    @property
    def breached(self) -> tuple[Result, ...]:
        """The points that are not met."""
        return tuple(result for result in self.results if result.verdict is Verdict.BREACHED)

    @property
    def not_judged(self) -> tuple[Result, ...]:
        """The points that are for a person."""
        return tuple(result for result in self.results if result.verdict is Verdict.NOT_JUDGED)


def audit(path: Path) -> Audit:
    """Holds a workbook against the checklist. Hidden sheets are a breach; what is on them is not looked at.

    Raises:
        ReadingError: it is no workbook, not safe to open or damaged; the sentence says so.
    """
    return audit_book(load_book(path))


def audit_book(book: Book) -> Audit:
    """The same for a workbook that is loaded."""
    judged = (_judge(check, book) for check in CHECKS)
    left = (Result(point, Verdict.NOT_JUDGED, message=point.tested) for point in by_person.POINTS)
    return Audit(book.file, (*judged, *left))


def _judge(check: Check, book: Book) -> Result:
    places: list[str] = []
    count = 0
    for place in check.breaches(book):
        count += 1
        if count <= PLACES_NAMED:
            places.append(shorten(place, PLACE_LENGTH))
    if not count:
        return Result(check.point, Verdict.MET)
    return Result(check.point, Verdict.BREACHED, tuple(places), check.point.remedy, count)


def lines_of(of: Audit) -> Iterator[str]:
    """The audit for a terminal: a line a point, what is wrong below it, a sentence at the end."""
    for result in of.results:
        yield f"{_WORDS[result.verdict]:<11} {result.point.title} ({result.point.code})"
        if result.verdict is Verdict.BREACHED:
            rest = result.count - len(result.places)
            yield f"{'':<12}{'; '.join(result.places)}{f'; and {rest} more' if rest else ''}"
        if result.message:
            yield f"{'':<12}{result.message}"
    yield _closing(of)


_WORDS = {Verdict.MET: "met", Verdict.BREACHED: "not met", Verdict.NOT_JUDGED: "not judged"}


def _closing(of: Audit) -> str:
    broken, left = len(of.breached), len(of.not_judged)
    first = f"{broken or 'None'} of {len(of.results)} points {'is' if broken == 1 else 'are'} not met"
    return f"{of.file}: {first}, {left} cannot be judged by a program."


def to_json(of: Audit) -> dict[str, Any]:
    """The audit as one object of plain values; keys may be added, never renamed."""
    return {
        "file": of.file,
        "breached": len(of.breached),
        "not_judged": len(of.not_judged),
        "points": [
            {
                "code": result.point.code,
                "title": result.point.title,
                "source": result.point.source,
                "verdict": result.verdict.value,
                "places": list(result.places),
                "count": result.count,
                "message": result.message,
            }
            for result in of.results
        ],
    }
