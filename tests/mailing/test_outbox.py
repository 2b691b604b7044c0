"""The outbox: sent is sent, every change is in the audit, and a file that cannot be trusted is not used."""

import contextlib
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from support_mail import outgoing
from workbook_tools.findings import ToolkitError
from workbook_tools.mailing import outbox_file
from workbook_tools.mailing.outbox import LONGEST_NOTE, Outbox
from workbook_tools.mailing.outbox_file import OutboxError
from workbook_tools.mailing.sendable import check_sendable, is_plain_address
from workbook_tools.model.despatch import MessageState

DRAFTED, WAITING, SENDING, ENDING = (
    MessageState.DRAFTED,
    MessageState.WAITING,
    MessageState.SENDING,
    MessageState.ENDING,
)
SENT, DEFERRED, REFUSED, UNCERTAIN, CANCELLED, WITHHELD = (
    MessageState.SENT,
    MessageState.DEFERRED,
    MessageState.REFUSED,
    MessageState.UNCERTAIN,
    MessageState.CANCELLED,
    MessageState.WITHHELD,
)
START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ROADS = {
    WAITING: (),
    SENDING: (SENDING,),
    ENDING: (SENDING, ENDING),
    SENT: (SENDING, ENDING, SENT),
    DEFERRED: (SENDING, DEFERRED),
    REFUSED: (SENDING, REFUSED),
    UNCERTAIN: (SENDING, ENDING, UNCERTAIN),
    CANCELLED: (CANCELLED,),
    WITHHELD: (WITHHELD,),
}
"""How a message comes to each state from WAITING."""


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with Outbox(tmp_path / "outbox.sqlite", ticking()) as opened:
        yield opened


def ticking() -> Callable[[], datetime]:
    """A clock that goes on by a second each time it is looked at."""
    times = iter(START + timedelta(seconds=second) for second in range(10_000))
    return lambda: next(times)


def bring(outbox: Outbox, number: int, state: MessageState) -> None:
    for step in ROADS[state]:
        assert outbox.move(number, step, tuple(MessageState), "250 ok")


def test_a_message_comes_back_as_it_was_given(outbox: Outbox) -> None:
    message = outgoing()
    row = outbox.add(message).row
    assert outbox.row(row.number, with_content=True).outgoing == message
    assert row == outbox.rows()[0]
    assert (row.outgoing, row.copy, row.state, row.attempts) == (replace(message, content=b""), 1, WAITING, 0)
    assert (row.created, row.changed, row.next_attempt, row.reply) == (START, START, None, "")


@pytest.mark.parametrize(
    ("state", "added", "added_again"),
    [
        (WAITING, False, False),
        (SENDING, False, False),
        (ENDING, False, False),
        (DEFERRED, False, False),
        (UNCERTAIN, False, False),
        (SENT, False, True),
        (REFUSED, True, True),
        (CANCELLED, True, True),
        (WITHHELD, True, True),
    ],
)
@pytest.mark.parametrize("again", [False, True])
def test_who_has_a_pack_or_may_yet_get_it_is_not_sent_it_again(
    outbox: Outbox,
    state: MessageState,
    added: bool,  # noqa: FBT001 - cases of a table
    added_again: bool,  # noqa: FBT001
    again: bool,  # noqa: FBT001
) -> None:
    bring(outbox, outbox.add(outgoing()).row.number, state)
    given_anew = outbox.add(outgoing("Clerk@Example.GOV.UK", copy=2), again=again)
    assert given_anew.added is (added_again if again else added)
    assert bool(given_anew.reason) is not given_anew.added
    assert (given_anew.row.number, given_anew.row.copy) == ((2, 2) if given_anew.added else (1, 1))
    assert outbox.copies("a" * 64, "CLERK@example.gov.uk") == 1 + given_anew.added
    assert outbox.add(outgoing("chair@example.gov.uk")).added
    assert outbox.add(outgoing(pack="b" * 64)).added


def test_a_draft_is_recorded_once_and_keeps_nobody_from_getting_the_pack(outbox: Outbox) -> None:
    assert outbox.add(outgoing(), drafted=True).row.state is DRAFTED
    assert not outbox.add(outgoing(), drafted=True).added
    assert outbox.add(outgoing(body="Another text.\n"), drafted=True).added
    assert (outbox.add(outgoing()).row.copy, outbox.add(outgoing()).added) == (1, False)
    assert outbox._database.execute("SELECT number FROM contents").fetchall() == [(3,)]


