"""The sheet "Control totals": is the money proved, for all returns together and for each, and where one has to look."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, localcontext

from workbook_tools.model.consolidation import Consolidation
from workbook_tools.model.control import ControlSheet, ControlTable
from workbook_tools.model.flat import CONTROL, FILE, FINDINGS, Amount, FlatColumn, FlatRow, Holds
from workbook_tools.model.wording import say_count, say_figure
from workbook_tools.model.words import Unit
from workbook_tools.rules.margins import EXACT

SHA256 = FlatColumn("sha256", "SHA-256 of the file", width=68)
LOOK_AT = (
    FILE,
    FlatColumn("sheet", "Sheet"),
    FlatColumn("cell", "Cell", width=8),
    FlatColumn("message", "What was found", Holds.LONG_TEXT, 110),
)
AGREES, DIFFERS, NOT_COMPARED = "agrees", "differs", "not_compared"
"""Keys of `flat.PROOFS`."""
ABOUT_MONEY = ("control-", "ledger-")
"""How the codes of findings about control totals and about the ledger begin."""
EXPLANATIONS = (
    "Every amount was read twice: as it went into this workbook, and by a second path over the file's own XML.",
    "The two share no code; where they disagree, the row is named below. An amount stands in one of four groups:",
    "in visible rows, as Excel's own sum of the lines you see shows it; typed as text or in hidden rows, which it leaves out;",
    "in total rows, which count twice. Before this workbook took its place its sheet Finance was read back and held the same.",
)


def build_control_sheet(consolidation: Consolidation, ledger: str = "") -> ControlSheet:
    """The proof of a consolidation's money.

    Args:
        consolidation: its returns were each proved when they were read; findings about a ledger are among its own.
        ledger: what was compared with the ledger, in a sentence; "" without one.
    """
    places = CONTROL.own_columns
    rows = [(taken.source, row) for taken in consolidation.returns for row in taken.rows(CONTROL.name)]
    together = _together([row for _, row in rows])
    tables = [ControlTable("All returns together", places[1:], together)]
    if look_at := tuple(_look_at(consolidation)):
        tables.append(ControlTable("Where to look", LOOK_AT, look_at))
    each = tuple((row[0], source.name, *row[1:], source.sha256) for source, row in rows)
    tables.append(ControlTable("Return by return", (*CONTROL.columns, SHA256), each))
    wanting = [row for _, row in rows if row[-1] != AGREES]
    return ControlSheet(
        not wanting,
        _say(together, wanting, len(consolidation.returns)),
        (*EXPLANATIONS, *filter(None, [ledger])),
        tuple(tables),
    )


def _together(rows: Iterable[FlatRow]) -> tuple[FlatRow, ...]:
    """The rows of all returns added up by column, in the order in which the columns first come."""
    by_column: dict[str, list[FlatRow]] = {}
    for row in rows:
        by_column.setdefault(str(row[1]), []).append(row)
    return tuple((column, *_add_up(found), _worst([row[-1] for row in found])) for column, found in by_column.items())


def _add_up(rows: Sequence[FlatRow]) -> Iterator[int | Amount]:
    with localcontext(EXACT):
        for column in list(zip(*rows, strict=True))[2:-1]:
            if isinstance(column[0], Amount):
                yield Amount(sum((value.number for value in column if isinstance(value, Amount)), Decimal(0)), Unit.GBP)
            else:
                yield sum(value for value in column if isinstance(value, int))


def _worst(words: Sequence[object]) -> str:
    return next((word for word in (NOT_COMPARED, DIFFERS) if word in words), AGREES)


def _look_at(consolidation: Consolidation) -> Iterator[FlatRow]:
    """The findings about money, each at its cell: those of the returns, then those of the ledger."""
    code, sheet, cell, message = (FINDINGS.place(name) for name in ("code", "sheet", "cell", "message"))
    for name, row in consolidation.rows(FINDINGS.name):
        if str(row[code]).startswith(ABOUT_MONEY):
            yield (name, row[sheet], row[cell], row[message])
    for finding in consolidation.findings:
        if finding.code.startswith(ABOUT_MONEY):
            yield (finding.where.file, finding.where.sheet or "", finding.where.cell or "", finding.message)


def _say(together: Sequence[FlatRow], wanting: Sequence[FlatRow], returns: int) -> str:
    """Whether the money is proved, in one sentence that names the sums."""
    if not together:
        return "No return has an amount of money, so there is nothing to prove."
    taken = CONTROL.place("taken_total") - 1
    sums = ", ".join(
        f"{row[0]} {say_figure(one.number, Unit.GBP)}" for row in together if isinstance(one := row[taken], Amount)
    )
    if not wanting:
        return f"Proved to the penny over {say_count(returns, 'return')}: {sums}."
    return (
        f"Not proved: {say_count(len(wanting), 'column')} of returns differ or could not be followed. As consolidated: {sums}."
    )
