"""The command `despatch` and what it is asked later on, as a person types it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from support_mail import MailServer, running_server
from support_packs import SamplePack, write_packs
from support_samples import MORAY
from workbook_tools.cli import main

COMMITTEE, MEETING = "Corporate Committee", "15/06/2021"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SamplePack:
    """A pack."""
    return write_packs(tmp_path_factory.mktemp("pack"), (MORAY,))[MORAY]


@pytest.fixture
def server() -> Iterator[MailServer]:
    with running_server() as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, server: MailServer, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a list of two and a file of defaults that names it and the server."""
    monkeypatch.chdir(tmp_path)
    entries = [
        f"{{ committee = '{COMMITTEE}', role = '{role}', address = '{role.lower()}@example.gov.uk', send_as = 'to', "
        "format = 'workbook' }"
        for role in ("Clerk", "Chair")
    ]
    (tmp_path / "list.toml").write_text(
        f"domains = ['example.gov.uk']\ncommittees = ['{COMMITTEE}']\nrecipients = [\n{', '.join(entries)}\n]\n",
        encoding="utf-8",
    )
    (tmp_path / "workbook-tools.toml").write_text(
        "[mail]\ndistribution_list = 'list.toml'\nsender = 'performance@example.gov.uk'\nserver = 'localhost'\n"
        f"port = {server.port}\nsecurity = 'none'\npauses = []\ntimeout = 5\n",
        encoding="utf-8",
    )
    return tmp_path


def despatch(sample: SamplePack, *more: str) -> int:
    usual = ["--committee", COMMITTEE, "--meeting", MEETING, "--on", "01/06/2021"]
    return main(["despatch", str(sample.summary), *usual, *more])


