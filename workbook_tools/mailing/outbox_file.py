"""The outbox as a file: an SQLite database in a folder that a team shares. Its tables, and what is checked before it is used.

The rules that must never be broken stand in the database itself: what has ended stays as it ended, its content is gone, no
two messages with the same pack are on their way to one recipient, every change of state is in the audit, which only grows.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from workbook_tools.findings import ToolkitError, shorten
from workbook_tools.model.despatch import MessageState

APPLICATION = 0x57425442  # "WBTB", tells our databases from others
VERSION = 1
PATIENCE = 30.0  # seconds to wait for another program that is writing to the same outbox
ENDED = (MessageState.SENT, MessageState.REFUSED, MessageState.CANCELLED, MessageState.WITHHELD)
"""Nothing more happens to these, and their content is emptied."""
UNDER_WAY = (
    MessageState.WAITING,
    MessageState.SENDING,
    MessageState.ENDING,
    MessageState.DEFERRED,
    MessageState.UNCERTAIN,
)
"""These may yet arrive; at most one for a pack and a recipient."""


class OutboxError(ToolkitError):
    """An outbox that cannot be used, or was asked for what it must not do; the sentence says why and what to do."""


def listed(states: tuple[MessageState, ...]) -> str:
    """States as SQL has them in a list: fixed words of ours, never anybody's text."""
    return ", ".join(f"'{state.value}'" for state in states)


DEFINITION = f"""
CREATE TABLE messages (number INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT NOT NULL, pack TEXT NOT NULL,
  title TEXT NOT NULL, scheme TEXT NOT NULL, committee TEXT NOT NULL, meeting TEXT NOT NULL, role TEXT NOT NULL,
  address TEXT NOT NULL, folded TEXT NOT NULL, send_as TEXT NOT NULL, format TEXT NOT NULL, exempt TEXT NOT NULL,
  subject TEXT NOT NULL, sha256 TEXT NOT NULL, copy INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ({listed(tuple(MessageState))})), attempts INTEGER NOT NULL, created TEXT NOT NULL,
  changed TEXT NOT NULL, next_attempt TEXT, reply TEXT NOT NULL, run TEXT NOT NULL);
CREATE TABLE contents (number INTEGER PRIMARY KEY REFERENCES messages, content BLOB NOT NULL);
CREATE TABLE attachments (number INTEGER NOT NULL REFERENCES messages, place INTEGER NOT NULL, name TEXT NOT NULL,
  sha256 TEXT NOT NULL, size INTEGER NOT NULL, PRIMARY KEY (number, place));
CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER NOT NULL REFERENCES messages, state TEXT NOT NULL,
  at TEXT NOT NULL, note TEXT NOT NULL);
CREATE TABLE records (id INTEGER PRIMARY KEY AUTOINCREMENT, content TEXT NOT NULL UNIQUE);
CREATE UNIQUE INDEX one_under_way ON messages (pack, folded) WHERE state IN ({listed(UNDER_WAY)});
CREATE UNIQUE INDEX one_a_copy ON messages (pack, folded, copy) WHERE state <> '{MessageState.DRAFTED.value}';
CREATE UNIQUE INDEX one_a_message_id ON messages (message_id) WHERE state <> '{MessageState.DRAFTED.value}';
CREATE TRIGGER added AFTER INSERT ON messages BEGIN
  INSERT INTO events (number, state, at, note) VALUES (NEW.number, NEW.state, NEW.changed, NEW.reply); END;
CREATE TRIGGER moved AFTER UPDATE OF state ON messages BEGIN
  INSERT INTO events (number, state, at, note) VALUES (NEW.number, NEW.state, NEW.changed, NEW.reply); END;
CREATE TRIGGER ended AFTER UPDATE OF state ON messages WHEN NEW.state IN ({listed(ENDED)}) BEGIN
  DELETE FROM contents WHERE number = NEW.number; END;
CREATE TRIGGER stays_ended BEFORE UPDATE OF state ON messages
  WHEN OLD.state IN ({listed((*ENDED, MessageState.DRAFTED))}) BEGIN SELECT RAISE(ABORT, 'a message that has ended'); END;
CREATE TRIGGER messages_stay BEFORE DELETE ON messages BEGIN SELECT RAISE(ABORT, 'messages stay'); END;
CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events stay'); END;
CREATE TRIGGER records_stay BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'records stay'); END;
CREATE TRIGGER records_stay_so BEFORE UPDATE ON records BEGIN SELECT RAISE(ABORT, 'records stay'); END;
CREATE TRIGGER events_stay_so BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events stay'); END;
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
"""  # noqa: S608 - words of ours
# A rollback journal, because a network folder does not share the memory that SQLite's other kind needs. EXTRA is FULL, and
# the deletion of the journal is on the disk too: after a power cut no journal undoes the record that an end was about to go
# out. What is deleted is overwritten.
SETTINGS = """
PRAGMA journal_mode = DELETE;
PRAGMA synchronous = EXTRA;
PRAGMA fullfsync = ON;
PRAGMA secure_delete = ON;
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
"""


