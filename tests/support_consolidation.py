"""Made-up consolidations: rows at random by what their columns hold, and small ones by hand."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from support_samples import scheme_named
from workbook_tools.model.consolidation import (
    Consolidation,
    ControlTotal,
    ReturnDigest,
    ReturnFacts,
    ReturnState,
    RowsInMemory,
    TrackerRow,
)
from workbook_tools.model.control import ControlSheet, ControlTable
from workbook_tools.model.flat import (
    INDICATORS,
    PROOFS,
    RETURN_TABLES,
    SEVERITIES,
    Amount,
    Day,
    FlatColumn,
    FlatRow,
    FlatTable,
    Holds,
    Value,
)
from workbook_tools.model.scheme import Scheme, risk_styles
from workbook_tools.model.service_return import SourceFile
from workbook_tools.model.words import Unit

SCHEME = scheme_named("clackmannanshire")
WITH_ROLLUP = scheme_named("vale_of_glamorgan")
AS_AT = date(2019, 9, 30)
SECTIONS = ("", "CP1", "CP2", "+44 1234")
TEXTS = {"service": ("Housing", "roads", "Education & Skills"), "section": SECTIONS, "register": SECTIONS}
CONTROL = ControlSheet(
    proved=True,
    proof="Every total was found again, to the penny.",
    sentences=("Added up twice.",),
    tables=(
        ControlTable(
            "All returns",
            (FlatColumn("total", "Total", Holds.FIGURE), FlatColumn("proof", "Proof", Holds.VERDICT, styles=PROOFS)),
            ((Amount(Decimal("0.10"), Unit.GBP), "agrees"), (None, "differs")),
        ),
        ControlTable("By file", (FlatColumn("file", "File", width=40),), (("=a.xlsx",),)),
    ),
)


def seeded(seed: int | str) -> Random:
    """Random choices that are always the same."""
    return Random(seed)  # noqa: S311 - no secret


def keys_of(scheme: Scheme, styles: str) -> tuple[str, ...]:
    """The keys that a column of verdicts can hold."""
    if styles == SEVERITIES:
        return ("error", "warning", "query")
    if styles == "risks":
        return tuple(risk_styles(scheme.risks))
    movements = scheme.risks.movements if scheme.risks else {}
    own = {"indicators": scheme.styles.indicators, "actions": scheme.styles.actions, "trends": scheme.styles.trends}
    return tuple((own | {"movements": movements})[styles])


def random_value(random: Random, scheme: Scheme, column: FlatColumn) -> Value:
    """A value that a column can hold."""
    match column.holds:
        case Holds.VERDICT:
            return random.choice(keys_of(scheme, column.styles))
        case Holds.FIGURE:
            number = Decimal(random.randrange(-(10**9), 10**9)).scaleb(-random.randrange(5))
            return random.choice([Amount(number, random.choice(list(Unit))), "n/a", None])
        case Holds.DATE:
            return random.choice([Day(date(2019, 1, 1) + timedelta(random.randrange(900))), "Ongoing", None])
        case Holds.COUNT:
            return random.randrange(1000)
        case Holds.LONG_TEXT:
            return " ".join(random.choices(["waste", "of", "council", "£3", "pending & delayed", "<b>", "=1+1"], k=12))
        case Holds.TEXT:
            return random.choice(TEXTS.get(column.name, tuple("ABCDE")))


def random_rows(random: Random, scheme: Scheme, table: FlatTable, number: int) -> tuple[FlatRow, ...]:
    """Rows of a return, without its file."""
    return tuple(tuple(random_value(random, scheme, column) for column in table.own_columns) for _ in range(number))


def digest(file: str, rows: Mapping[str, Sequence[FlatRow]], service: str = "Housing", directorate: str = "") -> ReturnDigest:
    """A return with these rows."""
    counts = {table: len(given) for table, given in rows.items()}
    facts = ReturnFacts(service, directorate, "Q2 2019/20", period_understood=True, as_at=AS_AT, row_counts=counts)
    return ReturnDigest(
        SourceFile(file, hashlib.sha256(file.encode("utf-8", "replace")).hexdigest(), 10), facts, RowsInMemory(rows)
    )


def consolidated(*returns: ReturnDigest, scheme: Scheme = SCHEME, tracker: Sequence[TrackerRow] = ()) -> Consolidation:
    """These returns together."""
    tracked = [
        TrackerRow(taken.facts.service, ReturnState.RECEIVED, taken.source.name, taken.facts.directorate, in_totals=True)
        for taken in returns
    ]
    sources = tuple((taken.source, taken.facts) for taken in returns)
    totals = (ControlTotal("", "finance", "budget", 1, Decimal("0.10")),)
    return Consolidation(scheme, AS_AT, returns, (*tracked, *tracker), sources, totals)


def made_up(returns: int, rows: int, scheme: Scheme = SCHEME, seed: int = 1) -> Consolidation:
    """So many returns with so many rows in each table."""
    random = seeded(seed)
    digests = (
        digest(
            f"return {number}.xlsx",
            {table.name: random_rows(random, scheme, table, rows) for table in RETURN_TABLES},
            directorate=random.choice(["Place", "People"]),
        )
        for number in range(returns)
    )
    return consolidated(*digests, scheme=scheme)


@dataclass(frozen=True, slots=True)
class RowsMadeAnew:
    """Rows that are made each time that they are asked for, as if read from disk."""

    rows_a_table: int

    def rows(self, table: str) -> Sequence[FlatRow]:
        """The rows of a table, always the same."""
        random = seeded(table)
        wanted = next(known for known in RETURN_TABLES if known.name == table)
        return random_rows(random, SCHEME, wanted, self.rows_a_table)


def made_anew(returns: int, rows: int) -> Consolidation:
    """So many returns whose rows are not in memory."""
    counts = {table.name: rows for table in RETURN_TABLES}
    facts = ReturnFacts("Housing", "Place", as_at=AS_AT, row_counts=counts)
    digests = (
        ReturnDigest(SourceFile(f"return {number}.xlsx", "a" * 64, 10), facts, RowsMadeAnew(rows)) for number in range(returns)
    )
    return consolidated(*digests)


def with_titles(*titles: str) -> Consolidation:
    """One return, with an indicator for each title."""
    place = INDICATORS.place("title")
    [blank] = random_rows(seeded(1), SCHEME, INDICATORS, 1)
    return consolidated(digest("a.xlsx", {"indicators": [(*blank[:place], title, *blank[place + 1 :]) for title in titles]}))


def all_rows(consolidation: Consolidation, table: FlatTable) -> Iterator[FlatRow]:
    """Every row of a return's table, with its file."""
    for file, row in consolidation.rows(table.name):
        yield (row[0], file, *row[1:])
