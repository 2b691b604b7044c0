"""What a point of the checklist is, and how one is checked.

The checklist is the Analysis Function's "Making spreadsheets accessible: a brief checklist of the basics"; `source` names its
part and number. What a point of ours adds to it says so.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from workbook_tools.accessibility.book import Area, Book, Cell, Sheet

CHECKLIST = (
    "https://analysisfunction.civilservice.gov.uk/policy-store/making-spreadsheets-accessible-a-brief-checklist-of-the-basics/"
)
GUIDE = "https://analysisfunction.civilservice.gov.uk/policy-store/releasing-statistics-in-spreadsheets/"


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the checklist.

    Attributes:
        code: stable, in lower case with hyphens.
        title: what is so where the point is met.
        why: whom it helps.
        source: part and number of the checklist.
        tested: what the program looks at; for a point that it cannot judge, what a person should look at.
        remedy: what to do where it is not met; empty for a point that a program cannot judge.
    """

    code: str
    title: str
    why: str
    source: str
    tested: str
    remedy: str = ""

    @property
    def by_machine(self) -> bool:
        """Whether a program can judge it."""
        return bool(self.remedy)


@dataclass(frozen=True, slots=True)
class Check:
    """A point with the function that names each place where a workbook breaches it."""

    point: Point
    breaches: Callable[[Book], Iterable[str]]


def ranges(sheet: Sheet, cells: Iterable[Cell]) -> Iterator[str]:
    """Cells as places, those below each other as one: "Actions!F6:F14"."""
    ordered = sorted({(cell.column, cell.row) for cell in cells})
    for _, run in groupby(enumerate(ordered), key=lambda entry: (entry[1][0], entry[1][1] - entry[0])):
        places = [place for _, place in run]
        (column, top), (_, bottom) = places[0], places[-1]
        yield sheet.place(Area(column, top, column, bottom))


def ranges_by(sheet: Sheet, cells: Iterable[tuple[str, Cell]]) -> Iterator[str]:
    """As `ranges`, of cells with what is wrong with them: "Actions!F6:F14 (italic)"."""
    by_detail: dict[str, list[Cell]] = {}
    for detail, cell in cells:
        by_detail.setdefault(detail, []).append(cell)
    for detail, those in by_detail.items():
        yield from (f"{place} ({detail})" for place in ranges(sheet, those))


def gaps(used: Iterable[int], first: int, last: int) -> Iterator[tuple[int, int]]:
    """First and last of each run of numbers from `first` to `last` that are not used."""
    expected = first
    for number in sorted({number for number in used if first <= number <= last}):
        if number > expected:
            yield expected, number - 1
        expected = number + 1
    if expected <= last:
        yield expected, last
