"""Which files a consolidation reads, and what each is called in it."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbook_tools.findings import ToolkitError
from workbook_tools.reading.preflight import LOCK_FILE_PREFIX

SUFFIXES = {".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods"}
"""Of files that may have been meant as returns; those that are no .xlsx workbook are refused with a reason, not passed over."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that may be a return: its path, its name in the consolidation (its path below the folder that was named)."""

    path: Path
    name: str


def find_files(places: Sequence[Path], outputs: Sequence[Path] = (), *, may_be_none: bool = False) -> tuple[FoundFile, ...]:
    """The workbooks below folders, to the bottom, and single files, each once, in the order of their places and paths.

    Excel's lock files and `outputs` (of this run) are left out. Folders that are links are not followed. Two files that would
    have one name are told apart by the folder that was named, then by a number.

    Raises:
        ToolkitError: a place is not there or a folder cannot be looked into, so that returns might be missed; or there is no
            workbook at all, unless there `may_be_none`.
    """
    for place in places:
        if not os.path.lexists(place):
            raise ToolkitError(f"{place} is not there. Check its name, and that the network folder can be reached.")
    passed = {os.path.realpath(path) for path in outputs}  # unlike `resolve`, realpath takes a link that leads to itself
    found: list[tuple[Path, Path]] = []
    for place in places:
        for path in _below(place) if place.is_dir() else [place]:
            if (real := os.path.realpath(path)) not in passed:
                passed.add(real)
                found.append((path, place))
    if not (found or may_be_none):
        raise ToolkitError(f"There is no workbook in {', '.join(map(str, places))}. Name the folder that holds the returns.")
    return tuple(FoundFile(path, name) for (path, _), name in zip(found, _names(found), strict=True))


def _below(folder: Path) -> Iterator[Path]:
    def stop(error: OSError) -> None:
        raise ToolkitError(f"The folder {error.filename} cannot be looked into: {error.strerror}.") from error

    for home, inner, names in os.walk(folder, onerror=stop):
        inner.sort()
        for name in sorted(names):
            suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122 - cheaper than 5,000 paths
            if suffix in SUFFIXES and not name.startswith(LOCK_FILE_PREFIX):
                yield Path(home, name)


def _names(found: Sequence[tuple[Path, Path]]) -> list[str]:
    """A name for each file that no other has, whatever the case."""
    names = [path.relative_to(place).as_posix() if path != place else path.name for path, place in found]
    taken = Counter(name.casefold() for name in names)
    names = [
        f"{place.resolve().name}/{name}" if taken[name.casefold()] > 1 else name
        for name, (_, place) in zip(names, found, strict=True)
    ]
    used: Counter[str] = Counter()
    for index, name in enumerate(names):
        used[name.casefold()] += 1
        if used[name.casefold()] > 1:
            names[index] = f"{name} ({used[name.casefold()]})"
    return names
