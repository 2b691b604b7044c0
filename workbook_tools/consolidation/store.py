"""Digests of returns on disk: a run reads only what changed since the last one, and holds no return's rows in memory.

A digest is kept under a key that changes with the file's content, the scheme, the as-at date asked for and this program.
Nothing in it depends on the file's name. Damage is noticed, and the return is then read again. Whatever goes wrong with the
folder, no return is lost: a digest that cannot be kept stays in memory.
"""

import hashlib
import os
import shutil
import struct
import tempfile
import time
import weakref
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

import workbook_tools
from workbook_tools.model.consolidation import ReturnDigest, ReturnFacts
from workbook_tools.model.flat import KEPT_TABLES, Amount, Day, FlatRow, FlatTable, Holds
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import SourceFile

MARK = b"wbtools1"
HEAD = struct.Struct("<8sII")  # mark, checksum of what follows, length of the index
DAY = 24 * 60 * 60
KEPT_FOR = 60 * DAY  # seconds without being used
TABLES = {table.name: table for table in KEPT_TABLES}
TYPES: Mapping[Holds, Any] = {Holds.COUNT: int, Holds.FIGURE: Amount | str | None, Holds.DATE: Day | str | None}
"""What a column holds in a digest; text in all other columns."""
ENCODER = msgspec.msgpack.Encoder()


class _Index(msgspec.Struct, frozen=True):
    """The beginning of a digest: the facts, and offset and length in bytes of each table's rows after it."""

    facts: ReturnFacts
    places: dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class StoredRows:
    """The rows of one return, read from its digest each time they are asked for.

    `store` is held so that it lasts as long as its rows; `places` is the offset of each table's rows after `begin`, and their
    length, in bytes.
    """

    store: "DigestStore"
    path: str
    begin: int
    places: Mapping[str, tuple[int, int]]

    def rows(self, table: str) -> Sequence[FlatRow]:
        """The rows of a table, none where there are none."""
        if table not in self.places:
            return ()
        offset, length = self.places[table]
        with open(self.path, "rb", buffering=0) as stream:
            stream.seek(self.begin + offset)
            return _decoder(table).decode(stream.read(length))


@dataclass(frozen=True, slots=True, weakref_slot=True)
class DigestStore:
    """A folder of digests.

    Attributes:
        folder: for the digests; made, for this user alone, when the first is kept.
        rules: what the digests depend on beside the file's content.
    """

    folder: Path
    rules: str

    def load(self, source: SourceFile) -> ReturnDigest | None:
        """The digest of a file with this content; None where there is none that is in order."""
        path = self._path(source.sha256)
        try:
            content = Path(path).read_bytes()
            mark, checksum, length = HEAD.unpack_from(content)
            if mark != MARK or checksum != zlib.crc32(memoryview(content)[HEAD.size :]):
                return None
            index = _index_decoder().decode(content[HEAD.size : HEAD.size + length])
            if os.stat(path).st_mtime < time.time() - DAY:
                os.utime(path)
        except (OSError, struct.error, msgspec.DecodeError):
            return None
        return ReturnDigest(source, index.facts, StoredRows(self, path, HEAD.size + length, index.places))

    def keep(self, digest: ReturnDigest) -> ReturnDigest:
        """Keeps a digest and returns it with its rows on disk; where it cannot be kept, as it was."""
        path = self._path(digest.source.sha256)
        try:
            content, begin, places = _encode(digest)
            os.makedirs(os.path.dirname(path), exist_ok=True, mode=0o700)
            unfinished = f"{path}.{os.getpid()}.part"
            with open(unfinished, "wb") as stream:
                stream.write(content)
            os.replace(unfinished, path)
        except OSError:
            return digest
        return ReturnDigest(digest.source, digest.facts, StoredRows(self, path, begin, places))

    def tidy(self) -> None:
        """Deletes digests that were not used for two months, and what a run that was stopped left half-written."""
        oldest = time.time() - KEPT_FOR
        for path in self.folder.glob("??/*"):
            with suppress(OSError):
                changed = path.stat().st_mtime
                if changed < oldest or (path.suffix == ".part" and changed < time.time() - DAY):
                    path.unlink()

    def _path(self, sha256: str) -> str:
        """A text, since thousands of them are opened again and again, and a `Path` takes as long as the file."""
        key = hashlib.sha256(f"{sha256} {self.rules}".encode()).hexdigest()
        return f"{self.folder}{os.sep}{key[:2]}{os.sep}{key}"


def store_of_one_run(rules: str) -> DigestStore:
    """A store in a new folder, for this user alone, that is deleted once nobody has the store, or rows in it, any more."""
    store = DigestStore(Path(tempfile.mkdtemp(prefix="workbook-tools-")), rules)
    weakref.finalize(store, shutil.rmtree, store.folder, ignore_errors=True)
    return store


def usual_folder() -> Path:
    """Where this user's caches are kept: by the habits of Windows, of a Mac, of Linux (XDG_CACHE_HOME or ~/.cache)."""
    if os.name == "nt":
        home = Path(os.environ.get("LOCALAPPDATA") or tempfile.gettempdir())
    elif os.uname().sysname == "Darwin":
        home = Path.home() / "Library" / "Caches"
    else:
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "workbook-tools" / "returns"


def rules_of(scheme: Scheme, *choices: object) -> str:
    """What a digest depends on beside the file: the whole scheme, the choices of the run, and this program's own files."""
    parts = (ENCODER.encode(scheme), repr(choices).encode(), _program(), *(repr(table).encode() for table in KEPT_TABLES))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


@cache
def _program() -> bytes:
    """The version, and size and time of each file of the package: a program that was changed reads everything again."""
    package = Path(workbook_tools.__file__).parent
    files = sorted((*package.rglob("*.py"), *package.rglob("*.toml")))
    facts = [(path.relative_to(package).as_posix(), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return repr((workbook_tools.__version__, facts)).encode()


def _encode(digest: ReturnDigest) -> tuple[bytes, int, dict[str, tuple[int, int]]]:
    """A digest as bytes, where its rows begin in them, and the place of each table's from there."""
    blocks = {name: ENCODER.encode(rows) for name in TABLES if (rows := digest.rows(name))}
    places, begin = dict[str, tuple[int, int]](), 0
    for name, block in blocks.items():
        places[name] = (begin, len(block))
        begin += len(block)
    index = ENCODER.encode(_Index(digest.facts, places))
    rest = b"".join((index, *blocks.values()))
    return HEAD.pack(MARK, zlib.crc32(rest), len(index)) + rest, HEAD.size + len(index), places


@cache
def _index_decoder() -> "msgspec.msgpack.Decoder[_Index]":
    return msgspec.msgpack.Decoder(_Index)


@cache
def _decoder(table: str) -> "msgspec.msgpack.Decoder[list[FlatRow]]":
    return msgspec.msgpack.Decoder(list[_row_type(TABLES[table])])  # type: ignore[misc] # made from the columns


def _row_type(table: FlatTable) -> Any:
    return tuple[tuple(TYPES.get(column.holds, str) for column in table.own_columns)]  # type: ignore[misc] # as above
