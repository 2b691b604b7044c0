"""A consolidation as data frames, for analysts."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from workbook_tools.model.consolidation import Consolidation
from workbook_tools.model.flat import Amount, Day, FlatColumn, Holds, Value
from workbook_tools.writing.consolidated.batches import TABLES, batches_of

if TYPE_CHECKING:
    import pandas as pd


def to_frames(consolidation: Consolidation) -> "dict[str, pd.DataFrame]":
    """The consolidation as data frames by name, from "tracker" to "sources": one for each CSV file; all rows in memory.

    Columns have the names of `model.flat`, with these dtypes:

    - text and verdicts: `str` (`object` before pandas 3), "" where there is none; a verdict is the key of the scheme's style;
    - counts: `int64`;
    - figures: `object` with `Decimal`, exact, in the unit of the row (61.17 for 61.17%, pounds), None where the return has no
      number; `.astype(float)` makes them plottable;
    - dates: `datetime64[s]`, NaT where there is none.
    """
    import pandas as pd  # noqa: PLC0415 - only analysts need it

    frames = {}
    for table in TABLES:
        values: list[list[Value]] = [[] for _ in table.columns]
        for batch in batches_of(consolidation, table):
            for column, more in zip(values, batch.columns(), strict=True):
                column.extend(more)
        named = zip(table.columns, values, strict=True)
        frames[table.name] = pd.DataFrame({column.name: _series(column, given) for column, given in named})
    return frames


def _series(column: FlatColumn, values: Iterable[Value]) -> "pd.Series[Any]":
    import pandas as pd  # noqa: PLC0415 - only analysts need it

    match column.holds:
        case Holds.FIGURE:
            return pd.Series([value.number if isinstance(value, Amount) else None for value in values], dtype=object)
        case Holds.DATE:
            days = [datetime.combine(value.date, time()) if isinstance(value, Day) else None for value in values]
            return pd.Series(days, dtype="datetime64[s]")
        case Holds.COUNT:
            return pd.Series(list(values), dtype="int64")
        case _:
            return pd.Series([value or "" for value in values], dtype="str")
