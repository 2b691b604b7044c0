"""What the performance team has to look at, by the council's own rules."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from support_consolidation import consolidated, digest
from support_samples import PARTNERSHIP, SAMPLES, VALE, judge_sample, path_of
from workbook_tools import catalogue, pipeline
from workbook_tools.consolidation.attention import (
    BEHIND,
    CONTRADICTION,
    CONTRADICTIONS,
    ERROR,
    HIGH_RISK,
    OFF_TARGET,
    OVERDUE,
    WORSENING,
    attention,
)
from workbook_tools.findings import Severity, Where
from workbook_tools.model.consolidation import Consolidation, ExpectedReturn
from workbook_tools.model.words import ActionStatus, RiskStatus, TargetStatus, Trend

Listed = tuple[str, str, tuple[str, ...], str]


def collected(*paths: Path, expected: tuple[ExpectedReturn, ...] = ()) -> Consolidation:
    return pipeline.collect(pipeline.Batch(paths, Path("none.xlsx"), expected=expected)).consolidation


def rows_by_verdict(sample: str) -> Iterator[Listed]:
    """The rows by the verdicts themselves; what counts as behind is the Vale's red for an action that has slipped."""
    judged = judge_sample(sample)
    for one in judged.indicators:
        off = one.status.status in {TargetStatus.WARNING, TargetStatus.ALERT}
        declined = one.short_trend.status is Trend.DECLINED
        if off or declined:
            why = ((OFF_TARGET,) if off else ()) + ((WORSENING,) if declined else ())
            yield "Indicator", one.indicator.code, why, one.status.reason
    for action in judged.actions:
        if action.status.status is ActionStatus.OVERDUE:
            yield "Action", action.action.code, (OVERDUE,), action.status.reason
        elif action.status.style == "slipped":
            yield "Action", action.action.code, (BEHIND,), action.status.reason
    for risk in judged.risks:
        high, risen = risk.status.status is RiskStatus.ALERT, risk.movement.status is Trend.DECLINED
        if high or risen:
            why = ((HIGH_RISK,) if high else ()) + ((WORSENING,) if risen else ())
            yield "Risk", risk.risk.code, why, risk.status.reason


@pytest.mark.parametrize("sample", SAMPLES)
def test_rows_are_those_that_the_verdicts_call_for(sample: str) -> None:
    rows = [row for row in attention(collected(path_of(sample))) if row.kind != "Finding"]
    expected = list(rows_by_verdict(sample))
    assert [(row.kind, row.code, row.why) for row in rows] == [row[:3] for row in expected]
    for row, (*_, reason) in zip(rows, expected, strict=True):
        assert row.reason.startswith(reason)
        assert row.where.file == f"{sample}.xlsx"


@pytest.mark.parametrize("sample", SAMPLES)
def test_findings_are_the_errors_and_the_contradictions(sample: str) -> None:
    found = [row for row in attention(collected(path_of(sample))) if row.kind == "Finding"]
    wanted = [
        ((CONTRADICTION if finding.code in CONTRADICTIONS else ERROR,), finding.message, str(finding.where))
        for finding in judge_sample(sample).findings
        if finding.severity is Severity.ERROR or finding.code in CONTRADICTIONS
    ]
    assert [(row.why, row.reason, str(row.where)) for row in found] == wanted


def test_something_is_found_in_the_vale() -> None:
    why = {word for row in attention(collected(path_of(VALE))) for word in row.why}
    assert why == {OFF_TARGET, WORSENING, BEHIND, CONTRADICTION, ERROR}


def test_a_row_says_whose_it_is_and_shows_the_councils_own_word() -> None:
    row = next(row for row in attention(collected(path_of(PARTNERSHIP))) if row.code == "ALL H04 HWD")
    assert (row.service, row.style.word, row.style.symbol) == ("Partnership & Performance", "Alert", "■")
    assert row.reason.endswith("Declined: 5.28%, then 26.6%.")
    assert str(row.where) == f"{PARTNERSHIP}.xlsx, Indicators!I6"


def test_what_the_tracker_says_is_not_said_again() -> None:
    paths, nobody = [path_of(PARTNERSHIP)], (ExpectedReturn("Place"),)
    with_list, without = collected(*paths, expected=nobody), collected(*paths)
    assert {finding.code for finding in with_list.findings} == {"return-missing", "return-unexpected"}
    assert list(attention(with_list)) == list(attention(without))


def test_what_concerns_several_returns_comes_last() -> None:
    finding = catalogue.VERSION_UNCLEAR.at(Where("b.xlsx"), count=2, files="a.xlsx, b.xlsx", taken="b.xlsx")
    [*_, row] = attention(replace(consolidated(digest("a.xlsx", {})), findings=(finding,)))
    assert (row.kind, row.why, row.reason) == ("Finding", (ERROR,), finding.message)
