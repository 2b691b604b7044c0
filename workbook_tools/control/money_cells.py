"""Every cell of every money column of a workbook, by a second path over its XML: nothing here is shared with `reading`."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import msgspec

from workbook_tools.control.amounts import EXACT, amount_of, number_of
from workbook_tools.control.heading_rows import Heading, HeadingFinder, regions
from workbook_tools.control.package import Package, SheetPart
from workbook_tools.control.plain_xml import NotProvedError
from workbook_tools.control.quick_look import Search
from workbook_tools.control.sheet_rows import NUMBER_TYPES, BareCell, StoredCell, StoredRow, rows_of, text_in
from workbook_tools.control.sum_rows import Amounts, SummingFormulas, sum_rows
from workbook_tools.control.vocabulary import ONE, Vocabulary, load_vocabulary
from workbook_tools.findings import shorten


class Stored(StrEnum):
    """How a cell holds what it says."""

    NUMBER = "number"
    TEXT_NUMBER = "text_number"  # an amount typed as text: Excel's own SUM leaves it out
    OTHER = "other"  # a text that is no amount, an error, a formula without a result


class MoneyRow(msgspec.Struct, frozen=True, gc=False):
    """A row of a table with money.

    Attributes:
        table: the name of its table ("finance").
        sheet: the name of its sheet.
        number: counted from 1.
        hidden: whether it is hidden.
        sums: whether it sums up others.
        name: its title, or else its code; "" without either.
    """

    table: str
    sheet: str
    number: int
    hidden: bool = False
    sums: bool = False
    name: str = ""


class MoneyCell(msgspec.Struct, frozen=True, gc=False):
    """A cell of a money column that is not empty.

    Attributes:
        row: its row.
        field: the field of its column ("budget").
        cell: its address.
        stored: how it holds what it says.
        pounds: the exact amount at Excel's 15 digits, scaled by the column's heading; None where it holds none.
        text: what it says, where that is a text.
    """

    row: MoneyRow
    field: str
    cell: str
    stored: Stored
    pounds: Decimal | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class MoneyCells:
    """What the second path finds in a workbook.

    Attributes:
        cells: the cells of all money columns on sheets that are shown, in the order of the workbook.
        hidden_sheets: the names of the sheets that are not shown, and so not counted.
        unproved: sentences on what could not be followed; where there are any, the totals prove nothing.
    """

    cells: tuple[MoneyCell, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    unproved: tuple[str, ...] = ()


def find_money_cells(content: bytes, declared_scale: Decimal = ONE, vocabulary: Vocabulary | None = None) -> MoneyCells:
    """The money in a workbook that has passed the preflight.

    Args:
        content: the workbook's bytes.
        declared_scale: how many pounds one figure is in columns whose headings state no scale themselves.
        vocabulary: the headings to look for; those that are shipped, if None.
    """
    try:
        package = Package(content)
        return _in_sheets(package, Search(vocabulary or load_vocabulary(), package, declared_scale))
    except NotProvedError as error:
        return MoneyCells(unproved=(f"The file could not be proved: {error}.",))


def _in_sheets(package: Package, search: Search) -> MoneyCells:
    cells: list[MoneyCell] = []
    unproved: list[str] = []
    for sheet in package.sheets:
        if sheet.part and not sheet.hidden:
            try:
                content = package.read(sheet.part)
                if search.may_hold_money(sheet.name, content):
                    _take_sheet(sheet, content, search, cells, unproved)
            except NotProvedError as error:
                unproved.append(f"The sheet {shorten(sheet.name)} could not be proved: {error}.")
    hidden = tuple(sheet.name for sheet in package.sheets if sheet.hidden)
    return MoneyCells(tuple(cells), hidden, tuple(unproved))


def _take_sheet(sheet: SheetPart, content: bytes, search: Search, cells: list[MoneyCell], unproved: list[str]) -> None:
    found: list[MoneyCell] = []
    tables = 0
    for heading, rows in regions(rows_of(content), HeadingFinder(search.words, search.strings, sheet.name)):
        if heading.money:
            table = _Table(sheet.name, heading, search)
            found.extend(table.cells(rows))
            unproved.extend(table.unproved)
            tables += 1
    cells.extend(found if tables <= 1 else sorted(found, key=lambda cell: cell.row.number))


_Found = tuple[BareCell, Stored, Decimal | None, str]
"""A cell, how it holds what it says, its pounds, its text."""


class _Table:
    """The money of one table; `unproved` fills while its cells are found."""

    def __init__(self, sheet: str, heading: Heading, search: Search) -> None:
        self.sheet, self.heading, self.search = sheet, heading, search
        self.scales = {column: money.scale or search.scale for column, money in heading.money.items()}
        self.unproved = [
            f"The column '{shorten(text)}' of the sheet {shorten(sheet)} could not be proved: another means the same."
            for text in heading.unclear
        ]

    def cells(self, rows: list[StoredRow]) -> Iterator[MoneyCell]:
        """The cells of the money columns in the rows below the heading."""
        kept = [(row, found, self._name(row)) for row in rows if (found := self._found(row))]
        if not kept:
            return
        formulas = SummingFormulas(kept[0][0].number, kept[-1][0].number)
        summing = sum_rows(_amounts(row, found, name, formulas) for row, found, name in kept)
        fields = {column: money.field for column, money in self.heading.money.items()}
        letters = {column: column.decode() for column in fields}
        for (number, hidden, _), found, name in kept:
            row = MoneyRow(self.heading.table, self.sheet, number, hidden, number in summing, name)
            digits = str(number)
            for cell, stored, pounds, text in found:
                column = cell[0]
                yield MoneyCell(row, fields[column], letters[column] + digits, stored, pounds, text)

    def _found(self, row: StoredRow) -> list[_Found]:
        scales, number = self.scales, row.number
        return [
            found
            for cell in row.cells
            if (scale := scales.get(cell[0])) is not None
            and (found := (self._number if cell[2] in NUMBER_TYPES else self._text)(cell, number, scale))
        ]

    def _text(self, cell: BareCell, row: int, scale: Decimal) -> _Found | None:
        """What a cell holds that is no number; None for an empty one."""
        text = text_in(cell, self.search.strings).strip()
        if not text:
            return None
        kind = cell[2]
        if kind == b"e":
            return self._odd(cell, row, text, f"holds the error {shorten(text)}")
        pounds = None if kind in {b"b", b"d"} else amount_of(text, scale)
        return cell, Stored.OTHER if pounds is None else Stored.TEXT_NUMBER, pounds, text

    def _number(self, cell: BareCell, row: int, scale: Decimal) -> _Found | None:
        """What a cell holds that is no text; None for an empty one."""
        _, style, _, bare, body = cell
        if not (value := bare or StoredCell(*cell).value):
            return self._odd(cell, row, "", "holds a formula without a stored result") if b"<f" in body else None
        if (number := number_of(value)) is None:
            return self._odd(cell, row, value.decode("utf-8", "replace"), "holds no number that can be followed")
        as_it_is = scale is ONE or scale == ONE or self.search.formats.shows_pounds(style)
        return cell, Stored.NUMBER, number if as_it_is else EXACT.multiply(number, scale), ""

    def _odd(self, cell: BareCell, row: int, text: str, why: str) -> _Found:
        place = f"{self.sheet}!{cell[0].decode()}{row}"
        self.unproved.append(f"{shorten(place)} could not be proved: it {why}.")
        return cell, Stored.OTHER, None, text

    def _name(self, row: StoredRow) -> str:
        """The title of a row, or else its code."""
        for column in (self.heading.title, self.heading.code):
            for cell in row.cells:
                if cell[0] == column and (text := text_in(cell, self.search.strings)):
                    return " ".join(text.split())
        return ""


def _amounts(row: StoredRow, found: list[_Found], name: str, formulas: SummingFormulas) -> Amounts:
    amounts: dict[bytes, Decimal] = {}
    typed = []
    summed = False
    for cell, stored, pounds, _ in found:
        column, _, _, _, body = cell
        if pounds is not None:
            amounts[column] = pounds
        if stored is Stored.TEXT_NUMBER:
            typed.append(column)
        if body and formulas.sums_column(StoredCell(*cell), row.number):
            summed = True  # the others are asked all the same, since the first of a shared formula tells of the next
    return Amounts(row.number, name, amounts, typed, summed)
