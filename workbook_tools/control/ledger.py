"""The consolidated lines against a ledger extract: amounts that differ, codes that one of the two does not have."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from workbook_tools import catalogue
from workbook_tools.control.amounts import EXACT
from workbook_tools.control.ledger_file import AMOUNTS, Ledger, LedgerEntry
from workbook_tools.control.proofs import NIL, sum_of
from workbook_tools.control.reconcile import heading_of, say_pounds
from workbook_tools.findings import Finding, Sentence, Where
from workbook_tools.model.spellings import folded

MOST_PLACES = 5  # rows or lines that a message names
TABLE = "finance"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A budget line as the consolidation took it, with the place of its leading cell; `amounts` in pounds by field."""

    where: Where
    service: str
    code: str
    amounts: Mapping[str, Decimal | None]


@dataclass(slots=True)
class _Both:
    """The ledger's rows and the returns' lines of one code."""

    entries: list[LedgerEntry] = field(default_factory=list)
    lines: list[LedgerLine] = field(default_factory=list)


def compare_with_ledger(ledger: Ledger, name: str, lines: Iterable[LedgerLine]) -> tuple[Finding, ...]:
    """Every difference between the ledger and the lines: what is not understood, then code by code in the order of the ledger.

    Lines are matched by code, and by service and file where the ledger has those columns; blanks and case make no difference.
    Several rows or lines of one code are added up, and the finding names them all. A blank amount counts as nothing.

    Args:
        ledger: as `parse_ledger` reads it.
        name: the ledger's file name, for the findings.
        lines: the budget lines of all returns; lines that sum up others should be left out.
    """
    problems = [
        catalogue.LEDGER_NOT_UNDERSTOOD.at(Where(name), row=f"Row {row}" if row else "The file", problem=Sentence(problem))
        for row, problem in ledger.problems
    ]
    if not ledger.fields:
        return tuple(problems)
    both: defaultdict[tuple[str, ...], _Both] = defaultdict(_Both)
    for entry in ledger.entries:
        both[_key(ledger, entry.code, entry.service, entry.file)].entries.append(entry)
    for line in lines:
        both[_key(ledger, line.code, line.service, line.where.file)].lines.append(line)
    return (*problems, *(finding for one in both.values() for finding in _compared(ledger, name, one)))


def _key(ledger: Ledger, code: str, service: str, file: str) -> tuple[str, ...]:
    return (
        folded(code),
        folded(service) if "service" in ledger.fields else "",
        folded(file) if "file" in ledger.fields else "",
    )


def _compared(ledger: Ledger, name: str, both: _Both) -> Iterator[Finding]:
    columns = [column for column in AMOUNTS if column in ledger.fields]
    if not both.lines:
        code, amounts = both.entries[0].code, _said(both.entries, columns)
        rows = Sentence(_rows(both.entries))
        yield catalogue.LEDGER_LINE_MISSING.at(Where(name), code, ledger_rows=rows, code=code, amounts=amounts)
        return
    first = both.lines[0]
    code = first.code or "line without a code"
    if not both.entries:
        amounts = _said(both.lines, columns)
        yield catalogue.LEDGER_CODE_MISSING.at(first.where, first.code, code=code, amounts=amounts, rows=_lines(both.lines))
        return
    for column in columns:
        if any(column in entry.unclear for entry in both.entries):
            continue
        booked, returned = _sum(both.entries, column), _sum(both.lines, column)
        if (booked or NIL) != (returned or NIL):
            yield catalogue.LEDGER_DIFFERS.at(
                first.where,
                first.code,
                column=heading_of(TABLE, column),
                code=code,
                ledger=say_pounds(booked),
                ledger_rows=Sentence(_rows(both.entries)),
                returned=say_pounds(returned),
                rows=_lines(both.lines),
                difference=say_pounds(EXACT.subtract(returned or NIL, booked or NIL)),
            )


def _sum(kept: Iterable[LedgerEntry | LedgerLine], column: str) -> Decimal | None:
    total = sum_of(one.amounts.get(column) for one in kept)
    return total.pounds if total.count else None


def _said(kept: Sequence[LedgerEntry | LedgerLine], columns: Iterable[str]) -> Sentence:
    """Every amount in words."""
    return Sentence(", ".join(f"{heading_of(TABLE, column)} {say_pounds(_sum(kept, column))}" for column in columns))


def _rows(entries: Sequence[LedgerEntry]) -> str:
    """In words: "Row 5", "Rows 5, 9 together"."""
    return _listed([str(entry.row) for entry in entries], "Row", "Rows")


def _lines(lines: Sequence[LedgerLine]) -> Sentence:
    """The places of lines: "Housing.xlsx, Finance!C5"."""
    return Sentence(_listed([str(line.where) for line in lines], "", ""))


def _listed(places: Sequence[str], one: str, several: str) -> str:
    if len(places) == 1:
        return f"{one} {places[0]}".strip()
    named = "; ".join(places[:MOST_PLACES]) if not several else ", ".join(places[:MOST_PLACES])
    more = f" and {len(places) - MOST_PLACES} more" if len(places) > MOST_PLACES else ""
    return f"{several} {named}{more} together".strip()
