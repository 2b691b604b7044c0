"""A ledger extract in CSV as values: its encoding, its separator and its columns are told from what stands in it."""

import codecs
import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO

from workbook_tools.control.amounts import amount_of
from workbook_tools.control.vocabulary import ONE, folded, load_vocabulary, spelling_and_scale, without_pounds

SEPARATORS = (",", ";", "\t")
ROWS_ABOVE_HEADINGS = 20  # at most: a report's title, its date
FILE_HEADINGS = ("file", "file name", "return")
CUT_OFF = ["\0"]  # stands for a row that the reader of CSV gives up at
AMOUNTS = ("budget", "actual", "forecast")


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A row of the ledger; `amounts` are in pounds by field, those that are blank left out.

    `row` is the number of its first line in the file, from 1. `unclear` are the fields that could not be read.
    """

    row: int
    code: str
    service: str
    file: str
    amounts: Mapping[str, Decimal]
    unclear: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger extract.

    Attributes:
        entries: its rows, in order.
        fields: which columns it has: "code", "service", "file", and of budget, actual and forecast those that it has.
        problems: by row (0: the whole file) what is not understood.
    """

    entries: tuple[LedgerEntry, ...] = ()
    fields: frozenset[str] = frozenset()
    problems: tuple[tuple[int, str], ...] = ()


_Columns = dict[str, tuple[int, Decimal]]
"""By field its place in a row, and how many pounds one of its figures is."""


def parse_ledger(content: bytes) -> Ledger:
    """The ledger in a CSV file: UTF-8, UTF-16 with a mark, or Windows-1252; comma, semicolon or tab."""
    text = _decoded(content)
    found = [(heading, rows) for rows in (_rows(text, mark) for mark in SEPARATORS) if (heading := _headings(rows))]
    if not found:
        return Ledger(problems=((0, "no row of headings with a code and budget, actual or forecast was found"),))
    (at, columns), rows = max(found, key=lambda one: len(one[0][1]))
    entries: list[LedgerEntry] = []
    problems: list[tuple[int, str]] = []
    for number, cells in rows[at + 1 :]:
        if cells == CUT_OFF:
            problems.append((number, "it cannot be divided into columns, and what follows was not read"))
        elif any(cell.strip() for cell in cells):
            _take(number, cells, columns, entries, problems)
    return Ledger(tuple(entries), frozenset(columns), tuple(problems))


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _rows(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """The rows with the number of their first line; a field too long for the reader ends them."""
    return list(_numbered(text, separator))


def _numbered(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    number = 1
    try:
        for cells in reader:
            yield number, cells
            number = reader.line_num + 1
    except csv.Error:
        yield number, CUT_OFF


def _headings(rows: Sequence[tuple[int, list[str]]]) -> tuple[int, _Columns] | None:
    """The place of the first row with headings, and its columns."""
    for place, (_, cells) in enumerate(rows[:ROWS_ABOVE_HEADINGS]):
        columns: _Columns = {}
        for index, cell in enumerate(cells):
            if name := _field(cell):
                columns.setdefault(name, (index, spelling_and_scale(cell)[1] or ONE))
        if "code" in columns and any(name in columns for name in AMOUNTS):
            return place, columns
    return None


def _field(heading: str) -> str:
    """The field that a heading of a ledger stands for; "" for any other column."""
    spelling = without_pounds(spelling_and_scale(heading)[0])
    if spelling in FILE_HEADINGS:
        return "file"
    finance = next(words for words in load_vocabulary().tables if words.name == "finance")
    name = finance.fields.get(folded(heading)) or finance.fields.get(spelling) or ("code" if spelling == "code" else "")
    return "service" if name == "section" else name if name in {"code", *AMOUNTS} else ""


def _take(
    number: int, cells: Sequence[str], columns: _Columns, entries: list[LedgerEntry], problems: list[tuple[int, str]]
) -> None:
    def text(name: str) -> str:
        place = columns.get(name, (len(cells), ONE))[0]
        return " ".join(cells[place].split()) if place < len(cells) else ""

    code = text("code")
    amounts, unclear = {}, set()
    for name in AMOUNTS:
        if name in columns and (shown := text(name)):
            pounds = amount_of(shown, columns[name][1])
            if pounds is None:
                unclear.add(name)
                problems.append((number, f"'{shown}' is no amount ({name})"))
            else:
                amounts[name] = pounds
    if code:
        entries.append(LedgerEntry(number, code, text("service"), text("file"), amounts, frozenset(unclear)))
    elif amounts:
        problems.append((number, "it has no code, so it was not compared"))
