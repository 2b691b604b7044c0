"""Whether what a report's tables are grouped by is something that bands can show."""

from collections.abc import Iterator

from workbook_tools.model.scheme import ReportTable, Scheme
from workbook_tools.schemes.explain import KeyPath, place

GROUPABLE = ("service", "section", "lead")
"""Fields whose value can stand in a band above the rows that share it."""


def group_problems(scheme: Scheme) -> Iterator[str]:
    """What is wrong with `group_by` of the report's tables, a sentence each."""
    for name in ("indicators", "actions"):
        yield from _table_problems(getattr(scheme.report, name), ("report", name, "group_by"))
    if scheme.report.risks.groups:
        yield "report.risks.group_by has no meaning: only indicators and actions are grouped."


def _table_problems(table: ReportTable, path: KeyPath) -> Iterator[str]:
    columns = {column.field for column in table.columns}
    for index, field in enumerate(table.groups):
        if field not in GROUPABLE:
            yield f"{place(path)} is '{field}', but must be one of: {', '.join(GROUPABLE)}."
        elif field in columns:
            yield f"{place(path)} is '{field}', which a column shows already; leave out one of them."
        if field in table.groups[:index]:
            yield f"{place(path)} has '{field}' twice."
