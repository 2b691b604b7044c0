"""The proof of control totals, as values: of a column, of a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

import msgspec

from workbook_tools.control.amounts import EXACT
from workbook_tools.control.money_cells import MoneyCell
from workbook_tools.findings import Finding

NIL = Decimal(0)


class TakenLine(msgspec.Struct, frozen=True, gc=False):
    """A line as the consolidation took it: where it stands, and its amounts in pounds by field (None: none was taken)."""

    sheet: str
    row: int
    amounts: Mapping[str, Decimal | None]
    table: str = "finance"


class Sum(msgspec.Struct, frozen=True, gc=False):
    """How many amounts there are, and what they come to, exactly, in pounds."""

    count: int = 0
    pounds: Decimal = NIL

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.count + other.count, EXACT.add(self.pounds, other.pounds))


EMPTY = Sum()


@dataclass(frozen=True, slots=True)
class Difference:
    """A row at which the two paths disagree; None where one of them has no amount."""

    sheet: str
    row: int
    cell: str
    stored: Decimal | None
    taken: Decimal | None


@dataclass(frozen=True, slots=True)
class ColumnProof:
    """The proof of one money column of one file, or of all files together.

    Each amount of the second path is in exactly one of the first four: a hidden row comes first, then text, then totals.

    Attributes:
        file: the file's name; "" for all together.
        table: the name of the table ("finance").
        field: the field of the column ("budget").
        visible: numbers in rows that are seen and sum up no others: what a sum of the visible lines in Excel shows.
        typed: amounts typed as text.
        hidden: amounts in hidden rows.
        summing: amounts in rows that sum up others.
        consolidated: what the consolidation took.
        items: the cells behind `typed`, `hidden` and `summing`, in this order.
        differences: the rows at which the two paths disagree; none means that they agree to the penny.
    """

    file: str
    table: str
    field: str
    visible: Sum = EMPTY
    typed: Sum = EMPTY
    hidden: Sum = EMPTY
    summing: Sum = EMPTY
    consolidated: Sum = EMPTY
    items: tuple[tuple[str, MoneyCell], ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def second(self) -> Sum:
        """The total of the second path."""
        second = self.visible
        for other in (self.typed, self.hidden, self.summing):
            if other.count:
                second += other
        return second

    @property
    def difference(self) -> Decimal:
        """What the consolidation has more than the second path."""
        return EXACT.subtract(self.consolidated.pounds, self.second.pounds)

    @property
    def is_proved(self) -> bool:
        """Whether both paths agree at every row."""
        return not self.differences and self.consolidated == self.second


@dataclass(frozen=True, slots=True)
class FileProof:
    """The proof of one file.

    Attributes:
        file: the file's name.
        columns: one for each money column, in the order of the layout; also those without amounts.
        findings: what is wrong, in the order of rows.
        hidden_sheets: sheets that are not shown, and so not counted.
        unproved: what could not be followed; where there is any, the file is not proved.
    """

    file: str
    columns: tuple[ColumnProof, ...]
    findings: tuple[Finding, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    unproved: tuple[str, ...] = ()

    @property
    def is_proved(self) -> bool:
        """Whether every column is proved and nothing was left out of the proof."""
        return not self.unproved and all(column.is_proved for column in self.columns)


def sum_of(amounts: Iterable[Decimal | None]) -> Sum:
    """Count and exact sum of amounts; None is none."""
    held = [pounds for pounds in amounts if pounds is not None]
    if not held:
        return EMPTY
    with localcontext(EXACT):
        return Sum(len(held), sum(held, NIL))
