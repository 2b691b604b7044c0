"""Which rows of a table sum up others: by their names, by their formulas, or because their figures say so."""

import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.control.sheet_rows import StoredCell

NIL = Decimal(0)
FEWEST_SUMMED = 2  # rows that a total sums up at least
_KIND = r"(?:grand[ -]?|sub[ -]?)?totals?"
_NAME = re.compile(rf"{_KIND}\b.*|.*\b{_KIND}[ :]*", re.IGNORECASE | re.DOTALL)
_SUM = re.compile(r"\b(?:SUM|SUBTOTAL|AGGREGATE)\(([^()]*)\)")
_RANGE = re.compile(
    r"(?<![A-Za-z!$0-9])\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})(?![A-Za-z0-9(])", re.IGNORECASE
)
_MAY_SUM = re.compile(rb"SUM\(|TOTAL\(|AGGREGATE\(|shared")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


class Amounts(NamedTuple):
    """What a row holds as far as sums go.

    Its number, its name, its pounds by column, the columns where they are typed as text, whether a formula sums up a column.
    """

    number: int
    name: str
    pounds: Mapping[bytes, Decimal]
    typed: Collection[bytes]
    summed: bool


class SummingFormulas:
    """Tells formulas that sum up cells of their own column, among the rows of a table; shared formulas go by their first."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last
        self.shared: dict[str, bool] = {}

    def sums_column(self, cell: StoredCell, row: int) -> bool:
        """Whether the cell, in this row, holds the sum of cells of its own column; to be asked in the order of the cells."""
        if not _MAY_SUM.search(cell.body):
            return False
        attributes, formula = cell.formula
        sums = self._sums(formula, cell.column.decode(), row)
        group = dict(_ATTRIBUTE.findall(attributes)).get("si", "")
        if not group or "shared" not in attributes:
            return sums
        return self.shared.setdefault(group, sums) if not formula else self._remember(group, sums=sums)

    def _remember(self, group: str, *, sums: bool) -> bool:
        self.shared[group] = sums
        return sums

    def _sums(self, formula: str, column: str, row: int) -> bool:
        ranges = (found for inner in _SUM.findall(formula) for found in _RANGE.findall(inner))
        return any(
            left.upper() == right.upper() == column and self._are_rows(int(top), int(bottom), row)
            for left, top, right, bottom in ranges
        )

    def _are_rows(self, top: int, bottom: int, row: int) -> bool:
        """Whether these rows are at least two, among them rows of the table, and not the row itself."""
        return bottom > top and top <= self.last and bottom >= self.first and not top <= row <= bottom


def sum_rows(rows: Iterable[Amounts]) -> frozenset[int]:
    """The numbers of the rows that sum up others of the table.

    A row does so where its name begins or ends with the word total, where a formula of it sums up its column, or where each of
    its figures (at least one of them not nil) is the sum of those above it: back to the last total, or of all that are none.
    Sums count with and without the numbers typed as text, since Excel leaves those out.
    """
    found: set[int] = set()
    every = since = _Sums()
    for row in rows:
        if row.summed or _is_named_total(row.name) or since.are(row) or (since is not every and every.are(row)):
            found.add(row.number)
            since = _Sums()
        elif row.pounds:
            every.add(row)
            if since is not every:
                since.add(row)
    return frozenset(found) if every.rows else frozenset()


class _Sums:
    """What the rows so far come to by column: with the numbers typed as text, and without them."""

    def __init__(self) -> None:
        self.rows = 0
        self.whole: dict[bytes, Decimal] = {}
        self.numbers = self.whole  # the same until a number is typed as text

    def add(self, row: Amounts) -> None:
        self.rows += 1
        if row.typed and self.numbers is self.whole:
            self.numbers = dict(self.whole)
        _add(self.whole, row.pounds)
        if self.numbers is not self.whole:
            _add(self.numbers, {column: pounds for column, pounds in row.pounds.items() if column not in row.typed})

    def are(self, row: Amounts) -> bool:
        """Whether each figure of `row` is such a sum, of enough rows."""
        if self.rows < FEWEST_SUMMED or not any(row.pounds.values()):
            return False
        for column, pounds in row.pounds.items():  # no sets: a Decimal's hash takes longer than to compare it twice
            if pounds != self.whole.get(column, NIL) and pounds != self.numbers.get(column, NIL):
                return False
        return True


def _add(sums: dict[bytes, Decimal], amounts: Mapping[bytes, Decimal]) -> None:
    for column, pounds in amounts.items():
        sums[column] = sums.get(column, NIL) + pounds


def _is_named_total(name: str) -> bool:
    return "total" in name.lower() and _NAME.fullmatch(name.strip()) is not None
