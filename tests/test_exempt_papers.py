"""Exempt papers reach nobody who is not cleared for them, whatever way is tried: what a real server was told is read."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support_changed import replace
from support_mail import MailServer, running_server
from support_packs import SamplePack, order_of, write_packs
from support_samples import MORAY
from workbook_tools import pipeline
from workbook_tools.cli import main
from workbook_tools.findings import ToolkitError
from workbook_tools.mailing.compose import compose
from workbook_tools.mailing.errors import DraftError
from workbook_tools.mailing.outbox import Outbox
from workbook_tools.mailing.texts import Texts
from workbook_tools.model.despatch import MessageState, NoticeVerdict
from workbook_tools.model.distribution import Format, SendAs
from workbook_tools.model.mail_settings import MailSettings
from workbook_tools.model.pack import pack_beside
from workbook_tools.reading.distribution_list import read_distribution_list
from workbook_tools.reading.pack_file import read_pack

CLEARED, OPEN = "clerk@example.gov.uk", "press@example.gov.uk"
MARKING = "Not for publication: exempt under paragraph 6 of Part I of Schedule 7A to the Local Government (Scotland) Act 1973"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SamplePack:
    """An exempt pack."""
    return write_packs(tmp_path_factory.mktemp("pack"), (MORAY,), exempt="6")[MORAY]


@pytest.fixture
def server() -> Iterator[MailServer]:
    with running_server() as running:
        yield running


def write_list(folder: Path, committee: str, open_as: SendAs = SendAs.TO, **cleared: bool) -> Path:
    """A list with a cleared recipient and one who is not, unless `cleared` says otherwise by name."""
    by_name = {"clerk": True, "press": False} | cleared
    rows = [("Clerk", "clerk", SendAs.TO), ("Press office", "press", open_as)]
    lines = ["domains = ['example.gov.uk']", f"committees = [{committee!r}]"]
    for role, name, send_as in rows:
        lines += [
            "[[recipients]]", f"committee = {committee!r}", f"role = '{role}'", f"address = '{name}@example.gov.uk'",
            f"send_as = '{send_as}'", "format = 'workbook'", f"cleared = {str(by_name[name]).lower()}",
        ]  # fmt: skip
    path = folder / "list.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def order(sample: SamplePack, folder: Path, server: MailServer, **fields: Any) -> pipeline.DespatchOrder:
    """To send the pack by a list of two, one of them cleared."""
    listed = fields.get("distribution_list") or write_list(folder, sample.meeting.committee)
    return order_of(sample, folder, **({"send": True, "mail": server.settings()} | fields | {"distribution_list": listed}))


def got(server: MailServer) -> list[str]:
    """Everybody to whom the server was asked to deliver, whether it did or not."""
    return [line.partition("<")[2].partition(">")[0] for line in server.commands if line.upper().startswith("RCPT")]


def test_the_message_to_who_is_cleared_is_marked(sample: SamplePack, tmp_path: Path, server: MailServer) -> None:
    done = pipeline.despatch(order(sample, tmp_path, server))
    [received] = server.received
    assert received.recipients == (CLEARED,)
    assert received.message["Subject"].startswith("EXEMPT")
    body = received.message.get_body(("plain",))
    assert body is not None
    assert MARKING in " ".join(body.get_content().split())
    [carried] = received.message.iter_attachments()
    assert str(carried.get_filename()).startswith("EXEMPT")
    assert [row.address for row in done.preview if row.withheld] == [OPEN]


@pytest.mark.parametrize("send_as", list(SendAs))
def test_the_list_and_copies(sample: SamplePack, tmp_path: Path, server: MailServer, send_as: SendAs) -> None:
    listed = write_list(tmp_path, sample.meeting.committee, send_as)
    done = pipeline.despatch(order(sample, tmp_path, server, distribution_list=listed))
    assert got(server) == [CLEARED]
    assert [finding.code for finding in done.findings] == ["recipient-withheld"]


def test_drafts(sample: SamplePack, tmp_path: Path, server: MailServer) -> None:
    done = pipeline.despatch(order(sample, tmp_path, server, send=False))
    drafts = [path for path in done.written if path.suffix == ".eml"]
    assert [path.name for path in drafts] == ["01-Clerk.eml"]
    assert OPEN.encode() not in drafts[0].read_bytes()
    assert server.commands == []


def test_a_draft_of_before_clearance_was_withdrawn_is_named(sample: SamplePack, tmp_path: Path, server: MailServer) -> None:
    plan = order(sample, tmp_path, server, send=False)
    write_list(tmp_path, sample.meeting.committee, press=True)
    [_, stale, _] = pipeline.despatch(plan).written
    write_list(tmp_path, sample.meeting.committee)
    done = pipeline.despatch(plan)
    assert stale.name == "02-Press-office.eml"
    assert stale not in done.written
    assert f"{stale} is of an earlier run and is none of these drafts. Do not send it; delete it." in done.notes


@pytest.mark.parametrize("again", [False, True])
def test_naming_the_recipient_is_no_override(sample: SamplePack, tmp_path: Path, server: MailServer, again: bool) -> None:  # noqa: FBT001
    done = pipeline.despatch(order(sample, tmp_path, server, only=(OPEN,), again=again))
    assert got(server) == []
    assert done.report is None or done.report.rows == ()


def test_naming_somebody_else_is_refused(sample: SamplePack, tmp_path: Path, server: MailServer) -> None:
    with pytest.raises(ToolkitError, match="is not a recipient"):
        pipeline.despatch(order(sample, tmp_path, server, only=("friend@example.gov.uk",)))
    assert server.commands == []


@pytest.mark.parametrize("cleared", ["'yes'", "1", "'true'"])
def test_a_list_that_is_not_in_order_clears_nobody(
    sample: SamplePack, tmp_path: Path, server: MailServer, cleared: str
) -> None:
    listed = write_list(tmp_path, sample.meeting.committee)
    text = listed.read_text(encoding="utf-8").replace("cleared = false", f"cleared = {cleared}")
    listed.write_text(text, encoding="utf-8")
    done = pipeline.despatch(order(sample, tmp_path, server, distribution_list=listed))
    assert done.kept_in
    assert server.commands == []


def test_sent_again_after_clearance_was_withdrawn(sample: SamplePack, tmp_path: Path, server: MailServer) -> None:
    plan = order(sample, tmp_path, server, again=True)
    write_list(tmp_path, sample.meeting.committee, press=True)
    pipeline.despatch(plan)
    assert got(server) == [CLEARED, OPEN]
    write_list(tmp_path, sample.meeting.committee)
    pipeline.despatch(plan)
    assert got(server) == [CLEARED, OPEN, CLEARED]


@pytest.mark.parametrize("by_command", [False, True])
def test_a_retry_after_clearance_was_withdrawn(
    sample: SamplePack,
    tmp_path: Path,
    server: MailServer,
    by_command: bool,  # noqa: FBT001
) -> None:
    """The messages wait, since the server took none; then one may no longer go."""
    plan = order(sample, tmp_path, server)
    write_list(tmp_path, sample.meeting.committee, press=True)
    server.orders["MAIL"] = ["451 later"] * 8
    assert pipeline.despatch(plan).report
    assert server.received == []
    server.orders["MAIL"] = []
    server.commands.clear()
    write_list(tmp_path, sample.meeting.committee)
    if by_command:
        config = tmp_path / "workbook-tools.toml"
        mail = plan.mail
        config.write_text(
            f'[mail]\nserver = "{mail.server}"\nport = {mail.port}\nsecurity = "none"\nsender = "{mail.sender}"\npauses = []\n',
            encoding="utf-8",
        )
        retry = [
            "despatch",
            "retry",
            "--list",
            str(plan.distribution_list),
            "--outbox",
            str(plan.outbox),
            "--config",
            str(config),
        ]
        assert main(retry) == 1
    else:
        pipeline.send_waiting(plan.outbox, plan.distribution_list, plan.mail)
    assert got(server) == [CLEARED]
    with Outbox(plan.outbox) as outbox:
        states = {row.outgoing.address: row.state for row in outbox.rows()}
        assert states == {CLEARED: MessageState.SENT, OPEN: MessageState.WITHHELD}
        assert outbox.row(2, with_content=True).outgoing.content == b""


def test_what_is_of_another_list_is_left_as_it_is(sample: SamplePack, tmp_path: Path, server: MailServer) -> None:
    """Two lists share an outbox: who sends by one of them neither sends nor withholds what waits by the other."""
    plan = order(sample, tmp_path, server, mail=server.settings(pauses=()))
    server.orders["MAIL"] = ["451 later"]
    pipeline.despatch(plan)
    (tmp_path / "other").mkdir()
    other = write_list(tmp_path / "other", "Cabinet")
    server.commands.clear()
    report = pipeline.send_waiting(plan.outbox, other, plan.mail)
    assert report.rows == ()
    assert got(server) == []
    with Outbox(plan.outbox) as outbox:
        assert [row.state for row in outbox.rows()] == [MessageState.DEFERRED]
    assert pipeline.send_waiting(plan.outbox, plan.distribution_list, plan.mail).complete


def test_a_settled_message_asks_again(sample: SamplePack, tmp_path: Path, server: MailServer) -> None:
    """It was cut off at its end, settled as not arrived, and meanwhile the recipient is no longer cleared."""
    plan = order(sample, tmp_path, server, only=(OPEN,), mail=server.settings(pauses=()))
    write_list(tmp_path, sample.meeting.committee, press=True)
    server.orders["END"] = ["cut"]
    pipeline.despatch(plan)
    write_list(tmp_path, sample.meeting.committee)
    with Outbox(plan.outbox) as outbox:
        assert outbox.row(1).state is MessageState.UNCERTAIN
        outbox.settle(1, arrived=False)
    server.commands.clear()
    pipeline.send_waiting(plan.outbox, plan.distribution_list, plan.mail)
    assert got(server) == []


def test_a_doctored_pack_stays_exempt(sample: SamplePack, tmp_path: Path, server: MailServer) -> None:
    """Its own file says that it is public; the workbooks still say that they are not."""
    for path in sample.summary.parent.glob(f"{sample.summary.stem}*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    own = pack_beside(tmp_path / sample.summary.name)
    told = json.loads(own.read_text(encoding="utf-8"))
    assert told.pop("exempt")
    own.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(ToolkitError):
        pipeline.despatch(order(replace(sample, summary=tmp_path / sample.summary.name), tmp_path, server))
    assert server.commands == []


def test_the_text_itself_refuses(sample: SamplePack, tmp_path: Path) -> None:
    """Were all else to fail: what a message says cannot be made for who is not cleared."""
    listed, _ = read_distribution_list(write_list(tmp_path, sample.meeting.committee))
    assert listed is not None
    pack = read_pack(sample.summary).pack
    notice = NoticeVerdict(5, 3, late=False, reason="In time.", assumed=False)
    for one in listed.recipients:
        if one.cleared:
            assert compose(Texts(), pack, one, sample.day, notice, edition=Format.WORKBOOK, attachment="a.xlsx").text
        else:
            with pytest.raises(DraftError, match="not cleared"):
                compose(Texts(), pack, one, sample.day, notice, edition=Format.WORKBOOK, attachment="a.xlsx")


def test_where_nobody_is_cleared_all_stays_in(sample: SamplePack, tmp_path: Path, server: MailServer) -> None:
    listed = write_list(tmp_path, sample.meeting.committee, clerk=False)
    done = pipeline.despatch(order(sample, tmp_path, server, distribution_list=listed))
    assert done.kept_in
    assert server.commands == []
    assert not (tmp_path / "outbox.sqlite").exists()


def test_without_a_server_nothing_is_lost_or_sent(sample: SamplePack, tmp_path: Path, server: MailServer) -> None:
    with pytest.raises(ToolkitError):
        pipeline.despatch(order(sample, tmp_path, server, mail=MailSettings(sender="a@example.gov.uk")))
    assert server.commands == []
