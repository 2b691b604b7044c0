"""The proof: what the consolidation holds of a file's money against what the second path finds in it, row by row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import groupby, zip_longest
from operator import attrgetter

from workbook_tools import catalogue
from workbook_tools.control.amounts import EXACT
from workbook_tools.control.money_cells import MoneyCell, MoneyCells, Stored
from workbook_tools.control.proofs import NIL, ColumnProof, Difference, FileProof, TakenLine, sum_of
from workbook_tools.findings import Finding, Sentence, Where
from workbook_tools.model.layout import TABLES
from workbook_tools.model.wording import say_figure
from workbook_tools.model.words import Unit

NOTHING = "nothing"


def reconcile(file: str, taken: Iterable[TakenLine], found: MoneyCells) -> FileProof:
    """Holds what the consolidation took from a file against what the second path found in it.

    Args:
        file: the file's name, for the findings.
        taken: every line of every table with money.
        found: what `find_money_cells` finds in the same bytes.
    """
    cells: defaultdict[tuple[str, str], list[MoneyCell]] = defaultdict(list)
    for cell in found.cells:
        if cell.pounds is not None:
            cells[cell.row.table, cell.field].append(cell)
    lines: defaultdict[tuple[str, str], list[_Taken]] = defaultdict(list)
    for line in taken:
        table, sheet, row = line.table, line.sheet, line.row
        for name, pounds in line.amounts.items():
            if pounds is not None:
                lines[table, name].append((sheet, row, pounds))
    columns = tuple(_column(file, *key, cells[key], lines[key]) for key in money_columns())
    findings = (*_differences(file, columns, found.cells), *_of_rows(file, found.cells), *_typed(file, found.cells))
    return FileProof(file, columns, _in_order(findings, found.cells), found.hidden_sheets, found.unproved)


def _in_order(findings: Sequence[Finding], cells: Sequence[MoneyCell]) -> tuple[Finding, ...]:
    """Findings by sheet, in the order of the workbook, and by row."""
    if not findings:
        return ()
    order = {cell.row.sheet: index for index, cell in reversed(list(enumerate(cells)))}
    return tuple(sorted(findings, key=lambda finding: (order.get(finding.where.sheet or "", 0), _row_of(finding))))


def together(proofs: Sequence[FileProof]) -> tuple[ColumnProof, ...]:
    """The columns of all files together, without items and differences: those stand with their files."""
    totals = {key: ColumnProof("", *key) for key in money_columns()}
    for proof in proofs:
        for one in proof.columns:
            all_ = totals[one.table, one.field]
            totals[one.table, one.field] = ColumnProof(
                "", one.table, one.field, all_.visible + one.visible, all_.typed + one.typed, all_.hidden + one.hidden,
                all_.summing + one.summing, all_.consolidated + one.consolidated,
            )  # fmt: skip
    return tuple(totals.values())


@cache
def money_columns() -> tuple[tuple[str, str], ...]:
    """Table and field of every money column, in the order of the layout."""
    return tuple((table.name, column.field) for table in TABLES for column in table.columns if column.content == "money")


_Taken = tuple[str, int, Decimal]
"""An amount that was taken: the name of its sheet, its row, its pounds."""


@dataclass(slots=True)
class _Place:
    """The amounts of both paths in one column of one row; two tables side by side may have several."""

    stored: list[MoneyCell] = field(default_factory=list)
    taken: list[Decimal] = field(default_factory=list)


def _column(file: str, table: str, name: str, cells: Sequence[MoneyCell], lines: Sequence[_Taken]) -> ColumnProof:
    groups: dict[str, list[MoneyCell]] = {"hidden": [], "typed": [], "summing": [], "visible": []}
    for cell in cells:
        groups[_group(cell)].append(cell)
    sums = {group: sum_of([cell.pounds for cell in kept]) for group, kept in groups.items()}
    items = tuple((group, cell) for group in ("typed", "hidden", "summing") for cell in groups[group])
    taken = sum_of([pounds for _, _, pounds in lines])
    return ColumnProof(file, table, name, **sums, consolidated=taken, items=items, differences=tuple(_unlike(cells, lines)))


def _group(cell: MoneyCell) -> str:
    row = cell.row
    if row.hidden:
        return "hidden"
    if cell.stored is Stored.TEXT_NUMBER:
        return "typed"
    return "summing" if row.sums else "visible"


def _unlike(cells: Sequence[MoneyCell], lines: Sequence[_Taken]) -> Iterator[Difference]:
    """The rows at which the two paths do not have the same amounts."""
    if lines == [(cell.row.sheet, cell.row.number, cell.pounds) for cell in cells]:
        return  # as nearly always: then the two are alike even in their order
    places: defaultdict[tuple[str, int], _Place] = defaultdict(_Place)
    for cell in cells:
        places[cell.row.sheet, cell.row.number].stored.append(cell)
    for sheet, row, pounds in lines:
        places[sheet, row].taken.append(pounds)
    for (sheet, row), place in places.items():
        left = list(place.taken)
        unmatched = []
        for cell in place.stored:
            if cell.pounds in left:
                left.remove(cell.pounds)
            else:
                unmatched.append(cell)
        for one, amount in zip_longest(unmatched, left):
            yield Difference(sheet, row, one.cell if one else "", one.pounds if one else None, amount)


def heading_of(table: str, name: str) -> str:
    """The standard heading of a money column."""
    return next(one.column(name).heading for one in TABLES if one.name == table)


def say_pounds(pounds: Decimal | None) -> str:
    """An amount in a sentence; "nothing" for none."""
    return NOTHING if pounds is None else say_figure(pounds, Unit.GBP)


def _differences(file: str, columns: Sequence[ColumnProof], cells: Iterable[MoneyCell]) -> Iterator[Finding]:
    if not any(column.differences for column in columns):
        return
    letters = {
        (cell.row.table, cell.field, cell.row.sheet): cell.cell.rstrip("0123456789") for cell in cells
    }  # of each column, for rows that only the consolidation has
    for column in columns:
        for one in column.differences:
            letter = letters.get((column.table, column.field, one.sheet), "A")
            yield catalogue.CONTROL_DIFFERENCE.at(
                Where(file, one.sheet, one.cell or f"{letter}{one.row}"),
                column=heading_of(column.table, column.field),
                stored=say_pounds(one.stored),
                taken=say_pounds(one.taken),
                difference=say_pounds(EXACT.subtract(one.taken or NIL, one.stored or NIL)),
            )


def _of_rows(file: str, cells: Sequence[MoneyCell]) -> Iterator[Finding]:
    """What is to be said of whole rows: hidden ones, and those that sum up others."""
    for row, group in groupby(cells, key=attrgetter("row")):
        held = [cell for cell in group if cell.pounds is not None] if row.hidden or row.sums else []
        if not held:
            continue
        where = Where(file, row.sheet, held[0].cell)
        said = (f"{heading_of(row.table, cell.field)} {say_pounds(cell.pounds)}" for cell in held)
        amounts = Sentence(", ".join(said))
        if row.hidden:
            yield catalogue.CONTROL_HIDDEN_ROW.at(where, row=row.number, amounts=amounts)
        if row.sums:
            yield catalogue.CONTROL_TOTAL_ROW.at(where, row=row.number, name=row.name, amounts=amounts)


def _typed(file: str, cells: Iterable[MoneyCell]) -> Iterator[Finding]:
    for cell in cells:
        if cell.stored is Stored.TEXT_NUMBER:
            yield catalogue.CONTROL_TEXT_NUMBER.at(
                Where(file, cell.row.sheet, cell.cell),
                column=heading_of(cell.row.table, cell.field),
                text=cell.text,
                amount=say_pounds(cell.pounds),
            )


def _row_of(finding: Finding) -> int:
    return int((finding.where.cell or "0").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)
