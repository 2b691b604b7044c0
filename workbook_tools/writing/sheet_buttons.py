"""Buttons on a sheet that run macros, in a row of their own."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbook_tools.writing.growing_sheet import GrowingSheet
from workbook_tools.writing.measure import Font, text_width
from workbook_tools.writing.page import Page

HEIGHT, LEFT, GAP, MARGIN = 30, 3, 8, 12  # pixels: of a button, before the first, between two, beside the longest caption
ROW_HEIGHT, ROW_PIXELS = 36.0, 48  # of the row that they stand in: points, and as many pixels
CAPTION = Font(11.0)  # as XlsxWriter writes it


@dataclass(frozen=True, slots=True)
class SheetButton:
    """A button on a sheet.

    Attributes:
        caption: what stands on it.
        macro: the Sub that a click runs.
        tip: what it does, for screen readers.
    """

    caption: str
    macro: str
    tip: str


@dataclass(frozen=True, slots=True)
class Macros:
    """What a workbook needs for buttons that do something.

    Attributes:
        buttons: those on its sheet.
        pack: puts the macros into the finished workbook; its name must then end in .xlsm.
    """

    buttons: tuple[SheetButton, ...]
    pack: Callable[[bytes], bytes]


def draw_buttons(page: Page, row: int, buttons: Sequence[SheetButton]) -> None:
    """Draws buttons of one size side by side from the left edge of an empty row, which becomes high enough for them."""
    page.raise_row(row, ROW_HEIGHT)
    if isinstance(page.sheet, GrowingSheet):
        page.sheet.fixed_rows.add(row)
    width = math.ceil(max(text_width(button.caption, CAPTION) for button in buttons)) + 2 * MARGIN
    for number, button in enumerate(buttons):
        options = {
            "caption": button.caption,
            "macro": button.macro,
            "description": button.tip,
            "x_offset": LEFT + number * (width + GAP),
            "y_offset": (ROW_PIXELS - HEIGHT) // 2,
            "width": width,
            "height": HEIGHT,
        }
        page.sheet.insert_button(row, 0, options)
