"""The texts of `macros/`: where they lie, and which of them a workbook or the add-in carries."""

from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from workbook_tools.findings import ToolkitError

ROOT = Path(__file__).resolve().parents[3]
INSTALLED = "share/workbook-tools/macros"  # below Python's own folder, as setup.cfg says
SHARED = "Bootstrap"
OFFICER_MODULE, TEAM_MODULE, RIBBON_MODULE = "OfficerButtons", "TeamButtons", "Ribbon"
BUTTONS_MODULE, EXTENSION_MODULE = "SheetButtons", "BookOpened"  # of workbooks for LibreOffice alone, and of its extension


class Host(StrEnum):
    """The program that the macros run in. LibreOffice runs every branch of `#If`, so each has a module of its own."""

    EXCEL = "excel"
    LIBREOFFICE = "libreoffice"


HOST_MODULES = {Host.EXCEL: "HostExcel", Host.LIBREOFFICE: "HostLibreOffice"}


@cache
def macros_folder() -> Path:
    """The folder of the texts: `macros/` of a checkout, or where an installed wheel has put them.

    Raises:
        ToolkitError: they are not there.
    """
    for place in _places():
        if place.is_dir():
            return place.resolve()
    raise ToolkitError("The texts of the macros are not there. Install workbook-tools again.")


def _places() -> Iterator[Path]:
    if (ROOT / "setup.cfg").is_file():
        yield ROOT / "macros"
    with suppress(PackageNotFoundError):
        yield from (Path(str(path.locate())).parent for path in files("workbook-tools") or () if INSTALLED in path.as_posix())
    yield ROOT / INSTALLED  # of an installation into a folder (pip --target), whose record of itself is wrong


def module_names(entries: str, host: Host) -> tuple[str, ...]:
    """The modules of a file whose entry points are in the module `entries`."""
    return (entries, HOST_MODULES[host], SHARED)


def module_text(name: str) -> str:
    """The text of a module, lines ended by LF.

    Raises:
        ToolkitError: it is not there.
    """
    path = macros_folder() / f"{name}.bas"
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError as error:
        raise ToolkitError(f"{path} is not there. Install workbook-tools again.") from error
