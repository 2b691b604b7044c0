"""A return workbook: the layout's sheets and columns, typed cells, text that stays text, the same bytes each time."""

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tools.findings import WritingError
from workbook_tools.model.layout import COVER_LABELS, TABLES, Content, Table
from workbook_tools.reading.service_return import read_service_return
from workbook_tools.writing.cells import Number
from workbook_tools.writing.return_template import CELL_LIMIT, CellContent, write_return

CREATED = date(2023, 3, 31)
COVER = {"council": "Example Council", "service": "Housing", "period": "2022/23"}
HOSTILE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org","here")',
    "+44 20",
    "-2+3",
    "@SUM(A1)",
    "http://example.org",
    "mailto:officer@example.org",
    "internal:Cover!A1",
    r"external:\\server\share\book.xlsx",
    "{=SUM(A1)}",
    "'quoted",
    "<b>&amp;</b>",
    "0012",
    "1/2",
    "1e5",
    "TRUE",
    "#N/A",
]


def write(folder: Path, tables: dict[str, list[dict[str, CellContent]]], name: str = "return.xlsx") -> Path:
    path = folder / name
    write_return(path, COVER, tables, created=CREATED)
    return path


def sheet_of(path: Path, name: str) -> Worksheet:
    sheet = openpyxl.load_workbook(path)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def part_of(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as parts:
        return parts.read(name).decode()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_gets_its_sheet_with_every_column(table: Table, tmp_path: Path) -> None:
    first = table.columns[0].field
    path = write(tmp_path, {table.name: [{first: "x"}]})

    assert openpyxl.load_workbook(path).sheetnames == ["Cover", table.sheet]
    sheet = sheet_of(path, table.sheet)
    assert [cell.value for cell in sheet[1]] == [column.heading for column in table.columns]
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    widths = [sheet.column_dimensions[letter].width for letter in sheet.column_dimensions if letter == "A"]
    assert widths == [pytest.approx(table.columns[0].width, abs=0.8)]


def test_sheets_follow_the_layout_and_empty_tables_have_none(tmp_path: Path) -> None:
    path = write(tmp_path, {"risks": [{"title": "r"}], "finance": [], "indicators": [{"title": "i"}]})

    assert openpyxl.load_workbook(path).sheetnames == ["Cover", "Indicators", "Risks"]


def test_the_cover_has_every_label_and_the_values_given(tmp_path: Path) -> None:
    rows = {row[0].value: row[1].value for row in sheet_of(write(tmp_path, {}), "Cover").iter_rows()}

    assert set(COVER_LABELS.values()) <= rows.keys()
    assert rows["Council"] == "Example Council"
    assert rows["Contact (role)"] is None
    assert rows["Template"]


@pytest.mark.parametrize(
    ("field", "content", "value", "number_format"),
    [
        ("value", Number(Decimal("0.962"), "0.0%"), 0.962, "0.0%"),
        ("value", Number(Decimal("3.70"), "£#,##0.00"), 3.7, "£#,##0.00"),
        ("value", Number(Decimal(8500), "#,##0"), 8500, "#,##0"),
        ("value", "n/a", "n/a", "General"),
        ("value", "=1", "=1", "General"),
        ("code", "3-4", "3-4", "@"),
        ("note", "- first", "- first", "@"),
        ("note", date(2022, 3, 31), datetime(2022, 3, 31), "dd/mm/yyyy"),  # noqa: DTZ001 - a cell has no time zone
        ("note", datetime(2022, 3, 31, 9, 30), datetime(2022, 3, 31), "dd/mm/yyyy"),  # noqa: DTZ001 - likewise
    ],
)
def test_contents_become_typed_cells(
    field: str, content: CellContent, value: object, number_format: str, tmp_path: Path
) -> None:
    sheet = sheet_of(write(tmp_path, {"indicators": [{field: content}]}), "Indicators")
    cell = next(cell for cell in sheet[2] if cell.value is not None)

    assert (cell.value, cell.number_format) == (value, number_format)


@pytest.mark.parametrize("nothing", ["", None])
def test_nothing_leaves_the_cell_empty(nothing: CellContent, tmp_path: Path) -> None:
    sheet = sheet_of(write(tmp_path, {"indicators": [{"title": "x", "value": nothing}]}), "Indicators")

    assert [cell.value for cell in sheet[2] if cell.value is not None] == ["x"]


@pytest.mark.parametrize(
    ("content", "number_format"),
    [
        (Content.TEXT, "@"),
        (Content.LONG_TEXT, "@"),
        (Content.FIGURE, "General"),
        (Content.PROGRESS, "0%"),
        (Content.SCORE, "0"),
        (Content.DATE, "dd/mm/yyyy"),
    ],
)
def test_cells_still_to_be_filled_in_are_formatted_for_their_content(
    content: Content, number_format: str, tmp_path: Path
) -> None:
    table = next(table for table in TABLES if any(column.content is content for column in table.columns))
    place = next(i for i, column in enumerate(table.columns, start=1) if column.content is content)
    sheet = sheet_of(write(tmp_path, {table.name: [{"title": "x"}]}), table.sheet)
    formats = {
        index: dimension.number_format
        for dimension in sheet.column_dimensions.values()
        for index in range(dimension.min or 0, (dimension.max or 0) + 1)
    }

    assert formats[place] == number_format


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["title", "value"])
def test_hostile_text_stays_text(text: str, field: str, tmp_path: Path) -> None:
    path = write(tmp_path, {"indicators": [{field: text}]})
    cell = next(cell for cell in sheet_of(path, "Indicators")[2] if cell.value is not None)

    xml = part_of(path, "xl/worksheets/sheet2.xml")
    assert "<f>" not in xml
    assert "hyperlink" not in xml
    assert cell.value == text
    assert cell.hyperlink is None
    # Excel keeps it as text even when an officer opens the cell and leaves it again.
    looks_like_formula = text[0] in "=+-@"
    assert cell.number_format == "@" or bool(cell.quotePrefix) == looks_like_formula


