"""Bank holidays by nation, one-off ones and substitute days included."""

from datetime import date

from workbook_tools.model.scheme import Nation

SUBDIVISIONS: dict[Nation, str] = {"England": "ENG", "Scotland": "SCT", "Wales": "WLS"}
FIRST_OF_WEEKEND = 5  # Saturday, counted from Monday as 0


def bank_holidays(nation: Nation, first: date, last: date) -> frozenset[date]:
    """The bank holidays from `first` to `last`, both inclusive; none where `last` is before `first`.

    One that falls on a weekend is not among them, the weekday in its place is, as the government publishes them. Those that
    are proclaimed for once are known up to the release of the library `holidays` that is installed.
    """
    import holidays  # noqa: PLC0415 - slow to import, and needed only where a notice is counted

    years = range(first.year, last.year + 1)
    if not years:
        return frozenset()
    found = holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=years)
    return frozenset(day for day in found if first <= day <= last and day.weekday() < FIRST_OF_WEEKEND)
