"""Cell to value, by a strict grammar: what is not understood is said, never guessed."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from workbook_tools import catalogue
from workbook_tools.findings import Finding, Kind, Where
from workbook_tools.model.figures import DueDate, Figure, FigureKind, Shown, plain
from workbook_tools.model.spellings import NO_DATE, NO_FIGURE, POLARITIES, UNITS, YES
from workbook_tools.model.words import Polarity, Unit
from workbook_tools.periods import EARLIEST_YEAR, MONTH_NAMES, PeriodKind, last_day_of_month, parse_day, parse_period
from workbook_tools.reading.grids import Cell, CellKind
from workbook_tools.reading.number_formats import shows_month_only, without_exponent
from workbook_tools.reading.number_readers import ShownNumber, reader_of

SIGNIFICANT_DIGITS = 15  # what Excel itself holds of a number; a longer text is an account number or an accident
LONGEST_WORD = 60  # characters of a unit or polarity that is remembered; longer texts are none that we know
DECIMAL_PLACES = 30
LARGEST_EXPONENT = 308  # of a number in a workbook

_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f\u200b\u2060\ufeff", " ") | {"\r": "\n"})
_COMPARED_WITH_LAST = {"<": FigureKind.BELOW_LAST, ">": FigureKind.ABOVE_LAST}
_NUMBER, _EMPTY = FigureKind.NUMBER, FigureKind.EMPTY  # looked up once, not for each cell; so are the next
_NUMBER_CELL, _TEXT_CELL, _EMPTY_CELL = CellKind.NUMBER, CellKind.TEXT, CellKind.EMPTY
_PERCENT = Unit.PERCENT
_POWERS = {"": 0, "k": 3, "m": 6}
_COUNTS_IN = {
    Unit.PERCENT: "percent",
    Unit.GBP: "pounds",
    Unit.NUMBER: "numbers",
    Unit.DAYS: "days",
    Unit.RATIO: "ratios",
    Unit.OTHER: "a unit of its own",
}

# ASCII digits only: \d would take the digits of every script. A grouped number does not begin with 0: "0,123" is no grouping.
_AMOUNT = re.compile(
    r"(?P<open>\()?(?P<minus>[-−])?(?P<pound>£)?(?P<minus_within>[-−])?"
    r"(?P<digits>(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)"
    r"(?P<suffix>[kKmM])?(?P<percent> ?%)?(?P<close>\))?"
)
_RANGES = (
    re.compile(r"(?P<low>\S+(?: %)?) to (?P<high>\S+(?: %)?)", re.IGNORECASE),
    # With a dash between them the bounds carry no minus of their own: "-5-10" could be meant in two ways.
    re.compile(r"(?P<low>[^-−–]+?) ?[-–] ?(?P<high>[^-−–]+)"),
)
_ONGOING = re.compile(r"(?:(?P<until>.+) and )?on[- ]?going", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number as text with the unit it shows and its suffix, "k", "m" or ""."""

    number: Decimal
    unit: Unit | None
    suffix: str


def parse_figure(cell: Cell | None, unit: Unit, where: Where, subject: str = "") -> tuple[Figure, tuple[Finding, ...]]:
    """The figure in a cell of a row that counts in `unit`.

    Percentages become percent points, money pounds. The row's unit decides: a bare figure in a percent row is percent points, a
    figure with another sign than the row's is read as printed ("2%" in a row of numbers is 2), each with a finding; size never
    decides. A range has both bounds inclusive. A missing cell and blank text are EMPTY, without a finding.
    """
    if cell is None or cell.kind is _EMPTY_CELL:
        return Figure(_EMPTY, where=where), ()
    if cell.kind is not _NUMBER_CELL and (broken := _broken(cell, where, subject)):
        return Figure(FigureKind.NOT_UNDERSTOOD, shows=Shown(shown_text(cell)), where=where), (broken,)
    painted_scale = False
    value = cell.value
    if isinstance(value, Decimal) and _is_figure(value):
        number_format, reader = reader_of(cell.number_format)
        shown, painted_scale = number_format.unit, number_format.painted_scale
        figure = Figure(_NUMBER, number_format.figure(value), None, None, shown, ShownNumber(value, reader), where)
        if not painted_scale and (shown is unit or (shown is None and unit is not _PERCENT)):
            return figure, ()  # as nearly all: nothing is to be said of it
    elif cell.kind is CellKind.TEXT:
        figure = _figure_of_text(shown_text(cell), where)
    else:
        figure = Figure(FigureKind.NOT_UNDERSTOOD, shows=Shown(shown_text(cell)), where=where)
    return figure, _figure_findings(figure, unit, subject, painted_scale=painted_scale)


