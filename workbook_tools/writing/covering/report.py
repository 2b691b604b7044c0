"""Writes the covering report: judged returns -> one Word document, beside the summary workbook."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from workbook_tools.findings import WritingError
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.meeting import NO_MEETING, Meeting
from workbook_tools.model.scheme import Scheme
from workbook_tools.writing.covering.contents import author_notes, sections, title_block
from workbook_tools.writing.covering.finish import is_as_written
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.whole_file import check_replaceable, replace_file


def write_covering_report(
    path: Path, assessments: Sequence[Assessment], scheme: Scheme, as_at: date, meeting: Meeting = NO_MEETING
) -> None:
    """Writes the covering report of one or more judged returns. The same arguments give the same bytes.

    Figures are composed from the assessments; what only an officer can say is a marked blank or an empty box.

    Args:
        path: of the Word document; its folder must exist. An earlier report is replaced only by a whole new one.
        assessments: one a return, in order; refused returns are named but not counted.
        scheme: the rules that they were judged by, and the parts of the report.
        as_at: the last day that counts; also the day on which the document says it was made.
        meeting: that it goes to; what is not named is taken from the covers, if they say it.

    Raises:
        WritingError: the document could not be written, or somebody's own file is in its place, or an earlier report that
            somebody has worked on; either is left as it was.
    """
    check_untouched(path)
    replace_file(path, build_covering_report(assessments, scheme, as_at, meeting))


def check_untouched(path: Path) -> None:
    """Makes sure that a covering report would take the place of nothing that somebody wrote.

    A report is there to be completed, and Word keeps our keywords when it saves; but it puts itself down as the program.

    Raises:
        WritingError: there is a file at `path`, and it is no earlier report or no longer as it was written.
    """
    check_replaceable(path)
    if path.exists() and not is_as_written(path.read_bytes()):
        raise WritingError(
            f"{path} has been worked on since it was written, so it is left as it is. Choose another name, or move it away."
        )


def build_covering_report(
    assessments: Sequence[Assessment], scheme: Scheme, as_at: date, meeting: Meeting = NO_MEETING
) -> bytes:
    """The covering report as bytes; arguments as for `write_covering_report`."""
    from workbook_tools.writing.covering.document import build_document  # noqa: PLC0415 - brings python-docx

    facts = SummaryFacts.of(assessments, scheme, as_at, meeting)
    blocks = (*title_block(facts), *sections(facts))
    return build_document(facts, (*author_notes(facts, blocks), *blocks))
