"""What reading, checking and challenging found, with a link to the row of this workbook that each finding is about."""

from collections import Counter

from workbook_tools.findings import Finding, Severity
from workbook_tools.writing.cells import CellValue
from workbook_tools.writing.severities import SEVERITY_STYLES
from workbook_tools.writing.summary.frame import Canvas, set_up_page, write_title_block
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.tables import ColumnSpec, write_table
from workbook_tools.writing.theme import Look
from workbook_tools.writing.widths import fit_widths

SHEET = "Findings"
FILE = "File"
PLURALS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.QUERY: "queries"}


def write_findings(canvas: Canvas) -> None:
    """Writes the sheet; there must be a finding."""
    facts, page = canvas.facts, canvas.pages[SHEET]
    findings = all_findings(facts)
    one_file = not facts.several and not facts.refused
    columns = fit_widths([column for column in _columns(canvas) if not (one_file and column.heading == FILE)], findings)
    page.set_widths([column.width for column in columns])
    top = write_title_block(page, facts, SHEET, f"{count_findings(findings)}. {facts.files}")
    place = write_table(page, top, columns, findings, name=SHEET)
    set_up_page(page, facts, (place.last, len(columns) - 1), top)


def all_findings(facts: SummaryFacts) -> list[Finding]:
    """Those of the returns that were judged, then those of the refused ones."""
    findings = [finding for given in facts.assessments for finding in given.findings]
    return findings + [finding for refused in facts.refused for finding in refused.findings]


def count_findings(findings: list[Finding]) -> str:
    """Such as "2 errors, 1 warning, 5 queries"."""
    counts = Counter(finding.severity for finding in findings)
    parts = [
        f"{counts[severity]} {severity.value if counts[severity] == 1 else PLURALS[severity]}"
        for severity in Severity
        if counts[severity]
    ]
    return ", ".join(parts) or "No findings"


def _columns(canvas: Canvas) -> tuple[ColumnSpec[Finding], ...]:
    return (
        ColumnSpec(
            "Severity",
            13,
            lambda finding: SEVERITY_STYLES[finding.severity].word,
            Look.STATUS,
            tuple(SEVERITY_STYLES.values()),
            repeats=True,
        ),
        ColumnSpec("Finding", 70, lambda finding: finding.message),
        ColumnSpec("About", 16, lambda finding: _about(canvas, finding), Look.CODE, repeats=True),
        ColumnSpec(FILE, 24, lambda finding: finding.where.file, Look.MUTED),
        ColumnSpec("Sheet", 13, lambda finding: finding.where.sheet, Look.MUTED),
        ColumnSpec("Cell", 8, lambda finding: finding.where.cell, Look.MUTED),
        ColumnSpec("Code", 22, lambda finding: finding.code, Look.MUTED),
    )


def _about(canvas: Canvas, finding: Finding) -> CellValue:
    """What the finding is about, as a link to its row where this workbook has one."""
    return canvas.anchors.link(finding.where, finding.subject or "Go to row") or finding.subject
