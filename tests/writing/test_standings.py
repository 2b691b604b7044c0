"""What the front page's sentences are composed from, counted over whole returns."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_assessment import AS_AT, assessment, judged_action, judged_indicator, judged_risk, scheme
from support_changed import replace
from support_rows import due, scheme_named
from support_samples import MORAY, PARTNERSHIP, PEOPLE, SAMPLES, VALE, path_of
from workbook_tools import pipeline
from workbook_tools.assess import assess
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.scheme import ReportColumn, TrendRule
from workbook_tools.model.service_return import Cover
from workbook_tools.model.words import Trend
from workbook_tools.periods import PeriodKind, parse_period
from workbook_tools.writing.sentences import AtWord, Standing
from workbook_tools.writing.standings import find_standing, find_travel, front_sentences, kind_of_period, shown_trend
from workbook_tools.writing.summary_facts import SummaryFacts


def facts(*assessments: Assessment) -> SummaryFacts:
    return SummaryFacts.of(assessments, scheme(), AS_AT)


def test_words_without_a_status_are_counted_apart() -> None:
    given = assessment(indicators=[judged_indicator(4), judged_indicator(5, "alert"), judged_indicator(6, "unknown")])
    standing = find_standing(facts(given), "indicators")
    assert standing == Standing("indicator", (AtWord("Green", 1), AtWord("Amber", 0), AtWord("Red", 1)), 1)


def test_actions_past_their_due_date_are_those_of_the_red_ones() -> None:
    given = assessment(
        actions=[
            judged_action(4, due=due("30/06/2019")),  # Green, though past its date
            judged_action(5, "overdue", due=due("30/06/2019")),
            judged_action(6, "slipped", due=due("31/03/2020")),
            judged_action(7, "slipped", due=due("30/09/2019")),  # due on the last day that counts: in time, by the scheme
            judged_action(8, "overdue", is_heading=True),
        ]
    )
    assert find_standing(facts(given), "actions").at == (AtWord("Green", 1), AtWord("Amber", 0), AtWord("Red", 3, 1))
    assert front_sentences(facts(given)) == (
        "Of the 4 actions, 1 is Green and 3 are Red (1 of them past its due date).",
    )  # fmt: skip


def test_a_word_that_says_overdue_needs_no_remark() -> None:
    own = scheme_named("clackmannanshire")
    judged = assess(assessment(actions=[judged_action(4, due=due("30/06/2019"))]).service_return, own, AS_AT)
    standing = find_standing(SummaryFacts.of([judged], own, AS_AT), "actions")
    assert AtWord("Overdue", 1, None) in standing.at
    assert [each.word for each in standing.at] == ["Completed", "In progress", "Check progress", "Overdue", "Cancelled"]


def test_several_returns_are_counted_together() -> None:
    one = assessment(risks=[judged_risk(4, 9), judged_risk(5, None)])
    other = assessment(risks=[judged_risk(4, 9)], indicators=[judged_indicator(4, trend=Trend.IMPROVED)])
    assert front_sentences(facts(one, other)) == (
        "The one indicator is Green; the one indicator has improved since the same quarter last year.",
        "All 2 risks with a status (1 has none) are Medium/High.",
    )


def test_nothing_is_said_of_empty_or_refused_returns() -> None:
    assert front_sentences(facts(assessment())) == ()
    assert front_sentences(facts(assessment(refused="It is protected by a password."))) == ()
    assert front_sentences(facts()) == ()


def test_risks_under_a_scheme_without_a_matrix_have_no_status() -> None:
    own = msgspec.structs.replace(scheme(), risks=None)
    judged = assess(assessment(risks=[judged_risk(4), judged_risk(5)]).service_return, own, AS_AT)
    assert front_sentences(SummaryFacts.of([judged], own, AS_AT)) == ("None of the 2 risks has a status.",)


def with_trends(short: bool, long: bool, *shown: str) -> Any:  # noqa: FBT001  # columns of the table below
    rule = TrendRule(source="corporate_health_q2_2019_20", compare_with="previous_period")
    own = scheme()
    columns = tuple(ReportColumn(field=field, heading=field) for field in shown)
    report = msgspec.structs.replace(own.report, indicators=msgspec.structs.replace(own.report.indicators, columns=columns))
    trends = msgspec.structs.replace(own.trend, short=rule if short else None, long=rule if long else None)
    return msgspec.structs.replace(own, report=report, trend=trends)


@pytest.mark.parametrize(
    ("short", "long", "shown", "is_short"),
    [
        (True, True, ("short_trend", "long_trend"), True),
        (True, True, ("long_trend",), False),
        (True, True, (), True),
        (True, False, ("long_trend",), True),
        (False, True, ("short_trend",), False),
        (False, False, ("short_trend",), None),
    ],
)
def test_the_trend_that_the_report_shows(short: bool, long: bool, shown: tuple[str, ...], is_short: bool | None) -> None:  # noqa: FBT001  # columns of the table above
    own = with_trends(short, long, *shown)
    found = shown_trend(own)
    assert (found[1] if found else None) is is_short
    assert (find_travel(SummaryFacts.of([], own, AS_AT)) is None) is (is_short is None)


def test_the_kind_of_period_is_stated_where_all_agree() -> None:
    quarter = assessment()
    year = assessment(cover=Cover(service="Roads", period=parse_period("2019/20")))
    unknown = assessment(cover=Cover(service="Roads"))
    assert kind_of_period(facts(quarter, quarter)) is PeriodKind.QUARTER
    assert kind_of_period(facts(quarter, year)) is None
    assert kind_of_period(facts(unknown)) is None


STYLES = {"indicators": ["ok", "warning", "alert", "unknown"], "actions": [*scheme().styles.actions]}


@given(
    indicators=st.lists(st.sampled_from(STYLES["indicators"]), max_size=12),
    actions=st.lists(st.sampled_from(STYLES["actions"]), max_size=12),
    risks=st.lists(st.sampled_from([None, 1, 2, 3, 4, 6, 8, 9, 12, 16]), max_size=12),
)
def test_every_row_is_counted_once(indicators: list[str], actions: list[str], risks: list[int | None]) -> None:
    judged = assessment(
        indicators=[judged_indicator(line, style) for line, style in enumerate(indicators, start=4)],
        actions=[judged_action(line, style) for line, style in enumerate(actions, start=4)],
        risks=[judged_risk(line, score) for line, score in enumerate(risks, start=4)],
    )
    for table, rows in (("indicators", indicators), ("actions", actions), ("risks", risks)):
        standing = find_standing(facts(judged), table)
        assert sum(each.number for each in standing.at) + standing.without == len(rows)


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_samples_sentences_agree_with_the_counts(sample: str) -> None:
    judged = pipeline.check([path_of(sample)]).assessments[0]
    given = SummaryFacts.of([judged], judged.scheme, judged.as_at)
    for count in judged.counts:
        if not count.section:
            standing = find_standing(given, count.table)
            assert sum(each.number for each in standing.at) + standing.without == count.total


@pytest.mark.parametrize(
    ("sample", "sentences"),
    [
        (
            VALE,
            (
                (
                    "Of the 15 indicators with a status (12 have none), 7 are Green, 2 Amber and 6 Red; of the 15 indicators "
                    "that can be compared (12 cannot), 7 have improved, 1 has stayed the same and 7 have declined since the "
                    "same quarter last year."
                ),
                (
                    "Of the 223 actions with a status (1 has none), 203 are Green, 2 Amber and 18 Red; of the 26 risks, 1 is "
                    "Low, 7 are Medium/Low, 15 Medium and 3 Medium/High."
                ),
            ),
        ),
        (MORAY, ("Of the 21 actions with a status (1 has none), 4 are Completed, 14 In progress and 3 Overdue.",)),
        (PEOPLE, ("Of the 55 actions, 1 is Completed and 54 are In progress.",)),
        (
            PARTNERSHIP,
            (
                (
                    "Of the 17 indicators with a status (18 have none), 5 are OK, 2 Warning and 10 Alert; of the 17 indicators "
                    "that can be compared (18 cannot), 12 have improved, 1 has stayed the same and 4 have declined against the "
                    "mean of up to 3 earlier years."
                ),
                (
                    "Of the 38 actions, 26 are Completed, 4 In progress and 8 Overdue; of the 6 risks, 1 is OK, 2 are Warning "
                    "and 3 Alert."
                ),
            ),
        ),
    ],
)
def test_the_samples_in_plain_english(sample: str, sentences: tuple[str, ...]) -> None:
    judged = pipeline.check([path_of(sample)]).assessments[0]
    assert front_sentences(SummaryFacts.of([judged], judged.scheme, judged.as_at)) == sentences


def test_an_officers_status_is_the_one_that_counts() -> None:
    judged = judged_indicator(4, "alert")
    overruled = replace(judged, status=judged_indicator(4, "ok").status, overruled="The data were late.")
    assert front_sentences(facts(assessment(indicators=[overruled])))[0].startswith("The one indicator is Green;")
