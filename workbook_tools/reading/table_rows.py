"""The rows below a heading: rows of the table, rows that name a section, notes that go on, and what is none of these."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import structs

from workbook_tools.findings import Where
from workbook_tools.model.figures import FigureKind
from workbook_tools.model.layout import Content
from workbook_tools.model.words import Unit
from workbook_tools.reading.cells import parse_due_date, parse_figure
from workbook_tools.reading.found_headings import HeadingRow
from workbook_tools.reading.found_tables import TableRow, section_field
from workbook_tools.reading.grids import Cell, CellKind
from workbook_tools.reading.heading_labels import GridRow
from workbook_tools.reading.headings import Headings
from workbook_tools.reading.table_regions import Region
from workbook_tools.reading.unread_text import FEWEST_CELLS, Unread, is_form_line, unread

FIGURES = frozenset({Content.FIGURE, Content.PROGRESS, Content.SCORE, Content.MONEY})
GOING_ON = ("note", "lead", "effect", "controls", "officer_reason")
"""Texts that may go on in the row below, where nothing else stands."""
WORDS_OF_A_FOOTNOTE = 3  # a code is shorter
NOWHERE = Where("")


def rows_of_table(
    region: Region, rows: Mapping[int, GridRow], numbers: Sequence[int], headings: Headings
) -> tuple[tuple[TableRow, ...], tuple[Unread, ...]]:
    """The rows of a table, and what stands among or beside them and is not read; `numbers` are those of the rows, ascending."""
    here = region.rows(rows, numbers)
    collector = _Collector(region.heading, headings, here, _opening_section(region, rows, numbers))
    for number in here:
        collector.take(number, is_heading=number in region.repeats)
    return collector.table_rows(), collector.unread()


def _opening_section(region: Region, rows: Mapping[int, GridRow], numbers: Sequence[int]) -> str:
    """The section of the first rows: where the heading is repeated under each section's name, its own name stands above it."""

    def above(row: int) -> str:
        place = bisect_left(numbers, row)
        cells = region.within(rows[numbers[place - 1]]) if place else {}
        return _section_name(region.heading, cells) or ""

    return above(region.heading.first) if any(above(row) for row in region.repeats) else ""


