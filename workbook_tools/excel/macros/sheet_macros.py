"""The buttons of a workbook's own sheets, with the macros behind them."""

from functools import partial

from workbook_tools.excel.macros.kept_buttons import pack_for_libreoffice
from workbook_tools.excel.macros.macro_texts import OFFICER_MODULE, TEAM_MODULE, Host, module_names, module_text
from workbook_tools.excel.macros.packing import pack
from workbook_tools.excel.registry import BUTTONS, STOP_CAPTION, STOP_MACRO, STOP_TIP, Group
from workbook_tools.writing.sheet_buttons import Macros, SheetButton

ENTRIES = {Group.OFFICER: OFFICER_MODULE, Group.TEAM: TEAM_MODULE}
PACKERS = {Host.EXCEL: pack, Host.LIBREOFFICE: pack_for_libreoffice}


def macros_for(group: Group, host: Host = Host.EXCEL) -> Macros:
    """The buttons of one group, for a workbook that is used in `host`. The team's work may be long, so one more stops it.

    Raises:
        ToolkitError: the texts of the macros are not there.
    """
    buttons = [SheetButton(button.caption, button.macro, button.tip) for button in BUTTONS if button.group is group]
    if group is Group.TEAM:
        buttons.append(SheetButton(STOP_CAPTION, STOP_MACRO, STOP_TIP))
    modules = {name: module_text(name) for name in module_names(ENTRIES[group], host)}
    return Macros(tuple(buttons), partial(PACKERS[host], modules=modules))
