"""The cells of a plain worksheet."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import chain

from workbook_tools.reading.cell_content import Content, date_content, number_content, text_content
from workbook_tools.reading.date_serials import shown_date
from workbook_tools.reading.grids import Cell, CellKind
from workbook_tools.reading.plain_attributes import PLACES, Looks
from workbook_tools.reading.plain_styles import Style
from workbook_tools.reading.plain_texts import NO_TEXT, Text, inline_text
from workbook_tools.reading.plain_xml import NotPlainError, unescaped
from workbook_tools.reading.struck_out import TRUE_WORDS, Strikes, all_struck_out

LONGEST_ROW = 4 * 1024 * 1024  # characters: 16,384 columns with long numbers
SHORT = 15  # characters of a number that is read at once, unless it ends in a zero: it has no more digits than Excel holds
LONGEST_TAG = 1024  # characters of the start tag of a row; that of one with every attribute has a third of that
ROW_END = "</row>"
_ROW = re.compile(r'<row r="([1-9][0-9]{0,6})"((?: [A-Za-z0-9]+(?::dyDescent)?="[^"<&\t\n]*")*)(/?)>')
_CELL = re.compile(
    r'<c r="([A-Z0-9]++)"([^<>/]*+)(?:>(?:<f>[^<&]*+</f>)?+<v>([^<]++)</v></c>'  # nearly all
    r'|/>|>((?:<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?(?:<v(?: xml:space="preserve")?>[^<]*</v>|<v/>|<is>.+?</is>)?)</c>)'
    r"|(.+)",  # whatever else there is to the end
    re.DOTALL,
)
_CONTENT = re.compile(
    r'(<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?(?:<v(?: xml:space="preserve")?>([^<]*)</v>|<v/>|<is>(.+)</is>)?', re.DOTALL
)
_FORMULA = re.compile(r"<f((?: [A-Za-z0-9]+=\"[^\"<&\t\n]*\")*)(?:/>|>([^<]*)</f>)")
_ATTRIBUTE = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')
_ROW_ATTRIBUTES = frozenset(
    {"spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed", "thickTop", "thickBot", "ph"}
)
_FORMULA_ATTRIBUTES = frozenset({"t", "ref", "si", "ca", "aca", "bx", "dt2D", "dtr", "del1", "del2", "r1", "r2"})
_DIGITS = "0123456789.-"
_NUMERIC = frozenset({"", "n"})
_NUMBER_KIND = CellKind.NUMBER
_NO_PARTS: Strikes = ()
_PREFIXED = "x14ac:dyDescent"
_PREFIXED_ATTRIBUTES = _ROW_ATTRIBUTES | {_PREFIXED}
_PREFIX = 'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
_NUMBER = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{0,30})?(?:[eE][+-]?[0-9]{1,3})?")
_WHOLE = re.compile(r"-?[0-9]+")


@dataclass(slots=True)
class SheetCells:
    """What the rows of a sheet hold; filled as they are read. The cells are by row and column."""

    rows: dict[int, dict[int, Cell]]
    struck: set[tuple[int, int]]
    hidden_rows: dict[int, bool]


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What the cells of all sheets refer to: shared strings by number as written, styles, the calendar."""

    texts: Mapping[str, Text]
    looks: Looks
    of_1904: bool


def read_cells(rows: str, root: str, book: BookFacts) -> SheetCells:
    """The cells of a sheet; `rows` is what its element `sheetData` holds, `root` the start tag of the whole sheet.

    Raises:
        NotPlainError: not all of it is plain.
    """
    found = SheetCells({}, set(), {})
    known = _PREFIXED_ATTRIBUTES if _PREFIX in root else _ROW_ATTRIBUTES
    try:
        _read_rows(_rows(rows, found.hidden_rows, known), found, book)
    except (KeyError, InvalidOperation) as error:  # a text that the workbook does not have, a number that is none
        raise NotPlainError from error
    found.rows = _in_order(found.rows)
    return found


def _rows(rows: str, hidden_rows: dict[int, bool], known: frozenset[str]) -> Iterator[list[tuple[str, ...]]]:
    """The cells of each row, as matches of `_CELL`; `known` are the attributes that a row may have."""
    *chunks, rest = rows.split(ROW_END)
    for chunk in chunks:
        at = _row_start(chunk, hidden_rows, known)
        if at is None or len(chunk) > LONGEST_ROW:
            raise NotPlainError
        matches = _CELL.findall(chunk, at)
        if matches and matches[-1][-1]:
            raise NotPlainError
        yield matches
    if _row_start(rest, hidden_rows, known) is not None:
        raise NotPlainError


def _in_order(rows: dict[int, dict[int, Cell]]) -> dict[int, dict[int, Cell]]:
    """The same rows from the top down, the cells of each from left to right, as nearly every program writes them."""
    numbers = sorted(rows)
    if numbers == [*rows] and all(sorted(cells) == [*cells] for cells in rows.values()):
        return rows
    return {number: dict(sorted(rows[number].items())) for number in numbers}


