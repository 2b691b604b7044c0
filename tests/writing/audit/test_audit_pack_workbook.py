"""The audit pack's workbook, read back: every message, attachment, finding, return and event stands in it; text is text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import FileFormat, OpenXmlValidator

from support_audit import EXEMPT, MEETINGS, SCOTLAND, audit_of, pack_of
from support_changed import replace
from support_samples import MORAY, PEOPLE, path_of
from workbook_tools.accessibility.audit import audit as audit_accessibility
from workbook_tools.findings import Severity, WritingError
from workbook_tools.model.audit import Audit
from workbook_tools.model.despatch import AttachmentRecord, MessageState
from workbook_tools.model.pack import PackFinding
from workbook_tools.writing.accessible.shorthand import CONTINUED
from workbook_tools.writing.audit import build_audit, write_audit
from workbook_tools.writing.seen import seen
from workbook_tools.writing.whole_file import is_output

ALL_STATES = tuple(MessageState)
COMMITTEES = tuple(MEETINGS)
PEOPLE_COMMITTEE = "People Committee"
HEADINGS = 4
SHEETS = [
    "Despatch", "Contents", "Messages", "Attachments", "Packs", "Findings and responses", "Returns", "Events", "Rules",
]  # fmt: skip


@dataclass(frozen=True)
class Opened:
    """The workbook, and the rows of its tables by heading."""

    book: Any

    def rows(self, sheet: str) -> list[dict[str, Any]]:
        """Each row of the sheet's table, its cells by heading."""
        headings = [cell.value for cell in self.book[sheet][HEADINGS]]
        table = self.book[sheet].iter_rows(min_row=HEADINGS + 1, values_only=True)
        return [dict(zip(headings, values, strict=True)) for values in table]

    def front(self) -> list[str]:
        """The lines of the first page."""
        return [str(row[0]) for row in self.book["Despatch"].iter_rows(values_only=True)]


def opened(audit: Audit) -> Opened:
    return Opened(openpyxl.load_workbook(BytesIO(build_audit(audit))))


@pytest.mark.parametrize("committee", COMMITTEES)
def test_the_sheets_stand_in_order(committee: str) -> None:
    assert opened(audit_of(committee)).book.sheetnames == SHEETS


@pytest.mark.parametrize("committee", COMMITTEES)
def test_every_message_has_its_row(committee: str) -> None:
    audit = audit_of(committee, ALL_STATES)
    rows = opened(audit).rows("Messages")
    assert len(rows) == len(audit.messages)
    for message, row in zip(audit.messages, rows, strict=True):
        outgoing, sent = message.outgoing, message.state is MessageState.SENT
        assert row == {
            "Address": outgoing.address,
            "No.": message.number,
            "Role": outgoing.role,
            "Sent as": outgoing.send_as.value,
            "Committee": committee,
            "Edition": outgoing.format.value,
            "Attachments": outgoing.attachments[0].name,
            "State": {"sending": "Sending", "ending": "Ending"}.get(message.state, message.state.value.capitalize()),
            "Attempts": 1,
            "Created (UTC)": message.created.replace(tzinfo=None, microsecond=0),
            "Sent at (UTC)": message.changed.replace(tzinfo=None, microsecond=0) if sent else "[z]",
            "Server's reply, or reason": message.reply,
            "Message-ID": outgoing.message_id,
            "Copy": 1,
        }


@pytest.mark.parametrize("committee", COMMITTEES)
def test_every_attachment_is_tied_to_a_file_of_a_pack(committee: str) -> None:
    audit = audit_of(committee)
    rows = opened(audit).rows("Attachments")
    assert [row["SHA-256"] for row in rows] == [one.outgoing.attachments[0].sha256 for one in audit.messages]
    for message, row in zip(audit.messages, rows, strict=True):
        pack = audit.pack_of(message)
        assert pack is not None
        file = pack.file(message.outgoing.format)
        assert file is not None
        assert (row["File of the pack"], row["Edition of that file"], row["Pack"]) == (file.name, file.format.value, pack.title)
        assert (row["Size in bytes"], row["What it is"], row["No."]) == (file.size, "As the message says", message.number)


def test_an_attachment_that_is_no_file_of_the_packs_stands_out() -> None:
    audit = audit_of(PEOPLE_COMMITTEE)
    other = replace(audit.messages[0].outgoing, attachments=(AttachmentRecord("Other.xlsx", "0" * 64, 5),))
    book = opened(replace(audit, messages=(replace(audit.messages[0], outgoing=other),)))
    (row,) = book.rows("Attachments")
    assert row["What it is"] == "No file of these packs"
    assert [row[name] for name in ("File of the pack", "Edition of that file", "Pack")] == ["[z]"] * 3
    assert any("Other.xlsx is no file of these packs" in line for line in book.front())


