"""The order in which an officer goes through a return: sheet by sheet, row by row."""

from collections.abc import Iterable, Sequence

from workbook_tools.findings import Finding
from workbook_tools.reading.addresses import row_and_column


def in_sheet_order(findings: Iterable[Finding], sheets: Sequence[str]) -> tuple[Finding, ...]:
    """Findings by sheet, row and column; those about the whole file first, those about a sheet before its rows."""
    places = {name: place for place, name in enumerate(sheets)}

    def key(finding: Finding) -> tuple[int, int, int]:
        sheet = places.get(finding.where.sheet or "", -1)
        return (sheet, *(row_and_column(finding.where.cell) if finding.where.cell else (0, 0)))

    return tuple(sorted(findings, key=key))
