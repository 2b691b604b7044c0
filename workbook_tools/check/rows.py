"""Rows that were issued and are gone, rows without a code, and codes that were not issued."""

from collections import Counter
from collections.abc import Iterator

from workbook_tools import catalogue
from workbook_tools.check.codes import NAMES
from workbook_tools.check.matching import IssuedRow, MatchedTable, Tables
from workbook_tools.check.suggestions import suggested_codes, unknown_rows
from workbook_tools.check.totals import total_counted
from workbook_tools.findings import Finding, Sentence, Where, shorten
from workbook_tools.model.figures import NO_FIGURE
from workbook_tools.model.layout import ANSWERS, Table
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.model.spellings import folded


def row_missing(service_return: ServiceReturn, _scheme: Scheme, tables: Tables) -> Iterator[Finding]:
    """Issued rows that the return does not have.

    Not where another finding says so: the whole table is gone, the column of codes is, the row's code was suggested
    for an unknown one, or a row with its title has no code or that of another row.
    """
    for matched in tables:
        if matched.lost_its_codes or not matched.rows:
            continue
        suggested = {folded(code) for code in suggested_codes(matched).values()}
        titles = Counter(folded(row.title) for row in _of_no_code_of_their_own(matched))
        sheet = matched.rows[0].where.sheet
        for row in matched.missing:
            title = folded(row.title)
            if folded(row.code) in suggested:
                continue
            if title and titles[title]:
                titles[title] -= 1
                continue
            yield catalogue.ROW_MISSING.at(
                Where(service_return.source.name, sheet),
                row.code,
                what=NAMES[matched.table.name],
                code=row.code.strip() or "no code",
                title=row.title.strip() or "no title",
            )


def row_without_code(service_return: ServiceReturn, scheme: Scheme, tables: Tables) -> Iterator[Finding]:
    """Rows without a code in tables that were issued with codes; not those that were issued without one."""
    totals = _totals(service_return, scheme)
    for matched in tables:
        for row in matched.unmatched if matched.has_issued_codes else ():
            lacks_code = not row.code.strip() and "code" in row.cells and row.where not in totals
            if lacks_code and _says_something(row, matched.table):
                yield catalogue.ROW_WITHOUT_CODE.at(row.at("code"), what=NAMES[matched.table.name])


def code_unknown(service_return: ServiceReturn, scheme: Scheme, tables: Tables) -> Iterator[Finding]:
    """Codes that were not issued, with the issued one that may be meant."""
    totals = _totals(service_return, scheme)
    for matched in tables:
        suggested = suggested_codes(matched)
        for row in unknown_rows(matched) if matched.has_issued_codes else ():
            if row.where in totals:
                continue
            advice = _advice(suggested.get(row.where, ""), NAMES[matched.table.name])
            yield catalogue.CODE_UNKNOWN.at(row.at("code"), row.code, code=row.code, advice=advice)


def _advice(code: str, what: str) -> Sentence:
    """What to do about a code that was not issued; `code` is the issued one that may be meant, "" for none."""
    meant = f"Did you mean '{shorten(code)}'? " if code else ""
    return Sentence(f"{meant}If the {what} is new, say so in its note.")


def _of_no_code_of_their_own(matched: MatchedTable) -> list[IssuedRow]:
    """Rows without a code, or with that of another row: they have a finding that asks for the right one."""
    issued = {folded(row.code) for row in matched.issued}
    return [row for row in matched.unmatched if not row.code.strip() or folded(row.code) in issued]


def _says_something(row: IssuedRow, table: Table) -> bool:
    return bool(row.title.strip()) or any(getattr(row, field).kind is not NO_FIGURE.kind for field in ANSWERS[table.name])


def _totals(service_return: ServiceReturn, scheme: Scheme) -> set[Where]:
    """Budget lines that are to be deleted since they sum up others: nothing else is asked of them."""
    places = {finding.where for finding in total_counted(service_return, scheme)}
    return {line.where for line in service_return.finance if line.at("title") in places}
