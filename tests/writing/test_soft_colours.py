"""Status colours of high rows: light, readable, told apart."""

import pytest

from support_samples import scheme_named
from workbook_tools.model.scheme import Style
from workbook_tools.schemes.contrast import LEAST_CONTRAST, contrast
from workbook_tools.schemes.load import list_schemes
from workbook_tools.writing.soft_colours import LIGHT, WHITE, soft_colours
from workbook_tools.writing.theme import styles_of


def style(fill: str, ink: str) -> Style:
    return Style(word="Word", symbol="●", fill=fill, ink=ink)


@pytest.mark.parametrize(
    ("fill", "ink", "soft"),
    [
        ("#C6E9C6", "#0B3D17", ("#C6E9C6", "#0B3D17")),  # light as it is
        ("#FFFFFF", "#000000", ("#FFFFFF", "#000000")),
        ("#000000", "#FFFFFF", ("#E5E5E5", "#000000")),  # the darker colour becomes the ink
        ("#767676", "#FFFFFF", ("#FFFFFF", "#767676")),  # just readable on white, and on nothing darker
    ],
)
def test_a_fill_is_made_light_only_as_far_as_needed(fill: str, ink: str, soft: tuple[str, str]) -> None:
    assert soft_colours(style(fill, ink)) == soft


@pytest.mark.parametrize("name", list_schemes())
@pytest.mark.parametrize("table", ["indicators", "actions", "risks"])
def test_the_words_of_every_scheme_are_readable_and_told_apart(name: str, table: str) -> None:
    softened = {each.fill: soft_colours(each) for each in styles_of(scheme_named(name), table)}
    assert len({fill for fill, _ in softened.values()}) == len(softened)
    for fill, ink in softened.values():
        assert contrast(fill, ink) >= LEAST_CONTRAST
        assert contrast(fill, WHITE) <= LIGHT
