"""Pages are as few as can be and evenly filled; headings and short tables stay together on paper."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.writing.page_breaks import ROWS_AFTER_A_HEADING, SHORT, STANDARD_HEIGHT, Paper, find_breaks

ROOM = 10 * STANDARD_HEIGHT
PAPER = Paper(ROOM)


@pytest.mark.parametrize(
    ("rows", "breaks"),
    [
        (1, []),
        (10, []),  # the page is exactly full
        (11, [5]),  # one row too many: two pages, as even as can be
        (12, [6]),
        (13, [6]),
        (20, [10]),
        (21, [7, 14]),
        (100, [10, 20, 30, 40, 50, 60, 70, 80, 90]),
    ],
)
def test_pages_are_few_and_even(rows: int, breaks: list[int]) -> None:
    assert find_breaks({}, rows - 1, [], PAPER) == breaks


@pytest.mark.parametrize(
    ("rows", "blocks", "breaks"),
    [
        (10, [(0, 5), (6, 9)], []),
        (11, [(4, 7)], [4]),  # short: not torn, though 5 rows and 6 were more even
        (11, [(3, 6)], [7]),
        (11, [(3, 7)], [7]),  # no longer short: its heading and three rows stay together
        (11, [(2, 10)], [6]),
        (11, [(4, 5), (6, 8)], [6]),
        (12, [(3, 8), (5, 7)], [8]),  # a block within a block
        (22, [(6, 9), (14, 17)], [6, 14]),  # three pages of 6, 8 and 8
        (21, [(0, 6), (7, 13), (14, 20)], [7, 14]),
    ],
)
def test_blocks_stay_together(rows: int, blocks: list[tuple[int, int]], breaks: list[int]) -> None:
    assert find_breaks({}, rows - 1, blocks, PAPER) == breaks


def test_a_heading_stays_with_as_many_high_rows_as_are_short_together() -> None:
    high, higher = 2 * STANDARD_HEIGHT, 3 * STANDARD_HEIGHT
    assert find_breaks({1: high, 2: high, 3: higher, 4: higher}, 4, [(0, 4)], PAPER) == [3]
    half = ROOM / 2
    assert find_breaks({0: half, 1: half}, 2, [(0, 2)], PAPER) == [2], "with one at least"
    assert find_breaks({0: half, 1: half}, 2, [], PAPER) == [1]


@pytest.mark.parametrize(
    ("block", "whole", "breaks"),
    [
        ((1, 8), {1}, [9]),
        ((1, 8), set(), [6]),
        ((0, 9), {0}, [10]),  # as high as a page
        ((0, 10), {0}, [6]),  # no page holds it
    ],
)
def test_a_whole_block_is_torn_only_where_no_page_holds_it(block: tuple[int, int], whole: set[int], breaks: list[int]) -> None:
    assert find_breaks({}, 11, [block], PAPER, whole) == breaks


def test_heights_count() -> None:
    assert find_breaks({3: 7 * STANDARD_HEIGHT}, 6, [], PAPER) == [3]
    assert find_breaks({0: 7 * STANDARD_HEIGHT}, 6, [], PAPER) == [1]
    assert find_breaks({3: 5 * STANDARD_HEIGHT}, 5, [], PAPER) == []


def test_a_row_higher_than_a_page_has_one_of_its_own() -> None:
    assert find_breaks({1: 2 * ROOM}, 2, [], PAPER) == [1, 2]


@pytest.mark.parametrize(("rows", "pages"), [(10, 1), (18, 2), (19, 3)])
def test_repeated_headings_take_room_on_every_page_but_their_own(rows: int, pages: int) -> None:
    with_headings = Paper(ROOM, headings=2, headings_height=2 * STANDARD_HEIGHT)
    assert len(find_breaks({}, rows - 1, [], with_headings)) == pages - 1


def test_headings_that_stand_further_down_are_not_repeated_above() -> None:
    with_headings = Paper(ROOM, headings=15, headings_height=2 * STANDARD_HEIGHT)
    assert find_breaks({}, 19, [], with_headings) == [10]


def test_what_is_not_printed_of_a_block_does_not_count() -> None:
    assert find_breaks({}, 3, [(2, 9)], PAPER) == []


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 25)), max_size=12))
def test_no_short_block_is_torn_apart_no_heading_left_alone_and_no_page_too_full(shape: list[tuple[int, int]]) -> None:
    blocks, row = [], 0
    for gap, length in shape:
        blocks.append((row + gap, row + gap + length))
        row += gap + length + 1
    starts = [0, *find_breaks({}, row, blocks, PAPER), row + 1]
    assert all(1 <= end - start <= ROOM / STANDARD_HEIGHT for start, end in pairwise(starts))
    page_of = [sum(start <= index for start in starts) for index in range(row + 1)]
    for first, last in blocks:
        short = (last - first + 1) * STANDARD_HEIGHT <= SHORT * ROOM
        kept = last if short else first + ROWS_AFTER_A_HEADING
        assert page_of[first] == page_of[kept]
