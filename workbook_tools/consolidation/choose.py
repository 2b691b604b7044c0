"""Which returns of a folder are consolidated, and what became of each of the others and of each that was expected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbook_tools import catalogue
from workbook_tools.consolidation import fates
from workbook_tools.consolidation.fates import Fate, Found
from workbook_tools.consolidation.nearest import suggested_services
from workbook_tools.consolidation.tracker import files_by_service, track
from workbook_tools.consolidation.versions import Decision
from workbook_tools.findings import Finding, Sentence, Where, shorten
from workbook_tools.model.consolidation import ExpectedReturn, TrackerRow
from workbook_tools.model.spellings import folded
from workbook_tools.periods import Period

MOST_NAMED = 5  # files that a sentence names


@dataclass(frozen=True, slots=True)
class Choice:
    """Which returns are consolidated.

    Attributes:
        taken: places of the files whose rows count, in order, from 0.
        tracker: one row a file, and one for each expected service without any: expected services first, in the order of their
            list, then the other files.
        findings: in the order of the tracker; then versions that nothing tells apart; then copies.
    """

    taken: tuple[int, ...]
    tracker: tuple[TrackerRow, ...]
    findings: tuple[Finding, ...]


def choose(found: Found, expected: Sequence[ExpectedReturn] = (), period: Period | None = None) -> Choice:
    """The returns to consolidate, and what became of every file and of every expected return.

    Args:
        found: every file that was found, in order.
        expected: no service twice; without any, nothing is unexpected, late or missing.
        period: the one to consolidate, so that returns of others are refused; None for all there are.
    """
    settled = fates.refused(found, period)
    settled |= fates.same_files(found, settled)
    decided = fates.versions(found, settled)
    settled |= fates.superseded(decided)
    taken = tuple(place for place in range(len(found)) if place not in settled)
    unclear = {places[at] for places, decision in decided for at in decision.unclear}
    tracked = list(track(found, settled | _standing(found, taken, expected), expected, unclear, period))
    findings = (finding for _, finding in tracked if finding)
    return Choice(taken, tuple(row for row, _ in tracked), (*findings, *_unclear(found, decided), *_copied(found, taken)))


def _standing(found: Found, taken: Sequence[int], expected: Sequence[ExpectedReturn]) -> dict[int, Fate]:
    """How the files that were taken stand to what was expected."""
    listed = {folded(asked.service): asked for asked in expected}
    asked = {place: listed.get(folded(found[place][1].service)) for place in taken}
    strangers = [place for place in taken if expected and asked[place] is None]
    there = files_by_service(found)
    missing = [asked.service for name, asked in listed.items() if name not in there]
    suggestions = suggested_services([found[place][1].service for place in strangers], missing)
    return {place: fates.taken(found[place][1], asked[place]) for place in taken} | {
        place: fates.unexpected(found[place][1], suggestions) for place in strangers
    }


def _unclear(found: Found, decided: Sequence[tuple[list[int], Decision]]) -> Iterator[Finding]:
    for places, decision in decided:
        if decision.unclear:
            names = [shorten(found[places[at]][0].name) for at in decision.unclear]
            more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
            files = Sentence(", ".join(names[:MOST_NAMED]) + more)
            yield catalogue.VERSION_UNCLEAR.at(Where(names[-1]), count=len(names), files=files, taken=names[-1])


def _copied(found: Found, taken: Sequence[int]) -> Iterator[Finding]:
    """Returns with the answers of one before them. Versions of one return are settled by now, so their covers differ."""
    first: dict[str, int] = {}
    for place in taken:
        source, facts = found[place]
        if facts.answers is not None and (other := first.setdefault(facts.answers, place)) != place:
            yield catalogue.RETURN_COPIED.at(Where(source.name), other=found[other][0].name)
