"""The money of a consolidation held against an extract of the ledger."""

from collections.abc import Iterator
from pathlib import Path

from workbook_tools.consolidation.money import HEADINGS
from workbook_tools.control.ledger import LedgerLine, compare_with_ledger
from workbook_tools.control.ledger_file import AMOUNTS, parse_ledger
from workbook_tools.findings import Finding, ReadingError, Where
from workbook_tools.model.consolidation import Consolidation
from workbook_tools.model.flat import FINANCE, Amount
from workbook_tools.rules.totals import names_total


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
