"""Exact comparison of figures, and whether two are within a margin of each other."""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import reduce

from workbook_tools.model.scheme import Margin
from workbook_tools.model.words import Unit

EXACT = Context(prec=100_000, rounding=ROUND_HALF_EVEN)  # a cell holds 32,767 characters, so no result is cut off
COMPARED_TO = Decimal("1E-10")
"""What a difference is rounded to before it is compared with zero.

The status cells of a summary are live formulas, and Excel reckons in binary: there 100 - 95 - 5% of 100 may come to a hair more
than zero. With ROUND(..., 10) in the formula and the same here both decide alike on a bound.
"""


def rounded(difference: Decimal) -> Decimal:
    """A difference as it is compared with zero: rounded to ten decimals, half to even."""
    return EXACT.quantize(difference, COMPARED_TO)


def difference(left: Decimal, right: Decimal) -> Decimal:
    """`left` less `right`, exact, then `rounded`: positive, zero or negative as `left` is above, at or below `right`."""
    return EXACT.quantize(EXACT.subtract(left, right), COMPARED_TO)


def total(numbers: Sequence[Decimal]) -> Decimal:
    """The exact sum."""
    return reduce(EXACT.add, numbers) if numbers else Decimal(0)


def applies(margin: Margin, unit: Unit) -> bool:
    """Whether a margin means anything in a row of this unit: percentage points do in percent rows only."""
    return margin.measured_as != "percentage_points" or unit is Unit.PERCENT


def beyond(distance: Decimal, margin: Margin, base: Decimal, figures: int = 1) -> Decimal:
    """By how much a distance exceeds a margin: positive outside, zero exactly on the bound, negative inside.

    Args:
        distance: not negative; between sums of `figures` figures.
        margin: the margin.
        base: the figure (or the sum) that the distance is measured from; its sign does not matter.
        figures: how many figures make the sums, so that means are compared without a division.
    """
    if margin.measured_as == "percent":
        allowed = EXACT.multiply(margin.amount, base.copy_abs()).scaleb(-2, context=EXACT)
    else:
        allowed = EXACT.multiply(margin.amount, Decimal(figures))
    return difference(distance, allowed)


def is_within(distance: Decimal, margin: Margin, base: Decimal, figures: int = 1) -> bool:
    """Whether a distance is within a margin; arguments as for `beyond`. Of a zero `base` no percentage allows anything."""
    if margin.measured_as == "percent" and not base:
        return False
    over = beyond(distance, margin, base, figures)
    return over <= 0 if margin.inclusive else over < 0
