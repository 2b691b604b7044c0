"""Headings and short tables stay together on paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.writing.page_breaks import ROWS_AFTER_A_HEADING, SHORT, STANDARD_HEIGHT, fill_last_page, find_breaks

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
    ("blocks", "breaks"),
    [
        ([(0, 3), (4, 9)], []),  # the page is exactly full
        ([(0, 3), (4, 10)], [4]),  # one row too many, though the block is not short
        ([(0, 3), (4, 13)], [4]),  # as high as a page
        ([(0, 3), (4, 14)], []),  # higher than any page: its first rows stay together
        ([(0, 5), (6, 11), (12, 14)], [6]),
        ([(0, 4), (6, 11), (13, 17)], [6, 13]),
    ],
)
def test_a_whole_block_is_not_torn_apart_where_a_page_holds_it(blocks: list[tuple[int, int]], breaks: list[int]) -> None:
    assert find_breaks({}, blocks, ROOM, {first for first, _ in blocks}) == breaks


def test_a_program_that_finds_more_room_leaves_no_heading_alone() -> None:
    assert find_breaks({}, [(0, 4), (5, 15), (16, 17)], 15.5 * STANDARD_HEIGHT) == [16]  # by our count at the top of a page


def test_heights_count() -> None:
    blocks = [(0, 4), (6, 7)]
    assert find_breaks({6: 45.0}, blocks, ROOM) == []
    assert find_breaks({6: 46.0}, blocks, ROOM) == [6]


@pytest.mark.parametrize(
    ("breaks", "blocks", "first", "moved"),
    [
        ([], [(0, 8)], 0, []),
        ([9], [(0, 4), (5, 8), (9, 10)], 1, [5]),  # two rows alone on the last page become six
        ([9], [(0, 4), (5, 8), (9, 10)], 6, [9]),  # above what may be moved
        ([9], [(0, 4), (5, 8), (9, 13)], 1, [9]),  # half full as it is
        ([9], [(0, 0), (1, 8), (9, 10)], 1, [9]),  # the page before would be emptier than the last one is
        ([9], [(0, 1), (2, 8), (9, 12)], 1, [9]),  # the last page would not hold it all
        ([9], [(0, 4), (5, 6), (7, 8), (9, 10)], 1, [5]),
        ([5, 14], [(0, 4), (5, 9), (10, 13), (14, 15)], 1, [5, 10]),
        ([9, 18], [(0, 4), (5, 8), (9, 13), (14, 17), (18, 18)], 1, [5, 14]),
        ([10, 19], [(0, 9), (10, 18), (19, 19)], 11, [10, 19]),
        ([8, 16], [(0, 3), (4, 7), (8, 15), (16, 17)], 1, [4, 8]),
    ],
)
def test_the_last_page_is_filled_from_those_before(
    breaks: list[int], blocks: list[tuple[int, int]], first: int, moved: list[int]
) -> None:
    assert fill_last_page(breaks, {}, blocks, ROOM, first) == moved


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
