"""A workbook as PDF, by LibreOffice: tagged for screen readers, with its sheets as bookmarks."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from workbook_tools.findings import WritingError
from workbook_tools.writing.whole_file import KEYWORDS, replace_file

PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
"""Where LibreOffice stands on machines that do not name it in their path."""
LONGEST = 300  # seconds; a summary of a large council takes a few
OPTIONS = {"UseTaggedPDF": True, "ExportBookmarks": True, "DisplayPDFDocumentTitle": True}
MARKS = tuple(words.encode("utf-16-be").hex().upper().encode() for words in (KEYWORDS, KEYWORDS.replace(" ", ", ")))
"""Our keywords as they stand in a PDF; LibreOffice may put commas between them."""


def pdf_beside(workbook: Path) -> Path:
    """The PDF of a workbook: of the same name, beside it."""
    return workbook.with_suffix(".pdf")


def find_libreoffice() -> Path | None:
    """LibreOffice's program; None where it is not installed."""
    named = shutil.which("soffice") or shutil.which("libreoffice")
    return Path(named) if named else next((place for place in PLACES if place.is_file()), None)


def check_pdf(path: Path) -> None:
    """Makes sure that a PDF can be written to `path` before anything else is.

    Raises:
        WritingError: LibreOffice is not installed, or somebody's own file is there.
    """
    if find_libreoffice() is None:
        raise WritingError(
            "A PDF is made by LibreOffice, which is not installed here. "
            "Install it, or open the summary in Excel and save it as PDF."
        )
    if path.exists() and not _is_ours(path):
        raise WritingError(
            f"{path} is there already and was not written by this program, so it is left as it is. Choose another name."
        )


def _is_ours(path: Path) -> bool:
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return any(mark in content for mark in MARKS)


def write_pdf(workbook: Path, path: Path) -> None:
    """Writes a workbook as PDF, the sheets in their order, hidden ones left out.

    Raises:
        WritingError: as for `check_pdf`, or LibreOffice could not do it; an earlier PDF is left as it was.
    """
    check_pdf(path)
    with TemporaryDirectory(prefix="workbook-tools-pdf-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        source = folder / "summary.xlsx"
        source.write_bytes(workbook.read_bytes())
        _convert(source, folder)
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise WritingError(
                f"LibreOffice made no PDF of {workbook.name}. Open it in Excel or LibreOffice and save it as PDF."
            )
        replace_file(path, made.read_bytes())


def _convert(source: Path, folder: Path) -> None:
    """With a profile of its own, so that a LibreOffice that is open is neither asked nor disturbed."""
    options = json.dumps({name: {"type": "boolean", "value": str(value).lower()} for name, value in OPTIONS.items()})
    command = [
        str(find_libreoffice()),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        f"pdf:calc_pdf_Export:{options}",
        "--outdir",
        str(folder),
        str(source),
    ]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=LONGEST, env={**os.environ, "LC_ALL": "C.UTF-8"})  # noqa: S603 - our own file
    except (OSError, subprocess.SubprocessError) as error:
        raise WritingError(
            "LibreOffice could not make the PDF. Open the summary in Excel or LibreOffice and save it as PDF."
        ) from error
