"""Statuses are told apart in grey and by people who cannot tell red from green: by word and symbol always, by colour too."""

from itertools import combinations

import pytest

from support_colours import JUST_APART, Sight, contrast_seen, difference, lightness, seen
from support_samples import scheme_named
from workbook_tools.model.scheme import Style
from workbook_tools.schemes.contrast import LEAST_CONTRAST
from workbook_tools.schemes.load import list_schemes
from workbook_tools.writing.accessible.looks import light_fill
from workbook_tools.writing.severities import SEVERITY_STYLES
from workbook_tools.writing.soft_colours import soft_colours
from workbook_tools.writing.theme import INK, styles_of

TABLES = ("indicators", "actions", "risks", "trends", "movements")
SETS: dict[str, tuple[Style, ...]] = {
    f"{name}: {table}": styles_of(scheme_named(name), table) for name in list_schemes() for table in TABLES
} | {"findings": tuple(SEVERITY_STYLES.values())}
"""Every set of words that stand beside each other in a column: each word is a meaning of its own."""


@pytest.mark.parametrize("name", SETS)
def test_word_and_symbol_differ(name: str) -> None:
    pairs = list(combinations(SETS[name], 2))
    assert [(one.word, other.word) for one, other in pairs if one.word.casefold() == other.word.casefold()] == []
    assert [(one.word, other.word, one.symbol) for one, other in pairs if one.symbol == other.symbol] == []


@pytest.mark.parametrize("sight", Sight)
@pytest.mark.parametrize("name", SETS)
def test_fills_are_told_apart(name: str, sight: Sight) -> None:
    """Every fill is our own choice, as no council publishes more than a colour's name; so all of them have to."""
    pairs = combinations(SETS[name], 2)
    assert [(one.word, other.word) for one, other in pairs if difference(one.fill, other.fill, sight) < 1] == []


@pytest.mark.parametrize("sight", Sight)
@pytest.mark.parametrize("name", SETS)
def test_words_can_be_read_on_their_fill(name: str, sight: Sight) -> None:
    for style in SETS[name]:
        shown = {(style.fill, style.ink), soft_colours(style), (light_fill(style.fill), INK)}
        for fill, ink in shown:
            assert contrast_seen(fill, ink, sight) >= LEAST_CONTRAST, (style.word, fill, ink)


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("#000000", 0),
        ("#777777", 50.0),
        ("#808080", 53.6),
        ("#FFFFFF", 100),
        ("#FF0000", 53.2),
        ("#00FF00", 87.7),
        ("#0000FF", 32.3),
    ],
)
def test_lightness_of_known_colours(colour: str, expected: float) -> None:
    assert lightness(colour) == pytest.approx(expected, abs=0.06)


@pytest.mark.parametrize(
    ("one", "other", "sight", "apart"),
    [
        ("#FFFFFF", "#FFFFFF", Sight.NORMAL, False),
        ("#D00000", "#007A00", Sight.NORMAL, True),
        ("#C03A2B", "#2B7D2B", Sight.GREY, False),
        ("#A08C32", "#96913C", Sight.PROTANOPIA, False),
        ("#0000FF", "#FFFF00", Sight.PROTANOPIA, True),
        ("#808080", "#919191", Sight.GREY, True),
        ("#808080", "#8F8F8F", Sight.GREY, False),
    ],
)
def test_what_is_told_apart(one: str, other: str, sight: Sight, apart: bool) -> None:  # noqa: FBT001 - a column of the table
    assert (difference(one, other, sight) >= 1) is apart


def test_the_least_differences_are_those_of_the_source() -> None:
    assert pytest.approx((6.58, 8.42, 11.09), abs=0.005) == JUST_APART


@pytest.mark.parametrize("sight", Sight)
def test_black_white_and_grey_look_the_same_to_everybody(sight: Sight) -> None:
    for colour in ("#000000", "#808080", "#FFFFFF"):
        assert seen(colour, sight) == colour
