"""Files with macros for tests: a small workbook, and what an independent reader finds in a packed one."""

import re
import warnings
import zipfile
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter

from workbook_tools.excel.macros.macro_texts import Host, macros_folder, module_names, module_text


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


def bootstrap_code() -> str:
    """The Python that the macros start with `-c`: the text that BootstrapCode puts together."""
    function = module_text("Bootstrap").partition("Public Function BootstrapCode")[2]
    *code, opening, closing = re.findall(r'"([^"]*)"', function)
    return f"{opening}{''.join(code)}{closing}"


def public_subs(texts: Iterable[str]) -> set[str]:
    """The names of all macros in VBA texts that a button can run."""
    return {name for text in texts for name in re.findall(r"^Public Sub (\w+)\(", text, re.MULTILINE)}


def put_back(text: str) -> list[tuple[str, ...]]:
    """The buttons that a module puts back: sheet, anchor, caption, and the macro with its module."""
    calls = re.findall(r"^    PutButton (.*)$", text.replace("\r", ""), re.MULTILINE)
    return [tuple(re.findall(r'"((?:[^"]|"")*)"', call)) for call in calls]


def sheet_macros(content: bytes) -> list[str]:
    """The macros of the buttons on a workbook's sheets, in the order in which they were drawn."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        drawings = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/drawings/vml")]
    return [macro for drawing in drawings for macro in re.findall(r"<x:FmlaMacro>\[0\]!(\w+)</x:FmlaMacro>", drawing)]
