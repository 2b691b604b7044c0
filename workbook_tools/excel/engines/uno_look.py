"""Fonts, colours, sizes and notes of cells that are open in LibreOffice; see `uno_range`."""
# mypy: disallow-subclassing-any=False
# ruff: noqa: D102 - names and meanings of the members are xlwings', documented there

from typing import Any

from xlwings import base_classes

from workbook_tools.excel.engines.uno_cells import NOTES, is_mixed

BOLD, NORMAL = 150.0, 100.0  # com.sun.star.awt.FontWeight
NO_COLOUR = -1
UNITS_AN_INCH = 2540  # LibreOffice measures in hundredths of a millimetre


class UnoFont(base_classes.Font):
    """The font of a range's cells."""

    def __init__(self, cells: Any) -> None:
        self._cells = cells

    @property
    def bold(self) -> bool | None:
        native = self._cells.api
        return None if is_mixed(native, "CharWeight") else bool(native.CharWeight >= BOLD)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._cells.set_property("CharWeight", BOLD if value else NORMAL)

    @property
    def color(self) -> tuple[int, int, int] | None:
        native = self._cells.api
        return None if is_mixed(native, "CharColor") else colour_of(native.CharColor)

    @color.setter
    def color(self, value: Any) -> None:
        self._cells.set_property("CharColor", number_of(value))


class UnoNote(base_classes.Note):
    """The note of a cell."""

    def __init__(self, cell: Any, annotation: Any = None) -> None:
        self._cell, self._annotation = cell, annotation

    @property
    def api(self) -> Any:
        if self._annotation is None:
            self._annotation = self._cell.api.getCellByPosition(0, 0).getAnnotation()
        return self._annotation

    @property
    def location(self) -> Any:
        return self._cell

    @property
    def text(self) -> str:
        return str(self.api.getString())

    @text.setter
    def text(self, value: str) -> None:
        self._cell.raise_if_protected()
        self.api.setString(value)

    def delete(self) -> None:
        self._cell.raise_if_protected()
        self._cell.api.clearContents(NOTES)


def size_of(row_or_column: Any, name: str) -> int:
    """Its "Height" or "Width" in LibreOffice's units; nothing where it is hidden, as in Excel."""
    return int(getattr(row_or_column, name)) if row_or_column.IsVisible else 0


def colour_of(number: int) -> tuple[int, int, int] | None:
    """Red, green and blue of LibreOffice's number, None for no colour."""
    return None if number == NO_COLOUR else (number >> 16 & 255, number >> 8 & 255, number & 255)


def number_of(colour: Any) -> int:
    """LibreOffice's number of a colour, given as "#rrggbb", (red, green, blue) or None."""
    if colour is None:
        return NO_COLOUR
    if isinstance(colour, str):
        return int(colour.removeprefix("#"), 16)
    red, green, blue = colour
    return int(red) << 16 | int(green) << 8 | int(blue)


def in_units(inches: float) -> int:
    """LibreOffice's measure of a length."""
    return round(inches * UNITS_AN_INCH)


def in_points(units: float) -> float:
    """A length of LibreOffice's in points."""
    return units / UNITS_AN_INCH * 72
