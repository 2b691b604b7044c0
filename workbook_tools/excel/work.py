"""What a button is told and may say while it works: progress in the status bar, and whether the officer wants it to stop."""

from collections.abc import Callable
from dataclasses import dataclass

from workbook_tools.findings import ToolkitError


class StoppedError(ToolkitError):
    """The officer asked for the work to stop. What was finished by then stays."""


def _silent(_text: str) -> None:
    pass


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Work:
    """A press of a button.

    Attributes:
        say: shows a short text in the status bar; "" gives the bar back.
        is_stopped: whether the officer asked to stop.
    """

    say: Callable[[str], None] = _silent
    is_stopped: Callable[[], bool] = _never

    def step(self, text: str) -> None:
        """To be called between parts of long work, with what comes next.

        Raises:
            StoppedError: the officer asked to stop; what comes next must not begin.
        """
        if self.is_stopped():
            raise StoppedError(f"Stopped before: {text}. What was finished until then is there.")
        self.say(text)
