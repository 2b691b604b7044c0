"""The rows of a sheet's XML: their numbers, whether they are hidden, their cells that are not empty."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from workbook_tools.control.plain_xml import NotProvedError, is_plain, plain, unescaped
from workbook_tools.control.shared_strings import SharedStrings, text_of

_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})[0-9]+"(?: s="([0-9]{1,6})")?(?: t="([a-zA-Z]+)")?(?:/>|>(?:<v>([^<]*)</v></c>'
    rb"|((?:<f>[^<]*</f>)?<v>[^<]*</v>|.*?)</c>))",  # what nearly all formulas look like comes before what any cell may
    re.DOTALL,
)
_ROW = re.compile(rb'r="([0-9]{1,7})"')
_HIDDEN = re.compile(rb' (?:hidden="(?:1|true)"|ht="0(?:\.0+)?")')
_FORMULA = re.compile(rb"<f([^>]*?)(?:/>|>(.*?)</f>)", re.DOTALL)
_VALUE = re.compile(rb"<v(?: [^>]*)?>(.*?)</v>", re.DOTALL)
BareCell = tuple[bytes, bytes, bytes, bytes, bytes]
NUMBER_TYPES = (b"", b"n")


class StoredCell(NamedTuple):
    """A cell as it is stored.

    Its column's letters, the number of its style, its type (b"" for a number), its bare value, or else the XML within it.
    """

    column: bytes
    style: bytes
    kind: bytes
    bare: bytes
    body: bytes

    @property
    def value(self) -> bytes:
        """What stands as its value, raw; b"" without one."""
        body = self.body
        if not body:
            return self.bare
        if body.endswith(b"</v>") and (start := body.rfind(b"<v>")) >= 0:
            return body[start + 3 : -4]
        found = _VALUE.search(_FORMULA.sub(b"", body))
        return found[1] if found else b""

    @property
    def has_formula(self) -> bool:
        """Whether its value is the result of a formula."""
        return b"<f" in self.body

    @property
    def formula(self) -> tuple[str, str]:
        """The attributes of its formula and the formula, each "" without one."""
        found = _FORMULA.search(self.body)
        return (unescaped(found[1]), unescaped(found[2] or b"")) if found else ("", "")


def text_in(cell: BareCell, strings: SharedStrings) -> str:
    """What a cell says as text: "" for an empty one, the digits as stored for a number."""
    _, _, kind, bare, body = cell
    if kind == b"inlineStr":
        return text_of(body)
    value = bare or StoredCell(*cell).value
    return strings.text(value.strip()) if kind == b"s" else unescaped(value)


class StoredRow(NamedTuple):
    """A row: its number from 1, whether it is hidden, its cells with something in them from left to right.

    The cells are bare, as `StoredCell(*cell)` takes them: most of them are never asked for.
    """

    number: int
    hidden: bool
    cells: list[BareCell]


def rows_of(content: bytes) -> list[StoredRow]:
    """The rows of a sheet in the order of the file.

    Raises:
        NotProvedError: its XML cannot be followed.
    """
    if is_plain(content, b"worksheet") and (rows := _rows(content)) is not None:
        return rows
    rows = _rows(plain(content))
    if rows is None:
        raise NotProvedError("the cells in its XML cannot be followed")
    return rows


def _rows(content: bytes) -> list[StoredRow] | None:
    """The rows of a sheet in the plain form; None where it is another, or cut off."""
    if not content.rstrip().endswith(b"</worksheet>"):
        return None
    start, end = content.find(b"<sheetData"), content.rfind(b"</sheetData>")
    if end < 0:
        return [] if b"<row" not in content else None
    pieces = content[start:end].split(b"<row ")
    if b"<row" in pieces[0]:
        return None
    return rows_in(pieces[1:])


def rows_in(pieces: Iterable[bytes]) -> list[StoredRow] | None:
    """The rows in pieces of the plain form, each from behind "<row " to the next; None where it is another form."""
    rows: list[StoredRow] = []
    for piece in pieces:
        if (row := _row(piece)) is None:
            return None
        rows.append(row)
    return rows


def _row(piece: bytes) -> StoredRow | None:
    header, _, body = piece.partition(b">")
    number = _ROW.match(header)
    found = _CELL.findall(body)
    # One mark alone is looked for many times as fast as more.
    if not number or not _are_all(found, body) or (b"w" in body and b"<row" in body):
        return None
    hidden = (b"hidden" in header or b'ht="0' in header) and _HIDDEN.search(header) is not None
    return StoredRow(int(number[1]), hidden, [cell for cell in found if cell[3] or cell[4]])


def _are_all(found: list[BareCell], body: bytes) -> bool:
    """Whether these are all cells in the XML of a row; the colours of texts in it begin with the same letter."""
    return body.count(b"<c") == len(found) or (body.count(b"<c ") == len(found) and b"<c>" not in body)
