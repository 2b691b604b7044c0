"""Responses are read from the sheet of a marked copy by what they answer, wherever its rows have gone."""

from datetime import date
from typing import Any

import pytest

from support_workbooks import grid_of
from workbook_tools.model.layout import CHECK_HEADINGS, CHECK_TITLE, RESPONSE_HEADINGS
from workbook_tools.model.responses import join_responses, merge_responses, response_key
from workbook_tools.reading.grids import Grid
from workbook_tools.reading.responses import read_responses


def answered(*rows: tuple[str, str, Any], title: str = CHECK_TITLE, headings: tuple[str, ...] = RESPONSE_HEADINGS) -> Grid:
    """A check sheet with rows of code, subject and response."""
    listed = [["Warning", "Indicators!F4", "It differs.", subject, code, response] for code, subject, response in rows]
    return grid_of("Findings", [[title], ["1 warning."], [None], list(headings), *listed])


def test_a_response_belongs_to_code_and_subject() -> None:
    grid = answered(
        ("status-differs", "CPM/210", "Agreed."), ("trend-differs", "CPM/210", "No."), ("cover-missing", "", "Sent.")
    )
    assert read_responses([grid_of("Cover", [["Service", "Housing"]]), grid]) == {
        ("status-differs", "CPM/210"): "Agreed.",
        ("trend-differs", "CPM/210"): "No.",
        ("cover-missing", ""): "Sent.",
    }


def test_rows_without_a_response_or_a_code_are_left_out() -> None:
    assert (
        read_responses([answered(("status-differs", "A1", None), ("", "A2", "Whose?"), ("status-differs", "A3", "  "))]) == {}
    )


@pytest.mark.parametrize(
    ("typed", "read"),
    [(5, "5"), (0.5, "0.5"), (date(2024, 3, 31), "2024-03-31"), ("=1+1", "=1+1"), (" Two\nlines ", "Two\nlines")],
)
def test_whatever_is_typed_is_read_as_text(typed: Any, read: str) -> None:
    assert read_responses([answered(("status-differs", "A1", typed))]) == {("status-differs", "A1"): read}


@pytest.mark.parametrize(
    "grid",
    [
        answered(("status-differs", "A1", "Mine."), title="What the auditors found"),
        answered(("status-differs", "A1", "Mine."), headings=(*CHECK_HEADINGS, "Code", "About", "Response")),
        answered(("status-differs", "A1", "Mine."), headings=CHECK_HEADINGS),
    ],
)
def test_other_sheets_hold_no_responses(grid: Grid) -> None:
    assert read_responses([grid]) == {}


def test_two_answers_to_one_finding_are_both_kept_once() -> None:
    grid = answered(("unit-differs", "A1", "First."), ("unit-differs", "A1", "Second."), ("unit-differs", "A1", "First."))
    assert read_responses([grid]) == {("unit-differs", "A1"): "First.\nSecond."}
    again = answered(("unit-differs", "A1", "First.\nSecond."), ("unit-differs", "A1", "First.\nSecond."))
    assert read_responses([again]) == read_responses([grid])


def test_merged_responses_lose_none() -> None:
    merged = merge_responses({("a", "1"): "Yes."}, {("a", "1"): "Yes. And no.", ("b", "2"): "Later."})
    assert merged == {("a", "1"): "Yes. And no.", ("b", "2"): "Later."}
    assert join_responses("One", "Two") == "One\nTwo"


def test_blanks_around_a_subject_do_not_part_it_from_its_response() -> None:
    assert response_key("a", " CPM/1 \n(PAM)\t") == response_key("a", "CPM/1 (PAM)")
