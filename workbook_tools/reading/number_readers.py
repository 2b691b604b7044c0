"""What cells show of their numbers, by a reader for each format code: a return has hundreds, and a handful of codes."""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import msgspec

from workbook_tools.reading.number_formats import EXACT, STEPS, NumberFormat, parse_number_format, python_places

ZERO = Decimal(0)


class NumberReader(NamedTuple):
    """From the value of a cell its text, and the number in it: what `NumberFormat.show` says, quicker for most formats."""

    text: Callable[[Decimal], str]
    number: Callable[[Decimal], Decimal | None]


class ShownNumber(msgspec.Struct, frozen=True, gc=False):
    """What a cell shows of its value, worked out when somebody asks; as `figures.Shows`."""

    value: Decimal
    reader: NumberReader

    @property
    def text(self) -> str:
        """The text of the cell."""
        return self.reader.text(self.value)

    @property
    def number(self) -> Decimal | None:
        """The number in the text."""
        return self.reader.number(self.value)


@lru_cache(maxsize=1024)
def reader_of(code: str) -> tuple[NumberFormat, NumberReader]:
    """The format of a code, and what reads numbers of it."""
    number_format = parse_number_format(code)
    return number_format, _reader(number_format)


def _reader(number_format: NumberFormat) -> NumberReader:
    section = number_format.sections[0]
    is_usual = section.readable and bool(section.percents) == number_format.holds_fraction
    if is_usual and section.digits == "General" and not section.percents:
        return _reader_of_general(number_format)
    decimals, python_format = python_places(section.digits)
    if is_usual and python_format:
        return _reader_of_digits(number_format, STEPS[decimals], python_format)
    return NumberReader(lambda value: number_format.show(value).text, lambda value: number_format.show(value).number)


def _reader_of_general(number_format: NumberFormat) -> NumberReader:
    before, after = _shown_around(number_format)
    one_section = len(number_format.sections) == 1

    def number(value: Decimal) -> Decimal | None:
        return number_format.figure(value) if one_section or value > 0 else number_format.show(value).number

    def text(value: Decimal) -> str:
        digits = str(value)
        if not value or "E" in digits or (digits[0] == "-" and (before or not one_section)):
            return number_format.show(value).text
        if "." in digits:
            digits = digits.rstrip("0").rstrip(".")
        return f"{before}{digits}{after}".lstrip()

    return NumberReader(text, number)


def _reader_of_digits(number_format: NumberFormat, step: Decimal, python_format: str) -> NumberReader:
    before, after = _shown_around(number_format)
    one_section = len(number_format.sections) == 1

    def number(value: Decimal) -> Decimal | None:
        if one_section or value > 0:
            return EXACT.quantize(number_format.figure(value), step) or ZERO
        return number_format.show(value).number

    def text(value: Decimal) -> str:
        shown = number(value)
        if not shown or (shown.is_signed() and not one_section):
            return number_format.show(value).text
        sign = "-" if shown.is_signed() else ""
        return f"{sign}{before}{format(shown.copy_abs(), python_format)}{after}".lstrip()

    return NumberReader(text, number)


def _shown_around(number_format: NumberFormat) -> tuple[str, str]:
    """What stands before and behind the digits of positive numbers."""
    section = number_format.sections[0]
    return section.before, section.after.rstrip()
