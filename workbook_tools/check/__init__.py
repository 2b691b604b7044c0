"""Completeness, types and ranges of one return. Each check looks for one thing and yields findings at the cell; none raises.

figures    units, polarities, targets, progress, scores
codes      codes that stand twice, numbers that are left out
totals     totals that stand among the lines they sum up
officers   what officers put in place of a verdict
"""

from collections.abc import Callable, Iterator, Sequence

from workbook_tools import catalogue
from workbook_tools.check.codes import codes_missing_in_sequence, codes_twice
from workbook_tools.check.figures import (
    polarity_unknown,
    progress_out_of_range,
    score_not_product,
    score_off_scale,
    target_contradicts_polarity,
    unit_unknown,
)
from workbook_tools.check.officers import officer_reason_missing, officer_status_unknown
from workbook_tools.check.totals import total_counted
from workbook_tools.findings import Finding, Where
from workbook_tools.model.layout import ACTIONS, INDICATORS, TABLES
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import Row, ServiceReturn

JUDGED_BY = {INDICATORS: ("target",), ACTIONS: ("due", "progress")}
"""Columns without which every verdict of a table would quietly be another one; a missing polarity is found row by row."""


def check_return(service_return: ServiceReturn, scheme: Scheme) -> tuple[Finding, ...]:
    """What a return gets wrong by itself, check by check, in the order of the rows.

    A refused return has nothing to check. What reading has already found at a cell is not said again.
    """
    if service_return.refused is not None:
        return ()
    said = {(finding.code, finding.where) for finding in service_return.findings}
    found = (finding for check in CHECKS for finding in check(service_return, scheme))
    return tuple(finding for finding in found if (finding.code, finding.where) not in said)


def return_empty(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """A return without a row in any table."""
    if not any(getattr(service_return, table.name) for table in TABLES):
        yield catalogue.RETURN_EMPTY.at(Where(service_return.source.name))


def column_missing(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """Columns that verdicts rest on and that no row of a table has; a return without the table lacks nothing."""
    for table, fields in JUDGED_BY.items():
        rows: Sequence[Row] = getattr(service_return, table.name)
        for field in fields:
            if rows and not any(field in row.cells for row in rows):
                where = Where(service_return.source.name, rows[0].where.sheet)
                yield catalogue.COLUMN_MISSING.at(where, heading=table.column(field).heading)


CHECKS: tuple[Callable[[ServiceReturn, Scheme], Iterator[Finding]], ...] = (
    return_empty,
    column_missing,
    unit_unknown,
    polarity_unknown,
    target_contradicts_polarity,
    progress_out_of_range,
    score_off_scale,
    score_not_product,
    codes_twice,
    codes_missing_in_sequence,
    total_counted,
    officer_status_unknown,
    officer_reason_missing,
)
