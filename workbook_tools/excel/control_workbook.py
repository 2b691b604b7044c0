"""The control workbook with the buttons of the registry, still without the macros behind them."""

from workbook_tools.excel.registry import BUTTONS, STOP_MACRO, Group
from workbook_tools.writing.control_book.book import write_control_book
from workbook_tools.writing.control_book.control_sheet import SheetButton

STOP = SheetButton("Stop", STOP_MACRO, "Stops the work that is going on before its next step; what is finished stays.")


def build_control_book() -> bytes:
    """The workbook as an .xlsx file whose buttons name their macros. Two builds give the same bytes."""
    team = [SheetButton(button.caption, button.macro, button.tip) for button in BUTTONS if button.group is Group.TEAM]
    return write_control_book([*team, STOP])
