"""What openpyxl does not keep when it copies a workbook, put back into the finished file.

Results of formulas: without them a copy would read as empty wherever a formula stands, until Excel has opened it. And the
times of writing, in the properties and the package: the same inputs give the same bytes. And the properties of a font, which it
writes in an order of its own, stand in that of the Open XML schemas again.
"""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import IO
from xml.sax.saxutils import escape

from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import ARC_STYLE, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from workbook_tools.model.layout import PROPERTIES_PART

FIXED = (1980, 1, 1, 0, 0, 0)  # the earliest time that a package can state
FIXED_STAMP = "1980-01-01T00:00:00Z"
CELL, FORMULA, VALUE = (f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("c", "f", "v"))
_STAMP = re.compile(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")
_FONT = re.compile(r"<(font|rPr)>(.*?)</\1>", re.DOTALL)  # of a cell, of a part of its text
_FONT_PROPERTY = re.compile(r"<(\w+)\b[^>]*(?:/>|></\1>)")
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "rFont", "family",
    "charset", "scheme",
)  # fmt: skip
_FORMULA_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f\b[^>]*/>|<f\b[^>]*>[^<]*</f>)<v\s*(?:/>|></v>)', re.DOTALL)

Results = Mapping[str, Mapping[str, tuple[str, str]]]
"""By sheet and address: type and text of a formula's stored result."""


def results_of(stream: IO[bytes]) -> Results:
    """The stored results of all formulas of a workbook; formulas without one are left out."""
    parts = _sheet_parts(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: found for name, part in parts.items() if (found := _results(archive, part))}


def finish(content: bytes, results: Results) -> bytes:
    """The copy that openpyxl saved, with the results of its formulas and without a clock's time."""
    names = {part: name for name, part in _sheet_parts(BytesIO(content)).items()}
    finished = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(finished, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == PROPERTIES_PART:
                data = _STAMP.sub(rf"\g<1>{FIXED_STAMP}\g<2>", data.decode()).encode()
            if info.filename == ARC_STYLE or b"<rPr>" in data:
                data = _FONT.sub(_in_schema_order, data.decode()).encode()
            if found := results.get(names.get(info.filename, "")):
                data = _put_back(data.decode(), found).encode()
            part = zipfile.ZipInfo(info.filename, FIXED)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, data)
    return finished.getvalue()


def _in_schema_order(font: re.Match[str]) -> str:
    tag, listed = font.groups()
    properties = sorted(_FONT_PROPERTY.finditer(listed), key=lambda found: _FONT_ORDER.index(found[1]))
    return f"<{tag}>{''.join(found[0] for found in properties)}</{tag}>"


def _sheet_parts(stream: IO[bytes]) -> dict[str, str]:
    reader = ExcelReader(stream, read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    return {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}


def _results(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    found = {}
    with archive.open(part) as source:
        for _, cell in iterparse(source):
            if cell.tag != CELL:
                continue
            value = cell.find(VALUE)
            if cell.find(FORMULA) is not None and (value is not None or cell.get("t") == "str"):
                found[cell.get("r", "")] = (cell.get("t", "n"), (value.text or "") if value is not None else "")
            cell.clear()
    return found


def _put_back(xml: str, results: Mapping[str, tuple[str, str]]) -> str:
    def put(match: re.Match[str]) -> str:
        address, more, formula = match.groups()
        if address not in results:
            return match[0]
        kind, text = results[address]
        return f'<c r="{address}"{more} t="{kind}">{formula}<v>{escape(text)}</v>'

    return _FORMULA_CELL.sub(put, xml)
