"""What came of a button of the performance team: shown in a message, kept in the log of the control workbook."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING

from workbook_tools.excel.registry import button_named
from workbook_tools.excel.team_settings import sheet_of
from workbook_tools.excel.team_sheets import log
from workbook_tools.excel.work import Work
from workbook_tools.findings import ToolkitError
from workbook_tools.model.control_book import LOG

if TYPE_CHECKING:
    import xlwings  # only its types: whoever calls has loaded it

MOST_SHOWN = 5  # details in a message; the log has all of them


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a button: a sentence or two, and details, one a line."""

    sentence: str
    details: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """For the message: the sentence and the first details."""
        more = len(self.details) - MOST_SHOWN
        rest = (f"… and {more} more, on the sheet {LOG}.",) if more > 0 else ()
        return "\n".join((self.sentence, *self.details[:MOST_SHOWN], *rest))

    @property
    def whole(self) -> str:
        """For the log."""
        return "\n".join((self.sentence, *self.details))


def logged(button: "Callable[[xlwings.Book, Work], Result]") -> "Callable[[xlwings.Book, Work], str]":
    """A button that adds what came of it to the log of the control workbook, and shows it."""

    @wraps(button)
    def press(book: "xlwings.Book", work: Work) -> str:
        sheet_of(book, LOG)  # another workbook has no log, and is left as it is
        caption = button_named(button.__name__).caption
        try:
            result = button(book, work)
        except ToolkitError as error:
            with suppress(ToolkitError):  # a book that takes no log (it is read-only) has been refused in better words
                log(book, caption, str(error))
            raise
        finally:
            work.say("")
        log(book, caption, result.whole)
        return result.shown

    return press
