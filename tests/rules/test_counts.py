"""How many rows stand at each status, and the overall status."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from support_rows import action, indicator, number, risk, service_return
from support_scheme import ACTION_STYLES, INDICATOR_STYLES, TREND_STYLES, rollup_rule, scheme, style
from workbook_tools.assess import assess
from workbook_tools.model.assessment import Assessment, StatusCount
from workbook_tools.model.scheme import Styles
from workbook_tools.model.service_return import Cover
from workbook_tools.model.words import Level
from workbook_tools.rules.counts import NO_SECTION

ROLLUP = (
    rollup_rule("ok", ok_share_at_least=Decimal(75)),
    rollup_rule("warning", ok_share_at_least=Decimal(50)),
    rollup_rule("alert"),
)


def judge(**tables: Any) -> Assessment:
    return assess(service_return(**tables), scheme(rollup=ROLLUP), date(2019, 9, 30))


def counted(assessment: Assessment, table: str) -> dict[str, dict[str, int]]:
    """Section -> style -> number, without zeros."""
    counts = [count for count in assessment.counts if count.table == table]
    return {count.section: {key: number for key, number in count.by_style if number} for count in counts}


def test_the_whole_table_then_its_sections_in_order_of_appearance() -> None:
    rows = (
        indicator(4, section="People"),
        indicator(5, section="Assets", value=number(50)),
        indicator(6, section="People", value=number(90)),
        indicator(7, section="People", target=number(None)),
    )
    assessment = judge(indicators=rows)
    assert counted(assessment, "indicators") == {
        "": {"ok": 1, "warning": 1, "alert": 1, "unknown": 1},
        "People": {"ok": 1, "warning": 1, "unknown": 1},
        "Assets": {"alert": 1},
    }
    assert [c.section for c in assessment.counts if c.table == "indicators"] == ["", "People", "Assets"]
    assert [c.total for c in assessment.counts if c.table == "indicators"] == [4, 3, 1]


def test_styles_are_in_the_schemes_order_zeros_included() -> None:
    (count, *_) = judge(indicators=(indicator(),)).counts
    assert count.by_style == (("ok", 1), ("warning", 0), ("alert", 0), ("unknown", 0))


def test_headings_are_not_counted() -> None:
    rows = (action(4, code="A", is_heading=True, section="One"), action(5, code="A i)", section="One"))
    assessment = judge(actions=rows)
    assert counted(assessment, "actions") == {"": {"in_progress": 1}, "One": {"in_progress": 1}}


def test_risks_by_register_without_a_roll_up() -> None:
    rows = (
        risk(4, register="Service", score=number(16)),
        risk(5, register="Corporate", score=number(9)),
        risk(6, register="Service"),
    )
    assessment = judge(risks=rows)
    assert counted(assessment, "risks") == {
        "": {"OK": 1, "Alert": 1, "unknown": 1},
        "Service": {"Alert": 1, "unknown": 1},
        "Corporate": {"OK": 1},
    }
    assert [count.rollup for count in assessment.counts if count.table == "risks"] == [None] * 3


def test_sections_always_add_up_to_the_whole_table() -> None:
    assessment = judge(indicators=(indicator(4, section="People"), indicator(5)))
    assert counted(assessment, "indicators") == {"": {"ok": 2}, "People": {"ok": 1}, NO_SECTION: {"ok": 1}}


def test_a_table_without_sections_or_rows_has_one_count() -> None:
    assessment = judge(indicators=(indicator(),))
    assert [(c.table, c.section, c.total) for c in assessment.counts] == [
        ("indicators", "", 1),
        ("actions", "", 0),
        ("risks", "", 0),
    ]


def test_a_count_has_the_status_of_its_section() -> None:
    rows = (indicator(4, section="People"), indicator(5, section="Assets", value=number(50)))
    levels = [c.rollup and c.rollup.status for c in judge(indicators=rows).counts if c.table == "indicators"]
    assert levels == [Level.WARNING, Level.OK, Level.ALERT]


def test_a_style_of_the_schemes_own_counts_as_it_says() -> None:
    styles = INDICATOR_STYLES | {"alert": style("Red", level=Level.NEUTRAL)}
    own = scheme(rollup=ROLLUP, styles=Styles(indicators=styles, actions=ACTION_STYLES, trends=TREND_STYLES))
    given = service_return(indicators=(indicator(4), indicator(5, value=number(1))))
    overall = assess(given, own, date(2019, 9, 30)).overall
    assert overall.status is Level.OK


# ---- overall ---------------------------------------------------------------------------------------------------------------

ALERTS = (indicator(4), indicator(5, value=number(1)))


def test_overall_is_of_indicators_and_actions_together_and_not_of_risks() -> None:
    rows = {"indicators": ALERTS, "risks": (risk(4, score=number(25)),)}
    assert judge(**rows).overall.status is Level.WARNING
    assert judge(**rows, actions=(action(4), action(5))).overall.status is Level.OK
    assert (
        judge(**rows, actions=(action(4), action(5))).overall
        == judge(indicators=ALERTS, actions=(action(4), action(5), action(6, is_heading=True))).overall
    )


def test_nothing_to_count_has_no_overall_status() -> None:
    overall = judge(risks=(risk(4, score=number(25)),)).overall
    assert (overall.computed, overall.status) == (None, None)
    without = assess(service_return(indicators=ALERTS), scheme(), date(2019, 9, 30)).overall
    assert (without.computed, without.status) == (None, None)


@pytest.mark.parametrize(
    ("judgement", "reason", "status"),
    [
        ("Red", "The budget is at risk.", Level.ALERT),
        ("GREEN", "All in hand.", Level.OK),
        ("n/a", "Too early to say.", Level.NEUTRAL),
        ("Red", "", Level.WARNING),
        ("Red", "  ", Level.WARNING),
        ("Purple", "Because.", Level.WARNING),
        ("", "Because.", Level.WARNING),
    ],
)
def test_the_officers_judgement_stands_beside_the_computed_status(judgement: str, reason: str, status: Level) -> None:
    cover = Cover(overall_judgement=judgement, overall_reason=reason)
    overall = judge(indicators=ALERTS, cover=cover).overall
    assert overall.computed is not None
    assert overall.computed.status is Level.WARNING
    assert (overall.status, overall.judgement, overall.judgement_reason) == (status, judgement, reason)


def test_an_overruled_status_is_the_one_that_is_counted() -> None:
    rows = (indicator(4, value=number(1), officer_status="Green", officer_reason="A late invoice."),)
    count: StatusCount = judge(indicators=rows).counts[0]
    assert dict(count.by_style)["ok"] == 1
    assert count.rollup is not None
    assert count.rollup.status is Level.OK
