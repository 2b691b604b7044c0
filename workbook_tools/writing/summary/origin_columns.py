"""The columns that say where a row comes from, alike in every table."""

from collections.abc import Callable

from workbook_tools.findings import Where
from workbook_tools.model.assessment import Assessment
from workbook_tools.writing.summary_facts import SummaryFacts, service_of
from workbook_tools.writing.tables import ColumnSpec, RowT
from workbook_tools.writing.theme import Look

RETURN_WIDTH = 18.0  # characters
SOURCE_WIDTH = {False: 15.0, True: 22.0}  # characters; wider where it names the file


def return_columns(facts: SummaryFacts, assessment_of: Callable[[RowT], Assessment]) -> list[ColumnSpec[RowT]]:
    """The column that names the service, where the summary is of several returns; else none."""
    if not facts.several:
        return []
    return [ColumnSpec("Return", RETURN_WIDTH, lambda row: service_of(assessment_of(row)), repeats=True)]


def source_column(facts: SummaryFacts, where_of: Callable[[RowT], Where]) -> ColumnSpec[RowT]:
    """The column that gives a row's place in its return: sheet and cell, with the file where there are several."""
    return ColumnSpec("Source", SOURCE_WIDTH[facts.several], lambda row: _place(facts, where_of(row)), Look.MUTED)


def _place(facts: SummaryFacts, where: Where) -> str:
    return str(where) if facts.several else "!".join(part for part in (where.sheet, where.cell) if part)
