"""The parts of a report as sheets: order and titles by the scheme, contents, links, and nothing of whoever made the file."""

import getpass
import re
import zipfile
from collections import Counter
from functools import cache
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest

from support_assessment import AS_AT, assessment, judged_action, judged_indicator, scheme
from support_changed import replace
from support_samples import BEST_VALUE, MORAY, PARTNERSHIP, PEOPLE, SAMPLES, VALE, judge_sample
from support_scheme import SOURCE
from workbook_tools.findings import Finding, Severity, Where
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.layout import DATA_SHEET
from workbook_tools.model.scheme import ReportPart, Scheme
from workbook_tools.model.service_return import Cover, Paragraph
from workbook_tools.schemes.load import list_schemes, load_scheme
from workbook_tools.writing.measure import MOST_CHARACTERS
from workbook_tools.writing.summary.parts import SHEETS, part_of_paragraph, sheet_order
from workbook_tools.writing.summary.summary_workbook import build_summary
from workbook_tools.writing.told.prose import say_heading

LONGEST_NAME = 31  # characters of a sheet's name, Excel's own limit
HIDDEN = (DATA_SHEET, "Lists", "Workings")
FILE = "Housing.xlsx"


@cache
def content_of(sample: str) -> bytes:
    judged = judge_sample(sample)
    return build_summary([judged], judged.scheme, judged.as_at)


def book_of(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))


