"""Figures and dates as words."""

from datetime import date
from decimal import Decimal, DivisionByZero

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.model.wording import quotient, say_date, say_difference, say_figure, say_percent, say_verdict
from workbook_tools.model.words import Unit


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        ("96.2", Unit.PERCENT, "96.2%"),
        ("96.20", Unit.PERCENT, "96.2%"),
        ("-3", Unit.PERCENT, "-3%"),
        ("0", Unit.PERCENT, "0%"),
        ("-0.00", Unit.PERCENT, "0%"),
        ("3.7", Unit.GBP, "£3.70"),
        ("3.70", Unit.GBP, "£3.70"),
        ("3.705", Unit.GBP, "£3.705"),
        ("-294", Unit.GBP, "-£294"),
        ("1234567.5", Unit.GBP, "£1,234,567.50"),
        ("13000", Unit.NUMBER, "13,000"),
        ("13000.0", Unit.NUMBER, "13,000"),
        ("1.3E+4", Unit.NUMBER, "13,000"),
        ("1E-7", Unit.NUMBER, "0.0000001"),
        ("4.74", Unit.DAYS, "4.74 days"),
        ("1", Unit.DAYS, "1 day"),
        ("-1", Unit.DAYS, "-1 day"),
        ("0", Unit.DAYS, "0 days"),
        ("1.25", Unit.RATIO, "1.25"),
        ("12", Unit.OTHER, "12 tonnes"),
        ("1234567890123456789012345678901234567890.5", Unit.NUMBER, "1,234,567,890,123,456,789,012,345,678,901,234,567,890.5"),
    ],
)
def test_figure(number: str, unit: Unit, text: str) -> None:
    assert say_figure(Decimal(number), unit, "tonnes") == text


def test_other_without_unit_text() -> None:
    assert say_figure(Decimal(12), Unit.OTHER) == "12"


def test_a_hostile_unit_is_shortened_to_one_line() -> None:
    assert say_figure(Decimal(12), Unit.OTHER, "kilograms\nof " + "x" * 500) == "12 kilograms of xxxxxxxxxx…"


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        ("0.8", Unit.PERCENT, "0.8 percentage points"),
        ("1", Unit.PERCENT, "1 percentage point"),
        ("2", Unit.DAYS, "2 days"),
        ("0.5", Unit.GBP, "£0.50"),
    ],
)
def test_difference(number: str, unit: Unit, text: str) -> None:
    assert say_difference(Decimal(number), unit) == text


@pytest.mark.parametrize(
    ("part", "whole", "bound", "text"),
    [
        ("0.8", "95", None, "0.84%"),
        ("1", "8", None, "12.5%"),
        ("1", "3", None, "33.33%"),
        ("10.001", "100", "10", "10.001%"),
        ("10.000000001", "100", "10", "10.000000001%"),
        ("9.999", "100", "10", "9.999%"),
        ("10", "100", "10", "10%"),
        ("0", "5", None, "0%"),
    ],
)
def test_percent_is_rounded_but_kept_off_a_bound(part: str, whole: str, bound: str | None, text: str) -> None:
    assert say_percent(Decimal(part), Decimal(whole), None if bound is None else Decimal(bound)) == text


def test_quotient_of_the_largest_figures() -> None:
    assert say_percent(Decimal("1.7E+308"), Decimal("1E-308")).startswith("1,700,000,")


def test_quotient_by_zero() -> None:
    with pytest.raises(DivisionByZero):
        quotient(Decimal(1), Decimal(0))


def test_date() -> None:
    assert say_date(date(2023, 3, 31)) == "31 March 2023"
    assert say_date(date(2023, 4, 1)) == "1 April 2023"


def test_verdict() -> None:
    assert say_verdict("96% against 95%", "Green", assumed=False) == "96% against 95%: Green."
    assert say_verdict("96% against 95%", "Green", assumed=True) == "96% against 95%: Green; threshold assumed"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1E+30"), max_value=Decimal("1E+30")))
def test_every_digit_is_shown(number: Decimal) -> None:
    text = say_figure(number, Unit.NUMBER)
    assert "E" not in text
    assert Decimal(text.replace(",", "")) == number
