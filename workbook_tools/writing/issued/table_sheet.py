"""A sheet of an issued return that holds a table: given cells, open cells, and what formulas show beside them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from workbook_tools.model.layout import Content
from workbook_tools.model.scheme import Scheme, Style
from workbook_tools.model.service_return import Indicator, Row
from workbook_tools.model.words import Unit
from workbook_tools.writing.cells import CellValue, Number, decimals_of, number_cell
from workbook_tools.writing.issued.columns import ReturnColumn, Role
from workbook_tools.writing.issued.plan import FIRST, HEADINGS, TablePlan
from workbook_tools.writing.issued.previews import NOTE_WANTED, Shown
from workbook_tools.writing.issued.protect import protect
from workbook_tools.writing.issued.validations import validation_of
from workbook_tools.writing.measure import column_pixels, height_of, wrap
from workbook_tools.writing.page import Page
from workbook_tools.writing.return_data import earlier_cells
from workbook_tools.writing.row_cells import cells_of
from workbook_tools.writing.theme import DATE_FORMAT, Look, font_of, indent_of, styles_of

A4 = 9  # Excel's number of the paper
TYPED_DATE = "dd/mm/yyyy"
PERCENT_PLACES = 2  # decimals of a percentage that is typed, at least
TEXT_FORMAT = "@"  # Excel keeps what is typed: 3-4 does not become a date
FORMATS = {
    Content.FIGURE: "General",
    Content.PROGRESS: "0%",
    Content.SCORE: "0",
    Content.MONEY: "£#,##0.00",
    Content.DATE: TYPED_DATE,
}
UNIT_FORMATS = {Unit.GBP: "£#,##0.00;-£#,##0.00"}
HINT = "Fill in the yellow cells. White cells are filled in for you; what stands beside them is worked out while you type."
MARKED = Style(word="", symbol="", fill="#FFF27A", ink="#1F2933")
"""Looks of a note that is wanted."""


def write_table_sheet(page: Page, plan: TablePlan, scheme: Scheme, shown: Mapping[int, Shown], about: str) -> None:
    """Writes the sheet of a table.

    Args:
        page: an empty worksheet.
        plan: the table.
        scheme: for words, colours and scales.
        shown: by row, counted from 0: formulas and today's results of what is shown there; nothing where a row has none.
        about: whose return it is, shown above the table.
    """
    page.set_widths([column.width for column in plan.columns])
    page.write(0, 0, plan.table.sheet, Look.TITLE, text_wrap=False)
    page.write(1, 0, about, Look.SUBTITLE, text_wrap=False)
    page.write(2, 0, HINT, Look.SUBTITLE, text_wrap=False)
    for index, column in enumerate(plan.columns):
        page.write(HEADINGS, index, column.heading, Look.HEADER, **_alignment(column))
    for row, given in enumerate(plan.rows, start=FIRST):
        _write_row(page, plan, row, given, shown.get(row))
    for row in range(FIRST + len(plan.rows), plan.last + 1):
        _write_spare(page, plan, row, shown.get(row))
    _validate(page, plan, scheme)
    _colour(page, plan, scheme)
    _set_up(page, plan)


def _write_row(page: Page, plan: TablePlan, row: int, given: Row, shown: Shown | None) -> None:
    contents = cells_of(plan.table, given)
    earlier = iter(earlier_cells(given, [column.period for column in plan.columns if column.period]))
    lines = 1
    for index, column in enumerate(plan.columns):
        if column.role is Role.SHOWN:
            _write_shown(page, row, index, column, shown)
            continue
        value = next(earlier) if column.period else contents[column.name]
        look = Look.OPEN if column.role is Role.OPEN or _is_left_open(column, value) else Look.GIVEN
        if column.name == "score" and shown:
            _write_formula(page, row, index, column, shown)
        else:
            _put(page, (row, index), value, column, look=look, number_format=_number_format(column, given))
        if isinstance(value, str):
            pixels = column_pixels(column.width) - indent_of(look)
            lines = max(lines, len(wrap(value, pixels, font_of(look))))
    page.raise_row(row, height_of(max(lines, 2), font_of(Look.GIVEN)))


def _write_spare(page: Page, plan: TablePlan, row: int, shown: Shown | None) -> None:
    for index, column in enumerate(plan.columns):
        if column.role is Role.SHOWN:
            _write_shown(page, row, index, column, shown)
        elif column.name == "score" and shown:
            _write_formula(page, row, index, column, shown)
        else:
            _put(page, (row, index), None, column, look=Look.OPEN, number_format=FORMATS.get(column.content, TEXT_FORMAT))


def _is_left_open(column: ReturnColumn, value: CellValue) -> bool:
    """A budget that was not known at issue is the service's to fill in."""
    return column.name == "budget" and value is None


