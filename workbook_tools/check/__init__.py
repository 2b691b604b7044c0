"""Completeness, types and ranges of one return. Each check looks for one thing and yields findings at the cell; none raises.

figures       units, polarities, targets, progress, scores
codes         codes that stand twice, numbers that are left out
totals        totals that stand among the lines they sum up
officers      what officers put in place of a verdict
dates         days on the cover; dates of actions against each other and the plan

Of a return that was issued, against what it was issued with (matching: row beside row; contents: cell beside cell):

completeness  sign-off, answers, columns that are gone
rows          rows that are gone, without a code, with one that was not issued (suggestions: which one may be meant)
issued        targets, titles and all else that was filled in (earlier: the earlier figures)
origin        service, period, template, version of the rules
"""

from collections.abc import Callable, Iterator, Sequence

from workbook_tools import catalogue
from workbook_tools.check.codes import codes_missing_in_sequence, codes_twice
from workbook_tools.check.completeness import issued_column_missing, row_unanswered, sign_off_missing, table_not_answered
from workbook_tools.check.dates import cover_day_wrong, date_outside_plan, due_before_start
from workbook_tools.check.earlier import earlier_column_missing, earlier_figure_changed
from workbook_tools.check.figures import (
    polarity_unknown,
    progress_out_of_range,
    score_not_product,
    score_off_scale,
    target_contradicts_polarity,
    unit_unknown,
)
from workbook_tools.check.issued import issued_cell_changed
from workbook_tools.check.matching import Tables, matched_tables
from workbook_tools.check.officers import officer_reason_missing, officer_status_unknown
from workbook_tools.check.origin import issued_copy_missing, scheme_stale, template_stale, wrong_period, wrong_service
from workbook_tools.check.rows import code_unknown, row_missing, row_without_code
from workbook_tools.check.totals import total_counted
from workbook_tools.findings import Finding, Where
from workbook_tools.model.layout import ACTIONS, INDICATORS, TABLES
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import Row, ServiceReturn

JUDGED_BY = {INDICATORS: ("target",), ACTIONS: ("due", "progress")}
"""Columns without which every verdict of a table would quietly be another one; a missing polarity is found row by row."""

GIVING_WAY = frozenset(
    kind.code
    for kind in (
        catalogue.DATE_OUTSIDE_PLAN,
        catalogue.TARGET_CHANGED,
        catalogue.TITLE_CHANGED,
        catalogue.ISSUED_CELL_CHANGED,
        catalogue.ROW_WITHOUT_CODE,
        catalogue.SIGN_OFF_MISSING,
        catalogue.WRONG_SERVICE,
    )
)
"""Kinds that are not said of a cell that something is said of already: one mistake is one finding."""
OF_HOW_IT_IS_READ = frozenset(
    kind.code
    for kind in (
        catalogue.BARE_PERCENT,
        catalogue.UNIT_DIFFERS,
        catalogue.CELLS_MERGED,
        catalogue.HIDDEN_ROWS_READ,
        catalogue.ROW_STRUCK_OUT,
    )
)
"""Kinds that nothing gives way to. They say how a cell was read, not that its content is wrong, and may have held at issue: a
bare percentage must not hide that it is another one."""


def check_return(service_return: ServiceReturn, scheme: Scheme) -> tuple[Finding, ...]:
    """What a return gets wrong by itself, check by check, in the order of the rows.

    A refused return has nothing to check. What reading has already found at a cell is not said again, and some kinds give
    way to any other finding at their cell.
    """
    if service_return.refused is not None:
        return ()
    said = {(finding.code, finding.where) for finding in service_return.findings}
    found = [finding for check in CHECKS for finding in check(service_return, scheme)]
    tables = matched_tables(service_return)
    found += [finding for check in CHECKS_OF_ROWS for finding in check(service_return, scheme, tables)]
    found += [finding for check in CHECKS_OF_ORIGIN for finding in check(service_return, scheme)]
    return tuple(
        _giving_way([finding for finding in found if (finding.code, finding.where) not in said], service_return.findings)
    )


def _giving_way(found: Sequence[Finding], read: Sequence[Finding]) -> Iterator[Finding]:
    """What was found, without what gives way: to all other findings at its cell, and to those of its like that come first."""
    taken = {finding.where for finding in (*read, *found) if finding.code not in GIVING_WAY | OF_HOW_IT_IS_READ}
    for finding in found:
        if finding.code in GIVING_WAY and finding.where.cell:
            if finding.where in taken:
                continue
            taken.add(finding.where)
        yield finding


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


Check = Callable[[ServiceReturn, Scheme], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
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
    cover_day_wrong,
    due_before_start,
    date_outside_plan,
    sign_off_missing,
    row_unanswered,
    table_not_answered,
    issued_column_missing,
)
CHECKS_OF_ROWS: tuple[Callable[[ServiceReturn, Scheme, Tables], Iterator[Finding]], ...] = (
    earlier_column_missing,
    row_missing,
    row_without_code,
    code_unknown,
    issued_cell_changed,
    earlier_figure_changed,
)
"""Those that hold row beside row; the rows are matched once for them all."""
CHECKS_OF_ORIGIN: tuple[Check, ...] = (
    wrong_service,
    wrong_period,
    template_stale,
    scheme_stale,
    issued_copy_missing,
)
