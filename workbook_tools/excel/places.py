"""Where things are kept for one user: which Python the buttons call, their log, and the files of a press.

Excel's own folders that the add-in is put in stand here too. All of them belong to the user: no administrator is needed.
"""

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbook_tools.findings import WritingError

OURS = "workbook-tools"
PYTHON_FILE = "python.txt"
LOG_FILE = "workbook-tools.log"
OFFICE_GROUP = "Library/Group Containers/UBF8T346G9.Office"
"""On a Mac the folder that all of Office shares."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one user; none need be there.

    Attributes:
        config: which Python to call, and the log.
        work: the files of a press, while it lasts.
        start: what Excel opens from it at its start; None where there is no Excel.
        scripts: what Excel on a Mac may run outside its sandbox; None elsewhere.
    """

    config: Path
    work: Path
    start: Path | None = None
    scripts: Path | None = None

    @property
    def python_file(self) -> Path:
        """Names the Python to call, on one line."""
        return self.config / PYTHON_FILE


def places_on(system: str, environ: Mapping[str, str], home: Path) -> Places:
    """The folders by the habits of a system ("win32", "darwin", or any other, such as "linux"), as `sys.platform` calls it."""
    if system == "win32":
        roaming = Path(environ.get("APPDATA") or home / "AppData" / "Roaming")
        config = roaming / OURS
        return Places(config, config / "work", roaming / "Microsoft" / "Excel" / "XLSTART")
    if system == "darwin":
        config = home / "Library" / "Application Support" / OURS
        return Places(
            config,
            config / "work",
            home / OFFICE_GROUP / "User Content.localized" / "Startup.localized" / "Excel",
            home / "Library" / "Application Scripts" / "com.microsoft.Excel",
        )
    named = environ.get("XDG_CONFIG_HOME", "")
    config = (Path(named) if named.startswith("/") else home / ".config") / OURS  # one that is relative counts as not given
    return Places(config, config / "work")


def places() -> Places:
    """The folders of this user on this machine.

    Raises:
        WritingError: the user has no home folder.
    """
    try:
        return places_on(sys.platform, os.environ, Path.home())
    except RuntimeError as error:
        raise WritingError(
            "This user has no home folder, so there is no place for the settings. Set the variable HOME to a folder."
        ) from error


def config_folder() -> Path:
    """The folder of this user's settings, made if it is not there, private.

    Raises:
        WritingError: it cannot be made.
    """
    folder = places().config
    try:
        make_private(folder)
    except OSError as error:
        raise WritingError(
            f"The folder {folder} for the settings could not be made ({error.strerror or error}). "
            "Ask the IT department for a home folder that can be written to."
        ) from error
    return folder


def work_folder() -> Path:
    """A folder for the files of a press, made if it is not there, private; below the temporary files if it cannot be elsewhere.

    Raises:
        WritingError: there is no folder at all that can be written to.
    """
    with contextlib.suppress(OSError, WritingError):
        return make_private(places().work)
    return _temporary()


def log_file() -> Path:
    """The file that says what went wrong; its folder is made. It need not be there.

    Raises:
        WritingError: there is no folder at all that can be written to.
    """
    with contextlib.suppress(OSError, WritingError):
        folder = make_private(places().config)
        if os.access(folder, os.W_OK):
            return folder / LOG_FILE
    return _temporary() / LOG_FILE


def recorded_python() -> Path | None:
    """The Python that the buttons call, as `addin install` recorded it; None where none is.

    Whether it is there and starts is for whoever calls it to say.
    """
    try:
        text = places().python_file.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError, WritingError):
        return None
    return Path(text) if text and "\n" not in text else None


def make_private(folder: Path) -> Path:
    """Makes a folder, with those above it, that only its user can look into; one that is there is made so.

    Raises:
        OSError: it cannot be made, or is somebody else's.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=stat.S_IRWXU, exist_ok=True)
    if sys.platform != "win32":  # there the folders above are the user's own already
        found = folder.lstat()
        if found.st_uid != os.getuid() or not stat.S_ISDIR(found.st_mode):
            raise PermissionError(None, "it belongs to somebody else", str(folder))
        if stat.S_IMODE(found.st_mode) != stat.S_IRWXU:
            folder.chmod(stat.S_IRWXU)
    return folder


def _temporary() -> Path:
    """A folder among the temporary files, private; the same one again where that is safe."""
    try:
        with contextlib.suppress(OSError):
            return make_private(Path(tempfile.gettempdir()) / f"{OURS}{_user()}")
        return Path(tempfile.mkdtemp(prefix=f"{OURS}-"))
    except OSError as error:
        raise WritingError(
            "There is no folder that can be written to, not even for temporary files. Ask the IT department."
        ) from error


def _user() -> str:
    """What tells the users of one folder for temporary files apart; on Windows each has a folder of their own."""
    return f"-{os.getuid()}" if sys.platform != "win32" else ""
