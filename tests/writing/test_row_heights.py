"""Rows are high enough for their text and still grow."""

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.writing.return_template import write_return
from workbook_tools.writing.row_heights import HIGHEST_ROW, LINE_HEIGHT, lines_of, row_height


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("one", 1),
        ("0" * 9, 1),  # nine digits and the padding fill ten digits of width
        ("0" * 10, 2),
        ("0000 0000", 1),
        ("00000 00000", 2),
        ("one\ntwo", 2),
        ("one\n\ntwo", 3),
        ("one\n", 2),
        ("0" * 18, 2),
        ("0" * 19, 3),
        ("a " + "0" * 18, 3),
    ],
)
def test_lines_break_between_words_and_at_line_ends(text: str, lines: int) -> None:
    assert lines_of(text, 10) == lines


@given(st.text(max_size=300), st.floats(5, 110))
def test_a_longer_text_or_a_narrower_column_never_takes_fewer_lines(text: str, width: float) -> None:
    assert lines_of(f"{text}\nmore", width) == lines_of(text, width) + lines_of("more", width)
    assert lines_of(text, width) >= text.count("\n") + 1


@pytest.mark.parametrize(
    ("texts", "height"),
    [
        ([], LINE_HEIGHT),
        (["one"], LINE_HEIGHT),
        (["one", "one\ntwo\nthree"], 3 * LINE_HEIGHT),
        (["\n" * 26], 27 * LINE_HEIGHT),
        (["\n" * 27], HIGHEST_ROW),
    ],
)
def test_the_highest_cell_decides_up_to_what_excel_allows(texts: list[str], height: float) -> None:
    assert row_height((text, 10) for text in texts) == height


def test_rows_state_a_height_that_is_not_fixed(tmp_path: Path) -> None:
    path = tmp_path / "return.xlsx"
    write_return(path, {}, {"narrative": [{"text": "one\ntwo\nthree"}]}, created=date(2023, 3, 31))
    with zipfile.ZipFile(path) as parts:
        rows = re.findall("<row [^>]*>", parts.read("xl/worksheets/sheet2.xml").decode())

    assert 'ht="45"' in rows[1]
    assert [row for row in rows if "customHeight" in row] == []
