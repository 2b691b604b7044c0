"""What the shipped schemes declare is what the councils' published figures show, worked out here in plain arithmetic."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from workbook_tools.model.scheme import ActionRule, Scheme, band_style
from workbook_tools.periods import financial_year
from workbook_tools.schemes.load import list_schemes, load_scheme

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "samples" / "published"
CLACKMANNANSHIRE, MORAY, VALE = (load_scheme(name) for name in list_schemes())
ALL = [CLACKMANNANSHIRE, MORAY, VALE, load_scheme(str(ROOT / "tests" / "data" / "made_up_council.toml"))]
MID_YEAR = date(2019, 9, 30)


def published(name: str) -> list[dict[str, str]]:
    with (PUBLISHED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def word_of(scheme: Scheme, level: str) -> str:
    return scheme.styles.indicators[level].word


def rollup(scheme: Scheme, ok: int, warning: int, alert: int) -> str:
    """Status of a section by hand: share of the rows counted; the shipped schemes set no other bound."""
    total = ok + warning + alert
    return next(
        word_of(scheme, rule.status)
        for rule in scheme.rollup
        if rule.ok_share_at_least is None or 100 * ok >= rule.ok_share_at_least * total
    )


@pytest.mark.parametrize(
    ("what", "green", "amber", "red", "expected"),
    [
        ("all actions, 92%", 208, 2, 17, "Green"),
        ("all indicators, 8 of 15", 8, 1, 6, "Amber"),
        ("theme People", 1, 0, 1, "Amber"),
        ("theme Financial", 1, 0, 4, "Amber"),
        ("theme Customer", 6, 1, 1, "Amber"),
        ("objective CP6", 6, 0, 1, "Green"),
        ("objective CP10", 1, 0, 1, "Amber"),
        ("objective CP7", 0, 0, 1, "Red"),
        ("just at the bound of Green", 4, 0, 1, "Green"),
        ("just below it", 79, 21, 0, "Amber"),
        ("just below the bound of Amber", 19, 0, 81, "Red"),
    ],
)
def test_vale_rollup_gives_what_was_printed(what: str, green: int, amber: int, red: int, expected: str) -> None:
    assert rollup(VALE, green, amber, red) == expected, what


def test_vale_rollup_gives_the_printed_status_of_every_objective() -> None:
    printed = {row["name"]: row["value"] for row in published("vale_2019_20_q2_summary.csv")}
    actions = published("vale_2019_20_q2_actions.csv")
    for number in (1, 2, 4, 5, 6, 7, 8, 10, 11):  # 3 and 9 have no actions
        rags = [row["published_rag"] for row in actions if row["objective"] == f"CP{number}"]
        counts = [rags.count(word) for word in ("Green", "Amber", "Red")]
        assert rollup(VALE, *counts)[0] == printed[f"objective_CP{number}_status"], number


def action_holds(rule: ActionRule, progress: Decimal | None, elapsed: Decimal, *, past_due: bool) -> bool:
    """Whether a rule holds for an action that is not cancelled, by hand."""
    if rule.cancelled or (rule.past_due is not None and rule.past_due != past_due):
        return False
    bounds = (rule.progress_at_least, rule.progress_below, rule.of_elapsed_at_least)
    if progress is None:
        return bounds == (None, None, None)
    return (
        (rule.progress_at_least is None or progress >= rule.progress_at_least)
        and (rule.progress_below is None or progress < rule.progress_below)
        and (rule.of_elapsed_at_least is None or progress >= rule.of_elapsed_at_least * elapsed)
    )


def action_word(scheme: Scheme, progress: str, elapsed: Decimal, *, past_due: bool) -> str:
    percent = Decimal(progress.rstrip("%")) if progress else None
    rules = (rule.status for rule in scheme.actions.rules if action_holds(rule, percent, elapsed, past_due=past_due))
    return scheme.styles.actions[next(rules, "unknown")].word


def elapsed_share(day: date) -> Decimal:
    year = financial_year(2019)
    return Decimal((day - year.start).days + 1) / Decimal((year.end - year.start).days + 1)


def test_half_of_the_year_has_gone_on_30_september_2019() -> None:
    assert elapsed_share(MID_YEAR) == Decimal("0.5")


def test_vale_action_rules_give_the_printed_rag_of_every_action() -> None:
    rows = published("vale_2019_20_q2_actions.csv")
    computed = [action_word(VALE, row["percent_complete"], elapsed_share(MID_YEAR), past_due=False) for row in rows]
    assert len(rows) == 224
    assert computed == [row["published_rag"] or "N/A" for row in rows]  # one is on hold, without figure or RAG


@pytest.mark.parametrize(
    ("progress", "past_due", "expected"),
    [
        ("100", True, "Green"),
        ("99", True, "Red"),
        ("50", False, "Green"),
        ("49", False, "Amber"),
        ("40", False, "Amber"),
        ("39", False, "Red"),
        ("0", False, "Red"),
        ("", False, "N/A"),
    ],
)
def test_vale_action_bounds_at_mid_year(progress: str, *, past_due: bool, expected: str) -> None:
    assert action_word(VALE, progress, elapsed_share(MID_YEAR), past_due=past_due) == expected


def test_a_slipped_action_counts_as_alert_and_means_check_progress() -> None:
    slipped = VALE.styles.actions["slipped"]
    assert (slipped.means, slipped.level, slipped.word) == ("check_progress", "alert", "Red")


def day(text: str) -> date:
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    number, month, year = text.split("-")
    return date(int(year), months.index(month) + 1, int(number))


def is_past_due(scheme: Scheme, due: str, as_at: date) -> bool:
    return day(due) < as_at or (scheme.actions.due_on_as_at.overdue and day(due) == as_at)


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [
        (date(2023, 3, 31), {"Completed": 26, "Overdue": 8, "In progress": 4}),
        (date(2023, 10, 26), {"Completed": 26, "Overdue": 12}),
    ],
)
def test_clackmannanshire_action_counts(as_at: date, expected: dict[str, int]) -> None:
    rows = published("clacks_pp_2022_23_actions.csv")
    words = [
        action_word(
            CLACKMANNANSHIRE, row["progress"], Decimal(1), past_due=is_past_due(CLACKMANNANSHIRE, row["by_when"], as_at)
        )
        for row in rows
    ]
    assert {word: words.count(word) for word in set(words)} == expected


def test_moray_counts_three_overdue_actions_and_no_other() -> None:
    rows = published("moray_2020_21_actions.csv")
    words = {
        row["code"]: action_word(
            MORAY, row["progress"], Decimal(1), past_due=is_past_due(MORAY, row["due_date"], date(2021, 3, 31))
        )
        for row in rows
    }
    overdue = {code for code, word in words.items() if word == "Overdue"}
    assert overdue == {"ICT20-22.Strat-4.3", "ICT20-22.Serv-5.1a", "ICT20-22.Serv-5.4"}
    assert overdue == {row["code"] for row in rows if row["published_icon"] == "•"}
    assert words["HR&OD20-22.Serv-5.2"] == "Unknown"


def test_check_progress_comes_from_no_rule_in_clackmannanshire_and_moray() -> None:
    for scheme in (CLACKMANNANSHIRE, MORAY):
        assert "check_progress" in scheme.styles.actions
        assert "check_progress" not in {rule.status for rule in scheme.actions.rules}


def test_clackmannanshire_bands_of_the_published_risks() -> None:
    assert CLACKMANNANSHIRE.risks is not None
    words = []
    for row in published("clacks_pp_2022_23_risks.csv"):
        score = int(row["current_rating"])
        (band,) = (band for band in CLACKMANNANSHIRE.risks.bands if band.lowest <= score <= band.highest)
        assert row["expected_status"] in band.aliases
        words.append(band.label)
    assert [words.count(word) for word in ("OK", "Warning", "Alert")] == [1, 2, 3]


def test_vale_bands_are_those_of_the_printed_matrix() -> None:
    risks = VALE.risks
    assert risks is not None
    for row in published("vale_risk_matrix.csv"):
        likelihood, impact, score = (int(row[key]) for key in ("likelihood", "impact", "score"))
        (band,) = (band for band in risks.bands if band.lowest <= score <= band.highest)
        assert band.label.upper() == row["band"]
        assert (risks.likelihood[likelihood - 1], risks.impact[impact - 1]) == (row["likelihood_label"], row["impact_label"])


def test_vale_risks_have_the_published_band_and_colour() -> None:
    assert VALE.risks is not None
    rows = published("vale_2019_20_q2_risks.csv")
    for row in rows:
        (band,) = (band for band in VALE.risks.bands if band.lowest <= int(row["score"]) <= band.highest)
        assert (band.label, band.colour_code) == (row["published_band"], row["published_colour_code"])
        assert row["published_colour_code"] in band_style(band).aliases
    assert len(rows) == 26


@pytest.mark.parametrize("scheme", ALL, ids=lambda scheme: scheme.name)
def test_risk_arrows_run_the_other_way_round_from_indicators(scheme: Scheme) -> None:
    trends = scheme.styles.trends
    assert [trends[key].symbol for key in ("improved", "same", "declined")] == ["↑", "↔", "↓"]
    if scheme.risks:
        assert [scheme.risks.movements[key].symbol for key in ("improved", "same", "declined")] == ["↓", "↔", "↑"]


@pytest.mark.parametrize("scheme", ALL, ids=lambda scheme: scheme.name)
def test_report_tables_fit_a_page_and_say_why(scheme: Scheme) -> None:
    for table in (scheme.report.indicators, scheme.report.actions, scheme.report.risks):
        assert table.columns[-1].field == "reason"
        assert 140 <= sum(column.width or 0 for column in table.columns) <= 190


def test_what_is_assumed() -> None:
    """Thresholds that no document prints; a change here changes what committees are told."""
    assumed = {
        scheme.name: [
            [rule.status for rule in scheme.target_status if rule.assumed],
            [rule.status for rule in scheme.actions.rules if rule.assumed],
            [name for name in ("short", "long") if (rule := getattr(scheme.trend, name)) and rule.assumed],
            [band.label for band in (scheme.risks.bands if scheme.risks else ()) if band.assumed],
        ]
        for scheme in (CLACKMANNANSHIRE, MORAY, VALE)
    }
    assert assumed == {
        "clackmannanshire": [["warning", "alert"], ["overdue"], ["long"], []],
        "moray": [["ok", "warning", "alert"], ["cancelled", "completed", "overdue", "in_progress"], ["short"], []],
        "vale_of_glamorgan": [
            [],
            ["cancelled", "overdue", "in_progress", "check_progress", "slipped"],
            [],
            [],
        ],
    }
    assert all(scheme.actions.due_on_as_at.assumed for scheme in (CLACKMANNANSHIRE, MORAY, VALE))
    assert all(rule.assumed for rule in VALE.rollup)


def test_every_assumption_has_its_note() -> None:
    for scheme in (CLACKMANNANSHIRE, MORAY, VALE):
        declared = [*scheme.target_status, *scheme.actions.rules, scheme.actions.due_on_as_at, *scheme.rollup]
        declared += [rule for rule in (scheme.trend.short, scheme.trend.long) if rule]
        declared += scheme.risks.bands if scheme.risks else ()
        assert [rule for rule in declared if rule.assumed and not rule.note.strip()] == []
