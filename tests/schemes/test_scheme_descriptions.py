"""Every rule of a scheme appears in words, its thresholds quoted exactly as declared."""

from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from workbook_tools.model.scheme import ActionRule, Margin, RollupRule, Scheme, StatusRule, TrendRule
from workbook_tools.schemes.describe import describe, describe_covering_report, describe_styles
from workbook_tools.schemes.load import list_schemes, load_scheme

MADE_UP = load_scheme(str(Path(__file__).resolve().parents[1] / "data" / "made_up_council.toml"))
ALL = [*(load_scheme(name) for name in list_schemes()), MADE_UP]
VALE = ALL[2]


def status_words(when: str, **keys: object) -> str:
    rule = msgspec.convert({"status": "warning", "when": when, "source": "handbook", **keys}, StatusRule)
    scheme = msgspec.structs.replace(MADE_UP, target_status=(rule,))
    return next(rule.words for rule in describe(scheme) if rule.topic == "Indicators: status")


def trend_words(**keys: object) -> str:
    trend = msgspec.structs.replace(MADE_UP.trend, short=msgspec.convert({"source": "handbook", **keys}, TrendRule))
    scheme = msgspec.structs.replace(MADE_UP, trend=trend)
    return next(rule.words for rule in describe(scheme) if rule.topic == "Indicators: short trend")


def action_words(scheme: Scheme, **keys: object) -> str:
    rule = msgspec.convert({"status": "overdue", "source": next(iter(scheme.documents)), **keys}, ActionRule)
    actions = msgspec.structs.replace(scheme.actions, rules=(rule,))
    described = describe(msgspec.structs.replace(scheme, actions=actions))
    return next(rule.words for rule in described if rule.topic == "Actions: status")


def rollup_words(**keys: object) -> str:
    rule = msgspec.convert({"status": "warning", "source": "handbook", **keys}, RollupRule)
    return describe(msgspec.structs.replace(MADE_UP, rollup=(rule,)))[-1].words


@pytest.mark.parametrize(
    ("amount", "measured_as", "inclusive", "expected"),
    [
        ("10", "percent", True, "no more than 10% of the target; exactly 10% is still Amber. A missed target of"),
        ("2.50", "percent", False, "less than 2.50% of the target; exactly 2.50% is no longer Amber. A missed"),
        ("5", "percentage_points", True, "no more than 5 percentage points; exactly 5 percentage points is still Amber. Holds"),
        ("0.1", "absolute", False, "less than 0.1 in the unit of the row; exactly 0.1 in the unit of the row is no"),
    ],
)  # fmt: skip
def test_tolerance_in_words(amount: str, measured_as: str, *, inclusive: bool, expected: str) -> None:
    margin = {"amount": amount, "measured_as": measured_as, "inclusive": inclusive}
    assert status_words("within_tolerance", tolerance=margin).startswith(f"Amber: the target is missed by {expected}")


