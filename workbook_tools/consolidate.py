"""Many returns -> one consolidation: which files there are, the tracker, the control totals, data frames for analysts."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal, localcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook_tools.findings import Finding, Severity, ToolkitError
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.consolidation import Consolidation, ControlTotal, ReturnState, TrackerRow
from workbook_tools.model.figures import Figure
from workbook_tools.model.layout import FINANCE, Content
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import BudgetLine

if TYPE_CHECKING:
    import pandas as pd

    from workbook_tools.writing.consolidated_tables import FlatColumn, Value

WORKBOOK_SUFFIXES = {".xlsx", ".xlsm"}
LOCK_FILE_PREFIX = "~$"  # Excel's own file beside a workbook that is open
MONEY_COLUMNS = tuple(column.field for column in FINANCE.columns if column.content is Content.MONEY)
EXACT_DIGITS = 700  # Excel's numbers span some 630 decimal places, from 1E+308 down; with these no sum is ever rounded


def find_returns(folder: Path) -> list[Path]:
    """The workbooks below `folder`, to the bottom, in the order of their paths; Excel's lock files are left out.

    Folders that are links are not followed. Our own outputs are not told from returns: keep them elsewhere.

    Raises:
        ToolkitError: `folder` or a folder below it cannot be looked into, so that returns might be missed.
    """
    found = [path for path in _files_below(folder) if path.suffix.lower() in WORKBOOK_SUFFIXES]
    return sorted(
        (path for path in found if not path.name.startswith(LOCK_FILE_PREFIX)), key=lambda path: path.relative_to(folder).parts
    )


def _files_below(folder: Path) -> Iterator[Path]:
    def stop(error: OSError) -> None:
        raise ToolkitError(f"The folder {error.filename} cannot be looked into: {error.strerror}.") from error

    for home, _, names in os.walk(folder, onerror=stop):
        yield from (Path(home, name) for name in names)


def build_consolidation(
    assessments: Sequence[Assessment], scheme: Scheme, as_at: date, across: Sequence[Finding]
) -> Consolidation:
    """Returns judged one by one as one value. Order is kept: the same assessments give the same consolidation.

    Args:
        assessments: one a return, refused ones included.
        scheme: the rules they were judged by.
        as_at: the latest of their as-at dates.
        across: findings that concern several returns.
    """
    return Consolidation(
        scheme=scheme,
        as_at=as_at,
        assessments=tuple(assessments),
        tracker=tuple(_tracker_row(assessment) for assessment in assessments),
        control_totals=tuple(_control_totals(assessments)),
        across=tuple(across),
    )


def _tracker_row(assessment: Assessment) -> TrackerRow:
    service_return = assessment.service_return
    counts = Counter(finding.severity for finding in assessment.findings)
    cover = service_return.cover
    return TrackerRow(
        file=service_return.source.name,
        service=cover.service,
        period=str(cover.period) if cover.period else cover.period_text,
        state=ReturnState.RECEIVED if service_return.refused is None else ReturnState.REFUSED,
        reason=service_return.refused or "",
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        queries=counts[Severity.QUERY],
    )


def _control_totals(assessments: Sequence[Assessment]) -> Iterator[ControlTotal]:
    received = [assessment.service_return for assessment in assessments if assessment.service_return.refused is None]
    yield from _totals_of("", (line for service_return in received for line in service_return.finance))
    for service_return in received:
        yield from _totals_of(service_return.source.name, service_return.finance)


def _totals_of(file: str, lines: Iterable[BudgetLine]) -> Iterator[ControlTotal]:
    kept = tuple(lines)
    for column in MONEY_COLUMNS:
        figures: list[Figure] = [getattr(line, column) for line in kept]
        numbers = [figure.number for figure in figures if figure.number is not None]
        with localcontext(prec=EXACT_DIGITS):
            yield ControlTotal(file, column, len(numbers), sum(numbers, Decimal(0)))


def to_frames(consolidation: Consolidation) -> "dict[str, pd.DataFrame]":
    """The consolidation as data frames by name, from "tracker" to "sources": one for each sheet of the consolidated workbook.

    Columns are those of the sheet under their short names, with these dtypes:

    - text and verdicts: `str` (`object` before pandas 3), "" where there is none; a verdict is the key of the scheme's style;
    - counts: `int64`;
    - figures: `object` with `Decimal`, exact, in the unit of the row (61.17 for 61.17%, pounds), None where the return has no
      number; `.astype(float)` makes them plottable;
    - dates: `datetime64[s]`, NaT where there is none.
    """
    import pandas as pd  # noqa: PLC0415 - only analysts need it

    from workbook_tools.writing.consolidated_tables import tables_of  # noqa: PLC0415 - as above

    return {
        table.name: pd.DataFrame(
            {column.name: _series(column, [row[index] for row in table.rows]) for index, column in enumerate(table.columns)}
        )
        for table in tables_of(consolidation)
    }


def _series(column: "FlatColumn", values: "Sequence[Value]") -> "pd.Series[Any]":
    import pandas as pd  # noqa: PLC0415 - only analysts need it

    from workbook_tools.writing.consolidated_tables import Amount, Holds  # noqa: PLC0415 - as above

    match column.holds:
        case Holds.FIGURE:
            return pd.Series([value.number if isinstance(value, Amount) else None for value in values], dtype=object)
        case Holds.DATE:
            days = [datetime.combine(value, time()) if isinstance(value, date) else None for value in values]
            return pd.Series(days, dtype="datetime64[s]")
        case Holds.COUNT:
            return pd.Series(values, dtype="int64")
        case _:
            return pd.Series(values, dtype="str")