def open_database(path: Path) -> sqlite3.Connection:
    """The database of an outbox, made where there is none (for its owner's eyes only), checked where there is one.

    Raises:
        OutboxError: it is damaged, of a newer program, no outbox, in use for long, or cannot be written to.
    """
    with told_plainly(path):
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        database = sqlite3.connect(path.absolute(), timeout=PATIENCE, isolation_level=None)
        try:
            _check(database, path)
        except BaseException:
            database.close()
            raise
    return database


def _check(database: sqlite3.Connection, path: Path) -> None:
    """Leaves a file that is refused as it is: nothing is set before it is known to be ours."""
    if not _number(database, "PRAGMA page_count"):
        database.execute("PRAGMA auto_vacuum = FULL")  # it shrinks; to be said before there is a table
    database.execute("BEGIN IMMEDIATE")  # who finds an empty file makes the tables; nobody else meanwhile
    try:
        if not _number(database, "SELECT count(*) FROM sqlite_master") and not _number(database, "PRAGMA application_id"):
            _make(database)
        if _number(database, "PRAGMA application_id") != APPLICATION:
            raise OutboxError(f"{path} is a database of another program. Choose another place for the outbox.")
        if _number(database, "PRAGMA user_version") > VERSION:
            raise OutboxError(f"{path} was written by a newer version of this program. Use that version.")
        whole = database.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
        if not whole or _schema(database) != _expected():
            raise sqlite3.DatabaseError
    finally:
        if database.in_transaction:
            database.execute("COMMIT")
    for setting in SETTINGS.strip().splitlines():
        database.execute(setting)


def _make(database: sqlite3.Connection) -> None:
    """The tables, within the transaction that is open: whole or not at all."""
    for statement in _statements():
        database.execute(statement)


def _statements() -> list[str]:
    """Statements of the definition; one ends with a semicolon at the end of a line, except inside of a trigger."""
    found, unfinished = list[str](), ""
    for line in DEFINITION.strip().splitlines():
        unfinished += line + "\n"
        if sqlite3.complete_statement(unfinished):
            found.append(unfinished.strip())
            unfinished = ""
    return found


def _number(database: sqlite3.Connection, query: str) -> int:
    return int(database.execute(query).fetchone()[0])


def _schema(database: sqlite3.Connection) -> list[tuple[str]]:
    return database.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()


def _expected() -> list[tuple[str]]:
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as blank:
        _make(blank)
        return _schema(blank)


@contextlib.contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Says in a sentence what SQLite, or the folder, has against what is done inside.

    Raises:
        OutboxError: it has.
    """
    try:
        yield
    except (sqlite3.Error, ValueError) as error:  # a ValueError where what stands in it is none of our words
        raise OutboxError(_sentence(path, error)) from error
    except OSError as error:
        raise OutboxError(_not_written(path, error.strerror or "")) from error


def _sentence(path: Path, error: Exception) -> str:
    code = (getattr(error, "sqlite_errorcode", None) or sqlite3.SQLITE_CORRUPT) & 0xFF  # the kind; finer ones are above it
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return f"{path} is in use by another program. Wait until that has ended, then try again."
    if code == sqlite3.SQLITE_FULL:
        return f"There is no room left for {path}. Make room on its disk, then try again."
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_AUTH}:
        return _not_written(path, "")
    if code == sqlite3.SQLITE_IOERR:
        return _not_written(path, str(error))
    return (
        f"{path} is damaged, or no outbox. Put the last good copy of it back from your backup. Do not begin a new one before "
        "you have seen in the mail system what was sent: a new outbox knows nothing of it."
    )


def _not_written(path: Path, why: str) -> str:
    said = f" ({shorten(why)})" if why else ""
    return f"{path} cannot be opened or written to{said}. Check that its folder is there and that you may write in it."
