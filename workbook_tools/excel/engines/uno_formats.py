"""Number formats of a workbook in LibreOffice, in Excel's spelling: "0.0%", "dd/mm/yyyy", "General"."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum, auto
from typing import Any

from workbook_tools.excel.engines.uno_connect import load_uno

GENERAL = "General"
DAY_FORMAT = "dd/mm/yyyy"
DATE, TIME, LOGICAL = 2, 4, 1024  # flags of com.sun.star.util.NumberFormat
UNKNOWN_KEY = -1
COLOURS = {"[BLACK]", "[BLUE]", "[CYAN]", "[GREEN]", "[MAGENTA]", "[RED]", "[WHITE]", "[YELLOW]"}
PARTS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|AM/PM|A/P|N+|.', re.DOTALL)
WEEKDAYS = {"NN": "ddd", "NNN": "dddd", "NNNN": "dddd"}
SECONDS_A_DAY = 86_400


class Kind(Enum):
    """What a number stands for in its cell."""

    NUMBER = auto()
    DATE = auto()
    TIME = auto()
    DURATION = auto()
    YES_NO = auto()


@dataclass(frozen=True, slots=True)
class Format:
    """A number format: its code in Excel's spelling, and what a number with it is."""

    code: str
    kind: Kind


class NumberFormats:
    """The number formats of one document; each is asked for once."""

    def __init__(self, document: Any) -> None:
        self._formats = document.getNumberFormats()
        self._known: dict[int, Format] = {}
        self._keys: dict[str, int] = {}
        first = document.NullDate
        self._day_zero = datetime(first.Year, first.Month, first.Day)  # noqa: DTZ001 - a workbook knows no time zone

    def of(self, key: int) -> Format:
        """The format that LibreOffice has under a key."""
        if key not in self._known:
            found = self._formats.getByKey(key)
            self._known[key] = _format(found.FormatString, found.Type)
        return self._known[key]

    def key_of(self, code: str) -> int:
        """LibreOffice's key of a format in Excel's spelling; it is made where it is not there yet."""
        if code not in self._keys:
            english = load_uno().createUnoStruct("com.sun.star.lang.Locale", Language="en", Country="US")
            key = self._formats.queryKey(code, english, False)  # noqa: FBT003 - LibreOffice takes it by position
            self._keys[code] = self._formats.addNew(code, english) if key == UNKNOWN_KEY else key
        return self._keys[code]

    def shown(self, number: float, key: int) -> Any:
        """A cell's number as what it stands for: a float, a date, a time of day, a length of time, yes or no."""
        kind = self.of(key).kind
        if kind is Kind.YES_NO:
            return bool(number)
        if kind is Kind.NUMBER:
            return number
        try:
            return self._moment(number, kind)
        except OverflowError:
            return number  # no date that there is

    def serial(self, value: datetime) -> float:
        """A date as a cell's number."""
        return (value - self._day_zero) / timedelta(days=1)

    def _moment(self, number: float, kind: Kind) -> datetime | time | timedelta:
        length = timedelta(milliseconds=round(number * SECONDS_A_DAY * 1000))
        if kind is Kind.DURATION:
            return length
        if timedelta() <= length < timedelta(days=1):
            return (self._day_zero + length).time()
        return self._day_zero + length


def _format(code: str, flags: int) -> Format:
    if flags & LOGICAL:
        return Format(GENERAL, Kind.YES_NO)  # Excel shows yes and no without a format of their own
    parts = PARTS.findall(code)
    moment = bool(flags & (DATE | TIME))
    spelt = "".join(_in_excel(part, moment=moment) for part in parts)
    if not moment:
        return Format(spelt, Kind.NUMBER)
    if any(re.fullmatch(r"\[[HMS]+\]", part) for part in parts):
        return Format(spelt, Kind.DURATION)
    return Format(spelt, Kind.DATE if flags & DATE else Kind.TIME)


def _in_excel(part: str, *, moment: bool) -> str:
    """A part of a format's code as Excel spells it: LibreOffice writes what stands for days and colours in capitals."""
    if part in COLOURS:
        return f"[{part[1:-1].capitalize()}]"
    if not moment or part[0] in '"\\' or part.startswith("[$") or "/P" in part:
        return part
    return WEEKDAYS.get(part, part.lower())
