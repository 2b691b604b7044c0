"""Columns of the indicators table whose heading names a period: "2021/22", "Q1 2019/20 value", "Q-1"."""

import re
from dataclasses import dataclass
from enum import StrEnum

from workbook_tools.periods import MONTH_NAMES, Period, PeriodKind, parse_period
from workbook_tools.reading.headings import Headings

QUARTERS_BACK = re.compile(r"q ?- ?(?P<steps>[0-9]{1,2})")


class PeriodRole(StrEnum):
    """What stands under a heading that names a period. `UNKNOWN`: a later period, or a target of another period."""

    EARLIER = "earlier"
    VALUE = "value"
    TARGET = "target"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PeriodHeading:
    """A heading that names a period; `period` is None for "Q-1" where the return does not say which quarter it is of."""

    role: PeriodRole
    period: Period | None


def parse_period_heading(heading: str, current: Period | None, headings: Headings) -> PeriodHeading | None:
    """What a normalised heading says of a period, or None where it names none.

    `current` is the return's period; without it every period counts as an earlier one.
    """
    if match := QUARTERS_BACK.fullmatch(heading):
        return _quarters_back(int(match["steps"]), current)
    if period := parse_period(heading):
        return PeriodHeading(_role(period, current), period)
    for words, is_target in ((headings.period_value_words, False), (headings.period_target_words, True)):
        for word in words:
            rest = heading.removeprefix(f"{word} ").removesuffix(f" {word}")
            period = parse_period(rest) if rest != heading else None
            if period:
                return PeriodHeading(_target_role(period, current) if is_target else _role(period, current), period)
    return None


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


def _role(period: Period, current: Period | None) -> PeriodRole:
    if period == current:
        return PeriodRole.VALUE
    return PeriodRole.EARLIER if current is None or period < current else PeriodRole.UNKNOWN


def _target_role(period: Period, current: Period | None) -> PeriodRole:
    return PeriodRole.TARGET if current in {None, period} else PeriodRole.UNKNOWN
