import email
import hashlib
import zipfile
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.findings import ToolkitError, WritingError
from workbook_tools.mailing.draft import MOST_NAME, DraftError, build_draft, safe_name, write_draft

SENT_ON = date(2023, 11, 3)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def summary(tmp_path: Path) -> Path:
    path = tmp_path / "Summary 2022-23.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_string(0, 0, "26 actions completed")
    return path


def draft(summary: Path, *, to: tuple[str, ...] = ("clerk@example.gov.uk",), subject: str = "Summary") -> EmailMessage:
    return build_draft(summary, to=to, subject=subject, body="8 overdue.\n", sent_on=SENT_ON)


def read_back(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=SMTP)
    assert isinstance(message, EmailMessage)
    return message


def test_what_a_mail_program_reads_is_what_was_meant(summary: Path, tmp_path: Path) -> None:
    message = build_draft(
        summary,
        to=["clerk@example.gov.uk", "chair.audit@example.gov.uk"],
        subject="Clackmannanshire – année 2022/23: 8 overdue",
        body="Overall: amber ▲\n\n26 completed, 8 overdue, £1,234.\nFrom the first line on",
        sent_on=SENT_ON,
    )
    write_draft(message, tmp_path / "draft.eml")
    read = read_back(tmp_path / "draft.eml")

    assert read["X-Unsent"] == "1"
    assert read["To"] == "clerk@example.gov.uk, chair.audit@example.gov.uk"
    assert read["Subject"] == "Clackmannanshire – année 2022/23: 8 overdue"
    assert read["Date"].datetime.date() == SENT_ON
    assert (read["Message-ID"], read["From"], read["Bcc"]) == (None, None, None)
    body = read.get_body()
    assert body is not None
    assert body.get_content_charset() == "utf-8"
    assert body.get_content().splitlines() == [
        "Overall: amber ▲",
        "",
        "26 completed, 8 overdue, £1,234.",
        "From the first line on",
    ]
    [attachment] = read.iter_attachments()
    assert attachment.get_content_type() == XLSX
    assert attachment.get_filename() == "Summary 2022-23.xlsx"
    assert hashlib.sha256(attachment.get_content()).digest() == hashlib.sha256(summary.read_bytes()).digest()


def test_the_same_draft_has_the_same_bytes_and_another_has_another_boundary(summary: Path) -> None:
    first, again, other = draft(summary), draft(summary), draft(summary, subject="Another summary")
    assert first.as_bytes() == again.as_bytes()
    assert first.get_boundary() != other.get_boundary()


def test_lines_end_as_mail_requires(summary: Path) -> None:
    raw = draft(summary, subject="s" * 400).as_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 998


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
        "c" * 65 + "@example.gov.uk",
        "clerk@" + "example." * 40 + "uk",
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence(summary: Path, address: str) -> None:
    with pytest.raises(DraftError, match=r"is not an e-mail address\. Write it like"):
        draft(summary, to=("clerk@example.gov.uk", address))


@pytest.mark.parametrize("address", ["a@b.uk", "first.last+tag@sub.example-council.gov.uk", "c" * 64 + "@example.gov.uk"])
def test_plain_addresses_are_taken(summary: Path, address: str) -> None:
    assert draft(summary, to=(address,))["To"] == address


def test_a_message_needs_a_recipient(summary: Path) -> None:
    with pytest.raises(DraftError, match="no recipient"):
        draft(summary, to=())


@pytest.mark.parametrize("mark", ["\n", "\r", "\r\n", "\0", "\x0b", "\x85", "\u2028", "\u202e", "\ud800"])
def test_a_subject_cannot_carry_another_header(summary: Path, mark: str) -> None:
    with pytest.raises(ToolkitError, match="Write it on one line"):
        draft(summary, subject=f"Summary{mark}Bcc: other@example.org")


