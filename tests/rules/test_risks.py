"""A risk's rating on the matrix."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_rows import figure, number
from support_scheme import band, risk_rules
from workbook_tools.model.figures import Figure, FigureKind
from workbook_tools.model.words import RiskStatus, Trend
from workbook_tools.rules.risks import Rating, can_occur, find_band, judge_movement, judge_risk, rate

RULES = risk_rules()
NONE, NA = number(None), figure(FigureKind.NOT_APPLICABLE, "n/a")


def rating(likelihood: Any = NONE, impact: Any = NONE, score: Any = NONE) -> Rating:
    figures = [given if isinstance(given, Figure) else number(given) for given in (likelihood, impact, score)]
    return rate(figures[0], figures[1], figures[2], RULES)


@pytest.mark.parametrize(
    ("given", "score", "position"),
    [
        ({"likelihood": 3, "impact": 4}, 12, (3, 4)),
        ({"likelihood": 1, "impact": 1}, 1, (1, 1)),
        ({"likelihood": 5, "impact": 5}, 25, (5, 5)),
        ({"likelihood": 3, "impact": 4, "score": 12}, 12, (3, 4)),
        ({"likelihood": 3, "impact": 4, "score": 9}, 12, (3, 4)),
        ({"score": 12}, 12, None),
        ({"likelihood": 3, "score": 12}, 12, None),
        ({"likelihood": 6, "impact": 2, "score": 12}, 12, None),
        ({"likelihood": 0, "impact": 2, "score": 12}, 12, None),
        ({"likelihood": "2.5", "impact": 4, "score": 10}, 10, None),
        ({"likelihood": NA, "impact": 4, "score": 10}, 10, None),
        ({"likelihood": "3.0", "impact": 4}, 12, (3, 4)),
        ({"likelihood": 6, "impact": 2}, None, None),
        ({"score": 7}, None, None),  # no product of a 5 x 5 matrix
        ({"score": 26}, None, None),
        ({"score": 0}, None, None),
        ({"score": -12}, None, None),
        ({"score": "12.5"}, None, None),
        ({"score": NA}, None, None),
        ({}, None, None),
    ],
)
def test_score_and_position(given: dict[str, Any], score: int | None, position: tuple[int, int] | None) -> None:
    found = rating(**given)
    assert (found.score, found.position) == (None if score is None else Decimal(score), position)


@pytest.mark.parametrize(
    ("score", "label", "status"),
    [
        (1, "OK", RiskStatus.OK),
        (9, "OK", RiskStatus.OK),
        (10, "Warning", RiskStatus.WARNING),
        (15, "Warning", RiskStatus.WARNING),
        (16, "Alert", RiskStatus.ALERT),
        (25, "Alert", RiskStatus.ALERT),
    ],
)
def test_bands_include_their_bounds(score: int, label: str, status: RiskStatus) -> None:
    verdict = judge_risk(rating(score=score), RULES)
    assert (verdict.style, verdict.status) == (label, status)


def test_a_score_alone_is_never_given_a_position() -> None:
    verdict = judge_risk(rating(score=25), RULES)
    assert verdict.reason == "Score 25, position not stated, in the band for scores 16 to 25: Alert."


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"likelihood": 3, "impact": 4}, "Likelihood 3 x impact 4 = 12, in the band for scores 10 to 15: Warning."),
        (
            {"likelihood": 3, "impact": 4, "score": 9},
            "Likelihood 3 x impact 4 = 12 (the return gives 9), in the band for scores 10 to 15: Warning.",
        ),
        ({}, "No likelihood, impact or score is given: Unknown."),
        ({"likelihood": 6, "score": 7}, 'No usable score: the return gives likelihood "6", score "7": Unknown.'),
        ({"score": NA}, 'No usable score: the return gives score "n/a": Unknown.'),
    ],
)
def test_reason(given: dict[str, Any], reason: str) -> None:
    assert judge_risk(rating(**given), RULES).reason == reason


def test_without_a_usable_score_the_status_is_unknown() -> None:
    verdict = judge_risk(rating(), RULES)
    assert (verdict.status, verdict.style) == (RiskStatus.UNKNOWN, "unknown")


def test_a_score_that_no_band_covers_is_unknown() -> None:
    rules = risk_rules(band("Low", 1, 9, RiskStatus.OK))
    verdict = judge_risk(rate(NONE, NONE, number(12), rules), rules)
    assert verdict.status is RiskStatus.UNKNOWN
    assert "has no band" in verdict.reason


@pytest.mark.parametrize(("of_band", "of_matrix"), [(False, False), (True, False), (False, True)])
def test_assumed_bands_say_so(*, of_band: bool, of_matrix: bool) -> None:
    rules = risk_rules(band("Low", 1, 25, RiskStatus.OK, assumed=of_band), assumed=of_matrix)
    verdict = judge_risk(rate(NONE, NONE, number(12), rules), rules)
    assert verdict.assumed is (of_band or of_matrix)
    assert verdict.reason.endswith("threshold assumed") is verdict.assumed


@pytest.mark.parametrize(
    ("score", "previous", "trend"),
    [
        (12, number(16), Trend.IMPROVED),
        (12, number(12), Trend.SAME),
        (12, number(10), Trend.DECLINED),
        (12, number(7), Trend.NO_COMPARISON),
        (12, NONE, Trend.NO_COMPARISON),
        (12, NA, Trend.NO_COMPARISON),
        (None, number(12), Trend.NO_COMPARISON),
    ],
)
def test_movement(score: int | None, previous: Figure, trend: Trend) -> None:
    verdict = judge_movement(None if score is None else Decimal(score), previous, RULES)
    assert (verdict.status, verdict.style) == (trend, trend.value)
    assert verdict.reason.endswith(f"{RULES.movements[trend].word}.")


whole = st.integers(-3, 30)


@given(whole)
def test_scores_that_can_occur(score: int) -> None:
    products = {row * column for row in range(1, 6) for column in range(1, 6)}
    assert can_occur(score, RULES) == (score in products)


@given(st.integers(1, 5), st.integers(1, 5), whole)
def test_likelihood_times_impact_goes_before_the_score(likelihood: int, impact: int, score: int) -> None:
    found = rating(likelihood, impact, score)
    assert found.score == likelihood * impact
    assert found.band == find_band(Decimal(likelihood * impact), RULES)
    assert found.position == (likelihood, impact)
