"""Earlier values in order, one a period."""

from decimal import Decimal

import pytest

from workbook_tools.model.figures import Figure, FigureKind, Observation
from workbook_tools.periods import parse_period
from workbook_tools.reading.series import build_series

CURRENT = "Q2 2022/23"


def observation(period: str, number: int | None) -> Observation:
    figure = Figure(FigureKind.EMPTY) if number is None else Figure(FigureKind.NUMBER, Decimal(number))
    return Observation(parse_period(period), figure)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], []),
        ([("Q1 2022/23", 1), ("Q4 2021/22", 2), ("2020/21", 3)], [("2020/21", 3), ("Q4 2021/22", 2), ("Q1 2022/23", 1)]),
        ([("Q1 2022/23", 1), ("Q1 2022/23", 2)], [("Q1 2022/23", 1)]),
        ([("Q1 2022/23", None), ("Q1 2022/23", 2)], [("Q1 2022/23", 2)]),
        ([("", 1), ("Q4 2021/22", 2)], [("Q4 2021/22", 2), ("None", 1)]),
        ([("", 1), ("Q1 2022/23", 2)], [("Q1 2022/23", 2)]),
        ([("", 1), ("", 2)], [("None", 1)]),
        ([("", None)], []),
    ],
)
def test_order_and_duplicates(given: list[tuple[str, int | None]], expected: list[tuple[str, int]]) -> None:
    series = build_series((observation(*pair) for pair in given), parse_period(CURRENT))
    assert [(str(found.period), found.figure.number) for found in series] == [(period, Decimal(n)) for period, n in expected]


def test_without_a_current_period_one_of_no_period_comes_last() -> None:
    series = build_series([observation("", 1), observation("Q1 2022/23", 2)], None)
    assert [found.figure.number for found in series] == [2, 1]
