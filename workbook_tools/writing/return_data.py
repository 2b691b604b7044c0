"""A return as data below each other on one sheet: its cover, then its tables in the standard layout.

An issued return keeps itself so on a hidden sheet, and a summary the returns that it was made from, so that the next ones can
be issued from it. `reading.return_data` reads them like any other return.
"""

from collections.abc import Sequence

from workbook_tools.model.layout import COVER_LABELS, TABLES, Table
from workbook_tools.model.service_return import Indicator, Row, ServiceReturn
from workbook_tools.periods import Period
from workbook_tools.writing.cells import CellValue, Number, figure_cell
from workbook_tools.writing.page import Page
from workbook_tools.writing.row_cells import cells_of
from workbook_tools.writing.theme import DATE_FORMAT, Look

KEPT = ("indicators", "actions", "risks", "finance", "headlines", "breakdowns", "narrative")
LEFT_OUT = ("reported_", "officer_")
"""Beginnings of the fields that are no part of the next return: what was published, and what officers put in its place."""
EMPTIED = {"note", "text"}
"""Fields whose column is kept, for the table to be known by, but not its contents: notes and prose are written anew."""
ORIGIN = ("scheme", "council", "service", "directorate", "period", "template", "scheme_version", "plan_from", "plan_to")
"""Lines of the cover."""


def write_return_data(page: Page, top: int, title: str, given: ServiceReturn) -> int:
    """Writes a return from row `top` on, counted from 0; returns the row below, an empty one left between.

    Every figure reads again as it was read, earlier ones included; notes, prose and officers' judgements are left out.
    """
    page.write(top, 0, title, Look.LABEL, text_wrap=False)
    row = top + 1
    for field in ORIGIN:
        text = cover_text(given, field)
        if text:
            page.write(row, 0, COVER_LABELS[field], Look.LABEL, text_wrap=False)
            page.write(row, 1, text, Look.TEXT, text_wrap=False)
            row += 1
    for table in TABLES:
        rows: Sequence[Row] = getattr(given, table.name)
        if table.name in KEPT and rows:
            row = _write_table(page, row + 1, table, rows)
    return row + 1


def cover_text(given: ServiceReturn, field: str) -> str:
    """A line of the cover as it is written; the period in its standard form."""
    if field == "period":
        return str(given.cover.period) if given.cover.period else given.cover.period_text
    text: str = getattr(given.cover, field)
    return text


def earlier_periods(rows: Sequence[Row]) -> tuple[Period, ...]:
    """The periods of which any of these rows states an earlier figure, oldest first."""
    indicators = (row for row in rows if isinstance(row, Indicator))
    return tuple(sorted({seen.period for row in indicators for seen in row.earlier if seen.period}))


def earlier_cells(row: Row, periods: Sequence[Period]) -> list[CellValue]:
    """A row's figures of these periods; None where it has none."""
    if not isinstance(row, Indicator):
        return []
    figures = {seen.period: seen.figure for seen in row.earlier if seen.period}
    return [figure_cell(figures[period], row.unit) if period in figures else None for period in periods]


def _write_table(page: Page, top: int, table: Table, rows: Sequence[Row]) -> int:
    fields = [column.field for column in table.columns if not column.field.startswith(LEFT_OUT)]
    periods = earlier_periods(rows)
    for index, heading in enumerate([*(table.column(field).heading for field in fields), *map(str, periods)]):
        page.write(top, index, heading, Look.HEADER, text_wrap=False)
    for row_number, row in enumerate(rows, start=top + 1):
        contents = cells_of(table, row)
        values = [None if field in EMPTIED else contents[field] for field in fields]
        for index, value in enumerate([*values, *earlier_cells(row, periods)]):
            _put(page, row_number, index, value)
    return top + len(rows) + 1


def _put(page: Page, row: int, column: int, value: CellValue) -> None:
    if value in {None, ""}:
        return
    number_format = value.number_format if isinstance(value, Number) else "@" if isinstance(value, str) else DATE_FORMAT
    page.put(row, column, value, page.theme.format(Look.TEXT, num_format=number_format, text_wrap=False))
