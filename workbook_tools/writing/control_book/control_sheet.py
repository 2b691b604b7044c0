"""The sheet Control: what the team fills in, the buttons beside it in the order of work, what the last one said."""

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_cell_to_rowcol

from workbook_tools.model.control_book import (
    FIRST_BUTTON_ROW,
    INPUTS,
    LAST_MESSAGE_ROW,
    MESSAGE_CELL,
    PERIODS,
    SCHEMES,
    TITLE,
    Setting,
)
from workbook_tools.writing.issued.protect import protect
from workbook_tools.writing.issued.validations import ADVISE, from_list
from workbook_tools.writing.page import Page
from workbook_tools.writing.page_setup import set_up_landscape
from workbook_tools.writing.sheet_buttons import SheetButton
from workbook_tools.writing.theme import Look

WIDTHS = (30.0, 50.0, 3.0, 24.0, 66.0)
BUTTONS, TIPS = 3, 4  # columns, counted from 0
INPUT_HEIGHT, HINT_HEIGHT = 28.0, 29.0  # points: two lines each
HINT: Mapping[str, Any] = {"text_wrap": True, "align": "left", "indent": 1}
MARGIN = 4  # pixels around a button
LISTED = {Setting.PERIOD: PERIODS, Setting.SCHEME: SCHEMES}


def write_control(page: Page, buttons: Sequence[SheetButton]) -> None:
    """Writes the sheet; the buttons stand one below the other, each beside a setting."""
    page.set_widths(WIDTHS)
    page.write(0, 0, TITLE, Look.TITLE, text_wrap=False)
    hint = "Fill in the yellow cells and the sheet Services, then work through the buttons from top to bottom."
    page.write(1, 0, hint, Look.SUBTITLE, text_wrap=False)
    page.write(FIRST_BUTTON_ROW - 2, 0, "Settings", Look.SECTION, text_wrap=False)
    page.write(FIRST_BUTTON_ROW - 2, BUTTONS, "Buttons", Look.SECTION, text_wrap=False)
    for setting in Setting:
        _write_input(page, setting)
    for number, button in enumerate(buttons):
        _write_text(page, FIRST_BUTTON_ROW - 1 + 2 * number, button)
    for number, button in enumerate(buttons):  # once the rows are as high as they will be
        _insert(page, FIRST_BUTTON_ROW - 1 + 2 * number, button)
    row, column = xl_cell_to_rowcol(MESSAGE_CELL)
    page.write(row - 1, column, "Last message", Look.SECTION, text_wrap=False)
    message = page.theme.format(Look.GIVEN, num_format="@")
    page.sheet.merge_range(row, column, LAST_MESSAGE_ROW - 1, TIPS, "Nothing was done yet.", message)
    first = xl_cell_to_rowcol(INPUTS[Setting.PERIOD].cell)
    page.sheet.set_selection(*first, *first)
    set_up_landscape(page.sheet)
    page.sheet.fit_to_pages(1, 1)
    protect(page.sheet)


def _write_input(page: Page, setting: Setting) -> None:
    given = INPUTS[setting]
    row, column = xl_cell_to_rowcol(given.cell)
    page.write(row, column - 1, given.label, Look.LABEL, valign="vcenter")
    page.write(row, column, given.first or None, Look.OPEN, num_format="@", valign="vcenter")
    page.write(row + 1, column, given.hint, Look.SUBTITLE, **HINT)
    page.raise_row(row, INPUT_HEIGHT)
    page.raise_row(row + 1, HINT_HEIGHT)
    if listed := LISTED.get(setting):
        options = from_list(listed, given.label, f"{given.hint}.", ADVISE)
        page.sheet.data_validation(row, column, row, column, {**options, "show_input": False})  # the hint stands below


def _write_text(page: Page, row: int, button: SheetButton) -> None:
    page.write(row, TIPS, button.caption, Look.LABEL, **HINT, valign="vcenter")
    page.write(row + 1, TIPS, button.tip, Look.SUBTITLE, **HINT)


def _insert(page: Page, row: int, button: SheetButton) -> None:
    options = {
        "macro": button.macro,
        "caption": button.caption,
        "description": f"Button: {button.caption}. {button.tip}",
        "width": page.pixels(BUTTONS, BUTTONS) - 2 * MARGIN,
        "height": round(page.height(row, row + 1) * 4 / 3) - 2 * MARGIN,
        "x_offset": MARGIN,
        "y_offset": MARGIN,
    }
    page.sheet.insert_button(row, BUTTONS, options)
