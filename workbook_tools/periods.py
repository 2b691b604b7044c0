"""Periods that councils report on: the financial year, a half, a quarter, a month, a day. They order and can be stepped back.

The financial year runs from 1 April to 31 March. `Period` holds its first and last day, both inclusive.
"""

import calendar
import re
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

import msgspec

FIRST_MONTH = 4  # of the financial year of councils in England, Scotland and Wales
MONTHS_IN_YEAR = 12
EARLIEST_YEAR = 1900  # where Excel's calendar begins; "31/03/0202" is a typing error
LONGEST_NAME = 80  # characters of a period's name with single blanks; no form below gets near it
REMEMBERED = 256  # periods whose neighbours and names are kept: every row of a return asks for the same few
LATEST_YEAR = 9998  # so that the financial year that it belongs to still ends within the calendar

# Written out, because the names of the calendar module follow the machine's language.
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTH_NUMBERS = (
    {name.lower(): number for number, name in enumerate(MONTH_NAMES, 1)}
    | {name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, 1)}
    | {"sept": 9}
)


class PeriodKind(StrEnum):
    """How long a period is."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"


MONTHS_LONG = {PeriodKind.YEAR: 12, PeriodKind.HALF: 6, PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1}


class Period(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """A reporting period from `start` to `end`, both days inclusive. Periods order by their end, then by their start."""

    kind: PeriodKind
    start: date
    end: date

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.end, self.start) < (other.end, other.start)

    def __le__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return self == other or self < other

    @lru_cache(REMEMBERED)  # noqa: B019 - bounded, and periods are small
    def __str__(self) -> str:
        """As councils write it: "2022/23", "Q2 2019/20", "H1 2019/20", "March 2021", "31 March 2021".

        A year, half or quarter that is none of the financial year is written by its end: "quarter to April 2021".
        """
        month = f"{MONTH_NAMES[self.end.month - 1]} {self.end.year}"
        if self.kind is PeriodKind.DAY:
            return f"{self.end.day} {month}"
        if self.kind is PeriodKind.MONTH:
            return month
        number, rest = divmod(self._month_of_year, MONTHS_LONG[self.kind])
        if rest:
            return f"{'half year' if self.kind is PeriodKind.HALF else self.kind} to {month}"
        part = "" if self.kind is PeriodKind.YEAR else f"{self.kind[0].upper()}{number} "
        return f"{part}{self.financial_year_label}"

    @property
    def financial_year_start(self) -> int:
        """Calendar year in which the financial year of this period's end began."""
        return self.end.year if self.end.month >= FIRST_MONTH else self.end.year - 1

    @property
    def financial_year_label(self) -> str:
        """The financial year that this period ends in, as councils write it: "2022/23"."""
        start = self.financial_year_start
        return f"{start}/{(start + 1) % 100:02d}"

    @property
    def financial_year(self) -> "Period":
        """The financial year that this period ends in."""
        return financial_year(self.financial_year_start)

    @property
    def _month_of_year(self) -> int:
        """Month of this period's end, counted from the start of the financial year, 1 to 12."""
        return (self.end.month - FIRST_MONTH) % MONTHS_IN_YEAR + 1

    @lru_cache(REMEMBERED)  # noqa: B019
    def back(self, steps: int) -> "Period":
        """The period of the same length `steps` before this one: 0 is this one, a negative number goes forward."""
        if self.kind is PeriodKind.DAY:
            day = self.end - timedelta(days=steps)
            return Period(PeriodKind.DAY, day, day)
        return _months_period(self.kind, *_add_months(self.end.year, self.end.month, -steps * MONTHS_LONG[self.kind]))

    @property
    def previous(self) -> "Period":
        """The period of the same length just before this one."""
        return self.back(1)

    @lru_cache(REMEMBERED)  # noqa: B019
    def same_period_back(self, years: int) -> "Period":
        """The same period `years` earlier; 29 February becomes 28 February."""
        if self.kind is PeriodKind.DAY:
            last = calendar.monthrange(self.end.year - years, self.end.month)[1]
            day = self.end.replace(year=self.end.year - years, day=min(self.end.day, last))
            return Period(PeriodKind.DAY, day, day)
        return _months_period(self.kind, self.end.year - years, self.end.month)

    @property
    def same_period_last_year(self) -> "Period":
        """The same period one year earlier."""
        return self.same_period_back(1)


@lru_cache(REMEMBERED)
def financial_year(start: int) -> Period:
    """The financial year that begins on 1 April of the calendar year `start`."""
    return _months_period(PeriodKind.YEAR, start + 1, FIRST_MONTH - 1)


def last_day_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def parse_period(raw: str | date) -> Period | None:
    """The period that `raw` names, or None where it names none.

    Understood: "2022/23", "2022-2023", "FY 2022/23", "year to March 2023", "Q2 2019/20", "2019/20 Q2", "quarter 2 2019/20",
    "quarter to March 2021", "quarter ending 31 March 2021", "H1 2019/20", "half year to September 2019", "March 2021",
    "Mar 2021", "31 March 2021", "31-Mar-2021", "31/03/2021", "2021-03-31" and a date. A bare calendar year is ambiguous: None.
    So is a period that ends before 1900 or after 9998: it is a typing error.
    """
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return _plausible(Period(PeriodKind.DAY, raw, raw))
    text = " ".join(raw.replace(",", " ").split()).lower()
    return _named(text) if len(text) <= LONGEST_NAME else None


