"""Returns as they go wrong on their way to the finance team: 25 of 300, each with what the tracker must say of it."""

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from support_many_returns import write_return

OLE_SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
OTHER_PERIOD = "Q1 2026/27"
SPOILT = 25


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A return that must not count: its file's name, the state and (part of) the reason that the tracker must give."""

    name: str
    state: str
    reason: str


def truncate(path: Path) -> None:
    """Copied or downloaded in part."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])


def damage(path: Path) -> None:
    """Whole, but the sheet's data inside is no longer what its checksum says."""
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        part = package.getinfo("xl/worksheets/sheet2.xml")
    middle = part.header_offset + 30 + len(part.filename) + part.compress_size // 2
    content[middle : middle + 40] = bytes(40)
    path.write_bytes(content)


def encrypt(path: Path) -> None:
    """Saved with a password: the container that Excel then writes, with the names of its streams."""
    names = ("Root Entry", "EncryptionInfo", "EncryptedPackage")
    path.write_bytes(OLE_SIGNATURE + bytes(504) + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names))


def empty(path: Path) -> None:
    """Nothing arrived."""
    path.write_bytes(b"")


def other(path: Path) -> None:
    """Not a workbook, whatever it is called."""
    path.write_bytes(b"%PDF-1.7\n" + bytes(2000))


def archive(path: Path) -> None:
    """A zip archive of something else."""
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<document/>")
        package.writestr("[Content_Types].xml", "<Types/>")


WAYS: tuple[tuple[Callable[[Path], None], int, str], ...] = (
    (truncate, 5, "cut off"),
    (damage, 2, "damaged"),
    (encrypt, 3, "password"),
    (empty, 1, "empty"),
    (other, 2, "not an Excel workbook"),
    (archive, 1, "no workbook"),
)
"""What is done to a return, to how many of them, what its reason must say. With 4 of another period, 3 copies, 2 earlier
versions and 2 that nobody may read these are 25."""


def write_spoilt(folder: Path, returns: int) -> tuple[Spoilt, ...]:
    """Writes so many returns (at least 40), the last 25 of them spoilt, and says what must become of these."""
    numbers = iter(range(returns - SPOILT, returns))
    for number in range(returns - SPOILT):
        write_return(folder / f"return_{number:04d}.xlsx", number)
    return (
        *(_spoil(folder, next(numbers), spoil, reason) for spoil, count, reason in WAYS for _ in range(count)),
        *(_of_another_period(folder, next(numbers)) for _ in range(4)),
        *(_copy(folder, number) for number in range(3)),
        *(_earlier_version(folder, number) for number in range(3, 5)),
        *(_spoil(folder, next(numbers), lambda path: path.chmod(0), "right to read") for _ in range(2)),
    )


def _spoil(folder: Path, number: int, spoil: Callable[[Path], None], reason: str) -> Spoilt:
    path = write_return(folder / f"return_{number:04d}.xlsx", number)
    spoil(path)
    return Spoilt(path.name, "refused", reason)


def _of_another_period(folder: Path, number: int) -> Spoilt:
    path = write_return(folder / f"return_{number:04d}.xlsx", number, period=OTHER_PERIOD)
    return Spoilt(path.name, "refused", OTHER_PERIOD)


def _copy(folder: Path, number: int) -> Spoilt:
    """The copy's name comes first, so that the return itself is the one too many."""
    shutil.copy(folder / f"return_{number:04d}.xlsx", folder / f"return_{number:04d} - Copy.xlsx")
    return Spoilt(f"return_{number:04d}.xlsx", "superseded", "same")


def _earlier_version(folder: Path, number: int) -> Spoilt:
    path = write_return(folder / f"return_{number:04d} first.xlsx", number, version="2.2")
    return Spoilt(path.name, "superseded", "version")
