"""200 random cuts and kills: no recipient has the same pack twice, none is missing once the run is repeated.

Connections are cut by a proxy after a random number of bytes, in either direction; sending processes are killed at a random
moment. Before anything is settled, nothing came twice, and whatever is missing is reported as uncertain.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from support_cutting_proxy import cutting_proxy
from support_mail import MailServer, Security, outgoing, running_server
from workbook_tools.mailing.outbox import Outbox
from workbook_tools.mailing.send_report import SendReport
from workbook_tools.mailing.sending import send_waiting
from workbook_tools.mailing.trace import settle_by_trace
from workbook_tools.model.despatch import MessageState
from workbook_tools.model.mail_settings import MailSettings

KILLS = 80  # beside 120 cuts
RECIPIENTS = [f"{name}@example.gov.uk" for name in ("clerk", "chair", "leader")]
MOST_RUNS = 8
TO_SEND = (MessageState.WAITING, MessageState.DEFERRED, MessageState.SENDING, MessageState.ENDING)
CHILD = """
import json, os, signal, sys, time
from pathlib import Path
import msgspec
from workbook_tools.mailing import smtp_session
from workbook_tools.mailing.outbox import Outbox
from workbook_tools.mailing.sending import send_waiting
from workbook_tools.model.mail_settings import MailSettings
for line in sys.stdin:
    path, settings, seconds = json.loads(line)
    child = os.fork()
    if child == 0:
        with Outbox(Path(path)) as outbox:
            send_waiting(outbox, msgspec.convert(settings, MailSettings), permitted=lambda _: "")
        os._exit(0)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    print("killed" if os.WIFSIGNALED(os.waitpid(child, 0)[1]) else "ended", flush=True)
"""
"""Starts a sending process for each line of its input: forked, so that a run takes no longer than its sending."""


@pytest.fixture
def folder() -> Iterator[Path]:
    """In memory where the system has such a folder: a process that is killed leaves behind there what it would on a disk."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:  # noqa: S108 - see above
        yield Path(name)


def run(path: Path, settings: MailSettings) -> SendReport:
    with Outbox(path) as outbox:
        return send_waiting(outbox, settings, permitted=lambda _: "")


def fill(path: Path, pack: str) -> None:
    with Outbox(path) as outbox:
        for address in RECIPIENTS:
            assert outbox.add(outgoing(address, pack=pack)).added


def repeat_until_nothing_is_left(path: Path, server: MailServer) -> None:
    for _ in range(MOST_RUNS):
        server.wait_until_alone()
        run(path, server.settings())
        with Outbox(path) as outbox:
            if not outbox.rows(states=TO_SEND):
                return
    raise AssertionError("something is still to be sent")


def examine_and_settle(path: Path, server: MailServer, pack: str, totals: Counter[str]) -> None:
    """Before settling: nothing twice, what is missing is uncertain. After it and another run: everything, once."""
    server.wait_until_alone()
    repeat_until_nothing_is_left(path, server)
    came = arrivals(server, pack)
    with Outbox(path) as outbox:
        uncertain = {row.outgoing.address for row in outbox.rows(states=(MessageState.UNCERTAIN,))}
        sent = {row.outgoing.address for row in outbox.rows(states=(MessageState.SENT,))}
        for address in RECIPIENTS:
            assert not outbox.add(outgoing(address, pack=pack, copy=2)).added  # nor does a new despatch send it again
    assert max(came.values(), default=0) <= 1
    assert set(RECIPIENTS) - set(came) <= uncertain
    assert sent | uncertain == set(RECIPIENTS)
    assert sent <= set(came)
    totals["uncertain"] += len(uncertain)
    totals["of these arrived"] += len(uncertain & set(came))
    server.wait_until_alone()
    with Outbox(path) as outbox:
        settled = settle_by_trace(outbox, server.write_trace(path.with_suffix(".csv")), complete=True)
        assert {row.outgoing.address for row in settled.settled} == uncertain
    repeat_until_nothing_is_left(path, server)
    assert arrivals(server, pack) == dict.fromkeys(RECIPIENTS, 1)