def test_each_copy_needs_a_message_id_of_its_own(outbox: Outbox) -> None:
    bring(outbox, outbox.add(outgoing()).row.number, SENT)
    with pytest.raises(OutboxError, match="is taken"):
        outbox.add(outgoing(), again=True)


@pytest.mark.parametrize("state", [SENT, REFUSED, CANCELLED, WITHHELD])
def test_what_has_ended_stays_so_and_its_content_is_gone(outbox: Outbox, state: MessageState) -> None:
    body = "Councillor Quartermain's remarks.\n"
    number = outbox.add(outgoing(body=body)).row.number
    assert body.strip().encode() in outbox.path.read_bytes()
    bring(outbox, number, state)
    assert outbox.row(number, with_content=True).outgoing.content == b""
    assert body.strip().encode() not in outbox.path.read_bytes()
    assert outbox.row(number).outgoing.attachments == outgoing().attachments
    with pytest.raises(OutboxError):
        outbox.move(number, WAITING, tuple(MessageState), "")
    assert outbox.cancel([number])[0] == ()
    assert outbox.row(number).state is state


def test_every_change_is_in_the_audit_and_none_can_be_taken_out(outbox: Outbox) -> None:
    number = outbox.add(outgoing()).row.number
    bring(outbox, number, DEFERRED)
    bring(outbox, number, SENT)
    events = outbox.events(number)
    assert [event.state for event in events] == [WAITING, SENDING, DEFERRED, SENDING, ENDING, SENT]
    assert [event.at for event in events] == sorted(event.at for event in events)
    assert outbox.row(number).attempts == 2
    for statement in ("DELETE FROM events", "UPDATE events SET note = ''", "DELETE FROM messages"):
        with pytest.raises(sqlite3.DatabaseError, match="stay"):
            outbox._database.execute(statement)
    assert outbox.events() == events


@pytest.mark.parametrize("state", list(ROADS))
def test_what_can_be_cancelled(outbox: Outbox, state: MessageState) -> None:
    bring(outbox, outbox.add(outgoing()).row.number, state)
    cancelled, problems = outbox.cancel([1, 1, 9])
    can_be = state in {WAITING, DEFERRED, SENDING}
    assert [row.number for row in cancelled] == [1] * can_be
    assert problems[-1] == f"There is no message 9 in {outbox.path}."
    assert can_be or problems[0] == f"Message 1 is {state.value}, so it cannot be cancelled any more."


@pytest.mark.parametrize(("arrived", "then"), [(True, SENT), (False, WAITING)])
def test_what_is_uncertain_is_settled(outbox: Outbox, arrived: bool, then: MessageState) -> None:  # noqa: FBT001
    bring(outbox, outbox.add(outgoing()).row.number, UNCERTAIN)
    assert outbox.settle(1, arrived=arrived).state is then
    assert outbox.events(1)[-1].note.startswith("settled by hand")
    with pytest.raises(OutboxError, match="not uncertain"):
        outbox.settle(1, arrived=arrived)
    with pytest.raises(OutboxError, match="no message 2"):
        outbox.settle(2, arrived=arrived)


def test_a_note_is_one_short_line(outbox: Outbox) -> None:
    outbox.add(outgoing())
    outbox.move(1, SENDING, (WAITING,), "550 \x1b[2J\u202e\r\nBcc: all\0" + "long " * 500)
    assert outbox.row(1).reply.isprintable()
    assert len(outbox.row(1).reply) <= LONGEST_NOTE


