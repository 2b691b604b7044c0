"""The sample returns hold what the councils published: every row, every column, nothing corrected, nothing added."""

import csv
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from build_samples import mapping_lines
from vale_summary import HEADLINES_FILE, breakdown_place, headlines, published_name
from workbook_tools.model.layout import TABLES
from workbook_tools.reading.service_return import read_service_return

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PUBLISHED = SAMPLES / "published"
RETURNS = SAMPLES / "returns"

PARTNERSHIP = "clackmannanshire-partnership-and-performance-2022-23.xlsx"
PEOPLE = "clackmannanshire-people-2022-12.xlsx"
BEST_VALUE = "clackmannanshire-best-value-2018.xlsx"
MORAY = "moray-2020-21-q4.xlsx"
VALE = "vale-of-glamorgan-2019-20-q2.xlsx"
RETURN_OF = {"clacks_pp": PARTNERSHIP, "clacks_people": PEOPLE, "clacks_best": BEST_VALUE, "moray": MORAY, "vale": VALE}

SUMMARY = "vale_2019_20_q2_summary.csv"
MATRIX = "vale_risk_matrix.csv"  # part of the council's scheme, not of a return
TABLE_FILES = sorted(path.name for path in PUBLISHED.glob("*.csv") if path.name not in {SUMMARY, MATRIX})


