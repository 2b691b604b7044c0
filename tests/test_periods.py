"""Periods: what is understood, how they order, what comes before."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook_tools.periods import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    MONTH_NAMES,
    Period,
    PeriodKind,
    financial_year,
    last_day_of_month,
    parse_day,
    parse_period,
)


def period(text: str) -> Period:
    found = parse_period(text)
    assert found is not None, text
    return found


def day(when: date) -> Period:
    return Period(PeriodKind.DAY, when, when)


YEAR_2022 = Period(PeriodKind.YEAR, date(2022, 4, 1), date(2023, 3, 31))
Q2_2019 = Period(PeriodKind.QUARTER, date(2019, 7, 1), date(2019, 9, 30))
Q4_2020 = Period(PeriodKind.QUARTER, date(2021, 1, 1), date(2021, 3, 31))
H1_2019 = Period(PeriodKind.HALF, date(2019, 4, 1), date(2019, 9, 30))
H2_2019 = Period(PeriodKind.HALF, date(2019, 10, 1), date(2020, 3, 31))
MARCH_2021 = Period(PeriodKind.MONTH, date(2021, 3, 1), date(2021, 3, 31))
LAST_OF_MARCH_2021 = day(date(2021, 3, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022/23", YEAR_2022),
        ("2022-23", YEAR_2022),
        ("2022–23", YEAR_2022),
        ("2022-2023", YEAR_2022),
        ("2022 / 2023", YEAR_2022),
        ("FY 2022/23", YEAR_2022),
        ("fy2022/23", YEAR_2022),
        ("Financial year 2022/23", YEAR_2022),
        ("Year 2022/23", YEAR_2022),
        ("2022/23 year end", YEAR_2022),
        ("2022/23 year-end", YEAR_2022),
        ("year to March 2023", YEAR_2022),
        ("Financial year ending 31 March 2023", YEAR_2022),
        ("1999/00", Period(PeriodKind.YEAR, date(1999, 4, 1), date(2000, 3, 31))),
        ("1999/2000", Period(PeriodKind.YEAR, date(1999, 4, 1), date(2000, 3, 31))),
        ("Q2 2019/20", Q2_2019),
        ("q2 2019-20", Q2_2019),
        ("2019/20 Q2", Q2_2019),
        ("quarter 2 2019/20", Q2_2019),
        ("Quarter 2 of 2019/20", Q2_2019),
        ("Q2, 2019/20", Q2_2019),
        ("  Q2\u00a02019/20\n", Q2_2019),
        ("Q1 2019/20", Period(PeriodKind.QUARTER, date(2019, 4, 1), date(2019, 6, 30))),
        ("Q4 2020/21", Q4_2020),
        ("quarter to March 2021", Q4_2020),
        ("quarter ending 31 March 2021", Q4_2020),
        ("quarter ended the 31st March 2021", Q4_2020),
        ("three months to Mar 2021", Q4_2020),
        ("quarter to April 2021", Period(PeriodKind.QUARTER, date(2021, 2, 1), date(2021, 4, 30))),
        ("H1 2019/20", H1_2019),
        ("half 1 2019/20", H1_2019),
        ("H2 2019/20", H2_2019),
        ("half year to September 2019", H1_2019),
        ("half-year to 30 September 2019", H1_2019),
        ("six months to March 2020", H2_2019),
        ("March 2021", MARCH_2021),
        ("March, 2021", MARCH_2021),
        ("Mar 2021", MARCH_2021),
        ("Mar-2021", MARCH_2021),
        ("month to March 2021", MARCH_2021),
        ("Sept 2021", Period(PeriodKind.MONTH, date(2021, 9, 1), date(2021, 9, 30))),
        ("February 2020", Period(PeriodKind.MONTH, date(2020, 2, 1), date(2020, 2, 29))),
        ("31 March 2021", LAST_OF_MARCH_2021),
        ("31st March 2021", LAST_OF_MARCH_2021),
        ("31-Mar-2021", LAST_OF_MARCH_2021),
        ("31/03/2021", LAST_OF_MARCH_2021),
        ("2021-03-31", LAST_OF_MARCH_2021),
    ],
)
def test_is_understood(text: str, expected: Period) -> None:
    assert parse_period(text) == expected


@pytest.mark.parametrize("moment", [date(2021, 3, 31), datetime(2021, 3, 31, 17, 5)])  # noqa: DTZ001 - a workbook knows no zone
def test_a_date_is_a_period_of_one_day(moment: date) -> None:
    assert parse_period(moment) == LAST_OF_MARCH_2021


@pytest.mark.parametrize(
    "text",
    [
        "",
        " , ",
        "2021",
        "2022/24",
        "2022/22",
        "2022/2024",
        "22/23",
        "Q5 2019/20",
        "Q0 2019/20",
        "H3 2019/20",
        "Q2 2019",
        "Q2",
        "quarter to Smarch 2021",
        "quarter to 30 March 2021",
        "quarter to 31 June 2021",
        "Smarch 2021",
        "31/09/2019",
        "2021-13-01",
        "2021-3-1",
        "31/03/21",
        "31/03-2021",
        "31-Mar 2021",
        "March 20211",
        "٣١/03/2021",
        "31/٠٣/2021",
        "31/03/٢٠٢١",
        "٢٠٢١-03-31",
        "٣١ March 2021",
        "quarter to ٣١ March 2021",
        "quarter to March ٢٠٢١",
        "March ٢٠٢١",
        "２０２２/２３",
        "Q² 2019/20",
        "0000/01",
        "9999/00",
        "March 0000",
        "31 March 1899",
        "March 9999",
        "quarterly",
    ],
)
def test_names_no_period(text: str) -> None:
    assert parse_period(text) is None


@pytest.mark.parametrize(("year", "understood"), [(1899, False), (1900, True), (9998, True), (9999, False)])
def test_periods_are_understood_from_1900_to_9998(year: int, *, understood: bool) -> None:
    """What is understood can be stepped back and asked for its financial year without leaving the calendar."""
    assert (parse_period(f"31 December {year}") is not None) is understood
    assert (parse_period(date(year, 12, 31)) is not None) is understood
    found = parse_period(f"December {year}")
    assert (found is not None) is understood
    if found:
        assert found.financial_year.end.year == year + 1
        assert found.back(12) == found.same_period_last_year


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31/03/2020", date(2020, 3, 31)),
        ("1/4/2020", date(2020, 4, 1)),
        ("31.03.2020", date(2020, 3, 31)),
        ("31-03-2020", date(2020, 3, 31)),
        ("29/02/2020", date(2020, 2, 29)),
        ("31-Mar-2022", date(2022, 3, 31)),
        ("31 MARCH 2022", date(2022, 3, 31)),
        ("31 March, 2022", date(2022, 3, 31)),
        ("1st April 2022", date(2022, 4, 1)),
        ("2020-03-31", date(2020, 3, 31)),
        ("31/12/9999", date(9999, 12, 31)),
        ("01/01/1900", date(1900, 1, 1)),
        ("31/12/1899", None),
        ("31/03/0202", None),
        ("June 2018", None),
        ("31 Smarch 2022", None),
        ("1", None),
        ("", None),
        ("2020-03-31 00:00", None),
        ("31/03/20", None),
        ("٣١/٠٣/٢٠٢١", None),
    ],
)
def test_day(text: str, expected: date | None) -> None:
    assert parse_day(text) == expected


@pytest.mark.parametrize(
    "text", ["31/09/2019", "29/02/2023", "0/1/2020", "1/0/2020", "3/31/2020", "31-Sep-2019", "30 February 2020", "2019-09-31"]
)
def test_a_day_that_does_not_exist_is_never_another_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"day|month"):
        parse_day(text)
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022/23", "2021/22"),
        ("2000/01", "1999/00"),
        ("Q2 2019/20", "Q1 2019/20"),
        ("Q1 2019/20", "Q4 2018/19"),
        ("H1 2019/20", "H2 2018/19"),
        ("H2 2019/20", "H1 2019/20"),
        ("January 2021", "December 2020"),
        ("March 2020", "February 2020"),
        ("1 January 2021", "31 December 2020"),
        ("1 March 2020", "29 February 2020"),
        ("quarter to January 2021", "quarter to October 2020"),
    ],
)
def test_previous_period(text: str, expected: str) -> None:
    assert str(period(text).previous) == expected


@pytest.mark.parametrize(
    ("text", "steps", "expected"),
    [
        ("Q2 2019/20", 0, "Q2 2019/20"),
        ("Q2 2019/20", 4, "Q2 2018/19"),
        ("Q2 2019/20", 6, "Q4 2017/18"),
        ("Q4 2019/20", -1, "Q1 2020/21"),
        ("March 2021", 13, "February 2020"),
        ("2022/23", 5, "2017/18"),
    ],
)
def test_steps_back(text: str, steps: int, expected: str) -> None:
    assert str(period(text).back(steps)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022/23", "2021/22"),
        ("Q2 2019/20", "Q2 2018/19"),
        ("H2 2019/20", "H2 2018/19"),
        ("March 2021", "March 2020"),
        ("31 March 2021", "31 March 2020"),
        ("29 February 2020", "28 February 2019"),
        ("28 February 2021", "28 February 2020"),
        ("quarter to February 2021", "quarter to February 2020"),
    ],
)
def test_same_period_last_year(text: str, expected: str) -> None:
    assert str(period(text).same_period_last_year) == expected


def test_the_same_day_four_years_before_a_leap_day_is_a_leap_day() -> None:
    assert period("29 February 2020").same_period_back(4) == day(date(2016, 2, 29))


def test_february_last_year_ends_on_its_own_last_day() -> None:
    assert period("February 2021").same_period_last_year.end == date(2020, 2, 29)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31 March 2021", "2020/21"),
        ("1 April 2021", "2021/22"),
        ("Q4 2020/21", "2020/21"),
        ("quarter to April 2021", "2021/22"),
        ("2020/21", "2020/21"),
    ],
)
def test_financial_year_of_a_period_is_that_of_its_end(text: str, expected: str) -> None:
    assert str(period(text).financial_year) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("quarter to April 2021", "quarter to April 2021"),
        ("quarter to June 2021", "Q1 2021/22"),
        ("half year to December 2020", "half year to December 2020"),
        ("half year to September 2020", "H1 2020/21"),
        ("year to December 2020", "year to December 2020"),
        ("year to March 2021", "2020/21"),
    ],
)
def test_a_part_that_is_none_of_the_financial_year_is_not_printed_as_one(text: str, expected: str) -> None:
    assert str(period(text)) == expected


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2021/22", "2022/23"),
        ("Q1 2019/20", "Q2 2019/20"),
        ("Q4 2018/19", "Q1 2019/20"),
        ("31 March 2021", "1 April 2021"),
        # The same end: the longer period comes first, because it starts first.
        ("2020/21", "H2 2020/21"),
        ("H2 2020/21", "Q4 2020/21"),
        ("Q4 2020/21", "March 2021"),
        ("March 2021", "31 March 2021"),
        ("30 September 2019", "2019/20"),
    ],
)
def test_order(earlier: str, later: str) -> None:
    assert period(earlier) < period(later)
    assert period(later) > period(earlier)
    assert not period(later) <= period(earlier)


def test_a_period_does_not_compare_with_something_else() -> None:
    with pytest.raises(TypeError):
        assert MARCH_2021 < "April 2021"


@pytest.mark.parametrize(
    ("year", "month", "expected"), [(2020, 2, 29), (2021, 2, 28), (1900, 2, 28), (2000, 2, 29), (2021, 12, 31)]
)
def test_last_day_of_month(year: int, month: int, expected: int) -> None:
    assert last_day_of_month(year, month) == date(year, month, expected)


def _of_months(kind: PeriodKind) -> st.SearchStrategy[Period]:
    words = {PeriodKind.YEAR: "year", PeriodKind.HALF: "half year", PeriodKind.QUARTER: "quarter", PeriodKind.MONTH: "month"}
    return st.builds(
        lambda month, year: period(f"{words[kind]} to {month} {year:04d}"),
        st.sampled_from(MONTH_NAMES),
        st.integers(EARLIEST_YEAR, LATEST_YEAR),
    )


DAYS = st.dates(date(EARLIEST_YEAR, 1, 1), date(LATEST_YEAR, 12, 31)).map(day)
MONTH_KINDS = st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.DAY])
PERIODS = st.one_of(DAYS, MONTH_KINDS.flatmap(_of_months))


@given(PERIODS)
def test_what_is_printed_is_understood_as_the_same_period(some: Period) -> None:
    assert parse_period(str(some)) == some


@given(st.integers(EARLIEST_YEAR, LATEST_YEAR - 1))
def test_a_financial_year_runs_from_april_to_march(start: int) -> None:
    year = financial_year(start)
    assert (year.start, year.end) == (date(start, 4, 1), date(start + 1, 3, 31))
    quarters = [period(f"Q{number} {year}") for number in (1, 2, 3, 4)]
    assert (quarters[0].start, quarters[3].end) == (year.start, year.end)
    assert [later.previous for later in quarters[1:]] == quarters[:3]


@given(PERIODS, st.integers(0, 40), st.integers(0, 40))
def test_steps_back_add_up(some: Period, first: int, second: int) -> None:
    assert some.back(first).back(second) == some.back(first + second)
    assert some.back(first).kind is some.kind


@given(PERIODS)
def test_periods_follow_each_other_without_gap_or_overlap(some: Period) -> None:
    assert some.start <= some.end
    assert (some.start - some.previous.end).days == 1
    assert some.previous < some


@given(MONTH_KINDS.flatmap(_of_months), st.integers(1, 5))
def test_the_same_period_back_is_as_many_steps_as_the_year_has(some: Period, years: int) -> None:
    steps = {PeriodKind.YEAR: 1, PeriodKind.HALF: 2, PeriodKind.QUARTER: 4, PeriodKind.MONTH: 12}[some.kind]
    assert some.same_period_back(years) == some.back(steps * years)


@given(st.lists(PERIODS, min_size=3, max_size=3))
def test_order_is_total(some: list[Period]) -> None:
    one, two, three = some
    assert (one < two) + (one == two) + (one > two) == 1
    if one <= two <= three:
        assert one <= three
    assert sorted(some) == sorted([three, two, one])


@settings(max_examples=200)
@given(st.one_of(st.text(), st.text("0123456789/-–. qhfyMar", max_size=14)))
def test_any_text_is_a_period_or_none(text: str) -> None:
    found = parse_period(text)
    assert found is None or (isinstance(found, Period) and found.financial_year.end >= found.end)
