"""*Preview my report*: the summary that a committee would get of the open return, as it stands there, saved or not."""

import time
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import TYPE_CHECKING

from workbook_tools.excel.open_return import judge_book
from workbook_tools.excel.work import Work
from workbook_tools.findings import WritingError, shorten
from workbook_tools.issuing import return_name
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.wording import say_count
from workbook_tools.writing.summary_facts import SummaryFacts

if TYPE_CHECKING:
    import xlwings  # only its types: whoever calls has loaded it

FOLDER = "workbook-tools-preview-"
KEPT = 24 * 60 * 60  # seconds
PREVIEW = "PREVIEW, not submitted"
LONGEST_TITLE = 200  # characters


def preview_my_report(book: "xlwings.Book", work: Work) -> str:
    """Writes the summary to a folder of its own among the user's temporary files and opens it; the return stays as it is.

    Its title says that it is a preview, and so does its name. Previews that are a day old and open nowhere are taken away.

    Raises:
        ToolkitError: there is no return in the book, or it cannot be judged.
        WritingError: the summary could not be written.
    """
    from workbook_tools.writing.summary.summary_workbook import write_summary  # noqa: PLC0415 - brings XlsxWriter

    work.step("reading the return")
    assessment = judge_book(book).assessment
    work.step("writing the preview")
    _remove_earlier({Path(other.fullname) for other in book.app.books})
    path = _new_folder() / _name(assessment)
    write_summary(path, [_marked(assessment)], assessment.scheme, assessment.as_at)
    work.step("opening the preview")
    book.app.books.open(str(path))
    found = say_count(len(assessment.findings), "finding") if assessment.findings else "nothing"
    return (
        f"{path.name} is open: the report as it would be now. The check finds {found}. Nothing was sent or saved in the return."
    )


def _remove_earlier(opened: AbstractSet[Path]) -> None:
    """Takes away what earlier presses left; what is open, or is not as we made it, stays."""
    for folder in Path(gettempdir()).glob(f"{FOLDER}*"):
        with suppress(OSError):  # somebody else's, or in use
            files = list(folder.iterdir())
            if files and not folder.is_symlink() and not opened & {*files} and all(_is_old_preview(path) for path in files):
                for path in files:
                    path.unlink()
                folder.rmdir()


def _is_old_preview(path: Path) -> bool:
    """Whether a file is a preview that nobody has changed for a day; the lock beside one that is open is none."""
    return path.match("Preview*.xlsx") and path.is_file() and time.time() - path.stat().st_mtime > KEPT


def _new_folder() -> Path:
    """A folder that only the user can look into, and that nothing is in yet."""
    try:
        return Path(mkdtemp(prefix=FOLDER))
    except OSError as error:
        raise WritingError(
            f"There is no room for a preview among your temporary files ({error.strerror}). Free some space, then press again."
        ) from error


def _marked(assessment: Assessment) -> Assessment:
    """The same under a title that says what it is."""
    given = assessment.service_return
    title = SummaryFacts.of([assessment], assessment.scheme, assessment.as_at).title
    cover = replace(given.cover, report_title=shorten(f"{PREVIEW}: {title}", LONGEST_TITLE))
    return replace(assessment, service_return=replace(given, cover=cover))


def _name(assessment: Assessment) -> str:
    cover = assessment.service_return.cover
    if cover.period is None:
        return "Preview.xlsx"
    return f"Preview-{return_name(cover.service, cover.period).replace('-return.', '-report.')}"
