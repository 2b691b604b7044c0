"""A run of sending against real servers: what is sent, put off, refused, withheld; what a run that died has left behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from support_mail import ACCEPT_AND_CUT, CUT, MailServer, outgoing, running_server
from workbook_tools.findings import ToolkitError
from workbook_tools.mailing.outbox import Outbox
from workbook_tools.mailing.send_report import SendReport
from workbook_tools.mailing.sending import send_waiting
from workbook_tools.model.despatch import MessageState, Outgoing

A, B, C = "a@example.gov.uk", "b@example.gov.uk", "c@example.gov.uk"
SENT, WAITING, DEFERRED, REFUSED = MessageState.SENT, MessageState.WAITING, MessageState.DEFERRED, MessageState.REFUSED
UNCERTAIN, WITHHELD, CANCELLED = MessageState.UNCERTAIN, MessageState.WITHHELD, MessageState.CANCELLED
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with Outbox(tmp_path / "outbox.sqlite") as opened:
        for address in (A, B, C):
            opened.add(outgoing(address))
        yield opened


def send(outbox: Outbox, server: MailServer, **asked: Any) -> SendReport:
    settings = asked.pop("settings", {})
    return send_waiting(outbox, server.settings(**settings), **{"permitted": lambda _: "", **asked})


def states(outbox: Outbox) -> list[MessageState]:
    return [row.state for row in outbox.rows()]


def reached(server: MailServer) -> list[str]:
    return [to for one in server.received for to in one.recipients]


def test_everything_is_sent_and_nothing_a_second_time(outbox: Outbox) -> None:
    said = list[str]()
    with running_server() as server:
        report = send(outbox, server, progress=said.append)
        again = send(outbox, server)
    assert reached(server) == [A, B, C]
    assert report.complete
    assert report.sentences() == ("3 messages sent.",)
    assert said == [f"{address}: sent" for address in (A, B, C)]
    assert [(row.state, row.attempts, row.reply, row.outgoing.content) for row in report.rows] == [
        (SENT, 1, "250 2.0.0 queued as 4711", b"")
    ] * 3
    assert again == SendReport(())
    assert [event.state.value for event in outbox.events(2)] == ["waiting", "sending", "ending", "sent"]


def test_one_recipient_who_is_refused_does_not_hold_up_the_others(outbox: Outbox) -> None:
    with running_server(orders={f"RCPT {B}": ["550 5.1.1 no such user"]}) as server:
        report = send(outbox, server)
    assert states(outbox) == [SENT, REFUSED, SENT]
    assert not report.complete
    assert f"Message 2 to {B}: refused for good. 550 5.1.1 no such user." in report.sentences()


def test_who_is_refused_for_now_is_tried_again_when_the_others_had_their_turn(outbox: Outbox) -> None:
    waited = list[float]()
    with running_server(orders={f"RCPT {A}": ["451 4.7.1 greylisted", "451 4.7.1 greylisted"]}) as server:
        report = send(outbox, server, wait=waited.append, settings={"pauses": (1, 2, 4)})
    assert reached(server) == [B, C, A]
    assert waited == [1, 2]
    assert report.complete
    assert outbox.rows()[0].attempts == 3
    assert server.commands.count("QUIT") == 3  # no connection is kept while the run waits


def test_who_is_refused_for_now_again_and_again_is_left_for_later(outbox: Outbox) -> None:
    waited = list[float]()
    with running_server(orders={f"RCPT {A}": ["451 4.7.1 greylisted"] * 4}) as server:
        report = send(outbox, server, wait=waited.append, clock=lambda: NOW, settings={"pauses": (1, 2, 4)})
        row = outbox.rows()[0]
        assert (row.state, row.attempts, row.next_attempt) == (DEFERRED, 4, NOW + timedelta(seconds=4))
        assert waited == [1, 2, 4]
        assert report.sentences()[-1].startswith("1 message still to be sent")
        assert send(outbox, server).complete  # a later run
    assert reached(server) == [B, C, A]


def test_without_pauses_each_is_tried_once(outbox: Outbox) -> None:
    with running_server(orders={f"RCPT {A}": ["451 4.7.1 greylisted"]}) as server:
        send(outbox, server, settings={"pauses": ()})
    assert states(outbox) == [DEFERRED, SENT, SENT]


@pytest.mark.parametrize("order", [CUT, ACCEPT_AND_CUT])
def test_what_may_have_arrived_is_reported_and_never_sent_again_by_itself(outbox: Outbox, order: str) -> None:
    with running_server(orders={"END": [order]}) as server:
        report = send(outbox, server)
        assert send(outbox, server).uncertain == report.uncertain  # each run reminds of it
        assert not outbox.add(outgoing(A, copy=2), again=True).added
        assert states(outbox) == [UNCERTAIN, SENT, SENT]
        assert reached(server) == ([A] if order == ACCEPT_AND_CUT else []) + [B, C]
        assert [row.number for row in report.uncertain] == [1]
        assert any("Message 1 to a@example.gov.uk: may have arrived" in told for told in report.sentences())
        outbox.settle(1, arrived=order == ACCEPT_AND_CUT)
        send(outbox, server)
    assert sorted(reached(server)) == [A, B, C]
    assert states(outbox) == [SENT, SENT, SENT]


@pytest.mark.parametrize("orders", [{"MAIL": [CUT]}, {"RCPT": [CUT]}, {"DATA": [CUT]}, {"CONTENT": ["100"]}], ids=str)
def test_a_connection_that_breaks_before_an_end_is_opened_anew(outbox: Outbox, orders: dict[str, list[str]]) -> None:
    with running_server(orders=orders) as server:
        report = send(outbox, server)
        server.wait_until_alone()
    if report.uncertain:  # a short message is on its way, end and all, before it is known that the server is gone
        assert "CONTENT" in orders
        assert (reached(server), states(outbox)) == ([B, C], [UNCERTAIN, SENT, SENT])
    else:
        assert (reached(server), states(outbox)) == ([B, C, A], [SENT] * 3)


def test_connections_that_break_again_and_again_end_the_run(outbox: Outbox) -> None:
    with running_server(orders={"MAIL": [CUT] * 10}) as server:
        report = send(outbox, server)
    assert server.commands.count("<greeting>") == 3
    assert "broke 3 times one after the other" in report.stopped
    assert states(outbox) == [DEFERRED] * 3
    assert not report.complete


@pytest.mark.parametrize(
    ("server_is", "settings", "said"),
    [
        ({"users": {"team": "right"}}, {"login": "password", "user": "team"}, "does not accept the password of team"),
        ({"certificate": "expired"}, {}, "its certificate has expired"),
        ({"orders": {"MAIL": ["", "550 5.7.60 may not send as"]}}, {}, "takes no messages from performance@example.gov.uk"),
        ({"orders": {"MAIL": ["530 5.7.57 not authenticated"]}}, {}, "only after a login"),
    ],
    ids=str,
)
def test_a_fault_of_the_server_ends_the_run_and_everything_waits(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch, server_is: dict[str, Any], settings: dict[str, Any], said: str
) -> None:
    monkeypatch.setenv("WORKBOOK_TOOLS_MAIL_PASSWORD", "wrong")
    with running_server(security="starttls", **server_is) as server:
        report = send(outbox, server, settings=settings)
    sent = len(server.received)
    assert states(outbox) == [SENT] * sent + [WAITING] * (3 - sent)
    assert said in report.stopped
    assert report.sentences()[-1].startswith(f"{3 - sent} messages still to be sent")


def test_whoever_may_no_longer_have_it_does_not_get_it(outbox: Outbox) -> None:
    asked = list[Outgoing]()

    def permitted(message: Outgoing) -> str:
        asked.append(message)
        return "the list no longer names this address" if message.address == B else ""

    with running_server(orders={f"RCPT {A}": ["451 later"]}) as server:
        report = send(outbox, server, permitted=permitted)
    assert reached(server) == [C, A]
    assert [message.address for message in asked] == [A, B, C, A]  # before each attempt
    assert all(message.content for message in asked)
    assert outbox.rows()[1].state is WITHHELD
    assert f"Message 2 to {B}: withheld. the list no longer names this address." in report.sentences()


@pytest.mark.parametrize("changed", [b"x", "x", 1])
def test_a_message_that_was_changed_in_the_outbox_is_withheld(outbox: Outbox, changed: object) -> None:
    outbox._database.execute("UPDATE contents SET content = ? WHERE number = 2", (changed,))
    with running_server() as server:
        send(outbox, server)
    assert reached(server) == [A, C]
    assert outbox.rows()[1].state is WITHHELD


def test_a_message_that_is_cancelled_while_it_is_handed_over_does_not_arrive(outbox: Outbox) -> None:
    def progress(_: str) -> None:
        with Outbox(outbox.path) as other:
            other.cancel([3])

    with running_server() as server:
        send(outbox, server, progress=progress)
    assert reached(server) == [A, B]
    assert states(outbox) == [SENT, SENT, CANCELLED]


def test_what_a_dead_run_left_behind_is_put_right_and_reported(outbox: Outbox) -> None:
    outbox.move(1, MessageState.SENDING, (WAITING,), "", run="dead")
    outbox.move(2, MessageState.SENDING, (WAITING,), "", run="dead")
    outbox.move(2, MessageState.ENDING, (MessageState.SENDING,), "", run="dead")
    with running_server() as server:
        report = send(outbox, server)
    assert reached(server) == [A, C]
    assert [(row.number, row.state) for row in report.recovered] == [(1, WAITING), (2, UNCERTAIN)]
    assert [row.number for row in report.uncertain] == [2]
    assert "no server had 1 message" in report.sentences()[0]
    assert not report.complete


def test_of_two_runs_that_know_nothing_of_each_other_only_one_ends_a_message(outbox: Outbox) -> None:
    """On a network folder without locks: the second takes over what the first has begun, and the first does not end it."""

    def take_over(_: str) -> None:
        with Outbox(outbox.path) as other:
            other.move(2, MessageState.SENDING, (WAITING,), "", run="other")

    with running_server() as server:
        send(outbox, server, progress=take_over)
    assert reached(server) == [A, C]
    assert outbox.move(2, MessageState.ENDING, (MessageState.SENDING,), "", run="first") is False
    assert outbox.move(2, MessageState.ENDING, (MessageState.SENDING,), "", run="other") is True


HOLD = """
import sys
from pathlib import Path
from workbook_tools.writing.run_lock import running
with running(Path(sys.argv[1]), "1 October 2026"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_runs_do_not_send_at_once(outbox: Outbox) -> None:
    command = [sys.executable, "-c", HOLD, str(outbox.path)]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other,
        running_server() as server,
    ):
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with pytest.raises(ToolkitError, match=r"Another run has been sending from .* since 1 October 2026\. Wait"):
            send(outbox, server)
        other.kill()
        other.wait()
        assert send(outbox, server).complete


