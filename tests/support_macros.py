"""Files with macros for tests: a small workbook, and what an independent reader finds in a packed one."""

import warnings
from datetime import datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter

from workbook_tools.excel.macro_texts import Host, macros_folder, module_names, module_text

ENTRIES = ("OfficerButtons", "TeamButtons", "Ribbon")


def modules_of(entries: str, host: Host = Host.EXCEL) -> dict[str, str]:
    """The texts of a file's modules by name."""
    return {name: module_text(name) for name in module_names(entries, host)}


def all_texts() -> dict[str, str]:
    """Every module in `macros/`, by name."""
    return {path.stem: module_text(path.stem) for path in sorted(macros_folder().glob("*.bas"))}


def plain_book(*macros: str) -> bytes:
    """A workbook of one sheet with a button for each macro."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2024, 1, 1)})  # noqa: DTZ001 - a day, wherever one is
        sheet = book.add_worksheet("Sheet")
        for row, macro in enumerate(macros):
            sheet.insert_button(3 * row, 1, {"macro": macro, "caption": macro})
    return content.getvalue()


def modules_read_back(path: Path) -> dict[str, str]:
    """The texts of a packed file's modules, as olevba reads them; without those that belong to the workbook and its sheets."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what oletools itself calls
        from oletools.olevba import VBA_Parser

        parser = VBA_Parser(str(path))
        found = {name.removesuffix(".bas"): text for _, _, name, text in parser.extract_macros() if name.endswith(".bas")}
        parser.close()
    return found
