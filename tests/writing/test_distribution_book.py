"""The distribution list as a workbook: accessible, on A4, checked while it is typed, read back as it was filled in."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from support_lists import CLERK, COLUMNS, FORMS, IN_ORDER, read_list, with_recipients
from workbook_tools.accessibility.audit import audit
from workbook_tools.findings import Severity, WritingError
from workbook_tools.model.addresses import is_address
from workbook_tools.model.distribution_book import (
    COMMITTEES,
    CONTENTS,
    DOMAINS,
    FIELDS,
    HEADINGS,
    RECIPIENTS,
    ListContents,
)
from workbook_tools.model.unseen_marks import unseen_mark
from workbook_tools.reading.distribution_list import read_distribution_list
from workbook_tools.writing.distribution_book.workbook import build_distribution_list, write_distribution_list

MANY = ListContents(
    tuple(f"Committee {number}" for number in range(40)),
    tuple((f"Committee {number % 40}", "Clerk", f"clerk{number}@example.gov.uk", "to", "PDF", "") for number in range(120)),
    (*(f"d{number}.example.gov.uk" for number in range(20)), "example.gov.uk"),
)


def written(folder: Path, contents: ListContents | None = None) -> Path:
    path = folder / "list.xlsx"
    path.unlink(missing_ok=True)
    write_distribution_list(path, contents)
    return path


def sheet_of(path: Path, name: str) -> Worksheet:
    sheet = openpyxl.load_workbook(path)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_the_blank_has_its_sheets_and_headings(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert openpyxl.load_workbook(path).sheetnames == [CONTENTS, COMMITTEES, RECIPIENTS, DOMAINS]
    for name, fields in FIELDS.items():
        assert [cell.value for cell in sheet_of(path, name)[3]] == [HEADINGS[field] for field in fields]


def test_the_blank_is_read_as_a_list_without_rows(tmp_path: Path) -> None:
    read, findings = read_distribution_list(written(tmp_path))
    assert read is None
    assert [(finding.code, finding.where.sheet, finding.where.cell) for finding in findings] == [
        ("list-table-empty", name, "A3") for name in (COMMITTEES, RECIPIENTS, DOMAINS)
    ]


@pytest.mark.parametrize("contents", [IN_ORDER, MANY])
def test_a_list_is_read_as_it_was_filled_in(contents: ListContents, tmp_path: Path) -> None:
    read, findings = read_distribution_list(written(tmp_path, contents))
    assert read is not None, findings
    assert findings == ()
    assert tuple(one.name for one in read.committees) == contents.committees
    assert read.domains == contents.domains
    assert [(one.committee, one.role, one.address, one.send_as, one.format) for one in read.recipients] == [
        recipient[:5] for recipient in contents.recipients
    ]
    assert [one.cleared for one in read.recipients] == [recipient[5] == "yes" for recipient in contents.recipients]
    assert str(read.recipients[0].where) == "list.xlsx, Recipients!A4"


@pytest.mark.parametrize("contents", [None, IN_ORDER, MANY])
def test_it_meets_every_point_of_the_checklist_that_a_program_can_judge(contents: ListContents | None, tmp_path: Path) -> None:
    assert [(result.point.code, result.places) for result in audit(written(tmp_path, contents)).breached] == []


@pytest.mark.parametrize("contents", [None, IN_ORDER, MANY])
def test_the_same_contents_give_the_same_bytes(contents: ListContents | None) -> None:
    assert build_distribution_list(contents) == build_distribution_list(contents)


def test_a_list_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    write_distribution_list(path, IN_ORDER)
    with pytest.raises(WritingError, match="is there already"):
        write_distribution_list(path)
    assert read_distribution_list(path)[0] is not None
    write_distribution_list(path, IN_ORDER)


@pytest.mark.parametrize(("length", "fits"), [(32_767, True), (32_768, False)])
def test_a_text_is_whole_or_refused(length: int, fits: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a column of the table
    contents = with_recipients(("x" * length, *CLERK[1:]))
    if fits:
        assert sheet_of(written(tmp_path, contents), RECIPIENTS)["A4"].value == "x" * length
        return
    with pytest.raises(WritingError, match=r"^Recipients!A4: the text 'x+…' has 32,768 characters"):
        written(tmp_path, contents)


@pytest.mark.parametrize("name", [CONTENTS, COMMITTEES, RECIPIENTS, DOMAINS])
def test_it_prints_on_a4_one_page_wide_with_its_headings(name: str, tmp_path: Path) -> None:
    sheet = sheet_of(written(tmp_path, MANY), name)
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == (None if name == CONTENTS else "$3:$3")


def validations(path: Path, name: str) -> dict[str, tuple[str, str, str]]:
    """By the first cell that they hold for: the type of each validation, its formula, the prompt."""
    return {
        str(one.sqref).split(":", maxsplit=1)[0]: (one.type or "", one.formula1 or "", one.prompt or "")
        for one in sheet_of(path, name).data_validations.dataValidation
    }


def test_every_column_says_what_belongs_there_and_choices_are_chosen(tmp_path: Path) -> None:
    path = written(tmp_path)
    own = validations(path, RECIPIENTS)
    assert list(own) == ["A4", "B4", "C4", "D4", "E4", "F4"]
    assert {cell: own[cell][:2] for cell in ("A4", "D4", "E4", "F4")} == {
        "A4": ("list", "Committee_names"),
        "D4": ("list", '"to,cc,bcc"'),
        "E4": ("list", '"workbook,accessible edition,PDF"'),
        "F4": ("list", '"yes,no"'),
    }
    assert own["C4"][0] == "custom"
    assert all(prompt for _, _, prompt in own.values())
    assert all(prompt for _, _, prompt in (validations(path, COMMITTEES) | validations(path, DOMAINS)).values())
    names = openpyxl.load_workbook(path).defined_names
    assert names["Committee_names"].attr_text == "OFFSET(Committees!$A$4,0,0,MAX(1,COUNTA(Committees!$A$4:$A$1000)),1)"


HOSTILE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org","here")',
    "+44",
    "@SUM(A1)",
    "http://example.org",
    "mailto:clerk@example.gov.uk",
    "internal:Contents!A1",
    r"external:\\server\share\book.xlsx",
    "{=SUM(A1)}",
    "#N/A",
    "TRUE",
    "0012",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str, tmp_path: Path) -> None:
    contents = ListContents((text,), (tuple(text for _ in COLUMNS),), (text,))
    path = written(tmp_path, contents)
    assert [cell.value for cell in sheet_of(path, RECIPIENTS)[4]] == [text] * len(COLUMNS)
    with zipfile.ZipFile(path) as parts:
        sheets = [parts.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (2, 3, 4)]
    assert [mark for sheet in sheets for mark in ("<f>", "<f ", "hyperlink") if mark in sheet] == []
    assert "list-formula" not in {finding.code for finding in read_distribution_list(path)[1]}


ANY = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
TRICKY = st.sampled_from(
    [
        *(
            "clerk@example.gov.uk",
            "Clerk <clerk@example.gov.uk>",
            "clerk@sub.example.gov.uk",
            "clerk@example.gov.uk\nBcc: x@evil.com",
        ),
        *(
            "clerk@evil-example.gov.uk",
            "c\u202elerk@example.gov.uk",
            "clerk@exаmple.gov.uk",
            "../x",
            "x" * 400,
            '"',
            "yes",
            "to",
            "PDF",
        ),
        *(
            "=1+1",
            "_x000D_",
            "_x202E_@example.gov.uk",
            "",
            " ",
            "Audit Committee",
            "audit  committee",
            "maybe",
            "x@example.gov.uk",
        ),
    ]
)
TEXT = st.one_of(ANY, TRICKY, st.builds("".join, st.lists(TRICKY, max_size=2)))
LISTS = st.builds(
    ListContents,
    st.one_of(st.just(IN_ORDER.committees), st.lists(TEXT, max_size=3).map(tuple)),
    st.lists(
        st.one_of(
            st.tuples(*[TEXT] * len(COLUMNS)),
            st.builds(lambda place, text: (*CLERK[:place], text, *CLERK[place + 1 :]), st.integers(0, len(COLUMNS) - 1), TEXT),
        ),
        max_size=3,
    ).map(tuple),
    st.one_of(st.just(IN_ORDER.domains), st.lists(TEXT, max_size=3).map(tuple)),
)


@pytest.mark.parametrize("form", [*FORMS, "template"])
@given(contents=LISTS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_written_a_list_that_is_taken_is_safe(form: str, contents: ListContents, tmp_path: Path) -> None:
    if form == "template":
        read, findings = read_distribution_list(written(tmp_path, contents))
    else:
        read, findings = read_list(tmp_path, contents, form)
    assert all(str(finding).isprintable() and finding.where.file for finding in findings)
    assert (read is None) is any(finding.severity is Severity.ERROR for finding in findings)
    if read is None:
        return
    known = {one.name for one in read.committees}
    for one in read.recipients:
        assert is_address(one.address)
        assert one.address.partition("@")[2].lower() in read.domains
        assert one.committee in known
        assert one.role.strip()
        assert unseen_mark(one.role + one.committee + one.address) is None
    keys = [(one.committee, one.address.lower()) for one in read.recipients]
    assert len(keys) == len(set(keys))
    cleared = sum(recipient[5].strip(" ").casefold() == "yes" for recipient in contents.recipients)
    assert sum(one.cleared for one in read.recipients) <= cleared


def test_both_forms_say_the_same(tmp_path: Path) -> None:
    wrong = with_recipients(("Licensing", "", "Clerk <x@evil.com>", "copy", "Excel", "yes"), CLERK, CLERK)
    in_workbook, in_toml = (read_list(tmp_path, wrong, form)[1] for form in FORMS)
    assert [finding.code for finding in in_workbook] == [finding.code for finding in in_toml]
    assert [finding.message for finding in in_workbook][:5] == [finding.message for finding in in_toml][:5]
