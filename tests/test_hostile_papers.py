"""Hostile texts on their whole way: from the cells of a return to what a mail server receives. Nothing of them is obeyed."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from support_mail import MailServer, running_server
from support_parsed_mail import Part, parse
from support_samples import MORAY, path_of
from workbook_tools import pipeline
from workbook_tools.findings import ToolkitError
from workbook_tools.model.meeting import Meeting

COMMITTEE, DAY = "Corporate Committee", date(2021, 6, 15)
CLERK = "clerk@example.gov.uk"
HOSTILE = (
    "Housing\r\nBcc: thief@evil.example",
    "Housing\u202egnp.exe",
    "../../../etc/passwd",
    "H" * 400,
    '"Housing" <thief@evil.example>, \'; DROP TABLE',
    "b\u00fccher \u0440\u0430\u0443\u0440\u0430l",
    '=HYPERLINK("http://evil.example")',
    "{{ 7*7 }}{% for x in range(9) %}x{% endfor %}",
    "<script>alert(1)</script><img src=http://evil.example/x.png>",
    "=?utf-8?q?Bcc=3A?= thief@evil.example",
    "\u200b\ufeff\u2066Housing\u2069",
)
HEADERS = {"date", "from", "to", "subject", "message-id", "mime-version", "content-type"}


@dataclass(frozen=True, slots=True)
class Sent:
    """A message with a hostile text in it, and the text."""

    text: str
    message: Part
    raw: bytes


def write_list(folder: Path, committee: str = COMMITTEE, role: str = "Clerk", address: str = CLERK) -> Path:
    path = folder / "list.toml"
    given = {"committee": committee, "role": role, "address": address, "send_as": "to", "format": "workbook"}
    entry = ", ".join(f"{key} = {json.dumps(text)}" for key, text in given.items())  # a text of JSON is one of TOML
    lines = ('domains = ["example.gov.uk"]', f"committees = [{json.dumps(committee)}]", f"recipients = [{{ {entry} }}]")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def order(folder: Path, summary: Path, server: MailServer, listed: Path) -> pipeline.DespatchOrder:
    return pipeline.DespatchOrder(
        packs=(summary,),
        committee=COMMITTEE,
        meeting=DAY,
        distribution_list=listed,
        published=DAY - timedelta(days=10),
        folder=folder / "despatch",
        outbox=folder / "outbox.sqlite",
        mail=server.settings(),
        send=True,
    )


def spoilt(folder: Path, text: str) -> Path:
    """The Moray return with a hostile text for its service, a title, a note and a section."""
    path = folder / "return.xlsx"
    book = openpyxl.load_workbook(path_of(MORAY))
    for row in book["Cover"].iter_rows():
        if row[0].value == "Service":
            row[1].value = text
            row[1].data_type = "s"
    headings = {cell.value: number for number, cell in enumerate(book["Actions"][1], start=1)}
    for heading in ("Action", "Note"):
        if heading in headings:
            cell = book["Actions"].cell(2, headings[heading], text)
            cell.data_type = "s"
    book.save(path)
    return path


@pytest.fixture(scope="module", params=range(len(HOSTILE)))
def sent(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    """A pack made of a return with this text, sent."""
    text, folder = HOSTILE[request.param], tmp_path_factory.mktemp("hostile")
    summary = folder / "summary.xlsx"
    pipeline.report([spoilt(folder, text)], summary, meeting=Meeting(COMMITTEE, DAY), pack=True)
    with running_server() as server:
        done = pipeline.despatch(order(folder, summary, server, write_list(folder)))
        assert not done.kept_in
        [received] = server.received
        assert received.recipients == (CLERK,)
        yield Sent(text, parse(received.content), received.content)


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with nothing wrong."""
    path = tmp_path_factory.mktemp("plain") / "summary.xlsx"
    pipeline.report([path_of(MORAY)], path, meeting=Meeting(COMMITTEE, DAY), pack=True)
    return path


def test_no_header_is_added(sent: Sent) -> None:
    names = [name.lower() for name in sent.message.names]
    assert set(names) <= HEADERS
    assert len(names) == len(set(names))
    assert sent.message["To"] == CLERK
    assert sent.message["Subject"].isprintable()
    assert len(sent.message["Subject"]) <= 200


def test_the_attachment_has_a_plain_name(sent: Sent) -> None:
    [carried] = [leaf for leaf in sent.message.leaves() if "attachment" in dict(leaf.headers).get("Content-Disposition", "")]
    name = carried.file_name
    assert name.isprintable()
    assert not set(name) & set('/\\:<>"|?*')
    assert not name.startswith(".")
    assert name.endswith("working edition.xlsx")
    assert len(name) <= 100


def test_nothing_in_the_body_is_obeyed(sent: Sent) -> None:
    text, html = (
        next(leaf.text for leaf in sent.message.leaves() if leaf.type == kind) for kind in ("text/plain", "text/html")
    )
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\ufeff]", text + html)
    assert "<script" not in html.lower()
    assert "<img" not in html.lower()
    assert "href" not in html.lower()
    assert "49" not in text.split("Overall")[0] or "49" in sent.text
    assert "xxxxxxxxx" not in text


@pytest.mark.parametrize(
    "address",
    [
        "clerk@evil.example",
        "clerk@example.gov.uk.evil.example",
        "clerk@evil-example.gov.uk",
        "clerk@sub.example.gov.uk",
        "clerk@example.gov.uk, thief@evil.example",
        "Clerk <clerk@example.gov.uk>",
        '"clerk@example.gov.uk" <thief@evil.example>',
        "clerk@example.gov.uk\r\nBcc: thief@evil.example",
        "clerk@ex\u0430mple.gov.uk",
        "clerk@example.gov.uk\u202e",
        "clerk%evil.example@example.gov.uk@evil.example",
        "<clerk@example.gov.uk>",
        "clerk@[127.0.0.1]",
        "c" * 400 + "@example.gov.uk",
    ],
)
def test_no_address_leads_out_of_the_allowed_domains(summary: Path, tmp_path: Path, address: str) -> None:
    with running_server() as server:
        done = pipeline.despatch(order(tmp_path, summary, server, write_list(tmp_path, address=address)))
        assert done.kept_in
        assert server.commands == []
    assert any(finding.code.startswith("list-") and "recipient 1" in str(finding.where) for finding in done.findings)


@pytest.mark.parametrize("name", ["Committee\r\nBcc: x", "Com\u202emittee", "C" * 400])
def test_a_hostile_committee_or_role_is_a_finding(summary: Path, tmp_path: Path, name: str) -> None:
    with running_server() as server:
        for field in ("committee", "role"):
            listed = write_list(tmp_path, **{field: name})
            assert pipeline.despatch(order(tmp_path, summary, server, listed)).kept_in
        assert server.commands == []


def test_a_pack_in_a_hostile_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.pack.json").write_text('{"format": 1, "files": [{"name": "../../etc/passwd"}]}', encoding="utf-8")
    with running_server() as server, pytest.raises(ToolkitError):
        pipeline.despatch(order(tmp_path, tmp_path / "x.pack.json", server, write_list(tmp_path)))
