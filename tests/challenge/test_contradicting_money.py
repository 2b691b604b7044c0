"""What a return's money says against itself: stated variances, notes, mixed units, virements, savings."""

from decimal import Decimal
from typing import Any

import pytest
from msgspec import structs

from support_rows import budget_line, indicator, number, saving, scheme_named, service_return
from workbook_tools.assess import assess
from workbook_tools.challenge import challenge
from workbook_tools.findings import Finding
from workbook_tools.model.scheme import FinanceRules, Scheme
from workbook_tools.model.words import Polarity, Unit
from workbook_tools.periods import parse_period

YEAR = parse_period("2022/23")
SCHEME = scheme_named("vale_of_glamorgan")


def declaring(sign: str | None) -> Scheme:
    rules: Any = {"source": "corporate_health_q2_2019_20", "variance_sign": sign}
    return structs.replace(SCHEME, finance=FinanceRules(**rules))


def found(sign: str | None = "overspend_positive", **tables: Any) -> tuple[Finding, ...]:
    assert YEAR is not None
    return challenge(assess(service_return(**tables), declaring(sign), YEAR.end))


def line(row: int = 4, budget: str = "1000", forecast: str = "1100", variance: str | None = None, **fields: Any) -> Any:
    stated = {} if variance is None else {"variance": number(variance)}
    return budget_line(row, **({"budget": number(budget), "forecast": number(forecast)} | stated | fields))


@pytest.mark.parametrize(
    ("sign", "variance", "code"),
    [
        ("overspend_positive", "100", None),
        ("underspend_positive", "-100", None),
        (None, "100", None),
        (None, "-100", None),
        ("overspend_positive", "-100", "variance-sign"),
        ("underspend_positive", "100", "variance-sign"),
        ("overspend_positive", "100000", "money-thousand-times"),
        ("overspend_positive", "-0.1", "money-thousand-times"),
        ("overspend_positive", "99.99", "variance-differs"),
        ("overspend_positive", "0", "variance-differs"),
        ("underspend_positive", "-101", "variance-differs"),
        (None, "-101", "variance-differs"),
    ],
)
def test_a_stated_variance(sign: str | None, variance: str, code: str | None) -> None:
    findings = found(sign, finance=(line(variance=variance),))
    differing = [finding for finding in findings if finding.code != "variance-sign-ambiguous"]
    assert [finding.code for finding in differing] == ([code] if code else [])
    assert all(finding.where.cell == "G4" for finding in differing)


def test_a_variance_that_differs_says_by_how_much() -> None:
    (finding,) = found(finance=(line(variance="-250.50"),))
    assert "Stated as -£250.50; the line's figures give £100, a difference of -£350.50." in finding.message


@pytest.mark.parametrize("stated", ["100", "-100"])
def test_on_income_that_is_shown_as_positive_both_signs_are_right(stated: str) -> None:
    assert found(finance=(line(variance=stated, kind="Income"),)) == ()


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([("", "60")], "no line has a forecast"),
        ([("1100", "100"), ("1100", "-100")], "1 of them are forecast less budget, 1 are budget less forecast"),
        ([("", "60"), ("1100", "100")], None),
        ([("", "0")], None),
        ([("1100", "0")], None),
    ],
)
def test_stated_variances_of_a_council_without_a_convention(lines: list[tuple[str, str]], why: str | None) -> None:
    rows = [
        budget_line(row, budget=number(1000), variance=number(stated), **({"forecast": number(forecast)} if forecast else {}))
        for row, (forecast, stated) in enumerate(lines, start=4)
    ]
    findings = [finding for finding in found(None, finance=tuple(rows)) if finding.code == "variance-sign-ambiguous"]
    assert len(findings) == (why is not None)
    assert all(why in finding.message for finding in findings if why)


CLACKS = "The directorate underspent by £294,000 against its revenue budget; vacancies contributed to a large degree."


@pytest.mark.parametrize(
    ("value", "note", "is_found"),
    [
        ("-294", CLACKS, True),
        ("-294000", CLACKS, False),
        ("294000", "Underspent by £294.", True),
        ("-294", "Underspent by £294k.", True),
        ("-294", "£294, which is not £294,000.", False),
        ("-294", "Underspent by £294,001.", False),
        ("-294", "Underspent by 294,000.", False),
        ("2", "Saved £0.002m in all, £2 each.", False),
    ],
)
def test_a_figure_whose_note_names_a_thousand_times_as_much(value: str, note: str, is_found: bool) -> None:  # noqa: FBT001
    row = indicator(4, unit=Unit.GBP, polarity=Polarity.DATA_ONLY, value=number(value), target=number(0), note=note)
    assert ("money-note-differs" in {finding.code for finding in found(indicators=(row,))}) == is_found
    of_line = line(budget="1000000", forecast=str(1000000 + Decimal(value)), note=note)
    assert ("money-note-differs" in {finding.code for finding in found(finance=(of_line,))}) == is_found


@pytest.mark.parametrize(
    ("forecasts", "cells"),
    [
        (("1010", "990", "995000"), ["F6"]),
        (("1010", "990", "1"), ["F6"]),
        (("1010", "990", "100000"), []),
        (("1010000", "990000", "995000"), []),  # the whole column is another unit, not a figure within it
    ],
)
def test_pounds_beside_thousands(forecasts: tuple[str, ...], cells: list[str]) -> None:
    findings = found(finance=tuple(line(row, forecast=amount) for row, amount in enumerate(forecasts, start=4)))
    mixed = [finding for finding in findings if finding.code == "money-units-mixed"]
    assert [finding.where.cell for finding in mixed] == cells
    assert all(finding.severity == "query" for finding in mixed)


@pytest.mark.parametrize(
    ("moved", "rest"),
    [
        (("500", "-500"), None),
        (("500", "-499.99"), "£0.01"),
        (("500",), "£500"),
        (("-500", None), "-£500"),
        ((None, None), None),
    ],
)
def test_virements(moved: tuple[str | None, ...], rest: str | None) -> None:
    given: list[dict[str, Any]] = [{"virement": number(amount)} if amount else {} for amount in moved]
    rows = [line(row, **fields) for row, fields in enumerate(given, start=4)]
    findings = [finding for finding in found(finance=tuple(rows)) if finding.code == "virements-not-nil"]
    assert len(findings) == (rest is not None)
    assert all(f"add up to {rest}." in finding.message for finding in findings)


def test_a_total_is_not_added_to_the_virements_that_it_sums_up() -> None:
    rows = (line(4, virement=number(500)), line(5, virement=number(-200)), line(6, title="Total", virement=number(300)))
    assert any("add up to £300." in finding.message for finding in found(finance=rows))


@pytest.mark.parametrize(
    ("target", "achieved", "forecast", "codes"),
    [
        ("100", "50", "100", []),
        ("100", "50", "100.01", ["saving-above-target"]),
        ("100", "81", "80", ["saving-above-forecast"]),
        ("-100", "-50", "-100", []),
        ("-100", "-50", "-101", ["saving-above-target"]),
        ("0", "5", "5", ["saving-above-target"]),
    ],
)
def test_savings_that_exceed(target: str, achieved: str, forecast: str, codes: list[str]) -> None:
    row = saving(target=number(target), achieved=number(achieved), forecast=number(forecast))
    assert [finding.code for finding in found(savings=(row,))] == codes
