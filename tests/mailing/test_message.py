"""A message to one recipient, as another program reads it."""

import hashlib
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_attachments import pdf, workbook

from support_changed import replace
from support_parsed_mail import LONGEST_LINE, Part, parse
from workbook_tools.findings import ToolkitError
from workbook_tools.mailing.attachments import check_attachment
from workbook_tools.mailing.errors import DraftError
from workbook_tools.mailing.facts import Words
from workbook_tools.mailing.message import MOST_SUBJECT, Envelope, build_message, check_size, message_id, size_of
from workbook_tools.model.despatch import Attachment

AT = datetime(2023, 11, 3, 9, 30, tzinfo=UTC)
CLERK = "clerk@example.gov.uk"
SENDER = "performance@example.gov.uk"
DRAFT = Envelope(CLERK, AT)
SENT = Envelope(CLERK, AT, SENDER, "Performance team", "answers@example.gov.uk", message_id(SENDER, "1"))
WORDS = Words("Summary", "8 overdue.\n", "<p>8 overdue.</p>\n")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_HEADER_LINE = 320  # characters; of a text without any blank, which is never cut
OF_A_DRAFT = ["X-Unsent", "Date", "To", "Subject", "MIME-Version", "Content-Type"]
OF_ONE_SENT = ["Date", "From", "To", "Reply-To", "Subject", "Message-ID", "MIME-Version", "Content-Type"]


def received(envelope: Envelope = DRAFT, words: Words = WORDS, *attachments: Attachment) -> Part:
    return parse(build_message(envelope, words, attachments).as_bytes())


def saying(**fields: Any) -> Words:
    return replace(WORDS, **fields)


def test_what_a_mail_program_reads_is_what_was_meant() -> None:
    attached = check_attachment("Summary – année 2022-23.xlsx", workbook()), check_attachment("Summary.pdf", pdf())
    words = Words(
        "Clackmannanshire – année 2022/23: 8 overdue",
        "Overall: amber ▲\n\n26 completed, 8 overdue, £1,234.\nFrom the first line on\n.\n",
        "<p>Overall: amber ▲, £1,234.</p>\n",
    )
    read = received(SENT, words, *attached)
    assert read.names == OF_ONE_SENT
    assert read["Subject"] == words.subject
    assert (read["From"], read["To"]) == ("Performance team <performance@example.gov.uk>", CLERK)
    assert (read["Reply-To"], read["Message-ID"]) == ("answers@example.gov.uk", SENT.message_id)
    assert (read["Date"], read["MIME-Version"]) == ("Fri, 03 Nov 2023 09:30:00 +0000", "1.0")
    assert (read.type, [part.type for part in read.parts]) == (
        "multipart/mixed",
        ["multipart/alternative", XLSX, "application/pdf"],
    )
    text, html = read.parts[0].parts
    assert (text.type, text.text) == ("text/plain", words.text)
    assert (html.type, html.text) == ("text/html", words.html)
    assert [part.file_name for part in read.parts[1:]] == ["Summary – année 2022-23.xlsx", "Summary.pdf"]
    assert [hashlib.sha256(part.content).hexdigest() for part in read.parts[1:]] == [
        hashlib.sha256(one.content).hexdigest() for one in attached
    ]


def test_a_draft_opens_as_one_and_has_neither_sender_nor_message_id() -> None:
    read = received()
    assert read.names == OF_A_DRAFT
    assert read.headers[0] == ("X-Unsent", "1")
    assert (read.type, [part.type for part in read.parts]) == ("multipart/alternative", ["text/plain", "text/html"])
    assert received(Envelope(CLERK, AT, SENDER))["From"] == SENDER


