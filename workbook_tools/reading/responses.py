"""What officers answered to the findings of an earlier check, read from the sheet that the check added to their return."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from workbook_tools.model.layout import CHECK_HEADING_ROW, CHECK_SHEETS, RESPONSE_HEADINGS
from workbook_tools.model.responses import ResponseKey, merge_responses, response_key
from workbook_tools.reading.grids import Cell, Grid


def read_responses(grids: Sequence[Grid]) -> Mapping[ResponseKey, str]:
    """The responses by the code of the finding and what it is about.

    Rows without a response are left out, so are sheets that are not ours or have no column for responses. Where one finding was
    answered in several rows, all answers are kept, one a paragraph.
    """
    return merge_responses(*(responses for grid in grids if has_responses(grid) for responses in _responses(grid)))


def is_check_sheet(grid: Grid) -> bool:
    """Whether an earlier check added this sheet to the return, so that it is none of the officer's."""
    title = grid.cells.get((1, 1))
    return any(
        title is not None and title.value == own and _headings(grid, len(headings)) == list(headings)
        for own, headings in CHECK_SHEETS
    )


def _headings(grid: Grid, number: int) -> list[object]:
    cells = [grid.cells.get((CHECK_HEADING_ROW, column)) for column in range(1, number + 1)]
    return [cell.value if cell else None for cell in cells]


def has_responses(grid: Grid) -> bool:
    """Whether this is the sheet of a marked copy, where officers answer."""
    headings = [grid.cells.get((CHECK_HEADING_ROW, column)) for column in range(1, len(RESPONSE_HEADINGS) + 1)]
    return is_check_sheet(grid) and [_text(cell) for cell in headings] == list(RESPONSE_HEADINGS)


def _responses(grid: Grid) -> Iterator[Mapping[ResponseKey, str]]:
    about, code, response = (RESPONSE_HEADINGS.index(heading) + 1 for heading in ("About", "Code", "Response"))
    for row in sorted({row for row, _ in grid.cells if row > CHECK_HEADING_ROW}):
        named, answered = _text(grid.cells.get((row, code))), _text(grid.cells.get((row, response)))
        if named and answered:
            yield {response_key(named, _text(grid.cells.get((row, about)))): answered}


def _text(cell: Cell | None) -> str:
    """A response as text: an officer may answer with a number, a day or a formula."""
    match cell.value if cell else None:
        case None:
            return ""
        case bool() as answer:
            return "Yes" if answer else "No"
        case Decimal() as number:
            return format(number, "f")
        case date() as day:
            return day.isoformat()
        case str() as text:
            return text.strip()