def arrivals(server: MailServer, pack: str) -> Counter[str]:
    """How often a pack reached each recipient."""
    return Counter(
        to for one in server.received for to in one.recipients if one.message["Message-ID"].startswith(f"<{pack[:8]}.")
    )


@pytest.mark.parametrize(("security", "cuts"), [("none", 90), ("starttls", 30)])
def test_after_random_cuts_nobody_has_a_pack_twice_and_nobody_lacks_it(folder: Path, security: Security, cuts: int) -> None:
    dice, totals = random.Random(security), Counter[str]()  # noqa: S311 - chance, not secrecy
    with running_server(security=security) as server:
        length, ends = conversation(folder, server)
        while totals["cuts"] < cuts:
            number = totals["rounds"]
            pack, path = f"{number:08x}" * 8, folder / f"{number}.sqlite"
            server.delay = lambda: dice.choice((0.0, 0.0, 0.002))
            fill(path, pack)
            budgets = [random_offset(dice, length, ends) for _ in range(dice.choice((1, 1, 2)))]
            with cutting_proxy(server, budgets, abruptly=dice.random() < 0.5) as proxy:
                report = run(path, server.settings(port=proxy.port))
            assert len(report.rows) == len(RECIPIENTS)
            examine_and_settle(path, server, pack, totals)
            totals["cuts"] += proxy.cuts
            totals["rounds"] += 1
            path.unlink()
    report_totals(security, totals)
    assert totals["uncertain"] > 0


def conversation(folder: Path, server: MailServer) -> tuple[int, list[int]]:
    """How many bytes pass in a run that is not cut, and how many have passed when each end of a message has."""
    fill(folder / "whole.sqlite", "f" * 64)
    with cutting_proxy(server) as proxy:
        run(folder / "whole.sqlite", server.settings(port=proxy.port))
    assert arrivals(server, "f" * 64) == dict.fromkeys(RECIPIENTS, 1)
    return proxy.passed, proxy.ends


def random_offset(dice: random.Random, length: int, ends: Sequence[int]) -> int:
    """Anywhere in the conversation, from its first byte on; every second time near an end, where it matters most."""
    if ends and dice.random() < 0.5:
        return dice.choice(ends) + dice.randrange(-4, 30)
    return dice.randrange(1, length)


def report_totals(what: str, totals: Mapping[str, int]) -> None:
    print(f"\n{what}: {dict(totals)}")  # noqa: T201 - shown with -s


@contextmanager
def sending_processes() -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen([sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as helper:
        assert helper.stdin
        try:
            yield helper
        finally:
            helper.stdin.close()


def is_killed(helper: "subprocess.Popen[str]", path: Path, settings: MailSettings, seconds: float | None) -> bool:
    """Starts a sending process and kills it after so long, never with None; whether it was still at work then."""
    assert helper.stdin
    assert helper.stdout
    helper.stdin.write(json.dumps([str(path), msgspec.to_builtins(settings), seconds]) + "\n")
    helper.stdin.flush()
    return {"killed\n": True, "ended\n": False}[helper.stdout.readline()]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither fork nor SIGKILL")
def test_after_random_kills_nobody_has_a_pack_twice_and_nobody_lacks_it(folder: Path) -> None:
    dice, totals = random.Random(3), Counter[str]()  # noqa: S311 - chance, not secrecy
    with running_server() as server, sending_processes() as helper:
        server.delay = lambda: dice.choice((0.0, 0.002, 0.006))
        usual = 0.0
        for pack in ("e" * 64, "f" * 64):  # the first run waits for the helper to have begun
            fill(folder / "whole.sqlite", pack)
            began = time.monotonic()
            assert not is_killed(helper, folder / "whole.sqlite", server.settings(), None)
            usual = time.monotonic() - began
        while totals["kills"] < KILLS:
            number = totals["rounds"]
            pack, path = f"{number:08x}" * 8, folder / f"{number}.sqlite"
            fill(path, pack)
            for _ in range(dice.choice((1, 2))):
                totals["kills"] += is_killed(helper, path, server.settings(), dice.uniform(0, usual))
            totals["rounds"] += 1
            examine_and_settle(path, server, pack, totals)
            path.unlink()
    report_totals("killed", totals)
    assert totals["uncertain"] > 0
