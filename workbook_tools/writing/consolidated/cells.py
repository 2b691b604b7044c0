"""Rows as the XML of a sheet, column by column: what is the same for a whole column is made once.

The texts of a column are looked through together; only where there may be something to escape, one by one.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, repeat
from typing import Any, cast

from xlsxwriter.utility import xl_col_to_name

from workbook_tools.model.flat import Amount, Day, FlatColumn, Holds, Value
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.wording import say_date
from workbook_tools.model.words import Unit
from workbook_tools.writing.consolidated.batches import Batch
from workbook_tools.writing.consolidated.heights import height_writer
from workbook_tools.writing.consolidated.looks import DAY, TEXTS, Shown, shown_in, text_look
from workbook_tools.writing.consolidated.numbers import day_number, exact_figure, usual_figure
from workbook_tools.writing.consolidated.texts import Texts, text_element
from workbook_tools.writing.consolidated.words import word_of

REMEMBERED = 20_000  # different figures of a column and unit that are kept as XML; the rest is made anew

Cells = Callable[[Any, Sequence[str]], list[str]]
"""The cells of a column, from its values (`Texts` where it holds texts) and the numbers of their rows."""
StyleNumbers = Mapping[Shown, int]
"""Number of the cell format, by what is shown."""


def row_writer(scheme: Scheme, columns: Sequence[FlatColumn], numbers: StyleNumbers) -> Callable[[Batch, int], bytes]:
    """What makes a batch, whose first row has the given number (counted from 1), the XML of its rows."""
    writers = [_writer(scheme, column, xl_col_to_name(place), numbers) for place, column in enumerate(columns)]
    heights = height_writer(columns)

    def write(batch: Batch, first: int) -> bytes:
        rows = [str(number) for number in range(first, first + len(batch.rows))]
        values = [
            Texts(given) if column.holds in TEXTS else given for column, given in zip(columns, batch.columns(), strict=True)
        ]
        cells = [write(given, rows) for write, given in zip(writers, values, strict=True)]
        starts = [f'<row r="{row}" ht="{height}">' for row, height in zip(rows, heights(values, len(rows)), strict=True)]
        return _encoded(list(chain.from_iterable(zip(starts, *cells, repeat("</row>")))))

    return write


def _encoded(pieces: Sequence[str]) -> bytes:
    """The pieces together in UTF-8. One that is no ASCII would make encoding all of them as one text several times as slow."""
    whole = "".join(pieces)
    return whole.encode() if whole.isascii() else b"".join(map(str.encode, pieces))


def _writer(scheme: Scheme, column: FlatColumn, letters: str, numbers: StyleNumbers) -> Cells:
    start = f'<c r="{letters}'
    ends = _Ends(numbers[text_look(column)])
    if column.holds in TEXTS:
        return _text_cells(start, ends)
    if column.holds is Holds.VERDICT:
        return _cells(start, cast("Callable[[Value], str]", _Verdicts(scheme, column, ends).__getitem__))
    return _cells(start, _Figures(ends, {shown: numbers[shown] for shown in shown_in(column)}).end)


def _cells(start: str, end: Callable[[Value], str]) -> Cells:
    def write(values: Sequence[Value], rows: Sequence[str]) -> list[str]:
        return [f"{start}{row}{end(value)}" for row, value in zip(rows, values, strict=True)]

    return write


def _text_cells(start: str, ends: "_Ends") -> Cells:
    blank, before, after = ends.blank, f"{ends.before}<t>", f"</t>{ends.after}"
    one_by_one = _cells(start, ends.end)

    def write(texts: Texts, rows: Sequence[str]) -> list[str]:
        if not texts.are_simple():
            return one_by_one(texts.each, rows)
        return [
            f"{start}{row}{before}{text}{after}" if text else f"{start}{row}{blank}"
            for row, text in zip(rows, texts.each, strict=True)
        ]

    return write


class _Ends:
    """The ends of cells that hold text, or nothing: all behind the number of the row."""

    def __init__(self, number: int) -> None:
        self.blank = f'" s="{number}"/>'
        self.before = f'" s="{number}" t="inlineStr"><is>'
        self.after = "</is></c>"

    def end(self, value: Value) -> str:
        return f"{self.before}{text_element(cast('str', value))}{self.after}" if value else self.blank


class _Verdicts(dict[str, str]):
    """The ends of cells by the key of the verdict, each made once."""

    def __init__(self, scheme: Scheme, column: FlatColumn, ends: _Ends) -> None:
        super().__init__({"": ends.blank})
        self[cast("str", None)] = ends.blank
        self._scheme, self._table, self._ends = scheme, column.styles, ends

    def __missing__(self, key: str) -> str:
        self[key] = end = self._ends.end(word_of(self._scheme, self._table, key))
        return end


class _Figures:
    """The ends of cells of a column of figures, counts or days, which may also hold text."""

    def __init__(self, ends: _Ends, numbers: StyleNumbers) -> None:
        self._ends = ends
        self._numbers = numbers
        self._known: dict[Unit, dict[str, str]] = {unit: {} for unit in Unit}
        self._days: dict[date, str] = {}

    def end(self, value: Value) -> str:
        if isinstance(value, Amount):
            number, unit = value
            digits = str(number)
            return self._known[unit].get(digits) or self._amount(number, unit, digits)
        if isinstance(value, Day):
            return self._days.get(value.date) or self._day(value.date)
        return self.end(Amount(Decimal(value), Unit.NUMBER)) if isinstance(value, int) else self._ends.end(value)

    def _amount(self, number: Decimal, unit: Unit, digits: str) -> str:
        known = self._known[unit]
        figure = usual_figure(digits, unit) or exact_figure(number, unit)
        end = self._number(*figure) if figure else self._ends.end(f"{number:f}")
        if len(known) < REMEMBERED:
            known[digits] = end
        return end

    def _day(self, day: date) -> str:
        number = day_number(day)
        self._days[day] = end = self._number(str(number), DAY) if number else self._ends.end(say_date(day))
        return end

    def _number(self, text: str, shown: Shown) -> str:
        return f'" s="{self._numbers[shown]}"><v>{text}</v></c>'
