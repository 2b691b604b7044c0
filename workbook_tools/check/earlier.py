"""Earlier figures of indicators, which stand in a column for each period: as they were issued, and as they came back."""

import re
from collections.abc import Iterable, Iterator, Mapping

from workbook_tools import catalogue
from workbook_tools.check.contents import same, say_both
from workbook_tools.check.matching import IssuedRow, Tables
from workbook_tools.findings import Finding, Where
from workbook_tools.model.figures import NO_FIGURE, Figure
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import Indicator, ServiceReturn
from workbook_tools.periods import Period

Place = tuple[str | None, Period]
"""A column of earlier figures: its sheet and period."""


def earlier_figure_changed(_service_return: ServiceReturn, _scheme: Scheme, tables: Tables) -> Iterator[Finding]:
    """Earlier figures that stand otherwise than issued, period by period.

    A period without a column is not compared, at issue or now; that it is missing now is said once. The previous value is
    compared as the field that it is.
    """
    for matched in tables:
        columns, periods = _columns(matched.rows), sorted({period for row in matched.issued for period in _figures(row)})
        for issued, row in matched.pairs if periods else ():
            before, now = _figures(issued), _figures(row)
            for period in periods:
                was, figure = before.get(period, NO_FIGURE), now.get(period, NO_FIGURE)
                where = figure.where or _place(row, columns.get((row.where.sheet, period)))
                if where is None or same(was, figure):
                    continue
                text, as_issued = say_both(figure, was)
                yield catalogue.ISSUED_CELL_CHANGED.at(where, row.code, heading=str(period), text=text, issued=as_issued)


def earlier_column_missing(service_return: ServiceReturn, _scheme: Scheme, tables: Tables) -> Iterator[Finding]:
    """Periods of which rows were issued with earlier figures and no row of the return has one any more."""
    for matched in tables:
        periods = {period for row in matched.issued for period in _figures(row)}
        stated = {seen.period for row in matched.rows if isinstance(row, Indicator) for seen in row.earlier}
        for period in sorted(periods - stated) if matched.rows else ():
            where = Where(service_return.source.name, matched.rows[0].where.sheet)
            yield catalogue.COLUMN_MISSING.at(where, heading=str(period))


def _figures(row: IssuedRow) -> Mapping[Period, Figure]:
    """An indicator's figures by period, but for the previous value where that has a column of its own."""
    if not isinstance(row, Indicator):
        return {}
    previous = row.previous if "previous" in row.cells else None
    return {
        seen.period: seen.figure
        for seen in row.earlier
        if seen.period and seen.figure is not previous and seen.figure != previous
    }


def _columns(rows: Iterable[IssuedRow]) -> dict[Place, str]:
    """The letters of each column of earlier figures, from the rows that have a figure in it: an empty cell has no figure."""
    return {
        (row.where.sheet, period): re.sub(r"[0-9]", "", figure.where.cell)
        for row in rows
        for period, figure in _figures(row).items()
        if figure.where and figure.where.cell
    }


def _place(row: IssuedRow, column: str | None) -> Where | None:
    """The cell of a row in a column; None where there is no such column."""
    line = re.sub(r"[A-Z]", "", row.where.cell or "")
    return Where(row.where.file, row.where.sheet, f"{column}{line}") if column and line else None
