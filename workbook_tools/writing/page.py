"""One worksheet as a page: cells, blocks of prose, coloured words; rows high enough for what stands in them."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from workbook_tools.model.scheme import Style
from workbook_tools.model.wording import say_date
from workbook_tools.writing.cells import CellValue, Link, Number
from workbook_tools.writing.measure import Font, column_pixels, height_of, pieces_of, wrap
from workbook_tools.writing.page_breaks import STANDARD_HEIGHT, Paper, find_breaks
from workbook_tools.writing.theme import Look, Theme, font_of, indent_of

MOMENT_FORMAT = "dd/mm/yyyy hh:mm:ss"
FIRST_YEAR = 1900  # that Excel can count days from
STANDARD_WIDTH = 8.43  # characters of a column that is given no width

_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")  # half characters and non-characters, which no workbook can hold


class Page:
    """A worksheet being written, with the widths of its columns and the heights of its rows. Rows and columns count from 0."""

    def __init__(self, sheet: Any, theme: Theme) -> None:
        self.sheet = sheet
        self.theme = theme
        self._widths: dict[int, float] = {}
        self._heights: dict[int, float] = {}
        self._blocks: list[tuple[int, int]] = []
        self._cells: dict[tuple[int, int], tuple[CellValue, Any]] = {}
        self._whole: set[int] = set()
        self._named = 0

    @property
    def name(self) -> str:
        """The sheet's name."""
        return str(self.sheet.get_name())

    def set_widths(self, widths: Sequence[float]) -> None:
        """Makes the columns so many characters wide, from the first on."""
        for column, width in enumerate(widths):
            self._widths[column] = width
            self.sheet.set_column(column, column, width)

    def pixels(self, first: int, last: int) -> int:
        """Width of the columns from `first` to `last` together."""
        return sum(column_pixels(self._widths.get(column, STANDARD_WIDTH)) for column in range(first, last + 1))

    def keep_together(self, first: int, last: int, *, whole: bool = False) -> None:
        """Says that the rows from `first` to `last` belong on one page.

        Of a high block that is only its first rows, unless it is to stay `whole` wherever a page holds it.
        """
        self._blocks.append((first, last))
        if whole:
            self._whole.add(first)

    def break_pages(self, last: int, room: float, headings: int | None = None) -> None:
        """Breaks pages so that they are filled evenly and blocks stay together.

        Args:
            last: row of the sheet.
            room: points of rows that a page holds.
            headings: row that is repeated on every page below it.
        """
        paper = Paper(room, headings, self._heights.get(headings, STANDARD_HEIGHT) if headings is not None else 0.0)
        if breaks := find_breaks(self._heights, last, self._blocks, paper, self._whole):
            self.sheet.set_h_pagebreaks(breaks)

    def height(self, first: int, last: int) -> float:
        """Points of the rows from `first` to `last` together."""
        return sum(self._heights.get(row, STANDARD_HEIGHT) for row in range(first, last + 1))

    def raise_row(self, row: int, points: float) -> None:
        """Makes a row at least so high; blocks side by side share their rows."""
        self._heights[row] = max(points, self._heights.get(row, 0.0))
        self.sheet.set_row(row, self._heights[row])

    def raise_row_for(self, row: int, text: str, pixels: float, font: Font) -> None:
        """Makes a row at least high enough for a text."""
        self.raise_row(row, height_of(len(wrap(text, pixels, font)), font))

    def write(self, row: int, column: int, value: CellValue, look: Look, **more: Any) -> None:
        """Writes a cell and makes its row high enough for one of its width.

        Args:
            row: counted from 0.
            column: counted from 0.
            value: what it holds; text stays text whatever it begins with, and must not be longer than a cell holds.
            look: how it looks.
            more: properties added to the look.
        """
        if isinstance(value, Number):
            cell_format = self.theme.figure(look, value.number_format, **more)
        else:
            cell_format = self.theme.format(look, **more)
        self.put(row, column, value, cell_format)
        one_line = isinstance(value, Number | date) or value is None or more.get("text_wrap") is False
        text = "" if one_line else value.text if isinstance(value, Link) else value
        self.raise_row_for(row, str(text), self.pixels(column, column) - indent_of(look, more), font_of(look))

    def put(self, row: int, column: int, value: CellValue, cell_format: Any) -> None:
        """Writes a cell in a format; the row keeps its height."""
        self._cells[row, column] = value, cell_format
        match value:
            case None | "":
                self.sheet.write_blank(row, column, None, cell_format)
            case Number():
                self.sheet.write_number(row, column, float(value.value), cell_format)
            case datetime():
                self.sheet.write_datetime(row, column, value, cell_format)
            case date() if value.year < FIRST_YEAR:
                self.sheet.write_string(row, column, say_date(value), cell_format)
            case date():
                self.sheet.write_datetime(row, column, datetime.combine(value, time()), cell_format)
            case Link():
                target = f"internal:'{value.sheet}'!A{value.row + 1}"
                self.sheet.write_url(row, column, target, cell_format, string=clean(value.text))
            case str():
                self.sheet.write_string(row, column, clean(value), cell_format)

    def value_at(self, row: int, column: int) -> CellValue:
        """What a cell was given; None for nothing."""
        return self._cells.get((row, column), (None, None))[0] or None

    def make_live(self, row: int, column: int, formula: str) -> None:
        """Puts a formula in the place of a value, which becomes its stored result; the cell keeps its format."""
        value, cell_format = self._cells[row, column]
        match value:
            case Number():
                whole = value.value == value.value.to_integral_value()
                result: str | float = int(value.value) if whole else float(value.value)
            case None:
                result = ""
            case _:
                result = clean(str(value))
        self.sheet.write_formula(row, column, formula, cell_format, result)

    def name_area(self, area: tuple[int, int, int, int], name: str = "") -> None:
        """Gives an area (first row, first column, last row, last column) a name of the workbook.

        Without one it is the sheet's with a number: the areas of a sheet are counted.
        """
        if not name:
            self._named += 1
            name = f"{self.name}_table_{self._named}"
        first_row, first, last_row, last = area
        cells = (self.cell(*place, fixed_column=True, fixed_row=True) for place in ((first_row, first), (last_row, last)))
        self.theme.define_name(re.sub(r"\W", "_", name), f"'{self.name}'!{':'.join(cells)}")

    def write_block(self, row: int, columns: tuple[int, int], text: str, look: Look, **more: Any) -> int:
        """Prose over the columns from a first to a last, in as many rows as it needs; how many rows that were."""
        font, room = font_of(look), self.pixels(*columns) - indent_of(look, more)
        pieces = pieces_of(text, room, font)
        for offset, piece in enumerate(pieces):
            self.raise_row_for(row + offset, piece, room, font)
            self.merge(row + offset, columns, piece, look, **more)
        return len(pieces)

    def merge(self, row: int, columns: tuple[int, int], text: str, look: Look, **more: Any) -> None:
        """One text over several cells of a row; the row keeps its height."""
        self.fill(row, columns, text, self.theme.format(look, **more))

    def fill(self, row: int, columns: tuple[int, int], value: CellValue, cell_format: Any) -> None:
        """One value over several cells of a row, in a format; the row keeps its height."""
        if columns[1] > columns[0]:
            self.sheet.merge_range(row, columns[0], row, columns[1], "", cell_format)
        self.put(row, columns[0], value, cell_format)

    def colour_words(
        self, area: tuple[int, int, int, int], styles: Sequence[Style], *, quiet: bool = False, soft: bool = False
    ) -> None:
        """Colours the cells of an area (first row, first column, last row, last column) by the words that they hold.

        Args:
            area: as it is.
            styles: of the words.
            quiet: without a fill.
            soft: with a light fill, for high rows.
        """
        theme = self.theme
        look = theme.quiet_words if quiet else theme.soft_words if soft else theme.words
        for style in styles:
            words = look(style)
            rule = {"type": "cell", "criteria": "==", "value": quoted(style.word), "format": words}
            self.sheet.conditional_format(*area, rule)

    def colour_where(self, area: tuple[int, int, int, int], formula: str, style: Style, *, soft: bool = False) -> None:
        """Colours the cells of an area where a formula, written for its first cell, holds; `soft` as for words."""
        words = self.theme.soft_words(style) if soft else self.theme.words(style)
        rule = {"type": "formula", "criteria": formula, "format": words}
        self.sheet.conditional_format(*area, rule)

    @staticmethod
    def cell(row: int, column: int, *, fixed_column: bool = False, fixed_row: bool = False) -> str:
        """A cell's address as a formula names it."""
        return str(xl_rowcol_to_cell(row, column, row_abs=fixed_row, col_abs=fixed_column))


def quoted(text: str) -> str:
    """A text as it stands in a formula."""
    return '"' + text.replace('"', '""') + '"'


def clean(text: str) -> str:
    """Text without the half characters that no workbook can hold."""
    return _NOT_IN_XML.sub("\ufffd", text)
