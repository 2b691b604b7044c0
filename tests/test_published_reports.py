"""The five published reports, as their councils count them."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support_samples import (
    BEST_VALUE,
    MORAY,
    PARTNERSHIP,
    PEOPLE,
    SAMPLES,
    VALE,
    judge_changed,
    judge_sample,
    path_of,
    published,
)
from workbook_tools import pipeline
from workbook_tools.cli import main
from workbook_tools.model.assessment import Assessment, Verdict
from workbook_tools.model.scheme import matching_keys
from workbook_tools.model.words import ActionStatus, RiskStatus, TargetStatus
from workbook_tools.periods import parse_day


def codes(assessment: Assessment, status: ActionStatus) -> list[str]:
    return [item.action.code for item in assessment.actions if item.status.status is status]


class TestVale:
    def test_27_indicators_a_status_for_15(self) -> None:
        statuses = [item.status.status for item in judge_sample(VALE).indicators]
        assert len(statuses) == 27
        counted = Counter(status for status in statuses if status not in {TargetStatus.UNKNOWN, TargetStatus.NO_TARGET})
        assert counted.total() == 15
        assert counted == {TargetStatus.OK: 7, TargetStatus.WARNING: 2, TargetStatus.ALERT: 6}

    def test_computed_status_equals_the_published_one_but_for_two_which_are_findings(self) -> None:
        assessment = judge_sample(VALE)
        styles = assessment.scheme.styles.indicators
        differing = [
            item.indicator.code
            for item in assessment.indicators
            if styles[item.computed.style].word
            not in {styles[key].word for key in matching_keys(item.indicator.reported_status, styles)}
        ]
        assert differing == ["CPM/210", "CPM/214"]
        indicators = {item.indicator.code for item in assessment.indicators}
        found = {f.subject: f.message for f in assessment.findings if f.code == "status-differs" and f.subject in indicators}
        assert list(found) == ["CPM/210", "CPM/214"]
        assert "5.29%" in found["CPM/210"]
        assert "1.87%" in found["CPM/210"]
        assert "101.85%" in found["CPM/214"]
        assert "10%" in found["CPM/214"]

    def test_every_risk_gets_the_published_band_and_colour(self) -> None:
        risks = judge_sample(VALE).risks
        rows = published("vale_2019_20_q2_risks.csv")
        assert len(risks) == len(rows) == 26
        for item, row in zip(risks, rows, strict=True):
            assert item.band is not None
            assert (item.band.label, item.band.colour_code) == (row["published_band"], row["published_colour_code"]), row[
                "risk"
            ]
        assert sum(item.position is None for item in risks) == 20  # the service register gives scores alone

    def test_actions_by_objective_and_reported_status_agree_with_the_file(self) -> None:
        actions = [item.action for item in judge_sample(VALE).actions]
        rows = published("vale_2019_20_q2_actions.csv")
        assert len(actions) == 224
        counted = Counter((action.section, action.reported_status) for action in actions)
        assert counted == Counter((row["objective"], row["published_rag"]) for row in rows)

    def test_matrix_is_the_published_one(self) -> None:
        rules = judge_sample(VALE).scheme.risks
        assert rules is not None
        for row in published("vale_risk_matrix.csv"):
            likelihood, impact = int(row["likelihood"]), int(row["impact"])
            band = next(band for band in rules.bands if band.lowest <= likelihood * impact <= band.highest)
            assert row["band"] in {band.label.upper(), *(alias.upper() for alias in band.aliases)}
            assert rules.likelihood[likelihood - 1] == row["likelihood_label"]
            assert rules.impact[impact - 1] == row["impact_label"]


class TestPartnershipAndPerformance:
    def test_actions_at_the_end_of_the_year(self) -> None:
        counted = Counter(item.status.status for item in judge_sample(PARTNERSHIP).actions)
        assert counted == {ActionStatus.COMPLETED: 26, ActionStatus.OVERDUE: 8, ActionStatus.IN_PROGRESS: 4}

    def test_actions_on_the_day_of_the_committee(self) -> None:
        counted = Counter(item.status.status for item in judge_sample(PARTNERSHIP, date(2023, 10, 26)).actions)
        assert counted == {ActionStatus.COMPLETED: 26, ActionStatus.OVERDUE: 12}

    def test_risks(self) -> None:
        counted = Counter(item.status.status for item in judge_sample(PARTNERSHIP).risks)
        assert counted == {RiskStatus.OK: 1, RiskStatus.WARNING: 2, RiskStatus.ALERT: 3}

    def test_each_indicator_has_a_status_or_a_stated_reason_for_none(self) -> None:
        indicators = judge_sample(PARTNERSHIP).indicators
        assert len(indicators) == 35
        for item in indicators:
            assert item.status.reason.strip(), item.indicator.title


def test_people_actions_by_priority() -> None:
    actions = [item.action for item in judge_sample(PEOPLE).actions]
    assert len(actions) == 55
    assert Counter(a.section for a in actions) == Counter(r["priority"] for r in published("clacks_people_2022_23_actions.csv"))


def test_moray_three_overdue_and_no_other() -> None:
    assessment = judge_sample(MORAY)
    assert assessment.as_at == date(2021, 3, 31)
    assert codes(assessment, ActionStatus.OVERDUE) == ["ICT20-22.Strat-4.3", "ICT20-22.Serv-5.1a", "ICT20-22.Serv-5.4"]


class TestBestValue:
    def test_17_actions_and_their_lead_in_under_four_recommendations(self) -> None:
        actions = [item.action for item in judge_sample(BEST_VALUE).actions]
        headings = [action for action in actions if action.is_heading]
        assert [action.code for action in headings] == ["A"]
        assert len(actions) - len(headings) == 17
        assert [action.code for action in actions if action.parent == "A"] == ["A i)", "A ii)", "A iv)", "A iv)"]
        assert len({action.section for action in actions}) == 4
        assert {action.section_number for action in actions} == {"1", "2", "3", "4"}

    def test_the_doubled_and_the_missing_code_are_findings(self) -> None:
        found = {(f.code, f.subject): f.message for f in judge_sample(BEST_VALUE).findings}
        assert ("code-twice", "A iv)") in found
        assert any(code == "code-missing-in-sequence" and "A iii)" in message for (code, _), message in found.items())

    def test_without_progress_the_status_is_unknown_with_that_reason(self) -> None:
        for item in judge_sample(BEST_VALUE).actions:
            assert item.status.status is ActionStatus.UNKNOWN
            assert item.action.is_heading or "progress" in item.status.reason


@pytest.mark.parametrize("sample", SAMPLES)
def test_verdicts_do_not_depend_on_what_was_reported(sample: str) -> None:
    assessment = judge_sample(sample)
    service_return = assessment.service_return
    rows = [*service_return.indicators, *service_return.actions, *service_return.risks]
    reported = {
        (row.where.sheet or "", address): None
        for row in rows
        for field, address in row.cells.items()
        if field.startswith("reported_")
    }
    stripped = judge_changed(sample, reported)
    assert not any(row.reported_status or row.reported_symbol for row in stripped.service_return.actions)
    assert [item.computed for item in stripped.indicators] == [item.computed for item in assessment.indicators]
    assert [item.short_trend for item in stripped.indicators] == [item.short_trend for item in assessment.indicators]
    assert [item.computed for item in stripped.actions] == [item.computed for item in assessment.actions]
    assert [(i.computed, i.band, i.movement) for i in stripped.risks] == [
        (i.computed, i.band, i.movement) for i in assessment.risks
    ]


def verdicts(assessment: Assessment) -> Iterator[Verdict[Any]]:
    for indicator in assessment.indicators:
        yield from (indicator.status, indicator.computed, indicator.short_trend, indicator.long_trend)
    for action in assessment.actions:
        yield from (action.status, action.computed)
    for risk in assessment.risks:
        yield from (risk.status, risk.computed, risk.movement)


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_verdict_has_a_reason_and_says_what_is_assumed(sample: str) -> None:
    for verdict in verdicts(judge_sample(sample)):
        assert verdict.reason.strip()
        assert verdict.reason.endswith("threshold assumed") == verdict.assumed


ROW_KEYS = {
    "indicators": "code title section unit polarity previous value target status short_trend long_trend variation assurance "
    "reported_status reported_trend overruled reason note lead sheet cell",
    "actions": "code title section due progress status reported_status overruled reason note lead sheet cell",
    "risks": "code title register likelihood impact score target_score status band movement reported_status overruled reason "
    "lead sheet cell",
    "finance": "code title budget actual forecast variance status reason sheet cell",
    "findings": "code severity message subject sheet cell response",
}


@pytest.mark.parametrize("sample", SAMPLES)
def test_check_json_prints_the_object_of_the_design(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(path_of(sample)), "--json"]) in {0, 1}
    result = json.loads(capsys.readouterr().out)
    assert set(result) >= {"version", "scheme", "as_at", "findings", "returns"}
    (one,) = result["returns"]
    assert set(one) >= {"file", "sha256", "service", "period", "refused", "counts", "overall", *ROW_KEYS}
    assert one["refused"] is None
    for table, keys in ROW_KEYS.items():
        for row in one[table]:
            assert set(row) >= set(keys.split()), table
            if table != "findings":
                assert row["reason"]
                assert row["sheet"]
                assert re.fullmatch(r"[A-Z]+[0-9]+", row["cell"])
    numbers = [row[key] for row in one["indicators"] for key in ("previous", "value", "target")]
    assert all(number is None or re.fullmatch(r"-?\d+(\.\d+)?", number) for number in numbers)


@pytest.mark.parametrize("sample", SAMPLES)
def test_same_inputs_same_bytes(sample: str, tmp_path: Path) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    pipeline.report([path_of(sample)], first)
    pipeline.report([path_of(sample)], second)
    assert first.read_bytes() == second.read_bytes()
    assert str(tmp_path).encode() not in first.read_bytes()


CSV_FILES = {
    PARTNERSHIP: [f"clacks_pp_2022_23_{name}" for name in ("indicators", "actions", "risks", "narrative")],
    PEOPLE: ["clacks_people_2022_23_actions", "clacks_people_2022_23_narrative"],
    BEST_VALUE: ["clacks_best_value_action_plan_2018"],
    MORAY: ["moray_2020_21_actions"],
    VALE: [
        f"vale_2019_20_q2_{name}" for name in ("indicators", "actions", "risks", "summary", "tables", "narrative", "exceptions")
    ],
}


def texts_in(value: object) -> Iterator[str]:
    """Every text in a JSON value."""
    match value:
        case str() | bool() | int():
            yield str(value)
        case list():
            for item in value:
                yield from texts_in(item)
        case dict():
            for item in value.values():
                yield from texts_in(item)


def as_read(text: str) -> str:
    """A printed text as the JSON gives it: blanks tidied, days as 31/03/2020."""
    if re.fullmatch(r"\d{1,2}-[A-Z][a-z]{2}-\d{4}", text):
        day = parse_day(text)
        return f"{day:%d/%m/%Y}" if day else text
    return " ".join(text.split())


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_published_cell_is_in_the_json(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(path_of(sample)), "--json"])
    known = {as_read(text) for text in texts_in(json.loads(capsys.readouterr().out))}
    lost = []
    for name in CSV_FILES[sample]:
        for row in published(f"{name}.csv"):
            for column, text in row.items():
                parts = text.split(";") if column == "related_actions" else [text]
                names_of_summary_rows = name.endswith("_summary") and column == "name"  # they are worded for a reader
                if not names_of_summary_rows:
                    lost += [(name, column, part) for part in parts if as_read(part) and as_read(part) not in known]
    assert {
        (column, text) for _, column, text in lost if text.removesuffix("%") not in known and f"{text}%" not in known
    } == set()
