from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbook_tools.model.words import Unit
from workbook_tools.writing.consolidated.numbers import FIGURE_FORMATS, FigureFormat, day_number, exact_figure, usual_figure
from workbook_tools.writing.consolidated.texts import Texts, text_element, whole_text

MOST = 32_767
HOSTILE = st.text(st.characters() | st.sampled_from("&<>\x00\x1f\ud800\uffff_x00DF \n\r\t|"))


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("Housing", "<t>Housing</t>"),
        ("a < b & c > d", "<t>a &lt; b &amp; c &gt; d</t>"),
        (" led", '<t xml:space="preserve"> led</t>'),
        ("trailed\n", '<t xml:space="preserve">trailed\n</t>'),
        ("two\nlines", "<t>two\nlines</t>"),
        ("bell\x07", "<t>bell_x0007_</t>"),
        ("carriage\rreturn", "<t>carriage_x000D_return</t>"),
        ("_x000D_", "<t>_x005F_x000D_</t>"),
        ("_x12_", "<t>_x12_</t>"),
        ("half \ud800", "<t>half \ufffd</t>"),
        ("none \uffff", "<t>none \ufffd</t>"),
        ("=1+1", "<t>=1+1</t>"),
    ],
)
def test_a_text_is_escaped_as_excel_does(text: str, element: str) -> None:
    assert text_element(text) == element


@given(HOSTILE)
def test_any_text_is_well_formed(text: str) -> None:
    assert ET.fromstring(text_element(text)).tag == "t"  # noqa: S314 - our own


@given(st.lists(HOSTILE, min_size=1, max_size=5))
def test_texts_that_pass_as_simple_need_no_escape(texts: list[str]) -> None:
    if Texts(texts).are_simple():
        assert [text_element(text) for text in texts] == [f"<t>{text}</t>" for text in texts]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("x" * MOST, True),
        ("x" * (MOST + 1), False),
        ("\U0001f600" * (MOST // 2), True),
        ("\U0001f600" * (MOST // 2 + 1), False),
    ],
)
def test_what_a_cell_cannot_hold_says_so_at_its_end(text: str, whole: bool) -> None:  # noqa: FBT001 - a column of the table
    shown = whole_text(text)
    assert (shown == text) is whole
    assert len(shown.encode("utf-16-le")) // 2 <= MOST
    assert whole or shown.endswith(f" … [cut here: the return has {len(text):,} characters, a cell holds 32,767]")


@pytest.mark.parametrize(
    ("number", "unit", "text", "decimals"),
    [
        ("61.17", Unit.PERCENT, "0.6117", 2),
        ("0.1", Unit.PERCENT, "0.001", 1),
        ("61.170", Unit.DAYS, "61.17", 2),
        ("294000.1", Unit.GBP, "294000.1", 2),
        ("294000", Unit.GBP, "294000", 0),
        ("1E+3", Unit.NUMBER, "1000", 0),
        ("-0", Unit.NUMBER, "0", 0),
        ("123456789012345", Unit.NUMBER, "123456789012345", 0),
        ("1E+300", Unit.NUMBER, "1E+300", 0),
        ("0.123456789012", Unit.NUMBER, "0.123456789012", 10),
    ],
)
def test_a_figure_is_written_exactly(number: str, unit: Unit, text: str, decimals: int) -> None:
    figure = exact_figure(Decimal(number), unit)
    assert figure is not None
    assert (figure[0], figure[1].decimals) == (text, decimals)


@pytest.mark.parametrize(
    "number", ["1234567890123456", "0.1234567890123456", "1E+301", "1E-301", "1" + "0" * 40 + ".1", "NaN", "Infinity"]
)
def test_a_figure_that_excel_would_round_is_no_number(number: str) -> None:
    assert exact_figure(Decimal(number), Unit.NUMBER) is None


@given(st.decimals(allow_nan=False, allow_infinity=False), st.sampled_from(list(Unit)))
def test_a_figure_has_a_known_format_and_its_value(number: Decimal, unit: Unit) -> None:
    figure = exact_figure(number, unit)
    if figure is not None:
        assert figure[1] in FIGURE_FORMATS
        assert Decimal(figure[0]) == (number.scaleb(-2) if unit is Unit.PERCENT else number)


def test_formats_are_those_of_a_figure_of_the_summary() -> None:
    assert FigureFormat(Unit.PERCENT, 1).code == "0.0%"
    assert FigureFormat(Unit.GBP, 2).code == "£#,##0.00;-£#,##0.00"


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(1899, 12, 31), None),
        (date(1900, 1, 1), 1),
        (date(1900, 2, 28), 59),
        (date(1900, 3, 1), 61),
        (date(2019, 9, 30), 43738),
        (date(9999, 12, 31), 2958465),
    ],
)
def test_days_are_counted_as_excel_counts_them(day: date, number: int | None) -> None:
    assert day_number(day) == number


@given(
    st.decimals(allow_nan=False) | st.decimals(-(10**6), 10**6, places=2) | st.integers(-(10**16), 10**16).map(Decimal),
    st.sampled_from(Unit),
)
@example(Decimal("-0.0"), Unit.GBP)
@example(Decimal("-0.50"), Unit.GBP)
@example(Decimal("1E+3"), Unit.NUMBER)
@example(Decimal("1.50"), Unit.DAYS)
@example(Decimal("0.00"), Unit.PERCENT)
def test_the_short_way_to_a_figure_gives_what_the_long_one_does(number: Decimal, unit: Unit) -> None:
    usual = usual_figure(str(number), unit)
    assert usual is None or usual == exact_figure(number, unit)


@pytest.mark.parametrize("digits", ["294", "-294", "0", "294.10", "1234567.89"])
def test_the_figures_of_a_return_go_the_short_way(digits: str) -> None:
    assert usual_figure(digits, Unit.GBP) is not None


@pytest.mark.parametrize("digits", ["0", "5", "0.5", "61.17", "61.10", "100", "100.00", "1250.5"])
def test_the_percentages_of_a_return_go_the_short_way(digits: str) -> None:
    assert usual_figure(digits, Unit.PERCENT) == exact_figure(Decimal(digits), Unit.PERCENT)