def _put(page: Page, place: tuple[int, int], value: CellValue, column: ReturnColumn, *, look: Look, number_format: str) -> None:
    if isinstance(value, Number):
        number_format = value.number_format
    elif isinstance(value, date):
        number_format = TYPED_DATE if look is Look.OPEN else DATE_FORMAT
    page.put(*place, value, page.theme.format(look, num_format=number_format, **_alignment(column)))


def _alignment(column: ReturnColumn) -> dict[str, Any]:
    return {"align": "right", "indent": 0} if column.content in FORMATS else {}


def _number_format(column: ReturnColumn, given: Row) -> str:
    """How a figure that is typed is shown: in the unit of its row, with the decimals of its target and earlier values."""
    if column.content is not Content.FIGURE or not isinstance(given, Indicator):
        return FORMATS.get(column.content, TEXT_FORMAT)
    if given.unit is Unit.PERCENT:
        figures = [given.target, *(seen.figure for seen in given.earlier)]
        numbers = [figure.printed or figure.number for figure in figures if figure.number is not None]
        places = max([PERCENT_PLACES, *(decimals_of(number) for number in numbers if number)])
        return number_cell(Decimal(0), Unit.PERCENT, places).number_format
    return UNIT_FORMATS.get(given.unit, FORMATS[Content.FIGURE])


def _write_shown(page: Page, row: int, index: int, column: ReturnColumn, shown: Shown | None) -> None:
    number_format = FORMATS.get(column.content, "General")
    cell_format = page.theme.format(Look.SHOWN, num_format=number_format)
    if shown is None or column.name not in shown.formulas:
        page.put(row, index, None, cell_format)
        return
    page.sheet.write_formula(row, index, shown.formulas[column.name], cell_format, shown.results.get(column.name, ""))


def _write_formula(page: Page, row: int, index: int, column: ReturnColumn, shown: Shown) -> None:
    """A cell that a formula fills in and an officer may overwrite."""
    cell_format = page.theme.format(Look.OPEN, num_format=FORMATS[column.content], **_alignment(column))
    page.sheet.write_formula(row, index, shown.formulas[column.name], cell_format, shown.results.get(column.name, ""))


def _validate(page: Page, plan: TablePlan, scheme: Scheme) -> None:
    """One validation a column, over all its rows."""
    cells = {column.name: plan.cell(column.name, FIRST) for column in plan.columns}
    for index, column in enumerate(plan.columns):
        options = validation_of(column, plan.table.name, scheme, cells) if column.role is not Role.SHOWN else None
        if options:
            page.sheet.data_validation(FIRST, index, plan.last, index, dict(options))


def _colour(page: Page, plan: TablePlan, scheme: Scheme) -> None:
    """Status words in their colours; a note that is wanted stands out."""
    for index, column in enumerate(plan.columns):
        if column.styles:
            quiet = column.styles in {"trends", "movements"}
            page.colour_words((FIRST, index, plan.last, index), styles_of(scheme, column.styles), quiet=quiet)
    to_do, note = plan.index("to_do"), plan.index("note")
    if to_do is not None and note is not None:
        wanted = f'=LEFT({plan.cell("to_do", FIRST)},{len(NOTE_WANTED)})="{NOTE_WANTED}"'
        for index in (to_do, note):
            page.colour_where((FIRST, index, plan.last, index), wanted, MARKED)


def _set_up(page: Page, plan: TablePlan) -> None:
    """Headings and titles stay in view; no password; A4 landscape with the headings on every page."""
    sheet, title = page.sheet, plan.index("title") or 0
    sheet.freeze_panes(FIRST, title + 1)
    sheet.hide_gridlines(2)
    first_open = next(index for index, column in enumerate(plan.columns) if column.role is Role.OPEN)
    sheet.set_selection(FIRST, first_open, FIRST, first_open)
    protect(sheet)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADINGS)
    sheet.set_footer("&L&A&RPage &P of &N")
    area = f"A1:{xl_rowcol_to_cell(plan.last, len(plan.columns) - 1)}"
    sheet.ignore_errors({"number_stored_as_text": area, "formula_unlocked": area, "formula_differs": area})