@settings(max_examples=60)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_any_text_is_written_and_is_no_formula(tmp_path_factory: pytest.TempPathFactory, texts: Sequence[str]) -> None:
    path = write(tmp_path_factory.mktemp("any"), {"narrative": [{"heading": "h", "text": text} for text in texts]})

    xml = part_of(path, "xl/worksheets/sheet2.xml")
    assert "<f>" not in xml
    assert xml.count('t="s"') == 5 + len(texts) + sum(text != "" for text in texts)
    assert sheet_of(path, "Narrative").max_row == 1 + len(texts)


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=60).filter(str.strip))
def test_printable_text_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    sheet = sheet_of(write(tmp_path_factory.mktemp("any"), {"narrative": [{"text": text}]}), "Narrative")

    assert sheet["E2"].value == text


@pytest.mark.parametrize("character", ["\ud800", "\ufffe", "\uffff"])
def test_a_character_that_no_workbook_can_hold_is_shown_as_replaced(character: str, tmp_path: Path) -> None:
    assert sheet_of(write(tmp_path, {"narrative": [{"text": f"a{character}b"}]}), "Narrative")["E2"].value == "a\ufffdb"


def test_text_at_the_limit_is_whole_and_beyond_it_is_refused(tmp_path: Path) -> None:
    longest = "x" * CELL_LIMIT
    assert sheet_of(write(tmp_path, {"narrative": [{"text": longest}]}), "Narrative")["E2"].value == longest

    with pytest.raises(WritingError, match=r"Narrative!E2: .* has 32,768 characters, but an Excel cell holds 32,767"):
        write(tmp_path, {"narrative": [{"text": f"{longest}x"}]}, "longer.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["return.xlsx"]


def test_the_same_contents_give_the_same_bytes(tmp_path: Path) -> None:
    tables: dict[str, list[dict[str, CellContent]]] = {"indicators": [{"title": "x", "value": Number(Decimal(1), "0")}]}

    assert write(tmp_path, tables, "a.xlsx").read_bytes() == write(tmp_path, tables, "b.xlsx").read_bytes()


def test_the_workbook_says_when_it_was_created_and_by_nobody(tmp_path: Path) -> None:
    properties = openpyxl.load_workbook(write(tmp_path, {})).properties

    assert properties.created == datetime(2023, 3, 31)  # noqa: DTZ001 - a workbook has no time zone
    assert not properties.creator
    assert properties.title == "Service return"


def test_an_older_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    (tmp_path / "return.xlsx").write_text("older")
    path = write(tmp_path, {"actions": [{"title": "x"}]})

    assert openpyxl.load_workbook(path).sheetnames == ["Cover", "Actions"]
    assert [path.name for path in tmp_path.iterdir()] == ["return.xlsx"]


def test_a_folder_that_is_missing_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WritingError, match=r"return\.xlsx could not be written"):
        write(tmp_path / "missing", {})


@pytest.mark.parametrize("tables", [{"measures": []}, {"indicators": [{"kpi": "x"}]}])
def test_what_the_layout_does_not_have_is_refused(tables: dict[str, list[dict[str, CellContent]]], tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        write(tmp_path, tables)
    assert list(tmp_path.iterdir()) == []


def test_a_written_return_is_read_back(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        {"indicators": [{"code": "H1", "title": "Rent", "unit_text": "percent", "value": Number(Decimal("0.962"), "0.0%")}]},
    )
    found = read_service_return(path)

    assert (found.cover.council, found.cover.service, str(found.cover.period)) == ("Example Council", "Housing", "2022/23")
    assert found.cover.other == ()
    assert [(row.code, row.title, row.value.number) for row in found.indicators] == [("H1", "Rent", Decimal("96.2"))]


def test_a_wide_table_is_printed_over_pages_and_a_narrow_one_on_one(tmp_path: Path) -> None:
    path = write(tmp_path, {"risks": [{"title": "x"}], "headlines": [{"name": "x"}]})

    assert sheet_of(path, "Risks").page_setup.fitToWidth == 3
    assert sheet_of(path, "Headlines").page_setup.fitToWidth in {None, 1}
    assert sheet_of(path, "Headlines").page_setup.fitToHeight == 0
