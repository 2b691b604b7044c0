"""Points about colour: contrast, and meaning that only colour carries."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from workbook_tools.accessibility.book import Area, Book, Cell, ConditionalFormat, Kind, Look, Sheet
from workbook_tools.accessibility.points import Check, Point, ranges, ranges_by
from workbook_tools.schemes.contrast import LEAST_CONTRAST, contrast

PAGE = "#FFFFFF"
COLOURS_ONLY = {"colorScale", "iconSet"}
WORDS_IN_FORMAT = re.compile(r'"[^"]*\w[^"]*"')


def _low_contrast(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        cells = [cell for cell in sheet.shown if cell.text]
        low = ((_ratio(look.ink, look.fills), cell) for cell in cells for look in cell.looks)
        yield from ranges_by(sheet, ((f"{ratio:.1f} to 1", cell) for ratio, cell in low if ratio < LEAST_CONTRAST))
        looks_in = {areas: _looks_in(areas, cells) for areas in {rule.areas for rule in sheet.formats}}
        for rule in sheet.formats:
            ratio = min(_ratio(rule.ink or look.ink, rule.fills or look.fills) for look in looks_in[rule.areas])
            if (rule.ink or rule.fills) and ratio < LEAST_CONTRAST:
                yield f"{sheet.place(' '.join(map(str, rule.areas)))} ({ratio:.1f} to 1 by a conditional format)"


def _looks_in(areas: Sequence[Area], cells: Iterable[Cell]) -> set[Look]:
    """The looks that cells have there; the usual one where none is filled in."""
    return {look for cell in _covered(areas, cells) for look in cell.looks} or {Look()}


def _ratio(ink: str, fills: tuple[str, ...]) -> Decimal:
    return min(contrast(ink, fill) for fill in fills or (PAGE,))


def _covered(areas: Iterable[Area], cells: Iterable[Cell]) -> Iterator[Cell]:
    apart = set(areas)
    return (cell for cell in cells if any((cell.row, cell.column) in area for area in apart))


def _colour_alone(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        areas = [area for rule in sheet.formats if _has_only_colour(rule) for area in rule.areas]
        numbers = (cell for cell in sheet.shown if cell.kind is Kind.NUMBER)
        yield from (f"{place} (conditional format)" for place in ranges(sheet, _covered(areas, numbers)))
        yield from (f"{place} (fill without text)" for place in ranges(sheet, _filled_without_text(sheet)))


def _has_only_colour(rule: ConditionalFormat) -> bool:
    coloured = any(fill != PAGE for fill in rule.fills) or rule.ink is not None
    return rule.kind in COLOURS_ONLY or (coloured and not WORDS_IN_FORMAT.search(rule.number_format))


def _filled_without_text(sheet: Sheet) -> Iterator[Cell]:
    """Cells with a fill that hold nothing, but for those that belong to a merged cell with a text."""
    by_row: dict[int, dict[int, Cell]] = {}
    for cell in sheet.cells.values():
        if cell.kind is Kind.EMPTY:
            by_row.setdefault(cell.row, {})[cell.column] = cell
    rows = sorted(by_row)
    for area in sheet.merged:
        if sheet.at(area.top, area.left):
            for row in rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]:
                by_row[row] = {column: cell for column, cell in by_row[row].items() if (row, column) not in area}
    return (cell for columns in by_row.values() for cell in columns.values())


CHECKS = (
    Check(
        Point(
            "contrast",
            "Text stands out from what is behind it",
            "Pale text cannot be read by people with low vision, or on a poor screen.",
            "Formatting 10",
            "The contrast of text and fill is at least 4.5 to 1 (WCAG 2.1, level AA), in cells and under conditional formats.",
            "Choose a darker text or a lighter fill.",
        ),
        _low_contrast,
    ),
    Check(
        Point(
            "no-colour-alone",
            "Nothing is said by colour alone",
            "Colour is not read out, and one man in twelve cannot tell red from green.",
            "Formatting 7, Formatting 8, Formatting 9",
            "No conditional format colours numbers unless its number format adds a word; no colour scales or icons on "
            "numbers; no cell has a fill without a text. Colours over words pass.",
            "Write the meaning as a word into a cell of its own.",
        ),
        _colour_alone,
    ),
)
