"""The returns that were taken as one consolidation, with what their money adds up to."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext

from workbook_tools.consolidation.choose import Choice
from workbook_tools.model.consolidation import Consolidation, ControlTotal, ReturnDigest
from workbook_tools.model.flat import FINANCE, MONEY, SAVINGS, Amount
from workbook_tools.model.scheme import Scheme
from workbook_tools.rules.margins import EXACT

MONEY_COLUMNS = tuple((table, column) for table, columns in MONEY.items() for column in columns)
PLACES = {(table.name, column): table.place(column) for table in (FINANCE, SAVINGS) for column in MONEY[table.name]}


def build_consolidation(digests: Sequence[ReturnDigest], choice: Choice, scheme: Scheme) -> Consolidation:
    """Returns judged one by one as one value. Order is kept: the same digests give the same consolidation.

    Args:
        digests: one a file, refused ones included.
        choice: which of them are taken, and the tracker.
        scheme: the rules they were judged by.
    """
    taken = tuple(digests[index] for index in choice.taken)
    return Consolidation(
        scheme=scheme,
        as_at=max((digest.facts.as_at for digest in taken if digest.facts.as_at), default=date.min),
        returns=taken,
        tracker=choice.tracker,
        sources=tuple((digest.source, digest.facts) for digest in digests),
        control_totals=control_totals(taken),
        findings=choice.findings,
    )


def control_totals(returns: Sequence[ReturnDigest]) -> tuple[ControlTotal, ...]:
    """Count and exact sum of every money column: of all returns together, then of each."""
    with localcontext(EXACT):
        each = [total for digest in returns for total in _totals_of(digest)]
        overall = {column: ControlTotal("", *column, 0, Decimal(0)) for column in MONEY_COLUMNS}
        for total in each:
            so_far = overall[total.table, total.column]
            overall[total.table, total.column] = replace(
                so_far, count=so_far.count + total.count, total=so_far.total + total.total
            )
        return (*overall.values(), *each)


def _totals_of(digest: ReturnDigest) -> Iterator[ControlTotal]:
    for table, columns in MONEY.items():
        rows = digest.rows(table) if digest.facts.row_counts.get(table) else ()
        for column in columns:
            place = PLACES[table, column]
            numbers = [value.number for row in rows if isinstance(value := row[place], Amount)]
            yield ControlTotal(digest.source.name, table, column, len(numbers), sum(numbers, Decimal(0)))
