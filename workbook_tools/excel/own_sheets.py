"""The sheets that *Check my return* adds to a book: told from the officer's own by title and headings, made and remade."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from workbook_tools.excel.looks import TEXT_FORMAT
from workbook_tools.model.layout import CHECK_HEADING_ROW
from workbook_tools.writing.plain_text import plain

if TYPE_CHECKING:
    import xlwings  # only its types: whoever calls has loaded it

COUNT = re.compile("[0-9,]+")  # how many rows there are, at the beginning of a subtitle; without one there are none
HEADING_FILL = (227, 234, 242)  # as in our other workbooks
Rows = Sequence[Sequence[str]]
Look = Callable[["xlwings.Sheet"], None]


def _as_it_is(_sheet: "xlwings.Sheet") -> None:
    pass


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """A kind of sheet that is ours: its name, the title in its first cell, its headings, the widths of its columns."""

    name: str
    title: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]

    def find(self, book: "xlwings.Book") -> "xlwings.Sheet | None":
        """The sheet of this kind that an earlier check made, None where there is none."""
        return next((sheet for sheet in book.sheets if self._is_this(sheet)), None)

    def write(self, book: "xlwings.Book", subtitle: str, rows: Rows, look: Look = _as_it_is) -> "xlwings.Sheet":
        """Writes the sheet anew, or makes it at the end of the book under the first name that is free.

        Where there are rows, `subtitle` begins with their number, by which what somebody adds below them is told.

        All that changes its look comes before its texts, also what `look` does: LibreOffice sets the heights of rows anew each
        time, which takes it long where there are texts.
        """
        sheet = self.find(book)
        if sheet is None:
            sheet = book.sheets.add(self._free_name(book), after=book.sheets[len(book.sheets) - 1])
        else:
            sheet.clear()
        for column, width in enumerate(self.widths, start=1):
            sheet.range((1, column)).column_width = width
        last = CHECK_HEADING_ROW + len(rows), len(self.headings)
        table = sheet.range((CHECK_HEADING_ROW, 1), last)
        sheet.range((1, 1), last).number_format = TEXT_FORMAT
        table.wrap_text = True
        head = sheet.range((CHECK_HEADING_ROW, 1), (CHECK_HEADING_ROW, len(self.headings)))
        head.color = HEADING_FILL
        head.font.bold = sheet.range("A1").font.bold = True
        look(sheet)
        table.value = [list(self.headings), *([plain(text) or None for text in row] for row in rows)]
        sheet.range((1, 1), (2, 1)).value = [[self.title], [subtitle]]
        return sheet

    def _is_this(self, sheet: "xlwings.Sheet") -> bool:
        """A sheet in which somebody wrote beside our table or below it is theirs to keep; so is the list of a marked copy."""
        if sheet.range("A1").value != self.title:
            return False
        head = sheet.range((1, 1), (CHECK_HEADING_ROW, len(self.headings))).options(ndim=2).value
        if head[-1] != [*self.headings]:
            return False
        counted = COUNT.match(str(head[1][0] or ""))
        width, below = len(self.headings), CHECK_HEADING_ROW + (int(counted[0].replace(",", "")) if counted else 0)
        used = sheet.used_range
        last, right = used.row + used.shape[0] - 1, used.column + used.shape[1] - 1
        return _is_empty(sheet, (1, width + 1), (last, right)) and _is_empty(sheet, (below + 1, 1), (last, right))

    def _free_name(self, book: "xlwings.Book") -> str:
        taken = {sheet.name.lower() for sheet in book.sheets}
        names = (self.name if number == 1 else f"{self.name} {number}" for number in count(1))
        return next(name for name in names if name.lower() not in taken)


def _is_empty(sheet: "xlwings.Sheet", first: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether nothing stands from one cell to another; where the last comes before the first there is nothing."""
    if last[0] < first[0] or last[1] < first[1]:
        return True
    return all(value is None for row in sheet.range(first, last).options(ndim=2).value for value in row)
