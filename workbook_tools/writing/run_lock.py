"""One run at a time on an output, and word of the run before: was it stopped before it had finished?"""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from workbook_tools.findings import ToolkitError, WritingError, shorten

LOCKED_BYTE = 2**30  # far behind the text, which others may read, while Windows keeps a locked byte to its owner

if sys.platform == "win32":
    import msvcrt

    def _take(stream: IO[str]) -> None:
        stream.seek(LOCKED_BYTE)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(stream: IO[str]) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


BUSY = (BlockingIOError, PermissionError)  # what taking a lock that somebody holds raises, on Unix and on Windows
WRITING = "Another run has been writing {output}{since}. Wait until it has ended, or choose another output."
ATTEMPTS = 10  # to take a lock whose file its owner deletes at that moment


@contextlib.contextmanager
def running(output: Path, began: str, busy: str = WRITING) -> Iterator[str]:
    """Holds the lock of `output` for the time of a run, and cleans up behind one that was stopped.

    The lock is the system's own on a small file beside the output, so that a run that is killed lets go of it. The file is gone
    after a run that ended, well or not.

    Args:
        output: the workbook that the run writes; its folder must exist.
        began: when this run began, as others are told who find the lock taken.
        busy: the sentence for this run where it finds the lock taken, with {output} and {since} in it.

    Yields:
        When the run before began, where it was stopped before it had ended; "" where it was not.

    Raises:
        ToolkitError: another run is writing this output now.
        WritingError: the folder of the output cannot be written to.
    """
    place = output.with_name(f".{output.name}.lock")
    try:
        stream = _locked(place)
    except BUSY as error:
        raise ToolkitError(_say_busy(output, place, busy)) from error
    except OSError as error:
        raise WritingError(
            f"{output} could not be written ({error.strerror or error}). Check that its folder is there and may be written to."
        ) from error
    with stream:
        stream.seek(0)
        earlier = stream.readline().strip()
        stream.seek(0)
        stream.truncate()
        stream.write(f"{began}\n")
        stream.flush()
        if earlier:
            clear_unfinished(output)
        try:
            yield earlier
        finally:
            if sys.platform == "win32":  # Windows deletes no file that is open
                stream.close()
            with contextlib.suppress(OSError):
                place.unlink()


def clear_unfinished(output: Path) -> None:
    """Deletes what a run that was stopped left of `output`: files of ours under a temporary name."""
    for left in output.parent.glob(f".{glob_escaped(output.name)}.*.part"):
        with contextlib.suppress(OSError):
            left.unlink()


def glob_escaped(name: str) -> str:
    """A file's name such that a pattern matches itself only."""
    return "".join(f"[{mark}]" if mark in "*?[" else mark for mark in name)


def _locked(place: Path) -> IO[str]:
    """The lock's file, open and locked. Its owner deletes it before letting go, so one just locked may be gone; then again."""
    for _ in range(ATTEMPTS):
        stream = place.open("a+", encoding="utf-8")
        try:
            _take(stream)
        except BUSY:
            stream.close()
            raise
        except OSError:  # a network folder may know no locks; the run goes on without
            return stream
        if place.exists() and place.stat().st_ino == os.fstat(stream.fileno()).st_ino:
            return stream
        stream.close()
    raise BlockingIOError


def _say_busy(output: Path, place: Path, busy: str) -> str:
    began = ""
    with contextlib.suppress(OSError):
        began = place.read_text(encoding="utf-8").strip()
    return busy.format(output=output, since=f" since {shorten(began)}" if began else "")
