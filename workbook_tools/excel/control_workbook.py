"""The control workbook with the buttons of the registry, still without the macros behind them."""

from workbook_tools.excel.macros.sheet_macros import macros_for
from workbook_tools.excel.registry import Group
from workbook_tools.writing.control_book.book import write_control_book


def build_control_book() -> bytes:
    """The workbook as an .xlsx file whose buttons name their macros. Two builds give the same bytes."""
    return write_control_book(macros_for(Group.TEAM).buttons)
