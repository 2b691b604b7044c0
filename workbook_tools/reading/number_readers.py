"""Numbers of cells as read and as shown, by a function for each format code: a return has hundreds, and a handful of codes."""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache, partial

from workbook_tools.reading.number_formats import EXACT, STEPS, NumberFormat, parse_number_format, python_places

ZERO = Decimal(0)
Reading = tuple[Decimal, str, Decimal | None]
"""Of a cell the exact figure, the text that it shows and the number in that text: what `figure` and `show` say, in one go."""


@lru_cache(maxsize=1024)
def reader_of(code: str) -> tuple[NumberFormat, Callable[[Decimal], Reading]]:
    """The format of a code, and what reads numbers of it: several times as fast as `NumberFormat.show` for most."""
    number_format = parse_number_format(code)
    section = number_format.sections[0]
    if not section.readable or bool(section.percents) != number_format.holds_fraction:
        return number_format, partial(_read, number_format)
    if section.digits == "General" and not section.percents:
        return number_format, _reader_of_general(number_format)
    decimals, python_format = python_places(section.digits)
    if not python_format:
        return number_format, partial(_read, number_format)
    return number_format, _reader_of_digits(number_format, STEPS[decimals], python_format)


def _read(number_format: NumberFormat, value: Decimal) -> Reading:
    return number_format.figure(value), *number_format.show(value)


def _reader_of_general(number_format: NumberFormat) -> Callable[[Decimal], Reading]:
    before, after = _shown_around(number_format)
    zero, sign_leads = _read(number_format, ZERO), not before and len(number_format.sections) == 1

    def read(value: Decimal) -> Reading:
        digits = str(value)
        if not value:
            return zero
        if "E" in digits or not (sign_leads or digits[0] != "-"):
            return _read(number_format, value)
        if "." in digits:
            digits = digits.rstrip("0").rstrip(".")
        return value, f"{before}{digits}{after}".lstrip(), value

    return read


def _reader_of_digits(number_format: NumberFormat, step: Decimal, python_format: str) -> Callable[[Decimal], Reading]:
    before, after = _shown_around(number_format)
    zero, signed_by_section = _read(number_format, ZERO), len(number_format.sections) > 1
    shift, rounded = (2 if number_format.holds_fraction else 0), EXACT.quantize

    def read(value: Decimal) -> Reading:
        if not value:
            return zero
        figure = value.scaleb(shift, EXACT) if shift else value
        number = rounded(figure, step)
        if not number or "E" in str(figure):  # what is shown as zero has no sign
            return _read(number_format, value)
        if not number.is_signed():
            return figure, f"{before}{format(number, python_format)}{after}".lstrip(), number
        if signed_by_section:
            return _read(number_format, value)
        return figure, f"-{before}{format(number.copy_abs(), python_format)}{after}", number

    return read


def _shown_around(number_format: NumberFormat) -> tuple[str, str]:
    """What stands before and behind the digits of positive numbers."""
    section = number_format.sections[0]
    return section.before, section.after.rstrip()
