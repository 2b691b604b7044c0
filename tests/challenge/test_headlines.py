"""Figures that a return states about itself against its own rows."""

from typing import Any

import msgspec
import pytest

from support_assessment import assessment, judged_action, judged_indicator, judged_risk, scheme
from support_changed import replace
from support_rows import brief
from workbook_tools.challenge.headlines import count_for, headline_differs
from workbook_tools.findings import Where
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.scheme import Box, RowCount, Scheme
from workbook_tools.model.service_return import Headline


def box(rows: RowCount | None) -> Box:
    return Box(headline="Stated", words="as stated", rows=rows, source="corporate_health_q2_2019_20")


def with_box(rows: RowCount | None) -> Scheme:
    report = msgspec.structs.replace(scheme().report, boxes=(box(rows),))
    return msgspec.structs.replace(scheme(), report=report)


def given(value: str, rows: RowCount | None, **fields: Any) -> Assessment:
    stated = Headline(Where("Housing.xlsx", "Headlines", "A4"), cells={"value": "B4"}, name="stated ", value=value)
    return replace(assessment(**FULL, headlines=(stated,), **fields), scheme=with_box(rows))


FULL: dict[str, Any] = {
    "indicators": [
        judged_indicator(4, "ok", section="People"),
        judged_indicator(5, "ok", section="ICT"),
        judged_indicator(6, "alert", section="People"),
        judged_indicator(7, "unknown", section="People"),
    ],
    "actions": [judged_action(4, "completed"), judged_action(5, "in_progress"), judged_action(6, "slipped")],
    "risks": [judged_risk(4, 9, register="corporate"), judged_risk(5, 6, register="corporate"), judged_risk(6, 6)],
}
GREEN = ("Green",)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (None, None),
        (RowCount(table="indicators"), "4"),
        (RowCount(table="indicators", words=GREEN), "2"),
        (RowCount(table="indicators", words=("green", "RED")), "3"),
        (RowCount(table="indicators", words=("Amber",)), "0"),
        (RowCount(table="indicators", section="people ", words=GREEN), "1"),
        (RowCount(table="indicators", section="Assets", words=GREEN), None),  # no such section, so nothing to count
        (RowCount(table="indicators", words=GREEN, share="of_all"), "50"),
        (RowCount(table="indicators", words=GREEN, share="of_judged"), "67"),  # 2 of 3
        (RowCount(table="actions", words=GREEN), "2"),  # two meanings, one word
        (RowCount(table="actions", words=GREEN, share="of_all"), "67"),
        (RowCount(table="risks"), "3"),
        (RowCount(table="risks", section="Corporate", words=("Medium",)), "1"),
        (RowCount(table="risks", words=("Medium",)), "2"),
    ],
)
def test_what_the_rows_give(rows: RowCount | None, expected: str | None) -> None:
    counted = count_for(given("1", rows), box(rows))
    assert (None if counted is None else str(counted)) == expected


def test_a_share_of_nothing_is_none() -> None:
    rows = RowCount(table="indicators", words=GREEN, share="of_judged")
    none_judged = replace(assessment([judged_indicator(4, "unknown")]), scheme=with_box(rows))
    assert count_for(none_judged, box(rows)) is None


@pytest.mark.parametrize("share", [None, "of_all"])
@pytest.mark.parametrize(
    ("value", "differs_as_number", "differs_as_share"),
    [
        ("2", False, True),
        ("3", True, True),
        ("2.0", False, True),
        ("2.5", True, True),
        ("50", True, False),
        ("50%", False, False),  # a percentage says nothing of a number of rows
        ("51 %", False, True),
        ("2,000", True, True),
        ("", False, False),
        ("n/a", False, False),
        ("about 3", False, False),
        ("GREEN", False, False),
    ],
)
def test_a_stated_figure_is_compared(value: str, share: Any, *, differs_as_number: bool, differs_as_share: bool) -> None:
    rows = RowCount(table="indicators", words=GREEN, share=share)
    expected = [("headline-differs", "Headlines", "B4", "stated ")]
    differs = differs_as_share if share else differs_as_number
    assert brief(tuple(headline_differs(given(value, rows)))) == (expected if differs else [])


def test_the_sentence_names_both_figures() -> None:
    rows = RowCount(table="indicators", words=GREEN, share="of_judged")
    (finding,) = headline_differs(given("53%", rows))
    assert finding.message.startswith("Stated as 53%; the rows of the return give 67%. ")


def test_a_headline_that_no_box_shows_is_not_compared() -> None:
    assert not list(headline_differs(given("3", None)))
