"""Where every figure comes from: the files with their fingerprints, the scheme, the version of the toolkit."""

from dataclasses import dataclass
from decimal import Decimal

from workbook_tools import __version__
from workbook_tools.model.layout import DATA_SHEET
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.writing.cells import CellValue, Number
from workbook_tools.writing.frame import Canvas, set_up_page, write_title_block
from workbook_tools.writing.summary_facts import SummaryFacts, period_of
from workbook_tools.writing.tables import ColumnSpec, write_table
from workbook_tools.writing.theme import Look
from workbook_tools.writing.widths import fit_widths

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
OPTIONAL = {"Signed off", "Not read, because"}


def write_sources(canvas: Canvas) -> None:
    """Writes the sheet, refused returns included."""
    facts, page = canvas.facts, canvas.pages[SHEET]
    rows = source_rows(facts)
    columns = fit_widths([column for column in COLUMNS if column.heading not in OPTIONAL or any(map(column.get, rows))], rows)
    page.set_widths([column.width for column in columns])
    remark = (
        f"Made with workbook-tools {__version__} by the scheme {facts.scheme.name}, version {facts.scheme.version}. "
        f"The hidden sheet {DATA_SHEET} keeps the rows for the next return."
    )
    top = write_title_block(page, facts, SHEET, remark)
    place = write_table(page, top, columns, rows, name=SHEET)
    set_up_page(page, facts, (place.last, len(columns) - 1), top)


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
