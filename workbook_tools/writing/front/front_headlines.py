"""The front page's headline exceptions: what is out, why, what the service says is done about it, a link to the full row."""

from workbook_tools.writing.exceptions import KINDS, ExceptionRow, find_exceptions, headline_exceptions
from workbook_tools.writing.front.front import GAP, SLACK, Front, Headline
from workbook_tools.writing.measure import height_of, wrap
from workbook_tools.writing.remedies import say_remedy
from workbook_tools.writing.summary.frame import EchoPlace, room_of
from workbook_tools.writing.tables import heading_format
from workbook_tools.writing.theme import Look, font_of, indent_of

MOST, FEWEST = 6, 3  # headlines; so many that the first page ends with them, where it has room for the fewest
STATUS = 1  # column of the status word; the name of the row stands before it
WHY = STATUS + 1  # first column of the reason
WHY_SHARE = 0.45  # of the columns between status and link that the reason takes
LINES = 3  # that a name and what is done take at most


def write_headlines(front: Front, row: int) -> int:
    """Writes the weightiest exceptions from `row` on, and returns the row below; nothing where there are none."""
    exceptions = find_exceptions(front.facts)
    if not exceptions:
        return row
    top = row
    row = _write_headings(front, row + 1)
    chosen = _that_find_room(front, exceptions, row)
    which = f" (the weightiest {len(chosen)} of {len(exceptions)})" if len(chosen) < len(exceptions) else ""
    front.page.write_block(top, (0, front.last), f"Headline exceptions{which}", Look.SECTION)
    for exception in chosen:
        row += _write_headline(front, row, exception)
    front.page.keep_together(top, row - 1)
    return front.leave_gap(row)


def _that_find_room(front: Front, exceptions: tuple[ExceptionRow, ...], row: int) -> tuple[ExceptionRow, ...]:
    """As many of the weightiest as end on the first page, whose rows above `row` are written; the fewest if none would."""
    room = room_of(front.page, front.last) - front.page.height(0, row - 1) - GAP
    for number in range(MOST, FEWEST, -1):
        chosen = headline_exceptions(exceptions, number)
        if sum(_height(front, exception) for exception in chosen) <= room:
            return chosen
    return headline_exceptions(exceptions, FEWEST)


def _write_headings(front: Front, row: int) -> int:
    page, doing = front.page, _first_of_remedy(front)
    page.write_block(row, (0, STATUS - 1), "Exception", Look.HEADER, indent=0)
    page.put(row, STATUS, "Status", heading_format(page.theme, Look.STATUS))
    page.merge(row, (WHY, doing - 1), "Why", Look.HEADER)
    page.merge(row, (doing, front.last - 1), "What the service says is done", Look.HEADER)
    page.put(row, front.last, "Row", heading_format(page.theme, Look.TEXT))
    return row + 1


def _write_headline(front: Front, row: int, exception: ExceptionRow) -> int:
    page, doing = front.page, _first_of_remedy(front)
    headline = Headline(exception, _remedy(front, exception))
    front.headlines.append(headline)
    front.write_name(row, _name(exception), STATUS, LINES)
    front.write_status(row, STATUS, exception.style, exception.table)
    front.canvas.echoes.append(EchoPlace(page.name, exception.where, row, {"status": STATUS, "reason": WHY}))
    page.merge(row, (WHY, doing - 1), exception.reason, Look.TEXT)
    page.merge(row, (doing, front.last - 1), headline.done, Look.TEXT)
    front.write_link(row, exception.where)
    page.raise_row(row, _height(front, exception))
    return 1


def _height(front: Front, exception: ExceptionRow) -> float:
    """Points of a headline's row."""
    font = font_of(Look.TEXT)
    reason = wrap(exception.reason, _pixels(front, WHY, _first_of_remedy(front) - 1), font)
    remedy = wrap(_remedy(front, exception), _pixels(front, _first_of_remedy(front), front.last - 1), font)
    name = wrap(_name(exception), front.page.pixels(0, STATUS - 1), font)
    return height_of(max(min(LINES, len(name)), len(reason), len(remedy)), font)


def _remedy(front: Front, exception: ExceptionRow) -> str:
    pixels = _pixels(front, _first_of_remedy(front), front.last - 1)
    return say_remedy(exception.commentary, pixels, font_of(Look.TEXT), LINES)


def _name(exception: ExceptionRow) -> str:
    return "  ".join(part for part in (exception.code or KINDS[exception.table], exception.title) if part)


def _pixels(front: Front, first: int, last: int) -> int:
    return front.page.pixels(first, last) - indent_of(Look.TEXT) - SLACK


def _first_of_remedy(front: Front) -> int:
    return WHY + round(WHY_SHARE * (front.last - WHY))