def test_only_one_of_many_programs_adds_a_message(tmp_path: Path) -> None:
    path, added = tmp_path / "outbox.sqlite", list[bool]()

    def add() -> None:
        with Outbox(path) as own:
            added.append(own.add(outgoing()).added)

    threads = [Thread(target=add) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(added) == [False] * 5 + [True]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_the_file_is_for_its_owner_alone(outbox: Outbox) -> None:
    assert stat.S_IMODE(outbox.path.stat().st_mode) == 0o600


def test_the_file_is_one_file_and_on_the_disk(outbox: Outbox) -> None:
    outbox.add(outgoing())
    assert [path.name for path in outbox.path.parent.iterdir()] == ["outbox.sqlite"]
    said = {name: outbox._database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    assert said == {"journal_mode": "delete", "synchronous": 3}


def test_an_outbox_grows_smaller_again(outbox: Outbox) -> None:
    outbox.add(outgoing(body=("x" * 70 + "\n") * 20_000))
    bring(outbox, 1, SENT)
    assert outbox.path.stat().st_size < 100_000


def spoil(path: Path, kind: str) -> None:
    with Outbox(path) as outbox:
        for number in range(30):
            outbox.add(outgoing(f"a{number}@example.gov.uk", body="text\n" * 500))
    content = bytearray(path.read_bytes())
    if kind == "no database":
        path.write_text("To whom it may concern\n" * 100, encoding="utf-8")
    elif kind == "cut off":
        path.write_bytes(content[: len(content) // 2])
    elif kind == "overwritten":
        content[8192:24576] = b"\xaa" * 16384
        path.write_bytes(content)
    else:
        statement = {
            "newer": "PRAGMA user_version = 2",
            "another program's": "PRAGMA application_id = 7",
            "without its rules": "DROP TRIGGER stays_ended",
            "with a table more": "CREATE TABLE mine (a)",
        }[kind]
        with contextlib.closing(sqlite3.connect(path)) as database:
            database.execute(statement)
            database.commit()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("no database", "is damaged, or no outbox"),
        ("cut off", "is damaged"),
        ("overwritten", "is damaged"),
        ("newer", "newer version of this program"),
        ("another program's", "another program"),
        ("without its rules", "is damaged"),
        ("with a table more", "is damaged"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_and_left_as_it_is(tmp_path: Path, kind: str, said: str) -> None:
    path = tmp_path / "outbox.sqlite"
    spoil(path, kind)
    before = path.read_bytes()
    with pytest.raises(OutboxError, match=said):
        Outbox(path)
    assert path.read_bytes() == before


def test_words_that_are_not_ours_are_damage(outbox: Outbox) -> None:
    outbox.add(outgoing())
    outbox._database.execute("UPDATE messages SET meeting = 'soon'")
    with pytest.raises(OutboxError, match="is damaged"):
        outbox.rows()


def test_an_empty_file_becomes_an_outbox(tmp_path: Path) -> None:
    (tmp_path / "outbox.sqlite").touch()
    with Outbox(tmp_path / "outbox.sqlite") as outbox:
        assert outbox.rows() == ()


def test_no_folder_and_no_file(tmp_path: Path) -> None:
    for path in (tmp_path / "gone" / "outbox.sqlite", tmp_path):
        with pytest.raises(OutboxError, match="cannot be opened or written to"):
            Outbox(path)


def test_an_outbox_in_use_is_waited_for_then_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox_file, "PATIENCE", 0.2)
    path = tmp_path / "outbox.sqlite"
    with Outbox(path) as outbox, contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OutboxError, match="in use by another program"):
            outbox.add(outgoing())
        with pytest.raises(OutboxError, match="in use by another program"):
            Outbox(path)
        other.execute("COMMIT")
        assert outbox.add(outgoing()).added


def test_a_full_disk_is_said_and_nothing_is_half_there(outbox: Outbox) -> None:
    pages = outbox._database.execute("PRAGMA page_count").fetchone()[0]
    outbox._database.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(OutboxError, match="no room left"):
        outbox.add(outgoing(body="text\n" * 10_000))
    assert (outbox.rows(), outbox.events()) == ((), ())


KILLED = """
import os, sys
from pathlib import Path
sys.path.insert(0, "tests")
from support_mail import outgoing
from workbook_tools.mailing.outbox import Outbox
outbox = Outbox(Path(sys.argv[1]))
outbox.add(outgoing())
outbox._database.execute("BEGIN IMMEDIATE")
outbox._database.execute("PRAGMA cache_size = 1")
outbox._database.execute("UPDATE messages SET state = 'sending'")
outbox._database.execute("INSERT INTO contents VALUES (7, randomblob(100000))")
os._exit(1)
"""


def test_a_program_that_dies_while_it_writes_leaves_what_was_there_before(tmp_path: Path) -> None:
    path = tmp_path / "outbox.sqlite"
    run = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False, cwd=Path(__file__).parents[2])
    assert run.returncode == 1
    with Outbox(path) as outbox:
        assert [row.state for row in outbox.rows()] == [WAITING]


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("clerk@example.gov.uk", True),
        ("o'neil+audit@example.gov.uk", True),
        ("a@b", True),
        ("clerk@example.gov.uk\r\nRCPT TO:<all@evil.example>", False),
        ("clerk@example.gov.uk> SIZE=1", False),
        ("<clerk@example.gov.uk>", False),
        ("Clerk <clerk@example.gov.uk>", False),
        ('"clerk"@example.gov.uk', False),
        ("clerk@evil.example@example.gov.uk", False),
        ("@relay.example:clerk@example.gov.uk", False),
        ("clerk\u202e@example.gov.uk", False),
        ("clerk@exämple.gov.uk", False),
        ("clerk example.gov.uk", False),
        ("a,b@example.gov.uk", False),
        ("clerk", False),
        ("", False),
        ("a" * 243 + "@example.uk", True),
        ("a" * 244 + "@example.uk", False),
    ],
)
def test_which_addresses_may_stand_in_an_envelope(address: str, plain: bool) -> None:  # noqa: FBT001
    assert is_plain_address(address) is plain


