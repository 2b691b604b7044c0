"""The libraries that an installation brings, with their licences, read from what is installed; and the page that lists them.

A library that only Windows or a Mac needs is not installed elsewhere: its row is given here.
"""

import re
from collections.abc import Iterator
from configparser import ConfigParser
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

PACKAGE = "workbook-tools"
SETTINGS = Path(__file__).resolve().parents[1] / "setup.cfg"
ELSEWHERE = {
    "pywin32": "PSF-2.0",
    "pywin32-ctypes": "BSD-3-Clause",
    "psutil": "BSD-3-Clause",
    "appscript": "Public Domain",
}
"""Licence of the libraries that speak to Excel and to the keyring there."""
SYSTEMS = {"Windows": ("Windows", "win32"), "Mac": ("Darwin", "darwin"), "Linux": ("Linux", "linux")}
"""How markers of requirements name each: `platform_system` and `sys_platform`."""
INTRODUCTION = """\
# Libraries

What an installation of workbook-tools brings, read from the packages themselves (`make docs`); a test holds it against what is
installed. The last column is the version that our own tests last ran with; the one before, what the package allows.
Libraries for tests, which no user needs, stand in `setup.cfg`.

| library | licence | for whom | allowed | tested |
|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Library:
    """A library: who asks for it, in which versions, on which system (empty for all), and the one installed here, if it is."""

    name: str
    licence: str
    asked_by: tuple[str, ...]
    allowed: str
    system: str = ""
    installed: str = ""


def libraries() -> tuple[Library, ...]:
    """Those that the package needs on some system, and those that these need, by name."""
    asked: dict[str, dict[str, str]] = {}
    systems: dict[str, set[str]] = {}
    waiting = [PACKAGE]
    while waiting:
        by = waiting.pop()
        for requirement, on in _requirements(by):
            name = _plain(requirement.name)
            if name not in asked and version_of(name):
                waiting.append(name)
            asked.setdefault(name, {})[by] = str(requirement.specifier)
            systems.setdefault(name, set()).update(on)
    return tuple(_library(name, asked[name], systems[name]) for name in sorted(asked))


def libraries_page() -> str:
    """The page."""
    rows = []
    for one in libraries():
        wanted = "workbook-tools" if PACKAGE in one.asked_by else ", ".join(one.asked_by)
        where = f"{wanted}; {one.system} only" if one.system else wanted
        rows.append(f"| {one.name} | {one.licence} | {where} | {one.allowed or 'any'} | {one.installed or 'not here'} |")
    return INTRODUCTION + "\n".join([*rows, ""])


def _library(name: str, asked: dict[str, str], systems: set[str]) -> Library:
    allowed = asked.get(PACKAGE) or ", ".join(filter(None, asked.values()))
    only = "" if systems == set(SYSTEMS) else " and ".join(sorted(systems))
    return Library(name, licence_of(name), tuple(sorted(asked)), allowed, only, version_of(name))


def _requirements(name: str) -> Iterator[tuple[Requirement, set[str]]]:
    """What a library needs, each with the systems it is needed on; its extras left out."""
    for line in _stated() if name == PACKAGE else metadata.requires(name) or []:
        found = Requirement(line)
        on = {
            system
            for system, (long, short) in SYSTEMS.items()
            if found.marker is None or found.marker.evaluate({"platform_system": long, "sys_platform": short, "extra": ""})
        }
        if on:
            yield found, on


def _stated() -> list[str]:
    """What our own package needs, as `setup.cfg` says: what is installed may be older than that."""
    settings = ConfigParser(interpolation=None)
    settings.read(SETTINGS, encoding="utf-8")
    return settings["options"]["install_requires"].split()


def licence_of(name: str) -> str:
    """The licence that a library declares: as an expression, else its first line, else its classifiers; "" for none."""
    try:
        declared = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ELSEWHERE.get(name, "")
    classifiers = [line.rpartition(" :: ")[2] for line in declared.get_all("Classifier") or [] if line.startswith("License ::")]
    # asked for all of them, as one that is missing raises where a library has put its own reader of metadata in place
    expression, stated = ((declared.get_all(field) or [""])[0] for field in ("License-Expression", "License"))
    stated = stated.partition("\n")[0].strip()
    if stated.casefold() == "dual license":  # which says nothing; the classifiers name both
        stated = ""
    return expression or stated or " or ".join(dict.fromkeys(classifiers))


def version_of(name: str) -> str:
    """The version installed here; "" for none."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _plain(name: str) -> str:
    """A name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
