"""Who gets what, before anything is sent: all of it, aligned, within 120 columns, whatever the texts hold."""

import re
import subprocess
import sys
import unicodedata
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import FileFormat, OpenXmlValidator

from support_audit import EXEMPT, MEETING, MEETINGS, audit_of
from support_changed import replace
from workbook_tools.accessibility.audit import audit as audit_accessibility
from workbook_tools.model.despatch_preview import PreviewRow
from workbook_tools.model.distribution import Format, SendAs
from workbook_tools.writing.despatch_preview import WIDTH, Outcome, outcome_of, preview_lines, remarks_of, say_size, summary_of
from workbook_tools.writing.despatch_preview_book import NAME, build_preview, write_preview
from workbook_tools.writing.seen import seen
from workbook_tools.writing.whole_file import is_output

BEFORE = datetime(2023, 8, 16, 10, 1, 2, tzinfo=UTC)
ROW = PreviewRow(
    committee="People Committee",
    meeting=MEETING,
    title="Performance report",
    role="Clerk",
    address="clerk@example.gov.uk",
    send_as=SendAs.TO,
    format=Format.WORKBOOK,
    attachment="People.xlsx",
    size=80_179,
)
UNCLEARED = "this recipient is not cleared for exempt papers."


def sample_rows() -> list[PreviewRow]:
    """What the five sample reports would send to the four committees."""
    rows = []
    for committee in MEETINGS:
        for message in audit_of(committee).messages:
            outgoing, attachment = message.outgoing, message.outgoing.attachments[0]
            rows.append(
                PreviewRow(
                    outgoing.committee,
                    outgoing.meeting,
                    outgoing.title,
                    outgoing.role,
                    outgoing.address,
                    outgoing.send_as,
                    outgoing.format,
                    attachment.name,
                    attachment.size,
                    outgoing.exempt,
                    withheld=UNCLEARED if outgoing.exempt and outgoing.send_as is SendAs.BCC else "",
                )
            )
    return rows


def lines_of(*rows: PreviewRow) -> list[str]:
    return list(preview_lines(rows))


def columns_of(line: str) -> int:
    """Columns of a terminal, counted apart from the program: what combines takes none, what is wide two."""
    return sum(
        0 if unicodedata.category(mark) in {"Mn", "Me"} else 1 + (unicodedata.east_asian_width(mark) in {"W", "F"})
        for mark in line
    )


def test_a_row_says_who_gets_what() -> None:
    assert lines_of(ROW, replace(ROW, send_as=SendAs.BCC, address="a@example.gov.uk", withheld=UNCLEARED)) == [
        "1 message is to go, 1 is withheld.",
        "",
        "People Committee, 24 August 2023",
        "Outcome   As   Role   Address               Edition   Attachment   Size",
        "--------  ---  -----  --------------------  --------  -----------  -----",
        "goes      to   Clerk  clerk@example.gov.uk  workbook  People.xlsx  81 kB",
        "withheld  bcc  Clerk  a@example.gov.uk      workbook  People.xlsx  81 kB",
        "          Withheld: this recipient is not cleared for exempt papers.",
    ]


def test_committees_and_days_stand_apart() -> None:
    rows = (ROW, replace(ROW, committee="Another"), replace(ROW, meeting=date(2023, 9, 1)), replace(ROW, role="Chair"))
    headings = [line for line in lines_of(*rows) if line.endswith("2023")]
    assert headings == ["People Committee, 24 August 2023", "Another, 24 August 2023", "People Committee, 1 September 2023"]
    assert sum(line.startswith("goes") for line in lines_of(*rows)) == 4


def test_nobody() -> None:
    assert lines_of() == ["Nobody is to get anything."]


@pytest.mark.parametrize(
    ("row", "outcome", "goes"),
    [
        (ROW, Outcome.GOES, True),
        (replace(ROW, again=True), Outcome.GOES, True),
        (replace(ROW, sent=BEFORE), Outcome.SENT, False),
        (replace(ROW, sent=BEFORE, again=True), Outcome.AGAIN, True),
        (replace(ROW, withheld="No."), Outcome.WITHHELD, False),
        (replace(ROW, withheld="No.", sent=BEFORE, again=True), Outcome.WITHHELD, False),
        (replace(ROW, exempt=EXEMPT.marking, late="Late."), Outcome.GOES, True),
    ],
)
def test_what_is_to_become_of_a_row(row: PreviewRow, outcome: Outcome, goes: object) -> None:
    assert (outcome_of(row), row.goes) == (outcome, goes)


def test_remarks_say_all_that_is_to_be_known() -> None:
    row = replace(ROW, exempt=EXEMPT.marking, late="two clear days.", withheld=UNCLEARED, sent=BEFORE, again=True)
    assert remarks_of(row) == [
        f"Withheld: {UNCLEARED}",
        "Sent on 16/08/2023 10:01:02 UTC; to go again, as was asked.",
        EXEMPT.marking,
        "Late: two clear days.",
    ]
    assert remarks_of(ROW) == []


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "Nobody is to get anything."),
        ([ROW], "1 message is to go."),
        ([ROW] * 2, "2 messages are to go."),
        ([replace(ROW, withheld="No.")], "0 messages are to go, 1 is withheld."),
        ([ROW, replace(ROW, sent=BEFORE)], "1 message is to go, 1 was sent before."),
        ([replace(ROW, sent=BEFORE)] * 2, "0 messages are to go, 2 were sent before."),
        ([replace(ROW, sent=BEFORE, again=True)], "1 message is to go."),
    ],
)
def test_the_first_line_counts(rows: list[PreviewRow], said: str) -> None:
    assert summary_of(rows) == said


