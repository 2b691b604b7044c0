"""What a number cell shows under the format codes that returns use."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook_tools.model.words import Unit
from workbook_tools.reading.number_formats import parse_number_format, shows_month_only, without_exponent
from workbook_tools.reading.number_readers import ShownNumber, reader_of

ACCOUNTING = '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-'
NEGATIVE_IN_BRACKETS = '"£"#,##0;("£"#,##0)'


@pytest.mark.parametrize(
    ("code", "value", "figure", "text", "printed"),
    [
        ("General", "61.17", "61.17", "61.17", "61.17"),
        ("General", "-0.5", "-0.5", "-0.5", "-0.5"),
        ("", "5", "5", "5", "5"),
        ("@", "5", "5", "5", "5"),
        ("0", "2.4", "2.4", "2", "2"),
        ("0", "2.5", "2.5", "3", "3"),
        ("0", "-2.5", "-2.5", "-3", "-3"),
        ("0", "-0.4", "-0.4", "0", "0"),
        ("0.0", "94.05", "94.05", "94.1", "94.1"),
        ("0.0", "94.04", "94.04", "94.0", "94.0"),
        ("0.00", "0", "0", "0.00", "0"),
        ("#,##0", "8500", "8500", "8,500", "8500"),
        ("#,##0", "1234567.5", "1234567.5", "1,234,568", "1234568"),
        ("#,##0.0", "999.95", "999.95", "1,000.0", "1000.0"),
        ("#.##", "0.5", "0.5", ".5", "0.5"),
        ("#", "0", "0", "0", "0"),
        ("0%", "0.9", "90", "90%", "90"),
        ("0%", "0.905", "90.5", "91%", "91"),
        ("0%", "1.0185", "101.85", "102%", "102"),
        ("0.0%", "0.962", "96.2", "96.2%", "96.2"),
        ("0.0%", "-0.021", "-2.1", "-2.1%", "-2.1"),
        ("0.00%", "0.9405", "94.05", "94.05%", "94.05"),
        ("0 %", "0.5", "50", "50 %", "50"),
        ("£#,##0", "13000", "13000", "£13,000", "13000"),
        ('"£"#,##0.00', "3.7", "3.7", "£3.70", "3.7"),
        ("[$£-809]#,##0.00", "1234.5", "1234.5", "£1,234.50", "1234.5"),
        ("[$£-en-GB]#,##0", "-5", "-5", "-£5", "-5"),
        ("\\£0", "5", "5", "£5", "5"),
        (NEGATIVE_IN_BRACKETS, "294", "294", "£294", "294"),
        (NEGATIVE_IN_BRACKETS, "-294", "-294", "(£294)", "-294"),
        ("0.0_);[Red](0.0)", "-2.25", "-2.25", "(2.3)", "-2.3"),
        (ACCOUNTING, "1234.5", "1234.5", "£1,234.50", "1234.5"),
        (ACCOUNTING, "-5.5", "-5.5", "-£5.50", "-5.5"),
        (ACCOUNTING, "0", "0", "£-", "0"),
        ("0;@", "-2", "-2", "-2", "-2"),
        ('0.0"%"', "61.17", "61.17", "61.2%", "61.2"),
        ('0 "days"', "14", "14", "14 days", "14"),
    ],
)
def test_shows(code: str, value: str, figure: str, text: str, printed: str) -> None:
    number_format = parse_number_format(code)
    shown = number_format.show(Decimal(value))
    assert number_format.figure(Decimal(value)) == Decimal(figure)
    assert (shown.text, shown.number) == (text, Decimal(printed))


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ('#,##0.0,,"m"', "2334000", "2334000"),
        ("£#,##0,", "586000", "£586000"),
        ("0.00E+00", "123", "123"),
        ("# ?/?", "0.5", "0.5"),
        ("dd/mm/yyyy", "-1", "-1"),
        ("[<1]0.0%;0%", "0.5", "50%"),
        ("[>=100]0;0.0", "5.25", "5.25"),
        ("0%%", "0.5", "50%"),
        ("000-000", "123456", "123456"),
        ('0%;-0%;"-"', "0", "-"),
        ("0%;;", "0", "0%"),
        ("0." + "0" * 31, "1.5", "1.5"),
        ('"', "1", "1"),
        ("[", "1", "1"),
        ("\\", "1", "1"),
        (";", "1", "1"),
    ],
)
def test_the_printed_figure_of_any_other_format_is_not_known(code: str, value: str, text: str) -> None:
    shown = parse_number_format(code).show(Decimal(value))
    assert (shown.text, shown.number) == (text, None)


@pytest.mark.parametrize(
    ("code", "unit", "holds_fraction"),
    [
        ("General", None, False),
        ("#,##0.0", None, False),
        ("0%", Unit.PERCENT, True),
        ("0%;-0%;-", Unit.PERCENT, True),
        ("[<1]0.0%;0%", Unit.PERCENT, True),
        ('0"%"', Unit.PERCENT, False),
        ("0\\%", Unit.PERCENT, False),
        ('0" % points"', None, False),
        ("£0", Unit.GBP, False),
        ("£#,##0,", Unit.GBP, False),
        ("[$£-809]0", Unit.GBP, False),
        ("[$GBP] 0", Unit.GBP, False),
        (ACCOUNTING, Unit.GBP, False),
        ("0;0;0;£@", None, False),
        ("$0", Unit.OTHER, False),
        ("[$€-2] 0", Unit.OTHER, False),
        ("[$-809]0", None, False),
        ("[Red]0", None, False),
    ],
)
def test_unit(code: str, unit: Unit | None, *, holds_fraction: bool) -> None:
    number_format = parse_number_format(code)
    assert (number_format.unit, number_format.holds_fraction) == (unit, holds_fraction)


@pytest.mark.parametrize(
    ("code", "painted"),
    [
        ('£0"k"', True),
        ('£0.0 "million"', True),
        ('"£"0"m"', True),
        ('£0,"k"', False),
        ('£0.0,,"m"', False),
        ("£0", False),
        ('0"km"', False),
        ('£0" market"', False),
        ('0"k"', False),
    ],
)
def test_a_scale_that_is_painted_on_is_told_from_one_that_divides(code: str, *, painted: bool) -> None:
    assert parse_number_format(code).painted_scale is painted


@pytest.mark.parametrize(
    ("code", "month_only"),
    [
        ("mmm-yy", True),
        ("mmm\\-yy", True),
        ("mmmm yyyy", True),
        ("MMMM YYYY", True),
        ("mm/yyyy", True),
        ("yyyy-mm", True),
        ("[$-809]mmmm\\ yyyy;@", True),
        ('"due "mmmm yyyy', True),  # the letters in quotes show no day
        ("[Red]mmm yy", True),
        ("mmmm", True),
        ("dd/mm/yyyy", False),
        ("d-mmm", False),
        ("ddd mmm yy", False),
        ("DD MMM YYYY", False),
        ("[$-F800]dddd, mmmm dd, yyyy", False),
        ("yyyy", False),
        ("hh:mm", False),
        ("mm:ss", False),
        ("General", False),
        ("@", False),
        ("", False),
    ],
)
def test_a_format_of_dates_that_shows_no_day(code: str, *, month_only: bool) -> None:
    assert shows_month_only(code) is month_only


NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3)


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=30), st.text('0#?.,%;£"\\_*[]@$-()E/ ', max_size=20)), NUMBERS)
def test_any_format_code_is_read(code: str, value: Decimal) -> None:
    number_format = parse_number_format(code)
    shown = number_format.show(value)
    assert number_format.figure(value) == (value * 100 if number_format.holds_fraction else value)
    assert shown.text


USUAL_CODES = (
    "General",
    "0",
    "0.0",
    "0%",
    "0.0%",
    "#,##0",
    "#,##0.00",
    "£#,##0",
    "0 ",
    "- 0",
    "0;(0)",
    "#,##0;[Red]-#,##0",
    "#",
)


@settings(max_examples=300)
@given(
    st.one_of(st.sampled_from(USUAL_CODES), st.text('0#?.,%;£"\\_*[]@$-()E/ ', max_size=20)),
    st.one_of(NUMBERS, st.sampled_from((Decimal("-0"), Decimal("1E+3"), Decimal("1E-9"), Decimal("-0.004"), Decimal("0.5")))),
)
def test_readers_agree_with_formats_to_the_last_digit(code: str, value: Decimal) -> None:
    number_format, reader = reader_of(code)
    shown = ShownNumber(value, reader)
    assert repr((shown.text, shown.number)) == repr(tuple(number_format.show(value)))


@given(NUMBERS, st.integers(0, 6))
def test_printed_is_within_half_a_unit_of_the_last_decimal(value: Decimal, decimals: int) -> None:
    code = "#,##0." + "0" * decimals if decimals else "#,##0"
    shown = parse_number_format(code).show(value)
    assert shown.number is not None
    assert abs(shown.number - value) * 2 * 10**decimals <= 1
    assert Decimal(shown.text.replace(",", "")) == shown.number


@pytest.mark.parametrize(
    ("number", "expected"), [("1E+3", "1000"), ("-0", "0"), ("0.00", "0"), ("2.50", "2.50"), ("1E-3", "0.001")]
)
def test_without_exponent(number: str, expected: str) -> None:
    assert str(without_exponent(Decimal(number))) == expected
