"""A draft on disk."""

import email
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from support_parsed_mail import parse
from workbook_tools.findings import WritingError
from workbook_tools.mailing.draft import write_draft
from workbook_tools.mailing.errors import DraftError
from workbook_tools.mailing.facts import Words
from workbook_tools.mailing.message import Envelope, build_message


def draft() -> EmailMessage:
    envelope = Envelope("clerk@example.gov.uk", datetime(2023, 11, 3, tzinfo=UTC))
    return build_message(envelope, Words("Summary – 8 overdue", "8 overdue ▲.\n", "<p>8 overdue ▲.</p>\n"))


def test_what_is_written_is_what_was_built(tmp_path: Path) -> None:
    write_draft(draft().as_bytes(), tmp_path / "draft.eml")
    content = (tmp_path / "draft.eml").read_bytes()
    assert content.startswith(b"X-Unsent: 1\r\n")
    read = email.message_from_bytes(content, policy=SMTP)
    assert (read["To"], read["Subject"]) == ("clerk@example.gov.uk", "Summary – 8 overdue")
    assert [leaf.text for leaf in parse(content).leaves()] == ["8 overdue ▲.\n", "<p>8 overdue ▲.</p>\n"]


def test_a_draft_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    blocked = tmp_path / "folder.eml"
    blocked.mkdir()
    with pytest.raises(WritingError, match=r"folder\.eml is there already and is no draft"):
        write_draft(draft().as_bytes(), blocked)
    with pytest.raises(WritingError, match="could not be written"):
        write_draft(draft().as_bytes(), tmp_path / "gone" / "draft.eml")
    with pytest.raises(DraftError, match=r"end in \.eml"):
        write_draft(draft().as_bytes(), tmp_path / "draft.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.eml"]


def test_a_draft_takes_the_place_of_a_draft_only(tmp_path: Path) -> None:
    path = tmp_path / "draft.eml"
    write_draft(draft().as_bytes(), path)
    write_draft(draft().as_bytes(), path)
    path.write_bytes(b"From: somebody@example.gov.uk\r\n")
    with pytest.raises(WritingError, match="is no draft"):
        write_draft(draft().as_bytes(), path)
    assert path.read_bytes() == b"From: somebody@example.gov.uk\r\n"