def parse_progress(
    cell: Cell | None, where: Where, subject: str = "", *, percent_in_heading: bool = False
) -> tuple[Figure, tuple[Finding, ...]]:
    """The share that is complete, in percent points; a bare figure is percent points too, with a finding.

    `percent_in_heading`: the column's heading says % or per cent, so a bare figure needs no finding. Whether it lies between
    0 and 100 is checked elsewhere. A range and "<" are not understood.
    """
    figure, findings = _single(*parse_figure(cell, Unit.PERCENT, where, subject), subject)
    if percent_in_heading:
        findings = tuple(finding for finding in findings if finding.code != catalogue.BARE_PERCENT.code)
    return figure, findings


def parse_score(cell: Cell | None, where: Where, subject: str = "") -> tuple[Figure, tuple[Finding, ...]]:
    """A likelihood, impact or score: a plain number; a range is not understood. The scale is checked elsewhere."""
    return _single(*parse_figure(cell, Unit.NUMBER, where, subject), subject)


def parse_due_date(cell: Cell | None, where: Where, subject: str = "") -> tuple[DueDate, tuple[Finding, ...]]:
    """The due date in a cell; a month means its last day, "Ongoing" is never overdue.

    A date whose format shows no day is that month. A missing cell, blank text, "n/a", "-" and "TBC" give no date and no
    finding; a day that does not exist gives a finding and no date; a number is never taken for a date.
    """
    if cell is None or cell.kind is CellKind.EMPTY:
        return DueDate(where=where), ()
    text = shown_text(cell)
    if broken := _broken(cell, where, subject):
        return DueDate(text=text, where=where), (broken,)
    day, ongoing, wrong = _due(cell)
    return DueDate(day, ongoing, text, where), (wrong.at(where, subject, text=text),) if wrong else ()


def parse_yes_no(cell: Cell | None) -> bool:
    """Whether a cell says yes: a ticked box or TRUE, "yes", "y", "true", "x", "cancelled". Everything else is no."""
    return cell is not None and (cell.value is True or (isinstance(cell.value, str) and _folded(cell.value) in YES))


def parse_codes(cell: Cell | None) -> tuple[str, ...]:
    """The codes in a cell, separated by semicolons or line breaks, in their order; an error cell has none."""
    if cell is None or cell.kind in {CellKind.ERROR, CellKind.FORMULA_WITHOUT_VALUE}:
        return ()
    return tuple(code for part in re.split(r"[;\n]", shown_text(cell)) if (code := " ".join(part.split())))


def parse_unit(text: str) -> Unit:
    """The unit that a row's unit text names, in any case; blank is NUMBER, a word that is not known is OTHER."""
    name = _folded(text)
    return UNITS.get(name, Unit.OTHER) if name else Unit.NUMBER


def parse_polarity(text: str) -> Polarity:
    """The polarity that a text names, in any case; blank and unknown words are UNKNOWN."""
    return POLARITIES.get(_folded(text), Polarity.UNKNOWN)


def text_of(cell: Cell | None, where: Where, subject: str = "") -> tuple[str, tuple[Finding, ...]]:
    """A cell's text for a column of text: numbers as the sheet shows them, "" for a missing cell.

    Dates are dd/mm/yyyy, or the month and year ("June 2018") where their format shows no day.
    Blanks around the text go, non-breaking spaces become spaces, line breaks within stay. An error cell and a formula without a
    result give "" and a finding.
    """
    if cell is None or cell.kind is _EMPTY_CELL:
        return "", ()
    if cell.kind is not _TEXT_CELL and (broken := _broken(cell, where, subject)):
        return "", (broken,)
    return shown_text(cell), ()


