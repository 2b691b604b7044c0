"""A workbook as grids of cells, read with openpyxl.

Only what a grid holds is read: values, number formats, which sheets, rows and columns are hidden, which cells are merged and
which are struck out. Charts, pictures, comments, links, validations and conditional formats are left alone, so a return cannot
fail or be slowed down by them; a merged range is two addresses, a range of hidden columns two numbers, however large it is.
"""

import io
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element
from zipfile import BadZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE, is_date_format, is_timedelta_format
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet._reader import COL_TAG, FORMULA_TAG, INLINE_STRING, MERGE_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from workbook_tools.findings import ReadingError
from workbook_tools.reading.addresses import address_of
from workbook_tools.reading.cell_content import EMPTY, Content, date_content, number_content, text_content
from workbook_tools.reading.grids import Cell, CellKind, Grid
from workbook_tools.reading.sheet_areas import Area, apart, columns_within, hidden_span, merged_areas
from workbook_tools.reading.struck_out import TRUE_WORDS, Strikes, all_struck_out, strikes_of

GENERAL = "General"
STRING_TAG = f"{{{SHEET_MAIN_NS}}}si"
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


@dataclass(frozen=True, slots=True)
class _Formats:
    """Number formats by style, and which styles show dates or durations or strike their text out."""

    codes: tuple[str, ...]
    dates: frozenset[int]
    durations: frozenset[int]
    struck: frozenset[int]


class RichText(str):
    """A text in several fonts."""

    __slots__ = ("strikes",)
    strikes: Strikes


def read_grids(source: Path | bytes) -> tuple[Grid, ...]:
    """The worksheets of a workbook in their order; chart sheets are left out. It should have passed `check_safe`.

    Raises:
        ReadingError: the workbook is not in order.
    """
    try:
        with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as stream, warnings.catch_warnings():
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
    _mark_rich_texts(reader, formats)
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
    return _Formats(codes, dates, durations, _struck_styles(workbook))


def _struck_styles(workbook: Workbook) -> frozenset[int]:
    """The styles of cells whose font strikes out."""
    fonts = workbook._fonts  # type: ignore[attr-defined]  # noqa: SLF001 - no public way
    styles = workbook._cell_styles  # type: ignore[attr-defined]  # noqa: SLF001 - as above
    struck = {number for number, font in enumerate(fonts) if font.strike}
    return frozenset(number for number, style in enumerate(styles) if style.fontId in struck)


def _mark_rich_texts(reader: ExcelReader, formats: _Formats) -> None:
    """Puts a `RichText` in place of each shared string in several fonts.

    The strings are gone through a second time only in a workbook that strikes anything out.
    """
    strings = reader.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
    part = strings.PartName[1:] if strings is not None else ""
    if not part or not (formats.struck or b"strike" in reader.archive.read(part)):
        return
    with reader.archive.open(part) as source:
        elements = (element for _, element in iterparse(source) if element.tag == STRING_TAG)
        for number, element in enumerate(elements):
            if strikes := strikes_of(element):
                marked = reader.shared_strings[number] = RichText(reader.shared_strings[number])
                marked.strikes = strikes
            element.clear()


def _read_sheet(reader: ExcelReader, formats: _Formats, name: str, part: str, *, hidden: bool) -> Grid:
    cells: dict[tuple[int, int], Cell] = {}
    struck: set[tuple[int, int]] = set()
    merged: list[Area] = []
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
                hidden_spans.extend(hidden_span(element))
            elif element.tag == MERGE_TAG:
                merged.extend(merged_areas(element))
    hidden_rows = (int(row) for row, facts in parser.row_dimensions.items() if facts.get("hidden", "").lower() in TRUE_WORDS)
    hidden_columns = frozenset(columns_within({column for _, column in cells}, hidden_spans)) if hidden_spans else frozenset()
    return Grid(
        name,
        cells,
        hidden,
        frozenset(hidden_rows),
        hidden_columns,
        frozenset(struck),
        merged=tuple(apart(merged)),
    )


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
            strikes = _strikes(facts["value"], source)
            yield (row, column), cell, all_struck_out(strikes, by_style=style in formats.struck)


def _strikes(value: Any, cell: Element) -> Strikes:
    inline = cell.find(INLINE_STRING) if cell.get("t") == "inlineStr" else None
    if inline is not None:
        return strikes_of(inline)
    return value.strikes if isinstance(value, RichText) else ()


def _content(value: Any, data_type: str, formula: Element | None) -> Content:
    """Kind and value of what openpyxl read. A formula whose result is an empty text ("str" without value) is an empty cell."""
    match value:
        case None:
            without_value = formula is not None and data_type != "str"
            return (CellKind.FORMULA_WITHOUT_VALUE, f"={_formula_text(formula)}") if without_value else EMPTY
        case str():
            return (CellKind.ERROR, value) if data_type == "e" else text_content(value)
        case bool():
            return CellKind.YES_NO, value
        case int() | float():
            return number_content(value)
        case _:
            return date_content(value)


def _formula_text(formula: Element | None) -> str:
    return (formula.text or "") if formula is not None else ""
