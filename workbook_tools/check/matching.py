"""The rows of a return beside those that it was issued with, matched by their codes; what has none by title and place."""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

from workbook_tools.model.layout import ACTIONS, FINANCE, INDICATORS, RISKS, Table
from workbook_tools.model.service_return import Action, BudgetLine, Indicator, Risk, ServiceReturn
from workbook_tools.model.spellings import folded

IssuedRow = Indicator | Action | Risk | BudgetLine

ISSUED_TABLES = (INDICATORS, ACTIONS, RISKS, FINANCE)
"""The tables whose rows are issued and come back answered."""


@dataclass(frozen=True, slots=True)
class MatchedTable:
    """A table of a return beside the one that was issued.

    Attributes:
        table: which table.
        rows: its rows in the return.
        issued: its rows as issued, at least one.
        pairs: (as issued, as returned) of the rows that belong together, in the order of the return.
        missing: issued rows with a code or title that no row of the return answers, in the order of issue.
        unmatched: rows of the return that answer none that was issued: new, without their code, or doubled.
    """

    table: Table
    rows: tuple[IssuedRow, ...]
    issued: tuple[IssuedRow, ...]
    pairs: tuple[tuple[IssuedRow, IssuedRow], ...]
    missing: tuple[IssuedRow, ...]
    unmatched: tuple[IssuedRow, ...]

    @property
    def has_issued_codes(self) -> bool:
        """Whether the table was issued with codes."""
        return any(row.code.strip() for row in self.issued)

    @property
    def lost_its_codes(self) -> bool:
        """Whether the column of issued codes is gone, so that no row can be matched; that is said once, of the column."""
        return self.has_issued_codes and bool(self.rows) and not any("code" in row.cells for row in self.rows)


Tables = tuple[MatchedTable, ...]


def rows_of(service_return: ServiceReturn, table: Table) -> tuple[IssuedRow, ...]:
    """The rows of one of the tables that are issued."""
    rows: tuple[IssuedRow, ...] = getattr(service_return, table.name)
    return rows


def matched_tables(service_return: ServiceReturn) -> Tables:
    """Each table that was issued with rows; none where the return was not issued by this program."""
    if service_return.issued is None:
        return ()
    pairs = ((table, rows_of(service_return.issued, table)) for table in ISSUED_TABLES)
    return tuple(_match(table, rows_of(service_return, table), issued) for table, issued in pairs if issued)


def _match(table: Table, rows: tuple[IssuedRow, ...], issued: tuple[IssuedRow, ...]) -> MatchedTable:
    """Rows by code, of doubled codes by title; those without a code by title, then by the row above them."""
    answers = _by_code(rows, issued)
    _add_by_title(answers, rows, issued)
    _add_by_place(answers, rows, issued)
    answered = {index: issued[place] for place, index in answers.items()}
    return MatchedTable(
        table,
        rows,
        issued,
        pairs=tuple((answered[index], rows[index]) for index in sorted(answered)),
        missing=tuple(
            row for place, row in enumerate(issued) if place not in answers and (row.code.strip() or row.title.strip())
        ),
        unmatched=tuple(row for index, row in enumerate(rows) if index not in answered),
    )


def _by_code(rows: Sequence[IssuedRow], issued: Sequence[IssuedRow]) -> dict[int, int]:
    """For each issued row with a code, by its place, the place of the row that answers it."""
    free: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row.code.strip():
            free[folded(row.code)].append(index)
    answers: dict[int, int] = {}
    for with_title in (True, False):
        for place, row in enumerate(issued):
            if place in answers or not row.code.strip():
                continue
            doubled = free.get(folded(row.code), [])
            same = [index for index in doubled if not with_title or same_words(rows[index].title, row.title)]
            if same:
                answers[place] = same[0]
                doubled.remove(same[0])
    return answers


def same_words(first: str, second: str) -> bool:
    """Whether two texts are the same but for blanks and case."""
    return first == second or folded(first) == folded(second)


def _add_by_title(answers: dict[int, int], rows: Sequence[IssuedRow], issued: Sequence[IssuedRow]) -> None:
    """Issued rows without a code: the row with the same title, whether it still has none or was given one."""
    taken, codes = set(answers.values()), {folded(row.code) for row in issued}
    free: dict[str, deque[int]] = defaultdict(deque)
    for index, row in enumerate(rows):
        if index not in taken and row.title.strip() and (not row.code.strip() or folded(row.code) not in codes):
            free[folded(row.title)].append(index)
    for place, row in enumerate(issued):
        if not row.code.strip() and (same := free.get(folded(row.title))):
            answers[place] = same.popleft()


def _add_by_place(answers: dict[int, int], rows: Sequence[IssuedRow], issued: Sequence[IssuedRow]) -> None:
    """Issued rows without a code whose title has changed: a row without a code that still stands below the same row."""
    taken = set(answers.values())
    for place, row in enumerate(issued):
        above = answers.get(place - 1, -1 if place == 0 else None)
        if row.code.strip() or place in answers or above is None:
            continue
        index = above + 1
        if index < len(rows) and index not in taken and not rows[index].code.strip():
            answers[place] = index
            taken.add(index)
