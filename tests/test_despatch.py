"""The five sample reports despatched to four committees through a real mail server, and what it received."""

import email
import email.policy
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

import msgspec
import pytest

from support_changed import replace
from support_libreoffice import needs_libreoffice
from support_mail import SENDER, MailServer, Received, running_server
from support_packs import LIST, SamplePack, order_of, write_packs
from support_samples import MORAY, PARTNERSHIP, SAMPLES, VALE, path_of
from workbook_tools import pipeline
from workbook_tools.findings import ToolkitError
from workbook_tools.flows.papers import checked_list
from workbook_tools.mailing.outbox import Outbox
from workbook_tools.model.despatch import MessageState
from workbook_tools.model.distribution import Format
from workbook_tools.model.mail_settings import MailSettings
from workbook_tools.model.pack import Pack, pack_beside

LISTED = checked_list(LIST)
ADDRESSES = sorted({one.address for one in LISTED.recipients})


def pack_of(sample: SamplePack) -> Pack:
    return msgspec.json.decode(pack_beside(sample.summary).read_bytes(), type=Pack)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, SamplePack]:
    """A pack of each sample, all errors answered."""
    return write_packs(tmp_path_factory.mktemp("packs"))


@dataclass(frozen=True, slots=True)
class Run:
    """What a despatch of all five came to: the server, the outbox, each pack's result."""

    server: MailServer
    outbox: Path
    done: dict[str, pipeline.Despatched]
    again: dict[str, pipeline.Despatched]


@pytest.fixture(scope="module")
def run(packs: dict[str, SamplePack], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """All five sent, then two of them asked for once more."""
    folder = tmp_path_factory.mktemp("despatch")
    with running_server(security="starttls") as server:
        mail = server.settings(sender_name="Performance team")
        orders = {name: order_of(pack, folder, mail=mail, send=True) for name, pack in packs.items()}
        done = {name: pipeline.despatch(order) for name, order in orders.items()}
        again = {name: pipeline.despatch(orders[name]) for name in (MORAY, VALE)}
        yield Run(server, folder / "outbox.sqlite", done, again)


def read(received: Received) -> Message:
    """The message by the older of the standard library's parsers, which shares no header code with what wrote it."""
    return email.message_from_bytes(received.content, policy=email.policy.compat32)


def parts(message: Message) -> Iterator[tuple[str, bytes]]:
    """(content type, content) of each part."""
    for part in message.walk():
        if not part.is_multipart():
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            yield part.get_content_type(), content


def attachment(message: Message) -> tuple[str, bytes]:
    """The one attachment: its name and its content."""
    [part] = [part for part in message.walk() if part.get_filename()]
    content = part.get_payload(decode=True)
    name = part.get_filename()
    assert isinstance(content, bytes)
    assert name
    return name, content


@needs_libreoffice
def test_each_recipient_of_four_committees_gets_each_pack_once(packs: dict[str, SamplePack], run: Run) -> None:
    wanted = Counter(one.address for pack in packs.values() for one in LISTED.of(pack.meeting.committee))
    assert len({pack.meeting.committee for pack in packs.values()}) == 4
    assert Counter(to for one in run.server.received for to in one.recipients) == wanted
    assert all(len(one.recipients) == 1 and one.encrypted and one.sender == SENDER for one in run.server.received)
    assert all(done.report and done.report.complete and not done.kept_in for done in run.done.values())


@needs_libreoffice
def test_asked_for_once_more_nothing_is_sent(run: Run) -> None:
    for done in run.again.values():
        assert done.report
        assert done.report.rows == ()
        assert len([note for note in done.notes if "was sent to" in note]) == len([row for row in done.preview if row.sent])
        assert all(row.sent and not row.goes for row in done.preview if not row.withheld)


@needs_libreoffice
def test_attachments_are_the_files_of_the_pack(packs: dict[str, SamplePack], run: Run) -> None:
    """By their hashes; a PDF, which is made to be sent, by the record of the outbox."""
    kept = {file.sha256: file for sample in packs.values() for file in pack_of(sample).files}
    with Outbox(run.outbox) as outbox:
        recorded = {row.outgoing.message_id: row.outgoing for row in outbox.rows()}
    names = Counter[str]()
    for received in run.server.received:
        message = read(received)
        out = recorded[str(message["Message-ID"])]
        name, content = attachment(message)
        digest = hashlib.sha256(content).hexdigest()
        assert [(one.name, one.sha256, one.size) for one in out.attachments] == [(name, digest, len(content))]
        if out.format is Format.PDF:
            assert content.startswith(b"%PDF-")
        else:
            assert kept[digest].format is out.format
        assert name.endswith(".pdf" if out.format is Format.PDF else ".xlsx")
        assert "edition" in name
        names[name] += 1
    assert len(names) > len(packs)


@needs_libreoffice
def test_nobody_sees_another_recipient(run: Run) -> None:
    for received in run.server.received:
        [own] = received.recipients
        message = read(received)
        headers = [name.lower() for name in message.keys()]  # noqa: SIM118 - a header may stand twice
        assert not {"bcc", "cc", "resent-to", "resent-bcc", "x-unsent"} & set(headers)
        assert len(headers) == len(set(headers))
        assert [address for _, address in getaddresses(message.get_all("To", []))] == [own]
        seen = b"\n".join([received.content, *(content for _, content in parts(message))]).lower()
        assert [other for other in ADDRESSES if other != own and other.lower().encode() in seen] == []


@needs_libreoffice
def test_subject_date_and_message_id(packs: dict[str, SamplePack], run: Run) -> None:
    ids = [str(read(received)["Message-ID"]) for received in run.server.received]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"<[0-9a-f]{40}@example\.gov\.uk>", one) for one in ids)
    committees = {pack.meeting.committee for pack in packs.values()}
    for received in run.server.received:
        message = read(received)
        sent = parsedate_to_datetime(str(message["Date"]))
        assert abs((datetime.now(UTC) - sent).total_seconds()) < 3600
        subject = str(email.header.make_header(email.header.decode_header(str(message["Subject"]))))
        assert any(committee in subject for committee in committees), subject
        assert getaddresses([str(message["From"])]) == [("Performance team", SENDER)]


