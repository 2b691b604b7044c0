"""The history of indicators: their figures by period, as charts with the target, as numbers, and on screen as sparklines.

Sparklines and the targets that the charts draw stand right of what is printed: LibreOffice prints sparklines wrongly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from xlsxwriter.utility import xl_range

from workbook_tools.findings import shorten
from workbook_tools.model.wording import say_figure
from workbook_tools.periods import Period
from workbook_tools.writing.cells import CellValue, Number, decimals_of, figure_cell, number_cell
from workbook_tools.writing.charts import Cells
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.frame import Canvas, set_up_page, write_title_block
from workbook_tools.writing.summary.histories import FEWEST, History, find_histories, periods_of, worst_first
from workbook_tools.writing.summary.history_charts import LineChart, insert_line_charts, leave_room
from workbook_tools.writing.summary.origin_columns import return_columns
from workbook_tools.writing.summary.report_columns import word_of
from workbook_tools.writing.tables import ColumnSpec, write_table
from workbook_tools.writing.theme import ACCENT, Look, styles_of
from workbook_tools.writing.widths import fit_widths

SHEET = "History"
MOST_CHARTS = 9  # so many fill the first page
BESIDE_DIGITS = 3  # characters of sign, unit and indent
TITLE_LENGTH = 44  # characters of a chart's title
FIGURE, SPARKLINE = 11.0, 26.0  # characters of a column, of one of figures at least
REMARK = (
    f"At least {FEWEST} figures each. Charts: {{charts}}, the worst first; dashed: today's target. "
    "On screen, sparklines stand right of the table."
)


def write_history(canvas: Canvas) -> None:
    """Writes the sheet."""
    page, facts = canvas.pages[SHEET], canvas.facts
    histories = find_histories(facts)
    periods = periods_of(histories)
    charted = worst_first(histories)[:MOST_CHARTS]
    columns = fit_widths(_columns(canvas, histories, periods), histories)
    page.set_widths([*(column.width for column in columns), SPARKLINE, *[_width(histories)] * len(periods)])
    charts_row = write_title_block(page, facts, "History of indicators", REMARK.format(charts=_say_charts(charted, histories)))
    top = leave_room(page, charts_row, len(charted))
    place = write_table(page, top, columns, histories, name=SHEET)
    first = next(index for index, column in enumerate(columns) if column.heading == str(periods[0]))
    row_of = dict(zip(map(id, histories), place.row_of, strict=True))
    beside = Beside(page, periods, first, len(columns))
    beside.write_headings(top)
    for row in place.row_of:
        beside.add_sparkline(row)
    charts = [beside.chart(each, row_of[id(each)], top) for each in charted]
    insert_line_charts(page, charts_row, len(columns) - 1, charts)
    set_up_page(page, facts, (place.last, len(columns) - 1), top, in_view=False)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands right of the table: sparklines, and the targets that charts draw, repeated for each period.

    `figures` is the column of the first period, `sparkline` the first column right of the table.
    """

    page: Page
    periods: Sequence[Period]
    figures: int
    sparkline: int

    def write_headings(self, row: int) -> None:
        """Names the columns."""
        names = ("Sparkline", *(f"Target in {period}" for period in self.periods))
        for column, name in enumerate(names, start=self.sparkline):
            self.page.write(row, column, name, Look.HEADER)

    def add_sparkline(self, row: int) -> None:
        """Draws a row's figures in its cell."""
        last = self.figures + len(self.periods) - 1
        figures = xl_range(row, self.figures, row, last)
        looks = {"markers": True, "series_color": ACCENT, "empty_cells": "connect"}
        self.page.sheet.add_sparkline(row, self.sparkline, {"range": f"'{self.page.name}'!{figures}"} | looks)

    def chart(self, history: History, row: int, headings: int) -> LineChart:
        """An indicator's chart; its target, where it has one, is written for each period."""
        target, last = _target(history), len(self.periods) - 1
        for offset in range(len(self.periods) if target else 0):
            self.page.write(row, self.sparkline + 1 + offset, target, Look.NUMBER)
        return LineChart(
            f"{shorten(_name(history).rstrip('.'), TITLE_LENGTH)}: {_status(history)}",
            Cells(headings, self.figures, headings, self.figures + last),
            Cells(row, self.figures, row, self.figures + last),
            Cells(row, self.sparkline + 1, row, self.sparkline + 1 + last) if target else None,
            number_cell(Decimal(0), history.row.unit, _decimals(history)).number_format,
            _describe(history, self.periods),
        )


def _columns(canvas: Canvas, histories: Sequence[History], periods: Sequence[Period]) -> list[ColumnSpec[History]]:
    facts, width = canvas.facts, _width(histories)
    origin: list[ColumnSpec[History]] = return_columns(facts, lambda each: each.line.assessment)
    columns: list[ColumnSpec[History]] = [
        ColumnSpec("Section", 16, lambda each: each.line.section),
        ColumnSpec("Reference", 13, lambda each: _reference(canvas, each), Look.CODE),
        ColumnSpec("Indicator", 38, lambda each: each.line.judged.indicator.title),
        *(ColumnSpec(str(period), width, partial(_figure, period), Look.NUMBER) for period in periods),
        ColumnSpec("Target", width, lambda each: figure_cell(each.row.target, each.row.unit), Look.NUMBER),
        ColumnSpec("Status", 13, _status, Look.STATUS, styles_of(facts.scheme, "indicators")),
    ]
    optional = {"Section", "Reference"}
    return [*origin, *(each for each in columns if each.heading not in optional or any(map(each.get, histories)))]


def _reference(canvas: Canvas, history: History) -> CellValue:
    return canvas.anchors.link(history.row.where, history.row.code or "Full row") or history.row.code


def _figure(period: Period, history: History) -> CellValue:
    number = history.figures.get(period)
    return None if number is None else number_cell(number, history.row.unit, _decimals(history))


def _target(history: History) -> Number | None:
    return None if history.target is None else number_cell(history.target, history.row.unit, _decimals(history))


def _decimals(history: History) -> int:
    """Digits after the point that the return shows of the value, of a target where it shows more."""
    shown = (each.number if each.printed is None else each.printed for each in (history.row.value, history.row.target))
    return max((decimals_of(number.normalize()) for number in shown if number is not None), default=0)


def _width(histories: Sequence[History]) -> float:
    """Characters of a column of figures: as many as the longest takes, with its sign or unit."""
    figures = (f"{number:,.{_decimals(each)}f}" for each in histories for number in each.figures.values())
    return max(FIGURE, *(len(figure) + BESIDE_DIGITS for figure in figures))


def _status(history: History) -> str:
    return word_of(history.line.assessment.scheme, "indicators", history.line.judged.status)


def _say_charts(charted: Sequence[History], histories: Sequence[History]) -> str:
    return "all" if len(charted) == len(histories) else f"{len(charted)} of {len(histories)}"


def _name(history: History) -> str:
    return "  ".join(part for part in (history.row.code, history.row.title) if part)


def _describe(history: History, periods: Sequence[Period]) -> str:
    """The chart in words."""
    row = history.row
    figures = (
        f"{period}: {say_figure(history.figures[period], row.unit, row.unit_text)}"
        for period in periods
        if period in history.figures
    )
    target = f" Target: {say_figure(history.target, row.unit, row.unit_text)}." if history.target is not None else ""
    return f"Line chart: {_name(history)}. {'; '.join(figures)}.{target} Status: {_status(history)}."