def test_the_hash_of_a_pack_is_that_of_its_file() -> None:
    rows = opened(audit_of(PEOPLE_COMMITTEE)).rows("Packs")
    assert [(row["File"], row["SHA-256"], row["Times attached"]) for row in rows] == [
        (file.name, file.sha256, 2) for pack in audit_of(PEOPLE_COMMITTEE).packs for file in pack.files
    ]
    assert {row["Scheme"] for row in rows} == {"clackmannanshire, version 1"}


def test_returns_have_the_hash_of_their_file() -> None:
    rows = opened(audit_of(PEOPLE_COMMITTEE)).rows("Returns")
    assert rows[0]["SHA-256"] == sha256(path_of(PEOPLE).read_bytes()).hexdigest()
    assert [rows[0][name] for name in ("File", "Service", "Overall status")] == [path_of(PEOPLE).name, "People", "Amber"]


@pytest.mark.parametrize("committee", COMMITTEES)
def test_findings_stand_with_their_responses(committee: str) -> None:
    audit = audit_of(committee)
    rows = opened(audit).rows("Findings and responses")
    found = [finding for pack in audit.packs for finding in pack.findings]
    gate, rest = rows[0], rows[1:]
    assert (gate["Finding"], gate["Found"], gate["Response"]) == ("2 pupils could be recognised.", "Before the despatch", "[z]")
    assert [(row["Finding"], row["Response"], row["Severity"].lower(), row["Code"]) for row in rest] == [
        (one.message, one.response or "[none]", one.severity.value, one.code) for one in found
    ]
    assert {row["Found"] for row in rest} <= {"In the returns"}


def test_every_change_of_a_state_has_its_row() -> None:
    audit = audit_of(PEOPLE_COMMITTEE, ALL_STATES)
    rows = opened(audit).rows("Events")
    assert [(row["No."], row["At (UTC)"], row["What was said"]) for row in rows] == [
        (event.number, event.at.replace(tzinfo=None, microsecond=0), event.note) for event in audit.events
    ]
    assert rows[1]["Address"] == audit.messages[0].outgoing.address


def test_the_rules_name_scheme_list_and_acts() -> None:
    rows = opened(audit_of("Policy and Resources Committee")).rows("Rules")
    by_topic = {(row["Topic"], row["About"]): row for row in rows}
    title = pack_of(MORAY).title
    assert by_topic["Scheme", title]["What holds"] == "moray, version 1; the rules of Moray Council."
    assert by_topic["Distribution list", "Distribution list.xlsx"]["What holds"].endswith(sha256(b"list").hexdigest())
    kept = by_topic["Retention", "Background papers"]
    assert kept["What holds"] == "They must stay open to the public until 24 August 2027, 4 years from the day of the meeting."
    assert (kept["Act"], kept["Section or paragraph"]) == (SCOTLAND, "50D(2)")
    exempt = by_topic["Not for publication", title]
    assert (exempt["Act"], exempt["Section or paragraph"]) == (EXEMPT.schedule, "paragraph 6")
    assert len([topic for topic, _ in by_topic if topic == "State of a message"]) == len(MessageState)


def test_the_front_page_counts_the_messages_by_state() -> None:
    lines = opened(audit_of(PEOPLE_COMMITTEE, ALL_STATES[:4])).front()
    assert lines[0] == "Audit pack: People Committee, 24 August 2023"
    counted = lines[lines.index("Messages") + 1 : lines.index("Notice")]
    assert counted == ["8 messages in all.", "Waiting: 2.", "Sending: 2.", "Ending: 2.", "Drafted: 2."]
    assert "Open to the public since 17 August 2023." in lines
    assert "Date of meeting: 24 August 2023" in lines


def test_where_all_went_well_nothing_is_open() -> None:
    lines = opened(audit_of("Policy and Resources Committee")).front()
    assert lines[lines.index("What is still open") + 1] == "Nothing is open."
    assert any(EXEMPT.marking in line for line in lines)
    assert "Papers that are not for publication are not open to the public." in lines


def test_times_are_shown_to_the_second_in_utc() -> None:
    audit = audit_of(PEOPLE_COMMITTEE)
    summer = datetime(2023, 8, 17, 0, 30, 59, 999_999, timezone(timedelta(hours=1)))
    old = datetime(1899, 12, 31, 1, 2, 3, tzinfo=UTC)
    messages = (replace(audit.messages[0], created=summer, changed=old), *audit.messages[1:])
    sheet = opened(replace(audit, messages=messages)).book["Messages"]
    created, sent = (next(cell for cell in sheet[5] if sheet.cell(4, cell.column).value == name) for name in
                     ("Created (UTC)", "Sent at (UTC)"))  # fmt: skip
    assert (created.value, created.number_format) == (datetime(2023, 8, 16, 23, 30, 59), "dd/mm/yyyy hh:mm:ss_w")  # noqa: DTZ001
    assert sent.value == "31/12/1899 01:02:03 UTC"


