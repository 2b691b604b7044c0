"""The committee's summary with what goes beside it: where they may go, and writing them."""

from datetime import date
from pathlib import Path

from workbook_tools.flows.values import Edition, Outcome
from workbook_tools.model.meeting import Meeting
from workbook_tools.writing.accessible.workbook import write_accessible_summary
from workbook_tools.writing.covering.report import check_untouched, write_covering_report
from workbook_tools.writing.pdf import check_pdf, pdf_beside, write_pdf
from workbook_tools.writing.summary.summary_workbook import write_summary
from workbook_tools.writing.whole_file import check_replaceable


def check_places(summary: Path, *, pdf: bool, cover: Path | None) -> None:
    """Makes sure that nothing would take the place of somebody's own file, and that a PDF can be made where it is wanted.

    Raises:
        ToolkitError: it would, or it cannot.
    """
    check_replaceable(summary)
    if pdf:
        check_pdf(pdf_beside(summary))
    if cover is not None:
        check_untouched(cover)


def write_summaries(
    outcome: Outcome, as_at: date, summary: Path, edition: Edition, meeting: Meeting, *, pdf: bool, cover: Path | None
) -> None:
    """Writes the summary, then its PDF and the covering report where they are wanted.

    Raises:
        WritingError: one could not be written; those before it were.
    """
    write = write_accessible_summary if edition == "accessible" else write_summary
    write(summary, outcome.assessments, outcome.scheme, as_at, meeting)
    if pdf:
        write_pdf(summary, pdf_beside(summary))
    if cover is not None:
        write_covering_report(cover, outcome.assessments, outcome.scheme, as_at, meeting)
