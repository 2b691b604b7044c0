"""The sheet "Control totals": is the money proved, for all returns together and for each, and where one has to look."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, localcontext

from workbook_tools.findings import Finding, Severity
from workbook_tools.model.consolidation import Consolidation
from workbook_tools.model.control import ControlSheet, ControlTable
from workbook_tools.model.flat import CONTROL, FILE, FINDINGS, Amount, FlatColumn, FlatRow, Holds
from workbook_tools.model.wording import say_count, say_figure
from workbook_tools.model.words import Unit

EXACT_DIGITS = 700  # Excel's numbers span some 630 decimal places; with these no sum is ever rounded
SHA256 = FlatColumn("sha256", "SHA-256 of the file", width=68)
TO_LOOK_AT = (
    FILE,
    FlatColumn("sheet", "Sheet"),
    FlatColumn("cell", "Cell", width=8),
    FlatColumn("message", "What was found", Holds.LONG_TEXT, 110),
)
PROVED, DIFFERS, NOT_PROVED = "proved", "differs", "not proved"
CONTROL_CODES = "control-"
LEDGER_CODES = "ledger-"
"""How the codes of findings about control totals and about the ledger begin."""


def build_control_sheet(consolidation: Consolidation, ledger: str = "") -> ControlSheet:
    """The proof of a consolidation's money.

    Args:
        consolidation: its returns were each proved when they were read; findings about a ledger are among its own.
        ledger: what was compared with the ledger, in a sentence; "" without one.
    """
    rows = [(taken, row) for taken in consolidation.returns for row in taken.rows(CONTROL.name)]
    each = [(row[0], taken.source.name, *row[1:], taken.source.sha256) for taken, row in rows]
    all_together = list(_together(row for _, row in rows))
    proved = all(row[-1] == PROVED for row in all_together)
    tables = [ControlTable("All returns together", _columns(CONTROL.columns[2:]), all_together)]
    look = list(_to_look_at(consolidation))
    if look:
        tables.append(ControlTable("Where to look", TO_LOOK_AT, look))
    tables.append(ControlTable("Return by return", _columns((*CONTROL.columns, SHA256)), each))
    return ControlSheet(proved, _say(proved, all_together, len(consolidation.returns)), tuple(_explained(ledger)), tuple(tables))
