"""What was filled in when the return was issued and should have come back as it was."""

from collections.abc import Iterator

from workbook_tools import catalogue
from workbook_tools.check.contents import content_of, is_blank, same, say_both
from workbook_tools.check.matching import IssuedRow, Tables
from workbook_tools.findings import Finding
from workbook_tools.model.layout import SET_AT_ISSUE, Table
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import Action, ServiceReturn

KINDS = {("indicators", "target"): catalogue.TARGET_CHANGED} | {
    (name, "title"): catalogue.TITLE_CHANGED for name in SET_AT_ISSUE
}
"""Kinds of their own by table and field; all other fields share one."""
OPEN_WHERE_BLANK = {("finance", "budget")}
"""What the service fills in where it was not known at issue: budgets are agreed by financial year."""


def issued_cell_changed(_service_return: ServiceReturn, _scheme: Scheme, tables: Tables) -> Iterator[Finding]:
    """Targets, titles and all else that was set at issue and stands otherwise now, at its cell.

    A field that has no cell of its own, at issue or now, is not compared. Dates that an officer may revise are pointed out too.
    """
    for matched in tables:
        for issued, row in matched.pairs:
            for field in SET_AT_ISSUE[matched.table.name]:
                has_cells = field in row.cells and field in issued.cells
                if has_cells and not same(content_of(issued, field), content_of(row, field)):
                    yield from _changed(issued, row, matched.table, field)


def _changed(issued: IssuedRow, row: IssuedRow, table: Table, field: str) -> Iterator[Finding]:
    before, now = content_of(issued, field), content_of(row, field)
    is_open = (table.name, field) in OPEN_WHERE_BLANK and is_blank(before)
    if is_open or (field == "parent" and _both_by_code(issued, row)):
        return
    text, was = say_both(now, before)
    kind = KINDS.get((table.name, field), catalogue.ISSUED_CELL_CHANGED)
    yield kind.at(row.at(field), row.code, heading=table.column(field).heading, text=text, issued=was)


def _both_by_code(issued: IssuedRow, row: IssuedRow) -> bool:
    """Whether what an action is part of follows from its code, at issue and now.

    Reading fills a blank in so ("A i)" is part of "A"), as long as the action above has no progress of its own: an officer who
    enters some has changed nothing here.
    """
    parts = [action for action in (issued, row) if isinstance(action, Action)]
    return all(not part.parent or part.code.startswith(f"{part.parent} ") or part.code[:-1] == part.parent for part in parts)