@pytest.mark.parametrize(
    ("when", "keys", "expected"),
    [
        ("target_met", {}, "Amber: the target is met or beaten."),
        ("otherwise", {}, "Amber: in every other case with a usable value and target."),
        ("otherwise", {"units": ["percent", "days"]}, "Amber (rows in percent, days only): in every other case"),
        (
            "no_worse_than",
            {"compare_with": "same_period_last_year"},
            "Amber: the figure is no worse than that of the same period last",
        ),
        (
            "no_worse_than",
            {"compare_with": "mean_of_last", "periods": 4},
            "Amber: the figure is no worse than the mean of the last 4 periods before this one.",
        ),
    ],
)
def test_status_rules_in_words(when: str, keys: dict[str, object], expected: str) -> None:
    assert status_words(when, **keys).startswith(expected)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (
            {"compare_with": "previous_period"},
            "The figure is compared with that of the previous period. The two count as the same only when they are equal.",
        ),
        (
            {"compare_with": "mean_of_last", "periods": 3, "at_least": 2},
            "compared with the mean of the last 3 periods before this one, where at least 2 of them have figures.",
        ),
        (
            {"compare_with": "mean_of_same_period", "periods": 5},
            "compared with the mean of the same period in the last 5 years, where at least one of them has a figure.",
        ),
        (
            {"compare_with": "previous_period", "same_within": {"amount": "0.5", "measured_as": "percent"}},
            "The two count as the same when they differ by no more than 0.5% of the earlier figure.",
        ),
        (
            {"compare_with": "previous_period", "same_within": {"amount": 1, "measured_as": "absolute", "inclusive": False}},
            "The two count as the same when they differ by less than 1 in the unit of the row.",
        ),
    ],
)
def test_trends_in_words(keys: dict[str, object], expected: str) -> None:
    assert expected in trend_words(**keys)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, "Late: in every other case."),
        ({"cancelled": True}, "Late: the return says that it was cancelled."),
        ({"cancelled": False}, "Late: the return does not say that it was cancelled."),
        ({"past_due": True, "progress_below": "99.5"}, "Late: its due date has passed and progress is below 99.5%."),
        ({"past_due": False, "progress_at_least": 20}, "Late: its due date has not passed and progress is at least 20%."),
        (
            {"of_elapsed_at_least": "87.5"},
            "Late: progress is at least 87.5% of the share of its own time, from its start to its due date, that has elapsed.",
        ),
    ],
)
def test_action_rules_in_words(keys: dict[str, object], expected: str) -> None:
    assert action_words(MADE_UP, **keys) == expected


def test_the_elapsed_share_is_that_of_the_plan() -> None:
    words = action_words(VALE, of_elapsed_at_least=80)
    assert words == "Red: progress is at least 80% of the share of the financial year that has elapsed, counted in months."


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, "Amber: in every other case with rows to count."),
        ({"ok_share_at_least": "80.5"}, "Amber: at least 80.5% of the rows counted stand at On target."),
        (
            {"alert_share_at_most": 25, "warning_count_at_most": 3},
            "Amber: at most 25% of the rows counted stand at Red and at most 3 of the rows counted stand at Amber.",
        ),
        ({"alert_count_at_most": 0}, "Amber: at most 0 of the rows counted stand at Red."),
    ],
)
def test_rollup_in_words(keys: dict[str, object], expected: str) -> None:
    assert rollup_words(**keys) == expected


@pytest.mark.parametrize(("overdue", "expected"), [(True, "itself has passed"), (False, "itself has not yet passed")])
def test_the_boundary_of_overdue_in_words(*, overdue: bool, expected: str) -> None:
    due = msgspec.structs.replace(MADE_UP.actions.due_on_as_at, overdue=overdue)
    scheme = msgspec.structs.replace(MADE_UP, actions=msgspec.structs.replace(MADE_UP.actions, due_on_as_at=due))
    assert any(expected in rule.words for rule in describe(scheme))


def test_risks_in_words() -> None:
    words = [rule.words for rule in describe(VALE)]
    assert (
        "Score = likelihood (1 Very Unlikely, 2 Possible, 3 Probable, 4 Almost Certain) "
        "x impact (1 Low, 2 Medium, 3 High, 4 Catastrophic)."
    ) in words
    assert "Medium: a score of 4 to 6. Counts as warning." in words
    assert "High: a score of 12. Counts as alert." in words
    assert "OK: a score of 1 to 9." in [rule.words for rule in describe(ALL[0])]  # the word says what it counts as
    assert "likelihood (1 (least likely), 2, 3, 4, 5)" in next(
        rule.words for rule in describe(ALL[0]) if "likelihood" in rule.words
    )


def thresholds(value: object) -> list[str]:
    """Every amount below a rule, as declared."""
    if isinstance(value, Decimal):
        return [f"{value:f}"]
    if isinstance(value, Margin):
        return [f"{value.amount:f}"]
    fields = getattr(value, "__struct_fields__", ())
    return [text for name in fields for text in thresholds(getattr(value, name))]


