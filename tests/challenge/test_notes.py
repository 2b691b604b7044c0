"""A note for every indicator and action at the worst status in force, by the scheme's own levels."""

from typing import Any

import msgspec
import pytest

from support_assessment import assessment, judged_action, judged_indicator, judged_risk, verdict
from support_changed import replace
from support_rows import brief
from support_samples import SAMPLES, judge_sample
from support_scheme import style
from workbook_tools.challenge.notes import note_missing
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.words import Level, TargetStatus


def found(given: Assessment) -> list[tuple[str, str | None, str | None, str]]:
    return brief(tuple(note_missing(given)))


@pytest.mark.parametrize(
    ("status", "missing"),
    [("ok", False), ("warning", False), ("alert", True), ("unknown", False), ("no_target", False)],
)
@pytest.mark.parametrize("note", ["", " \n "])
def test_an_indicator_at_the_worst_status(status: str, note: str, *, missing: bool) -> None:
    expected = [("note-missing", "Indicators", "K4", "IND 4")] if missing else []
    assert found(assessment([judged_indicator(style=status, note=note)])) == expected
    assert found(assessment([judged_indicator(style=status, note="Late invoices.")])) == []


@pytest.mark.parametrize(
    ("status", "missing"),
    [("completed", False), ("in_progress", False), ("check_progress", False), ("overdue", True), ("unknown", False)],
)
def test_an_action_at_the_worst_status(status: str, *, missing: bool) -> None:
    expected = [("note-missing", "Actions", "K4", "ACT 4")] if missing else []
    assert found(assessment(actions=[judged_action(style=status)])) == expected
    assert found(assessment(actions=[judged_action(style=status, note="The tender is late.")])) == []
    assert found(assessment(actions=[judged_action(style=status, is_heading=True)])) == []


def test_risks_and_their_bands_are_not_asked() -> None:
    assert found(assessment(risks=[judged_risk(score=16)])) == []


def test_the_schemes_word_is_named() -> None:
    (finding,) = note_missing(assessment([judged_indicator(style="alert")]))
    assert finding.message.startswith("The status is Red, but there is no note.")


def test_without_a_column_for_notes_none_is_asked_for() -> None:
    judged = judged_indicator(style="alert")
    cells = {name: cell for name, cell in judged.indicator.cells.items() if name != "note"}
    bare = replace(judged, indicator=replace(judged.indicator, cells=cells))
    assert found(assessment([bare])) == []


@pytest.mark.parametrize(
    ("by_rule", "in_force", "missing"), [("ok", "alert", True), ("alert", "ok", False), ("alert", "warning", False)]
)
def test_the_status_in_force_counts(by_rule: str, in_force: str, *, missing: bool) -> None:
    judged = replace(judged_indicator(style=in_force), computed=verdict(TargetStatus(by_rule)), overruled="We know better.")
    assert bool(found(assessment([judged]))) is missing


@pytest.mark.parametrize(("level", "missing"), [(Level.ALERT, True), (Level.WARNING, False), (Level.NEUTRAL, False)])
def test_a_scheme_may_say_what_a_status_counts_as(level: Level, *, missing: bool) -> None:
    given = assessment([judged_indicator(style="warning")])
    styles = given.scheme.styles
    own = msgspec.structs.replace(styles, indicators=styles.indicators | {"warning": style("Watch", level=level)})
    found_under_it = found(replace(given, scheme=msgspec.structs.replace(given.scheme, styles=own)))
    assert bool(found_under_it) is missing


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_published_reports_explain_each_red_row(sample: str) -> None:
    judged = judge_sample(sample)
    assert found(judged) == []
    rows: list[Any] = [*judged.indicators, *judged.actions]
    red = [row for row in rows if row.status.status in {TargetStatus.ALERT, "overdue"}]
    emptied = replace(
        judged,
        indicators=tuple(replace(row, indicator=replace(row.indicator, note="")) for row in judged.indicators),
        actions=tuple(replace(row, action=replace(row.action, note="")) for row in judged.actions),
    )
    assert len(found(emptied)) >= len(red)
