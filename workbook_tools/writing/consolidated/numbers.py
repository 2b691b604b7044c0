"""Figures and days as a sheet's XML holds them, exactly; which of our formats shows each."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.model.figures import plain
from workbook_tools.model.words import Unit
from workbook_tools.rules.margins import EXACT
from workbook_tools.writing.cells import MOST_DECIMALS, PENCE, number_cell

EXCEL_DIGITS = 15  # significant digits that an Excel number holds
EXCEL_EXPONENT = 300  # powers of ten that it certainly holds
PLAIN_EXPONENT = 20  # powers of ten up to which a number is written without an exponent
PERCENT_SHIFT = -2  # powers of ten from 61.17 to what Excel calls 61.17%
DAY_ZERO = date(1899, 12, 31)
LEAP_DAY = 59  # days up to the 28 February 1900; Excel goes on with a 29th, which there was not


class FigureFormat(NamedTuple):
    """How a figure is shown: its unit, where all but percent and pounds are `Unit.NUMBER`, and its decimals."""

    unit: Unit
    decimals: int

    @property
    def code(self) -> str:
        """Excel's code for it."""
        return number_cell(Decimal(0), self.unit, self.decimals).number_format


FIGURE_FORMATS = tuple(
    FigureFormat(unit, decimals)
    for unit in (Unit.NUMBER, Unit.PERCENT, Unit.GBP)
    for decimals in range(MOST_DECIMALS + 1)
    if unit is not Unit.GBP or not 0 < decimals < PENCE
)
"""Every one that a figure can need."""
FIGURE_FORMAT = {
    (unit, decimals): FigureFormat(unit, max(decimals, PENCE) if unit is Unit.GBP and decimals else decimals)
    for unit in (Unit.NUMBER, Unit.PERCENT, Unit.GBP)
    for decimals in range(MOST_DECIMALS + 1)
}
"""By unit and decimals that a figure has, its format; pence are shown with two."""


def exact_figure(number: Decimal, unit: Unit) -> tuple[str, FigureFormat] | None:
    """A number's text and format; None where Excel could hold it only rounded, so that it has to be a text.

    61.17 in percent is 0.6117.
    """
    if not number.is_finite():
        return None
    number = number.normalize(EXACT)
    _, digits, exponent = number.as_tuple()
    if len(digits) > EXCEL_DIGITS or abs(number.adjusted()) > EXCEL_EXPONENT:
        return None
    decimals = min(MOST_DECIMALS, max(0, -int(exponent)))
    if unit == Unit.GBP and decimals:
        decimals = max(decimals, PENCE)
    if unit == Unit.PERCENT:
        number = number.scaleb(PERCENT_SHIFT, EXACT)
    text = plain(number) if abs(number.adjusted()) <= PLAIN_EXPONENT else str(number)
    return text, FigureFormat(unit if unit in {Unit.GBP, Unit.PERCENT} else Unit.NUMBER, decimals)


def usual_figure(digits: str, unit: Unit) -> tuple[str, FigureFormat] | None:
    """What `exact_figure` gives for a number, from its digits alone; None where that takes more.

    Nearly all figures of a return are written in a few plain digits.
    """
    whole, _, fraction = digits.partition(".")
    fraction = fraction.rstrip("0")
    if len(digits) > EXCEL_DIGITS or len(fraction) > MOST_DECIMALS or not (whole.removeprefix("-") + fraction).isdecimal():
        return None
    if unit is Unit.PERCENT:
        return _usual_percentage(whole, fraction) if whole.isdecimal() else None
    if whole == "-0":
        return None
    kind = Unit.GBP if unit is Unit.GBP else Unit.NUMBER
    return f"{whole}.{fraction}" if fraction else whole, FIGURE_FORMAT[kind, len(fraction)]


def _usual_percentage(whole: str, fraction: str) -> tuple[str, FigureFormat]:
    """A percentage that is not negative, its point two places further to the left."""
    hundreds, rest = whole[:-2] or "0", whole[-2:].zfill(2)
    return f"{hundreds}.{rest}{fraction}".rstrip("0").rstrip("."), FIGURE_FORMAT[Unit.PERCENT, len(fraction)]


def day_number(day: date) -> int | None:
    """A day as Excel counts it; None before 1900, where it cannot."""
    days = (day - DAY_ZERO).days
    if days < 1:
        return None
    return days + 1 if days > LEAP_DAY else days
