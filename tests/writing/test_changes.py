"""What has changed: statuses one period before by today's rules and targets, and risks' scores."""

from io import BytesIO
from typing import Any

import msgspec
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_assessment import AS_AT, assessment, scheme
from support_changed import replace
from support_rows import earlier, figure, indicator, number, risk, service_return
from support_samples import PARTNERSHIP, SAMPLES, VALE, path_of
from workbook_tools import pipeline
from workbook_tools.assess import assess
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.figures import FigureKind, Observation
from workbook_tools.model.scheme import Scheme, TrendRule
from workbook_tools.model.service_return import Cover, Indicator, Risk
from workbook_tools.model.words import Polarity
from workbook_tools.writing.changes import Kind, find_indicator_changes, find_risk_changes, in_order, say_since
from workbook_tools.writing.front.front_changes import MOST_CHANGES, say_changes
from workbook_tools.writing.summary.summary_workbook import build_summary
from workbook_tools.writing.summary_facts import SummaryFacts

LAST_YEAR = "Q2 2018/19"


def judged(*indicators: Indicator, risks: tuple[Risk, ...] = (), own: Scheme | None = None) -> SummaryFacts:
    """A return of quarter 2 of 2019/20 by a scheme that compares with the same quarter last year."""
    by = own or scheme()
    return SummaryFacts.of([assess(service_return(indicators=indicators, risks=risks), by, AS_AT)], by, AS_AT)


def with_trend(**fields: Any) -> Scheme:
    rule = TrendRule(source="corporate_health_q2_2019_20", **fields)
    return msgspec.structs.replace(scheme(), trend=msgspec.structs.replace(scheme().trend, short=rule))


@pytest.mark.parametrize(
    ("then", "now", "kind", "words"),
    [
        ("96", 80, Kind.NEWLY_ALERT, ("Green", "Red")),
        ("90", 80, Kind.NEWLY_ALERT, ("Amber", "Red")),
        ("95", 90, Kind.DECLINED, ("Green", "Amber")),
        ("80", 96, Kind.NO_LONGER_ALERT, ("Red", "Green")),
        ("80", 90, Kind.NO_LONGER_ALERT, ("Red", "Amber")),
        ("94.99", 95, Kind.IMPROVED, ("Amber", "Green")),
        ("85.5", 85, Kind.NEWLY_ALERT, ("Amber", "Red")),
    ],
)
def test_another_status_than_last_year(then: str, now: int, kind: Kind, words: tuple[str, str]) -> None:
    found = find_indicator_changes(judged(indicator(4, value=number(now), earlier=earlier(LAST_YEAR, then))))
    assert (found.rows, found.compared) == (1, 1)
    (change,) = found.changed
    assert (change.kind, change.before.word, change.now.word) == (kind, *words)
    assert change.grounds == f"{now}% against {then}% in {LAST_YEAR}"
    assert (change.code, change.where.cell) == ("IND 4", "A4")


@pytest.mark.parametrize(
    "same",
    [
        indicator(4, value=number(99), earlier=earlier(LAST_YEAR, "96")),
        indicator(4, value=number(1), earlier=earlier(LAST_YEAR, "2")),
        indicator(4, value=number(3), polarity=Polarity.MINIMISE, target=number(5), earlier=earlier(LAST_YEAR, "5")),
    ],
)
def test_the_same_status_is_compared_and_not_listed(same: Indicator) -> None:
    found = find_indicator_changes(judged(same))
    assert (found.compared, found.changed) == (1, ())


@pytest.mark.parametrize(
    "not_comparable",
    [
        indicator(4),
        indicator(4, earlier=earlier("Q1 2019/20", "80")),  # not the quarter that the scheme compares with
        indicator(4, earlier=earlier("2018/19", "80")),  # a year is not held against a quarter
        indicator(4, value=figure(FigureKind.NOT_APPLICABLE, "n/a"), earlier=earlier(LAST_YEAR, "80")),
        indicator(4, target=figure(FigureKind.NOT_APPLICABLE, "No Target"), earlier=earlier(LAST_YEAR, "80")),
        indicator(4, polarity=Polarity.UNKNOWN, earlier=earlier(LAST_YEAR, "80")),
        indicator(4, earlier=(Observation(earlier(LAST_YEAR, "1")[0].period, figure(FigureKind.EMPTY, "")),)),
        indicator(4, target=figure(FigureKind.ABOVE_LAST, ">"), earlier=earlier(LAST_YEAR, "80")),  # nothing before it
    ],
)
def test_what_cannot_be_compared_is_left_out(not_comparable: Indicator) -> None:
    found = find_indicator_changes(judged(not_comparable))
    assert (found.rows, found.compared, found.changed) == (1, 0, ())


