"""The first pass over the returns: how many rows stand at each status, what the money adds up to, what is an exception."""

import pickle
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Self

from workbook_tools.model.consolidation import Consolidation, ReturnDigest
from workbook_tools.model.flat import ACTIONS, FINANCE, INDICATORS, RISKS, Amount, FlatRow
from workbook_tools.rules.margins import EXACT
from workbook_tools.writing.consolidated.batches import Batch
from workbook_tools.writing.consolidated.exceptions import Finder

JUDGED = (INDICATORS, ACTIONS, RISKS)
MONEY = ("budget", "actual", "forecast", "computed_variance")
"""Columns of `FINANCE` that are added up: as returned, and the variance that was worked out."""
KEPT_IN_MEMORY = 8_000_000  # bytes of exceptions; more go to a temporary file


@dataclass(frozen=True, slots=True)
class Sums:
    """What some rows add up to: by table how many are at each style, by column of `MONEY` the exact sum of the figures."""

    statuses: Mapping[str, Counter[str]] = field(default_factory=lambda: {table.name: Counter() for table in JUDGED})
    money: dict[str, Decimal] = field(default_factory=lambda: dict.fromkeys(MONEY, Decimal(0)))
    figures: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Sums") -> None:
        """Adds what other rows add up to."""
        for table, counts in other.statuses.items():
            self.statuses[table].update(counts)
        for column, amount in other.money.items():
            self.money[column] = EXACT.add(self.money[column], amount)
        self.figures.update(other.figures)


Place = tuple[str, ...]
"""Names from the outer to the inner, "" for one that is not stated."""


@dataclass(frozen=True, slots=True)
class Tally:
    """All rows added up; groups in order of their names, without regard to case.

    Attributes:
        services: by service and directorate.
        sections: by section, over all services; a risk's section is its register.
        directorates: by directorate.
        whole: of everything.
        exceptions: how many rows are exceptions.
    """

    services: Mapping[Place, Sums]
    sections: Mapping[Place, Sums]
    directorates: Mapping[Place, Sums]
    whole: Sums
    exceptions: int


class Spool:
    """Batches of rows that are kept for later, however many: in memory as long as they are few, then in a temporary file."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115 - closed by __exit__
        self._batches = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def add(self, batch: Batch) -> None:
        """Keeps a batch."""
        pickle.dump((batch.file, batch.rows), self._file, pickle.HIGHEST_PROTOCOL)
        self._batches += 1

    def batches(self) -> Iterator[Batch]:
        """What was kept, in order."""
        self._file.seek(0)
        for _ in range(self._batches):
            file, rows = pickle.load(self._file)  # noqa: S301 - written by this object, in a file that nobody else can open
            yield Batch(rows, file)


def take_tally(consolidation: Consolidation, spool: Spool) -> Tally:
    """One pass over the returns; the exceptions go into the spool, as rows of `exceptions.EXCEPTIONS` without the file."""
    directorates = {row.file: row.directorate for row in consolidation.tracker if row.file}
    places: defaultdict[Place, Sums] = defaultdict(Sums)
    """By service, directorate and section."""
    finder, exceptions = Finder(consolidation.scheme), 0
    for taken in consolidation.returns:
        directorate = directorates.get(taken.source.name, taken.facts.directorate)
        found = _tally_return(taken, directorate, places, finder)
        if found:
            spool.add(Batch(found, taken.source.name))
            exceptions += len(found)
    services = _grouped(places, 0, 1)
    by_directorate = _grouped(services, 1)
    whole = _grouped(by_directorate).get((), Sums())
    return Tally(services, _grouped(places, 2), by_directorate, whole, exceptions)


def _grouped(places: Mapping[Place, Sums], *levels: int) -> dict[Place, Sums]:
    """The sums by some of the names of a place."""
    groups: defaultdict[Place, Sums] = defaultdict(Sums)
    for place, sums in places.items():
        groups[tuple(place[level] for level in levels)].add(sums)
    return dict(sorted(groups.items(), key=lambda group: ([name.casefold() for name in group[0]], group[0])))


_PLACES = {
    table.name: itemgetter(*map(table.place, ("service", "register" if table is RISKS else "section", "status")))
    for table in JUDGED
}
_FINANCE_PLACE = itemgetter(FINANCE.place("service"), FINANCE.place("section"))
_FINANCE_FIGURES = itemgetter(*map(FINANCE.place, MONEY))


def _tally_return(taken: ReturnDigest, directorate: str, places: Mapping[Place, Sums], finder: Finder) -> list[FlatRow]:
    """Adds a return's rows to their places; returns those that are exceptions. Rows without a verdict are not counted."""
    found: list[FlatRow] = []
    for table in JUDGED:
        rows = taken.rows(table.name)
        for (service, section, style), number in Counter(map(_PLACES[table.name], rows)).items():
            if style:
                places[service or "", directorate, section or ""].statuses[table.name][style] += number
        found += finder.among(table, rows)
    _add_money(taken.rows(FINANCE.name), directorate, places)
    return found


def _add_money(rows: Sequence[FlatRow], directorate: str, places: Mapping[Place, Sums]) -> None:
    for row in rows:
        service, section = _FINANCE_PLACE(row)
        sums = places[service or "", directorate, section or ""]
        for column, value in zip(MONEY, _FINANCE_FIGURES(row), strict=True):
            if isinstance(value, Amount):
                sums.money[column] = EXACT.add(sums.money[column], value.number)
                sums.figures[column] += 1
