"""Marked copies of returns: what they are called, what goes into them."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from workbook_tools.findings import ReadingError, ToolkitError, WritingError
from workbook_tools.flows.values import Outcome
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.responses import merge_responses
from workbook_tools.reading.service_return import read_service_return
from workbook_tools.writing.marked_copy import is_marked_copy, write_marked_copy
from workbook_tools.writing.whole_file import make_folder

MARKED = "-checked"  # at the end of a marked copy's name


def write_copies(outcome: Outcome, files: Sequence[Path], folder: Path) -> tuple[Path, ...]:
    """Writes the copies and returns them; where one cannot be written, the others are.

    Args:
        outcome: what was found.
        files: the returns it was found in, in the same order.
        folder: for the copies, made where it is not there.

    Raises:
        ToolkitError: two copies would have one name; nothing is written.
        WritingError: a copy could not be written, or would take the place of somebody's own work.
    """
    copies = _copies(outcome, files, folder)
    make_folder(folder)
    problems = []
    for assessment, path, copy in copies:
        try:
            _write(outcome, assessment, path, copy)
        except (WritingError, ReadingError) as error:
            problems.append(str(error))
    if problems:
        raise WritingError(" ".join(problems))
    return tuple(copy for _, _, copy in copies)


def _copies(outcome: Outcome, files: Sequence[Path], folder: Path) -> list[tuple[Assessment, Path, Path]]:
    """Each return that could be read, with its file and its copy's; two of one name are an error."""
    pairs = zip(outcome.assessments, files, strict=True)
    copies = [
        (assessment, path, folder / f"{path.stem.removesuffix(MARKED)}{MARKED}.xlsx")
        for assessment, path in pairs
        if assessment.service_return.refused is None
    ]
    for name, number in Counter(copy.name.casefold() for _, _, copy in copies).items():
        if number > 1:
            raise ToolkitError(f"{number} of these returns would have the marked copy {name}. Check them one at a time.")
    return copies


def _write(outcome: Outcome, assessment: Assessment, path: Path, copy: Path) -> None:
    """One copy: the return's own findings, those across returns that concern it, and the responses so far."""
    earlier = [read_service_return(copy).responses] if is_marked_copy(copy) else []
    responses = merge_responses(assessment.service_return.responses, *earlier)
    across = [finding for finding in outcome.across if finding.where.file == path.name]
    write_marked_copy(path, copy, [*assessment.findings, *across], responses)