def test_a_target_of_the_latest_figure_is_judged_by_the_one_before() -> None:
    above_last = figure(FigureKind.ABOVE_LAST, ">")
    series = (*earlier("Q2 2017/18", "70"), *earlier(LAST_YEAR, "80"))
    row = indicator(4, value=number(85), target=above_last, earlier=series)
    found = find_indicator_changes(judged(row))
    assert (found.compared, found.changed) == (1, ())
    fell = replace(row, earlier=(*earlier("Q2 2017/18", "90"), *earlier(LAST_YEAR, "80")))
    assert [change.before.word for change in find_indicator_changes(judged(fell)).changed] == ["Red"]


def test_an_officers_word_is_not_held_against_a_rule() -> None:
    row = indicator(4, value=number(80), earlier=earlier(LAST_YEAR, "96"), officer_status="Green", officer_reason="Late data.")
    assert find_indicator_changes(judged(row)).compared == 0
    unused = replace(row, officer_status="Red")  # what the rule says too, so nothing is overruled
    assert [change.kind for change in find_indicator_changes(judged(unused)).changed] == [Kind.NEWLY_ALERT]


@pytest.mark.parametrize(
    ("rule", "period", "since"),
    [
        ({"compare_with": "previous_period"}, "Q1 2019/20", "since the previous quarter"),
        ({"compare_with": "mean_of_last", "periods": 3}, "Q1 2019/20", "since the previous quarter"),
        ({"compare_with": "mean_of_same_period", "periods": 3}, LAST_YEAR, "since the same quarter last year"),
    ],
)
def test_the_period_is_that_of_the_schemes_own_comparison(rule: dict[str, Any], period: str, since: str) -> None:
    series = (
        *earlier(LAST_YEAR, "80" if period == LAST_YEAR else "96"),
        *earlier("Q1 2019/20", "96" if period == LAST_YEAR else "80"),
    )
    facts = judged(indicator(4, earlier=series), own=with_trend(**rule))
    assert [change.grounds for change in find_indicator_changes(facts).changed] == [f"96% against 80% in {period}"]
    assert say_since(facts) == since


def test_without_a_trend_the_previous_period_is_taken() -> None:
    own = msgspec.structs.replace(scheme(), trend=msgspec.structs.replace(scheme().trend, short=None, long=None))
    facts = judged(indicator(4, earlier=earlier("Q1 2019/20", "80")), own=own)
    assert [change.kind for change in find_indicator_changes(facts).changed] == [Kind.NO_LONGER_ALERT]


@pytest.mark.parametrize(
    ("score", "previous", "kind", "words"),
    [
        (12, 9, Kind.NEWLY_ALERT, ("Medium/High", "High")),
        (9, 6, Kind.DECLINED, ("Medium", "Medium/High")),
        (6, 4, Kind.DECLINED, ("Medium", "Medium")),
        (16, 12, Kind.DECLINED, ("High", "Very High")),
        (9, 12, Kind.NO_LONGER_ALERT, ("High", "Medium/High")),
        (4, 6, Kind.IMPROVED, ("Medium", "Medium")),
    ],
)
def test_risks_whose_score_moved(score: int, previous: int, kind: Kind, words: tuple[str, str]) -> None:
    found = find_risk_changes(
        judged(risks=(risk(4, score=number(score), previous_score=number(previous)), risk(5, score=number(4))))
    )
    assert (found.rows, found.compared) == (2, 1)
    (change,) = found.changed
    assert (change.kind, change.before.word, change.now.word) == (kind, *words)
    assert change.grounds == f"Score {score} against {previous} last time (lower is better)"


def test_a_risk_that_has_not_moved_is_compared() -> None:
    found = find_risk_changes(judged(risks=(risk(4, score=number(6), previous_score=number(6)),)))
    assert (found.compared, found.changed) == (1, ())


STATUSES = st.tuples(st.integers(0, 110), st.none() | st.integers(0, 110))


@given(st.lists(STATUSES, max_size=10))
def test_the_numbers_add_up_to_those_compared(figures: list[tuple[int, int | None]]) -> None:
    rows = [
        indicator(line, value=number(now), earlier=() if then is None else earlier(LAST_YEAR, str(then)))
        for line, (now, then) in enumerate(figures, start=4)
    ]
    facts = judged(*rows)
    found = find_indicator_changes(facts)
    assert found.compared == sum(then is not None for _, then in figures)
    assert sum(count for _, count in found.counts) == len(found.changed) <= found.compared <= found.rows
    said = say_changes(facts.scheme, found)
    assert (said == "") is (found.compared == 0)
    if said:
        parts = [int(word) for word in said.partition(":")[2].replace(",", " ").split() if word.isdigit()]
        assert sum(parts) == found.compared
    kinds = [change.kind for change in in_order(found)]
    assert kinds == sorted(kinds)


