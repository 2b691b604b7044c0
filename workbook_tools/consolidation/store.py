"""Digests of returns on disk: a run reads only what changed since the last one, and holds no return's rows in memory.

A digest is kept under a key that changes with the file's content, the scheme, the as-at date asked for and this program.
Nothing in it depends on the file's name. Damage is noticed, and the return is then read again. Whatever goes wrong with the
cache, no return is lost: the digests of the run then go to a database of its own, which is gone with it.
"""

import hashlib
import os
import sqlite3
import tempfile
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

import workbook_tools
from workbook_tools.findings import ReadingError
from workbook_tools.model.consolidation import ReturnDigest, ReturnFacts
from workbook_tools.model.flat import KEPT_TABLES, Amount, Day, FlatRow, FlatTable, Holds
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import SourceFile

NAME = "returns.sqlite"
DAY = 24 * 60 * 60
KEPT_FOR = 60 * DAY  # seconds without being used
PATIENCE = 2.0  # seconds to wait for another run that is writing to the same cache
AT_ONCE = 100  # digests that are committed together; those of a run that is killed are read again
TABLES = {table.name: table for table in KEPT_TABLES}
TYPES: Mapping[Holds, Any] = {Holds.COUNT: int, Holds.FIGURE: Amount | str | None, Holds.DATE: Day | str | None}
"""What a column holds in a digest; text in all other columns."""
ENCODER = msgspec.msgpack.Encoder()
DEFINITION = """
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS digests (key TEXT PRIMARY KEY, used INTEGER NOT NULL, sum INTEGER NOT NULL, facts BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS blocks (number INTEGER PRIMARY KEY, key TEXT NOT NULL, rows BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS block_keys ON blocks (key);
"""


class _Kept(msgspec.Struct, frozen=True):
    """What is kept of a return: the facts, and by table the number of the block with its rows and their checksum."""

    facts: ReturnFacts
    blocks: dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class StoredRows:
    """The rows of one return, read from the database each time they are asked for; `blocks` is where each table's are."""

    database: sqlite3.Connection
    blocks: Mapping[str, int]

    def rows(self, table: str) -> Sequence[FlatRow]:
        """The rows of a table, none where there are none.

        Raises:
            ReadingError: the database was damaged since it was opened.
        """
        if table not in self.blocks:
            return ()
        try:
            return _decoder(table).decode(_block(self.database, self.blocks[table]))
        except (sqlite3.Error, ValueError) as error:
            raise ReadingError("What was kept of the returns can no longer be read. Run it again with --no-cache.") from error


class DigestStore:
    """Digests in a database: that of a cache, or without a folder one that only this run has and that is gone with it."""

    def __init__(self, folder: Path | None, rules: str) -> None:
        """`rules` is what the digests depend on beside the file's content."""
        self.folder, self.rules = folder, rules
        self.waiting = 0
        self.database = _opened(folder) if folder else _private()

    def load(self, source: SourceFile) -> ReturnDigest | None:
        """The digest of a file with this content; None where there is none that is in order."""
        key = self._key(source.sha256)
        try:
            found = self.database.execute("SELECT used, sum, facts FROM digests WHERE key = ?", (key,)).fetchone()
            if found is None or zlib.crc32(found[2]) != found[1]:
                return None
            kept, now = _kept_decoder().decode(found[2]), int(time.time())
            if any(zlib.crc32(_block(self.database, number)) != checksum for number, checksum in kept.blocks.values()):
                return None
            if found[0] < now - DAY:
                self.database.execute("UPDATE digests SET used = ? WHERE key = ?", (now, key))
        except (sqlite3.Error, msgspec.DecodeError, ValueError, TypeError):
            return None
        return ReturnDigest(source, kept.facts, _rows_of(self.database, kept.blocks))

    def keep(self, digest: ReturnDigest) -> ReturnDigest:
        """Keeps a digest and returns it with its rows in the database."""
        try:
            return self._keep(digest)
        except (sqlite3.Error, ValueError) as error:  # full, damaged, or in use by another run for long
            with suppress(sqlite3.Error, ValueError):
                self.database.rollback()
            if self.folder and not isinstance(error, sqlite3.OperationalError):
                with suppress(OSError):
                    (self.folder / NAME).unlink()
            self.database, self.waiting = _private(), 0
            return self._keep(digest)

    def close(self) -> None:
        """Commits what was kept, and forgets digests that were not used for two months. Rows can still be read."""
        with suppress(sqlite3.Error, ValueError):
            old = (int(time.time()) - KEPT_FOR,)
            self.database.execute("DELETE FROM blocks WHERE key IN (SELECT key FROM digests WHERE used < ?)", old)
            self.database.execute("DELETE FROM digests WHERE used < ?", old)
            self.database.commit()

    def _keep(self, digest: ReturnDigest) -> ReturnDigest:
        key, blocks = self._key(digest.source.sha256), dict[str, tuple[int, int]]()
        self.database.execute("DELETE FROM blocks WHERE key = ?", (key,))
        for name in TABLES:
            if rows := digest.rows(name):
                content = ENCODER.encode(rows)
                added = self.database.execute("INSERT INTO blocks (key, rows) VALUES (?, ?)", (key, content))
                blocks[name] = (added.lastrowid or 0, zlib.crc32(content))
        facts = ENCODER.encode(_Kept(digest.facts, blocks))
        row = (key, int(time.time()), zlib.crc32(facts), facts)
        self.database.execute("INSERT OR REPLACE INTO digests VALUES (?, ?, ?, ?)", row)
        self.waiting += 1
        if self.waiting == AT_ONCE:
            self.database.commit()
            self.waiting = 0
        return ReturnDigest(digest.source, digest.facts, _rows_of(self.database, blocks))

    def _key(self, sha256: str) -> str:
        return hashlib.sha256(f"{sha256} {self.rules}".encode()).hexdigest()


