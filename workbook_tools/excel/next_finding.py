"""*Next finding*: goes from one cell with a finding to the next, in the order of the sheet Findings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook_tools.excel.buttons import FINDINGS, WHOLE_RETURN
from workbook_tools.excel.grids import is_visible
from workbook_tools.excel.host import show
from workbook_tools.excel.work import Work
from workbook_tools.model.layout import CHECK_HEADING_ROW
from workbook_tools.reading.addresses import row_and_column

if TYPE_CHECKING:
    import xlwings  # only its types: whoever calls has loaded it

CELL = re.compile("[A-Z]{1,3}[1-9][0-9]{0,6}")


@dataclass(frozen=True, slots=True)
class Stop:
    """A place with findings.

    Attributes:
        numbers: of its findings in the list, from 1.
        place: as the list names it.
        messages: what was found there.
        sheet: to go to, "" where the place is no cell.
        row: of the cell.
        column: of the cell.
    """

    numbers: tuple[int, ...]
    place: str
    messages: tuple[str, ...]
    sheet: str = ""
    row: int = 0
    column: int = 0


def next_finding(book: "xlwings.Book", _work: Work) -> str:
    """Selects the next cell with a finding after the selected one, beginning again after the last.

    From a row of the list it goes to that row's cell. In the list the row is selected, too: from a sheet without findings, such
    as that of the buttons, it goes on after this row. Where a place cannot be shown, the row is all that is selected.
    """
    listed = FINDINGS.find(book)
    if listed is None:
        return "There is no list of findings yet. Press Check my return first."
    stops, number = _stops(listed)
    if not stops:
        return "The last check found nothing. Press Check my return to check again."
    stop = stops[_next(book, listed, stops)]
    sheet, hidden = _sheet_of(book, stop)
    show(book, listed, listed.range((CHECK_HEADING_ROW + stop.numbers[0], 1)))
    if sheet is not None and not hidden:
        show(book, sheet, sheet.range((stop.row, stop.column)))
    place = f"{stop.place} ({hidden})" if hidden else stop.place
    return f"{' and '.join(map(str, stop.numbers))} of {number}: {place}: {' '.join(stop.messages)}"


def _stops(listed: "xlwings.Sheet") -> tuple[Sequence[Stop], int]:
    """The places of the list, each once, and how many findings there are."""
    used = listed.used_range
    last = max(used.row + used.shape[0] - 1, CHECK_HEADING_ROW + 1)
    rows = listed.range((CHECK_HEADING_ROW + 1, 1), (last, len(FINDINGS.headings))).options(ndim=2).value
    found: dict[str, list[tuple[int, str]]] = {}
    texts = [(str(place), str(message or "")) for severity, place, message in rows if severity and place]
    for number, (place, message) in enumerate(texts, start=1):
        found.setdefault(place, []).append((number, message))
    return [_stop(place, findings) for place, findings in found.items()], len(texts)


def _stop(place: str, findings: Sequence[tuple[int, str]]) -> Stop:
    numbers, messages = tuple(number for number, _ in findings), tuple(message for _, message in findings)
    sheet, _, cell = place.rpartition("!")
    if place == WHOLE_RETURN or not sheet or not CELL.fullmatch(cell):
        return Stop(numbers, place, messages)
    return Stop(numbers, place, messages, sheet, *row_and_column(cell))


def _next(book: "xlwings.Book", listed: "xlwings.Sheet", stops: Sequence[Stop]) -> int:
    """The number of the stop after what is selected."""
    selected = book.app.selection
    name, row, column = (selected.sheet.name, selected.row, selected.column) if selected else (listed.name, 1, 1)
    if name == listed.name:
        return _after_row(book, row - CHECK_HEADING_ROW, stops)
    for index, stop in enumerate(stops):
        if (stop.sheet, stop.row, stop.column) == (name, row, column):
            return (index + 1) % len(stops)
    order = {sheet.name: position for position, sheet in enumerate(book.sheets)}
    if name in order and name not in {stop.sheet for stop in stops}:
        show(book, listed)
        shown = book.app.selection.row - CHECK_HEADING_ROW
        for index, stop in enumerate(stops):
            if shown in stop.numbers:
                return (index + 1) % len(stops)
    place = order.get(name, -1), row, column  # another book may be the active one
    later = (index for index, stop in enumerate(stops) if (order.get(stop.sheet, -1), stop.row, stop.column) > place)
    return next(later, 0)


def _after_row(book: "xlwings.Book", number: int, stops: Sequence[Stop]) -> int:
    """From the list: the stop of the selected row, or the one after where that one cannot be shown."""
    for index, stop in enumerate(stops):
        if number in stop.numbers:
            sheet, hidden = _sheet_of(book, stop)
            return (index + 1) % len(stops) if sheet is None or hidden else index
    return 0


def _sheet_of(book: "xlwings.Book", stop: Stop) -> "tuple[xlwings.Sheet | None, str]":
    """The sheet of a stop, and in words why its cell cannot be shown ("" where it can); None for a place that is no cell."""
    if not stop.sheet:
        return None, ""
    if stop.sheet not in [sheet.name for sheet in book.sheets]:
        return None, "this sheet is no longer there"
    sheet = book.sheets[stop.sheet]
    if not is_visible(sheet):
        return sheet, "this sheet is hidden"
    cell = sheet.range((stop.row, stop.column))
    if cell.row_height == 0:
        return sheet, f"row {stop.row} is hidden"
    return sheet, "this column is hidden" if cell.column_width == 0 else ""