def shown_text(cell: Cell) -> str:
    """What a cell shows, tidied."""
    match cell.value:
        case str() as text:  # first, since most cells that are read are texts
            plain_text = text.isascii() and "\r" not in text  # so are most texts: there is nothing to translate
            return text.strip() if plain_text else text.replace("\r\n", "\n").translate(_BLANKS).strip()
        case None:
            return ""
        case bool():
            return "TRUE" if cell.value else "FALSE"
        case Decimal():
            return reader_of(cell.number_format)[1].text(cell.value) if _is_figure(cell.value) else str(cell.value)
        case date():
            return date_text(cell)


def date_text(cell: Cell) -> str:
    """The date in a cell as dd/mm/yyyy, or as month and year where its format shows no day; "" for any other cell."""
    if not isinstance(cell.value, date):
        return ""
    return _day_text(cell.value, cell.number_format)


@lru_cache(maxsize=4096)  # the days of a batch are few
def _day_text(day: date, number_format: str) -> str:
    if shows_month_only(number_format):
        return f"{MONTH_NAMES[day.month - 1]} {day.year}"
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def _is_figure(number: Decimal) -> bool:
    return number.is_finite() and number.adjusted() <= LARGEST_EXPONENT


def _folded(text: str) -> str:
    return _folded_short(text) if len(text) <= LONGEST_WORD else _fold(text)


def _fold(text: str) -> str:
    return " ".join(text.translate(_BLANKS).split()).lower()


_folded_short = lru_cache(maxsize=256)(_fold)  # the words for units and polarities come in every row


def _broken(cell: Cell, where: Where, subject: str) -> Finding | None:
    """The finding of a cell that has no value to read."""
    if cell.kind is CellKind.ERROR:
        return catalogue.ERROR_CELL.at(where, subject, text=shown_text(cell))
    if cell.kind is CellKind.FORMULA_WITHOUT_VALUE:
        return catalogue.FORMULA_WITHOUT_VALUE.at(where, subject)
    return None


def _figure_of_text(text: str, where: Where) -> Figure:
    line = " ".join(text.split())
    if not line:
        return Figure(FigureKind.EMPTY, where=where)
    if line.lower() in NO_FIGURE:
        return Figure(FigureKind.NOT_APPLICABLE, shows=Shown(text), where=where)
    if line in _COMPARED_WITH_LAST:
        return Figure(_COMPARED_WITH_LAST[line], shows=Shown(text), where=where)
    if amount := _parse_amount(line):
        number = amount.number
        return Figure(FigureKind.NUMBER, number=number, unit=amount.unit, shows=Shown(text, number), where=where)
    if bounds := _parse_range(line):
        low, high = bounds
        unit = low.unit or high.unit
        return Figure(FigureKind.RANGE, low=low.number, high=high.number, unit=unit, shows=Shown(text), where=where)
    return Figure(FigureKind.NOT_UNDERSTOOD, shows=Shown(text), where=where)


def _parse_amount(text: str) -> _Amount | None:
    match = _AMOUNT.fullmatch(text)
    if not match:
        return None
    bracketed, pound, percent, suffix = bool(match["open"]), match["pound"], match["percent"], (match["suffix"] or "").lower()
    minuses = bool(match["minus"]) + bool(match["minus_within"])
    unmatched = bracketed != bool(match["close"]) or bracketed + minuses > 1
    misplaced = (not pound and (match["minus_within"] or suffix)) or (pound and percent)
    number = Decimal(f"{match['digits'].replace(',', '')}e{_POWERS[suffix]}")
    _, digits, exponent = number.as_tuple()
    too_long = len(digits) > SIGNIFICANT_DIGITS or not isinstance(exponent, int) or exponent < -DECIMAL_PLACES
    if unmatched or misplaced or too_long:
        return None
    unit = Unit.GBP if pound else Unit.PERCENT if percent else None
    return _Amount(without_exponent(-number if bracketed or minuses else number), unit, suffix)