def _row_start(chunk: str, hidden_rows: dict[int, bool], known: frozenset[str]) -> int | None:
    """Where the cells of a row begin, behind empty rows and its own start tag; None where only empty rows stand."""
    at = 0
    while end := chunk.find(">", at, at + LONGEST_TAG) + 1:
        number, hidden, is_empty = _row(chunk[at:end], known)
        if hidden is not None:
            hidden_rows[number] = hidden
        at = end
        if not is_empty:
            return at
    if at < len(chunk):
        raise NotPlainError
    return None


@lru_cache(maxsize=4096)  # the sheets of a batch have the same rows
def _row(tag: str, known: frozenset[str]) -> tuple[int, bool | None, bool]:
    """The number of a row, whether it is hidden (None where its tag says nothing of it but its extent), whether it is empty."""
    row = _ROW.fullmatch(tag)
    names = [name for name, _ in _ATTRIBUTE.findall(row[2])] if row else []
    if row is None or len(names) != len(set(names)) or not known.issuperset(names):
        raise NotPlainError
    says_more = not set(names) <= {"spans", _PREFIXED}
    hidden = dict(_ATTRIBUTE.findall(row[2])).get("hidden", "").lower() in TRUE_WORDS if says_more else None
    return int(row[1]), hidden, bool(row[3])


def _read_rows(matches: Iterable[list[tuple[str, ...]]], found: SheetCells, book: BookFacts) -> None:
    """Adds the cells of rows, each a list of matches of `_CELL`. Those with a shared string or a number are the most by far.

    Raises:
        KeyError: the workbook has no such text.
        decimal.InvalidOperation: a number is none.
    """
    rows, texts, looks, of_1904 = found.rows, book.texts, book.looks, book.of_1904
    cells: dict[int, Cell] = {}
    last = 0  # no row of a sheet
    for address, attributes, simple, content, _ in chain.from_iterable(matches):
        style, kind = looks[attributes]
        row, column = PLACES[address]
        strikes = _NO_PARTS
        if simple and kind == "s":
            what, value, strikes = texts[simple]
        elif simple and kind in _NUMERIC and style.is_date:
            what, value = _date(simple, of_1904, style.is_duration)
        elif simple and kind in _NUMERIC and len(simple) <= SHORT and simple[-1] != "0" and not simple.strip(_DIGITS):
            what, value = _NUMBER_KIND, Decimal(simple)
        elif simple:
            what, value = _value(kind, simple, style, of_1904=of_1904)
        elif content:
            what, value, strikes = _other(kind, content, style, book)
        else:
            continue
        if value is not None:
            if row != last:
                last, cells = row, rows.setdefault(row, {})
            cells[column] = Cell(what, value, address, style.code)
            if (strikes or style.struck) and all_struck_out(strikes, by_style=style.struck):
                found.struck.add((row, column))


def _other(kind: str, content: str, style: Style, book: BookFacts) -> tuple[*Content, Strikes]:
    """What stands in a cell that holds more than a value, and a formula without attributes."""
    match = _CONTENT.fullmatch(content)
    if match is None:
        raise NotPlainError
    formula, value, inline = match[1] or "", match[2] or "", match[3] or ""
    text = _formula_text(formula) if formula else ""
    if inline:
        if kind != "inlineStr":
            raise NotPlainError
        return inline_text(inline)
    if value and kind == "s":
        return book.texts[value]
    if value:
        return (*_value(kind, value, style, of_1904=book.of_1904), ())
    if not formula or kind == "str":
        return NO_TEXT
    return CellKind.FORMULA_WITHOUT_VALUE, f"={text}", ()


def _formula_text(element: str) -> str:
    match = _FORMULA.fullmatch(element)
    names = [name for name, _ in _ATTRIBUTE.findall(match[1])] if match else []
    if match is None or len(names) != len(set(names)) or not _FORMULA_ATTRIBUTES.issuperset(names):
        raise NotPlainError
    return unescaped(match[2] or "")


def _value(kind: str, value: str, style: Style, *, of_1904: bool) -> Content:
    match kind:
        case "" | "n":
            return _number(value, style, of_1904=of_1904)
        case "str":
            return text_content(unescaped(value))
        case "e":
            return CellKind.ERROR, unescaped(value)
        case "b" if value in {"0", "1"}:
            return CellKind.YES_NO, value == "1"
        case _:
            raise NotPlainError


def _number(value: str, style: Style, *, of_1904: bool) -> Content:
    if style.is_date:
        return _date(value, of_1904, style.is_duration)
    return number_content(_parsed(value))


@lru_cache(maxsize=4096)  # the days of a batch are few
def _date(value: str, of_1904: bool, is_duration: bool) -> Content:  # noqa: FBT001 - remembered by place, which is quicker
    shown = shown_date(_parsed(value), of_1904=of_1904, duration=is_duration)
    return (CellKind.ERROR, shown) if isinstance(shown, str) else date_content(shown)


def _parsed(value: str) -> float:
    if not _NUMBER.fullmatch(value):
        raise NotPlainError
    return int(value) if _WHOLE.fullmatch(value) else float(value)
