"""How directorates and services stand: their overall status, the rows behind it, their exceptions; the worst first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from workbook_tools.model.assessment import Verdict
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.words import Level
from workbook_tools.writing.consolidated.pivots import NO_SERVICE, levels_counted, overall_of
from workbook_tools.writing.consolidated.tally import JUDGED, Place, Sums
from workbook_tools.writing.consolidated.words import exceptional_keys

_FROM_WORST = (Level.ALERT, Level.WARNING, Level.OK)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a part of the council stands.

    Attributes:
        name: of the service, or of the directorate.
        directorate: of a service; "" where none is known.
        overall: its status by the scheme's rules; None where it has none, or nothing can be counted.
        levels: number of indicators and actions by what they count as.
        exceptions: number of its rows that are exceptions.
    """

    name: str
    directorate: str
    overall: Verdict[Level] | None
    levels: Mapping[Level, int]
    exceptions: int


def standing_of(name: str, directorate: str, sums: Sums, scheme: Scheme) -> Standing:
    """How the rows behind some sums stand together."""
    exceptions = sum(sums.statuses[table.name][key] for table in JUDGED for key in exceptional_keys(scheme, table.name))
    return Standing(name, directorate, overall_of(sums, scheme), levels_counted(sums, scheme), exceptions)


def services_from_worst(services: Mapping[Place, Sums], scheme: Scheme) -> list[Standing]:
    """All services: by overall status, then by the share of their rows at level alert, then by name."""
    standings = (
        standing_of(service or NO_SERVICE, directorate, sums, scheme) for (service, directorate), sums in services.items()
    )
    return sorted(standings, key=_from_worst)


def say_worst(standings: Iterable[Standing], most: int) -> str:
    """The names of the worst services that have exceptions, and how many more there are."""
    names = [standing.name for standing in standings if standing.exceptions]
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return "; ".join(names[:most]) + more


def _from_worst(standing: Standing) -> tuple[int, Fraction, int, str]:
    level = standing.overall.status if standing.overall else None
    rank = _FROM_WORST.index(level) if level in _FROM_WORST else len(_FROM_WORST)
    counted = sum(standing.levels.get(level, 0) for level in _FROM_WORST)
    share = Fraction(standing.levels.get(Level.ALERT, 0), counted) if counted else Fraction(0)
    return rank, -share, -standing.exceptions, standing.name.casefold()