@pytest.mark.parametrize("committee", COMMITTEES)
def test_it_is_valid_accessible_and_an_output_of_ours(committee: str, tmp_path: Path) -> None:
    path = tmp_path / "Audit pack.xlsx"
    write_audit(path, audit_of(committee, ALL_STATES))
    assert list(OpenXmlValidator(FileFormat.OFFICE_2016, max_errors=0).validate(path).errors) == []
    assert [result.point.code for result in audit_accessibility(path).breached] == []
    assert is_output(path)


def test_sheets_without_content_are_left_out(tmp_path: Path) -> None:
    bare = replace(audit_of(PEOPLE_COMMITTEE), packs=(), messages=(), events=(), gate=(), kept=(), published=None, notice=None)
    book = opened(bare)
    assert book.book.sheetnames == ["Despatch", "Contents", "Rules"]
    assert {"No pack.", "No message."} <= set(book.front())
    write_audit(tmp_path / "bare.xlsx", bare)
    assert audit_accessibility(tmp_path / "bare.xlsx").breached == ()


@pytest.mark.parametrize("committee", COMMITTEES)
def test_the_same_audit_gives_the_same_bytes(committee: str) -> None:
    assert build_audit(audit_of(committee)) == build_audit(audit_of(committee))


def test_another_day_gives_another_workbook() -> None:
    audit = audit_of(PEOPLE_COMMITTEE)
    assert build_audit(replace(audit, made=date(2023, 8, 19))) != build_audit(audit)


def test_both_files_are_written_or_an_earlier_one_stays(tmp_path: Path) -> None:
    path = tmp_path / "Audit pack.xlsx"
    beside = write_audit(path, audit_of(PEOPLE_COMMITTEE))
    assert beside == tmp_path / "Audit pack.json"
    before = path.read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["Audit pack.json", "Audit pack.xlsx"]
    with pytest.raises(WritingError, match="could not be written"):
        write_audit(tmp_path / "nowhere" / "a.xlsx", audit_of(PEOPLE_COMMITTEE))
    beside.unlink()
    beside.mkdir()
    with pytest.raises(WritingError, match=r"Audit pack\.json"):
        write_audit(path, audit_of(COMMITTEES[0]))
    assert path.read_bytes() == before


HOSTILE = (
    *("=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2", "http://example.com/", "mailto:a@b", "a\r\nBcc: x@example.com", "[z]"),
    *(
        "\u202efdp.exe",
        "../../etc/passwd",
        "\x00\x1b[2J",
        '"><script>',
        "x" * 400,
        "名前.xlsx",
        "_x0041_",
        "\ud800",
        " ",
        "0123",
    ),
)
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60), st.tuples(st.sampled_from(HOSTILE), st.text()).map("".join))


def spoilt(audit: Audit, text: Iterator[str]) -> Audit:
    """The audit with other texts wherever it has texts from outside."""
    message = audit.messages[0]
    outgoing = replace(
        message.outgoing,
        role=next(text),
        address=next(text),
        committee=next(text),
        message_id=next(text),
        attachments=(replace(message.outgoing.attachments[0], name=next(text)),),
    )
    pack = audit.packs[0]
    finding = PackFinding(code="code", severity=Severity.ERROR, message=next(text), subject=next(text), file=next(text))
    given = replace(pack.returns[0], file=next(text), service=next(text), overall_reason=next(text))
    return replace(
        audit,
        committee=next(text),
        council=next(text),
        late_reason=next(text),
        distribution_list=next(text),
        messages=(replace(message, outgoing=outgoing, reply=next(text)),),
        events=(replace(audit.events[0], note=next(text)),),
        packs=(replace(pack, title=next(text), findings=(replace(finding, response=next(text)),), returns=(given,)),),
        gate=(replace(audit.gate[0], message=next(text)),),
    )


def whole(rows: list[dict[str, Any]], heading: str) -> str:
    """A text of the first row, with what of it goes on in further ones."""
    pieces = [str(row[heading]) for row in rows]
    return pieces[0] + "".join(piece.removeprefix(CONTINUED) for piece in pieces[1:] if piece.startswith(CONTINUED))


@settings(max_examples=25, deadline=None)
@given(st.lists(TEXTS, min_size=21, max_size=21))
def test_texts_stay_texts_and_hide_nothing(texts: list[str]) -> None:
    audit = spoilt(audit_of(PEOPLE_COMMITTEE), iter(texts))
    book = opened(audit)
    for sheet in book.book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in {"s", "n", "d"}
                assert cell.hyperlink is None or cell.hyperlink.target is None
                assert all(mark.isprintable() or mark == "\n" for mark in str(cell.value))
    outgoing, rows = audit.messages[0].outgoing, book.rows("Messages")
    for text, shown in ((outgoing.address, whole(rows, "Address")), (outgoing.role, whole(rows, "Role"))):
        expected = seen(text.replace("\r\n", "\n"), kept="\n")
        assert shown in {expected, f'"{expected.strip()}" as written', "[none]"}
        assert (shown == "[none]") == (not expected.strip())
    assert book.front()[0].startswith("Audit pack: ")