@given(st.text(max_size=60))
def test_whatever_the_subject_the_headers_are_ours(tmp_path_factory: pytest.TempPathFactory, subject: str) -> None:
    pdf = tmp_path_factory.getbasetemp() / "subject.pdf"
    pdf.write_bytes(b"%PDF-1.7\n")
    try:
        message = draft(pdf, subject=subject)
    except DraftError:
        assert not subject.isprintable() or not subject.strip()
        return
    read = email.message_from_bytes(message.as_bytes(), policy=SMTP)
    assert read.keys() == ["X-Unsent", "Date", "To", "Subject", "MIME-Version", "Content-Type"]
    assert " ".join(read["Subject"].split()) == " ".join(subject.split())


def test_a_subject_is_not_empty(summary: Path) -> None:
    with pytest.raises(DraftError, match="no subject"):
        draft(summary, subject="  ")


def test_a_body_that_cannot_be_sent_is_refused(summary: Path) -> None:
    with pytest.raises(DraftError, match="character that cannot be sent"):
        build_draft(summary, to=["a@b.uk"], subject="Summary", body="\ud800", sent_on=SENT_ON)


@pytest.mark.parametrize("name", ["pack.xlsm", "pack.XLSM", "pack.xlam", "pack.xltm", "pack.xlsb", "pack.xls"])
def test_a_macro_workbook_is_never_sent(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK")
    with pytest.raises(DraftError, match="macros and is never sent"):
        draft(tmp_path / name)


@pytest.mark.parametrize(
    ("part", "content"),
    [("xl/vbaProject.bin", b"\xd0\xcf"), ("xl/notes.txt", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")],
)
def test_a_macro_workbook_under_another_name_is_found_out(tmp_path: Path, part: str, content: bytes) -> None:
    path = tmp_path / "pack.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", content if part.endswith("txt") else b"<Types/>")
        package.writestr(part, content)
    with pytest.raises(DraftError, match="holds macros"):
        draft(path)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("pack.docx", b"PK", "neither an .xlsx workbook nor a PDF"),
        ("pack.xlsx.exe", b"MZ", "neither an .xlsx workbook nor a PDF"),
        ("pack.xlsx", b"not a package", "is not an Excel workbook"),
        ("pack.pdf", b"<html>", "is not a PDF"),
    ],
)
def test_only_what_it_says_it_is_is_attached(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DraftError, match=sentence):
        draft(tmp_path / name)


def test_an_attachment_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match=r"gone\.xlsx cannot be attached"):
        draft(tmp_path / "gone.xlsx")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Summary 2022-23.xlsx", "Summary 2022-23.xlsx"),
        ("../../etc/pack.xlsx", "_.._etc_pack.xlsx"),
        ("pack\u202exslx.exe", "packxslx.exe"),
        ("a\r\nb.xlsx", "ab.xlsx"),
        ('a"b;c.xlsx', "a_b;c.xlsx"),
        ("CON.xlsx", "_CON.xlsx"),
        ("nul", "_nul"),
        (".xlsx", "xlsx"),
        ("...", "_"),
        ("Gàidhealtachd.xlsx", "Gàidhealtachd.xlsx"),
        ("n" * 400 + ".xlsx", "n" * 95 + ".xlsx"),
    ],
)
def test_an_attachment_has_a_safe_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=200))
def test_a_safe_name_is_one_word_for_every_system(name: str) -> None:
    safe = safe_name(name)
    assert safe.isprintable()
    assert not set(safe) & set('<>:"/\\|?*')
    assert len(safe) > 0
    assert safe not in {".", ".."}
    assert safe_name(safe) == safe


def test_a_name_is_no_longer_than_mail_systems_take() -> None:
    assert len(safe_name("n" * 400 + ".xlsx")) == MOST_NAME


def test_a_draft_is_written_whole_or_not_at_all(summary: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "folder.eml"
    blocked.mkdir()
    with pytest.raises(WritingError, match=r"folder\.eml could not be written"):
        write_draft(draft(summary), blocked)
    with pytest.raises(WritingError, match="could not be written"):
        write_draft(draft(summary), tmp_path / "gone" / "draft.eml")
    with pytest.raises(DraftError, match=r"end in \.eml"):
        write_draft(draft(summary), tmp_path / "draft.xlsx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Summary 2022-23.xlsx", "folder.eml"]