def test_settings_that_are_not_in_order_are_said_before_anything_is_done(outbox: Outbox) -> None:
    with running_server() as server:
        with pytest.raises(ToolkitError, match="`sender`"):
            send(outbox, server, settings={"sender": ""})
        assert server.commands == []
    assert states(outbox) == [WAITING] * 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal to itself")
def test_ctrl_c_ends_the_run_between_two_messages(outbox: Outbox) -> None:
    with running_server() as server:
        report = send(outbox, server, progress=lambda _: os.kill(os.getpid(), signal.SIGINT))
        assert report.stopped == "Stopped by you."
        assert states(outbox) == [SENT, WAITING, WAITING]
        assert send(outbox, server).complete
    assert reached(server) == [A, B, C]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal to itself")
def test_ctrl_c_at_an_end_waits_for_the_reply(outbox: Outbox) -> None:
    def interrupt() -> float:
        threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
        return 0.3

    with running_server() as server:
        server.delay = interrupt
        began = time.monotonic()
        report = send(outbox, server)
        assert time.monotonic() - began > 0.3
        assert states(outbox) == [SENT, WAITING, WAITING]
        assert report.stopped == "Stopped by you."
        server.delay = None
        time.sleep(0.2)  # the second of the two timers


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal to itself")
def test_ctrl_c_before_an_end_leaves_the_message_waiting(outbox: Outbox) -> None:
    def permitted(_: Outgoing) -> str:
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        return ""

    with running_server(orders={"RCPT": ["silence"]}) as server:
        report = send(outbox, server, permitted=permitted)
        assert states(outbox) == [WAITING] * 3
        assert report.stopped == "Stopped by you."
    assert server.received == []


def test_a_record_that_cannot_be_made_keeps_the_end_back(outbox: Outbox) -> None:
    """The disk is full, or somebody holds the file, at the moment that counts."""
    with running_server() as server:
        outbox._database.execute(
            "CREATE TEMP TRIGGER full BEFORE UPDATE ON main.messages WHEN NEW.state = 'ending' "
            "BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )
        with pytest.raises(ToolkitError):
            send(outbox, server)
        server.wait_until_alone()
        assert server.received == []
    assert states(outbox) == [WAITING] * 3
