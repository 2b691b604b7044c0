"""One function a button. Each is given the open book by its engine (Excel, LibreOffice, a closed file) and calls the pipeline.

A button changes only what it says, and leaves saving to the officer.
"""

import logging
from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING

from workbook_tools.catalogue import FILE_REFUSED
from workbook_tools.excel.grids import read_grid
from workbook_tools.findings import Finding, Sentence, ToolkitError, Where
from workbook_tools.judging import judge
from workbook_tools.model.layout import CHECK_HEADING_ROW, CHECK_HEADINGS, CHECK_SHEET, CHECK_TITLE
from workbook_tools.model.service_return import ServiceReturn, SourceFile
from workbook_tools.reading.service_return import parse_service_return
from workbook_tools.schemes.load import list_schemes, load_scheme

if TYPE_CHECKING:
    import xlwings  # only its types: whoever calls has loaded it

WIDTHS = (12, 22, 110)  # characters
TEXT_FORMAT = "@"  # Excel keeps text as text: neither "=1+1" nor "3-4" is anything else

_log = logging.getLogger(__name__)


def check_my_return(book: "xlwings.Book") -> int:
    """Checks the return in the open book and writes what is found to its sheet Findings.

    The sheet is made at the end of the book, or written anew if an earlier check made it; a sheet of the officer's own by that
    name stays as it is. Nothing else in the book changes.

    Returns:
        How many findings there are. A check that could not be done is one of them, and says why.
    """
    try:
        findings: Sequence[Finding] = check_book(book)
    except ToolkitError as error:
        _log.warning("the return could not be checked", exc_info=error)
        findings = [FILE_REFUSED.at(Where(book.name), reason=Sentence(error))]
    _write_findings(_findings_sheet(book), findings)
    return len(findings)


def check_book(book: "xlwings.Book") -> tuple[Finding, ...]:
    """What is found in the return in the open book, by the scheme that its cover names.

    Raises:
        ToolkitError: the cover names no scheme, or one that there is not; a sheet is far too large.
    """
    grids = [read_grid(sheet) for sheet in book.sheets]
    source = SourceFile(book.name, sha256="", size=0)  # what is open need not be what is saved, so it has no hash
    service_return = parse_service_return(source, grids)
    return judge(service_return, load_scheme(_scheme_of(service_return))).findings


def _scheme_of(service_return: ServiceReturn) -> str:
    """The cover's scheme; only a shipped one, so that a cover never makes us open another file."""
    name, shipped = service_return.cover.scheme, list_schemes()
    if name in shipped:
        return name
    found = f"The cover names the scheme '{name}', which there is not" if name else "The cover does not name a scheme"
    raise ToolkitError(f"{found}. Write one of these beside Scheme: {', '.join(shipped)}.")


def _is_ours(sheet: "xlwings.Sheet") -> bool:
    """Whether this button made the sheet earlier; that of a marked copy holds responses, which are the officer's to keep."""
    title, beyond = sheet.range("A1").value, sheet.range((CHECK_HEADING_ROW, len(CHECK_HEADINGS) + 1)).value
    return [title, *_headings(sheet).value, beyond] == [CHECK_TITLE, *CHECK_HEADINGS, None]


def _headings(sheet: "xlwings.Sheet") -> "xlwings.Range":
    return sheet.range((CHECK_HEADING_ROW, 1), (CHECK_HEADING_ROW, len(CHECK_HEADINGS)))


def _findings_sheet(book: "xlwings.Book") -> "xlwings.Sheet":
    """The sheet to write to: ours, emptied, or a new one at the end under the first name that is free."""
    sheets = {sheet.name.lower(): sheet for sheet in book.sheets}
    names = (CHECK_SHEET if number == 1 else f"{CHECK_SHEET} {number}" for number in count(1))
    name = next(name for name in names if name.lower() not in sheets or _is_ours(sheets[name.lower()]))
    if name.lower() not in sheets:
        return book.sheets.add(name, after=book.sheets[len(book.sheets) - 1])
    sheets[name.lower()].clear()
    return sheets[name.lower()]


def _write_findings(sheet: "xlwings.Sheet", findings: Sequence[Finding]) -> None:
    rows = [CHECK_HEADINGS, *((str(finding.severity), _place(finding), finding.message) for finding in findings)]
    for column, width in enumerate(WIDTHS, start=1):
        sheet.range((1, column)).column_width = width
    table = sheet.range((CHECK_HEADING_ROW, 1), (CHECK_HEADING_ROW + len(rows) - 1, len(CHECK_HEADINGS)))
    table.number_format = TEXT_FORMAT
    table.wrap_text = True
    table.value = rows
    _headings(sheet).font.bold = True
    sheet.range("A1").value = CHECK_TITLE
    sheet.range("A1").font.bold = True
    sheet.range("A2").value = _counted(findings)


def _place(finding: Finding) -> str:
    return "!".join(part for part in (finding.where.sheet, finding.where.cell) if part) or "the whole return"


def _counted(findings: Sequence[Finding]) -> str:
    if not findings:
        return "Nothing was found. The return is ready to be saved and sent."
    return f"{len(findings)} {'finding' if len(findings) == 1 else 'findings'}. Errors block acceptance, queries may be right."