def _rows_of(database: sqlite3.Connection, blocks: Mapping[str, tuple[int, int]]) -> StoredRows:
    return StoredRows(database, {table: number for table, (number, _) in blocks.items()})


def _block(database: sqlite3.Connection, number: int) -> bytes:
    """Raises ValueError where there is no such block."""
    [(content,)] = database.execute("SELECT rows FROM blocks WHERE number = ?", (number,))
    return bytes(content)


class _Database(sqlite3.Connection):
    """Closed once nobody has it, or rows in it, any more."""

    def __del__(self) -> None:
        self.close()


def _opened(folder: Path) -> sqlite3.Connection:
    """The database of a cache, made anew where it is damaged; a private one where it cannot be used at all."""
    with suppress(sqlite3.OperationalError, OSError):  # locked, full, not to be written to
        for _ in range(2):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            database = sqlite3.connect(folder / NAME, timeout=PATIENCE, factory=_Database)
            if _is_in_order(database):
                return database
            database.close()
            (folder / NAME).unlink()
    return _private()


def _is_in_order(database: sqlite3.Connection) -> bool:
    """Whether this is a database of ours without damage, which takes some milliseconds to see for 300 returns."""
    try:
        database.executescript(DEFINITION)
        whole = database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
        return whole and _schema(database) == _schema(_private())
    except sqlite3.OperationalError:
        raise
    except (sqlite3.DatabaseError, ValueError):  # no database, or so damaged that its own errors cannot be read
        return False


def _schema(database: sqlite3.Connection) -> list[tuple[str]]:
    return database.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()


def _private() -> sqlite3.Connection:
    """A database on disk that nobody else sees; the system deletes it with this process, however that ends."""
    database = sqlite3.connect("", factory=_Database)
    database.executescript(DEFINITION)
    return database


def usual_folder() -> Path:
    """Where this user's caches are kept: by the habits of Windows, of a Mac, of Linux (XDG_CACHE_HOME or ~/.cache)."""
    if os.name == "nt":
        home = Path(os.environ.get("LOCALAPPDATA") or tempfile.gettempdir())
    elif os.uname().sysname == "Darwin":
        home = Path.home() / "Library" / "Caches"
    else:
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "workbook-tools"


def rules_of(scheme: Scheme, *choices: object) -> str:
    """What a digest depends on beside the file: the whole scheme, the choices of the run, and this program's own files."""
    parts = (ENCODER.encode(scheme), repr(choices).encode(), _program(), *(repr(table).encode() for table in KEPT_TABLES))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


@cache
def _program() -> bytes:
    """The version, and size and time of each file of the package: a program that was changed reads everything again."""
    package = str(Path(workbook_tools.__file__).parent)
    facts = sorted((path[len(package) :], *facts) for path, *facts in _own_files(package))
    return repr((workbook_tools.__version__, facts)).encode()


def _own_files(folder: str) -> Iterator[tuple[str, int, int]]:
    """Path, size and time of each file that this program is made of, to the bottom."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _own_files(entry.path)
            elif entry.name.endswith((".py", ".toml")):
                yield entry.path, entry.stat().st_size, entry.stat().st_mtime_ns


@cache
def _kept_decoder() -> "msgspec.msgpack.Decoder[_Kept]":
    return msgspec.msgpack.Decoder(_Kept)


@cache
def _decoder(table: str) -> "msgspec.msgpack.Decoder[list[FlatRow]]":
    return msgspec.msgpack.Decoder(list[_row_type(TABLES[table])])  # type: ignore[misc] # made from the columns


def _row_type(table: FlatTable) -> Any:
    return tuple[tuple(TYPES.get(column.holds, str) for column in table.own_columns)]  # type: ignore[misc] # as above
