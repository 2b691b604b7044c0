"""The money of a consolidation held against a ledger, and against what the finished workbook really holds."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from workbook_tools.control.ledger import LedgerLine, compare_with_ledger
from workbook_tools.control.ledger_file import AMOUNTS, parse_ledger
from workbook_tools.control.proofs import Sum
from workbook_tools.control.workbook_total import read_workbook_totals
from workbook_tools.findings import Finding, ReadingError, Where, WritingError
from workbook_tools.model.consolidation import Consolidation
from workbook_tools.model.flat import FILE, FINANCE, MONEY, SAVINGS, Amount, FlatTable
from workbook_tools.rules.totals import names_total
from workbook_tools.writing.consolidated.workbook import MOST_ROWS

HEADINGS = {(table.name, column.name): column.heading for table in (FINANCE, SAVINGS) for column in table.columns}


def against_ledger(consolidation: Consolidation, path: Path) -> tuple[tuple[Finding, ...], str]:
    """Every difference between the budget lines and a ledger extract in CSV, and a sentence on what was compared.

    Lines that sum up others are left out: a ledger has none.

    Raises:
        ReadingError: the file cannot be opened.
    """
    try:
        ledger = parse_ledger(path.read_bytes())
    except OSError as error:
        raise ReadingError(f"{path.name} could not be read ({error.strerror}).") from error
    found = compare_with_ledger(ledger, path.name, _lines(consolidation))
    compared = [HEADINGS[FINANCE.name, name].lower() for name in AMOUNTS if name in ledger.fields]
    result = f"{len(found):,} differences, each named below" if found else "they agree to the penny"
    return found, f"Ledger {path.name}: {len(ledger.entries):,} rows with {', '.join(compared) or 'no amounts'}; {result}."


def _lines(consolidation: Consolidation) -> Iterator[LedgerLine]:
    service, code, title, source = (FINANCE.place(name) for name in ("service", "code", "title", "source"))
    for file, row in consolidation.rows(FINANCE.name):
        if not names_total(str(row[title])):
            sheet, _, cell = str(row[source]).rpartition("!")
            amounts = {
                name: value.number if isinstance(value := row[FINANCE.place(name)], Amount) else None for name in AMOUNTS
            }
            yield LedgerLine(Where(file, sheet or None, cell or None), str(row[service]), str(row[code]), amounts)


def verify_workbook(consolidation: Consolidation, stream: BinaryIO) -> None:
    """Reads a finished workbook back by the second path, and holds its money against the control totals.

    Raises:
        WritingError: it does not hold, to the penny and by file, what was consolidated.
    """
    for table in (FINANCE, SAVINGS):
        if rows := sum(taken.facts.row_counts.get(table.name, 0) for taken in consolidation.returns):
            held = _read_back(stream, table, -(-rows // MOST_ROWS))
            for total in consolidation.control_totals:
                if total.table == table.name:
                    key = (total.file, HEADINGS[total.table, total.column])
                    _compare(key, Sum(total.count, total.total), held.get(key, Sum()))


def _read_back(stream: BinaryIO, table: FlatTable, sheets: int) -> dict[tuple[str, str], Sum]:
    """Count and sum by file and heading over the so many sheets of a table."""
    headings, held = [HEADINGS[table.name, name] for name in MONEY[table.name]], dict[tuple[str, str], Sum]()
    for number in range(1, sheets + 1):
        name = table.sheet if number == 1 else f"{table.sheet} {number}"
        totals = read_workbook_totals(stream, name, headings, FILE.heading)
        if totals.unproved:
            raise WritingError(f"The workbook could not be read back, so it was thrown away. {totals.unproved}")
        for key, one in totals.sums.items():
            held[key] = held.get(key, Sum()) + one
    return held


def _compare(key: tuple[str, str], wanted: Sum, held: Sum) -> None:
    if wanted != held:
        file, heading = key
        raise WritingError(
            f"The workbook that was written does not hold what was consolidated ({file or 'all returns'}, {heading}: "
            f"{held.pounds} in place of {wanted.pounds}), so it was thrown away."
        )