def texts(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def with_parts(*parts: ReportPart) -> Scheme:
    report = msgspec.structs.replace(scheme().report, parts=parts, boxes=(), service_tables=(), terms=())
    return msgspec.structs.replace(scheme(), report=report)


def part(contents: Any, title: str = "", *names: str) -> ReportPart:
    return ReportPart(contents=contents, title=title, from_=names, source=SOURCE)


def told(order: int, text: str, heading: str = "", kind: str = "", theme: str = "") -> Paragraph:
    where = Where(FILE, "Narrative", f"A{order + 1}")
    return Paragraph(where, heading=heading, kind=kind, theme=theme, order=order, text=text)


def built(own: Scheme, **fields: Any) -> Any:
    return book_of(build_summary([replace(assessment(**fields), scheme=own)], own, AS_AT))


FOUND = Finding("a-code", Severity.QUERY, "Something was found.", Where(FILE, "Actions", "A4"))


@pytest.mark.parametrize(
    ("sample", "order"),
    [
        (PARTNERSHIP, "Key Indicators Actions Risk_register Risks Risk_matrix Narrative Exceptions Findings Rules"),
        (PEOPLE, "Key Actions Narrative Findings Rules"),
        (BEST_VALUE, "Key Actions Findings Rules"),
        (MORAY, "Actions Exceptions Key Rules"),
        (
            VALE,
            (
                "Snapshot Exceptions Achievements Risks Risk_matrix Glossary Actions Indicators Headlines Breakdowns Findings "
                "Key Rules"
            ),
        ),
    ],
)
def test_a_samples_sheets_follow_its_councils_report(sample: str, order: str) -> None:
    expected = ["Summary", "Contents", *(name.replace("_", " ") for name in order.split()), *HIDDEN]
    assert book_of(content_of(sample)).sheetnames == expected


@pytest.mark.parametrize(
    ("named", "first"),
    [
        ([], "Exceptions Indicators Actions"),
        (["actions"], "Actions Exceptions Indicators"),
        (["key", "findings"], "Key Findings Exceptions Indicators Actions"),
        (["exceptions", "key", "findings", "actions", "indicators"], "Exceptions Key Findings Actions"),
    ],
)
def test_what_a_scheme_does_not_name_follows(named: list[Any], first: str) -> None:
    own = with_parts(*map(part, named))
    book = built(own, indicators=[judged_indicator(4, "alert")], actions=[judged_action()], findings=(FOUND,))
    assert book.sheetnames[: len(first.split()) + 2] == ["Summary", "Contents", *first.split()]
    assert sorted(book.sheetnames) == sorted(
        ["Summary", "Contents", "Exceptions", "Indicators", "Actions", "Findings", "Key", "Rules", *HIDDEN]
    )


def test_a_parts_title_is_printed_and_the_sheet_keeps_its_name() -> None:
    own = with_parts(part("actions", "Appendix 1: what we do"), part("findings"))
    book = built(own, actions=[judged_action()], findings=(FOUND,))
    assert book["Actions"]["A1"].value == "Appendix 1: what we do"
    assert book["Findings"]["A1"].value == "Findings"
    assert "Appendix 1: what we do" in texts(book["Contents"])


@pytest.mark.parametrize("name", list_schemes())
def test_names_are_short_and_different(name: str) -> None:
    names = sheet_order(load_scheme(name))
    assert len({one.casefold() for one in names}) == len(names) == len(SHEETS) + 3
    assert all(len(one) <= LONGEST_NAME for one in names)


def test_names_do_not_depend_on_sections_or_services() -> None:
    long = "A very long section / with [signs] that no sheet's name may have: * ? " * 3
    book = built(scheme(), indicators=[judged_indicator(section=long)], cover=Cover(service=long))
    assert set(book.sheetnames) <= {*sheet_order(scheme()), *HIDDEN}


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_contents_lead_to_every_visible_sheet_and_back(sample: str) -> None:
    book = book_of(content_of(sample))
    contents = book["Contents"]
    listed = [row for row in contents.iter_rows(min_row=6) if row[0].value]
    shown = [sheet.title for sheet in book if sheet.sheet_state == "visible" and sheet.title != "Contents"]
    assert [row[0].value for row in listed] == shown
    assert [row[0].hyperlink.location for row in listed] == [f"'{name}'!A1" for name in shown]
    assert all(row[-2].value for row in listed), "a line on what each holds"
    for name in shown[1:]:  # the front page has no title block
        back = book[name]["A4"]
        assert (back.value, back.hyperlink.location) == ("Back to contents", "'Contents'!A1")


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_contents_count_the_rows(sample: str) -> None:
    given, contents = judge_sample(sample), book_of(content_of(sample))["Contents"]
    rows = {row[0].value: row[-1].value for row in contents.iter_rows(min_row=6)}
    tables = {"Indicators": given.indicators, "Actions": given.actions, "Risks": given.risks, "Findings": given.findings}
    for name, table in tables.items():
        assert rows.get(name, 0) == len(table)
    assert rows["Summary"] is None


@pytest.mark.parametrize("sample", SAMPLES)
def test_it_opens_on_the_front_page_with_a1_selected_everywhere(sample: str) -> None:
    book = book_of(content_of(sample))
    assert book.active.title == "Summary"
    for sheet in book:
        view = sheet.sheet_view
        assert view.topLeftCell in {None, "A1"}
        assert {one.activeCell for one in view.selection} <= {None, "A1"}
        assert bool(view.tabSelected) == (sheet.title == "Summary")


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_part_of_the_file_names_a_place_a_user_or_something_outside(sample: str) -> None:
    home, user = str(Path.home()), getpass.getuser()
    with zipfile.ZipFile(BytesIO(content_of(sample))) as package:
        assert not [name for name in package.namelist() if "externalLink" in name or "connections" in name]
        for name in package.namelist():
            text = package.read(name).decode("utf-8", "replace")
            outside = re.findall(r'TargetMode="External"|x15ac:absPath|file://|[A-Z]:\\\\|\\\\\\\\\w', text)
            assert not outside, name
            assert home == "/" or home not in text, name
            assert not re.search(rf">\s*{re.escape(user)}\s*<", text), name


@pytest.mark.parametrize(
    ("roles", "author"),
    [
        (["Head of Housing"], "Head of Housing"),
        ([" Head of Housing "], "Head of Housing"),
        ([""], "Performance team"),
        (["Head of Housing", "Head of Housing"], "Head of Housing"),
        (["Head of Housing", "Head of Planning"], "Performance team"),
    ],
)
def test_the_author_is_a_role(roles: list[str], author: str) -> None:
    given = [assessment(cover=Cover(service="Housing", contact_role=role)) for role in roles]
    assert book_of(build_summary(given, scheme(), AS_AT)).properties.creator == author


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (told(1, "x", "1.0 Position Statement"), "snapshot"),
        (told(1, "x", "position  statement"), "snapshot"),
        (told(1, "x", "1.0", "Position statement"), "snapshot"),
        (told(1, "x", "2.1", "Achievements"), "achievements"),
        (told(1, "x", "1.0 Position", "Statement"), "narrative"),
        (told(1, "x"), "narrative"),
    ],
)
def test_a_paragraph_stands_in_the_part_that_names_it(paragraph: Paragraph, expected: str) -> None:
    own = with_parts(part("snapshot", "", "Position Statement"), part("achievements", "", "Achievements"))
    assert part_of_paragraph(own, paragraph) == expected
    assert part_of_paragraph(with_parts(), paragraph) == "narrative"


