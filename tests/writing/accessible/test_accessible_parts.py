"""The parts of the accessible edition: light fills, shorthand, texts that go on, widths."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from support_samples import SAMPLES, judge_sample
from workbook_tools.schemes.contrast import contrast
from workbook_tools.writing.accessible.looks import LEAST_CONTRAST, light_fill
from workbook_tools.writing.accessible.shorthand import CONTINUED, figure_in_words, filled, say_shorthand
from workbook_tools.writing.accessible.table_layout import cell_room, distinct_headings, split_text
from workbook_tools.writing.accessible.widths import width_of
from workbook_tools.writing.cells import CellValue, Number
from workbook_tools.writing.measure import DIGIT_WIDTH, Font, pieces_of, text_width
from workbook_tools.writing.theme import INK, Look

FONT = Font(12.0)


@given(st.integers(0, 0xFFFFFF))
def test_every_fill_becomes_light_enough_for_dark_letters(colour: int) -> None:
    assert contrast(INK, light_fill(f"#{colour:06X}")) >= LEAST_CONTRAST


@pytest.mark.parametrize("fill", ["#C6E9C6", "#FFB547", "#FFFFFF"])
def test_a_light_fill_stays_as_it_is(fill: str) -> None:
    assert light_fill(fill) == fill


@pytest.mark.parametrize("sample", SAMPLES)
def test_fills_of_a_scheme_stay_apart(sample: str) -> None:
    styles = judge_sample(sample).scheme.styles.indicators
    fills = {light_fill(styles[key].fill) for key in ("ok", "warning", "alert", "unknown")}
    assert len(fills) == 4


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("<", "Lower than last time"),
        (" > ", "Higher than last time"),
        ("-", "[z]"),
        ("–", "[z]"),
        ("No Target", "No Target"),
        ("5 to 10", "5 to 10"),
        (" 1 ", '"1" as written'),
        ("-£1,250.50", '"-£1,250.50" as written'),
        ("4.1%", '"4.1%" as written'),
        ("31/09/2019", "31/09/2019"),
        ("1.2.3", "1.2.3"),
        (", ,", ", ,"),
        ("", ""),
        (None, None),
        (date(2020, 3, 31), date(2020, 3, 31)),
        (Number(Decimal(1), '+#,##0" pp"'), Number(Decimal(1), '+#,##0" percentage points"')),
    ],
)
def test_symbols_of_figures_in_words(value: CellValue, said: CellValue) -> None:
    assert figure_in_words(value) == said


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "[x]"), ("", "[x]"), (" \n", "[x]"), ("0", "0"), (Number(Decimal(0), "0"), Number(Decimal(0), "0"))],
)
def test_a_cell_without_content_shows_shorthand(value: CellValue, shown: CellValue) -> None:
    assert filled(value, "[x]") == shown


def test_shorthand_is_explained_in_one_order() -> None:
    assert say_shorthand({"[none]", "[x]"}) == "Shorthand: [x] not available; [none] nothing was written."
    assert say_shorthand(set()) == ""


TEXTS = st.lists(st.text("ab \n=é漢", max_size=60), max_size=200).map("".join)


@given(TEXTS, st.sampled_from([9.0, 40.0]))
@example("\n\n\n= =============\n\n\n\n\n= =======\n\n=======\n\n\n= =漢====\n\n===== b ", 9.0)
def test_a_text_that_goes_on_is_whole_and_each_piece_fits_a_row(text: str, width: float) -> None:
    room = cell_room(width, Look.TEXT)
    first, *others = split_text(text, room, FONT)
    assert all(piece.startswith(CONTINUED) for piece in others)
    assert first + "".join(piece.removeprefix(CONTINUED) for piece in others) == text
    shown = [piece.removesuffix("\n") for piece in (first, *others)]  # an empty line at the end needs no room
    assert all(pieces_of(piece, room, FONT) == (piece,) for piece in shown)


def test_a_very_long_text_is_split_as_if_it_were_measured_whole() -> None:
    text = "word " * 20_000
    room = cell_room(200.0, Look.TEXT)
    assert split_text(text, room, FONT)[0] == pieces_of(text, room, FONT)[0]


@pytest.mark.parametrize("number", ["0", "-1234567890.55", "99999999999", "0.0000000001"])
@pytest.mark.parametrize("number_format", ["#,##0", "£#,##0.00;-£#,##0.00", "0.0%", '+#,##0.00" percentage points"'])
def test_a_number_has_room(number: str, number_format: str) -> None:
    shown = f"{Decimal(number):,.2f}"
    width = width_of("Value", [Number(Decimal(number), number_format)], Look.NUMBER, 30)
    assert width * DIGIT_WIDTH >= text_width(shown.removesuffix("00"), FONT)


def test_a_column_is_no_wider_than_its_texts_need_nor_than_it_may_be() -> None:
    assert width_of("Note", ["[none]"], Look.TEXT, 80) < 12
    assert width_of("Note", ["word " * 100], Look.TEXT, 80) == 80
    assert width_of("Unforeseeable", ["x"], Look.TEXT, 80) > 13


def test_headings_that_stood_before_are_numbered() -> None:
    assert distinct_headings(["Value", "value", "", "Value"]) == ["Value", "value (2)", "Column", "Value (3)"]
