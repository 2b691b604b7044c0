"""A small workbook that meets every point of the checklist, for tests to break one point at a time."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.styles.named_styles import NamedStyle
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

Change = Callable[[Any], object]
TEXTS: dict[str, list[list[str | float]]] = {
    "Cover": [["Housing performance, 2022/23"], ["Published by the council on 1 June 2023."]],
    "Contents": [["Contents"], ["Each line leads to a sheet."], ["Indicators"], ["Notes"]],
    "Indicators": [
        ["Indicators of housing, 2022/23"],
        ["This sheet has one table. [x] means not available. Notes are on the notes sheet."],
        ["Indicator", "Value [note 1]", "Target", "Status"],
        ["Repairs in time", 96.2, 95, "On target"],
        ["Rent arrears", 4.1, "[x]", "No target"],
        ["Void days", 31, 28, "Off target"],
    ],
    "Notes": [["Notes"], ["This sheet has one table."], ["Note", "Text"], ["note 1", "Provisional."]],
}


def write_accessible(path: Path, change: Change | None = None) -> Path:
    """The workbook, changed before it is saved."""
    book = Workbook()
    book.remove(book.worksheets[0])
    heading = NamedStyle("Heading 1", font=Font("Arial", 14, bold=True))
    for name, rows in TEXTS.items():
        sheet = book.create_sheet(name)
        sheet.column_dimensions["A"].width = 24
        for values in rows:
            sheet.append(values)
        for row in sheet:
            for cell in row:
                cell.font, cell.alignment = Font("Arial", 12), Alignment(wrap_text=True)
        sheet["A1"].style = heading
    add_table(book["Indicators"], "HousingIndicators", "A3:D6")
    add_table(book["Notes"], "Notes_list", "A3:B4")
    for address, target in (("A3", "Indicators"), ("A4", "Notes")):
        book["Contents"][address].hyperlink = Hyperlink(address, location=f"'{target}'!A1")
    book.properties.title, book.properties.language, book.properties.creator = "Housing performance", "en-GB", "The council"
    if change:
        change(book)
    book.save(path)
    return path


def add_table(sheet: Worksheet, name: str, area: str) -> Table:
    """A marked-up table without filter buttons, its headings taken from the cells."""
    table = Table(name=name, displayName=name, ref=area)
    headings = [str(cell.value) for cell in sheet[area][0]]
    table.tableColumns = [TableColumn(id=number, name=heading) for number, heading in enumerate(headings, start=1)]
    sheet.add_table(table)
    return table


def put(sheet: str, address: str, value: object) -> Change:
    """A cell with another content, None to empty it."""

    def change(book: Workbook) -> None:
        book[sheet][address].value = value

    return change


def edit_package(path: Path, parts: dict[str, Callable[[str], str]]) -> Path:
    """The workbook with parts rewritten; a part that it did not have is made from an empty text."""
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    for name, rewrite in parts.items():
        before = content.get(name, b"").decode()
        after = rewrite(before)
        assert after != before, name
        content[name] = after.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return path
