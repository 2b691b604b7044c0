"""A file's bytes, read once and as a whole, also while somebody else writes to it."""

import os
import time
from pathlib import Path

from workbook_tools.findings import ReadingError

MOST_ATTEMPTS = 4
PAUSE = 0.25  # seconds between them: long enough for a program to save a workbook of some hundred kilobytes


def read_steadily(path: Path) -> bytes:
    """The content of a file that did not change while it was read; read again, a few times, where it did.

    Raises:
        OSError: it cannot be read.
        ReadingError: it kept changing.
    """
    for attempt in range(MOST_ATTEMPTS):
        if attempt:
            time.sleep(PAUSE)
        before = _state(path)
        content = path.read_bytes()
        if before == _state(path) == (len(content), before[1]):
            return content
    raise ReadingError("The file kept changing while it was read. Run it again when it has been saved or copied to the end.")


def _state(path: Path) -> tuple[int, int]:
    """Size in bytes and time of the last change."""
    facts = os.stat(path)  # noqa: PTH116 - cheaper, and easily made to differ in tests
    return facts.st_size, facts.st_mtime_ns
