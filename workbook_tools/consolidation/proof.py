"""The money of a return, proved: what reading took of it against what the second path finds in the same bytes."""

from collections.abc import Iterator
from decimal import Decimal

from workbook_tools.control.money_cells import find_money_cells
from workbook_tools.control.proofs import ColumnProof, FileProof, Sum, TakenLine
from workbook_tools.control.reconcile import heading_of, reconcile
from workbook_tools.control.vocabulary import spelling_and_scale
from workbook_tools.model.flat import Amount, FlatRow
from workbook_tools.model.layout import TABLES, Content
from workbook_tools.model.scheme import FinanceRules
from workbook_tools.model.service_return import Row, ServiceReturn
from workbook_tools.model.words import Unit

MONEY = {
    table.name: tuple(column.field for column in table.columns if column.content is Content.MONEY)
    for table in TABLES
    if any(column.content is Content.MONEY for column in table.columns)
}
"""Fields with money by table, in the order of the layout."""


def prove(content: bytes, given: ServiceReturn, rules: FinanceRules | None) -> FileProof:
    """Holds a return's money against its workbook's own XML.

    Args:
        content: the bytes that the return was read from.
        given: as it was read and converted into pounds; not refused.
        rules: of the scheme, which may say what bare figures of money count.
    """
    return reconcile(given.source.name, _taken(given), find_money_cells(content, _declared_scale(given, rules)))


def _declared_scale(given: ServiceReturn, rules: FinanceRules | None) -> Decimal:
    """How many pounds a figure is where no heading says: by the cover, else by the scheme."""
    _, stated = spelling_and_scale(given.cover.money_in)
    return stated or Decimal(1000 if rules and rules.money_in == "thousands" else 1)


def _taken(given: ServiceReturn) -> Iterator[TakenLine]:
    for table, fields in MONEY.items():
        lines: tuple[Row, ...] = getattr(given, table)
        for line in lines:
            amounts = {field: getattr(line, field).number for field in fields}
            yield TakenLine(line.where.sheet or "", _row_number(line.where.cell or ""), amounts, table)


def _row_number(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)


def control_rows(proof: FileProof, service: str) -> Iterator[FlatRow]:
    """The proof as rows of `flat.CONTROL`: a row for each money column that holds an amount."""
    for column in proof.columns:
        if column.second.count or column.consolidated.count:
            yield (service, heading_of(column.table, column.field), *_sums(column), _key(proof, column))


def _sums(column: ColumnProof) -> Iterator[int | Amount]:
    for one in (column.visible, column.typed, column.hidden, column.summing, column.second, column.consolidated):
        yield from _sum(one)
    yield Amount(column.difference, Unit.GBP)


def _sum(one: Sum) -> tuple[int, Amount]:
    return one.count, Amount(one.pounds, Unit.GBP)


def _key(proof: FileProof, column: ColumnProof) -> str:
    """Of `flat.PROOFS`."""
    if proof.unproved:
        return "not_compared"
    return "agrees" if column.is_proved else "differs"
