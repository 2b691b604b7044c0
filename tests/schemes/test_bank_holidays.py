"""The bank holidays of each nation are those that the government published at gov.uk/bank-holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.model.scheme import Nation
from workbook_tools.schemes.bank_holidays import bank_holidays

ENGLAND_AND_WALES = {
    2018: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",  # early May moved to VE Day
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",  # spring moved, jubilee, state funeral
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",  # coronation
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
}
SCOTLAND = {
    2018: "01-01 01-02 03-30 05-07 05-28 08-06 11-30 12-25 12-26",
    2019: "01-01 01-02 04-19 05-06 05-27 08-05 12-02 12-25 12-26",
    2020: "01-01 01-02 04-10 05-08 05-25 08-03 11-30 12-25 12-28",
    2021: "01-01 01-04 04-02 05-03 05-31 08-02 11-30 12-27 12-28",
    2022: "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27",
    2023: "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26",
    2024: "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26",
    2025: "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26",
    2026: "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28",  # the World Cup
    2027: "01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28",
    2028: "01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26",
}
PUBLISHED: dict[Nation, dict[int, str]] = {"England": ENGLAND_AND_WALES, "Scotland": SCOTLAND, "Wales": ENGLAND_AND_WALES}
DAYS = st.dates(date(2018, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(("nation", "year"), [(nation, year) for nation, years in PUBLISHED.items() for year in years])
def test_each_year_is_as_published(nation: Nation, year: int) -> None:
    published = {date.fromisoformat(f"{year}-{day}") for day in PUBLISHED[nation][year].split()}
    assert bank_holidays(nation, date(year, 1, 1), date(year, 12, 31)) == published


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (
            date(2023, 12, 26),
            date(2024, 1, 2),
            {date(2023, 12, 26), date(2024, 1, 1), date(2024, 1, 2)},
        ),  # both ends, two years
        (date(2023, 12, 27), date(2023, 12, 31), set()),
        (date(2024, 1, 1), date(2024, 1, 1), {date(2024, 1, 1)}),
        (date(2024, 1, 2), date(2024, 1, 1), set()),
        (date(2025, 1, 1), date(2024, 12, 31), set()),
    ],
)
def test_both_ends_are_in_it(first: date, last: date, expected: set[date]) -> None:
    assert bank_holidays("Scotland", first, last) == expected


@given(DAYS, DAYS)
def test_a_stretch_holds_those_of_its_days(first: date, last: date) -> None:
    found = bank_holidays("Wales", first, last)
    days = {first + timedelta(number) for number in range((last - first).days + 1)}
    assert found == {day for day in days if day.strftime("%m-%d") in ENGLAND_AND_WALES[day.year].split()}
