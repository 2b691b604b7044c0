"""What a cell says: a figure, a due date. Each keeps the text it was read from and the place it stands at."""

import datetime as dt
from decimal import Context, Decimal
from enum import StrEnum
from typing import NamedTuple, Protocol

import msgspec
from msgspec import structs

from workbook_tools.findings import Where
from workbook_tools.model.words import Unit
from workbook_tools.periods import Period

WIDE = Context(prec=100_000)  # a cell holds 32,767 characters, so no digit is lost


class FigureKind(StrEnum):
    """What kind of thing stands where a figure is expected."""

    NUMBER = "number"
    RANGE = "range"  # "5 to 10": `low` and `high`, both inclusive
    BELOW_LAST = "below_last"  # "<": lower than last time
    ABOVE_LAST = "above_last"  # ">": higher than last time
    NOT_APPLICABLE = "not_applicable"  # "n/a", "-", "No Target", "TBC": deliberately no figure
    EMPTY = "empty"
    NOT_UNDERSTOOD = "not_understood"  # anything else; a finding has been made


class Shows(Protocol):
    """What a cell shows: its text, and the number in it as it is rounded there, None where that is not known."""

    @property
    def text(self) -> str:
        """The content as text, kept as it stands."""

    @property
    def number(self) -> Decimal | None:
        """In the unit of the figure."""


class Shown(NamedTuple):
    """What a cell shows, as `Shows`."""

    text: str
    number: Decimal | None = None


NOTHING_SHOWN = Shown("")


# What stands in a cell is no dataclass: there are hundreds in a return, and these are made thirteen times as fast. None of
# them can hold itself, so that the collector of garbage need not look at them (`gc=False`).
class Figure(msgspec.Struct, frozen=True, gc=False, eq=False):
    """A figure as read from one cell, in the unit of its row; two that say the same are equal.

    Attributes:
        kind: what stands in the cell.
        number: the exact value; a percentage in percent points (61.17 for 61.17%), money in pounds. None unless `NUMBER`.
        low: lower bound of a range, inclusive. None unless `RANGE`.
        high: upper bound of a range, inclusive. None unless `RANGE`.
        unit: the unit that the cell itself shows (% or £, by text or number format); None for a bare figure.
        shows: what the cell shows, which of most figures nobody asks.
        where: the cell; None for a figure that stands in no cell.
    """

    kind: FigureKind
    number: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: Unit | None = None
    shows: Shows = NOTHING_SHOWN
    where: Where | None = None

    @property
    def printed(self) -> Decimal | None:
        """The value as the cell displays it, rounded by its number format; None where that is not known."""
        return self.shows.number

    @property
    def text(self) -> str:
        """The cell's content as text, kept as it stands."""
        return self.shows.text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Figure) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash(self._said())

    def _said(self) -> tuple[object, ...]:
        return self.kind, self.number, self.low, self.high, self.unit, self.printed, self.text, self.where


NO_FIGURE = Figure(FigureKind.EMPTY)


def as_pounds(figure: Figure, power_of_ten: int) -> Figure:
    """A figure of money whose number counts units of so many powers of ten pounds, in pounds; exact, its text is kept.

    The result shows its unit, so that it is not taken for a bare figure once more. What is no number stays as it is.
    """
    if figure.number is None:
        return figure
    printed = figure.printed
    shows = Shown(figure.text, None if printed is None else _times(printed, power_of_ten))
    return structs.replace(figure, number=_times(figure.number, power_of_ten), shows=shows, unit=Unit.GBP)


def _times(number: Decimal, power_of_ten: int) -> Decimal:
    """Without an exponent, so that no zeros are lost."""
    return Decimal(f"{number.scaleb(power_of_ten, WIDE):f}") if power_of_ten else number


class DueDate(msgspec.Struct, frozen=True, gc=False):
    """When an action is due.

    Attributes:
        date: the last day that is in time; a month means its last day. None where no date is given or it is impossible.
        ongoing: "Ongoing", "May 2018 and ongoing": never overdue.
        text: the cell's content as text.
        where: the cell; None where the return has no such column.
    """

    date: dt.date | None = None
    ongoing: bool = False
    text: str = ""
    where: Where | None = None


NO_DUE_DATE = DueDate()


class Observation(msgspec.Struct, frozen=True, gc=False):
    """One figure of an indicator in one period; `figure.number` is None where the period has no usable figure.

    `period` is None where the return shows an earlier figure without saying of when; it is then taken as the period just
    before the return's, and a finding says so.
    """

    period: Period | None
    figure: Figure


Series = tuple[Observation, ...]
"""Earlier figures of one indicator, oldest first, in the unit of the indicator; the current figure is not among them."""


def plain(number: Decimal) -> str:
    """`number` in plain decimal notation: no exponent, no trailing zeros, never "-0"."""
    if not number:
        return "0"
    text = str(number)
    if "E" in text:
        text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