def front_page(facts: SummaryFacts) -> Any:
    return openpyxl.load_workbook(BytesIO(build_summary(facts.assessments, facts.scheme, AS_AT)))


def block(book: Any) -> list[list[Any]]:
    """The rows of the front page's list of changes, without empty cells."""
    rows = [[cell for cell in row if cell.value is not None] for row in book["Summary"].iter_rows()]
    start = next((place for place, row in enumerate(rows) if row and str(row[0].value).startswith("What has changed")), None)
    return [] if start is None else rows[start : next(place for place in range(start, len(rows)) if not rows[place])]


def test_the_front_page_lists_changes_with_words_and_links() -> None:
    facts = judged(
        indicator(4, value=number(80), earlier=earlier(LAST_YEAR, "96")),
        indicator(5, earlier=earlier(LAST_YEAR, "96")),
        indicator(6),
        risks=(risk(4, score=number(9), previous_score=number(6)),),
    )
    book = front_page(facts)
    heading, remark, headings, first, second = block(book)
    assert heading[0].value == "What has changed since the same quarter last year"
    assert remark[0].value == (
        "2 of 3 indicators can be compared: 1 newly Red and 1 unchanged. Earlier figures are judged by today's rules and "
        "against today's targets. 1 of 1 risk can be compared with last time: 1 increased."
    )
    assert [cell.value for cell in headings] == ["Indicator or risk", "Was", "Is", "What changed", "Row"]
    assert [cell.value for cell in first] == [
        "IND 4 Calls answered", "Green", "Red", "80% against 96% in Q2 2018/19: newly Red.", "Full row",
    ]  # fmt: skip
    assert [cell.value for cell in second][1:4] == [
        "Medium", "Medium/High", "Score 9 against 6 last time (lower is better): increased.",
    ]  # fmt: skip
    for row, sheet, code in ((first, "Indicators", "IND 4"), (second, "Risks", "RISK 4")):
        place = row[-1].hyperlink.location
        assert place.startswith(f"'{sheet}'!A")
        assert code in [cell.value for cell in book[sheet][int(place.split("!A")[1])]]


def test_at_most_eight_are_listed_and_the_rest_is_counted() -> None:
    rows = [indicator(line, value=number(80), earlier=earlier(LAST_YEAR, "96")) for line in range(4, 15)]
    found = block(front_page(judged(*rows)))
    assert len(found) == 3 + MOST_CHANGES
    assert "The first 8 of 11 are listed." in found[1][0].value


def test_nothing_is_shown_where_nothing_can_be_compared() -> None:
    assert block(front_page(judged(indicator(4), risks=(risk(4, score=number(4)),)))) == []
    assert block(front_page(SummaryFacts.of([assessment()], scheme(), AS_AT))) == []


def test_nothing_changed_is_said_in_one_line() -> None:
    found = block(front_page(judged(indicator(4, earlier=earlier(LAST_YEAR, "96")))))
    assert len(found) == 2
    assert found[1][0].value.startswith("1 of 1 indicator can be compared: 1 unchanged.")


def test_several_periods_are_not_named() -> None:
    one = assess(service_return(indicators=(indicator(4, earlier=earlier(LAST_YEAR, "80")),)), scheme(), AS_AT)
    other = assess(service_return(cover=Cover(service="Roads")), scheme(), AS_AT)
    assert say_since(SummaryFacts.of([one, other], scheme(), AS_AT)) == "since the same period last year"


def sample_facts(sample: str) -> SummaryFacts:
    found: Assessment = pipeline.check([path_of(sample)]).assessments[0]
    return SummaryFacts.of([found], found.scheme, found.as_at)


@pytest.mark.parametrize(
    ("sample", "compared", "kinds"),
    [
        (PARTNERSHIP, 14, [Kind.NEWLY_ALERT, Kind.NO_LONGER_ALERT, Kind.IMPROVED]),
        (VALE, 13, [Kind.DECLINED, Kind.DECLINED, Kind.NO_LONGER_ALERT, Kind.IMPROVED, Kind.IMPROVED]),
    ],
)
def test_the_samples_changes(sample: str, compared: int, kinds: list[Kind]) -> None:
    found = find_indicator_changes(sample_facts(sample))
    assert (found.compared, [change.kind for change in in_order(found)]) == (compared, kinds)


@pytest.mark.parametrize("sample", SAMPLES)
def test_each_listed_change_differs_in_its_word(sample: str) -> None:
    assert all(change.before.word != change.now.word for change in find_indicator_changes(sample_facts(sample)).changed)
