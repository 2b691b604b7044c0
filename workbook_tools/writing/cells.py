"""What a cell of ours is given, and how figures become numbers with a number format.

Decimals become binary numbers only where a cell is written; before that every figure is exact.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from workbook_tools.model.figures import DueDate, Figure, FigureKind
from workbook_tools.model.words import Unit

MOST_DECIMALS = 10  # shown; the cell holds the exact figure
PENCE = 2  # digits after the point of a sum with pence
PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as its cell holds it, with Excel's code for showing it: 0.962 and "0.0%" for 96.2%."""

    value: Decimal
    number_format: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a cell of the same workbook: the text shown, the sheet's name, the row counted from 0."""

    text: str
    sheet: str
    row: int


CellValue = str | Number | date | Link | None
"""Text, a number with its format, a day or a moment without a time zone, a link of our own, or nothing ("" is nothing too)."""


def figure_cell(figure: Figure, unit: Unit) -> CellValue:
    """A figure in the unit of its row, with as many decimals as it was printed with; what is no number stays as written."""
    if figure.kind is not FigureKind.NUMBER or figure.number is None:
        return figure.text or None
    shown = figure.printed if figure.printed is not None else _without_trailing_zeros(figure.number)
    return number_cell(figure.number, unit, decimals_of(shown))


def number_cell(number: Decimal, unit: Unit, decimals: int) -> Number:
    """A number in a unit: 61.17 for 61.17% becomes the fraction that Excel calls 61.17%; pence have two digits."""
    if unit is Unit.GBP and decimals:
        decimals = max(decimals, PENCE)
    places = "." + "0" * decimals if decimals else ""
    match unit:
        case Unit.PERCENT:
            return Number(number / PERCENT, f"0{places}%")
        case Unit.GBP:
            return Number(number, f"£#,##0{places};-£#,##0{places}")
        case _:
            return Number(number, f"#,##0{places}")


def say_number(number: Number) -> str:
    """A number as its cell shows it, as far as percent, pounds and plain numbers go."""
    if number.number_format.endswith("%"):
        return f"{(number.value * PERCENT).normalize():f}%"
    return f"{'£' if number.number_format.startswith('£') else ''}{number.value:,f}"


def money_cell(number: Decimal | None) -> CellValue:
    """Pounds, with pence only where there are some; None stays empty."""
    return None if number is None else number_cell(number, Unit.GBP, decimals_of(_without_trailing_zeros(number)))


def difference_cell(number: Decimal | None, unit: Unit) -> CellValue:
    """A difference with its sign; between percentages it counts percentage points."""
    if number is None:
        return None
    number = _without_trailing_zeros(number)
    decimals = decimals_of(number)
    suffix = '" pp"' if unit is Unit.PERCENT else ""
    body = f"#,##0{'.' + '0' * decimals if decimals else ''}{suffix}"
    return Number(number, f"+{body};-{body};{body}")


def whole_cell(number: Decimal | int | None) -> CellValue:
    """A score or a count; None stays empty."""
    return None if number is None else Number(Decimal(number), "#,##0")


def share_cell(part: int, of: int) -> CellValue:
    """A share in whole percent, as councils print it; empty where there is nothing to take a share of."""
    return Number(Decimal(part) / Decimal(of), "0%") if of else None


def due_cell(due: DueDate) -> CellValue:
    """The last day that is in time; "Ongoing" and what is no date stay as written."""
    return due.text if due.ongoing or due.date is None else due.date


def printed_cell(text: str) -> CellValue:
    """A figure that was printed like "1,234", "56.5%" or "£3.70" as a number; anything else stays the text it is."""
    match = re.fullmatch(
        r"(?P<pounds>£)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d+)?)(?P<percent>%)?", text.strip()
    )
    if match is None or (match["pounds"] and match["percent"]) or re.match(r"0\d", match["number"]):
        return text
    number = Decimal(match["number"].replace(",", ""))
    unit = Unit.GBP if match["pounds"] else Unit.PERCENT if match["percent"] else Unit.NUMBER
    return number_cell(number, unit, decimals_of(number))


def decimals_of(number: Decimal) -> int:
    """Digits after the point as written, at most ten."""
    exponent = number.as_tuple().exponent
    return min(MOST_DECIMALS, max(0, -exponent)) if isinstance(exponent, int) else 0


def _without_trailing_zeros(number: Decimal) -> Decimal:
    return number.normalize()