@needs_libreoffice
def test_the_body_says_what_the_pack_says(packs: dict[str, SamplePack], run: Run) -> None:
    by_identity = {pack_of(sample).identity: pack_of(sample) for sample in packs.values()}
    with Outbox(run.outbox) as outbox:
        recorded = {row.outgoing.message_id: row.outgoing for row in outbox.rows()}
    for received in run.server.received:
        message = read(received)
        pack = by_identity[recorded[str(message["Message-ID"])].pack]
        by_type = {kind: " ".join(content.decode().split()) for kind, content in parts(message) if kind.startswith("text/")}
        assert set(by_type) == {"text/plain", "text/html"}
        for one in pack.returns:
            assert one.overall in by_type["text/plain"]
            for count in one.counts:
                assert all(f"{number} {word}" in by_type["text/plain"] for word, number in count.words)
        for exception in pack.exceptions:
            assert " ".join(exception.title.split())[:60] in by_type["text/plain"]


@needs_libreoffice
def test_the_audit_proves_every_attachment(packs: dict[str, SamplePack], run: Run, tmp_path: Path) -> None:
    for sample in packs.values():
        path = tmp_path / "audit.xlsx"
        written = pipeline.audit(run.outbox, sample.meeting.committee, sample.day, sample.day, path)
        found = msgspec.json.decode(written[1].read_bytes())
        assert path.read_bytes()[:2] == b"PK"
        attachments = [one for message in found["messages"] for one in message["attachments"]]
        assert attachments
        assert {message["state"] for message in found["messages"]} == {"sent"}


def test_drafts_are_the_same_each_time(packs: dict[str, SamplePack], tmp_path: Path) -> None:
    only = tuple(one.address for one in LISTED.of(packs[VALE].meeting.committee) if one.format is not Format.PDF)
    contents = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        done = pipeline.despatch(order_of(packs[VALE], tmp_path / name, only=only))
        contents.append({path.name: path.read_bytes() for path in done.written})
    assert contents[0] == contents[1]
    drafts = {name: content for name, content in contents[0].items() if name.endswith(".eml")}
    assert len(drafts) == len(only)
    assert all(content.startswith(b"X-Unsent: 1\r\n") for content in drafts.values())
    with Outbox(tmp_path / "first" / "outbox.sqlite") as outbox:
        assert {row.state for row in outbox.rows()} == {MessageState.DRAFTED}


