"""When two figures are within a margin of each other."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_scheme import MeasuredAs, margin
from workbook_tools.model.words import Unit
from workbook_tools.rules.margins import applies, difference, is_within, rounded, total


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("95", "95.00", "0"),
        ("95.0000000001", "95", "0.0000000001"),
        ("95.00000000005", "95", "0"),  # half of the last decimal, to even
        ("95.00000000006", "95", "0.0000000001"),
        ("94.2", "95", "-0.8"),
        ("1E+308", "1", "9" * 308),
    ],
)
def test_difference_is_rounded_to_ten_decimals(left: str, right: str, expected: str) -> None:
    assert difference(Decimal(left), Decimal(right)) == Decimal(expected)


def test_no_figure_that_a_cell_can_hold_is_cut_off() -> None:
    longest = Decimal("9" * 32767)
    assert total((longest, Decimal(1))) == Decimal("1" + "0" * 32767)
    assert rounded(Decimal("5E-324")) == 0


@pytest.mark.parametrize(
    ("measured_as", "amount", "base", "bound"),
    [
        ("percent", "10", "95", "9.5"),
        ("percent", "10", "-95", "9.5"),
        ("percent", "0", "95", "0"),
        ("percent", "1", "3.333", "0.03333"),
        ("percentage_points", "5", "95", "5"),
        ("absolute", "0.5", "95", "0.5"),
        ("absolute", "0.5", "0", "0.5"),
    ],
)
def test_just_below_at_and_just_above_the_bound(measured_as: MeasuredAs, amount: str, base: str, bound: str) -> None:
    step = Decimal("0.000001")
    for inclusive in (True, False):
        tolerance = margin(amount, measured_as, inclusive=inclusive)
        within = [is_within(Decimal(bound) + offset, tolerance, Decimal(base)) for offset in (-step, 0, step)]
        assert within == [True, inclusive, False]


@pytest.mark.parametrize("distance", ["0", "0.01", "5"])
def test_a_percentage_of_zero_allows_nothing(distance: str) -> None:
    assert not is_within(Decimal(distance), margin(10), Decimal(0))
    assert not is_within(Decimal(distance), margin(10), Decimal("0.00"))


@pytest.mark.parametrize("unit", list(Unit))
def test_percentage_points_apply_in_percent_rows_only(unit: Unit) -> None:
    assert applies(margin(5, "percentage_points"), unit) == (unit is Unit.PERCENT)
    assert applies(margin(5, "absolute"), unit)
    assert applies(margin(5), unit)


cents = st.integers(-10_000, 10_000).map(lambda number: Decimal(number) / 100)


@given(st.lists(cents, min_size=1, max_size=5), cents, st.integers(0, 2000), st.sampled_from(["percent", "absolute"]))
def test_sums_are_within_as_their_means_are(
    numbers: list[Decimal], value: Decimal, amount: int, measured_as: MeasuredAs
) -> None:
    """Comparing sums is comparing means, without the division that could not be exact."""
    count, tolerance = len(numbers), margin(str(Decimal(amount) / 100), measured_as)
    mean = Fraction(sum(numbers, Decimal(0))) / count
    allowed = Fraction(tolerance.amount) * (abs(mean) / 100 if measured_as == "percent" else 1)
    within = abs(Fraction(value) - mean) <= allowed and not (measured_as == "percent" and mean == 0)
    summed = total(tuple(numbers))
    assert is_within(abs(value * count - summed), tolerance, summed, count) == within
