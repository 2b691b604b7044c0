"""Which number formats show dates, and the day or time that a cell's serial number then stands for."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

WINDOWS_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - workbooks know no time zones
MAC_EPOCH = datetime(1904, 1, 1)  # noqa: DTZ001 - as above
LAST_WRONG_DAY = 60  # 29 February 1900, which never was; Excel keeps it for the sake of Lotus 1-2-3
MILLISECONDS_A_DAY = 24 * 60 * 60 * 1000
OUTSIDE_THE_CALENDAR = "#VALUE!"

_SHOWN_AS_WRITTEN = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')  # texts, colours and languages
_PART_OF_A_DATE = re.compile(r"(?<![_\\])[dmhysDMHYS]")
_DURATION = re.compile(r"\[hh?\]|\[mm?\]|\[ss?\]", re.IGNORECASE)


def shows_a_date(code: str) -> bool:
    """Whether a format code shows its number as a date, a time or a duration; its first section decides."""
    return _PART_OF_A_DATE.search(_SHOWN_AS_WRITTEN.sub("", code.partition(";")[0])) is not None


def shows_a_duration(code: str) -> bool:
    """Whether a format code shows hours, minutes or seconds that run on beyond a day."""
    return _DURATION.search(code.partition(";")[0]) is not None


@lru_cache(maxsize=4096)
def shown_date(serial: float, *, of_1904: bool, duration: bool) -> date | time | timedelta | str:
    """What Excel shows for a serial number: a day, a time of day below 1, a duration; "#VALUE!" outside its calendar."""
    try:
        return _duration(serial) if duration else _day_or_time(serial, MAC_EPOCH if of_1904 else WINDOWS_EPOCH)
    except (OverflowError, ValueError):
        return OUTSIDE_THE_CALENDAR


def _duration(serial: float) -> timedelta:
    exact = timedelta(days=serial)
    if not exact.microseconds:
        return exact
    return timedelta(seconds=exact.total_seconds() // 1, microseconds=round(exact.microseconds, -3))


def _day_or_time(serial: float, epoch: datetime) -> date | time:
    day, fraction = divmod(serial, 1)
    within = timedelta(milliseconds=round(fraction * MILLISECONDS_A_DAY))
    if 0 <= serial < 1 and not within.days:
        return (MAC_EPOCH + within).time()
    if 0 < serial < LAST_WRONG_DAY and epoch == WINDOWS_EPOCH:
        day += 1
    return (epoch + timedelta(days=day) + within).date()