@lru_cache(maxsize=1024)  # the same few periods are named in every row of every return; `LONGEST_NAME` bounds what is kept
def _named(text: str) -> Period | None:
    for attempt in (_parse_year, _parse_part_of_year, _parse_part_ending, _parse_month, _parse_day):
        try:
            period = attempt(text)
        except ValueError:  # an impossible day, month or year
            continue
        if period:
            return _plausible(period)
    return None


def _plausible(period: Period) -> Period | None:
    return period if EARLIEST_YEAR <= period.end.year <= LATEST_YEAR else None


def _add_months(year: int, month: int, months: int) -> tuple[int, int]:
    years, month_index = divmod(year * MONTHS_IN_YEAR + month - 1 + months, MONTHS_IN_YEAR)
    return years, month_index + 1


def _months_period(kind: PeriodKind, end_year: int, end_month: int) -> Period:
    start_year, start_month = _add_months(end_year, end_month, 1 - MONTHS_LONG[kind])
    return Period(kind, date(start_year, start_month, 1), last_day_of_month(end_year, end_month))


# Digits are those of ASCII: \d would take the digits of every script.
_YEAR = r"(?P<year>[0-9]{4})\s*[/–-]\s*(?P<next>[0-9]{4}|[0-9]{2})"
_PARTS = {"q": PeriodKind.QUARTER, "h": PeriodKind.HALF}


def _financial_year_start(match: re.Match[str]) -> int | None:
    start, following = int(match["year"]), match["next"]
    return start if int(following) == (start + 1) % 10 ** len(following) else None


def _parse_year(text: str) -> Period | None:
    match = re.fullmatch(rf"(?:fy|financial year|year)?\s*{_YEAR}(?:\s*year[- ]end)?", text)
    start = _financial_year_start(match) if match else None
    return None if start is None else financial_year(start)


def _parse_part_of_year(text: str) -> Period | None:
    part = r"(?P<part>q|quarter|h|half)\s*(?P<number>[1-4])"
    match = re.fullmatch(rf"{part}(?:\s+of)?\s+(?:fy\s*)?{_YEAR}", text) or re.fullmatch(rf"(?:fy\s*)?{_YEAR}\s+{part}", text)
    start = _financial_year_start(match) if match else None
    if match is None or start is None:
        return None
    kind, number = _PARTS[match["part"][0]], int(match["number"])
    months = number * MONTHS_LONG[kind]
    if months > MONTHS_IN_YEAR:
        return None
    return _months_period(kind, *_add_months(start, FIRST_MONTH, months - 1))


def _parse_part_ending(text: str) -> Period | None:
    match = re.fullmatch(
        r"(?P<part>(?:financial )?year|half(?:[- ]year)?|six months|quarter|three months|month)"
        r" (?:to|ending|ended)(?: the)?(?: (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?)? (?P<month>[a-z]+) (?P<year>[0-9]{4})",
        text,
    )
    if not match or match["month"] not in MONTH_NUMBERS:
        return None
    word = match["part"].split()[-1] if match["part"].startswith("financial") else match["part"].split("-")[0].split()[0]
    kinds = {"six": PeriodKind.HALF, "three": PeriodKind.QUARTER}
    period = _months_period(kinds.get(word) or PeriodKind(word), int(match["year"]), MONTH_NUMBERS[match["month"]])
    return period if match["day"] in {None, str(period.end.day)} else None


def _parse_month(text: str) -> Period | None:
    match = re.fullmatch(r"(?P<month>[a-z]+)[ -](?P<year>[0-9]{4})", text)
    if not match or match["month"] not in MONTH_NUMBERS:
        return None
    return _months_period(PeriodKind.MONTH, int(match["year"]), MONTH_NUMBERS[match["month"]])


def _parse_day(text: str) -> Period | None:
    day = parse_day(text)
    return Period(PeriodKind.DAY, day, day) if day else None


_DAYS = (
    re.compile(r"(?P<day>[0-9]{1,2})([/.-])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
    re.compile(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?([ -])(?P<month>[a-z]+)\2(?P<year>[0-9]{4})"),
)


def parse_day(text: str) -> date | None:
    """The day that `text` names: "31/03/2021", "31-Mar-2021", "31 March 2021", "2021-03-31"; day first, never month first.

    None where the text has no such form, or its year is before 1900, where Excel's calendar begins.

    Raises:
        ValueError: the form is right but there is no such day ("31/09/2019").
    """
    text = " ".join(text.replace(",", " ").split()).lower()
    match = next(filter(None, (form.fullmatch(text) for form in _DAYS)), None)
    if not match or int(match["year"]) < EARLIEST_YEAR:
        return None
    name = match["month"]
    month = int(name) if name.isdecimal() else MONTH_NUMBERS.get(name)
    return None if month is None else date(int(match["year"]), month, int(match["day"]))
