"""Columns of the indicators table whose heading names a period: "2021/22", "Q1 2019/20 value", "Q-1", "Quarter 2", "Sept"."""

import re
from dataclasses import dataclass
from enum import StrEnum

from workbook_tools.periods import FIRST_MONTH, MONTH_NAMES, MONTH_NUMBERS, Period, PeriodKind, parse_period
from workbook_tools.reading.headings import Headings

QUARTERS_BACK = re.compile(r"q ?- ?(?P<steps>[0-9]{1,2})")
QUARTER = re.compile(r"(?:q|qtr|quarter) ?(?P<number>[1-4])")
MONTH_OF_FINANCIAL_YEAR = re.compile(r"(?P<year>[0-9]{4}[/-][0-9]{2,4}) (?P<month>[a-z]+)")
MONTH_OF_YEAR = re.compile(r"(?P<year>[0-9]{4}) (?P<month>[a-z]+)")


class PeriodRole(StrEnum):
    """What stands under a heading that names a period.

    `UNKNOWN`: a later period, a part of the return's own, a target of another period, or one that cannot be told.
    """

    EARLIER = "earlier"
    VALUE = "value"
    TARGET = "target"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PeriodHeading:
    """A heading that names a period; `period` is None where the return does not say of which year a quarter or month is."""

    role: PeriodRole
    period: Period | None


def parse_period_heading(heading: str, current: Period | None, headings: Headings) -> PeriodHeading | None:
    """What a normalised heading says of a period, or None where it names none.

    `current` is the return's period; without it every period counts as an earlier one. A quarter without its year is one of the
    return's own year; a month without its year likewise, in the return of a month.
    """
    if match := QUARTERS_BACK.fullmatch(heading):
        return _quarters_back(int(match["steps"]), current)
    for words, is_target in (({""}, False), (headings.period_value_words, False), (headings.period_target_words, True)):
        for word in words:
            rest = heading.removeprefix(f"{word} ").removesuffix(f" {word}")
            named = _named(rest, current) if rest != heading or not word else None
            if named is not None:
                (period,) = named
                return PeriodHeading(_target_role(period, current) if is_target else _role(period, current), period)
    return None


def _named(text: str, current: Period | None) -> tuple[Period | None] | None:
    """The period that a text names, in brackets: None for one whose year is not known. Without brackets: it names none."""
    if period := parse_period(text):
        return (period,)
    if match := MONTH_OF_YEAR.fullmatch(text):
        period = parse_period(f"{match['month']} {match['year']}")
        return (period,) if period else None
    if match := MONTH_OF_FINANCIAL_YEAR.fullmatch(text):
        year = parse_period(match["year"])
        return (_month(match["month"], year),) if year and match["month"] in MONTH_NUMBERS else None
    if match := QUARTER.fullmatch(text):
        return (parse_period(f"Q{match['number']} {current.financial_year_label}") if current else None,)
    if text in MONTH_NUMBERS:
        return (_month(text, current) if current and current.kind is PeriodKind.MONTH else None,)
    return None


def _month(name: str, within: Period) -> Period | None:
    """The month of this name in the financial year that `within` ends in."""
    number = MONTH_NUMBERS[name]
    year = within.financial_year_start + (number < FIRST_MONTH)
    return parse_period(f"{MONTH_NAMES[number - 1]} {year}")


def _quarters_back(steps: int, current: Period | None) -> PeriodHeading | None:
    if not steps:
        return None
    if current is None:
        return PeriodHeading(PeriodRole.EARLIER if steps == 1 else PeriodRole.UNKNOWN, None)
    quarter = (
        current
        if current.kind is PeriodKind.QUARTER
        else parse_period(f"quarter to {MONTH_NAMES[current.end.month - 1]} {current.end.year}")
    )
    return PeriodHeading(PeriodRole.EARLIER, quarter.back(steps)) if quarter else None


def _role(period: Period | None, current: Period | None) -> PeriodRole:
    if period is None:
        return PeriodRole.UNKNOWN
    if period == current:
        return PeriodRole.VALUE
    is_earlier = current is None or period.end < current.start
    return PeriodRole.EARLIER if is_earlier else PeriodRole.UNKNOWN


def _target_role(period: Period | None, current: Period | None) -> PeriodRole:
    return PeriodRole.TARGET if period is not None and current in {None, period} else PeriodRole.UNKNOWN
