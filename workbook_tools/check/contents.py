"""What a cell held at issue against what it holds now: whether they are the same, and how they are said."""

from itertools import takewhile

from workbook_tools.check.matching import IssuedRow
from workbook_tools.findings import shorten
from workbook_tools.model.figures import DueDate, Figure, FigureKind
from workbook_tools.model.service_return import Indicator
from workbook_tools.model.wording import say_figure
from workbook_tools.model.words import Polarity, Unit

Content = Figure | DueDate | str

NOTHING = "(empty)"
SAME_START = 20  # characters shown before the first that differs, where two long texts begin alike


def content_of(row: IssuedRow, field: str) -> Content:
    """What a row holds in a field; a polarity in the words of the return, where it has kept them."""
    if isinstance(row, Indicator) and field == "polarity":
        return row.polarity_text or ("" if row.polarity is Polarity.UNKNOWN else row.polarity.value)
    content: Content = getattr(row, field)
    return content


def is_blank(content: Content) -> bool:
    """Whether nothing stands there at all; "n/a" is something."""
    if isinstance(content, Figure):
        return content.kind is FigureKind.EMPTY
    return not (content.text if isinstance(content, DueDate) else content).strip() and not _day(content)


def same(first: Content, second: Content) -> bool:
    """Whether two contents mean the same.

    Figures by what they are and their numbers, dates by day and "ongoing" and only without either by their text, texts after
    folding blanks.
    """
    if isinstance(first, str) and first == second:
        return True
    if isinstance(first, Figure) and isinstance(second, Figure):
        return (first.kind, first.number, first.low, first.high) == (second.kind, second.number, second.low, second.high)
    if isinstance(first, DueDate) and isinstance(second, DueDate) and (_day(first) or _day(second)):
        return (first.date, first.ongoing) == (second.date, second.ongoing)
    return _line(first) == _line(second)


def say_both(now: Content, issued: Content) -> tuple[str, str]:
    """Both contents as a finding shows them: so that they are seen to differ where their cells show the same or begin alike."""
    texts = _line(now) or NOTHING, _line(issued) or NOTHING
    if texts[0] == texts[1]:
        return _exact(now), _exact(issued)
    if shorten(texts[0]) != shorten(texts[1]):
        return texts
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*texts, strict=False)))
    start = max(alike - SAME_START, 0)
    return f"…{texts[0][start:]}", f"…{texts[1][start:]}"


def _day(content: Content) -> bool:
    return isinstance(content, DueDate) and (content.date is not None or content.ongoing)


def _line(content: Content) -> str:
    return " ".join((content if isinstance(content, str) else content.text).split())


def _exact(content: Content) -> str:
    """A figure with all its digits, since its cell may show it rounded."""
    if not isinstance(content, Figure):
        return _line(content) or NOTHING
    numbers = [number for number in (content.number, content.low, content.high) if number is not None]
    return " to ".join(say_figure(number, content.unit or Unit.NUMBER) for number in numbers) or content.text or NOTHING