@pytest.mark.parametrize(
    ("heading", "kind", "expected"),
    [
        ("1.0 Purpose", "", "1.0 Purpose"),
        ("2.1", "Achievements", "2.1 Achievements"),
        ("2.1 Achievements", "achievements", "2.1 Achievements"),
        ("", "Achievements", "Achievements"),
        ("", "", ""),
    ],
)
def test_what_a_paragraph_stands_under(heading: str, kind: str, expected: str) -> None:
    assert say_heading(told(1, "x", heading, kind)) == expected


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_paragraph_stands_once_and_whole(sample: str) -> None:
    book = book_of(content_of(sample))
    written = [
        text for name in ("Snapshot", "Achievements", "Narrative") if name in book.sheetnames for text in texts(book[name])
    ]
    given = Counter(one.text for one in judge_sample(sample).service_return.narrative)
    assert {text: Counter(written)[text] for text in given} == dict(given)


@pytest.mark.parametrize("length", [MOST_CHARACTERS - 1, MOST_CHARACTERS, MOST_CHARACTERS + 1, 3 * MOST_CHARACTERS])
@pytest.mark.parametrize("name", ["narrative", "snapshot", "achievements"])
def test_a_long_paragraph_goes_on_below(length: int, name: Any) -> None:
    own = with_parts(*([] if name == "narrative" else [part(name, "", "Told")]))
    text = ("word " * length)[:length].rstrip() + "."
    sheet = built(own, narrative=(told(1, text, "Told"), told(2, "The end.", "Told")))[SHEETS[name]]
    column = [str(row[0].value) for row in sheet.iter_rows() if row[0].value is not None]
    pieces = column[column.index("Told") + 1 : column.index("The end.")]
    assert "".join(pieces) == text
    assert len(pieces) > 1
    assert all(len(piece) <= MOST_CHARACTERS for piece in pieces)


def test_achievements_stand_theme_by_theme() -> None:
    given = (
        told(1, "Sick less.", "2.1", "Achievements", "People"),
        told(2, "Still sick.", "2.2", "Challenges", "People"),
        told(3, "Fewer calls.", "2.3", "Achievements", "Customer"),
        told(4, "A late word.", "2.1", "Achievements", "People"),
    )
    own = with_parts(part("achievements", "", "Achievements", "Challenges"))
    found = texts(built(own, narrative=given)["Achievements"])
    expected = ["People", "2.1 Achievements", "Sick less.", "2.2 Challenges", "Still sick.", "2.1 Achievements", "A late word.",
                "Customer", "2.3 Achievements", "Fewer calls."]  # fmt: skip
    assert found[-len(expected) :] == expected


def test_of_several_returns_each_heading_names_its_service() -> None:
    returns: list[Assessment] = [
        assessment(cover=Cover(service=name), narrative=(told(1, f"{name} is well.", "1.0 Purpose"),))
        for name in ("Housing", "Planning")
    ]
    sheet = book_of(build_summary(returns, with_parts(), AS_AT))["Narrative"]
    expected = chain.from_iterable((f"{name}: 1.0 Purpose", f"{name} is well.") for name in ("Housing", "Planning"))
    assert texts(sheet)[-4:] == list(expected)