@pytest.mark.parametrize("scheme", ALL, ids=lambda scheme: scheme.name)
def test_every_rule_appears_in_order_with_its_thresholds_source_and_note(scheme: Scheme) -> None:
    declared = [
        *scheme.target_status,
        *(rule for rule in (scheme.trend.short, scheme.trend.long) if rule),
        *scheme.actions.rules,
        scheme.actions.due_on_as_at,
        *((scheme.risks, *scheme.risks.bands) if scheme.risks else ()),
        *((scheme.finance, *scheme.finance.variance_status, *scheme.finance.savings_status) if scheme.finance else ()),
        *scheme.rollup,
    ]
    described = describe(scheme)
    assert len(described) == len(declared)
    for rule, in_words in zip(declared, described, strict=True):
        if rule is not scheme.risks:
            assert all(amount in in_words.words for amount in thresholds(rule))
        assert scheme.documents[rule.source].title in in_words.document
        assert in_words.assumed is rule.assumed
        assert in_words.note == " ".join(rule.note.split())
        assert in_words.words.endswith(".")
    topics = [rule.topic for rule in described]
    assert sorted(set(topics), key=topics.index) == [topic for i, topic in enumerate(topics) if topics[:i][-1:] != [topic]]


@pytest.mark.parametrize("scheme", ALL, ids=lambda scheme: scheme.name)
def test_every_word_appears_once_in_its_table_with_its_looks(scheme: Scheme) -> None:
    described = describe_styles(scheme)
    words = [(style.table, style.word) for style in described]
    assert len(words) == len(set(words))
    expected = {("indicators", style.word) for style in scheme.styles.indicators.values()}
    expected |= {("actions", style.word) for style in scheme.styles.actions.values()}
    expected |= {("trends", style.word) for style in scheme.styles.trends.values()}
    if scheme.risks:
        expected |= {("risks", word) for word in (*(band.label for band in scheme.risks.bands), scheme.risks.unknown.word)}
        expected |= {("movements", style.word) for style in scheme.risks.movements.values()}
    assert set(words) == expected
    for style in described:
        known = scheme.style_of(style.table, style.key)
        assert (style.word, style.symbol, style.fill, style.ink) == (known.word, known.symbol, known.fill, known.ink)


def test_meanings_that_share_a_word_share_its_line() -> None:
    styles = {**MADE_UP.styles.actions}
    styles["in_progress"] = msgspec.structs.replace(styles["completed"], definition="Or well on its way.")
    styles["completed"] = msgspec.structs.replace(styles["completed"], definition="All done.")
    scheme = msgspec.structs.replace(MADE_UP, styles=msgspec.structs.replace(MADE_UP.styles, actions=styles))
    done = [style for style in describe_styles(scheme) if style.word == "Done"]
    assert [(style.key, style.definition) for style in done] == [("completed", "All done. Or well on its way.")]


def test_a_scheme_without_risks_and_trends_shows_none() -> None:
    trend = msgspec.structs.replace(MADE_UP.trend, short=None)
    scheme = msgspec.structs.replace(MADE_UP, risks=None, rollup=(), trend=trend)
    assert {rule.topic for rule in describe(scheme)} == {"Indicators: status", "Actions: status"}
    assert {style.table for style in describe_styles(scheme)} == {"indicators", "actions"}


@pytest.mark.parametrize("scheme", ALL, ids=lambda scheme: scheme.name)
def test_the_covering_report_appears_in_order_with_source_and_note(scheme: Scheme) -> None:
    described = describe_covering_report(scheme)
    assert len(described) == len(scheme.covering_report)
    for part, in_words in zip(scheme.covering_report, described, strict=True):
        assert in_words.words.startswith(f"{part.heading or '(under the same heading)'}: ")
        assert part.ask in in_words.words
        assert scheme.documents[part.source].title in in_words.document
        assert (in_words.assumed, in_words.note) == (part.assumed, " ".join(part.note.split()))


def test_the_covering_report_in_words() -> None:
    words = [rule.words for rule in describe_covering_report(ALL[0])]
    assert "Background: the return's paragraphs under 'Background'." in words
    assert (
        "Exempt Reports: empty boxes for an officer's judgement (Yes (state the reason for the exemption) / No). "
        "Asked for: Is this report exempt from publication?"
    ) in words
    assert (
        "(under the same heading): the return's paragraphs under 'Considerations' or any other heading. "
        "Asked for: achievements, challenges and areas for improvement."
    ) in words
