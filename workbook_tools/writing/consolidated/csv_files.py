"""A consolidation as CSV files, one a table, for programs that are not Excel and for people who use it all the same.

UTF-8 with a byte order mark and CRLF, as Excel writes it. Figures are plain decimals in the unit of their row, dates are ISO.
A verdict is the key of the scheme's style, and the word that is printed stands in a column of its own.

A text that a spreadsheet would take for a formula, since it begins with = + - @, a tab or a carriage return, has an apostrophe
before it, as a spreadsheet itself marks text. Numbers have none.
"""

import csv
from collections.abc import Callable, Iterator
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from workbook_tools.model.consolidation import Consolidation
from workbook_tools.model.figures import plain
from workbook_tools.model.flat import Amount, Day, FlatColumn, FlatTable, Holds, Value
from workbook_tools.model.scheme import Scheme
from workbook_tools.writing.consolidated.batches import TABLES, batches_of
from workbook_tools.writing.consolidated.words import word_of
from workbook_tools.writing.page import clean
from workbook_tools.writing.whole_file import replacing

BEGINS_FORMULA = tuple("=+-@\t\r")
WORD = "_word"
"""Behind the name of a column of verdicts: the column of their words."""

Field = Callable[[Value], str]


def write_csv(folder: Path, consolidation: Consolidation) -> tuple[Path, ...]:
    """Writes tracker.csv, indicators.csv and so on to sources.csv into a folder that is there; returns their paths.

    Each file is whole, or an earlier one is left as it was; together they are not.

    Raises:
        WritingError: one could not be written.
    """
    paths = []
    for table in TABLES:
        path = folder / f"{table.name}.csv"
        with replacing(path) as stream:
            text = TextIOWrapper(stream, encoding="utf-8-sig", newline="")
            _write_table(text, consolidation, table)
            text.flush()
            text.detach()
        paths.append(path)
    return tuple(paths)


def _write_table(text: TextIO, consolidation: Consolidation, table: FlatTable) -> None:
    writer = csv.writer(text, lineterminator="\r\n")
    columns = [column for place in enumerate(table.columns) for column in _columns(*place, consolidation.scheme)]
    writer.writerow([name for name, _, _ in columns])
    for batch in batches_of(consolidation, table):
        values = batch.columns()
        writer.writerows(zip(*(map(field, values[place]) for _, place, field in columns), strict=True))


def _columns(place: int, column: FlatColumn, scheme: Scheme) -> Iterator[tuple[str, int, Field]]:
    """The columns of the file that a column becomes: name, place in the table, what makes a value a field."""
    yield column.name, place, _field
    if column.holds is Holds.VERDICT:
        yield f"{column.name}{WORD}", place, partial(_word, scheme, column.styles)


def _field(value: Value) -> str:
    match value:
        case Amount():
            return plain(value.number)
        case Day():
            return value.date.isoformat()
        case str():
            text = value if value.isprintable() else clean(value)
            return f"'{text}" if text.startswith(BEGINS_FORMULA) else text
        case None:
            return ""
        case _:
            return str(value)


def _word(scheme: Scheme, table: str, key: Value) -> str:
    return _field(word_of(scheme, table, key)) if isinstance(key, str) and key else ""
