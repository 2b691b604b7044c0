"""Looks at everything that the buttons need, and says of each what is the matter and what to do.

It changes nothing; that a folder can be written to is tried with a file that is removed at once.
"""

import os
import plistlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import workbook_tools
from workbook_tools.excel.installing import windows_settings
from workbook_tools.excel.installing.diagnosis import Diagnosis, State, not_here, problem, well
from workbook_tools.excel.installing.installed import read_record
from workbook_tools.excel.installing.parts import Parts, addin_file, script_file
from workbook_tools.excel.places import Places, config_folder, log_file, recorded_python, work_folder
from workbook_tools.findings import ToolkitError
from workbook_tools.writing.pdf import find_libreoffice

NEEDS = (3, 11)
LONGEST = 60  # seconds; a Python takes far less to start
INSTALL = "Run: workbook-tools addin install"
EXCEL_ON_A_MAC = Path("/Applications/Microsoft Excel.app")
LOAD_BRIDGE = "from workbook_tools.excel.engines.uno_connect import load_uno; load_uno()"
SAY_VERSION = "import workbook_tools; print(workbook_tools.__version__)"


def examine(places: Places, parts: Callable[[], Parts], system: str = sys.platform) -> tuple[Diagnosis, ...]:
    """All that the buttons need.

    Args:
        places: the user's folders.
        parts: builds what this version installs.
        system: as `sys.platform` names it.
    """
    recorded = recorded_python()
    return (
        python(sys.version_info[:3], sys.executable),
        package(),
        xlwings(),
        buttons_python(recorded),
        *_excel(places, system, str(recorded or "")),
        addin(places, parts),
        *script(places, parts),
        *folders(),
        libreoffice(system, find_libreoffice(), str(recorded or sys.executable)),
    )


def python(version: tuple[int, int, int], executable: str) -> Diagnosis:
    """The Python that is running."""
    said = f"{'.'.join(map(str, version))}, {executable}"
    if version[:2] < NEEDS:
        return problem("Python", said, f"Install Python {NEEDS[0]}.{NEEDS[1]} or newer, and workbook-tools with it.")
    return well("Python", said)


def package() -> Diagnosis:
    """The package itself, and whether what pip knows of it is the same."""
    here = f"{workbook_tools.__version__}, {Path(workbook_tools.__file__).parent}"
    try:
        known = metadata.version("workbook-tools")
    except metadata.PackageNotFoundError:
        return problem("workbook-tools", f"{here}, but not installed", "Run: python -m pip install workbook-tools")
    if known != workbook_tools.__version__:
        return problem(
            "workbook-tools", f"{here}, but {known} is installed", "Run: python -m pip install --upgrade workbook-tools"
        )
    return well("workbook-tools", here)


def xlwings() -> Diagnosis:
    """The library that speaks to Excel: in the one version that we were tested with."""
    pinned = next((found[1] for line in _requirements() if (found := re.match(r"xlwings==([\w.]+)", line))), "")
    return pinned_library("xlwings", pinned, _version("xlwings"))


def pinned_library(name: str, pinned: str, found: str) -> Diagnosis:
    """A library whose version is fixed; "" stands for none."""
    if found and found == pinned:
        return well(name, found)
    return problem(name, f"{found or 'not installed'}, {pinned} is needed", f"Run: python -m pip install {name}=={pinned}")


def buttons_python(recorded: Path | None) -> Diagnosis:
    """The Python that the buttons call: whether it starts, and has this version of the package."""
    name = "Python of the buttons"
    if recorded is None:
        return problem(name, "none is recorded", INSTALL)
    try:
        said = _run([str(recorded), "-P", "-c", SAY_VERSION])
    except OSError as error:
        return problem(name, f"{recorded} does not start ({error.strerror or error})", INSTALL)
    except subprocess.SubprocessError:
        return problem(name, f"{recorded} starts, but cannot load workbook-tools", INSTALL)
    if said != workbook_tools.__version__:
        return problem(name, f"{recorded} has workbook-tools {said}, this is {workbook_tools.__version__}", INSTALL)
    return well(name, str(recorded))


def _excel(places: Places, system: str, python_recorded: str) -> Iterator[Diagnosis]:
    if system == "win32":
        hive = windows_settings.read_hive()
        yield from windows_settings.diagnose(hive, str(addin_file(places)), python_recorded, os.environ)
        return
    yield excel_on_a_mac(EXCEL_ON_A_MAC) if system == "darwin" else not_here("Excel", "there is none for this system")
    yield from windows_settings.nothing_to_diagnose()


