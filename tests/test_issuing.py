"""What a return is issued with: rows and targets of the previous one, its answers as earlier figures, nothing else."""

from datetime import date
from typing import Any

import pytest

from support_changed import replace
from support_rows import action, budget_line, due, figure, indicator, number, risk, scheme_named, service_return
from workbook_tools.findings import ToolkitError
from workbook_tools.issuing import MOST_EARLIER, Issue, Order, build_issue
from workbook_tools.model.figures import FigureKind, Observation
from workbook_tools.model.layout import ANSWERS, SET_AT_ISSUE, TABLES, TEMPLATE
from workbook_tools.model.service_return import BreakdownCell, Cover, Headline, Paragraph, ServiceReturn
from workbook_tools.periods import Period, parse_period

SCHEME = scheme_named("clackmannanshire")


def period(text: str) -> Period:
    parsed = parse_period(text)
    assert parsed
    return parsed


def observation(of: str, value: int) -> Observation:
    return Observation(period(of), number(value))


def previous(of: str = "2022/23", **tables: Any) -> ServiceReturn:
    cover = Cover(service="Housing", period=period(of), directorate="Place", contact_role="Head of Housing")
    return replace(service_return(**tables), cover=cover)


def issue(given: ServiceReturn, now: str = "2023/24", **order: Any) -> Issue:
    return build_issue(SCHEME, Order("Housing", period(now), **order), given)


def test_what_is_set_at_issue_is_taken_over_and_every_answer_is_open() -> None:
    given = previous(
        indicators=(
            indicator(code="H1", title="Repairs", section="Homes", target=number(95), value=number(94), note="Short."),
        ),
        actions=(action(code="A1", title="Plan", due=due("31/03/2024"), progress=number(40), note="Going on."),),
        risks=(risk(code="R1", title="Flood", target_score=number(4), likelihood=number(2), impact=number(3), note="Wet."),),
        finance=(budget_line(code="B1", title="Roads", budget=number(1000), actual=number(900), forecast=number(990)),),
    )
    made = issue(given).given
    for table in TABLES:
        for row, before in zip(getattr(made, table.name), getattr(given, table.name), strict=True):
            assert row.code == before.code
            for field in ANSWERS[table.name]:
                assert getattr(row, field).kind is FigureKind.EMPTY
            assert not row.note
            for field in set(SET_AT_ISSUE[table.name]) - {"budget", "previous", "previous_label", "previous_score"}:
                name = "polarity_text" if field == "polarity" else field
                assert getattr(row, name) == getattr(before, name), field
    assert made.cover == Cover(
        scheme="clackmannanshire",
        council="Clackmannanshire Council",
        service="Housing",
        directorate="Place",
        period=period("2023/24"),
        contact_role="Head of Housing",
        template=TEMPLATE,
        scheme_version=SCHEME.version,
        plan_from="1 April 2023",
        plan_to="31 March 2024",
    )


@pytest.mark.parametrize(
    ("value", "earlier", "now", "expected"),
    [
        (number(94), (), "2023/24", [("2022/23", 94)]),
        (number(94), (observation("2021/22", 90),), "2023/24", [("2021/22", 90), ("2022/23", 94)]),
        (number(94), (Observation(None, number(91)),), "2023/24", [("2021/22", 91), ("2022/23", 94)]),
        (figure(FigureKind.NOT_APPLICABLE, "n/a"), (observation("2021/22", 90),), "2023/24", [("2021/22", 90)]),
        (number(None), (), "2023/24", []),
        (number(94), (observation("2020/21", 88),), "2025/26", [("2020/21", 88), ("2022/23", 94)]),
    ],
    ids=["first", "second", "undated is the period before", "n/a is no figure", "nothing yet", "a gap stays a gap"],
)
def test_the_value_becomes_an_earlier_figure(value: Any, earlier: Any, now: str, expected: list[tuple[str, int]]) -> None:
    made = issue(previous(indicators=(indicator(value=value, earlier=earlier),)), now).given
    found = [(str(seen.period), int(seen.figure.number or 0)) for seen in made.indicators[0].earlier]
    assert found == expected


def test_the_latest_periods_are_kept() -> None:
    years = [observation(f"{year}/{(year + 1) % 100:02d}", year) for year in range(2000, 2020)]
    made = issue(previous(indicators=(indicator(value=number(1), earlier=tuple(years)),))).given
    assert len(made.indicators[0].earlier) == MOST_EARLIER
    assert str(made.indicators[0].earlier[-1].period) == "2022/23"