def published(file: str) -> list[dict[str, str]]:
    with (PUBLISHED / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def sheet_of(workbook: str, sheet: str) -> Worksheet:
    found = openpyxl.load_workbook(RETURNS / workbook)[sheet]
    assert isinstance(found, Worksheet)
    return found


@cache
def columns_of(workbook: str, sheet: str) -> dict[str, int]:
    return {str(cell.value): number for number, cell in enumerate(sheet_of(workbook, sheet)[1], start=1)}


def return_of(file: str) -> str:
    return next(workbook for start, workbook in RETURN_OF.items() if file.startswith(start))


def rows_of(workbook: str, sheet: str) -> list[dict[str, str]]:
    headings, *rows = sheet_of(workbook, sheet).iter_rows(values_only=True)
    return [{str(h): "" if v is None else str(v) for h, v in zip(headings, row, strict=True)} for row in rows]


def mapping_in_readme() -> Iterator[list[str]]:
    """The rows of the table in samples/README.md: published file, column, sheet, heading."""
    for line in (SAMPLES / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0].endswith(".csv"):
            yield cells


def says(cell: Cell | MergedCell, printed: str, *, in_percent: bool) -> bool:
    """Whether the cell shows what was printed: the same text, the same day, or the same number with its sign and decimals."""
    value, shown_as = cell.value, cell.number_format
    if isinstance(value, str):
        return value == printed
    if isinstance(value, datetime):
        return any(printed == f"{value:{form}}" for form in ("%d/%m/%Y", "%d-%b-%Y"))
    if not isinstance(value, int | float):
        return False
    percent = in_percent or printed.endswith("%")
    figure = printed.strip("£%").replace(",", "")
    decimals = figure.partition(".")[2]
    return (
        Decimal(repr(value)) * (100 if percent else 1) == Decimal(figure)
        and shown_as.endswith("%") == percent
        and shown_as.startswith("£") == printed.startswith("£")
        and (",##0" in shown_as) == ("£" in printed or "," in printed)
        and len(shown_as.strip("%").partition(".")[2]) == len(decimals)
    )


def test_the_committed_returns_are_what_the_script_builds(tmp_path: Path) -> None:
    subprocess.run([sys.executable, SAMPLES / "build_samples.py", tmp_path], check=True, capture_output=True)

    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    committed = {path.name: path.read_bytes() for path in RETURNS.glob("*.xlsx")}
    assert sorted(built) == sorted(RETURN_OF.values())
    assert [name for name in built if built[name] != committed.get(name)] == []
    assert committed.keys() == built.keys()


@pytest.mark.parametrize(
    ("workbook", "sheets"),
    [
        (PARTNERSHIP, {"Indicators": 35, "Actions": 38, "Risks": 6, "Narrative": 40}),
        (PEOPLE, {"Actions": 55, "Narrative": 30}),
        (BEST_VALUE, {"Actions": 18}),
        (MORAY, {"Actions": 22}),
        (
            VALE,
            {
                "Indicators": 27,
                "Actions": 224,
                "Risks": 26,
                "Headlines": 66,
                "Breakdowns": 44 + 107,
                "Narrative": 75,
                "Exceptions": 23,
            },
        ),
    ],
)
def test_every_published_row_stands_in_its_sheet(workbook: str, sheets: dict[str, int]) -> None:
    book = openpyxl.load_workbook(RETURNS / workbook)

    assert book.sheetnames == ["Cover", *sheets]
    assert {sheet: book[sheet].max_row - 1 for sheet in sheets} == sheets


@pytest.mark.parametrize(
    ("workbook", "cover"),
    [
        (PARTNERSHIP, ("clackmannanshire", "Clackmannanshire Council", "Partnership & Performance", "2022/23")),
        (PEOPLE, ("clackmannanshire", "Clackmannanshire Council", "People", "December 2022")),
        (BEST_VALUE, ("clackmannanshire", "Clackmannanshire Council", "Best Value", "March 2018")),
        (MORAY, ("moray", "Moray Council", "HR & Organisational Development and ICT", "quarter to March 2021")),
        (VALE, ("vale_of_glamorgan", "Vale of Glamorgan Council", "Corporate Health", "Q2 2019/20")),
    ],
)
def test_the_cover_says_whose_return_it_is_and_of_when(workbook: str, cover: tuple[str, ...]) -> None:
    labels = {row[0].value: row[1].value for row in sheet_of(workbook, "Cover").iter_rows()}

    assert tuple(labels[label] for label in ("Scheme", "Council", "Service", "Period")) == cover
    assert labels["Report"]


def test_the_vale_gives_its_own_words_for_its_judgement() -> None:
    cover = read_service_return(RETURNS / VALE).cover

    assert cover.overall_judgement == next(row["value"] for row in published(SUMMARY) if row["name"] == "overall_rag")
    assert any(cover.overall_reason in row["paragraph"] for row in published("vale_2019_20_q2_narrative.csv"))


@pytest.mark.parametrize("workbook", RETURN_OF.values())
def test_every_column_of_the_layout_is_there_to_be_filled_in(workbook: str) -> None:
    sheets = openpyxl.load_workbook(RETURNS / workbook).sheetnames
    for table in TABLES:
        if table.sheet in sheets:
            assert list(columns_of(workbook, table.sheet)) == [column.heading for column in table.columns]


def test_the_readme_lists_where_each_column_goes() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8").splitlines()

    assert [line for line in mapping_lines() if line not in readme] == []


@pytest.mark.parametrize("file", [*TABLE_FILES, SUMMARY])
def test_every_published_column_is_in_the_readme(file: str) -> None:
    assert [column for listed, column, *_ in mapping_in_readme() if listed == file] != []
    assert {column for listed, column, *_ in mapping_in_readme() if listed == file} == published(file)[0].keys()


@pytest.mark.parametrize("file", TABLE_FILES)
def test_every_published_cell_is_found_again_in_its_row(file: str) -> None:
    workbook, missing = return_of(file), []
    for _, column, sheet, heading in (line for line in mapping_in_readme() if line[0] == file):
        place = columns_of(workbook, sheet)[heading]
        for number, row in enumerate(published(file), start=2):
            cell = sheet_of(workbook, sheet).cell(number, place)
            found = says(cell, row[column], in_percent=column == "percent_complete") if row[column] else cell.value is None
            if not found:
                missing.append((cell.coordinate, cell.value, row[column]))
    assert missing == []


@pytest.mark.parametrize(
    ("workbook", "sheet", "filled_in"),
    [
        (PARTNERSHIP, "Indicators", set()),
        (BEST_VALUE, "Actions", set()),
        (VALE, "Indicators", {"Previous period"}),
        (VALE, "Risks", set()),
        (VALE, "Narrative", {"Order"}),
    ],
)
def test_nothing_is_added_to_what_was_published(workbook: str, sheet: str, filled_in: set[str]) -> None:
    mapped = {heading for file, _, listed, heading in mapping_in_readme() if return_of(file) == workbook and listed == sheet}
    used = {heading for row in rows_of(workbook, sheet) for heading, value in row.items() if value}

    assert used - mapped == filled_in


@pytest.mark.parametrize(
    ("workbook", "place", "value", "number_format"),
    [
        (PARTNERSHIP, "Indicators!H14", 0.962, "0.0%"),
        (PARTNERSHIP, "Indicators!I13", 5.27, "£#,##0.00"),
        (PARTNERSHIP, "Indicators!I22", "(£294)", "General"),
        (PARTNERSHIP, "Indicators!J16", "<", "General"),
        (PARTNERSHIP, "Actions!I2", 1, "0%"),
        (PARTNERSHIP, "Risks!K2", 9, "0"),
        (PEOPLE, "Actions!H2", datetime(2023, 8, 31), "dd/mm/yyyy"),  # noqa: DTZ001 - a cell has no time zone
        (BEST_VALUE, "Actions!H3", "March, 2018", "dd/mm/yyyy"),
        (BEST_VALUE, "Actions!H10", "May 2018 and ongoing", "dd/mm/yyyy"),
        (BEST_VALUE, "Actions!A2", "1", "@"),
        (VALE, "Indicators!I21", 61.17, "0.00"),
        (VALE, "Indicators!H18", 8500, "#,##0"),
        (VALE, "Indicators!J3", "No Target", "General"),
        (VALE, "Indicators!I4", 3.5, "0.00"),
        (VALE, "Actions!H59", "31/09/2019", "dd/mm/yyyy"),
        (VALE, "Actions!H48", ", ,", "dd/mm/yyyy"),
        (VALE, "Actions!H176", 1, "0"),
        (VALE, "Actions!I2", 0.5, "0%"),
        (VALE, "Exceptions!J19", "↑", "@"),
        (VALE, "Narrative!D3", 2, "0"),
    ],
)
def test_cells_are_what_excel_would_have_made_of_them(workbook: str, place: str, value: object, number_format: str) -> None:
    sheet, address = place.split("!")
    cell = sheet_of(workbook, sheet)[address]

    assert (cell.value, cell.number_format) == (value, number_format)


def test_each_summary_figure_stands_once_and_keeps_its_published_name() -> None:
    name_of_headline = {known["headline"]: name for name, known in headlines().items()}
    made_of_summary = {place[0] for row in published(SUMMARY) if (place := breakdown_place(row["name"]))}
    found = [(name_of_headline[row["Headline"]], row["Stated figure"]) for row in rows_of(VALE, "Headlines")]
    found += [
        (published_name(row["Table"], row["Row"], row["Column"]), row["Figure"])
        for row in rows_of(VALE, "Breakdowns")
        if row["Table"] in made_of_summary
    ]

    assert sorted(found) == sorted((row["name"], row["value"]) for row in published(SUMMARY))


def test_each_headline_says_what_it_counts_and_only_known_places_where_it_is_printed() -> None:
    places = {f"{row['section']} {row['kind']}" for row in published("vale_2019_20_q2_narrative.csv")}
    places |= {f"{row['section']} {row['kind']} ({row['theme']})" for row in published("vale_2019_20_q2_narrative.csv")}
    for row in rows_of(VALE, "Headlines"):
        assert row["What it counts"]
        assert row["Where printed"] in {"", "commentary on CPM/217", *places}


def test_each_headline_is_described_once() -> None:
    with HEADLINES_FILE.open(encoding="utf-8", newline="") as lines:
        described = [row["name"] for row in csv.DictReader(lines)]

    assert sorted(described) == sorted(row["name"] for row in published(SUMMARY) if breakdown_place(row["name"]) is None)


@pytest.mark.parametrize("workbook", RETURN_OF.values())
def test_no_formula_and_no_link_anywhere(workbook: str) -> None:
    with zipfile.ZipFile(RETURNS / workbook) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/")]

    assert sheets
    assert all(mark not in sheet for sheet in sheets for mark in ("<f>", "<f ", "hyperlink"))


@pytest.mark.parametrize(
    ("workbook", "expected"),
    [
        (PARTNERSHIP, []),
        (PEOPLE, []),
        (BEST_VALUE, []),
        (MORAY, []),
        (
            VALE,
            [
                ("bare-percent", "Indicators", "I21"),
                ("unit-differs", "Indicators", "H23"),
                ("unit-differs", "Indicators", "I23"),
                ("bare-percent", "Indicators", "I26"),
                ("date-not-understood", "Actions", "H48"),
                ("impossible-date", "Actions", "H59"),
                ("impossible-date", "Actions", "H63"),
                ("impossible-date", "Actions", "H64"),
                ("date-not-understood", "Actions", "H176"),
                ("unit-differs", "Exceptions", "I19"),
            ],
        ),
    ],
)
def test_reading_finds_the_published_oddities_and_nothing_else(workbook: str, expected: list[tuple[str, str, str]]) -> None:
    found = read_service_return(RETURNS / workbook)

    assert found.refused is None
    assert [(finding.code, finding.where.sheet, finding.where.cell) for finding in found.findings] == expected


def test_the_copies_say_where_they_come_from() -> None:
    readme = (PUBLISHED / "README.md").read_text(encoding="utf-8")

    assert [path.name for path in PUBLISHED.glob("*.csv") if path.name not in readme] == []
