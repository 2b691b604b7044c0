"""The two readers of workbooks side by side, and packages written by hand."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from workbook_tools.reading.grids import Grid
from workbook_tools.reading.grids_openpyxl import read_grids
from workbook_tools.reading.grids_plain import read_plain_grids
from workbook_tools.reading.plain_xml import NotPlainError
from workbook_tools.reading.struck_out import MAIN

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"

PARTS: Mapping[str, str] = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}.sheet.main+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SPREADSHEET}.sharedStrings+xml"/></Types>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr/>'
    '<sheets><sheet name="Sheet" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    STYLES: f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="[hh]:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/></font>'
    '<font><strike/></font></fonts><fills><fill><patternFill patternType="none"/></fill></fills><borders><border><left/>'
    '</border></borders><cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs>'
    + "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="0" xfId="0"/>'
        for number, font in ((0, 0), (164, 0), (165, 0), (10, 0), (0, 1), (18, 0))
    )
    + '</cellXfs><cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
    STRINGS: f'<sst xmlns="{MAIN}" count="2" uniqueCount="2"><si><t>first</t></si>'
    '<si><t xml:space="preserve"> second</t></si></sst>',
    SHEET: f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>',
}
"""A workbook of one cell."""


def write_package(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """`PARTS` with some of them replaced; texts get the usual first line."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**PARTS, **parts}.items():
            archive.writestr(name, content if isinstance(content, bytes) else HEAD + content)
    return path


def sheet_of(rows: str, *, before: str = "", after: str = "") -> dict[str, str | bytes]:
    """The part of a sheet with these rows."""
    return {SHEET: f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'}


def strings_of(items: str) -> dict[str, str | bytes]:
    """The part of shared strings with these items."""
    return {STRINGS: f'<sst xmlns="{MAIN}">{items}</sst>'}


def plain(path: Path) -> tuple[Grid, ...] | None:
    """What the quick reader makes of a workbook; None where it leaves it to the other."""
    try:
        with zipfile.ZipFile(path) as archive:
            return read_plain_grids(archive)
    except NotPlainError:
        return None


def require_equal(path: Path) -> tuple[Grid, ...]:
    """What both readers make of a workbook that must be plain; the same to the last digit and type."""
    quick, thorough = plain(path), read_grids(path)
    assert quick is not None, f"{path.name} is not plain"
    assert quick == thorough
    assert repr(quick) == repr(thorough)  # 1.50 equals 1.5, but is not shown like it
    return quick
