"""The tracker: one row a file, and one for each expected service that has none, each with the finding that it gives rise to."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from workbook_tools import catalogue
from workbook_tools.consolidation.fates import Fate, Found
from workbook_tools.findings import Finding, Sentence, Severity, Where, shorten
from workbook_tools.model.consolidation import ExpectedReturn, ReturnFacts, ReturnState, TrackerRow
from workbook_tools.model.service_return import SourceFile
from workbook_tools.model.spellings import folded
from workbook_tools.model.wording import say_date
from workbook_tools.periods import Period

IN_TOTALS = {ReturnState.RECEIVED, ReturnState.LATE, ReturnState.UNEXPECTED}
NOT_LISTED = ExpectedReturn("")
TRACKED = frozenset(
    kind.code
    for kind in (
        catalogue.RETURN_MISSING,
        catalogue.RETURN_LATE,
        catalogue.RETURN_UNEXPECTED,
        catalogue.RETURN_SUPERSEDED,
        catalogue.PERIOD_DIFFERS,
    )
)
"""Codes of findings that say what the line of a return in the tracker says already."""

TrackedRow = tuple[TrackerRow, Finding | None]


def track(
    found: Found,
    fates: Mapping[int, Fate],
    expected: Sequence[ExpectedReturn],
    unclear: Collection[int],
    period: Period | None,
) -> Iterator[TrackedRow]:
    """Expected services in the order of their list, the files of each in theirs; then the other files.

    Args:
        found: every file.
        fates: of every file, by its place.
        expected: no service twice.
        unclear: places of the versions that nothing tells apart.
        period: the one that is consolidated, None for all.
    """
    files = files_by_service(found)
    nameless = len(files.get("", ()))
    for asked in expected:
        places = files.pop(folded(asked.service), ())
        for place in places:
            yield _row(found[place], fates[place], asked, unclear=place in unclear)
        if not places:
            yield _missing(asked, period, nameless)
    for place in sorted(place for places in files.values() for place in places):
        yield _row(found[place], fates[place], NOT_LISTED, unclear=place in unclear)


def files_by_service(found: Found) -> dict[str, list[int]]:
    """Places of the files by the service on their covers, folded; under "" those that name none."""
    files: dict[str, list[int]] = {}
    for place, (_, facts) in enumerate(found):
        files.setdefault(folded(facts.service), []).append(place)
    return files


def _row(file: tuple[SourceFile, ReturnFacts], fate: Fate, asked: ExpectedReturn, *, unclear: bool) -> TrackedRow:
    source, facts = file
    row = TrackerRow(
        service=asked.service or facts.service,
        state=fate.state,
        file=source.name,
        directorate=asked.directorate or facts.directorate,
        owner=asked.owner,
        address=asked.address,
        due=asked.due,
        period=facts.period,
        in_totals=fate.state in IN_TOTALS,
        reason=fate.reason,
        submitted=facts.submitted,
        errors=facts.severities.get(Severity.ERROR, 0),
        warnings=facts.severities.get(Severity.WARNING, 0),
        queries=facts.severities.get(Severity.QUERY, 0),
        version_unclear=unclear,
    )
    return row, fate.kind.at(Where(source.name), reason=Sentence(fate.reason)) if fate.kind else None


def _missing(asked: ExpectedReturn, period: Period | None, nameless: int) -> TrackedRow:
    reason = f"No return of {shorten(asked.service)}"
    reason += f" for {period} has come in" if period else " has come in"
    reason += f", due on {say_date(asked.due)}." if asked.due else "."
    if nameless:
        one, several = "the one file that does not say whose it is", f"one of {nameless} files that do not say whose they are"
        reason += f" It may be {one if nameless == 1 else several}."
    row = TrackerRow(
        service=asked.service,
        state=ReturnState.MISSING,
        directorate=asked.directorate,
        owner=asked.owner,
        address=asked.address,
        due=asked.due,
        reason=reason,
    )
    return row, catalogue.RETURN_MISSING.at(asked.where, reason=Sentence(reason))
