"""A sheet's one table, laid out: every cell filled, columns wide and rows high enough, long texts going on in further rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Generic

from workbook_tools.findings import Where
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.scheme import Style
from workbook_tools.writing.accessible.looks import font_of, indent_of
from workbook_tools.writing.accessible.shorthand import ABOVE, CONTINUED, NOT_WRITTEN, SHORT_MEANINGS, filled
from workbook_tools.writing.accessible.widths import width_of
from workbook_tools.writing.cells import CellValue, Link
from workbook_tools.writing.measure import Font, column_pixels, height_of, pieces_of, wrap
from workbook_tools.writing.page import clean
from workbook_tools.writing.summary.origin_columns import return_columns, source_column
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.tables import ColumnSpec, RowT
from workbook_tools.writing.theme import Look

FIRST_COLUMN = 40.0  # characters at least: title and notes stand in it
WINDOW = 8_000  # characters that are measured first; most rows hold fewer
FIGURES = {Look.NUMBER, Look.DATE}


@dataclass(frozen=True, slots=True)
class Column(Generic[RowT]):
    """A column of a table.

    Attributes:
        heading: shown at its head.
        get: the value of a row.
        blank: shorthand for a cell without one.
        widest: characters that the column is not made wider than.
        look: how its cells look.
        styles: words that colour its cells, by the text of the column `kind` in the same row; by "" where that does not matter.
        kind: heading of the column that says which styles hold.
        repeats: whether it is repeated where a long row goes on in the next one.
    """

    heading: str
    get: Callable[[RowT], CellValue]
    blank: str = NOT_WRITTEN
    widest: float = 40
    look: Look = Look.TEXT
    styles: Mapping[str, Sequence[Style]] = field(default_factory=dict)
    kind: str = ""
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column: its text, how its cells look, its width in characters."""

    text: str
    look: Look
    width: float


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its cells, none of them empty, its height in points, whether it continues the one above."""

    cells: tuple[CellValue, ...]
    height: float
    continues: bool


@dataclass(frozen=True, slots=True)
class Colouring:
    """A word of a column that colours its cells; `kind` is the column and the text that must stand beside it, if any."""

    column: int
    style: Style
    kind: tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with one table.

    Attributes:
        name: of the sheet, and of its Excel table.
        title: in its first cell.
        holds: what the table holds, a sentence or two.
        headings: at least one.
        rows: at least one.
        colourings: in order; an earlier one wins.
    """

    name: str
    title: str
    holds: str
    headings: tuple[Heading, ...]
    rows: tuple[TableRow, ...]
    colourings: tuple[Colouring, ...]

    @property
    def continued(self) -> int:
        """How many rows continue the one above."""
        return sum(row.continues for row in self.rows)

    @property
    def shorthand(self) -> set[str]:
        """The shorthand that stands in the table."""
        return {cell for row in self.rows for cell in row.cells if isinstance(cell, str) and cell in SHORT_MEANINGS}


def lay_out(name: str, title: str, holds: str, columns: Sequence[Column[RowT]], rows: Sequence[RowT]) -> Sheet:
    """A sheet with these rows; arguments as the attributes of `Sheet`."""
    values = [[filled(column.get(row), column.blank) for column in columns] for row in rows]
    texts = distinct_headings([column.heading for column in columns])
    headings = []
    for index, (column, text) in enumerate(zip(columns, texts, strict=True)):
        width = width_of(text, [cells[index] for cells in values], column.look, column.widest)
        headings.append(Heading(text, column.look, width if index else max(width, FIRST_COLUMN)))
    repeated = [column.repeats for column in columns]
    laid_out = tuple(row for cells in values for row in _rows(cells, headings, repeated))
    return Sheet(name, title, holds, tuple(headings), laid_out, tuple(_colourings(columns)))


def column_of(spec: ColumnSpec[RowT], blank: str = NOT_WRITTEN, widest: float = 40) -> Column[RowT]:
    """A column of the working edition as one of this edition, without its colours."""
    look = spec.look if spec.look in FIGURES else Look.TEXT
    return Column(spec.heading, spec.get, blank, widest, look, repeats=spec.repeats)


def origin_columns(facts: SummaryFacts, assessment_of: Callable[[RowT], Assessment]) -> list[Column[RowT]]:
    """The column that names the service, where the summary is of several returns; else none."""
    specs: list[ColumnSpec[RowT]] = return_columns(facts, assessment_of)
    return [column_of(spec) for spec in specs]


def place_column(facts: SummaryFacts, where_of: Callable[[RowT], Where]) -> Column[RowT]:
    """The column that gives a row's place in its return."""
    return column_of(source_column(facts, where_of))


def cell_room(width: float, look: Look) -> int:
    """Pixels for the text of a cell."""
    return column_pixels(width) - indent_of(look)


def split_text(text: str, room: float, font: Font) -> list[str]:
    """A text in pieces that each fit into one row; those after the first say that they continue it."""
    pieces, rest = [], text
    while True:
        piece = _first_piece(rest, room, font)
        pieces.append(piece)
        if len(piece) == len(rest):
            return pieces
        rest = CONTINUED + rest[len(piece) :]


def _first_piece(text: str, room: float, font: Font) -> str:
    """What of a text fits into one row; only as much of it is measured as that takes."""
    for length in (WINDOW, len(text)):
        pieces = pieces_of(text[:length], room, font)
        if len(pieces) > 1:  # so the first one does not end where the measured part was cut off
            break
    return pieces[0]


def distinct_headings(texts: Sequence[str]) -> list[str]:
    """The headings; one that stood before gets a number, since an Excel table wants them all different."""
    headings: list[str] = []
    for text in texts:
        base = heading = clean(text).strip() or "Column"
        number = 1
        while heading.casefold() in {known.casefold() for known in headings}:
            number += 1
            heading = f"{base} ({number})"
        headings.append(heading)
    return headings


def _rows(cells: Sequence[CellValue], headings: Sequence[Heading], repeated: Sequence[bool]) -> list[TableRow]:
    """One row of the return as the rows that it takes."""
    pieces = [_pieces(cell, heading) for cell, heading in zip(cells, headings, strict=True)]
    rows = []
    for number, line in enumerate(zip_longest(*pieces)):
        shown = tuple(
            part if part is not None else parts[0] if repeats and len(parts) == 1 else ABOVE
            for part, parts, repeats in zip(line, pieces, repeated, strict=True)
        )
        height = max(_height(cell, heading) for cell, heading in zip(shown, headings, strict=True))
        rows.append(TableRow(shown, height, number > 0))
    return rows


def _pieces(cell: CellValue, heading: Heading) -> Sequence[CellValue]:
    return split_text(cell, cell_room(heading.width, heading.look), font_of(heading.look)) if isinstance(cell, str) else [cell]


def _height(cell: CellValue, heading: Heading) -> float:
    text = cell.text if isinstance(cell, Link) else cell if isinstance(cell, str) else ""
    font = font_of(heading.look)
    return height_of(len(wrap(text, cell_room(heading.width, heading.look), font)), font)


def _colourings(columns: Sequence[Column[RowT]]) -> list[Colouring]:
    places = {column.heading: index for index, column in enumerate(columns)}
    return [
        Colouring(index, style, (places[column.kind], kind) if column.kind else None)
        for index, column in enumerate(columns)
        for kind, styles in column.styles.items()
        for style in styles
    ]