def states(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The states of the messages, as the status tells them."""
    capsys.readouterr()
    main(["despatch", "status", "--json"])
    return [row["state"] for row in json.loads(capsys.readouterr().out)]


def test_drafts_then_sent_then_not_again(
    sample: SamplePack, place: Path, server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert despatch(sample) == 0
    told = capsys.readouterr()
    assert "2 messages are to go." in told.out
    assert "2 drafts in " in told.out
    assert len(list((place / "despatch").rglob("*.eml"))) == 2
    assert (place / "despatch" / "Corporate-Committee-2021-06-15" / "Who gets what.xlsx").is_file()
    assert server.commands == []
    assert despatch(sample, "--send") == 0
    told = capsys.readouterr()
    assert "2 messages sent." in told.out
    assert "A draft of this for Clerk was written on" in told.out
    assert despatch(sample, "--send") == 0
    assert "2 were sent before" in capsys.readouterr().out
    assert len(server.received) == 2
    assert despatch(sample, "--send", "--again", "--only", "clerk@example.gov.uk") == 0
    assert len(server.received) == 3
    assert states(capsys) == ["drafted", "drafted", "sent", "sent", "sent"]


def test_json(sample: SamplePack, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert place.is_dir()
    assert despatch(sample, "--send", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["role"] for row in told["messages"]] == ["Clerk", "Chair"]
    assert told["report"]["complete"] is True
    assert [row["state"] for row in told["report"]["messages"]] == ["sent", "sent"]
    assert told["kept_in"] is False


def test_quiet(sample: SamplePack, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert place.is_dir()
    assert despatch(sample, "--send", "--quiet") == 0
    assert capsys.readouterr().out == ""


def test_kept_in(sample: SamplePack, place: Path, server: MailServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["despatch", str(sample.summary), "--committee", "Cabinet", "--meeting", MEETING, "--send"]) == 1
    told = capsys.readouterr()
    assert "[committee-not-listed]" in told.out
    assert "Nothing was drafted" in told.err
    assert server.commands == []
    assert not (place / "outbox.sqlite").exists()


def test_retry_sends_what_was_put_off(
    sample: SamplePack, place: Path, server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert place.is_dir()
    server.orders["RCPT chair@example.gov.uk"] = ["451 4.2.1 mailbox busy"]
    assert despatch(sample, "--send") == 1
    assert "put off. " in capsys.readouterr().out
    assert states(capsys) == ["sent", "deferred"]
    assert main(["despatch", "retry"]) == 0
    assert states(capsys) == ["sent", "sent"]
    assert len(server.received) == 2


def test_a_refused_recipient_is_told_and_the_rest_goes_on(
    sample: SamplePack, place: Path, server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert place.is_dir()
    server.orders["RCPT clerk@example.gov.uk"] = ["550 5.1.1 no such user"]
    assert despatch(sample, "--send") == 1
    assert "no such user" in capsys.readouterr().out
    assert main(["despatch", "status"]) == 1
    assert states(capsys) == ["refused", "sent"]


def test_cancel(sample: SamplePack, place: Path, server: MailServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert place.is_dir()
    server.orders["MAIL"] = ["451 later"] * 2
    despatch(sample, "--send")
    assert main(["despatch", "cancel", "1"]) == 0
    assert main(["despatch", "cancel", "1", "9"]) == 1
    assert "There is no message 9" in capsys.readouterr().out
    assert main(["despatch", "retry"]) == 0
    assert states(capsys) == ["cancelled", "sent"]


@pytest.mark.parametrize("case", [("--arrived", "sent"), ("--not-arrived", "waiting")])
def test_settle_by_hand(
    sample: SamplePack, place: Path, server: MailServer, capsys: pytest.CaptureFixture[str], case: tuple[str, str]
) -> None:
    assert place.is_dir()
    arrived, then = case
    server.orders["END"] = ["cut"]
    assert despatch(sample, "--send", "--only", "clerk@example.gov.uk") == 1
    assert "may have arrived, or not" in capsys.readouterr().out
    assert states(capsys) == ["uncertain"]
    assert main(["despatch", "settle", "1", arrived]) == 0
    assert states(capsys) == [then]


def test_settle_by_a_trace(sample: SamplePack, place: Path, server: MailServer, capsys: pytest.CaptureFixture[str]) -> None:
    server.orders["END"] = ["accept and cut", "cut"]
    despatch(sample, "--send")
    assert states(capsys) == ["uncertain", "uncertain"]
    trace = server.write_trace(place / "trace.csv")
    assert main(["despatch", "settle", "--trace", str(trace)]) == 1
    assert "1 message settled, 1 still uncertain." in capsys.readouterr().out
    assert main(["despatch", "settle", "--trace", str(trace), "--complete"]) == 0
    assert main(["despatch", "retry"]) == 0
    assert states(capsys) == ["sent", "sent"]
    assert sorted(one.recipients for one in server.received) == [("chair@example.gov.uk",), ("clerk@example.gov.uk",)]


def test_audit(sample: SamplePack, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    despatch(sample, "--send")
    path = place / "Audit.xlsx"
    asked = ["despatch", "audit", "--committee", COMMITTEE.upper(), "--meeting", MEETING, "-o", str(path), "--on", "02/06/2021"]
    assert main(asked) == 0
    assert f"Written: {path}" in capsys.readouterr().out
    first = path.read_bytes()
    assert main(asked) == 0
    assert path.read_bytes() == first
    told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert [message["address"] for message in told["messages"]] == ["clerk@example.gov.uk", "chair@example.gov.uk"]
    assert main([*asked[:5], "16/06/2021", *asked[6:]]) == 3
    assert "Nothing was despatched to CORPORATE COMMITTEE" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["Audit.xlsx", "Audit.json"])
def test_an_audit_takes_the_place_of_nobody_s_file(
    sample: SamplePack, place: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    despatch(sample, "--send")
    (place / name).write_text('{"mine": 1}', encoding="utf-8")
    assert main(["despatch", "audit", "--committee", COMMITTEE, "--meeting", MEETING, "-o", "Audit.xlsx"]) == 3
    assert "was not written by this program" in capsys.readouterr().err
    assert (place / name).read_text(encoding="utf-8") == '{"mine": 1}'
    assert len([path for path in place.iterdir() if path.name.startswith("Audit")]) == 1


def test_list(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["despatch", "list", "list.toml"]) == 0
    assert capsys.readouterr().out == "list.toml: 1 committee, 2 recipients; in order.\n"
    listed = place / "list.toml"
    listed.write_text(listed.read_text(encoding="utf-8").replace("chair@", "chair@evil."), encoding="utf-8")
    assert main(["despatch", "list", "list.toml"]) == 1
    assert "[list-address-outside]" in capsys.readouterr().out
    assert main(["despatch", "list", "blank.xlsx", "--blank"]) == 0
    assert main(["despatch", "list", "blank.xlsx"]) == 1


def test_texts_of_the_council_s_own(sample: SamplePack, place: Path, server: MailServer) -> None:
    assert main(["despatch", "texts", "texts"]) == 0
    text = place / "texts" / "paper.txt"
    text.write_text(text.read_text(encoding="utf-8") + "\nThe council's own closing.\n", encoding="utf-8")
    assert main(["despatch", "texts", "texts"]) == 0
    with (place / "workbook-tools.toml").open("a", encoding="utf-8") as config:
        config.write("templates = 'texts'\n")
    assert despatch(sample, "--send") == 0
    body = server.received[0].message.get_body(("plain",))
    assert body is not None
    assert "The council's own closing." in body.get_content()


@pytest.mark.parametrize("action", [["status"], ["retry"], ["cancel", "1"], ["settle", "1", "--arrived"]])
def test_without_an_outbox_it_is_said(place: Path, capsys: pytest.CaptureFixture[str], action: list[str]) -> None:
    assert place.is_dir()
    assert main(["despatch", *action]) == 3
    assert "There is no outbox" in capsys.readouterr().err


def test_without_a_list_it_is_said(
    sample: SamplePack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert despatch(sample) == 3
    assert "No distribution list is named" in capsys.readouterr().err
