"""Rows of a sheet, and which of them are looked at as headings."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_plain import plain, sheet_of, write_package
from workbook_tools.reading.grids import Cell, CellKind, CellsByRow, Grid
from workbook_tools.reading.grids_openpyxl import read_grids
from workbook_tools.reading.heading_labels import parts_of
from workbook_tools.reading.heading_rows import rows_of
from workbook_tools.reading.headings import LONGEST_HEADING, load_headings, normalise

HEADINGS = load_headings()
OF_HEADINGS = st.sampled_from(sorted(HEADINGS.parts))
MARKS = st.text("*:. \n\u00a0(ｉe\u0301", max_size=3)
TEXTS = st.one_of(st.text(min_size=1, max_size=12), st.builds(lambda *parts: "".join(parts), MARKS, OF_HEADINGS, MARKS)).filter(
    str.strip
)


def cell(address: str, value: str) -> Cell:
    return Cell(CellKind.TEXT, value, address)


@given(st.lists(st.one_of(TEXTS, TEXTS.map(str.upper)), max_size=4))
def test_what_texts_are_of_headings_is_that_of_the_texts_normalised(texts: list[str]) -> None:
    expected = 0
    for text in texts:
        expected |= HEADINGS.parts.get(normalise(text), 0) if len(text) <= LONGEST_HEADING else 0
    assert parts_of({column: cell("A1", text) for column, text in enumerate(texts, 1)}, HEADINGS) == expected


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row><row r="3"><c r="B3"><v>3</v></c></row>',
        '<row r="3"><c r="B3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row>',  # upside down
        '<row r="1"><c r="C1"><v>2</v></c><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><v>3</v></c></row>',  # from right
        '<row r="1"><c r="B3"><v>3</v></c><c r="C1"><v>2</v></c><c r="A1"><v>1</v></c></row>',  # of another row
    ],
)
def test_rows_and_columns_ascend_however_they_are_written(tmp_path: Path, rows: str) -> None:
    path = write_package(tmp_path / "rows.xlsx", sheet_of(rows))
    (quick,), (thorough,) = plain(path) or (), read_grids(path)
    assert isinstance(quick.cells, CellsByRow)
    for grid in (quick, thorough):
        assert [(row, list(cells)) for row, cells in rows_of(grid).items()] == [(1, [1, 3]), (3, [2])]
        assert [cell.value for cells in rows_of(grid).values() for cell in cells.values()] == [1, 2, 3]


def test_cells_by_row_are_the_cells_by_place() -> None:
    cells = {(1, 1): cell("A1", "a"), (1, 3): cell("C1", "c"), (4, 2): cell("B4", "b")}
    by_row = CellsByRow({1: {1: cells[1, 1], 3: cells[1, 3]}, 4: {2: cells[4, 2]}})
    assert by_row == cells
    assert cells == by_row
    assert (len(by_row), list(by_row), repr(by_row)) == (3, list(cells), repr(cells))
    assert by_row.get((4, 2)) is cells[4, 2]
    assert [by_row.get(place) for place in ((4, 1), (2, 2))] == [None, None]
    assert Grid("Sheet", by_row) == Grid("Sheet", cells)
