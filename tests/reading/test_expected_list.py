"""The list of returns that should come in, and the list that returns are issued to: one file serves for both."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_workbooks import write_workbook
from workbook_tools.findings import ReadingError, Where
from workbook_tools.model.consolidation import ExpectedReturn
from workbook_tools.model.spellings import folded
from workbook_tools.reading.expected_list import read_expected_list
from workbook_tools.reading.service_list import ListedService, read_service_list

DUE = date(2026, 10, 16)
HEADINGS = ("Service", "Directorate", "Owner (role)", "E-mail address", "Due")


def as_csv(path: Path, *rows: tuple[Any, ...]) -> Path:
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("due", [DUE, "16/10/2026", "16 October 2026", "2026-10-16"])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_list_with_every_column(suffix: str, due: object, tmp_path: Path) -> None:
    rows = (("Returns for Q2",), HEADINGS, ("Housing", "Place", "Head of Housing", "housing@example.gov.uk", due), ("Parks",))
    path = tmp_path / f"expected{suffix}"
    if suffix == ".csv":
        as_csv(path, *rows)
    else:
        write_workbook(path, {"List": rows})
    assert read_expected_list(path) == (
        ExpectedReturn(
            "Housing", "Place", "Head of Housing", "housing@example.gov.uk", DUE, Where(f"expected{suffix}", cell="A3")
        ),
        ExpectedReturn("Parks", where=Where(f"expected{suffix}", cell="A4")),
    )


@pytest.mark.parametrize(
    ("heading", "field", "value", "expected"),
    [
        ("Owner", "owner", "Head", "Head"),
        ("Owner/Contact (role)", "owner", "Head", "Head"),
        ("Contact", "owner", "Head", "Head"),
        ("Contact (role)", "owner", "Head", "Head"),
        ("Owner's role", "owner", "Head", "Head"),
        ("E-MAIL ADDRESS", "address", "a@b.uk", "a@b.uk"),
        ("Email", "address", " a@b.uk ", "a@b.uk"),
        ("Due (date)", "due", "16/10/2026", DUE),
        ("Deadline:", "due", "16/10/2026", DUE),
        ("Department", "directorate", "Place", "Place"),
        ("Notes", "owner", "Head", ""),
    ],
)
def test_headings(heading: str, field: str, value: str, expected: object, tmp_path: Path) -> None:
    (asked,) = read_expected_list(as_csv(tmp_path / "list.csv", ("Service", heading), ("Housing", value)))
    assert getattr(asked, field) == expected


@pytest.mark.parametrize(
    ("owner", "contact", "expected"), [("Head", "Clerk", "Head"), ("", "Clerk", "Clerk"), ("Head", "", "Head"), ("", "", "")]
)
@pytest.mark.parametrize("headings", [("Owner", "Contact"), ("Contact", "Owner")])
def test_an_owner_is_reminded_before_a_contact_who_is_issued_to_first(
    headings: tuple[str, str], owner: str, contact: str, expected: str, tmp_path: Path
) -> None:
    cells = {"Owner": owner, "Contact": contact}
    path = as_csv(tmp_path / "list.csv", ("Service", *headings), ("Housing", *(cells[heading] for heading in headings)))
    assert read_expected_list(path)[0].owner == expected
    assert read_service_list(path)[0].contact_role == (contact or owner)


@pytest.mark.parametrize(("day", "expected"), [("", DUE), ("15/10/2026", date(2026, 10, 15))])
def test_one_due_date_holds_for_rows_that_name_none(day: str, expected: date, tmp_path: Path) -> None:
    path = as_csv(tmp_path / "list.csv", ("Service", "Due"), ("Housing", day))
    assert read_expected_list(path, DUE)[0].due == expected


def test_one_list_serves_for_issuing_and_for_expecting(tmp_path: Path) -> None:
    headings = ("Service", "Directorate", "Contact (role)", "Previous return", "Plan from", "E-mail address", "Due")
    row = ("Housing", "Place", "Head of Housing", "last.xlsx", "01/04/2026", "housing@example.gov.uk", "16/10/2026")
    path = as_csv(tmp_path / "services.csv", headings, row)
    assert read_service_list(path) == (ListedService(2, "Housing", "Place", "Head of Housing", "last.xlsx", date(2026, 4, 1)),)
    assert read_expected_list(path) == (
        ExpectedReturn("Housing", "Place", "Head of Housing", "housing@example.gov.uk", DUE, Where("services.csv", cell="A2")),
    )


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("Directorate",), ("Place",)], "list.csv has no column headed Service, so it is no list of services."),
        ([("Service",)], "list.csv names no service below its headings."),
        ([("Service", "Due"), ("", "16/10/2026")], "list.csv names no service below its headings."),
        ([("Service",), ("Housing",), ("",), (" HOUSING ",)], "list.csv, row 4: 'HOUSING' stands already in row 2."),
        ([("Service",), ("Parks  and Trees",), ("parks and trees",)], "row 3: 'parks and trees' stands already in row 2."),
        ([("Service", "Due"), ("Housing", "31/09/2026")], "list.csv, row 2: '31/09/2026' is not a day that exists."),
        ([("Service", "Due"), ("Housing", "soon")], "list.csv, row 2: 'soon' is not a day. Write it like 01/04/2023."),
        ([("Service", "Due"), ("Housing", "46310")], "list.csv, row 2: '46310' is not a day."),
    ],
)
def test_a_list_that_is_not_in_order(rows: list[tuple[Any, ...]], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(ReadingError) as caught:
        read_expected_list(as_csv(tmp_path / "list.csv", *rows))
    assert sentence in str(caught.value)


@pytest.mark.parametrize("content", [b"not a workbook", b"PK\x03\x04"])
def test_what_is_no_workbook_is_said(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    with pytest.raises(ReadingError, match=r"^list\.xlsx: "):
        read_expected_list(path)


def test_a_hidden_sheet_is_passed_over(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, service in (("Old", "Baths"), ("List", "Housing")):
        sheet = book.create_sheet(title)
        sheet.append(["Service"])
        sheet.append([service])
    del book["Sheet"]
    book["Old"].sheet_state = "hidden"
    book.active = 1
    book.save(tmp_path / "list.xlsx")
    assert [asked.service for asked in read_expected_list(tmp_path / "list.xlsx")] == ["Housing"]


def test_a_long_workbook_is_read_row_by_row(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx", {"List": [["Service", "Due"], *([f"Service {n}", DUE] for n in range(2000))]})
    read = read_expected_list(path)
    assert (len(read), read[-1].service, read[-1].due, read[-1].where.cell) == (2000, "Service 1999", DUE, "A2001")


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters='"\r\n'), min_size=1), min_size=1, max_size=8))
def test_any_service_is_kept_as_written_or_said_to_stand_there_already(
    tmp_path_factory: pytest.TempPathFactory, services: list[str]
) -> None:
    path = as_csv(tmp_path_factory.mktemp("lists") / "list.csv", ("Service",), *((service,) for service in services))
    named = [service.strip() for service in services if service.strip()]
    if named and len({folded(service) for service in named}) == len(named):
        assert [asked.service for asked in read_expected_list(path)] == named
    else:
        with pytest.raises(ReadingError) as caught:
            read_expected_list(path)
        assert str(caught.value).isprintable()
