"""Text is given room for every line, and pieces of a long text lose nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook_tools.writing.measure import (
    CELL_PADDING,
    HIGHEST_ROW,
    MOST_CHARACTERS,
    Font,
    column_pixels,
    cut_to_lines,
    height_of,
    pieces_of,
    text_width,
    wrap,
)

FONT = Font(10)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("word", 1),
        ("one\ntwo", 2),
        ("one\n", 2),  # Excel shows the empty line that the break begins
        ("\n\n", 3),
        ("aaaa bbbb cccc dddd", 2),  # 19 letters of about 6 pixels into 94 pixels
        ("m" * 40, 5),  # a word without blanks is broken inside
    ],
)
def test_lines_of_a_cell(text: str, lines: int) -> None:
    assert len(wrap(text, 100, FONT)) == lines


def test_a_word_moves_to_the_next_line_as_a_whole() -> None:
    assert wrap("short extraordinarily", 100, FONT) == ("short ", "extraordinarily")


@given(st.text(st.characters(codec="utf-8"), max_size=400), st.integers(20, 600))
@settings(max_examples=150, deadline=None)
def test_lines_put_together_are_the_text(text: str, pixels: int) -> None:
    assert "".join(wrap(text, pixels, FONT)) == text


@given(st.text("abc dm\n", min_size=0, max_size=300), st.integers(60, 400))
@settings(max_examples=100, deadline=None)
def test_no_line_is_wider_than_the_cell(text: str, pixels: int) -> None:
    for line in wrap(text, pixels, FONT):
        assert text_width(line.rstrip(), FONT) <= pixels


@given(st.text("abc dm漢", min_size=1, max_size=60), st.integers(20, 400))
def test_a_text_stands_on_one_line_where_it_fits(text: str, pixels: int) -> None:
    if text_width(text, FONT) <= pixels - CELL_PADDING:
        assert wrap(text, pixels, FONT) == (text,)
    elif text_width(text.rstrip(), FONT) > pixels - CELL_PADDING and len(text.rstrip()) > 1:
        assert len(wrap(text, pixels, FONT)) > 1


@given(st.text("abc def\n", max_size=2000), st.integers(30, 60))
@settings(max_examples=60, deadline=None)
def test_pieces_fit_into_a_row_each_and_lose_nothing(text: str, pixels: int) -> None:
    pieces = pieces_of(text, pixels, FONT)
    assert "".join(pieces) == text
    for piece in pieces:
        assert len(wrap(piece, pixels, FONT)) * FONT.line_height <= HIGHEST_ROW
        assert len(piece) <= MOST_CHARACTERS


def test_a_line_longer_than_a_cell_holds_is_divided() -> None:
    text = "a" * (MOST_CHARACTERS + 1)
    assert "".join(pieces_of(text, 10_000_000, FONT)) == text
    assert max(map(len, pieces_of(text, 10_000_000, FONT))) == MOST_CHARACTERS


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [(Font(10), Font(11)), (Font(10), Font(10, bold=True))],
)
def test_larger_and_bolder_text_is_wider(narrow: Font, wide: Font) -> None:
    assert text_width("Corporate Health", narrow) < text_width("Corporate Health", wide)


def test_wide_characters_take_twice_the_room() -> None:
    assert text_width("語語語語", FONT) > 1.5 * text_width("aaaa", FONT)


@pytest.mark.parametrize(("lines", "points"), [(1, 15), (2, 28), (31, 398), (32, 409), (500, 409)])
def test_height_of_a_row(lines: int, points: float) -> None:
    assert height_of(lines, FONT) == points


def test_a_column_is_counted_in_digits() -> None:
    assert column_pixels(10) == 75


@pytest.mark.parametrize(
    ("text", "lines", "expected"),
    [
        ("word", 1, "word"),
        ("one\ntwo", 1, "one two"),
        ("fourteen words " * 3, 1, "fourteen…"),
        ("fourteen words " * 3, 2, "fourteen words…"),
        ("fourteen words " * 3, 6, "fourteen words fourteen words fourteen words"),
    ],
)
def test_a_text_is_cut_to_lines_and_says_so(text: str, lines: int, expected: str) -> None:
    assert cut_to_lines(text, lines, 80, FONT) == expected


@given(st.text(alphabet="abc xyz\n", max_size=200), st.integers(1, 3), st.integers(60, 300))
def test_what_is_cut_to_lines_fits_into_them(text: str, lines: int, pixels: int) -> None:
    cut = cut_to_lines(text, lines, pixels, FONT)
    assert len(wrap(cut, pixels, FONT)) <= lines
    assert cut == " ".join(text.split()) or cut.endswith("…")
