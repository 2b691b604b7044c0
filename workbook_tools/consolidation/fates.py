"""What becomes of each file: refused, the same as another, an older version, or taken, and then how it stands to the list."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from workbook_tools import catalogue
from workbook_tools.consolidation.versions import Decision, latest
from workbook_tools.findings import Kind, shorten
from workbook_tools.model.consolidation import ExpectedReturn, ReturnFacts, ReturnState
from workbook_tools.model.service_return import SourceFile
from workbook_tools.model.spellings import folded
from workbook_tools.model.wording import say_date
from workbook_tools.periods import Period

Found = Sequence[tuple[SourceFile, ReturnFacts]]
"""Every file that was found, in order, with what is known of it. A file is named by its place here, from 0."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a file, why, and the kind of finding that says so where there is one."""

    state: ReturnState
    reason: str = ""
    kind: Kind | None = None


def refused(found: Found, period: Period | None) -> dict[int, Fate]:
    """Files that could not be read, and, where a period is asked for, those of another one or of none that is understood."""
    return {place: fate for place, (_, facts) in enumerate(found) if (fate := _refusal(facts, period))}


def _refusal(facts: ReturnFacts, period: Period | None) -> Fate | None:
    if facts.refused:
        return Fate(ReturnState.REFUSED, facts.refused)
    if period is None or (facts.period_understood and folded(facts.period) == folded(str(period))):
        return None
    if facts.period_understood:
        what = f"Of {shorten(facts.period)}"
    elif facts.period.strip():
        what = f"Its period '{shorten(facts.period)}' is not understood"
    else:
        what = "Its cover names no period"
    return Fate(ReturnState.REFUSED, f"{what}; this run consolidates {period}.", catalogue.PERIOD_DIFFERS)


def same_files(found: Found, settled: Collection[int]) -> dict[int, Fate]:
    """Files with the content of one before them, among those not settled."""
    first: dict[str, int] = {}
    fates = {}
    for place, (source, _) in enumerate(found):
        if place in settled or not source.sha256:
            continue
        original = first.setdefault(source.sha256, place)
        if original != place:
            reason = f"{shorten(found[original][0].name)} is the same file, byte for byte."
            fates[place] = Fate(ReturnState.SUPERSEDED, reason, catalogue.RETURN_SUPERSEDED)
    return fates


def versions(found: Found, settled: Collection[int]) -> list[tuple[list[int], Decision]]:
    """Files of one service and period, among those not settled, with the decision between them; in the order of the first.

    A return that does not say whose it is has no other versions.
    """
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, (_, facts) in enumerate(found):
        if place not in settled and (service := folded(facts.service)):
            groups[service, folded(facts.period)].append(place)
    several = [places for places in groups.values() if len(places) > 1]
    return [(places, latest([(found[place][0].name, found[place][1]) for place in places])) for places in several]


def superseded(decided: Sequence[tuple[list[int], Decision]]) -> dict[int, Fate]:
    """The files that another version was taken for."""
    return {
        places[at]: Fate(ReturnState.SUPERSEDED, reason, catalogue.RETURN_SUPERSEDED)
        for places, decision in decided
        for at, reason in decision.reasons.items()
    }


def taken(facts: ReturnFacts, asked: ExpectedReturn | None) -> Fate:
    """How an expected return that was taken stands; `asked` is None where nothing was expected of anybody."""
    if asked is None or asked.due is None:
        return Fate(ReturnState.RECEIVED)
    due = f"due on {say_date(asked.due)}"
    if facts.submitted is None:
        return Fate(ReturnState.RECEIVED, f"It does not say when it was handed in, so it may be late ({due}).")
    if facts.submitted <= asked.due:
        return Fate(ReturnState.RECEIVED)
    did = "Signed off" if facts.signed_off_on else "Last saved"
    return Fate(ReturnState.LATE, f"{did} on {say_date(facts.submitted)}, {due}.", catalogue.RETURN_LATE)


def unexpected(facts: ReturnFacts, suggestions: Mapping[str, str]) -> Fate:
    """A return that was taken though the list does not name its service."""
    service = facts.service.strip()
    reason = f"'{shorten(service)}' is not on the expected list." if service else "Its cover names no service."
    if meant := suggestions.get(facts.service):
        reason += f" '{shorten(meant)}' is, and has no return: it may be meant."
    return Fate(ReturnState.UNEXPECTED, reason, catalogue.RETURN_UNEXPECTED)
