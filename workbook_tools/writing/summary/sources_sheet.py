"""Where every figure comes from: the files with their fingerprints, and what they were judged by.

In the working edition the table stands on the sheet Key.
"""

from dataclasses import dataclass
from decimal import Decimal

from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.writing.cells import CellValue, Number
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary_facts import SummaryFacts, period_of
from workbook_tools.writing.tables import ColumnSpec, write_table
from workbook_tools.writing.theme import Look

SHEET = "Sources"


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A return, its as-at date (None where it was refused), and the scheme it was judged by."""

    given: ServiceReturn
    as_at: CellValue
    scheme: str


COLUMNS: tuple[ColumnSpec[SourceRow], ...] = (
    ColumnSpec("File", 30, lambda row: row.given.source.name),
    ColumnSpec("SHA-256 of the file", 66, lambda row: row.given.source.sha256, Look.MUTED),
    ColumnSpec("Size in bytes", 11, lambda row: Number(Decimal(row.given.source.size), "#,##0"), Look.NUMBER),
    ColumnSpec("Service", 24, lambda row: row.given.cover.service),
    ColumnSpec("Period", 14, lambda row: period_of(row.given)),
    ColumnSpec("As at", 13, lambda row: row.as_at, Look.DATE),
    ColumnSpec("Scheme and version", 22, lambda row: row.scheme),
    ColumnSpec("Signed off", 20, lambda row: _signed_off(row.given)),
    ColumnSpec("Not read, because", 30, lambda row: row.given.refused),
)


def write_sources(page: Page, facts: SummaryFacts, row: int, widths: tuple[float, float, float, float, float]) -> int:
    """Writes the table with its heading from `row` on, refused returns included, and returns the last row.

    Args:
        page: of the sheet Key.
        facts: of the summary.
        row: of the heading, counted from 0.
        widths: of the sheet's columns.
    """
    file, fingerprint, given, day, judged = widths
    columns: tuple[ColumnSpec[SourceRow], ...] = (
        ColumnSpec("File", file, lambda source: source.given.source.name, Look.CODE, repeats=True),
        ColumnSpec("SHA-256 of the file", fingerprint, lambda source: source.given.source.sha256, Look.MUTED),
        ColumnSpec("Service and period", given, lambda source: _service_and_period(source.given)),
        ColumnSpec("As at", day, lambda source: source.as_at, Look.DATE),
        ColumnSpec("Scheme, size, sign-off", judged, _particulars, Look.MUTED),
    )
    page.write(row, 0, "Sources: where the figures come from", Look.SECTION, text_wrap=False)
    place = write_table(page, row + 1, columns, source_rows(facts), name=SHEET)
    page.keep_together(row, place.last)
    return place.last


def _service_and_period(given: ServiceReturn) -> str:
    return ", ".join(part for part in (given.cover.service, period_of(given)) if part)


def _particulars(source: SourceRow) -> str:
    """What else is known of a return: why it was not read, or the scheme it was judged by; its size; who signed it off."""
    signed = _signed_off(source.given)
    refused = f"not read: {source.given.refused.rstrip('.')}" if source.given.refused else ""
    parts = (source.scheme, refused, f"{source.given.source.size:,} bytes", signed and f"signed off: {signed}")
    return "; ".join(part for part in parts if part)


def source_rows(facts: SummaryFacts) -> list[SourceRow]:
    """A row for each return, refused ones last."""
    read = [
        SourceRow(
            assessment.service_return,
            assessment.as_at,
            f"{assessment.scheme.name}, version {assessment.scheme.version}",
        )
        for assessment in facts.assessments
    ]
    return [*read, *(SourceRow(refused, None, "") for refused in facts.refused)]


def _signed_off(given: ServiceReturn) -> str:
    return ", ".join(part for part in (given.cover.signed_off_by, given.cover.signed_off_on) if part)
