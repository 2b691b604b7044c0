"""The files with macros that this version builds, for those who install them or hand them on."""

import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

from workbook_tools import __version__
from workbook_tools.excel.macros.addin_book import SCRIPT, build_addin, mac_script, say_version
from workbook_tools.excel.macros.extension import build_extension
from workbook_tools.excel.macros.macro_texts import Host
from workbook_tools.excel.macros.sheet_macros import macros_for
from workbook_tools.excel.places import Places
from workbook_tools.excel.registry import Group
from workbook_tools.findings import ToolkitError
from workbook_tools.model.layout import PROPERTIES_PART
from workbook_tools.writing.whole_file import KEYWORDS

ADDIN_NAME = "Workbook tools.xlam"
EXTENSION_NAME = "Workbook tools.oxt"
CONTROL_NAME = "Performance control.xlsm"


@dataclass(frozen=True, slots=True)
class Parts:
    """What is installed: the add-in, ours or a copy that the IT department signed, and the script for a Mac."""

    addin: bytes
    script: bytes = b""
    signed: bool = False


def build_parts(places: Places) -> Parts:
    """What is installed on this machine; empty where no add-in loads.

    Raises:
        ToolkitError: the texts of the macros are not there.
    """
    if places.start is None:
        return Parts(b"")
    return Parts(build_addin(), mac_script() if places.scripts else b"")


def with_signed(parts: Parts, path: Path) -> Parts:
    """The parts with the copy of the add-in that the IT department signed in Excel.

    Raises:
        ToolkitError: the file is not our add-in, is not signed, or is of another version.
    """
    try:
        with zipfile.ZipFile(path) as package:
            is_signed = any(name.startswith("xl/vbaProjectSignature") for name in package.namelist())
            properties = package.read(PROPERTIES_PART)
        content = path.read_bytes()
    except (OSError, zipfile.BadZipFile, KeyError) as error:
        raise ToolkitError(f"{path} is not there, or is no add-in. Name the signed copy of {ADDIN_NAME}.") from error
    again = "Write a new one with 'workbook-tools addin build', and sign its VBA project."
    if KEYWORDS.encode() not in properties or not is_signed:
        raise ToolkitError(f"{path} is not a signed copy of our add-in. {again}")
    if say_version().encode() not in properties:
        raise ToolkitError(f"{path} is signed, but is not the add-in of {__version__}, this version. {again}")
    return replace(parts, addin=content, signed=True)


def script_file(places: Places) -> Path | None:
    """Where the script for a Mac belongs; None elsewhere."""
    return places.scripts / SCRIPT if places.scripts else None


def addin_file(places: Places) -> Path | None:
    """Where the add-in belongs; None where none loads."""
    return places.start / ADDIN_NAME if places.start else None


def build_control(host: Host = Host.EXCEL) -> bytes:
    """The performance team's control workbook, with the macros of its buttons, for a team that works in `host`.

    Raises:
        ToolkitError: the texts of the macros are not there.
    """
    from workbook_tools.writing.control_book.book import write_control_book  # noqa: PLC0415 - brings XlsxWriter

    macros = macros_for(Group.TEAM, host)
    return macros.pack(write_control_book(macros.buttons))


def build_addin_for(host: Host) -> tuple[str, bytes]:
    """What a program is given beside our workbooks: Excel its add-in, LibreOffice its extension; with the name of the file.

    Raises:
        ToolkitError: the texts of the macros are not there.
    """
    return (EXTENSION_NAME, build_extension()) if host is Host.LIBREOFFICE else (ADDIN_NAME, build_addin())
