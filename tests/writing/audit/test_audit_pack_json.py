"""The audit pack's JSON: what went in comes out, to the character; the documentation lists its keys."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support_audit import MEETINGS, audit_of
from support_changed import replace
from support_samples import ROOT
from workbook_tools import __version__
from workbook_tools.findings import Finding, Severity, Where
from workbook_tools.model.audit import Audit
from workbook_tools.model.despatch import (
    AttachmentRecord,
    KeptUntil,
    MessageState,
    NoticeVerdict,
    OutboxEvent,
    OutboxRow,
    Outgoing,
)
from workbook_tools.model.distribution import Format, SendAs
from workbook_tools.model.pack import Pack
from workbook_tools.writing.audit.json_file import build_json

COMMITTEE = "People Committee"
ALL_STATES = tuple(MessageState)
PAGE = ROOT / "docs" / "audit-pack.md"


def parsed(audit: Audit) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(build_json(audit))
    return value


def audit_from(given: dict[str, Any]) -> Audit:
    """The audit that a JSON file was made of, but for the messages' contents, which it leaves out."""
    notice = given["notice"]
    return Audit(
        council=given["council"],
        committee=given["committee"],
        meeting=date.fromisoformat(given["meeting"]),
        made=date.fromisoformat(given["made"]),
        packs=tuple(msgspec.convert(without(pack, "identity"), Pack) for pack in given["packs"]),
        messages=tuple(message_from(message) for message in given["messages"]),
        events=tuple(
            OutboxEvent(event["number"], MessageState(event["state"]), datetime.fromisoformat(event["at"]), event["note"])
            for event in given["events"]
        ),
        published=date.fromisoformat(notice["published"]) if notice["published"] else None,
        notice=msgspec.convert(notice["verdict"], NoticeVerdict | None),
        late_reason=notice["late_reason"],
        kept=msgspec.convert(given["retention"], tuple[KeptUntil, ...]),
        distribution_list=given["distribution_list"]["name"],
        distribution_sha256=given["distribution_list"]["sha256"],
        gate=tuple(
            Finding(
                one["code"],
                Severity(one["severity"]),
                one["message"],
                Where(one["file"], one["sheet"], one["cell"]),
                one["subject"],
            )
            for one in given["gate"]
        ),
    )


def message_from(given: dict[str, Any]) -> OutboxRow:
    names = ("message_id", "pack", "title", "scheme", "committee", "role", "address", "exempt", "subject")
    outgoing = Outgoing(
        **{name: given[name] for name in names},
        meeting=date.fromisoformat(given["meeting"]),
        send_as=SendAs(given["send_as"]),
        format=Format(given["edition"]),
        content=b"",
        attachments=tuple(AttachmentRecord(one["name"], one["sha256"], one["size"]) for one in given["attachments"]),
    )
    again = given["next_attempt"]
    return OutboxRow(
        number=given["number"],
        outgoing=outgoing,
        copy=given["copy"],
        state=MessageState(given["state"]),
        attempts=given["attempts"],
        created=datetime.fromisoformat(given["created"]),
        changed=datetime.fromisoformat(given["changed"]),
        next_attempt=datetime.fromisoformat(again) if again else None,
        reply=given["reply"],
    )


def without(given: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name != key}


@pytest.mark.parametrize("committee", list(MEETINGS))
def test_what_went_in_comes_out(committee: str) -> None:
    audit = audit_of(committee, ALL_STATES)
    assert audit_from(parsed(audit)) == audit


def test_what_is_not_known_comes_out_as_such() -> None:
    bare = replace(audit_of(COMMITTEE), packs=(), messages=(), events=(), gate=(), kept=(), published=None, notice=None)
    assert audit_from(parsed(bare)) == bare


TEXTS = st.text(st.characters(exclude_categories=()), max_size=80)
MOMENTS = st.datetimes(timezones=st.just(UTC))


@given(st.lists(TEXTS, min_size=12, max_size=12), MOMENTS)
def test_no_text_is_changed(texts: list[str], moment: datetime) -> None:
    audit = spoilt(iter(texts), moment)
    content = build_json(audit)
    assert content.isascii()
    assert audit_from(json.loads(content)) == audit


def spoilt(text: Iterator[str], moment: datetime) -> Audit:
    audit = audit_of(COMMITTEE)
    message = audit.messages[0]
    attachment = AttachmentRecord(next(text), next(text), 0)
    outgoing = replace(message.outgoing, address=next(text), role=next(text), subject=next(text), attachments=(attachment,))
    return replace(
        audit,
        committee=next(text),
        late_reason=next(text),
        distribution_list=next(text),
        messages=(replace(message, outgoing=outgoing, reply=next(text), created=moment, changed=moment),),
        events=(replace(audit.events[0], note=next(text), at=moment),),
        packs=(replace(audit.packs[0], title=next(text), findings=()),),
        gate=(Finding("code", Severity.ERROR, next(text), Where("a.xlsx")),),
    )


@settings(max_examples=20)
@given(st.binary(min_size=1, max_size=200))
def test_the_messages_themselves_are_left_out(content: bytes) -> None:
    audit = audit_of(COMMITTEE, (MessageState.WAITING,))
    waiting = tuple(replace(one, outgoing=replace(one.outgoing, content=content)) for one in audit.messages)
    assert build_json(replace(audit, messages=waiting)) == build_json(audit)


def test_the_same_audit_gives_the_same_bytes_with_one_end_of_line() -> None:
    content = build_json(audit_of(COMMITTEE))
    assert content == build_json(audit_of(COMMITTEE))
    assert content.endswith(b"\n}\n")
    assert b"\r" not in content


def test_the_heads_and_what_was_checked() -> None:
    audit = audit_of(COMMITTEE, (MessageState.UNCERTAIN,))
    given = parsed(audit)
    assert (given["format"], given["version"], given["time_zone"]) == (1, __version__, "UTC")
    attachment = given["messages"][0]["attachments"][0]
    assert (attachment["pack"], attachment["file"], attachment["as_said"]) == (
        audit.packs[0].identity,
        audit.packs[0].files[0].name,
        True,
    )
    assert given["messages"][0]["sent"] is None
    assert given["open"][0].startswith("Uncertain: messages 1, 2, 3, 4, 5, 6, 7 and 8. The mail server may have accepted it")
    assert parsed(audit_of(COMMITTEE))["messages"][0]["sent"] == "2023-08-17T09:30:04.250000Z"


def keys_of(value: object) -> set[str]:
    match value:
        case dict():
            return set(value) | set().union(*map(keys_of, value.values()))
        case list():
            return set().union(*map(keys_of, value))
        case _:
            return set()


def test_every_key_is_documented() -> None:
    given = parsed(audit_of(COMMITTEE, ALL_STATES))
    told = set(re.findall(r"`([a-z0-9_]+)`", PAGE.read_text(encoding="utf-8")))
    assert keys_of({**given, "packs": []}) - told == set()


def test_every_sheet_is_documented() -> None:
    page = PAGE.read_text(encoding="utf-8")
    sheets = (
        "Despatch",
        "Contents",
        "Messages",
        "Attachments",
        "Packs",
        "Findings and responses",
        "Returns",
        "Events",
        "Rules",
    )
    assert [name for name in sheets if f"| {name} |" not in page] == []
