"""What a finished workbook really holds: count and sum of columns of one sheet, read back from its XML row by row."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from workbook_tools.control.amounts import EXACT, number_of
from workbook_tools.control.package import DAMAGED, Package
from workbook_tools.control.plain_xml import NotProvedError
from workbook_tools.control.proofs import NIL, Sum
from workbook_tools.control.shared_strings import text_of
from workbook_tools.control.sheet_rows import NUMBER_TYPES, StoredCell, StoredRow, rows_in

CHUNK = 256 * 1024  # bytes of XML held at a time, beside one row
_NUMERAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_Key = tuple[bytes, bytes]
"""A text as it is stored: its type, and its number among the shared strings or the XML of it."""
_NO_FILE: _Key = (b"", b"")


@dataclass(frozen=True, slots=True)
class WorkbookTotals:
    """What a finished workbook holds.

    Attributes:
        sums: by file and heading; the file "" is all of them together.
        unproved: None, or the sentence that says why the workbook could not be followed; then `sums` is empty.
    """

    sums: dict[tuple[str, str], Sum]
    unproved: str | None = None


def read_workbook_totals(stream: BinaryIO, sheet: str, headings: Sequence[str], file_heading: str = "File") -> WorkbookTotals:
    """Count and sum of columns by file and together, at the 15 digits that Excel holds; rows are read one after another.

    An amount that is kept as text because a number would round it (plain digits) counts; any other text does not.

    Args:
        stream: the workbook, open for reading bytes.
        sheet: the name of the sheet; its headings stand in its first row that has all of them.
        headings: those of the columns to be added up.
        file_heading: that of the column that names the file, left of those.
    """
    try:
        return WorkbookTotals(_Adder(Package(stream), headings, file_heading).totals(sheet))
    except NotProvedError as error:
        return WorkbookTotals({}, f"The workbook could not be proved: {error}.")


class _Adder:
    def __init__(self, package: Package, headings: Sequence[str], file_heading: str) -> None:
        self.package, self.headings, self.file_heading = package, headings, file_heading
        self.sums: dict[tuple[_Key, str], tuple[int, Decimal]] = {}

    def totals(self, name: str) -> dict[tuple[str, str], Sum]:
        part = next((sheet.part for sheet in self.package.sheets if sheet.name == name), "")
        if not part:
            raise NotProvedError(f"it has no sheet {name}")
        columns = self._columns(part)
        self._add_all(part, columns)
        return self._by_name()

    def _columns(self, part: str) -> dict[bytes, str]:
        """The heading of each column that is needed; the number of their row is kept."""
        wanted = {*self.headings, self.file_heading}
        for row in _rows_of(self.package, part):
            cells = [StoredCell(*cell) for cell in row.cells if cell[2] not in NUMBER_TYPES]
            texts = self._texts({_key(cell) for cell in cells})
            found = {cell.column: text for cell in cells if (text := texts[_key(cell)]) in wanted}
            if set(found.values()) == wanted:
                if next(iter(found.values())) != self.file_heading:
                    raise NotProvedError(f"the column {self.file_heading} does not stand left of the amounts")
                self.heading_row = row.number
                return found
        raise NotProvedError(f"no row of it has all the headings {', '.join(sorted(wanted))}")

    def _add_all(self, part: str, columns: dict[bytes, str]) -> None:
        """Adds up the columns below their headings; of all other cells nothing is made."""
        cells_in = _finder(columns)
        row, file = b"", _NO_FILE
        for piece in _pieces(self.package, part, b"</row>"):
            _require_ours(piece, part)
            for column, number, style, kind, bare, body, odd in cells_in(piece):
                if odd:
                    raise NotProvedError(_not_ours(part))
                if number != row:
                    row, file = number, _NO_FILE
                if int(row) <= self.heading_row:
                    continue
                heading = columns[column]
                if heading == self.file_heading:
                    file = _key(StoredCell(column, style, kind, bare, body))
                elif (amount := self._amount(StoredCell(column, style, kind, bare, body))) is not None:
                    count, total = self.sums.get((file, heading), (0, NIL))
                    self.sums[file, heading] = count + 1, EXACT.add(total, amount)

    def _amount(self, cell: StoredCell) -> Decimal | None:
        if cell.kind in NUMBER_TYPES:
            return number_of(cell.value) if cell.value else None
        text = self._texts({_key(cell)})[_key(cell)]
        return Decimal(text) if _NUMERAL.fullmatch(text) else None

    def _by_name(self) -> dict[tuple[str, str], Sum]:
        texts = self._texts({file for file, _ in self.sums})
        named = {("", heading): Sum() for heading in self.headings}
        for (file, heading), (count, total) in self.sums.items():
            one = Sum(count, total)
            for key in {(texts[file], heading), ("", heading)}:
                named[key] = named.get(key, Sum()) + one
        return named

    def _texts(self, keys: set[_Key]) -> dict[_Key, str]:
        """The texts behind keys, in one pass over the shared strings where any of them stands there."""
        shared = {int(value) for kind, value in keys if kind == b"s" and value.isdigit()}
        found = _strings_at(self.package, shared) if shared else {}
        return {
            (kind, value): found.get(int(value), "") if kind == b"s" and value.isdigit() else text_of(value)
            for kind, value in keys
        }


def _key(cell: StoredCell) -> _Key:
    """A formula's text is made like an inline one."""
    if cell.kind in {b"s", b"inlineStr"}:
        return cell.kind, cell.value.strip() if cell.kind == b"s" else cell.body
    return b"inlineStr", b"<t>" + cell.value + b"</t>"


