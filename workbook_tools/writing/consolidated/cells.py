"""Rows as the XML of a sheet, column by column: what is the same for a whole column is made once.

The texts of a column are looked through together; only where there may be something to escape, one by one.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, repeat
from typing import cast

from xlsxwriter.utility import xl_col_to_name

from workbook_tools.model.flat import Amount, Day, FlatColumn, Holds, Value
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.wording import say_date
from workbook_tools.model.words import Unit
from workbook_tools.writing.consolidated.batches import Batch
from workbook_tools.writing.consolidated.heights import height_writer
from workbook_tools.writing.consolidated.looks import DAY, Shown, shown_in, text_look
from workbook_tools.writing.consolidated.numbers import day_number, exact_figure, usual_figure
from workbook_tools.writing.consolidated.texts import MOSTLY_SAFE, is_simple, text_element
from workbook_tools.writing.consolidated.words import word_of

REMEMBERED = 20_000  # different figures of a column and unit that are kept as XML; the rest is made anew

StyleNumbers = Mapping[Shown, int]
"""Number of the cell format, by what is shown."""
Cells = Callable[[Sequence[Value], Sequence[str]], list[str]]
"""The cells of a column, from its values and the numbers of their rows."""


def row_writer(scheme: Scheme, columns: Sequence[FlatColumn], numbers: StyleNumbers) -> Callable[[Batch, int], bytes]:
    """What makes a batch, whose first row has the given number (counted from 1), the XML of its rows."""
    writers = [_writer(scheme, column, xl_col_to_name(place), numbers) for place, column in enumerate(columns)]

    heights = height_writer(columns)

    def write(batch: Batch, first: int) -> bytes:
        rows = [str(number) for number in range(first, first + len(batch.rows))]
        values = batch.columns()
        cells = [write(column, rows) for write, column in zip(writers, values, strict=True)]
        starts = [f'<row r="{row}" ht="{height}">' for row, height in zip(rows, heights(values), strict=True)]
        return "".join(chain.from_iterable(zip(starts, *cells, repeat("</row>")))).encode()

    return write


def _writer(scheme: Scheme, column: FlatColumn, letters: str, numbers: StyleNumbers) -> Cells:
    start = f'<c r="{letters}'
    texts = _Texts(numbers[text_look(column)])
    match column.holds:
        case Holds.TEXT | Holds.LONG_TEXT:
            return _text_cells(start, texts)
        case Holds.VERDICT:
            return _cells(start, cast("Callable[[Value], str]", _Verdicts(scheme, column, texts).__getitem__))
        case _:
            return _cells(start, _Figures(texts, {shown: numbers[shown] for shown in shown_in(column)}).end)


def _cells(start: str, end: Callable[[Value], str]) -> Cells:
    def write(values: Sequence[Value], rows: Sequence[str]) -> list[str]:
        return [f"{start}{row}{end(value)}" for row, value in zip(rows, values, strict=True)]

    return write


def _text_cells(start: str, texts: "_Texts") -> Cells:
    blank, before, after = texts.blank, f"{texts.before}<t>", f"</t>{texts.after}"
    one_by_one = _cells(start, texts.end)

    def write(values: Sequence[Value], rows: Sequence[str]) -> list[str]:
        given = cast("Sequence[str]", [value or "" for value in values])
        if not is_simple(f"|{'|'.join(given)}|") or max(map(len, given)) > MOSTLY_SAFE:
            return one_by_one(values, rows)
        return [
            f"{start}{row}{before}{text}{after}" if text else f"{start}{row}{blank}"
            for row, text in zip(rows, given, strict=True)
        ]

    return write


class _Texts:
    """The ends of cells that hold text, or nothing: all behind the number of the row."""

    def __init__(self, number: int) -> None:
        self.blank = f'" s="{number}"/>'
        self.before = f'" s="{number}" t="inlineStr"><is>'
        self.after = "</is></c>"

    def end(self, value: Value) -> str:
        return f"{self.before}{text_element(cast('str', value))}{self.after}" if value else self.blank


class _Verdicts(dict[str, str]):
    """The ends of cells by the key of the verdict, each made once."""

    def __init__(self, scheme: Scheme, column: FlatColumn, texts: _Texts) -> None:
        super().__init__({"": texts.blank})
        self[cast("str", None)] = texts.blank
        self._scheme, self._table, self._texts = scheme, column.styles, texts

    def __missing__(self, key: str) -> str:
        self[key] = end = self._texts.end(word_of(self._scheme, self._table, key))
        return end


class _Figures:
    """The ends of cells of a column of figures, counts or days, which may also hold text."""

    def __init__(self, texts: _Texts, numbers: StyleNumbers) -> None:
        self._texts = texts
        self._numbers = numbers
        self._known: dict[Unit, dict[str, str]] = {unit: {} for unit in Unit}
        self._days: dict[date, str] = {}

    def end(self, value: Value) -> str:
        if isinstance(value, Amount):
            return self._amount(*value)
        if isinstance(value, Day):
            return self._days.get(value.date) or self._day(value.date)
        return self._amount(Decimal(value), Unit.NUMBER) if isinstance(value, int) else self._texts.end(value)

    def _amount(self, number: Decimal, unit: Unit) -> str:
        known, digits = self._known[unit], str(number)
        if end := known.get(digits):
            return end
        figure = usual_figure(digits, unit) or exact_figure(number, unit)
        end = self._number(*figure) if figure else self._texts.end(f"{number:f}")
        if len(known) < REMEMBERED:
            known[digits] = end
        return end

    def _day(self, day: date) -> str:
        number = day_number(day)
        self._days[day] = end = self._number(str(number), DAY) if number else self._texts.end(say_date(day))
        return end

    def _number(self, text: str, shown: Shown) -> str:
        return f'" s="{self._numbers[shown]}"><v>{text}</v></c>'
