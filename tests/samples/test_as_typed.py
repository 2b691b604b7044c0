"""What Excel (British settings) makes of an officer's typing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from as_typed import as_typed
from workbook_tools.model.layout import Content
from workbook_tools.writing.cells import Number
from workbook_tools.writing.return_template import CellContent


@pytest.mark.parametrize(
    ("printed", "value", "number_format"),
    [
        ("96.2%", "0.962", "0.0%"),
        ("101.85%", "1.0185", "0.00%"),
        ("0%", "0", "0%"),
        ("0.0%", "0", "0.0%"),
        ("99.90%", "0.999", "0.00%"),
        ("£3.70", "3.7", "£#,##0.00"),
        ("£0", "0", "£#,##0"),
        ("-£1,250", "-1250", "£#,##0"),
        ("8,500", "8500", "#,##0"),
        ("6637.08", "6637.08", "0.00"),
        ("61.17", "61.17", "0.00"),
        ("3.50", "3.5", "0.00"),
        ("0", "0", "0"),
        ("-4", "-4", "0"),
    ],
)
@pytest.mark.parametrize("column", [Content.FIGURE, Content.PROGRESS, Content.MONEY, Content.SCORE])
def test_a_number_is_kept_with_the_decimals_typed(printed: str, value: str, number_format: str, column: Content) -> None:
    assert as_typed(printed, column) == Number(Decimal(value), number_format)


@pytest.mark.parametrize("printed", ["31-Mar-2022", "31/03/2022"])
def test_a_date_becomes_a_day(printed: str) -> None:
    assert as_typed(printed, Content.DATE) == date(2022, 3, 31)


def test_a_number_among_dates_is_a_number() -> None:
    assert as_typed("1", Content.DATE) == Number(Decimal(1), "0")


@pytest.mark.parametrize(
    "printed",
    [
        *("n/a", "N/A", "-", "<", "No Target", "(£294)", "8,50", "1,2345", "£3.70%", "3.", ".5", "--4", "1 000", "2.6 (1)"),
        *("31/09/2019", "29/02/2019", "31-Abc-2022", "31/03/19", ", ,", "June 2018", "March, 2018", "May 2018 and ongoing"),
        *("Ongoing", "=1+1", "٣", " 4", "96.2 %"),
    ],
)
@pytest.mark.parametrize("column", [Content.FIGURE, Content.DATE])
def test_what_excel_would_not_take_stays_as_printed(printed: str, column: Content) -> None:
    assert as_typed(printed, column) == printed


@pytest.mark.parametrize("column", [Content.TEXT, Content.LONG_TEXT, Content.CODES, Content.YES_NO])
@pytest.mark.parametrize("printed", ["96.2%", "1", "31/03/2022", "2021/22"])
def test_a_column_of_text_leaves_everything_as_printed(printed: str, column: Content) -> None:
    assert as_typed(printed, column) == printed


@pytest.mark.parametrize("column", list(Content))
def test_nothing_typed_is_nothing(column: Content) -> None:
    assert as_typed("", column) is None


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_every_amount_is_taken_exactly(amount: Decimal) -> None:
    expected: CellContent = Number(amount, "£#,##0.00")
    assert as_typed(f"£{amount:,.2f}", Content.FIGURE) == expected
    assert as_typed(f"£{amount:.2f}", Content.FIGURE) == expected