def _parse_range(text: str) -> tuple[_Amount, _Amount] | None:
    """Both bounds of a range; % may stand behind the last alone ("5-10%"), £ before the first alone ("£5-10")."""
    match = next(filter(None, (form.fullmatch(text) for form in _RANGES)), None)
    low, high = (_parse_amount(match["low"]), _parse_amount(match["high"])) if match else (None, None)
    if low is None or high is None or low.number > high.number:
        return None
    units_agree = low.unit is high.unit or (low.unit, high.unit) in {(None, Unit.PERCENT), (Unit.GBP, None)}
    return (low, high) if units_agree and low.suffix == high.suffix else None  # "£2-£3m" could mean either


def _figure_findings(figure: Figure, unit: Unit, subject: str, *, painted_scale: bool) -> tuple[Finding, ...]:
    where = figure.where or Where("")
    if figure.kind is FigureKind.NOT_UNDERSTOOD:
        return (catalogue.NOT_A_NUMBER.at(where, subject, text=figure.text),)
    if figure.kind is not _NUMBER and figure.kind is not FigureKind.RANGE:
        return ()
    if figure.unit is None and unit is Unit.PERCENT:
        return (catalogue.BARE_PERCENT.at(where, subject, text=figure.text, read=_as_read(figure)),)
    if painted_scale or (figure.unit is not None and figure.unit is not unit):
        return (catalogue.UNIT_DIFFERS.at(where, subject, text=figure.text, unit=_COUNTS_IN[unit], read=_as_read(figure)),)
    return ()


def _as_read(figure: Figure) -> str:
    return " to ".join(plain(number) for number in (figure.number, figure.low, figure.high) if number is not None)


def _single(figure: Figure, findings: tuple[Finding, ...], subject: str) -> tuple[Figure, tuple[Finding, ...]]:
    """The figure where only a single number can stand: a range, "<" and ">" are not understood."""
    if figure.kind is _NUMBER or figure.kind not in {FigureKind.RANGE, FigureKind.BELOW_LAST, FigureKind.ABOVE_LAST}:
        return figure, findings
    refused = Figure(FigureKind.NOT_UNDERSTOOD, shows=Shown(figure.text), where=figure.where)
    return refused, (catalogue.NOT_A_NUMBER.at(figure.where or Where(""), subject, text=figure.text),)


def _due(cell: Cell) -> tuple[date | None, bool, Kind | None]:
    """The last day that is in time, whether it goes on, and the kind of what is wrong with the cell."""
    if isinstance(cell.value, date):
        return _due_on(cell.value, month_only=shows_month_only(cell.number_format))
    if not isinstance(cell.value, str):
        return None, False, catalogue.DATE_NOT_UNDERSTOOD
    line = " ".join(shown_text(cell).split())
    if not line or line.lower() in NO_DATE:
        return None, False, None
    ongoing = _ONGOING.fullmatch(line)
    named = ongoing["until"] if ongoing else line
    if named is None:
        return None, True, None
    try:
        day = _day_or_end_of_month(named)
    except ValueError:
        return None, ongoing is not None, catalogue.IMPOSSIBLE_DATE
    return (day, ongoing is not None, None) if day else (None, False, catalogue.DATE_NOT_UNDERSTOOD)


def _due_on(day: date, *, month_only: bool) -> tuple[date | None, bool, Kind | None]:
    if day.year < EARLIEST_YEAR:  # there Excel shows "####", since its calendar has no such day
        return None, False, catalogue.DATE_NOT_UNDERSTOOD
    return last_day_of_month(day.year, day.month) if month_only else day, False, None


def _day_or_end_of_month(text: str) -> date | None:
    """The day that a text names, the last one for a month.

    Raises:
        ValueError: there is no such day.
    """
    if day := parse_day(text):
        return day
    period = parse_period(text)
    return period.end if period and period.kind is PeriodKind.MONTH else None
