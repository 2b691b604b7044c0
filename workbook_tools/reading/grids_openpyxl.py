"""A workbook as grids of cells, read with openpyxl.

Only what a grid holds is read: values, number formats, which sheets, rows and columns are hidden, which cells are merged and
which are struck out. Charts, pictures, comments, links, validations and conditional formats are left alone, so a return cannot
fail or be slowed down by them; a merged range is two addresses, a range of hidden columns two numbers, however large it is.
"""

import math
import re
import warnings
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element
from zipfile import BadZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE, is_date_format, is_timedelta_format
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet._reader import COL_TAG, FORMULA_TAG, MERGE_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.functions import iterparse

from workbook_tools.findings import ReadingError
from workbook_tools.reading.addresses import address_of, row_and_column
from workbook_tools.reading.grids import Cell, CellKind, Grid, number_of
from workbook_tools.reading.struck_out import TRUE_WORDS, is_struck_out, mark_rich_texts, struck_styles

GENERAL = "General"
CARRIAGE_RETURN = re.compile(r"_x000D_\n?|\r\n?")  # how a line break of the keyboard may stand in the file
HARMLESS_WARNINGS = (
    "Workbook contains no default style",  # only looks are concerned
    r"Cell \w+ is marked as a date",  # the cell then shows #VALUE!, which becomes a finding
)
MALFORMED = (
    BadZipFile, zlib.error, EOFError, SyntaxError, InvalidFileException, UserWarning, OSError, LookupError, ValueError,
    TypeError, AttributeError, ArithmeticError, NotImplementedError, RuntimeError, MemoryError,
)  # fmt: skip
"""What openpyxl, zipfile and the XML parser (lxml, where it is installed) raise on a file that is not in order; openpyxl checks
types late, hence so many."""


Area = tuple[int, int, int, int]
"""First row and column, last row and column."""


@dataclass(frozen=True, slots=True)
class _Formats:
    """Number formats by style, and which styles show dates or durations or strike their text out."""

    codes: tuple[str, ...]
    dates: frozenset[int]
    durations: frozenset[int]
    struck: frozenset[int]


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
    mark_rich_texts(reader, formats.struck)
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
    durations = frozenset(style for style in dates if is_timedelta_format(codes[style]))
    return _Formats(codes, dates, durations, struck_styles(workbook))


def _read_sheet(reader: ExcelReader, formats: _Formats, name: str, part: str, *, hidden: bool) -> Grid:
    cells: dict[tuple[int, int], Cell] = {}
    struck: set[tuple[int, int]] = set()
    merged: list[Area | None] = []
    hidden_spans: list[tuple[int, int]] = []
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
                for place, cell, is_struck in _row_cells(parser, element, formats):
                    cells[place] = cell
                    if is_struck:
                        struck.add(place)
                element.clear()
            elif element.tag == COL_TAG:
                hidden_spans.extend(_hidden_span(element))
            elif element.tag == MERGE_TAG:
                merged.extend(_merged(area.get("ref", "")) for area in element)
    hidden_rows = (int(row) for row, facts in parser.row_dimensions.items() if facts.get("hidden", "").lower() in TRUE_WORDS)
    hidden_columns = frozenset(_within({column for _, column in cells}, hidden_spans)) if hidden_spans else frozenset()
    return Grid(
        name,
        cells,
        hidden,
        frozenset(hidden_rows),
        hidden_columns,
        frozenset(struck),
        merged=tuple(_apart(filter(None, merged))),
    )


def _hidden_span(element: Element) -> Iterator[tuple[int, int]]:
    """First and last column of a range of columns that is hidden; nothing where it is shown, or no range at all."""
    first, last = element.get("min", ""), element.get("max", "")
    if element.get("hidden", "").lower() in TRUE_WORDS and first.isdecimal() and last.isdecimal():
        yield int(first), int(last)


def _within(columns: Iterable[int], spans: Iterable[tuple[int, int]]) -> Iterator[int]:
    """The columns that lie in any of the spans, each once."""
    left = sorted(columns)
    for first, last in spans:
        start, end = bisect_left(left, first), bisect_right(left, last)
        yield from left[start:end]
        del left[start:end]


def _merged(area: str) -> Area | None:
    """First row and column, last row and column of a merged area; None where it is no area at all."""
    first, _, last = area.partition(":")
    try:
        return (*row_and_column(first), *row_and_column(last))
    except ValueError:
        return None


def _apart(areas: Iterable[Area]) -> list[Area]:
    """The areas from the top down, without those that overlap one before: Excel writes none, and shows none."""
    kept: list[Area] = []
    still_open: list[Area] = []
    for area in sorted(areas):
        top, left, _, right = area
        still_open = [other for other in still_open if other[2] >= top]
        if all(right < other[1] or other[3] < left for other in still_open):
            kept.append(area)
            still_open.append(area)
    return kept


def _row_cells(parser: WorkSheetParser, element: Element, formats: _Formats) -> Iterator[tuple[tuple[int, int], Cell, bool]]:
    """Place and content of each cell that is not empty, and whether it is struck out."""
    codes = formats.codes
    formulas = [cell.find(FORMULA_TAG) for cell in element]
    _, found = parser.parse_row(element)  # type: ignore[arg-type] # the stub asks for more than is used
    for source, facts, formula in zip(element, found, formulas, strict=True):
        row, column, style = facts["row"], facts["column"], facts["style_id"]
        if not (isinstance(row, int) and isinstance(column, int) and isinstance(style, int)):
            raise TypeError(facts)
        kind, value = _content(facts["value"], str(facts["data_type"]), formula)
        if kind is not CellKind.EMPTY:
            cell = Cell(kind, value, address_of(row, column), codes[style] if style < len(codes) else GENERAL)
            yield (row, column), cell, is_struck_out(facts["value"], source, by_style=style in formats.struck)


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
    if not math.isfinite(value):
        return CellKind.ERROR, "#NUM!"
    return CellKind.NUMBER, number_of(value)