@pytest.mark.parametrize(
    ("of", "now", "stays"),
    [("Q2 2022/23", "Q3 2022/23", True), ("Q4 2022/23", "Q1 2023/24", False), ("2022/23", "2023/24", False)],
)
def test_finished_actions_stay_until_the_end_of_their_financial_year(of: str, now: str, *, stays: bool) -> None:
    given = previous(
        of,
        actions=(
            action(code="done", progress=number(100)),
            action(code="off", cancelled=True),
            action(code="on", progress=number("99.9")),
        ),
    )
    made = issue(given, now)
    assert [row.code for row in made.given.actions] == (["done", "off", "on"] if stays else ["on"])
    assert [row.code for row in made.finished] == ([] if stays else ["done", "off"])
    assert not any(row.cancelled for row in made.given.actions)


@pytest.mark.parametrize(("of", "now", "expected"), [("Q2 2022/23", "Q3 2022/23", 1000), ("2022/23", "2023/24", None)])
def test_a_budget_holds_for_its_financial_year(of: str, now: str, expected: int | None) -> None:
    made = issue(previous(of, finance=(budget_line(budget=number(1000), forecast=number(2)),)), now).given
    assert made.finance[0].budget.number == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"score": number(12), "previous_score": number(9)}, 12),
        ({"likelihood": number(3), "impact": number(4)}, 12),
        ({"score": number(None), "previous_score": number(9)}, 9),
        ({}, None),
    ],
    ids=["as given", "worked out", "none this time", "never"],
)
def test_the_score_becomes_the_previous_one(fields: dict[str, Any], expected: int | None) -> None:
    made = issue(previous(risks=(risk(**({"score": number(None)} | fields)),))).given
    assert made.risks[0].previous_score.number == expected


def test_headings_are_taken_over_without_their_prose_and_names_without_their_figures() -> None:
    where = indicator().where
    given = previous(
        narrative=(
            Paragraph(where, heading="2.0", theme="People", order=2, text="Second."),
            Paragraph(where, heading="1.0", order=1, text="First."),
            Paragraph(where, heading="2.0", theme="People", order=3, text="Third."),
        ),
        headlines=(Headline(where, name="Staff", value="12", counts="heads", printed="p. 3"),),
        breakdowns=(BreakdownCell(where, table="Complaints", row="Housing", column="Upheld", value="3"),),
    )
    made = issue(given).given
    assert [(row.heading, row.theme, row.order, row.text) for row in made.narrative] == [
        ("1.0", "", 1, ""),
        ("2.0", "People", 2, ""),
    ]
    assert (made.headlines[0].name, made.headlines[0].value, made.headlines[0].counts) == ("Staff", "", "heads")
    assert (made.breakdowns[0].column, made.breakdowns[0].value) == ("Upheld", "")


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ({}, ("1 April 2023", "30 June 2025")),
        ({"plan_from": date(2023, 5, 1), "plan_to": date(2023, 12, 31)}, ("1 May 2023", "31 December 2023")),
    ],
    ids=["the year, widened by the actions", "as ordered"],
)
def test_the_plan_holds_the_year_and_every_action(order: dict[str, Any], expected: tuple[str, str]) -> None:
    given = previous(
        actions=(action(due=due("30/06/2025"), progress=number(1)), action(due=due("01/05/2023"), progress=number(1)))
    )
    cover = issue(given, **order).given.cover
    assert (cover.plan_from, cover.plan_to) == expected


def test_a_blank_has_no_rows_and_no_plan() -> None:
    made = build_issue(SCHEME, Order())
    assert made.given.cover == Cover(
        scheme="clackmannanshire", council="Clackmannanshire Council", template=TEMPLATE, scheme_version=SCHEME.version
    )
    assert not any(getattr(made.given, table.name) for table in TABLES)


@pytest.mark.parametrize(
    ("given", "order", "sentence"),
    [
        (previous("2023/24"), Order("Housing", period("2023/24")), "is of 2023/24, which is not before 2023/24"),
        (previous("2024/25"), Order("Housing", period("2023/24")), "is of 2024/25, which is not before 2023/24"),
        (previous(), Order("Parks", period("2023/24")), "is a return of 'Housing', not of 'Parks'"),
        (previous(), Order("Housing"), "Say which period the return is for"),
        (replace(previous(), cover=Cover(service="Housing")), Order("Housing", period("2023/24")), "does not say which period"),
        (replace(previous(), refused="It is locked."), Order("Housing", period("2023/24")), "It is locked."),
    ],
    ids=["same period", "later period", "other service", "no period ordered", "no period before", "refused"],
)
def test_a_previous_return_that_cannot_be_followed_says_why(given: ServiceReturn, order: Order, sentence: str) -> None:
    with pytest.raises(ToolkitError, match=sentence):
        build_issue(SCHEME, order, given)


def test_blanks_and_capitals_in_the_services_name_do_not_matter() -> None:
    given = replace(previous(), cover=replace(previous().cover, service=" HOUSING "))
    assert build_issue(SCHEME, Order("Housing", period("2023/24")), given).given.cover.service == "Housing"
