"""Headings and short tables stay together on paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.writing.page_breaks import ROWS_AFTER_A_HEADING, SHORT, STANDARD_HEIGHT, find_breaks

ROOM = 10 * STANDARD_HEIGHT


@pytest.mark.parametrize(
    ("blocks", "breaks"),
    [
        ([], []),
        ([(0, 5), (6, 9)], []),  # the page is exactly full
        ([(0, 6), (7, 10)], [7]),  # one row too many
        ([(0, 4), (6, 9)], []),
        ([(0, 5), (7, 10)], [7]),
        ([(0, 9), (11, 14)], [11]),  # begins a page by our count, whatever room a program finds
        ([(0, 30)], []),  # nothing to be gained at its top
        ([(0, 4), (5, 10)], []),  # no longer short: its heading and three rows find room
        ([(0, 4), (6, 40)], []),
        ([(0, 4), (7, 40)], [7]),
        ([(0, 4), (6, 9), (11, 14), (18, 21)], [11, 18]),
    ],
)
def test_a_block_that_does_not_fit_begins_a_page(blocks: list[tuple[int, int]], breaks: list[int]) -> None:
    assert find_breaks({}, blocks, ROOM) == breaks


@pytest.mark.parametrize(
    ("block", "never_torn", "breaks"),
    [
        ((5, 9), {5}, []),  # fits
        ((5, 10), {5}, [5]),
        ((5, 10), {0}, []),  # only its heading and three rows have to
        ((5, 14), {5}, [5]),  # a page is exactly as high
        ((5, 15), {5}, []),  # no page holds it
    ],
)
def test_a_block_that_is_never_torn(block: tuple[int, int], never_torn: set[int], breaks: list[int]) -> None:
    assert find_breaks({}, [(0, 4), block], ROOM, never_torn) == breaks


def test_heights_count() -> None:
    blocks = [(0, 4), (6, 7)]
    assert find_breaks({6: 45.0}, blocks, ROOM) == []
    assert find_breaks({6: 46.0}, blocks, ROOM) == [6]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 25)), max_size=12))
def test_no_short_block_is_torn_apart_and_no_heading_left_alone(shape: list[tuple[int, int]]) -> None:
    blocks, row = [], 0
    for gap, length in shape:
        blocks.append((row + gap, row + gap + length))
        row += gap + length + 1
    breaks = set(find_breaks({}, blocks, ROOM))
    page_of, page, used = {}, 0, 0.0
    for index in range(row):
        if index in breaks or used + STANDARD_HEIGHT > ROOM:
            page, used = page + 1, 0.0
        page_of[index] = page
        used += STANDARD_HEIGHT
    for first, last in blocks:
        short = (last - first + 1) * STANDARD_HEIGHT <= SHORT * ROOM
        kept = last if short else first + ROWS_AFTER_A_HEADING
        assert page_of[first] == page_of[kept]
