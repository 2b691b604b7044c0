"""The log of the buttons: what was pressed, how long each stage took, and what went wrong, for whoever is asked for help.

Only its user may read it. It is kept short: a full one makes way for a new one, and one earlier one is kept.
"""

import contextlib
import os
import time
import traceback
from datetime import datetime
from pathlib import Path

from workbook_tools.excel.places import log_file

MOST_BYTES = 200_000


class Stages:
    """How long the stages of a press took, in the order they began; the first is the start of Python, in processor time."""

    def __init__(self) -> None:
        self._begun = [("start of Python", 0.0, time.process_time())]
        self._latest: tuple[str, float] | None = None

    def begin(self, name: str) -> None:
        """Ends the stage that was going on and begins another."""
        self._end()
        self._latest = (name, time.perf_counter())

    def _end(self) -> None:
        if self._latest is not None:
            self._begun.append((*self._latest, time.perf_counter()))
            self._latest = None

    def __str__(self) -> str:
        """Such as "start of Python 0.07 s, imports 0.21 s"; ends the stage that was going on."""
        self._end()
        return ", ".join(f"{name} {end - begin:.2f} s" for name, begin, end in self._begun)


def write_to_log(text: str, error: BaseException | None = None) -> Path:
    """Adds a line, below it the traceback of an error.

    Returns:
        The log, which is only not written where nothing can be.
    """
    path = log_file()
    details = "".join(traceback.format_exception(error)) if error is not None else ""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    with contextlib.suppress(OSError):  # a full disk must not cost the answer
        if path.exists() and path.stat().st_size > MOST_BYTES:
            path.replace(path.with_suffix(".old.log"))
        with open(path, "a", encoding="utf-8", errors="replace", opener=_private) as log:
            log.write(f"{now} {text}\n{details}")
    return path


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