@given(st.text())
def test_no_address_ends_a_command(text: str) -> None:
    assert not is_plain_address(text) or not set(text) & set("\r\n<> \0")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no line end", "does not end in CR LF"),
        (b"a\nb\r\n", "does not end in CR LF"),
        (b"a\r.\r\nb\r\n", "does not end in CR LF"),
        (b"\n.\nMAIL FROM:<a@b.uk>\r\n", "does not end in CR LF"),
        (b"caf\xc3\xa9\r\n", "not plain ASCII"),
        (b"\0\r\n", "not plain ASCII"),
        (b"x" * 999 + b"\r\n", "more than 998 bytes"),
        (b"x" * 998 + b"\r\n", ""),
    ],
)
def test_which_content_can_be_sent(outbox: Outbox, content: bytes, said: str) -> None:
    message = outgoing()
    spoilt = replace(message, content=message.content + content)
    if said:
        with pytest.raises(ToolkitError, match=said):
            outbox.add(spoilt)
        assert outbox.rows() == ()
    else:
        check_sendable(spoilt)


@pytest.mark.parametrize(
    ("named", "head"),
    [
        ("<other@example.gov.uk>", "Message-ID: <one@example.gov.uk>"),
        ("<one@example.gov.uk>", "Subject: none"),
        ("<one@example.gov.uk>", "Message-ID: <one@example.gov.uk>\r\nMessage-ID: <two@example.gov.uk>"),
        ("one@example.gov.uk", "Message-ID: one@example.gov.uk"),
    ],
)
def test_a_message_carries_its_own_message_id_or_is_not_sent(outbox: Outbox, named: str, head: str) -> None:
    with pytest.raises(ToolkitError, match="its own Message-ID"):
        outbox.add(replace(outgoing(), message_id=named, content=f"{head}\r\n\r\nText\r\n".encode()))


class AnyOrder(RuleBasedStateMachine):
    """In whatever order things are done, no pack is on its way to a recipient twice, nor sent twice unless asked for."""

    def __init__(self) -> None:
        super().__init__()
        quick = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder in memory
        self.folder = tempfile.TemporaryDirectory(dir=quick)
        self.outbox, self.asked, self.copies = Outbox(Path(self.folder.name) / "outbox.sqlite"), 0, 0

    @rule(again=st.booleans(), spelt=st.sampled_from(["clerk@example.gov.uk", "CLERK@example.gov.uk"]))
    def add(self, again: bool, spelt: str) -> None:  # noqa: FBT001 - hypothesis gives it by name
        self.copies += 1
        sent_before = any(row.state is SENT for row in self.outbox.rows())
        self.asked += self.outbox.add(outgoing(spelt, copy=self.copies), again=again).added and sent_before

    @rule(to=st.sampled_from(list(MessageState)), since=st.sampled_from(list(MessageState)), number=st.integers(1, 4))
    def move(self, to: MessageState, since: MessageState, number: int) -> None:
        with contextlib.suppress(OutboxError):
            self.outbox.move(number, to, (since,), "")

    @invariant()
    def holds(self) -> None:
        states = [row.state for row in self.outbox.rows()]
        assert sum(state in outbox_file.UNDER_WAY for state in states) <= 1
        assert states.count(SENT) <= 1 + self.asked
        moved = self.outbox._database.execute("SELECT count(*) FROM messages").fetchone()[0]
        assert len(self.outbox.events()) >= moved

    def teardown(self) -> None:
        self.outbox.close()
        self.folder.cleanup()


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)
