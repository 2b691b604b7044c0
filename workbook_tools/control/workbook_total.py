"""What a finished workbook really holds: count and sum of columns of one sheet, read back from its XML row by row."""

import re
from collections.abc import Iterator, Sequence
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
        file_heading: that of the column that names the file.
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
        rows = _rows_of(self.package, part)
        columns = self._columns(part)
        file_column = next(column for column, heading in columns.items() if heading == self.file_heading)
        for row in rows:
            if row.number > self.heading_row:
                self._add(row, columns, file_column)
        return self._by_name()

    def _columns(self, part: str) -> dict[bytes, str]:
        """The heading of each column that is needed; the number of their row is kept."""
        wanted = {*self.headings, self.file_heading}
        for row in _rows_of(self.package, part):
            cells = [StoredCell(*cell) for cell in row.cells if cell[2] not in NUMBER_TYPES]
            texts = self._texts({_key(cell) for cell in cells})
            found = {cell.column: text for cell in cells if (text := texts[_key(cell)]) in wanted}
            if set(found.values()) == wanted:
                self.heading_row = row.number
                return found
        raise NotProvedError(f"no row of it has all the headings {', '.join(sorted(wanted))}")

    def _add(self, row: StoredRow, columns: dict[bytes, str], file_column: bytes) -> None:
        file: _Key = (b"", b"")
        amounts = []
        for cell in row.cells:
            column = cell[0]
            if column == file_column:
                file = _key(StoredCell(*cell))
            elif column in columns and (number := self._amount(cell)) is not None:
                amounts.append((columns[column], number))
        for heading, number in amounts:
            count, total = self.sums.get((file, heading), (0, NIL))
            self.sums[file, heading] = count + 1, EXACT.add(total, number)

    def _amount(self, bare: tuple[bytes, bytes, bytes, bytes, bytes]) -> Decimal | None:
        cell = StoredCell(*bare)
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
        rows = rows_in(piece.split(b"<row ")[1:])
        if rows is None or b"<!" in piece:
            raise NotProvedError(f"its part {part} is not written as our workbooks are")
        yield from rows


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
