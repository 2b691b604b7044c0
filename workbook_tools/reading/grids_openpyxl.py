"""A workbook as grids of cells, read with openpyxl.

Only what a grid holds is read: values, number formats, which sheets and rows are hidden, which rows a cell is merged over.
Charts, pictures, comments, links, validations and conditional formats are left alone, so a return cannot fail or be slowed down
by them; a merged range is two addresses, however large it is.
"""

import math
import re
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE, is_date_format, is_timedelta_format
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet._reader import FORMULA_TAG, MERGE_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.functions import iterparse

from workbook_tools.findings import ReadingError
from workbook_tools.reading.addresses import address_of, row_and_column
from workbook_tools.reading.grids import Cell, CellKind, Grid

GENERAL = "General"
TRUE_WORDS = {"1", "true", "on"}
CARRIAGE_RETURN = re.compile(r"_x000D_\n?|\r\n?")  # how a line break of the keyboard may stand in the file
HARMLESS_WARNINGS = (
    "Workbook contains no default style",  # only looks are concerned
    r"Cell \w+ is marked as a date",  # the cell then shows #VALUE!, which becomes a finding
)
MALFORMED = (
    BadZipFile, zlib.error, EOFError, ParseError, InvalidFileException, UserWarning, OSError, LookupError, ValueError,
    TypeError, AttributeError, ArithmeticError, NotImplementedError, RuntimeError, MemoryError,
)  # fmt: skip
"""What openpyxl, zipfile and the XML parser raise on a file that is not in order; openpyxl checks types late, hence so many."""


@dataclass(frozen=True, slots=True)
class _Formats:
    """Number formats by style, and which styles show dates or durations."""

    codes: tuple[str, ...]
    dates: frozenset[int]
    durations: frozenset[int]


def read_grids(path: Path) -> tuple[Grid, ...]:
    """The worksheets of a workbook in their order; chart sheets are left out. The file should have passed `check_safe`.

    Raises:
        ReadingError: the file is not in order.
    """
    try:
        with path.open("rb") as stream, warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)
            for message in HARMLESS_WARNINGS:
                warnings.filterwarnings("ignore", message, UserWarning)
            grids = tuple(_read_workbook(stream))
    except MALFORMED as error:
        raise ReadingError(
            "The workbook is damaged inside and cannot be read. Let Excel open and repair it, save it and send it again."
        ) from error
    if not grids:
        raise ReadingError(
            "The workbook has no worksheet that can be read. Save it as an Excel workbook (.xlsx), not as Strict Open XML."
        )
    return grids


def _read_workbook(stream: Any) -> Iterator[Grid]:
    reader = ExcelReader(stream, read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    formats = _formats_of(reader.wb)
    for sheet, relation in reader.parser.find_sheets():
        if "chartsheet" not in relation.Type:
            yield _read_sheet(reader, formats, sheet.name, relation.target, hidden=sheet.state != "visible")


def _formats_of(workbook: Workbook) -> _Formats:
    identifiers = [style.numFmtId for style in workbook._cell_styles]  # type: ignore[attr-defined]  # noqa: SLF001 - no public way
    own = workbook._number_formats  # type: ignore[attr-defined]  # noqa: SLF001 - as above
    codes = tuple(
        BUILTIN_FORMATS.get(number, GENERAL) if number < BUILTIN_FORMATS_MAX_SIZE else own[number - BUILTIN_FORMATS_MAX_SIZE]
        for number in identifiers
    )
    dates = frozenset(style for style, code in enumerate(codes) if is_date_format(code))
    return _Formats(codes, dates, frozenset(style for style in dates if is_timedelta_format(codes[style])))


def _read_sheet(reader: ExcelReader, formats: _Formats, name: str, part: str, *, hidden: bool) -> Grid:
    cells: dict[tuple[int, int], Cell] = {}
    merged: list[tuple[int, int, int, int] | None] = []
    with reader.archive.open(part) as source:
        parser = WorkSheetParser(
            source,
            reader.shared_strings,
            data_only=True,
            epoch=reader.wb.epoch,
            date_formats=formats.dates,
            timedelta_formats=formats.durations,
        )
        for _, element in iterparse(source):
            if element.tag == ROW_TAG:
                cells.update(_row_cells(parser, element, formats.codes))
                element.clear()
            elif element.tag == MERGE_TAG:
                merged.extend(_merged(area.get("ref", "")) for area in element)
    hidden_rows = (int(row) for row, facts in parser.row_dimensions.items() if facts.get("hidden", "").lower() in TRUE_WORDS)
    return Grid(name, cells, hidden, frozenset(hidden_rows), merged=tuple(filter(None, merged)))


def _merged(area: str) -> tuple[int, int, int, int] | None:
    """First row and column, last row and column of a merged area; None where it is no area at all."""
    first, _, last = area.partition(":")
    try:
        return (*row_and_column(first), *row_and_column(last))
    except ValueError:
        return None


def _row_cells(parser: WorkSheetParser, element: Element, codes: tuple[str, ...]) -> Iterator[tuple[tuple[int, int], Cell]]:
    formulas = [cell.find(FORMULA_TAG) for cell in element]
    _, found = parser.parse_row(element)  # type: ignore[arg-type] # the stub asks for more than is used
    for facts, formula in zip(found, formulas, strict=True):
        row, column, style = facts["row"], facts["column"], facts["style_id"]
        if not (isinstance(row, int) and isinstance(column, int) and isinstance(style, int)):
            raise TypeError(facts)
        kind, value = _content(facts["value"], str(facts["data_type"]), formula)
        if kind is not CellKind.EMPTY:
            yield (row, column), Cell(kind, value, address_of(row, column), codes[style] if style < len(codes) else GENERAL)


def _content(value: Any, data_type: str, formula: Element | None) -> tuple[CellKind, str | Decimal | date | bool | None]:
    """Kind and value of what openpyxl read. A formula whose result is an empty text ("str" without value) is an empty cell."""
    match value:
        case None:
            without_value = formula is not None and data_type != "str"
            return (CellKind.FORMULA_WITHOUT_VALUE, f"={_formula_text(formula)}") if without_value else (CellKind.EMPTY, None)
        case str():
            return _text(value, data_type)
        case bool():
            return CellKind.YES_NO, value
        case int() | float():
            return _number(value)
        case date():
            return CellKind.DATE, value.date() if isinstance(value, datetime) else value
        case _:  # a time of day or a duration: no figure of a return, so it is shown as text
            return CellKind.TEXT, str(value)


def _text(value: str, data_type: str) -> tuple[CellKind, str | None]:
    if data_type == "e":
        return CellKind.ERROR, value
    text = CARRIAGE_RETURN.sub("\n", value)
    return (CellKind.TEXT, text) if text.strip() else (CellKind.EMPTY, None)


def _formula_text(formula: Element | None) -> str:
    return (formula.text or "") if formula is not None else ""


def _number(value: float) -> tuple[CellKind, str | Decimal]:
    """Excel holds 15 significant digits; what binary arithmetic adds behind them was never in the workbook."""
    if not math.isfinite(value):
        return CellKind.ERROR, "#NUM!"
    return CellKind.NUMBER, Decimal(format(Decimal(format(float(value), ".15g")), "f"))  # "f": 1E+6 is 1000000