@dataclass(slots=True)
class _Collector:
    """Takes the rows of a table from top to bottom.

    Attributes:
        heading: the table's heading.
        headings: every heading we know.
        here: all rows below the heading.
        section: the section that a row above gives the next ones.
        found: the rows of the table so far.
        others: rows of other tables, block by block.
        beside: cells that have no heading above them.
        in_other: whether the next row may belong to another table.
        last: the last row that belongs to the table, or to another one.
        may_go_on: the columns of the texts that may go on in the row below.
    """

    heading: HeadingRow
    headings: Headings
    here: Mapping[int, GridRow]
    section: str
    found: list[TableRow] = field(default_factory=list)
    others: list[list[tuple[int, int]]] = field(default_factory=list)
    beside: list[tuple[int, int]] = field(default_factory=list)
    in_other: bool = False
    last: int = 0
    may_go_on: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        columns = {column for name, column in self.heading.fields.items() if name in GOING_ON}
        self.may_go_on = frozenset(columns - {min(self.heading.texts)})

    def take(self, number: int, *, is_heading: bool) -> None:
        """Takes the next row; `is_heading`: the table's heading stands there once more."""
        cells = self.here[number]
        self.in_other = self.in_other and number - 1 in self.here and not is_heading
        if is_heading:
            return
        if self.in_other or self._is_other(number, cells):
            self._take_other(number, cells)
        elif self._goes_on(number, cells):
            self.found[-1] = _with_more(
                self.found[-1], {name: cells.get(self.heading.fields.get(name, 0)) for name in GOING_ON}
            )
            self.last = number
        elif (name := _section_name(self.heading, cells)) is not None:
            self.section = name
        else:
            self._take_row(number, cells)

    def _is_other(self, number: int, cells: GridRow) -> bool:
        """Whether a row that stands off is a line of a form, or the heading of a table that we do not know."""
        follows_other = bool(self.others) and self.others[-1][-1][0] == number - 1
        stands_off = follows_other or len(self.here.get(number - 1, {})) < FEWEST_CELLS
        if not (self.found and stands_off and len(cells) >= FEWEST_CELLS):
            return False
        self.in_other = _is_unknown_heading(self.heading, cells, self.here.get(number + 1, {}))
        return self.in_other or is_form_line(cells, self.headings)

    def _take_other(self, number: int, cells: GridRow) -> None:
        if not self.others or self.others[-1][-1][0] != number - 1:
            self.others.append([])
        self.others[-1].extend((number, column) for column in cells)

    def _goes_on(self, number: int, cells: GridRow) -> bool:
        """Whether a row holds nothing but more of the texts of the row right above it."""
        if not (self.may_go_on.issuperset(cells) and self.found and self.last == number - 1):
            return False
        above = [self.found[-1].cells.get(name) for name in GOING_ON if self.heading.fields.get(name) in cells]
        return all(cell is None or cell.kind is CellKind.TEXT for cell in [*cells.values(), *above])

    def _take_row(self, number: int, cells: GridRow) -> None:
        if len(cells) >= FEWEST_CELLS and not cells.keys() <= self.heading.texts.keys():
            self.beside.extend((number, column) for column in cells if column not in self.heading.texts)
        named = {name: cells[column] for name, column in self.heading.fields.items() if column in cells}
        earlier = {column: cells[column] for column in self.heading.earlier if column in cells} if self.heading.earlier else {}
        if section_field(self.heading.table) in named:
            self.section = ""
        if named or earlier:
            self.found.append(TableRow(number, named, self.section, earlier))
            self.last = number

    def table_rows(self) -> tuple[TableRow, ...]:
        """The rows of the table, without the footnotes below it."""
        last = len(self.found)
        while last and self._is_footnote(self.found[last - 1]):
            last -= 1
        stands_off = 0 < last < len(self.found) and self.found[last].number - 1 not in self.here
        return tuple(self.found[:last] if stands_off else self.found)

    def _is_footnote(self, row: TableRow) -> bool:
        """Whether a row is a single sentence left of the titles."""
        cells = self.here[row.number]
        ((column, cell), *more) = cells.items()
        is_left = column < self.heading.fields.get("title", column)
        return not more and is_left and cell.kind is CellKind.TEXT and len(str(cell.value).split()) >= WORDS_OF_A_FOOTNOTE

    def unread(self) -> tuple[Unread, ...]:
        """What was not read."""
        beside = [unread(self.beside)] if len(self.beside) >= FEWEST_CELLS else []
        return (*beside, *map(unread, self.others))


def _with_more(row: TableRow, more: Mapping[str, Cell | None]) -> TableRow:
    """A row with more text, in lines of their own."""
    whole = dict(row.cells)
    for name, cell in more.items():
        if cell:
            begun = whole.get(name)
            whole[name] = (
                Cell(begun.kind, f"{begun.value}\n{cell.value}", begun.address, begun.number_format) if begun else cell
            )
    return structs.replace(row, cells=whole)


def _is_unknown_heading(heading: HeadingRow, cells: GridRow, below: GridRow) -> bool:
    """Whether a row is the heading of another table: words, also over figures, and below a figure where titles would stand."""
    title = below.get(heading.fields.get("title", 0))
    if title is None or title.kind not in {CellKind.NUMBER, CellKind.DATE}:
        return False
    contents = {
        heading.fields[column.field]: column.content for column in heading.table.columns if column.field in heading.fields
    }
    contents |= dict.fromkeys(heading.earlier, Content.FIGURE)
    figures = [
        (cell, contents.get(column)) for column, cell in cells.items() if contents.get(column) in {*FIGURES, Content.DATE}
    ]
    only_words = all(cell.kind is CellKind.TEXT for cell in cells.values())
    return only_words and bool(figures) and not any(_is_understood(cell, content) for cell, content in figures)


def _is_understood(cell: Cell, content: Content | None) -> bool:
    if content is Content.DATE:
        return not parse_due_date(cell, NOWHERE)[1]
    return parse_figure(cell, Unit.NUMBER, NOWHERE)[0].kind is not FigureKind.NOT_UNDERSTOOD


def _section_name(heading: HeadingRow, cells: GridRow) -> str | None:
    """The section that a row names for those below it: a single text, no further right than the title's column.

    Where the table has a column of sections, it stands there; a single text elsewhere is then a row with one cell filled in.
    """
    if len(cells) != 1 or not (name := section_field(heading.table)):
        return None
    ((column, cell),) = cells.items()
    is_in_place = column == heading.fields[name] if name in heading.fields else column <= heading.fields.get("title", column)
    return " ".join(str(cell.value).split()) if is_in_place and cell.kind is CellKind.TEXT else None
