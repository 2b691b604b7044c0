"""Bands: what stands above rows that belong together, in the order in which the councils publish them."""

from collections.abc import Callable, Mapping, Sequence

from workbook_tools.model.scheme import ReportTable
from workbook_tools.writing.cells import CellValue
from workbook_tools.writing.summary.report_columns import Field, JudgedT
from workbook_tools.writing.summary_facts import Line, SummaryFacts, service_of

BETWEEN = "  |  "  # the parts of a band, as between those of a sheet's subtitle


def bands_of(
    facts: SummaryFacts,
    lines: Sequence[Line[JudgedT]],
    groups: Sequence[Callable[[Line[JudgedT]], CellValue]],
    heading: str,
) -> tuple[str, ...]:
    """The band that each row stands under; empty where the rows are in no group.

    Rows keep their order. A group that comes back later gets another band, so that the order is the one that was published.

    Args:
        facts: of the summary; of several returns a band also names the service.
        lines: the rows.
        groups: what a row is grouped by, from the outer to the inner.
        heading: what the council calls its groups.
    """
    named = [tuple(str(value) for group in groups if (value := group(line))) for line in lines]
    if not any(named):
        return ()
    grouped = {id(line.assessment) for line, parts in zip(lines, named, strict=True) if parts}
    missing = f"No {heading.lower()} stated"
    bands = []
    for line, parts in zip(lines, named, strict=True):
        service = (service_of(line.assessment),) if facts.several else ()
        unstated = (missing,) if not parts and id(line.assessment) in grouped else ()
        bands.append(BETWEEN.join((*service, *parts, *unstated)))
    return tuple(bands)


def groups_of(table: ReportTable, fields: Mapping[str, Field[JudgedT]]) -> list[Callable[[Line[JudgedT]], CellValue]]:
    """What the scheme groups a table by; a section is named in full."""
    return [section_in_full if name == "section" else fields[name].get for name in table.groups]


def section_in_full(line: Line[JudgedT]) -> str:
    """The section of a row, however long its name."""
    return line.section_in_full
