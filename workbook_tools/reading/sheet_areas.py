"""Merged areas and hidden columns as a sheet's XML names them: two addresses, two numbers, however large they are."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from workbook_tools.reading.addresses import row_and_column
from workbook_tools.reading.struck_out import TRUE_WORDS

Area = tuple[int, int, int, int]
"""First row and column, last row and column."""


def hidden_span(element: Element) -> Iterator[tuple[int, int]]:
    """First and last column of a range of columns that is hidden; nothing where it is shown, or no range at all."""
    first, last = element.get("min", ""), element.get("max", "")
    if element.get("hidden", "").lower() in TRUE_WORDS and first.isdecimal() and last.isdecimal():
        yield int(first), int(last)


def columns_within(columns: Iterable[int], spans: Iterable[tuple[int, int]]) -> Iterator[int]:
    """The columns that lie in any of the spans, each once."""
    left = sorted(columns)
    for first, last in spans:
        start, end = bisect_left(left, first), bisect_right(left, last)
        yield from left[start:end]
        del left[start:end]


def merged_areas(element: Element) -> Iterator[Area]:
    """The areas that an element `mergeCells` holds; what is no area at all is passed over."""
    for child in element:
        first, _, last = child.get("ref", "").partition(":")
        try:
            yield (*row_and_column(first), *row_and_column(last))
        except ValueError:
            continue


def apart(areas: Iterable[Area]) -> list[Area]:
    """The areas from the top down, without those that overlap one before: Excel writes none, and shows none."""
    kept: list[Area] = []
    still_open: list[Area] = []
    for area in sorted(areas):
        top, left, _, right = area
        still_open = [other for other in still_open if other[2] >= top]
        if all(right < other[1] or other[3] < left for other in still_open):
            kept.append(area)
            still_open.append(area)
    return kept
