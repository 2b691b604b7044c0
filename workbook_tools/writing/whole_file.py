"""Outputs appear whole or not at all, and never in the place of a file that somebody else made."""

import contextlib
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from workbook_tools.findings import WritingError
from workbook_tools.model.layout import PROPERTIES_PART

KEYWORDS = "workbook-tools output"
"""Keywords property of the workbooks that may be written again; a service's own workbook does not have it."""


def replace_file(path: Path, content: bytes) -> None:
    """Puts `content` at `path` under a temporary name first, so that no reader ever sees half of it.

    Raises:
        WritingError: it could not be written; an earlier file is left as it was.
    """
    with replacing(path) as unfinished:
        unfinished.write(content)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write bit by bit, which takes its place at `path` once all went well; on the disk by then.

    Raises:
        WritingError: it could not be written; an earlier file is left as it was.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        raise WritingError(
            f"{path} could not be written ({error.strerror or error}). "
            "Close it if it is open in Excel or Word, and check that its folder is there and has room."
        ) from error


def write_new(path: Path, content: bytes) -> None:
    """Puts `content` at `path`, whole, where there is no file yet; one that holds just that is as good.

    Raises:
        WritingError: another file is there, or it could not be written.
    """
    if path.exists():
        if path.is_file() and path.read_bytes() == content:
            return
        raise WritingError(f"{path} is there already, so it is left as it is. Choose another name, or move it away.")
    replace_file(path, content)


def make_folder(folder: Path) -> None:
    """Makes a folder for outputs, where it is not there yet.

    Raises:
        WritingError: it could not be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WritingError(f"{folder} could not be made ({error.strerror}). Choose another folder.") from error


def check_replaceable(path: Path) -> None:
    """Makes sure that an output would not take the place of a return or another workbook of somebody's own.

    Raises:
        WritingError: there is a file at `path` and it is no earlier output.
    """
    if path.exists() and not is_output(path):
        raise WritingError(
            f"{path} is there already and was not written by this program, so it is left as it is. Choose another name."
        )


def is_output(path: Path) -> bool:
    """Whether a file is a workbook that this program wrote as an output."""
    try:
        with zipfile.ZipFile(path) as parts:
            return KEYWORDS.encode() in parts.read(PROPERTIES_PART)
    except (OSError, zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError):
        return False