def excel_on_a_mac(application: Path) -> Diagnosis:
    """Excel among the applications of a Mac, with its version."""
    try:
        properties = plistlib.loads((application / "Contents" / "Info.plist").read_bytes())
        return well("Excel", f"{properties['CFBundleShortVersionString']}, {application}")
    except FileNotFoundError:
        return problem("Excel", f"{application} is not there", "Install Excel for the desktop, 2016 or newer.")
    except (OSError, plistlib.InvalidFileException, ValueError, KeyError, TypeError):
        return well("Excel", f"version not stated, {application}")


def addin(places: Places, parts: Callable[[], Parts]) -> Diagnosis:
    """Whether the add-in is where Excel loads it, and is the one that this version builds."""
    path = addin_file(places)
    if path is None:
        return not_here("Add-in", "LibreOffice loads none; the buttons are in the workbooks")
    try:
        return _current("Add-in", path, places, parts().addin)
    except ToolkitError as error:
        return problem("Add-in", "this version cannot build it", str(error))


def script(places: Places, parts: Callable[[], Parts]) -> Iterator[Diagnosis]:
    """On a Mac, whether the script that starts Python is in place and current."""
    if path := script_file(places):
        try:
            yield _current("Script for Excel", path, places, parts().script)
        except ToolkitError as error:
            yield problem("Script for Excel", "this version has none", str(error))


def _current(name: str, path: Path, places: Places, built: bytes) -> Diagnosis:
    try:
        content = path.read_bytes()
    except OSError as error:
        return problem(name, f"{path} cannot be read ({error.strerror or error})", INSTALL)
    if content == built:
        return well(name, f"current, {path}")
    record = read_record(places)
    if record.signed and record.version == workbook_tools.__version__ and record.wrote(path.name, content):
        return well(name, f"current, the signed copy that was installed, {path}")
    return problem(name, f"{path} is not the one of this version", INSTALL)


def folders() -> Iterator[Diagnosis]:
    """Whether the settings, the log and the files of a press can be written."""
    yield writable("Settings", config_folder)
    yield writable("Log", lambda: log_file().parent)
    yield writable("Work files", work_folder)
    yield writable("Temporary files", lambda: Path(tempfile.gettempdir()))


def writable(name: str, folder: Callable[[], Path]) -> Diagnosis:
    """Whether a file can be written to a folder."""
    try:
        place = folder()
        with tempfile.TemporaryFile(dir=place) as trial:
            trial.write(b"trial")
    except ToolkitError as error:
        return problem(name, "cannot be written", str(error))
    except OSError as error:
        return problem(name, f"cannot be written ({error.strerror or error})", "Ask the IT department for write access.")
    return well(name, str(place))


def libreoffice(system: str, program: Path | None, called: str) -> Diagnosis:
    """LibreOffice: for PDF everywhere, and for the buttons where there is no Excel; its bridge is what they speak through."""
    name, has_excel = "LibreOffice", system in {"win32", "darwin"}
    if program is None:
        if has_excel:
            return not_here(name, "not installed; only summaries as PDF need it")
        return problem(name, "not found", "Install LibreOffice Calc and its Python bridge (python3-uno).")
    if has_excel:
        return well(name, f"{program}, for summaries as PDF")
    try:
        _run([called, "-P", "-c", LOAD_BRIDGE])
    except (OSError, subprocess.SubprocessError):
        return problem(
            name,
            f"{program}, but its Python bridge does not load in {called}",
            "Install python3-uno, and workbook-tools with the Python that the system brings.",
        )
    return well(name, f"{program}, and its Python bridge loads")


def lines_of(found: tuple[Diagnosis, ...]) -> Iterator[str]:
    """As text: a line each, and below a problem what to do."""
    width = max(len(State.NOT_APPLICABLE), *(len(one.state) for one in found))
    for one in found:
        yield f"{one.state:<{width}}  {one.name}: {one.text}{f'. {one.next_step}' if one.next_step else ''}"


def to_json(found: tuple[Diagnosis, ...]) -> dict[str, object]:
    """As one object of plain values; keys may be added, never renamed."""
    return {
        "version": workbook_tools.__version__,
        "problems": sum(one.state is State.PROBLEM for one in found),
        "checks": [
            {"name": one.name, "state": one.state.value, "text": one.text, "next_step": one.next_step or None} for one in found
        ],
    }


def _run(command: list[str]) -> str:
    run = subprocess.run(command, check=True, capture_output=True, text=True, timeout=LONGEST)  # noqa: S603 - a Python of the user's own
    return run.stdout.strip()


def _requirements() -> list[str]:
    try:
        return metadata.requires("workbook-tools") or []
    except metadata.PackageNotFoundError:
        return []


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""
