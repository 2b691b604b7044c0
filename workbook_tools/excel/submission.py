"""*Save for submission*: the saved return, checked as the receiving team will, and copied beside it under its right name."""

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tools.excel.host import is_saved, path_of
from workbook_tools.excel.open_return import judge_given
from workbook_tools.excel.work import Work
from workbook_tools.findings import Severity, ToolkitError, WritingError
from workbook_tools.issuing import return_name
from workbook_tools.model.wording import say_count
from workbook_tools.reading.service_return import open_file, read_opened
from workbook_tools.writing.whole_file import write_new

if TYPE_CHECKING:
    import xlwings  # only its types: whoever calls has loaded it

FOLDER = "For submission"


def save_for_submission(book: "xlwings.Book", work: Work) -> str:
    """Puts a copy of the saved file, byte for byte, into the folder "For submission" beside it, unless it has errors.

    The copy is named after service and period. Another file of that name stays as it is; the copy gets a number then.

    Raises:
        ToolkitError: the book was never saved, has changes that are not saved, holds no return, or errors stand in it.
        WritingError: the copy could not be written; there is none then.
    """
    path = path_of(book)
    if not is_saved(book):
        raise ToolkitError("Save the return first (Ctrl+S), then press again.")
    work.step("checking the saved return")
    opened = open_file(path)
    assessment = judge_given(read_opened(opened))
    errors = sum(finding.severity is Severity.ERROR for finding in assessment.findings)
    if errors:
        are = "is" if errors == 1 else "are"
        raise ToolkitError(
            f"There {are} {say_count(errors, 'error')} in the saved return, so no copy was made. "
            "Press Check my return, correct what it finds, save, and press again."
        )
    cover = assessment.service_return.cover
    if cover.period is None or not cover.service:
        raise ToolkitError("The Cover does not say which service the return is for. Enter it, save, and press again.")
    work.step("writing the copy")
    name = Path(return_name(cover.service, cover.period)).with_suffix(path.suffix)
    copy, others = _put(path.parent / FOLDER, name, opened.content)
    beside = f" {others} is there already with other content and was left as it is." if others else ""
    left = len(assessment.findings)
    rest = f" {say_count(left, 'finding')} without errors: Check my return shows what may need a look." if left else ""
    return f"The return has no errors. A copy to send is at {copy}.{beside}{rest}"


def _put(folder: Path, name: Path, content: bytes) -> tuple[Path, str]:
    """Writes the copy under the first name that is free or holds just that; also the last name taken by something else."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise WritingError(
            f"The folder {folder} could not be made ({error.strerror}). "
            "Save the return in a folder of your own, then press again."
        ) from error
    taken = ""
    for number in count(1):
        copy = folder / (name if number == 1 else name.with_stem(f"{name.stem}-{number}"))
        if not copy.exists() or (copy.is_file() and copy.read_bytes() == content):
            write_new(copy, content)
            break
        taken = copy.name
    return copy, taken
