"""Which looks and number formats the cells of a column can need."""

from collections.abc import Iterator

from workbook_tools.model.flat import FlatColumn, Holds
from workbook_tools.writing.consolidated.numbers import FIGURE_FORMATS, FigureFormat
from workbook_tools.writing.theme import DATE_FORMAT, Look

DAY = "day"
Shown = FigureFormat | Look | str
"""What a cell shows: a figure in a format, a day (`DAY`), or text in a look."""
QUIET = frozenset({"trends", "movements"})
"""Verdicts that stand beside a status and must not outshine it."""
TEXTS = frozenset({Holds.TEXT, Holds.LONG_TEXT})
"""What a column holds that holds nothing but texts."""


def text_look(column: FlatColumn) -> Look:
    """How a text, or nothing, looks in a column; something else in a column of figures stands where they stand."""
    match column.holds:
        case Holds.VERDICT:
            return Look.TREND if column.styles in QUIET else Look.STATUS
        case Holds.FIGURE | Holds.COUNT:
            return Look.NUMBER
        case _:
            return Look.TEXT


def heading_look(column: FlatColumn) -> Look:
    """The look that a column's heading stands over."""
    return Look.DATE if column.holds is Holds.DATE else text_look(column)


def shown_in(column: FlatColumn) -> Iterator[Shown]:
    """All that cells of a column can show."""
    yield text_look(column)
    if column.holds in {Holds.FIGURE, Holds.COUNT, Holds.DATE}:
        yield DAY
        yield from FIGURE_FORMATS


def look_of(shown: Shown) -> tuple[Look, str]:
    """A look, and the code of its number format, "" for none."""
    match shown:
        case FigureFormat():
            return Look.NUMBER, shown.code
        case Look():
            return shown, ""
        case _:
            return Look.DATE, DATE_FORMAT
