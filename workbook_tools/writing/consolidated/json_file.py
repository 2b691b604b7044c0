"""A consolidation as one JSON object, a list for each table and an object a row, written row by row.

Numbers are strings in plain decimal notation in the unit of their row, dates are ISO, what is missing is null, a verdict is the
key of the scheme's style. Counts are numbers. Where a figure or a date is something else in the return ("n/a"), it is null and
its text stands beside it ("value_text"). Keys may be added, never renamed.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TextIO

from workbook_tools import __version__
from workbook_tools.model.consolidation import Consolidation
from workbook_tools.model.figures import plain
from workbook_tools.model.flat import Amount, Day, FlatColumn, FlatTable, Holds, Value
from workbook_tools.writing.consolidated.batches import TABLES, batches_of
from workbook_tools.writing.page import clean

TEXT = "_text"
"""Behind the name of a column: what stands there instead of a figure or a date."""
_MEASURED = {Holds.FIGURE, Holds.DATE}
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def write_json(stream: TextIO, consolidation: Consolidation) -> None:
    """Writes the object: "version", "scheme", "as_at", then a list for each table from "tracker" to "sources"."""
    heads = {"version": __version__, "scheme": consolidation.scheme.name, "as_at": consolidation.as_at.isoformat()}
    stream.write("{\n" + ",\n".join(f' "{key}": {_ENCODER.encode(value)}' for key, value in heads.items()))
    for table in TABLES:
        stream.write(f',\n "{table.name}": [')
        between = "\n  "
        for row in _rows(consolidation, table):
            stream.write(between + _ENCODER.encode(row))
            between = ",\n  "
        stream.write("]")
    stream.write("\n}\n")


def _rows(consolidation: Consolidation, table: FlatTable) -> Iterator[dict[str, str | int | None]]:
    for batch in batches_of(consolidation, table):
        for row in zip(*batch.columns(), strict=True):
            yield dict(chain.from_iterable(map(_members, table.columns, row)))


def _members(column: FlatColumn, value: Value) -> Iterable[tuple[str, str | int | None]]:
    """The members of an object that a value becomes."""
    match value:
        case Amount():
            return ((column.name, plain(value.number)),)
        case Day():
            return ((column.name, value.date.isoformat()),)
        case str() if column.holds in _MEASURED:
            return ((column.name, None), (f"{column.name}{TEXT}", clean(value))) if value else ((column.name, None),)
        case str():
            return ((column.name, clean(value) or None),)
        case _:
            return ((column.name, value),)