def _pieces(package: Package, part: str, end: bytes) -> Iterator[bytes]:
    """A part in pieces that each stop behind an `end`; the last one is what is left."""
    try:
        with package.archive.open(package.names[part.lower()]) as stream:
            left = b""
            while chunk := stream.read(CHUNK):
                whole, mark, left = (left + chunk).rpartition(end)
                if mark:
                    yield whole + mark
            yield left
    except DAMAGED as error:
        raise NotProvedError(f"its part {part} is missing or damaged") from error


def _rows_of(package: Package, part: str) -> Iterator[StoredRow]:
    for piece in _pieces(package, part, b"</row>"):
        _require_ours(piece, part)
        rows = rows_in(piece.split(b"<row ")[1:])
        if rows is None:
            raise NotProvedError(_not_ours(part))
        yield from rows


def _finder(columns: Collection[bytes]) -> Callable[[bytes], list[tuple[bytes, ...]]]:
    """What finds the cells of some columns, from left to right.

    Of each: column, number of its row, style, type, bare value, else the XML within it; the last is something where the cell
    is written in another form than ours.
    """
    letters = b"|".join(sorted(columns))
    match = re.compile(
        rb"(" + letters + rb')([0-9]{1,7})"'
        rb'(?:(?: s="([0-9]{1,6})")?(?: t="([a-zA-Z]+)")?(?:/>|>(?:<v>([^<]*)</v></c>|(.*?)</c>))|(.))',
        re.DOTALL,
    ).match
    firsts = {column[:1] for column in columns}

    def cells_in(piece: bytes) -> list[tuple[bytes, ...]]:
        cells = piece.split(b'<c r="')[1:]  # most of them hold texts, which the pattern need not go through
        return [found.groups(b"") for cell in cells if cell[:1] in firsts and (found := match(cell))]

    return cells_in


def _require_ours(piece: bytes, part: str) -> None:
    """Raises NotProvedError where cells could be passed over: all must begin with their address."""
    if b"<!" in piece or b"<c>" in piece or piece.count(b"<c ") != piece.count(b'<c r="'):
        raise NotProvedError(_not_ours(part))


def _not_ours(part: str) -> str:
    return f"its part {part} is not written as our workbooks are"


def _strings_at(package: Package, wanted: set[int]) -> dict[int, str]:
    """The shared strings with these numbers."""
    part = package.part_of("/sharedStrings")
    found: dict[int, str] = {}
    start = 0
    for piece in _pieces(package, part, b"</si>") if part else ():
        items = piece.split(b"</si>")
        here = range(start, start + len(items) - 1)
        found |= {number: text_of(items[number - start]) for number in wanted if number in here}
        start = here.stop
    return found
