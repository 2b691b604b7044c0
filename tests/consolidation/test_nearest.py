"""Which missing service an unexpected one may be: a suggestion, never a match."""

import pytest

from workbook_tools.consolidation.nearest import MOST_COMPARISONS, suggested_services

MISSING = [
    "Housing Services",
    "Adult Social Care",
    "Children's Services",
    "Ward 1",
    "Parks North",
    "Parks South",
    "HR and Payroll",
]


@pytest.mark.parametrize(
    ("service", "meant"),
    [
        ("Housing Servces", "Housing Services"),
        ("housing  services", "Housing Services"),
        ("Housing", "Housing Services"),
        ("Housing Services Team", "Housing Services"),
        ("Services: Housing", "Housing Services"),
        ("HR & Payroll", "HR and Payroll"),
        ("Payroll", "HR and Payroll"),
        ("Adult Social Work", None),
        ("Ward 2", None),
        ("Ward", None),
        ("Parks", None),
        ("Services", None),
        ("Roads", None),
        ("", None),
        ("&%!", None),
    ],
)
def test_a_close_name(service: str, meant: str | None) -> None:
    assert suggested_services([service], MISSING) == ({service: meant} if meant else {})


def test_nothing_is_missing() -> None:
    assert suggested_services(["Housing"], []) == {}


def test_with_another_list_altogether_nothing_is_suggested() -> None:
    missing = [f"Service {chr(65 + number % 26)}{number}" for number in range(500)]
    fits = MOST_COMPARISONS // len(missing)
    unknown = [missing[0].lower(), *(f"Other {number}" for number in range(fits - 1))]
    assert suggested_services(unknown, missing) == {unknown[0]: missing[0]}
    assert suggested_services([*unknown, "one too many"], missing) == {}
