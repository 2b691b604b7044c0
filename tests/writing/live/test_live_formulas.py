"""What the live formulas are made of: names that hold, no threshold or printed word, functions that both programs know."""

import math
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from support_live import KNOWN_TO_BOTH
from support_scheme import margin
from support_scheme import scheme as scheme_with
from workbook_tools.model.scheme import Scheme
from workbook_tools.periods import Period, parse_period
from workbook_tools.rules.margins import beyond, difference
from workbook_tools.schemes.load import list_schemes, load_scheme
from workbook_tools.writing.live.actions import action_formulas
from workbook_tools.writing.live.finance import finance_formulas
from workbook_tools.writing.live.indicators import indicator_formulas
from workbook_tools.writing.live.lists import DECIMALS_COMPARED, DIGITS_COMPARED, named_values
from workbook_tools.writing.live.risks import risk_formulas
from workbook_tools.writing.live.steps import Steps
from workbook_tools.writing.live.tables import period_table, word_tables

MADE_UP = Path(__file__).parents[2] / "data" / "made_up_council.toml"
SCHEMES = (*list_schemes(), str(MADE_UP))
PLAIN_NUMBERS = {"0", "1", "2", "3", "4", "5", "7", "9", "10", "12", "99", "100", "160"}
"""Places in a text, parts of a calculation, codes of characters."""


CELL_ADDRESS = re.compile(r"\$?[A-Za-z]{1,3}\$?[0-9]+|[RrCc]")  # what no defined name may look like
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")


def is_valid_name(name: str) -> bool:
    """Whether Excel takes this as a defined name."""
    return bool(NAME.fullmatch(name)) and not CELL_ADDRESS.fullmatch(name)


def period(text: str) -> Period:
    found = parse_period(text)
    assert found is not None
    return found


def all_formulas(rules: Scheme) -> Iterator[Mapping[str, str]]:
    quarter = period("Q2 2019/20")
    yield indicator_formulas(rules, (quarter.back(4), quarter.back(1)), quarter)
    yield indicator_formulas(rules, (None, quarter.back(4), quarter.back(1)), quarter)
    yield indicator_formulas(rules, (None,), None)
    yield action_formulas(rules)
    yield risk_formulas(rules)
    yield finance_formulas()


def names_of(rules: Scheme, of: Period | None) -> list[str]:
    tables = (*word_tables(rules), period_table(rules))
    return [*(named.name for named in named_values(rules, of)), *(name for table in tables for name in table.columns)]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("of", [period("Q2 2019/20"), None])
def test_defined_names_are_valid_and_there_once(scheme: str, of: Period | None) -> None:
    names = names_of(load_scheme(scheme), of)
    assert [name for name in names if not is_valid_name(name)] == []
    assert [name for name, times in Counter(map(str.lower, names)).items() if times > 1] == []


@pytest.mark.parametrize(
    ("name", "valid"), [("As_at", True), ("A1", False), ("ABC12", False), ("R", False), ("1st", False), ("Rule 1", False)]
)
def test_a_name_like_a_cell_is_not_valid(name: str, *, valid: bool) -> None:
    assert is_valid_name(name) is valid


@pytest.mark.parametrize("scheme", SCHEMES)
def test_formulas_use_known_functions_and_names(scheme: str) -> None:
    rules = load_scheme(scheme)
    names = {*names_of(rules, None), "Cover_period", "TRUE", "FALSE"}
    given = [named.formula for named in named_values(rules, None) if named.formula]
    for formula in (*given, *(formula for formulas in all_formulas(rules) for formula in formulas.values())):
        bare = re.sub(r'"[^"]*"|\{[a-z0-9_]+\}', "", formula)
        assert set(re.findall(r"[A-Za-z_.0-9]+(?=\()", bare)) <= set(KNOWN_TO_BOTH.split())
        assert set(re.findall(r"\b[A-Za-z_][A-Za-z0-9_]*\b(?![(.])", bare)) <= names
        assert len(formula) < 1000


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_threshold_and_no_printed_word_stands_in_a_formula(scheme: str) -> None:
    rules = load_scheme(scheme)
    styles = [*rules.styles.indicators.values(), *rules.styles.actions.values(), *rules.styles.trends.values()]
    printed = {style.word for style in styles} | {band.label for band in (rules.risks.bands if rules.risks else ())}
    for formulas in all_formulas(rules):
        for formula in formulas.values():
            assert printed.isdisjoint(re.findall(r'"([^"]*)"', formula))
            numbers = re.findall(
                r"(?<![A-Za-z_0-9.])[0-9][0-9.]*", re.sub(r'"[^"]*"|\{[a-z0-9_]+\}|DATE\([0-9,]*\)', "", formula)
            )
            assert set(numbers) <= PLAIN_NUMBERS, formula


