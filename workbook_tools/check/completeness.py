"""What an issued return asks for and what came back empty: the sign-off, an answer for each row, the columns of a table."""

from collections.abc import Iterator

from workbook_tools import catalogue
from workbook_tools.check.contents import content_of, is_blank
from workbook_tools.check.matching import ISSUED_TABLES, IssuedRow, rows_of
from workbook_tools.check.places import cover_place
from workbook_tools.findings import Finding, Where
from workbook_tools.model.figures import Figure, FigureKind
from workbook_tools.model.layout import ANSWERS, COVER_LABELS, SET_AT_ISSUE, Table
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import Action, Risk, ServiceReturn
from workbook_tools.model.spellings import folded

SIGN_OFF = ("signed_off_by", "signed_off_on")
FOUND_ELSEWHERE = {("indicators", "target"), ("indicators", "polarity"), ("actions", "due")}
"""Columns whose absence is found in any return, as a column or row by row."""


def sign_off_missing(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """Lines of the sign-off that are blank on the cover of an issued return, or gone with it."""
    if service_return.issued is None:
        return
    for field in SIGN_OFF:
        if not getattr(service_return.cover, field).strip():
            yield catalogue.SIGN_OFF_MISSING.at(cover_place(service_return, field), label=COVER_LABELS[field])


def row_unanswered(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """Rows of an issued return without an answer; "n/a" is one.

    What has neither code nor title asks for none, nor does a heading at issue whose code was changed or that got a date.
    """
    if service_return.issued is None:
        return
    headings = {folded(action.title) for action in service_return.issued.actions if action.is_heading}
    for table in ISSUED_TABLES:
        for row in rows_of(service_return, table):
            title = row.title.strip() or row.code.strip()
            field = _unanswered(row, table)
            if title and field and not (isinstance(row, Action) and folded(title) in headings):
                heading = table.column(field).heading
                yield catalogue.ROW_UNANSWERED.at(row.at(field), row.code, heading=heading, title=title)


def table_not_answered(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """Tables of which no row, or no column for answers, came back: every single row being missed would say less."""
    if service_return.issued is None:
        return
    for table in ISSUED_TABLES:
        rows = rows_of(service_return, table)
        asked = [row for row in rows_of(service_return.issued, table) if not (isinstance(row, Action) and row.is_heading)]
        if asked and all(_column_gone(rows, field) for field in ANSWERS[table.name]):
            where = Where(service_return.source.name, rows[0].where.sheet if rows else table.sheet)
            yield catalogue.TABLE_NOT_ANSWERED.at(where, count=len(asked))


def issued_column_missing(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """Columns of a table that were filled in at issue, or take its answers, and that no row of the return has any more."""
    if service_return.issued is None:
        return
    for table in ISSUED_TABLES:
        rows, issued = rows_of(service_return, table), rows_of(service_return.issued, table)
        if not rows:
            continue
        where = Where(service_return.source.name, rows[0].where.sheet)
        for field in ("code", *SET_AT_ISSUE[table.name]):
            stated = any(field in row.cells and not is_blank(content_of(row, field)) for row in issued)
            if stated and (table.name, field) not in FOUND_ELSEWHERE and _column_gone(rows, field):
                yield catalogue.COLUMN_MISSING.at(where, heading=table.column(field).heading)
        if table.name == "finance" and all(_column_gone(rows, field) for field in ANSWERS[table.name]):
            heading = table.column(ANSWERS[table.name][0]).heading
            yield catalogue.COLUMN_MISSING.at(where, heading=heading)


def _unanswered(row: IssuedRow, table: Table) -> str | None:
    """The field to be filled in, of those with a cell of their own; None where the row is answered or asks for nothing.

    A risk is answered by a score, or by likelihood and impact; where it has columns for those, they are asked for.
    """
    fields = [field for field in ANSWERS[table.name] if field in row.cells]
    empty = [field for field in fields if _figure(row, field).kind is FigureKind.EMPTY]
    if isinstance(row, Risk):
        parts = [field for field in fields if field != "score"]
        answered = row.score.kind is not FigureKind.EMPTY
        return next((field for field in empty if field != "score" or not parts), None) if not answered else None
    if isinstance(row, Action) and (row.is_heading or row.cancelled):
        return None
    answered = any(_figure(row, field).kind is not FigureKind.EMPTY for field in ANSWERS[table.name])
    return None if answered or not empty else empty[0]


def _figure(row: IssuedRow, field: str) -> Figure:
    figure: Figure = getattr(row, field)
    return figure


def _column_gone(rows: tuple[IssuedRow, ...], field: str) -> bool:
    """Whether no row has a cell for a field, nor says anything in it (sections may stand in rows of their own)."""
    return not any(field in row.cells or not is_blank(content_of(row, field)) for row in rows)
