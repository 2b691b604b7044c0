"""A copy of a return for the officer who filled it in: cells with findings highlighted and noted, and a list to answer in.

The return itself is never written to. Where it is an earlier marked copy, its marks are taken off before new ones are put on,
so a copy of a copy is as good as one of the return.
"""

import hashlib
import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tools.findings import Finding, WritingError
from workbook_tools.model.responses import ResponseKey
from workbook_tools.writing.cell_marks import cells_of, marked_address, put_marks, take_off_marks
from workbook_tools.writing.check_sheet import add_check_sheet, is_check_sheet
from workbook_tools.writing.copied_package import finish, results_of
from workbook_tools.writing.whole_file import replace_file

FINGERPRINT = "workbook-tools marked copy"
"""Name of the property that makes a workbook a marked copy, and says what the officer's part of it held when it was written."""
MAY_DIFFER = ("xl/drawings/drawing", "xl/charts/", "xl/vbaProject.bin")
DIFFERS = "Charts, drawings and macros may be missing in this copy; the return itself has them."
ONE_CELL = re.compile("[A-Z]{1,3}[1-9][0-9]{0,6}")
NOT_COPIED = (
    zipfile.BadZipFile, EOFError, OSError, KeyError, ValueError, TypeError, AttributeError, IndexError, ArithmeticError,
    NotImplementedError, RuntimeError, MemoryError, SyntaxError,
)  # fmt: skip
"""What openpyxl and the XML parser raise on parts that are not in order; reading a return passes such parts over."""


def write_marked_copy(source: Path, target: Path, findings: Sequence[Finding], responses: Mapping[ResponseKey, str]) -> None:
    """Writes the marked copy of a return. The same arguments give the same bytes.

    Kept: values, formulas and their results, formats, the officer's own notes, protection, merged and hidden cells.

    Args:
        source: the return, or an earlier marked copy of it; it is not changed.
        target: the workbook to write. An earlier marked copy is replaced where only responses were typed into it.
        findings: of the return, in the order they are listed in; those without a known cell are listed only.
        responses: given earlier, in `source` and in `target`; they stand in the copy again.

    Raises:
        WritingError: `target` is the return itself, somebody's own workbook, or a marked copy in which cells of the return were
            corrected; or the return cannot be copied. Nothing is written.
    """
    if target.exists() and target.samefile(source):
        raise WritingError(f"{target} is the return that was checked, so it is left as it is. Choose another folder.")
    check_untouched(target)
    try:
        content = _marked(source, findings, responses)
    except NOT_COPIED as error:
        raise WritingError(
            f"{source.name}: a marked copy could not be made. Let Excel open, repair and save the return."
        ) from error
    replace_file(target, content)


def is_marked_copy(path: Path) -> bool:
    """Whether a file is a marked copy, whoever has typed into it since."""
    try:
        with zipfile.ZipFile(path) as parts:
            return f'name="{FINGERPRINT}"'.encode() in parts.read("docProps/custom.xml")
    except (OSError, zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError):
        return False


def check_untouched(path: Path) -> None:
    """Makes sure that a file may be replaced: there is none, or a marked copy with nothing but responses typed into it.

    Raises:
        WritingError: it is something else.
    """
    if not path.exists():
        return
    if not is_marked_copy(path):
        raise WritingError(
            f"{path} is there already and was not written by this program, so it is left as it is. Choose another folder."
        )
    try:
        book = _open(path)
        stated = _properties(book)[FINGERPRINT].value
        _take_off(book)
        untouched = stated == fingerprint(book)
    except NOT_COPIED:
        untouched = False
    if not untouched:
        raise WritingError(
            f"{path} has been corrected since it was written, so it is left as it is. Check that one, or choose another folder."
        )


def fingerprint(book: Workbook) -> str:
    """SHA-256 of what officers wrote: values and notes by sheet and cell. What programs write in several ways counts as one."""
    digest = hashlib.sha256()
    for sheet in book.worksheets:
        for cell in cells_of(sheet):
            said = _said(cell.value), _said(cell.comment.text if cell.comment else None)
            if any(said):
                digest.update(repr((sheet.title, cell.coordinate, *said)).encode())
    return digest.hexdigest()


def _said(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool() | int() | float():
            return format(float(value), ".15g")
        case datetime() | date():
            return value.isoformat()[:10]
        case str() | CellRichText():
            value = str(value)
            return "=" if value.startswith("=") else " ".join(value.split())
        case _:  # an array formula, a time of day: that there is one
            return type(value).__name__


def _marked(source: Path, findings: Sequence[Finding], responses: Mapping[ResponseKey, str]) -> bytes:
    with zipfile.ZipFile(source) as parts:
        remark = DIFFERS if any(name.startswith(MAY_DIFFER) for name in parts.namelist()) else ""
    with source.open("rb") as stream:
        results = results_of(stream)
    book = _open(source)
    _take_off(book)
    stamp = fingerprint(book)
    _properties(book).append(StringProperty(name=FINGERPRINT, value=stamp))
    by_cell = _by_cell(book, findings)
    for name, found in by_cell.items():
        put_marks(book[name], found)
    book.active = add_check_sheet(book, findings, responses, dict(_links(book, findings)), remark)
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is book.active  # sheets selected together would be typed into together
    content = BytesIO()
    book.save(content)
    return finish(content.getvalue(), results)


def _open(path: Path) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of parts that a copy does without
        return load_workbook(path, rich_text=True)


def _take_off(book: Workbook) -> None:
    """Makes a marked copy the officer's workbook again."""
    for sheet in list(book.worksheets):
        if is_check_sheet(sheet) and len(book.worksheets) > 1:
            book.remove(sheet)
        else:
            take_off_marks(sheet)
    if FINGERPRINT in _properties(book).names:
        del _properties(book)[FINGERPRINT]


def _properties(book: Any) -> Any:
    """The workbook's properties of the officer's own kind, which the types of openpyxl do not know."""
    return book.custom_doc_props


def _by_cell(book: Workbook, findings: Sequence[Finding]) -> Mapping[str, Mapping[str, Sequence[Finding]]]:
    """The findings by sheet and by the address of the cell that is marked."""
    found: dict[str, dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        if place := _place(book, finding):
            sheet, address = place
            found[sheet.title][marked_address(sheet, address)].append(finding)
    return found


def _links(book: Workbook, findings: Sequence[Finding]) -> Iterator[tuple[tuple[str, str], str]]:
    """Where the link of a finding's place leads."""
    for finding in findings:
        if place := _place(book, finding):
            sheet, address = place
            quoted = sheet.title.replace("'", "''")
            yield (sheet.title, address), f"'{quoted}'!{address}"


def _place(book: Workbook, finding: Finding) -> tuple[Worksheet, str] | None:
    """The sheet and address of a finding, where it has one and the workbook has it."""
    where = finding.where
    sheets = [sheet for sheet in book.worksheets if sheet.title == where.sheet]
    return (sheets[0], where.cell) if sheets and where.cell and ONE_CELL.fullmatch(where.cell) else None
