"""The status of a section from the levels of its rows."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_scheme import INDICATOR_STYLES, rollup_rule
from workbook_tools.model.scheme import RollupRule
from workbook_tools.model.words import Level
from workbook_tools.rules.rollup import roll_up

RULES = (
    rollup_rule("ok", ok_share_at_least=Decimal(75), alert_share_at_most=Decimal(10)),
    rollup_rule("warning", ok_share_at_least=Decimal(50)),
    rollup_rule("alert"),
)


def levels(ok: int, warning: int = 0, alert: int = 0, neutral: int = 0) -> list[Level]:
    return [*[Level.OK] * ok, *[Level.WARNING] * warning, *[Level.ALERT] * alert, *[Level.NEUTRAL] * neutral]


def status(rows: list[Level], rules: tuple[RollupRule, ...] = RULES) -> Level | None:
    verdict = roll_up(rows, rules, INDICATOR_STYLES)
    return verdict.status if verdict else None


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (levels(10), Level.OK),
        (levels(9, 0, 1), Level.OK),  # exactly 10% alert
        (levels(8, 0, 1), Level.WARNING),  # one in nine is more
        (levels(3, 1), Level.OK),  # exactly 75%
        (levels(74, 26), Level.WARNING),
        (levels(1, 1), Level.WARNING),  # exactly 50%
        (levels(1, 1, 1), Level.ALERT),
        (levels(0, 0, 1), Level.ALERT),
        (levels(3, 1, 0, 50), Level.OK),  # neutral rows are not counted
        (levels(0, 0, 0, 5), None),
        ([], None),
    ],
)
def test_shares_of_the_rows_counted(rows: list[Level], expected: Level | None) -> None:
    assert status(rows) is expected


@pytest.mark.parametrize(
    ("conditions", "rows", "holds"),
    [
        ({"alert_count_at_most": 0}, levels(5, 5), True),
        ({"alert_count_at_most": 0}, levels(5, 5, 1), False),
        ({"alert_count_at_most": 2}, levels(0, 0, 2), True),
        ({"warning_count_at_most": 1}, levels(1, 1), True),
        ({"warning_count_at_most": 1}, levels(1, 2), False),
        ({"ok_share_at_least": Decimal("66.67")}, levels(2, 1), False),
        ({"ok_share_at_least": Decimal("66.66")}, levels(2, 1), True),
        ({"ok_share_at_least": Decimal(0)}, levels(0, 0, 1), True),
        ({"alert_share_at_most": Decimal("33.33")}, levels(2, 0, 1), False),
        ({"alert_share_at_most": Decimal("33.34")}, levels(2, 0, 1), True),
    ],
)
def test_each_condition_at_its_bound(conditions: dict[str, Any], rows: list[Level], *, holds: bool) -> None:
    rules = (rollup_rule("ok", **conditions), rollup_rule("alert"))
    assert status(rows, rules) is (Level.OK if holds else Level.ALERT)


def test_without_rules_or_one_that_holds_there_is_no_status() -> None:
    assert status(levels(5), ()) is None
    assert status(levels(0, 1), RULES[:2]) is None


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (
            levels(9, 0, 1, 3),
            "Of 10 rows counted: 9 Green (90%), 1 Red (10%); the rule asks for at least 75% Green and at most 10% Red: Green.",
        ),
        (levels(0, 0, 1), "Of 1 row counted: 1 Red (100%): Red."),
    ],
)
def test_reason(rows: list[Level], reason: str) -> None:
    verdict = roll_up(rows, RULES, INDICATOR_STYLES)
    assert verdict is not None
    assert verdict.reason == reason


@pytest.mark.parametrize(("ok", "assumed"), [(10, False), (6, True), (1, True)])
def test_assumed_where_an_assumed_rule_was_tested(ok: int, *, assumed: bool) -> None:
    rules = (RULES[0], rollup_rule("warning", ok_share_at_least=Decimal(50), assumed=True), RULES[2])
    verdict = roll_up(levels(ok, 10 - ok), rules, INDICATOR_STYLES)
    assert verdict is not None
    assert verdict.assumed is assumed
    assert verdict.reason.endswith("threshold assumed") is assumed


@given(st.lists(st.sampled_from(Level), max_size=12), st.randoms())
def test_the_order_of_rows_does_not_matter_nor_do_neutral_ones(rows: list[Level], random: Any) -> None:
    mixed = [*rows, Level.NEUTRAL]
    random.shuffle(mixed)
    assert roll_up(mixed, RULES, INDICATOR_STYLES) == roll_up(rows, RULES, INDICATOR_STYLES)
