"""How cells of a closed workbook look, and their notes, as the xlwings engine over openpyxl shows them; see `engines`."""
# mypy: disallow-subclassing-any=False
# ruff: noqa: D102 - names and meanings of the members are xlwings', documented there

from collections.abc import Iterable
from copy import copy
from typing import Any, TypeVar

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from xlwings import base_classes

AUTHOR = "workbook-tools"
CellOfSheet = Cell | MergedCell
T = TypeVar("T")


class ClosedFont(base_classes.Font):
    """The font of a range's cells."""

    def __init__(self, book: Any, cells: list[CellOfSheet]) -> None:
        self._book, self._cells = book, cells

    @property
    def bold(self) -> bool | None:
        """Whether the text is bold, None where the cells differ."""
        return shared(bool(cell.font.bold) for cell in self._cells)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._set(bold=value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        """The colour of the text, None where it is not set or the cells differ."""
        return shared(colour_of(cell.font.color) for cell in self._cells)

    @color.setter
    def color(self, value: tuple[int, int, int]) -> None:
        self._set(color=Color(_hex(value)))

    def _set(self, **properties: Any) -> None:
        self._book.is_changed = True
        for cell in self._cells:
            font: Any = copy(cell.font)  # the copy of a shared style can be changed
            for name, value in properties.items():
                setattr(font, name, value)
            cell.font = font


class ClosedNote(base_classes.Note):
    """The note of a cell."""

    def __init__(self, book: Any, cell: CellOfSheet, location: Any) -> None:
        self._book, self._cell = book, cell
        self._location = location

    @property
    def location(self) -> Any:
        return self._location

    @property
    def text(self) -> str:
        return self._cell.comment.text if self._cell.comment else ""

    @text.setter
    def text(self, value: str) -> None:
        self._book.is_changed = True
        author = self._cell.comment.author if self._cell.comment else None
        self._cell.comment = Comment(value, author or AUTHOR)

    def delete(self) -> None:
        self._book.is_changed = True
        self._cell.comment = None


def colour_of(colour: Any) -> tuple[int, int, int] | None:
    """Red, green and blue; None where openpyxl gives none (a colour of the theme)."""
    if colour is None or colour.type != "rgb":
        return None
    red, green, blue = bytes.fromhex(colour.rgb[-6:])
    return red, green, blue


def fill_with(cell: CellOfSheet, colour: tuple[int, int, int] | None) -> None:
    """Gives a cell a fill, or takes it away."""
    cell.fill = PatternFill("solid", fgColor=_hex(colour)) if colour else PatternFill()


def shared(found: Iterable[T]) -> T | None:
    """What all cells have in common, or None where they differ, as Excel answers for a range."""
    different = set(found)
    return different.pop() if len(different) == 1 else None


def _hex(colour: tuple[int, int, int]) -> str:
    return bytes(colour).hex().upper()
