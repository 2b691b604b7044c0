"""The first sheet of a marked copy: every finding with a link to its cell, and room for the officer's response."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side
from openpyxl.styles import Font as CellFont
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tools import catalogue
from workbook_tools.findings import Finding, Severity
from workbook_tools.model.layout import CHECK_HEADING_ROW, CHECK_SHEET, CHECK_SHEETS, CHECK_TITLE, RESPONSE_HEADINGS
from workbook_tools.model.responses import ResponseKey, response_key
from workbook_tools.writing.cell_marks import MARKERS
from workbook_tools.writing.measure import CELL_PADDING, INDENT, Font, column_pixels, height_of, wrap
from workbook_tools.writing.plain_text import plain
from workbook_tools.writing.severities import SEVERITY_STYLES
from workbook_tools.writing.theme import ACCENT, FONT, HEADER_FILL, INK, MUTED, OPEN_FILL, RULE

WIDTHS = (10, 18, 60, 17, 20, 50)  # characters, in the order of the headings
GONE = "Answered earlier, no longer found"
HOW_TO = "Correct the highlighted cells or answer under Response, and send this copy back. A later check keeps your answers."
NOTHING = "Nothing was found. The return is ready to be sent."
TEXT_FORMAT = "@"  # Excel keeps what is typed as text
BODY = Font(10.0)
SEVERITY, PLACE, FINDING, ABOUT, CODE, RESPONSE = range(1, len(RESPONSE_HEADINGS) + 1)


def add_check_sheet(
    book: Workbook,
    findings: Sequence[Finding],
    responses: Mapping[ResponseKey, str],
    places: Mapping[tuple[str, str], str],
    remark: str = "",
) -> Worksheet:
    """Adds the sheet before all others.

    Args:
        book: the copy of the return.
        findings: in the order they are listed in.
        responses: given earlier; one whose finding is not among `findings` is listed below them.
        places: where a link leads that belongs to a sheet and an address; findings elsewhere have none.
        remark: a sentence about the copy, shown above the table.
    """
    sheet: Worksheet = book.create_sheet(_free_name(book), 0)
    _write_head(sheet, findings, remark)
    row = CHECK_HEADING_ROW
    for row, finding in enumerate(findings, start=CHECK_HEADING_ROW + 1):
        _write_finding(sheet, row, finding, responses.get(response_key(finding.code, finding.subject), ""), places)
    answered = {response_key(finding.code, finding.subject) for finding in findings}
    gone = {key: response for key, response in responses.items() if key not in answered}
    if gone:
        _write_gone(sheet, row + 2, gone)
    _set_up(sheet)
    return sheet


def is_check_sheet(sheet: Worksheet) -> bool:
    """Whether an earlier check added this sheet, as `reading` tells it when it passes it over."""
    return any(
        sheet.cell(1, 1).value == title
        and all(sheet.cell(CHECK_HEADING_ROW, column).value == heading for column, heading in enumerate(headings, start=1))
        for title, headings in CHECK_SHEETS
    )


def _free_name(book: Workbook) -> str:
    taken = {name.casefold() for name in book.sheetnames}
    names = (CHECK_SHEET if number == 1 else f"{CHECK_SHEET} {number}" for number in count(1))
    return next(name for name in names if name.casefold() not in taken)


def _write_head(sheet: Worksheet, findings: Sequence[Finding], remark: str) -> None:
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    _write(sheet, (1, 1), CHECK_TITLE, font=CellFont(name=FONT, size=16, bold=True, color=_colour(ACCENT)), wrapped=False)
    _write(sheet, (2, 1), _counted(findings), font=CellFont(name=FONT, size=11, color=_colour(INK)), wrapped=False)
    sentence = " ".join(part for part in (HOW_TO if findings else "", remark) if part)
    _write(sheet, (3, 1), sentence, font=CellFont(name=FONT, size=10, color=_colour(MUTED)), wrapped=False)
    for column, heading in enumerate(RESPONSE_HEADINGS, start=1):
        cell = _write(sheet, (CHECK_HEADING_ROW, column), heading, font=_font(bold=True, colour=ACCENT))
        cell.fill = _fill(HEADER_FILL)
    for row, height in ((1, 24), (2, 17), (3, 20), (CHECK_HEADING_ROW, 20)):
        sheet.row_dimensions[row].height = height


def _counted(findings: Sequence[Finding]) -> str:
    if not findings:
        return NOTHING
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    plurals = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.QUERY: "queries"}
    shown = [f"{number} {severity if number == 1 else plurals[severity]}" for severity, number in counts.items() if number]
    return f"{', '.join(shown)}. Errors block acceptance, warnings need a look, queries may be right."


def _write_finding(sheet: Worksheet, row: int, finding: Finding, response: str, places: Mapping[tuple[str, str], str]) -> None:
    cell = _write(sheet, (row, SEVERITY), SEVERITY_STYLES[finding.severity].word, font=_font(bold=True))
    cell.fill, cell.alignment = _fill(MARKERS[finding.severity]), Alignment(horizontal="center", vertical="top")
    where = finding.where
    place = "!".join(part for part in (where.sheet, where.cell) if part) or "the whole return"
    target = places.get((where.sheet or "", where.cell or ""))
    cell = _write(
        sheet, (row, PLACE), place, font=_font(colour="#1A5FB4" if target else INK, underline="single" if target else None)
    )
    if target:
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target)
    _write(sheet, (row, FINDING), finding.message)
    _write(sheet, (row, ABOUT), finding.subject, font=_font(bold=True))
    _write(sheet, (row, CODE), finding.code, font=_font(colour=MUTED))
    _write_response(sheet, row, response)


def _write_gone(sheet: Worksheet, row: int, gone: Mapping[ResponseKey, str]) -> None:
    """Answers whose finding is gone, with the title of its kind; read again like all others."""
    titles = {kind.code: kind.title for kind in catalogue.ALL}
    _write(sheet, (row, 1), GONE, font=CellFont(name=FONT, size=12, bold=True, color=_colour(ACCENT)), wrapped=False)
    sheet.row_dimensions[row].height = 20
    for below, ((code, subject), response) in enumerate(sorted(gone.items()), start=row + 1):
        _write(sheet, (below, FINDING), titles.get(code, ""))
        _write(sheet, (below, ABOUT), subject, font=_font(bold=True))
        _write(sheet, (below, CODE), code, font=_font(colour=MUTED))
        _write_response(sheet, below, response)


def _write_response(sheet: Worksheet, row: int, response: str) -> None:
    cell = _write(sheet, (row, RESPONSE), response)
    cell.protection, cell.fill = Protection(locked=False), _fill(OPEN_FILL)
    for column in range(1, len(RESPONSE_HEADINGS) + 1):
        sheet.cell(row, column).border = Border(bottom=Side("thin", color=_colour(RULE)))
    lines = (
        len(wrap(str(sheet.cell(row, column).value or ""), column_pixels(width) - CELL_PADDING - INDENT, BODY))
        for column, width in enumerate(WIDTHS, start=1)
    )
    sheet.row_dimensions[row].height = height_of(max(lines), BODY)


def _write(sheet: Worksheet, place: tuple[int, int], text: str, *, font: Any = None, wrapped: bool = True) -> Any:
    """Writes text that is never a formula, whatever it begins with."""
    cell: Any = sheet.cell(*place)
    cell.number_format = TEXT_FORMAT
    if text:
        cell.value = plain(text)
        cell.data_type = "s"
    cell.font = font or _font()
    cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=wrapped, indent=1 if wrapped else 0)
    return cell


def _font(*, bold: bool = False, colour: str = INK, underline: Any = None) -> CellFont:
    return CellFont(name=FONT, size=10, bold=bold, color=_colour(colour), underline=underline)


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=_colour(colour))


def _colour(colour: str) -> str:
    return colour.removeprefix("#")


def _set_up(sheet: Any) -> None:
    """Headings in view, one page wide on paper, and only the responses to be typed into; there is no password."""
    sheet.freeze_panes = sheet.cell(CHECK_HEADING_ROW + 1, 1)
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{CHECK_HEADING_ROW}:{CHECK_HEADING_ROW}"
    sheet.sheet_properties.tabColor = _colour(ACCENT)
    sheet.protection.sheet = True
    sheet.protection.formatRows = sheet.protection.formatColumns = False  # False: it may be done
