"""Figures, shares and dates as words for reasons. Digits are exact; only a quotient is rounded, and only to be shown."""

from datetime import date
from decimal import Context, Decimal
from functools import lru_cache

from workbook_tools.findings import shorten
from workbook_tools.model.words import Unit
from workbook_tools.periods import MONTH_NAMES

PENCE_PLACES = 2
QUOTIENT_PLACES = 2  # decimals of a quotient, unless they would put it on the wrong side of a bound
MOST_PLACES = 12
UNIT_LENGTH = 24  # characters of a unit in the return's own words
QUOTIENTS = Context(prec=50)
QUOTIENT_STEPS = tuple(Decimal(1).scaleb(-places) for places in range(QUOTIENT_PLACES, MOST_PLACES + 1))
ROUNDING = Context(prec=100_000)  # a cell holds 32,767 characters, so no figure is longer
REMEMBERED = 512  # days whose words are kept: the same few stand in all reasons


def say_figure(number: Decimal, unit: Unit, unit_text: str = "") -> str:
    """`number` in its unit: "96.2%", "£3.70", "-£294", "13,000", "4.74 days", "12 tonnes".

    Every digit is shown; zeros that end the decimals are not, but pence are two digits. Never in scientific notation.

    Args:
        number: a percentage in percent points, money in pounds.
        unit: the unit of the row.
        unit_text: the unit in the return's words; only used where `unit` is OTHER.
    """
    sign, digits = _digits(number)
    match unit:
        case Unit.PERCENT:
            return f"{sign}{digits}%"
        case Unit.GBP:
            return f"{sign}£{_with_pence(digits)}"
        case Unit.DAYS:
            return f"{sign}{digits} {'day' if digits == '1' else 'days'}"
        case Unit.OTHER:
            return f"{sign}{digits} {shorten(unit_text, UNIT_LENGTH)}".rstrip()
        case _:
            return f"{sign}{digits}"


def say_difference(number: Decimal, unit: Unit, unit_text: str = "") -> str:
    """A difference of two figures in `unit`: as `say_figure`, but two percentages differ by percentage points."""
    if unit is not Unit.PERCENT:
        return say_figure(number, unit, unit_text)
    sign, digits = _digits(number)
    return f"{sign}{digits} percentage {'point' if digits == '1' else 'points'}"


def quotient(part: Decimal, whole: Decimal, bound: Decimal | None = None) -> Decimal:
    """`part` / `whole`, rounded half to even to be shown; never for a comparison.

    Two decimals, or as many more (up to 12) as keep the rounded quotient off `bound` where the exact one is not on it: what is
    outside a tolerance of 10% by a hair is not shown as 10%.

    Raises:
        decimal.DivisionByZero: `whole` is zero.
    """
    exact = QUOTIENTS.divide(part, whole)
    rounded = ROUNDING.quantize(exact, QUOTIENT_STEPS[0])
    if rounded != bound or exact == bound:
        return rounded
    finer = (ROUNDING.quantize(exact, step) for step in QUOTIENT_STEPS)
    return next((rounded for rounded in finer if rounded != bound), rounded)


def say_percent(part: Decimal, whole: Decimal, bound: Decimal | None = None) -> str:
    """`part` in percent of `whole`, rounded as by `quotient`: "0.84%"."""
    return say_figure(quotient(part.scaleb(2), whole, bound), Unit.PERCENT)


@lru_cache(REMEMBERED)
def say_date(day: date) -> str:
    """A day in full: "31 March 2023"."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def say_verdict(grounds: str, word: str, *, assumed: bool) -> str:
    """A verdict's reason: its grounds, then the scheme's word. One that rests on an assumed threshold ends by saying so."""
    return f"{grounds}: {word}; threshold assumed" if assumed else f"{grounds}: {word}."


def _digits(number: Decimal) -> tuple[str, str]:
    """Sign and digits, with commas between thousands."""
    digits = f"{number:,f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    if digits[0] == "-":
        return ("-" if number else ""), digits[1:]
    return "", digits


def _with_pence(digits: str) -> str:
    pounds, point, pence = digits.partition(".")
    return f"{pounds}.{pence.ljust(PENCE_PLACES, '0')}" if point else digits


def say_count(number: int, noun: str) -> str:
    """Such as "1 risk" or "3,000 risks"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
