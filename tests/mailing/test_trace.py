"""A message trace settles what is uncertain, and only what it is sure of."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_mail import outgoing
from workbook_tools.findings import ToolkitError
from workbook_tools.mailing.outbox import Outbox
from workbook_tools.mailing.trace import Fate, parse_trace, read_trace, settle_by_trace
from workbook_tools.model.despatch import MessageState

A, B = "a@example.gov.uk", "b@example.gov.uk"
ID_A, ID_B = outgoing(A).message_id, outgoing(B).message_id
KEY = ("<1@example.gov.uk>", A)


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    """Messages 1 (to A) and 2 (to B) are uncertain."""
    with Outbox(tmp_path / "outbox.sqlite") as opened:
        for address in (A, B):
            number = opened.add(outgoing(address)).row.number
            for state in (MessageState.SENDING, MessageState.ENDING, MessageState.UNCERTAIN):
                opened.move(number, state, tuple(MessageState), "")
        yield opened


def states(outbox: Outbox) -> list[str]:
    return [row.state.value for row in outbox.rows()]


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "trace.csv"
    path.write_text("\n".join(("MessageId,RecipientAddress,Status", *lines)), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("status", "whole", "then"),
    [
        ("Delivered", False, "sent"),
        ("Pending", False, "sent"),
        ("Quarantined", False, "sent"),
        ("GettingStatus", False, "sent"),
        ("Failed", False, "refused"),
        ("FilteredAsSpam", False, "refused"),
        ("None", False, "uncertain"),
        ("Zugestellt", False, "uncertain"),
        ("", False, "uncertain"),
        ("None", True, "uncertain"),
    ],
)
def test_what_a_status_means(outbox: Outbox, tmp_path: Path, status: str, whole: bool, then: str) -> None:  # noqa: FBT001
    settled = settle_by_trace(outbox, written(tmp_path, f"{ID_A},{A},{status}"), complete=whole)
    assert states(outbox) == [then, "waiting" if whole else "uncertain"]
    assert [row.number for row in settled.settled] == [1] * (then != "uncertain") + [2] * whole
    assert [row.number for row in settled.left] == [1] * (then == "uncertain") + [2] * (not whole)


def test_what_it_does_not_show_did_not_arrive_only_where_it_is_complete(outbox: Outbox, tmp_path: Path) -> None:
    other = written(tmp_path, f"{ID_A},{B},Delivered", f"<other@example.gov.uk>,{A},Delivered")
    settle_by_trace(outbox, other)
    assert states(outbox) == ["uncertain", "uncertain"]
    settle_by_trace(outbox, other, complete=True)
    assert states(outbox) == ["waiting", "waiting"]
    assert outbox.events(1)[-1].note == "settled by trace.csv: it did not arrive"


def test_nothing_else_is_touched(outbox: Outbox, tmp_path: Path) -> None:
    outbox.settle(1, arrived=True)
    settle_by_trace(outbox, written(tmp_path, f"{ID_A},{A},Failed"), complete=True)
    assert states(outbox) == ["sent", "waiting"]


@pytest.mark.parametrize(
    "text",
    [
        "MessageId,RecipientAddress,Status\n<1@example.gov.uk>,a@example.gov.uk,Delivered\n",
        "Message ID;Recipient address;Status\r\n1@example.gov.uk;A@Example.GOV.UK;Delivered\r\n",
        "message_id\trecipient_status\n<1@example.gov.uk>\ta@example.gov.uk##Receive, Deliver\n",
        'Recipient_status,message_id\n"b@example.gov.uk##Receive, Fail;a@example.gov.uk##Receive, Send",<1@example.gov.uk>\n',
        '#TYPE Trace\n"MessageId","RecipientAddress","Status"\n"<1@example.gov.uk>","a@example.gov.uk","Delivered"\n',
        "EventId,MessageId,Recipients\nRECEIVE,<1@example.gov.uk>,a@example.gov.uk\nSEND,<1@example.gov.uk>,a@example.gov.uk\n",
        "Id,MessageId,RecipientAddress,Status\nshort\n\n"
        + "".join(f"1,<1@example.gov.uk>,a@example.gov.uk,{status}\n" for status in ("Failed", "Delivered", "Pending")),
    ],
)
def test_the_forms_that_exchange_writes(text: str) -> None:
    assert parse_trace(text)[KEY] is Fate.DELIVERED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encodings_that_exchange_and_excel_write(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "trace.csv"
    path.write_bytes(f"MessageId,RecipientAddress,Subject,Status\n{KEY[0]},{A},Café £1,Delivered\n".encode(encoding))
    assert read_trace(path) == {KEY: Fate.DELIVERED}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MessageId,Status\n1,Delivered\n",
        b"\x00\x01\x02",
        b"PK\x03\x04",
        b"\xff\xfe\x00",
        b'MessageId,RecipientAddress,Status\n"' + b"x" * 200_000 + b'",a,b\n',
    ],
    ids=["empty", "no recipient", "bytes", "a workbook", "half a mark", "a field without end"],
)
def test_what_is_no_trace_settles_nothing(outbox: Outbox, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "trace.csv"
    path.write_bytes(content)
    with pytest.raises(ToolkitError, match="is no message trace in CSV"):
        settle_by_trace(outbox, path, complete=True)
    with pytest.raises(ToolkitError, match="could not be read"):
        settle_by_trace(outbox, tmp_path / "gone.csv", complete=True)
    assert states(outbox) == ["uncertain", "uncertain"]


@given(st.text())
def test_no_text_is_taken_for_more_than_it_says(text: str) -> None:
    fates = parse_trace("MessageId,RecipientAddress,Status\n" + text)
    assert all(message_id.startswith("<") and address == address.strip().lower() for message_id, address in fates)
