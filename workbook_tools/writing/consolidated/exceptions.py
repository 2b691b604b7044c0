"""The exceptions of all returns: indicators and risks at level alert, actions that are overdue or at level alert."""

from collections.abc import Callable, Sequence
from operator import itemgetter

from workbook_tools.model.flat import ACTIONS, FILE, INDICATORS, RISKS, SERVICE, FlatColumn, FlatRow, FlatTable, Holds
from workbook_tools.model.scheme import Scheme
from workbook_tools.writing.consolidated import words
from workbook_tools.writing.consolidated.words import exceptional_keys, word_of

EXCEPTIONS = FlatTable(
    "exceptions",
    "Exceptions",
    (
        SERVICE,
        FILE,
        FlatColumn("code", "Code"),
        FlatColumn("kind", "Kind", width=11),
        FlatColumn("section", "Section", width=24),
        FlatColumn("title", "Title", Holds.LONG_TEXT, 44),
        FlatColumn("figure", "Figure", Holds.FIGURE, 14),
        FlatColumn("against", "Against", Holds.FIGURE, 14),
        FlatColumn("status", "Status", Holds.VERDICT, styles=words.EXCEPTIONS),
        FlatColumn("reason", "Reason", Holds.LONG_TEXT, 50),
        FlatColumn("lead", "Lead", width=24),
        FlatColumn("source", "Source cell", width=20),
    ),
)
_SOURCES = (
    (INDICATORS, "Indicator", "section", "title", "value", "target"),
    (ACTIONS, "Action", "section", "title", "progress", "due"),
    (RISKS, "Risk", "register", "title", "score", "target_score"),
)
"""By table what its rows are called, and which of its columns are an exception's section, title, figure and against."""


class Finder:
    """Finds the exceptions among rows."""

    def __init__(self, scheme: Scheme) -> None:
        self._by_table: dict[str, Callable[[Sequence[FlatRow]], list[FlatRow]]] = {
            table.name: _finder(scheme, table, kind, fields) for table, kind, *fields in _SOURCES
        }

    def among(self, table: FlatTable, rows: Sequence[FlatRow]) -> list[FlatRow]:
        """The exceptions among a return's rows of a table, as rows of `EXCEPTIONS` without the file."""
        return self._by_table[table.name](rows)


def _finder(scheme: Scheme, table: FlatTable, kind: str, fields: Sequence[str]) -> Callable[[Sequence[FlatRow]], list[FlatRow]]:
    status = table.place("status")
    printed = {key: word_of(scheme, table.name, key) for key in exceptional_keys(scheme, table.name)}
    before = itemgetter(*map(table.place, ("service", "code")))
    middle = itemgetter(*map(table.place, fields))
    after = itemgetter(*map(table.place, ("reason", "lead", "source")))

    def find(rows: Sequence[FlatRow]) -> list[FlatRow]:
        return [
            (*before(row), kind, *middle(row), word, *after(row)) for row in rows if (word := printed.get(str(row[status])))
        ]

    return find
