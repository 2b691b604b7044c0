"""Words of a scheme found by what a return writes, and styles of schemes that leave something out."""

import pytest

from support_scheme import INDICATOR_STYLES, TREND_STYLES, risk_rules, scheme, style
from workbook_tools.model.scheme import level_of, matching_keys
from workbook_tools.model.words import Level, TargetStatus

STYLES = {
    "completed": style("Green", aliases=("G",)),
    "in_progress": style("Green", aliases=("On track", "G")),
    "overdue": style("Red", aliases=("R",)),
}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Red", ("overdue",)),
        ("  rEd ", ("overdue",)),
        ("r", ("overdue",)),
        ("on  TRACK", ("in_progress",)),
        ("green", ("completed", "in_progress")),
        ("G", ("completed", "in_progress")),
        ("Re", ()),
        ("overdue", ()),
        ("", ()),
        ("  ", ()),
    ],
)
def test_matching_keys(text: str, keys: tuple[str, ...]) -> None:
    assert matching_keys(text, STYLES) == keys


def test_an_empty_alias_matches_nothing() -> None:
    assert matching_keys("", {"ok": style("OK", aliases=("",))}) == ()


def test_no_target_falls_back_to_unknown() -> None:
    assert scheme().style_of("indicators", "no_target") == INDICATOR_STYLES["unknown"]


def test_risks_under_a_scheme_without_a_matrix_are_shown_as_unknown() -> None:
    without = scheme(risks=None)
    assert without.style_of("risks", "unknown") == INDICATOR_STYLES["unknown"]
    assert without.style_of("movements", "no_comparison") == TREND_STYLES["no_comparison"]


def test_risk_styles_are_those_of_the_bands() -> None:
    rules = risk_rules()
    assert scheme().style_of("risks", "Alert").word == "Alert"
    assert scheme().style_of("risks", "unknown") == rules.unknown


def test_level_of_a_style_is_its_own_or_that_of_its_meaning() -> None:
    assert level_of("ok", style("Green"), TargetStatus) is Level.OK
    assert level_of("slipped", style("Red", means="warning", level=Level.ALERT), TargetStatus) is Level.ALERT
    assert level_of("unknown", style("N/A"), TargetStatus) is Level.NEUTRAL
