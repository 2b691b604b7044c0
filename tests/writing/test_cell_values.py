"""Figures become numbers with the unit and the decimals that they were printed with."""

from datetime import date
from decimal import Decimal

import pytest

from support_rows import figure, number
from workbook_tools.model.figures import DueDate, FigureKind
from workbook_tools.model.words import Unit
from workbook_tools.writing.cells import (
    CellValue,
    Number,
    difference_cell,
    due_cell,
    figure_cell,
    money_cell,
    printed_cell,
    share_cell,
    whole_cell,
)


@pytest.mark.parametrize(
    ("value", "printed", "unit", "cell"),
    [
        ("61.17", None, Unit.PERCENT, Number(Decimal("0.6117"), "0.00%")),
        ("61", None, Unit.PERCENT, Number(Decimal("0.61"), "0%")),
        ("94.05", "94.1", Unit.PERCENT, Number(Decimal("0.9405"), "0.0%")),  # exact value, printed decimals
        ("-294", None, Unit.GBP, Number(Decimal(-294), "£#,##0;-£#,##0")),
        ("3.7", "3.70", Unit.GBP, Number(Decimal("3.7"), "£#,##0.00;-£#,##0.00")),
        ("1150000.5", None, Unit.GBP, Number(Decimal("1150000.5"), "£#,##0.00;-£#,##0.00")),
        ("1234", None, Unit.NUMBER, Number(Decimal(1234), "#,##0")),
        ("4.74", None, Unit.DAYS, Number(Decimal("4.74"), "#,##0.00")),
        ("0", None, Unit.OTHER, Number(Decimal(0), "#,##0")),
        ("1E+3", None, Unit.NUMBER, Number(Decimal(1000), "#,##0")),
        ("0.123456789012", None, Unit.RATIO, Number(Decimal("0.123456789012"), "#,##0.0000000000")),
    ],
)
def test_figure_in_its_unit(value: str, printed: str | None, unit: Unit, cell: Number) -> None:
    assert figure_cell(number(value, printed), unit) == cell


@pytest.mark.parametrize(
    ("kind", "text"),
    [(FigureKind.NOT_APPLICABLE, "No Target"), (FigureKind.RANGE, "5 to 10"), (FigureKind.BELOW_LAST, "<")],
)
def test_what_is_no_number_stays_as_written(kind: FigureKind, text: str) -> None:
    assert figure_cell(figure(kind, text), Unit.PERCENT) == text


def test_no_figure_is_an_empty_cell() -> None:
    assert figure_cell(number(None), Unit.NUMBER) is None


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("1,234", Number(Decimal(1234), "#,##0")),
        ("56.5%", Number(Decimal("0.565"), "0.0%")),
        ("£3.70", Number(Decimal("3.70"), "£#,##0.00;-£#,##0.00")),
        ("0.5", Number(Decimal("0.5"), "#,##0.0")),
        ("0", Number(Decimal(0), "#,##0")),
        ("£2.92m", "£2.92m"),
        ("37% (77)", "37% (77)"),
        ("007", "007"),
        ("1,23", "1,23"),
        ("£5%", "£5%"),
        ("=1+1", "=1+1"),
        ("", ""),
    ],
)
def test_printed_figures(text: str, cell: CellValue) -> None:
    assert printed_cell(text) == cell


@pytest.mark.parametrize(
    ("due", "cell"),
    [
        (DueDate(date(2020, 3, 31), text="31/03/2020"), date(2020, 3, 31)),
        (DueDate(date(2018, 5, 31), ongoing=True, text="May 2018 and ongoing"), "May 2018 and ongoing"),
        (DueDate(text="31/09/2019"), "31/09/2019"),
        (DueDate(), ""),
    ],
)
def test_due_dates(due: DueDate, cell: CellValue) -> None:
    assert due_cell(due) == cell


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (difference_cell(Decimal("-0.8"), Unit.PERCENT), Number(Decimal("-0.8"), '+#,##0.0" pp";-#,##0.0" pp";#,##0.0" pp"')),
        (difference_cell(Decimal("3.00"), Unit.NUMBER), Number(Decimal(3), "+#,##0;-#,##0;#,##0")),
        (difference_cell(None, Unit.NUMBER), None),
        (money_cell(Decimal(1200)), Number(Decimal(1200), "£#,##0;-£#,##0")),
        (money_cell(Decimal("1200.5")), Number(Decimal("1200.5"), "£#,##0.00;-£#,##0.00")),
        (money_cell(None), None),
        (whole_cell(None), None),
        (share_cell(1, 4), Number(Decimal("0.25"), "0%")),
        (share_cell(0, 0), None),
    ],
)
def test_differences_money_and_shares(cell: CellValue, expected: CellValue) -> None:
    assert cell == expected
