"""Rows by service and by section: how many stand at each status, and what the money adds up to."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from workbook_tools.model.assessment import Verdict
from workbook_tools.model.flat import SERVICE, Amount, FlatColumn, FlatRow, FlatTable, Holds
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.words import Level, Unit
from workbook_tools.rules.counts import NO_SECTION
from workbook_tools.rules.rollup import roll_up
from workbook_tools.writing.consolidated.tally import JUDGED, Sums, Tally
from workbook_tools.writing.consolidated.words import keyed_styles, levels_of

ROLLED_UP = ("indicators", "actions")
"""Tables whose rows decide the status of the whole; risks are rated by their matrix."""
_MONEY = {"budget": "Budget", "forecast": "Forecast", "computed_variance": "Variance"}
NO_SERVICE = "(no service)"
_DIRECTORATE = FlatColumn("directorate", "Directorate", width=20)
_SECTION = FlatColumn("section", "Section", width=36)
_OVERALL = FlatColumn("overall", "Overall", Holds.VERDICT, 13, "indicators")


@dataclass(frozen=True, slots=True)
class Pivot:
    """A table of sums with its rows, and the same of all rows together for its foot."""

    table: FlatTable
    rows: tuple[FlatRow, ...]
    totals: FlatRow


def by_service(tally: Tally, scheme: Scheme) -> Pivot:
    """Rows by service and its directorate, with the service's overall status where the scheme has rules for one."""

    def overall(sums: Sums) -> FlatRow:
        return (rolled.style if (rolled := overall_of(sums, scheme)) else None,) if scheme.rollup else ()

    rows = (
        (service or NO_SERVICE, directorate, *overall(sums), *_cells(sums, scheme))
        for (service, directorate), sums in tally.services.items()
    )
    columns = (SERVICE, _DIRECTORATE, *((_OVERALL,) if scheme.rollup else ()), *_columns(scheme))
    return Pivot(
        FlatTable("by_service", "By service", columns),
        tuple(rows),
        ("All services", None, *overall(tally.whole), *_cells(tally.whole, scheme)),
    )


def by_section(tally: Tally, scheme: Scheme) -> Pivot:
    """Rows by section, over all services; a risk's section is its register."""
    rows = ((section or NO_SECTION, *_cells(sums, scheme)) for (section,), sums in tally.sections.items())
    table = FlatTable("by_section", "By section", (_SECTION, *_columns(scheme)))
    return Pivot(table, tuple(rows), ("All sections", *_cells(tally.whole, scheme)))


def words_counted(sums: Sums, scheme: Scheme, table: str) -> dict[str, int]:
    """How many rows of a table stand at each of the scheme's words, in its order, zeros included.

    Statuses that are printed with the same word are counted together.
    """
    counts: dict[str, int] = {}
    for key, style in keyed_styles(scheme, table).items():
        counts[style.word] = counts.get(style.word, 0) + sums.statuses[table][key]
    return counts


def levels_counted(sums: Sums, scheme: Scheme) -> Counter[Level]:
    """At which levels the rows stand that decide the overall status."""
    counts = Counter[Level]()
    for table in ROLLED_UP:
        levels = levels_of(scheme, table)
        for key, number in sums.statuses[table].items():
            counts[levels[key]] += number
    return counts


def overall_of(sums: Sums, scheme: Scheme) -> Verdict[Level] | None:
    """The overall status by the scheme's rules; None where it has none, or nothing can be counted."""
    return roll_up(levels_counted(sums, scheme).elements(), scheme.rollup, scheme.styles.indicators)


def _columns(scheme: Scheme) -> Iterator[FlatColumn]:
    for table in JUDGED:
        for word in words_counted(Sums(), scheme, table.name):
            yield FlatColumn(f"{table.name}_{word}", f"{table.sheet}: {word}", Holds.COUNT, 13)
        yield FlatColumn(f"{table.name}_total", f"{table.sheet}: total", Holds.COUNT, 13)
    for name, heading in _MONEY.items():
        yield FlatColumn(name, heading, Holds.FIGURE, 18)


def _cells(sums: Sums, scheme: Scheme) -> Iterator[int | Amount]:
    for table in JUDGED:
        yield from words_counted(sums, scheme, table.name).values()
        yield sums.statuses[table.name].total()
    yield from (Amount(sums.money[name], Unit.GBP) for name in _MONEY)
