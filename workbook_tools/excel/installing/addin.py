"""Puts the add-in where Excel loads it, for one user, and records which Python its buttons call; takes it away again.

Excel opens what lies in the folder of its start, and trusts it by default: neither a registry entry nor an administrator is
needed, and removing the file is all there is to removing the add-in. Everything is written, or nothing is.
"""

import contextlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from workbook_tools import __version__
from workbook_tools.excel.installing.installed import Record, read_record, record_file, sha256
from workbook_tools.excel.installing.parts import ADDIN_NAME, CONTROL_NAME, Parts, addin_file, script_file
from workbook_tools.excel.macros.addin_book import SCRIPT
from workbook_tools.excel.places import OURS, Places, make_private
from workbook_tools.findings import ToolkitError, WritingError
from workbook_tools.writing.whole_file import is_output, replace_file


def python_to_call(executable: str, system: str) -> Path:
    """The Python that the buttons call: the one that is running; on Windows the one beside it that opens no black window.

    Raises:
        ToolkitError: this Python does not know where it is, or its path cannot stand on one line.
    """
    if not executable or not executable.isprintable():
        raise ToolkitError("This Python does not say where it is. Run the command with the full path of the Python to be used.")
    python = Path(executable)
    windowless = python.with_name("pythonw.exe")
    return windowless if system == "win32" and windowless.is_file() else python


def install(places: Places, parts: Parts, python: Path) -> tuple[str, ...]:
    """Writes the add-in, the record of what was written, and which Python to call; a line for each.

    An earlier add-in of ours is replaced. Where no add-in loads (`places.start` is None) only the Python is recorded.

    Raises:
        ToolkitError: somebody else's file is in the way, a file is open in Excel or a folder cannot be written to; everything
            is then as it was.
    """
    wanted = dict(_targets(places, parts))
    record = read_record(places)
    for path in wanted:
        if not _is_free(path, record):
            raise WritingError(
                f"{path} is there already and is not ours, so nothing was installed. Move it away, or give it another name."
            )
    names = {path.name: sha256(content) for path, content in wanted.items()}
    wanted[places.python_file] = f"{python}\n".encode()
    wanted[record_file(places)] = json.dumps(
        {"version": __version__, "files": names, "signed": parts.signed}, indent=1
    ).encode()
    before = {path: _content(path) for path in wanted}
    _make_folders(places, wanted)
    _write_all(wanted, before)
    return tuple(_lines(places, wanted, before, python))


def remove(places: Places) -> tuple[str, ...]:
    """Takes away what `install` wrote, and only that; a line for each file.

    Raises:
        ToolkitError: a file cannot be removed, such as an add-in that is open in Excel; those after it are still there too.
    """
    record = read_record(places)
    installed = [path for path, _ in _targets(places, Parts(b""))]
    lines = []
    for path in (*installed, places.python_file, record_file(places)):
        if not path.is_file():
            continue
        if path in installed and not _is_free(path, record):
            lines.append(f"Left: {path} is not ours, or was changed since.")
            continue
        try:
            path.unlink()
        except OSError as error:
            raise WritingError(f"{say_refusal(path, error)} It is still there.") from error
        lines.append(f"Removed: {path}")
    for folder in (places.work, places.config):
        with contextlib.suppress(OSError):
            folder.rmdir()  # unless something is in it, such as the log
    if places.config.is_dir():
        lines.append(f"Left: {places.config}, for it holds more, such as the log of the buttons. Delete it if you wish.")
    return tuple(lines or ["There was nothing to remove."])


def build(folder: Path, addin: bytes, control: bytes, name: str = ADDIN_NAME) -> tuple[str, ...]:
    """Writes the add-in, under its name, and the control workbook into a folder, made if it is not there; a line for each.

    An earlier add-in of ours for Excel is replaced; a control workbook is not, for it may be filled in.

    Raises:
        WritingError: a file is in the way, so that neither was written, or one cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WritingError(f"The folder {folder} could not be made ({error.strerror or error}). Choose another.") from error
    files = {folder / CONTROL_NAME: control, folder / name: addin}
    for path, content in files.items():
        may_go = path.name == ADDIN_NAME and is_output(path)
        if path.exists() and not may_go and _content(path) != content:
            raise WritingError(f"{path} is there already, so nothing was written. Move it away, or choose another folder.")
    for path, content in files.items():
        replace_file(path, content)
    return tuple(f"Written: {path}" for path in files)


def _targets(places: Places, parts: Parts) -> Iterator[tuple[Path, bytes]]:
    """The files beside the settings; first the one that Excel may hold open."""
    if addin := addin_file(places):
        yield addin, parts.addin
    if script := script_file(places):
        yield script, parts.script


def _is_free(path: Path, record: Record) -> bool:
    """Whether a place is empty or holds an earlier file of ours: as recorded, or one that says so itself."""
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    says_so = OURS.encode() in content if path.name == SCRIPT else is_output(path)
    return says_so or record.wrote(path.name, content)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _make_folders(places: Places, wanted: Iterable[Path]) -> None:
    for folder in (places.config, *(path.parent for path in wanted)):
        try:
            if folder == places.config:
                make_private(folder)
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WritingError(f"{say_refusal(folder, error)} Nothing was installed.") from error


def _write_all(wanted: Mapping[Path, bytes], before: Mapping[Path, bytes | None]) -> None:
    """Writes every file, or puts back what was there before."""
    done = []
    try:
        for path, content in wanted.items():
            replace_file(path, content)
            done.append(path)
    except WritingError as error:
        for written in done:
            earlier = before[written]
            with contextlib.suppress(OSError, WritingError):
                written.unlink() if earlier is None else replace_file(written, earlier)
        cause = error.__cause__
        said = say_refusal(path, cause) if isinstance(cause, OSError) else str(error)
        raise WritingError(f"{said} Nothing was installed.") from error


def say_refusal(path: Path, error: OSError) -> str:
    """Why a file or folder could not be written or removed, and what to do."""
    if isinstance(error, PermissionError):
        return (
            f"{path} could not be changed: Excel has it open, or its folder cannot be written to. "
            "Close all Excel windows and run the command again."
        )
    return f"{path} could not be changed ({error.strerror or error}). Check that its folder is there and has room."


def _lines(places: Places, wanted: Mapping[Path, bytes], before: Mapping[Path, bytes | None], python: Path) -> Iterator[str]:
    for path, content in wanted.items():
        earlier = before[path]
        done = "Written" if earlier is None else "As it was" if earlier == content else "Replaced"
        yield f"{done}: {path}"
    yield f"The buttons call {python}"
    if places.start is None:
        yield "LibreOffice loads no Excel add-in: use the buttons in the workbooks. Excel's add-in is for Windows and Mac."
        yield (
            "LibreOffice loses them when it saves a workbook, unless it has our extension, which this command writes: "
            "workbook-tools addin build --buttons-for libreoffice FOLDER"
        )
    else:
        yield "Close all Excel windows and start Excel again: the tab Performance is there."


def this_python() -> Path:
    """The Python to record on this machine."""
    return python_to_call(sys.executable, sys.platform)