def test_thresholds_are_named_with_what_they_are() -> None:
    found = {
        named.name: (named.words, named.value) for named in named_values(load_scheme("clackmannanshire"), period("2022/23"))
    }
    assert found["Status_rule_2_tolerance"] == (
        "Rule 2 for indicators (Warning): tolerance, percent of the figure compared with",
        Decimal(10),
    )
    assert found["As_at"] == ("Last day that counts", period("2022/23").end)
    assert found["Compared_back_3"] == ("Period compared with: 3 periods before", "2019/20")
    assert found["Trend_declined"][1] == "Declined"


def test_periods_that_can_be_chosen() -> None:
    table = period_table(load_scheme("vale_of_glamorgan"))
    rows = {row[0]: dict(zip(table.columns, row, strict=True)) for row in table.rows}
    assert len(rows) == len(table.rows) == 25 * (1 + 2 + 4 + 12)
    assert all(str(parse_period(str(label))) == label for label in rows)
    assert {"2015/16", "2039/40", "H1 2015/16", "Q4 2039/40", "April 2015", "March 2040"} <= rows.keys()
    assert {"2014/15", "March 2015", "April 2040"}.isdisjoint(rows)
    quarter = rows["Q2 2019/20"]
    assert quarter["Periods_end"] == period("Q2 2019/20").end
    assert (quarter["Periods_back_1"], quarter["Periods_years_back_1"]) == ("Q1 2019/20", "Q2 2018/19")
    assert quarter["Periods_gone"] == Decimal(180) == quarter["Periods_of"] / Decimal(2)  # type: ignore[operator]


def test_a_step_refers_to_what_comes_before_it() -> None:
    steps = Steps(["value"])
    steps.add("doubled", "{value}*2")
    with pytest.raises(ValueError, match="'halved' refers to \\['half'\\]"):
        steps.add("halved", "{half}")
    with pytest.raises(ValueError, match="already a cell called 'value'"):
        steps.add("value", "1")


@pytest.mark.parametrize(("earlier", "of"), [((None, None), "2019/20"), (("2018/19",), None), ((None, "2018/19"), None)])
def test_columns_that_cannot_be_told_apart(earlier: tuple[str | None, ...], of: str | None) -> None:
    columns = [None if text is None else period(text) for text in earlier]
    with pytest.raises(ValueError, match="cannot be told apart"):
        indicator_formulas(scheme_with(), columns, None if of is None else period(of))


def test_plain_binary_arithmetic_decides_as_decimals_do() -> None:
    """LibreOffice makes differences that are next to nothing zero by itself, Excel does so only at the end of a formula.

    So the arithmetic of a tolerance is done here in bare binary numbers, figures up to ten digits before the point.
    """
    chance = random.Random(20190930)  # noqa: S311 - a test's figures, no secret
    for _ in range(20_000):
        places = chance.choice((0, 1, 2, 3, 4))
        bound = Decimal(chance.randrange(1, 10 ** chance.randrange(1, 11))).scaleb(-places)
        tolerance = margin(chance.choice(("10", "5", "2.5", "0.35", "7.5")))
        value = bound - tolerance.amount * bound / 100 + Decimal(chance.choice((0, 0, 1, -1))).scaleb(-4)
        exact = beyond(difference(bound, value), tolerance, bound)
        high, low = float(bound), float(value) / 100 * 100  # a percentage cell holds the hundredth
        decimals = min(int(DECIMALS_COMPARED), int(DIGITS_COMPARED) - int(math.log10(max(1, high, low, -low))))
        missed = round(high - low, decimals)
        binary = round(missed - float(tolerance.amount) * abs(high) / 100, decimals)
        assert (binary > 0, binary < 0) == (exact > 0, exact < 0), (bound, value, tolerance.amount)