@pytest.mark.parametrize(
    ("size", "said"),
    [
        *((-1, "-"), (0, "-"), (1, "1 kB"), (1_000, "1 kB"), (1_001, "2 kB"), (999_000, "999 kB"), (999_001, "1.0 MB")),
        *((1_000_000, "1.0 MB"), (1_000_001, "1.1 MB"), (20_000_000, "20.0 MB"), (25_149_999, "25.2 MB")),
    ],
)
def test_sizes_are_rounded_up(size: int, said: str) -> None:
    assert say_size(size) == said


def test_the_samples_fit_the_terminal() -> None:
    lines = list(preview_lines(sample_rows()))
    assert lines[0] == "19 messages are to go, 1 is withheld."
    assert max(map(len, lines)) <= WIDTH
    assert [line for line in lines if line.endswith("24 August 2023")] == [f"{name}, 24 August 2023" for name in MEETINGS]
    for row in sample_rows():
        assert any(row.address in line for line in lines), "an address of usual length is never broken"


TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.sampled_from(
        ["x" * 400, "a\r\nwithheld  to  Clerk", "\u202efdp.xlsx", "漢" * 90, "goes  to", "\x1b[2J", "é" * 130, " "]
    ),
)
HOSTILE = st.builds(
    PreviewRow,
    TEXTS,
    st.sampled_from([MEETING, date(2023, 9, 1)]),
    TEXTS,
    TEXTS,
    TEXTS,
    st.sampled_from(SendAs),
    st.sampled_from(Format),
    TEXTS,
    st.integers(0, 10**8),
    TEXTS,
    TEXTS,
    TEXTS,
    st.none() | st.just(BEFORE),
    st.booleans(),
)


@given(st.lists(HOSTILE, max_size=6))
def test_no_text_breaks_the_table(rows: list[PreviewRow]) -> None:
    lines = list(preview_lines(rows))
    assert all(line.isprintable() and columns_of(line) <= WIDTH for line in lines)
    starts = re.compile(r"(goes|again|withheld|sent) +(to|cc|bcc) ")
    meetings = len({(row.committee, row.meeting) for row in rows})
    headings = [line for line in lines if set(line) == {"-", " "}]
    shown = [line for line in lines[1:] if starts.match(line)]
    assert len(headings) >= meetings
    assert len(shown) >= len(rows)
    if not any(starts.match(seen(row.committee)) for row in rows):
        assert len(shown) == len(rows), "no text looks like another row"


@given(HOSTILE)
def test_nothing_of_a_text_is_lost(row: PreviewRow) -> None:
    text = "".join(preview_lines([row])).replace(" ", "")
    for value in (*remarks_of(row), seen(row.committee)):
        assert "".join(value.split()) in text
    only = replace(row, committee="C", role="R", attachment="A", exempt="", late="", withheld="", sent=None)
    lines = list(preview_lines([only]))[3:]
    start = lines[0].index("Address")
    end = lines[0].index("Edition")
    if row.address.isascii():
        assert "".join(line[start:end].strip() for line in lines[2:]).replace(" ", "") == seen(row.address).replace(" ", "")


def rows_of(content: bytes) -> list[dict[str, Any]]:
    """The rows of the table, its cells by heading."""
    sheet = openpyxl.load_workbook(BytesIO(content))["Who gets what"]
    headings = [str(cell.value) for cell in sheet[4]]
    return [dict(zip(headings, values, strict=True)) for values in sheet.iter_rows(min_row=5, values_only=True)]


def test_the_workbook_has_a_row_for_each() -> None:
    words = {Outcome.GOES: "Goes", Outcome.WITHHELD: "Withheld", Outcome.SENT: "Sent before", Outcome.AGAIN: "Goes again"}
    rows = [*sample_rows(), replace(ROW, sent=BEFORE), replace(ROW, sent=BEFORE, again=True)]
    assert {outcome_of(row) for row in rows} == set(Outcome)
    for row, shown in zip(rows, rows_of(build_preview(rows, MEETING)), strict=True):
        assert shown == {
            "Address": row.address,
            "Outcome": words[outcome_of(row)],
            "Committee": row.committee,
            "Meeting": datetime(2023, 8, 24),  # noqa: DTZ001 - a day of a cell
            "Role": row.role,
            "Sent as": row.send_as.value,
            "Edition": row.format.value,
            "Attachment": row.attachment,
            "Size in bytes": row.size,
            "Remarks": "\n".join(remarks_of(row)) or "[z]",
        }


@pytest.mark.parametrize("count", [0, 1, 20])
def test_the_workbook_is_valid_accessible_and_an_output_of_ours(count: int, tmp_path: Path) -> None:
    path = tmp_path / NAME
    write_preview(path, sample_rows()[:count], MEETING)
    assert list(OpenXmlValidator(FileFormat.OFFICE_2016, max_errors=0).validate(path).errors) == []
    assert audit_accessibility(path).breached == ()
    assert is_output(path)
    assert path.read_bytes() == build_preview(sample_rows()[:count], MEETING)


@settings(max_examples=15, deadline=None)
@given(st.lists(HOSTILE, min_size=1, max_size=3))
def test_texts_of_the_workbook_stay_texts(rows: list[PreviewRow]) -> None:
    for row in openpyxl.load_workbook(BytesIO(build_preview(rows, MEETING)))["Who gets what"].iter_rows():
        for cell in row:
            assert cell.data_type in {"s", "n", "d"}
            assert cell.hyperlink is None
            assert all(mark.isprintable() or mark == "\n" for mark in str(cell.value))


def test_the_text_needs_no_library_that_writes_workbooks() -> None:
    program = "import sys, workbook_tools.writing.despatch_preview; print('xlsxwriter' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False"]
