"""The money of a consolidation held against what the finished workbook really holds."""

from typing import BinaryIO

from workbook_tools.control.proofs import Sum
from workbook_tools.control.workbook_total import read_workbook_totals
from workbook_tools.findings import WritingError
from workbook_tools.model.consolidation import Consolidation
from workbook_tools.model.flat import FILE, FINANCE, MONEY, SAVINGS, FlatTable
from workbook_tools.writing.consolidated.workbook import MOST_ROWS

HEADINGS = {(table.name, column.name): column.heading for table in (FINANCE, SAVINGS) for column in table.columns}


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
