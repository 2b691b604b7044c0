"""A small table on the columns of something else: each of its columns may span several of the sheet's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from workbook_tools.model.scheme import Style
from workbook_tools.writing.cells import CellValue, Link, Number
from workbook_tools.writing.measure import height_of
from workbook_tools.writing.page import Page
from workbook_tools.writing.tables import CENTRED, TO_THE_RIGHT, RowT
from workbook_tools.writing.theme import Look, font_of, indent_of


@dataclass(frozen=True, slots=True)
class Span(Generic[RowT]):
    """A column of the table.

    Attributes:
        heading: shown at its head.
        columns: the first and the last of the sheet's columns that it takes; links stand in one only.
        get: the value of a row.
        look: how its cells look.
        styles: the words that colour its cells.
    """

    heading: str
    columns: tuple[int, int]
    get: Callable[[RowT], CellValue]
    look: Look = Look.TEXT
    styles: tuple[Style, ...] = ()


def write_spanned_table(page: Page, top: int, spans: Sequence[Span[RowT]], rows: Sequence[RowT]) -> int:
    """Writes headings in row `top` and the rows below it; returns the last row."""
    page.raise_row(top, height_of(1, font_of(Look.HEADER)))
    for span in spans:
        align = "right" if span.look in TO_THE_RIGHT else "center" if span.look in CENTRED else "left"
        indent = 0 if align == "center" else 1
        write_over(page, top, span.columns, span.heading, Look.HEADER, align=align, indent=indent)
    for row, item in enumerate(rows, start=top + 1):
        for span in spans:
            write_over(page, row, span.columns, span.get(item), span.look)
    last = top + len(rows)
    for span in spans:
        page.colour_words((top + 1, span.columns[0], last, span.columns[0]), span.styles)
    return last


def write_over(page: Page, row: int, columns: tuple[int, int], value: CellValue, look: Look, **more: Any) -> None:
    """Writes a cell over columns from a first to a last; its row is made high enough."""
    if isinstance(value, Link):
        look = Look.LINK
    if columns[0] == columns[1]:
        page.write(row, columns[0], value, look, **more)
        return
    number_format = value.number_format if isinstance(value, Number) else ""
    cell_format = page.theme.figure(look, number_format, **more) if number_format else page.theme.format(look, **more)
    page.sheet.merge_range(row, columns[0], row, columns[1], "", cell_format)
    page.put(row, columns[0], value, cell_format)
    text = value if isinstance(value, str) else ""
    page.raise_row_for(row, text, page.pixels(*columns) - indent_of(look, more), font_of(look))