def test_the_same_message_has_the_same_bytes_and_another_has_other_boundaries() -> None:
    attached = check_attachment("Summary.pdf", pdf())
    first, again = (build_message(DRAFT, WORDS, [attached]) for _ in range(2))
    assert first.as_bytes() == again.as_bytes()
    others = [
        build_message(DRAFT, saying(subject="Another"), [attached]),
        build_message(DRAFT, WORDS, [replace(attached, content=b"%PDF-")]),
    ]
    boundaries = [m.get_boundary() for m in (first, *others)]
    boundaries += [next(m.iter_parts()).get_boundary() for m in (first, *others)]
    assert len(set(boundaries)) == len(boundaries)
    assert not any(str(one).startswith(str(other)) for one in boundaries for other in boundaries if one is not other)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "clerk",
        "clerk@example",
        "clerk@@example.gov.uk",
        "clerk@example.gov.uk\nBcc: other@example.org",
        "clerk@example.gov.uk\r\nBcc: other@example.org",
        "clerk@example.gov.uk, other@example.org",
        "clerk@example.gov.uk;other@example.org",
        "Clerk <clerk@example.gov.uk>",
        '"clerk@council.gov.uk" <evil@example.org>',
        '"a b"@example.gov.uk',
        ".clerk@example.gov.uk",
        "cl..erk@example.gov.uk",
        "clerk@-example.gov.uk",
        "clerk@example..uk",
        "clerk@example.gov.uk ",
        "clerk@example.gov.uk\n",
        "clèrk@example.gov.uk",
        "clerk@exämple.gov.uk",
        "clerk@example.gov.uk\u202e",
        "=?utf-8?q?clerk?=@example.gov.uk\r\n",
        "c" * 65 + "@example.gov.uk",
        "clerk@" + "example." * 40 + "uk",
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence(address: str) -> None:
    for envelope in (replace(DRAFT, to=address), replace(SENT, reply_to=address or " "), replace(SENT, sender=address or " ")):
        with pytest.raises(DraftError, match=r"is not an e-mail address\. Write it like"):
            build_message(envelope, WORDS)


@pytest.mark.parametrize(
    "address",
    ["a@b.uk", "first.last+tag@sub.example-council.gov.uk", "c" * 64 + "@example.gov.uk", "clerk@xn--exmple-cua.gov.uk"],
)
def test_plain_addresses_are_taken(address: str) -> None:
    assert received(replace(DRAFT, to=address))["To"] == address


@pytest.mark.parametrize("mark", ["\n", "\r", "\r\n", "\0", "\x0b", "\x85", "\u2028", "\u202e", "\u200b", "\ud800", "=?"])
def test_a_subject_cannot_carry_another_header(mark: str) -> None:
    with pytest.raises(ToolkitError, match="Write it on one line"):
        build_message(DRAFT, saying(subject=f"Summary{mark}Bcc: other@example.org"))


def test_a_subject_is_not_empty_and_not_endless() -> None:
    with pytest.raises(DraftError, match="no subject"):
        build_message(DRAFT, saying(subject="  "))
    assert received(words=saying(subject="s" * MOST_SUBJECT))["Subject"] == "s" * MOST_SUBJECT
    with pytest.raises(DraftError, match=f"more than {MOST_SUBJECT} characters"):
        build_message(DRAFT, saying(subject="s" * (MOST_SUBJECT + 1)))


@pytest.mark.parametrize("part", ["text", "html"])
def test_a_text_that_cannot_be_sent_is_refused(part: str) -> None:
    with pytest.raises(DraftError, match="character that cannot be sent"):
        build_message(DRAFT, saying(**{part: "\ud800"}))


@pytest.mark.parametrize(
    "name",
    [
        '"clerk@council.gov.uk" <evil@example.org>',
        "clerk@council.gov.uk",
        "Clerk <x>",
        "a\r\nBcc: x",
        "a\u202eb",
        "=?utf-8?q?x?=",
        "n" * 101,
    ],
)
def test_a_sender_s_name_cannot_pass_for_an_address(name: str) -> None:
    with pytest.raises(DraftError, match=r"The sender's name .* cannot be shown beside an address"):
        build_message(replace(SENT, sender_name=name), WORDS)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Performance team", "Performance team"),
        ("Comhairle nan Eilean Siar, Coileanadh", '"Comhairle nan Eilean Siar, Coileanadh"'),
        ("Perfformiad – Bro Morgannŵg", "Perfformiad – Bro Morgannŵg"),
        ("O'Neill (Performance)", '"O\'Neill (Performance)"'),
    ],
)
def test_a_sender_s_name_is_shown_beside_the_address(name: str, shown: str) -> None:
    assert received(replace(SENT, sender_name=name))["From"] == f"{shown} <{SENDER}>"


def test_a_name_without_an_address_is_refused() -> None:
    with pytest.raises(DraftError, match="has no address"):
        build_message(replace(DRAFT, sender_name="Performance team"), WORDS)


