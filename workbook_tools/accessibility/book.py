"""A workbook as an audit sees it: what is shown, how it looks and what floats above it. Values only; `loading` makes them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from workbook_tools.reading.addresses import address_of, column_letters, row_and_column

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384


class Kind(StrEnum):
    """What a cell holds. EMPTY cells are kept only where they have a fill; a formula that was never calculated is UNKNOWN."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes/no"
    ERROR = "error"
    UNKNOWN = "unknown"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell or a run of its text looks.

    Attributes:
        font: its name.
        size: points.
        ink: colour of the text, #RRGGBB.
        fills: colours behind the text; none for no fill, several for a pattern or a gradient.
        style: name of the cell style, such as "Normal" or "Heading 1".
    """

    font: str = "Calibri"
    size: float = 11.0
    bold: bool = False
    italic: bool = False
    raised: bool = False
    ink: str = "#000000"
    fills: tuple[str, ...] = ()
    wrapped: bool = False
    rotated: bool = False
    style: str = "Normal"

    @property
    def coloured(self) -> bool:
        """Whether the fill shows on a white page."""
        return any(fill != "#FFFFFF" for fill in self.fills)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: `text` is what it holds as text (a number as stored), `runs` the looks of its parts where they differ."""

    row: int
    column: int
    kind: Kind
    text: str
    look: Look
    formula: str = ""
    runs: tuple[Look, ...] = ()

    @property
    def address(self) -> str:
        """Such as "F14"."""
        return address_of(self.row, self.column)

    @property
    def looks(self) -> tuple[Look, ...]:
        """Of each part of its text."""
        return self.runs or (self.look,)


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A rectangle of cells, all bounds inclusive."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def parse(cls, text: str) -> "Area":
        """The area of "A1", "A1:C3", "A:C" or "2:5", with or without dollar signs.

        Raises:
            ValueError: it is none of these.
        """
        first, _, last = text.replace("$", "").upper().partition(":")
        corners = [_corner(first, 1, 1), _corner(last or first, LAST_ROW, LAST_COLUMN)]
        (top, left), (bottom, right) = (tuple(map(pick, zip(*corners, strict=True))) for pick in (min, max))
        return cls(left, top, right, bottom)

    def __contains__(self, place: tuple[int, int]) -> bool:
        row, column = place
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def __str__(self) -> str:
        """Such as "A1:C3", or "A1" for one cell."""
        first, last = address_of(self.top, self.left), address_of(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"


def _corner(text: str, row: int, column: int) -> tuple[int, int]:
    """Row and column; a column or a row alone takes the other from what is given."""
    if text.isdecimal():
        found = int(text), column
    elif re.fullmatch(r"[A-Z]+", text):
        found = row, row_and_column(f"{text}1")[1]
    else:
        found = row_and_column(text)
    if not (1 <= found[0] <= LAST_ROW and 1 <= found[1] <= LAST_COLUMN):
        raise ValueError(text)
    return found


@dataclass(frozen=True, slots=True)
class Table:
    """A marked-up table (an Excel table): where it is, its headings as it states them, which of its rows are no data."""

    name: str
    area: Area
    headings: tuple[str, ...]
    header_rows: int
    totals_rows: int
    filter_buttons: bool

    @property
    def body(self) -> range:
        """The rows of data."""
        return range(self.area.top + self.header_rows, self.area.bottom - self.totals_rows + 1)

    @property
    def columns(self) -> range:
        """From left to right, counted from 1 on the sheet."""
        return range(self.area.left, self.area.right + 1)


@dataclass(frozen=True, slots=True)
class ConditionalFormat:
    """A rule that changes how cells look: None and no fills leave colours as they are."""

    areas: tuple[Area, ...]
    kind: str
    ink: str | None
    fills: tuple[str, ...]
    number_format: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link at a cell: `target` an address outside of the workbook, `location` a place inside."""

    row: int
    column: int
    target: str
    location: str


@dataclass(frozen=True, slots=True)
class Floating:
    """Something above the cells: a picture, chart, shape, text box or control; `alternative` is its alt text."""

    kind: str
    name: str
    address: str
    alternative: str
    decorative: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; spans are first and last row or column, inclusive."""

    name: str
    hidden: bool = False
    is_chart: bool = False
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    hidden_rows: tuple[tuple[int, int], ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    widths: tuple[tuple[int, int, float], ...] = ()
    default_width: float = 8.43
    tables: tuple[Table, ...] = ()
    formats: tuple[ConditionalFormat, ...] = ()
    links: tuple[Link, ...] = ()
    floating: tuple[Floating, ...] = ()
    frozen: bool = False
    active_cell: str = "A1"
    top_left_cell: str = "A1"
    page_texts: bool = False
    filter_area: str = ""
    background: bool = False

    @property
    def filled(self) -> Iterator[Cell]:
        """Cells that hold something, in the order of the file."""
        return (cell for cell in self.cells.values() if cell.kind is not Kind.EMPTY)

    @property
    def texts(self) -> Iterator[Cell]:
        """Cells of text that are not in a hidden row or column."""
        return (cell for cell in self.shown if cell.kind is Kind.TEXT)

    @property
    def shown(self) -> Iterator[Cell]:
        """Cells that hold something and are not in a hidden row or column."""
        for cell in self.filled:
            if not (within(cell.row, self.hidden_rows) or within(cell.column, self.hidden_columns)):
                yield cell

    def at(self, row: int, column: int) -> Cell | None:
        """The cell at a place if it holds something."""
        cell = self.cells.get((row, column))
        return cell if cell and cell.kind is not Kind.EMPTY else None

    def width_of(self, column: int) -> float:
        """Characters that a column is wide."""
        return next((width for first, last, width in self.widths if first <= column <= last), self.default_width)

    def in_table(self, cell: Cell) -> bool:
        """Whether the cell stands in a marked-up table, headings included."""
        return any((cell.row, cell.column) in table.area for table in self.tables)

    def place(self, where: object) -> str:
        """A place on the sheet as it is shown: "Actions!F14"."""
        return f"{self.name}!{where}"


def within(number: int, spans: tuple[tuple[int, int], ...]) -> bool:
    """Whether a row or column lies in one of the spans, which are in order."""
    before = bisect_right(spans, (number, LAST_ROW)) - 1
    return before >= 0 and number <= spans[before][1]


def columns_text(first: int, last: int) -> str:
    """Such as "column C" or "columns C to F"."""
    if first == last:
        return f"column {column_letters(first)}"
    return f"columns {column_letters(first)} to {column_letters(last)}"


def rows_text(first: int, last: int) -> str:
    """Such as "row 3" or "rows 3 to 5"."""
    return f"row {first}" if first == last else f"rows {first} to {last}"


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook.

    Attributes:
        file: its name without the folder.
        sheets: in their order, hidden ones and chart sheets too.
        active: index of the sheet that is shown first.
        base_size: points of the font that column widths are counted in.
        title, language, author: of the document; empty where there is none. The author may be a person or an organisation.
        macros, outside: what the workbook holds of code, and of links to other files or data.
        broken_names: defined names that lead nowhere.
    """

    file: str
    sheets: tuple[Sheet, ...]
    active: int = 0
    base_size: float = 11.0
    title: str = ""
    language: str = ""
    author: str = ""
    macros: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    broken_names: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[Sheet, ...]:
        """The worksheets that a reader sees."""
        return tuple(sheet for sheet in self.sheets if not sheet.hidden and not sheet.is_chart)

    @property
    def shown_or_charts(self) -> tuple[Sheet, ...]:
        """The same with chart sheets."""
        return tuple(sheet for sheet in self.sheets if not sheet.hidden)
