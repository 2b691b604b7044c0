"""The colour of each status is where its word is printed on the key, read off the page that LibreOffice makes."""

from pathlib import Path

import pytest

from support_libreoffice import convert, needs_libreoffice
from support_pages import Place, pages_of, picture_of, places_of, sheet_pages
from support_samples import MORAY, PARTNERSHIP, VALE, judge_sample, path_of
from workbook_tools import pipeline
from workbook_tools.model.scheme import Style
from workbook_tools.writing.theme import styles_of

PAPER = "#FFFFFF"
MARGIN = 1.0  # points around the words that are still inside of their cell
MOSTLY = 0.5  # of the place has the colour of the fill; the rest is letters


@needs_libreoffice
@pytest.mark.parametrize("sample", [PARTNERSHIP, MORAY, VALE])
def test_each_status_of_the_key_is_printed_in_its_colour(sample: str, tmp_path: Path) -> None:
    summary = tmp_path / "summary.xlsx"
    pipeline.report([path_of(sample)], summary)
    pdf = convert(summary)
    pages = sheet_pages(pages_of(pdf), "Key")
    scheme = judge_sample(sample).scheme
    quiet = {style.word for table in ("trends", "movements") for style in styles_of(scheme, table)}  # trends have no fill
    styles = [style for table in ("indicators", "actions", "risks") for style in styles_of(scheme, table)]
    expected = {style.word: {style.fill.upper(), *([PAPER] if style.word in quiet else [])} for style in styles}
    assert {style.word: colours_at(pdf, pages, style) for style in styles} == expected


def colours_at(pdf: Path, pages: list[int], style: Style) -> set[str]:
    """The colours behind the status wherever its symbol and its word stand together."""
    found = set()
    for page in pages:
        for place in places_of(pdf, page, (*style.symbol.split(), *style.word.split())):
            around = Place(place.left - MARGIN, place.top, place.right + MARGIN, place.bottom)
            colours = picture_of(pdf, page).colours(around)
            ((colour, pixels),) = colours.most_common(1)
            assert pixels > MOSTLY * colours.total(), (style.word, colours)
            found.add(colour)
    return found