@pytest.mark.parametrize(
    ("sender", "given"),
    [
        (SENDER, "1@example.gov.uk"),
        (SENDER, "<1@example.org>"),
        (SENDER, "<1@example.gov.uk>\r\nBcc: x@example.org"),
        (SENDER, "<1 2@example.gov.uk>"),
        ("", "<1@example.gov.uk>"),
    ],
)
def test_a_message_id_is_one_of_the_sender(sender: str, given: str) -> None:
    with pytest.raises(DraftError, match="is no Message-ID of"):
        build_message(Envelope(CLERK, AT, sender, message_id=given), WORDS)


def test_message_ids_differ_where_anything_does() -> None:
    parts = [("a", "b"), ("ab", ""), ("a", "b", ""), ("a",), ("b", "a")]
    made = [message_id(sender, *given) for given in parts for sender in (SENDER, "a@example.org")]
    assert len(set(made)) == len(made)
    assert message_id("A@Example.GOV.UK", "a") == message_id(SENDER, "a")


def test_a_long_message_id_is_not_cut_in_two() -> None:
    long_sender = f"a@{'very-long-name-of-a-council.' * 5}gov.uk"
    sent = replace(SENT, sender=long_sender, message_id=message_id(long_sender, "1"))
    assert received(sent)["Message-ID"] == sent.message_id


def test_how_large_a_message_is() -> None:
    message = build_message(DRAFT, WORDS, [check_attachment("Summary.pdf", pdf(b"x" * 3_000))])
    size = size_of(message)
    assert size == len(message.as_bytes()) > 4_000
    check_size(size, size / 1_000_000)
    with pytest.raises(
        DraftError, match=r"has 0\.0 MB, which is more than the 0\.001 MB that may be sent\. Send the accessible"
    ):
        check_size(size, 0.001)
    with pytest.raises(DraftError, match=r"has 20\.0 MB, which is more than the 20 MB"):
        check_size(20_000_001, 20)


def sender_shown(header: str) -> tuple[str, str]:
    """The name and the address of a sender, quotes around the name taken off, blanks folded."""
    name, _, address = header.rpartition(" ") if " " in header else ("", "", header)
    plain = re.sub(r"\\(.)", r"\1", name[1:-1]) if name.startswith('"') else name
    return " ".join(plain.split()), address.strip("<>")


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=120), st.text(max_size=120))
@example("s" * 200, "t" * 3_000, "n" * 100, "a" * 120)
@example("é" * 200, "\r\r\n.\n--=_a", "é" * 100, "é" * 120)
@example("Report – année – report – 2022/23 " * 6, "", "Perfformiad – Bro Morgannŵg – " * 3, "")
@example("00¡ ¡, 26 October 2023: 00¡ ¡", "", "¡ ¡", "")
@example("a = ?utf-8?q?b?= c", "=3D=\n", "N'oubliez,", "a'b''c%20")
def test_whatever_it_says_the_headers_are_ours(subject: str, text: str, name: str, file: str) -> None:
    words = Words(subject, text, text)
    attachment = check_attachment(f"a{file}.pdf", pdf())
    envelope = replace(SENT, sender_name=name)
    try:
        raw = build_message(envelope, words, [attachment]).as_bytes()
    except DraftError:
        hidden = not subject.isprintable() or not subject.strip() or "=?" in subject
        odd_name = not name.isprintable() or len(name) > 100 or set(name) & set('@<>"\\') or "=?" in name
        assert hidden or odd_name or any("\ud800" <= mark <= "\udfff" for mark in text)
        return
    read = parse(raw)
    assert max(map(len, raw.splitlines())) <= LONGEST_LINE
    assert read.names == OF_ONE_SENT
    assert " ".join(read["Subject"].split()) == " ".join(subject.split())
    assert max(map(len, raw.partition(b"Content-Type")[0].splitlines())) <= LONGEST_HEADER_LINE
    assert sender_shown(read["From"]) == (" ".join(name.split()), SENDER)
    assert read["To"] == CLERK
    assert read.parts[1].file_name == attachment.name
    assert [leaf.type for leaf in read.leaves()] == ["text/plain", "text/html", "application/pdf"]
    assert read.leaves()[0].text.rstrip("\n") == re.sub(r"\r\n?", "\n", text).rstrip("\n")
