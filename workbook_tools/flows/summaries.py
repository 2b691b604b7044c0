"""The committee's summary with what goes beside it: where they may go, and writing them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from workbook_tools.findings import ToolkitError, shorten
from workbook_tools.flows.values import Edition, Outcome
from workbook_tools.model.distribution import Format
from workbook_tools.model.meeting import Meeting
from workbook_tools.model.pack import pack_beside, pack_file_beside
from workbook_tools.model.scheme import Scheme
from workbook_tools.rules.notice import exempt_paragraph
from workbook_tools.writing.accessible.workbook import build_accessible_summary
from workbook_tools.writing.covering.report import check_untouched, write_covering_report
from workbook_tools.writing.pack_file import build_pack, check_pack_places, describe_file, withdraw_pack, write_pack
from workbook_tools.writing.pdf import check_pdf, pdf_beside, write_pdf
from workbook_tools.writing.summary.summary_workbook import build_summary
from workbook_tools.writing.whole_file import check_replaceable, replace_file


def check_places(summary: Path, *, pdf: bool, cover: Path | None, pack: bool) -> None:
    """Makes sure that nothing would take the place of somebody's own file, and that a PDF can be made where it is wanted.

    Raises:
        ToolkitError: it would, or it cannot.
    """
    check_replaceable(summary)
    if pdf:
        check_pdf(pdf_beside(summary))
    if cover is not None:
        check_untouched(cover)
    if pack:
        check_pack_places(summary)


def write_summaries(
    outcome: Outcome,
    as_at: date,
    summary: Path,
    edition: Edition,
    meeting: Meeting,
    *,
    pdf: bool,
    cover: Path | None,
    pack: bool,
) -> None:
    """Writes the summary, then what is wanted besides: its PDF, the covering report, the accessible edition and the pack.

    The pack comes last, and one of an earlier run goes first: it vouches for nothing but the files of a run that ended well.

    Raises:
        WritingError: one could not be written; those before it were.
    """
    judged = (outcome.assessments, outcome.scheme, as_at, meeting)
    if pack:
        withdraw_pack(summary)
    content = build_accessible_summary(*judged) if edition == "accessible" else build_summary(*judged)
    replace_file(summary, content)
    files = [describe_file(Format.WORKBOOK, summary, content)]
    if pack:
        accessible, content = pack_file_beside(summary, Format.ACCESSIBLE), build_accessible_summary(*judged)
        replace_file(accessible, content)
        files.append(describe_file(Format.ACCESSIBLE, accessible, content))
    if pdf:
        write_pdf(summary, pdf_beside(summary))
        files.append(describe_file(Format.PDF, pdf_beside(summary), pdf_beside(summary).read_bytes()))
    if cover is not None:
        write_covering_report(cover, *judged)
    if pack:
        write_pack(
            pack_beside(summary),
            build_pack(outcome.assessments, outcome.across, outcome.scheme, as_at, meeting, files=files),
        )


def made_exempt(meeting: Meeting, scheme: Scheme, paragraph: str | None) -> Meeting:
    """The meeting with why the report is exempt, by the number of a paragraph in the scheme; as it is where none is named.

    Raises:
        ToolkitError: the scheme has no such paragraph.
    """
    if paragraph is None:
        return meeting
    rules = scheme.meetings
    if rules is None:
        raise ToolkitError(
            f"The scheme {scheme.name} names no nation, so it knows no paragraph of exempt papers. Name the nation in it."
        )
    exempt = exempt_paragraph(rules, paragraph)
    if exempt is None:
        known = "; ".join(f"{one.number}, {one.words}" for one in rules.exempt)
        raise ToolkitError(f"There is no paragraph '{shorten(paragraph)}' in {rules.schedule}. Choose from these: {known}.")
    return replace(meeting, exempt=exempt)
