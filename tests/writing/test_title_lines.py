"""The title block: which meeting a report goes to and who wrote it, in both editions and the covering report."""

from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from support_assessment import AS_AT, assessment, scheme
from support_samples import VALE, path_of
from workbook_tools import cli
from workbook_tools.exit_codes import ERRORS_FOUND
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.meeting import NO_MEETING, Meeting
from workbook_tools.model.service_return import Cover
from workbook_tools.periods import parse_period
from workbook_tools.writing.accessible.workbook import build_accessible_summary
from workbook_tools.writing.covering.report import build_covering_report
from workbook_tools.writing.summary.summary_workbook import build_summary
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.title_lines import authors_of, committee_of, meeting_day_of

NAMED = Meeting("Scrutiny Committee", date(2019, 12, 19))


def given(*other: tuple[str, str], contact: str = "") -> Assessment:
    return assessment(cover=Cover(service="Housing", period=parse_period("Q2 2019/20"), contact_role=contact, other=other))


def said(meeting: Meeting, *assessments: Assessment) -> tuple[str, str, str]:
    facts = SummaryFacts.of(assessments, scheme(), AS_AT, meeting)
    return committee_of(facts), meeting_day_of(facts), authors_of(facts)


ON_COVER = (("Report to:", "Cabinet"), ("Meeting  date", "2019-12-03"), ("Author", "Head of Housing"))


@pytest.mark.parametrize(
    ("meeting", "assessments", "expected"),
    [
        (NO_MEETING, [given()], ("", "", "")),
        (NAMED, [given()], ("Scrutiny Committee", "19 December 2019", "")),
        (NO_MEETING, [given(*ON_COVER)], ("Cabinet", "3 December 2019", "Head of Housing")),
        (NAMED, [given(*ON_COVER)], ("Scrutiny Committee", "19 December 2019", "Head of Housing")),
        (Meeting("Scrutiny Committee"), [given(*ON_COVER)], ("Scrutiny Committee", "3 December 2019", "Head of Housing")),
        (NO_MEETING, [given(("COMMITTEE", " "), ("Committee name", "Cabinet"))], ("Cabinet", "", "")),
        (NO_MEETING, [given(("Meeting", "to be announced"), ("Directorate", "Place"))], ("", "to be announced", "")),
        (NO_MEETING, [given(("Meeting", "31/09/2019"))], ("", "31/09/2019", "")),
        (NO_MEETING, [given(contact="Policy Officer")], ("", "", "Policy Officer")),
        (NO_MEETING, [given(("Author", "Head of Housing"), contact="Policy Officer")], ("", "", "Head of Housing")),
        (NO_MEETING, [given(("Committee", "Cabinet")), given()], ("Cabinet", "", "")),
        (NO_MEETING, [given(("Committee", "Cabinet")), given(("Committee", "Council"))], ("", "", "")),
        (NO_MEETING, [given(contact="A"), given(contact="B"), given(contact="A")], ("", "", "A, B")),
    ],
)
def test_what_is_named_comes_before_what_the_covers_say(
    meeting: Meeting, assessments: list[Assessment], expected: tuple[str, str, str]
) -> None:
    assert said(meeting, *assessments) == expected


def texts(workbook: bytes, sheet: str) -> list[str]:
    return [
        str(cell.value) for row in openpyxl.load_workbook(BytesIO(workbook))[sheet].iter_rows() for cell in row if cell.value
    ]


def test_all_that_is_made_of_a_report_says_the_same() -> None:
    one = [given(contact="Policy Officer")]
    working = texts(build_summary(one, scheme(), AS_AT, NAMED), "Summary")
    assert working[2:4] == [
        "Report to: Scrutiny Committee, 19 December 2019     Report by: Policy Officer",
        "Service: Housing     Period: Q2 2019/20     As at: 30 September 2019",
    ]
    accessible = texts(build_accessible_summary(one, scheme(), AS_AT, NAMED), "Cover")
    wanted = ["Committee: Scrutiny Committee", "Date of meeting: 19 December 2019", "Report by: Policy Officer"]
    assert [text for text in accessible if text in wanted] == wanted
    document = docx.Document(BytesIO(build_covering_report(one, scheme(), AS_AT, NAMED)))
    told = [paragraph.text for paragraph in document.paragraphs]
    assert "Report to:\tScrutiny Committee" in told
    assert "Date of meeting:\t19 December 2019" in told


def test_what_nobody_names_is_left_out() -> None:
    working = texts(build_summary([given()], scheme(), AS_AT), "Summary")
    assert working[2] == "Service: Housing     Period: Q2 2019/20     As at: 30 September 2019"
    assert not any("Committee" in text or "Report by" in text for text in texts(
        build_accessible_summary([given()], scheme(), AS_AT), "Cover"))  # fmt: skip


def test_the_command_line_names_the_meeting(tmp_path: Path) -> None:
    summary = tmp_path / "summary.xlsx"
    arguments = ["report", str(path_of(VALE)), "-o", str(summary), "--committee", "Scrutiny", "--meeting", "19/12/2019"]
    assert cli.main(arguments) == ERRORS_FOUND
    assert "Report to: Scrutiny, 19 December 2019" in texts(summary.read_bytes(), "Summary")