def test_the_committee_is_spelt_as_in_the_list(packs: dict[str, SamplePack], tmp_path: Path) -> None:
    committee = packs[PARTNERSHIP].meeting.committee
    clerk = LISTED.of(committee)[0].address.upper()
    done = pipeline.despatch(order_of(packs[PARTNERSHIP], tmp_path, committee=f" {committee.upper()} ", only=(clerk,)))
    [row] = done.preview
    assert row.committee == committee
    assert row.attachment.startswith(committee)
    assert all(path.is_relative_to(tmp_path / "despatch" / "Audit-and-Scrutiny-Committee-2023-10-26") for path in done.written)
    with Outbox(tmp_path / "outbox.sqlite") as outbox:
        assert [one.outgoing.committee for one in outbox.rows()] == [committee]


def test_packs_whose_names_come_to_the_same_keep_their_drafts(tmp_path: Path) -> None:
    summaries = []
    for name in ("Summary 1.xlsx", "Summary-1.xlsx"):
        sample = write_packs(tmp_path, (MORAY,))[MORAY]
        summaries.append(tmp_path / name)
        title = replace(sample.meeting, day=None) if name == "Summary-1.xlsx" else sample.meeting
        pipeline.report([path_of(MORAY)], summaries[-1], meeting=title, pack=True)
    only = tuple(one.address for one in LISTED.of(sample.meeting.committee) if one.format is not Format.PDF)
    done = pipeline.despatch(replace(order_of(sample, tmp_path, only=only), packs=tuple(summaries)))
    drafts = [path for path in done.written if path.suffix == ".eml"]
    assert len(drafts) == len(set(drafts)) == 2 * len(only)


def test_errors_without_a_response_keep_the_papers_in(tmp_path: Path) -> None:
    meeting = write_packs(tmp_path, (MORAY,))[MORAY].meeting
    pipeline.report([path_of(VALE)], tmp_path / "vale.xlsx", meeting=meeting, pack=True)
    sample = SamplePack(tmp_path / "vale.xlsx", meeting)
    done = pipeline.despatch(order_of(sample, tmp_path))
    assert done.kept_in
    assert [one.code for one in done.findings].count("error-not-answered") == 3
    assert done.written == ()
    assert not (tmp_path / "despatch").exists()
    assert not (tmp_path / "outbox.sqlite").exists()


def test_what_is_not_in_order_sends_nothing(packs: dict[str, SamplePack], tmp_path: Path) -> None:
    with running_server() as server:
        order = order_of(packs[PARTNERSHIP], tmp_path, mail=server.settings(), send=True)
        late = pipeline.despatch(replace(order, published=packs[PARTNERSHIP].day))
        other = pipeline.despatch(replace(order, committee="Clackmannanshire Council"))
        assert late.kept_in
        assert other.kept_in
        assert server.received == []
        assert "<greeting>" not in server.commands


def test_late_papers_say_so(packs: dict[str, SamplePack], tmp_path: Path) -> None:
    clerk = LISTED.of(packs[PARTNERSHIP].meeting.committee)[0].address
    order = order_of(packs[PARTNERSHIP], tmp_path, only=(clerk,))
    done = pipeline.despatch(replace(order, published=packs[PARTNERSHIP].day, late_because="The ledger closed late."))
    assert not done.kept_in
    [draft] = [path for path in done.written if path.suffix == ".eml"]
    text = " ".join(dict(parts(email.message_from_bytes(draft.read_bytes())))["text/plain"].decode().split())
    assert "The ledger closed late." in text
    assert "50B(3)" in text
    assert done.preview[0].late


def test_a_workbook_that_was_changed_is_no_longer_what_was_checked(tmp_path: Path) -> None:
    sample = write_packs(tmp_path, (MORAY,))[MORAY]
    sample.summary.write_bytes(sample.summary.read_bytes() + b" ")
    with pytest.raises(ToolkitError, match="was changed after"):
        pipeline.despatch(order_of(sample, tmp_path))


def test_sending_without_a_server_is_said(packs: dict[str, SamplePack], tmp_path: Path) -> None:
    clerk = LISTED.of(packs[PARTNERSHIP].meeting.committee)[0].address
    order = order_of(packs[PARTNERSHIP], tmp_path, only=(clerk,), send=True, mail=MailSettings(sender=SENDER))
    with pytest.raises(ToolkitError, match="server"):
        pipeline.despatch(order)
    assert not (tmp_path / "outbox.sqlite").exists()
    assert not order.folder.exists()


def test_all_samples_have_a_committee(packs: dict[str, SamplePack]) -> None:
    assert set(packs) == set(SAMPLES)
