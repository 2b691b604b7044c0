"""Outputs appear whole or not at all."""

import contextlib
import os
from pathlib import Path

from workbook_tools.findings import WritingError


def replace_file(path: Path, content: bytes) -> None:
    """Puts `content` at `path` under a temporary name first, so that no reader ever sees half of it.

    Raises:
        WritingError: it could not be written; an earlier file is left as it was.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise WritingError(
            f"{path} could not be written ({error.strerror or error}). "
            "Close it if it is open in Excel, and check that its folder is there and has room."
        ) from error
