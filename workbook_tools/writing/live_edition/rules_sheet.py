"""The sheet with the scheme's thresholds: corrected there, every verdict of the workbook follows.

What the report says in words holds only while they are what the scheme declares.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from workbook_tools.model.scheme import Band, Declared, Scheme
from workbook_tools.writing.cells import Number
from workbook_tools.writing.live.lists import Named, thresholds
from workbook_tools.writing.live.money_status import money_thresholds
from workbook_tools.writing.live.rollup import rollup_thresholds
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.frame import Canvas, set_up_page, write_title_block
from workbook_tools.writing.tables import ColumnSpec, write_table
from workbook_tools.writing.theme import Look

RULES = "Rules"
WIDTHS = (66.0, 12.0, 12.0, 14.0, 60.0)  # characters
REMARK = "Correct a value here, and every status, count and colour follows. Reasons in words hold for the values as declared."
ASSUMED = {True: "Assumed", False: "Published"}


def write_rules(canvas: Canvas, book: Any) -> None:
    """Writes the sheet, and gives its values the names that formulas refer to."""
    page, scheme = canvas.pages[RULES], canvas.facts.scheme
    page.set_widths(WIDTHS)
    top = write_title_block(page, canvas.facts, "Rules", REMARK)
    values = declared_thresholds(scheme)
    place = write_table(page, top, _threshold_columns(scheme), values)
    for value, row in zip(values, place.row_of, strict=True):
        define(book, page, value.name, (row, 1), (row, 1))
    define(book, page, "Rule_values", (top + 1, 1), (place.last, 1))
    define(book, page, "Declared_values", (top + 1, 2), (place.last, 2))
    last = place.last
    if scheme.risks is not None:
        last = _write_bands(book, page, bands_of(scheme), last + 2, scheme)
    set_up_page(page, canvas.facts, (last, len(WIDTHS) - 1))


def declared_thresholds(scheme: Scheme) -> tuple[Named, ...]:
    """Every threshold that stands in a cell of its own, those of rows before those of sections and returns."""
    return (*thresholds(scheme), *money_thresholds(scheme), *rollup_thresholds(scheme))


def bands_of(scheme: Scheme) -> Sequence[Band]:
    """The bands of risk scores, lowest first, as the formulas look them up; none without a matrix."""
    return sorted(scheme.risks.bands, key=lambda band: band.lowest) if scheme.risks else []


def _threshold_columns(scheme: Scheme) -> tuple[ColumnSpec[Named], ...]:
    words, value, declared, assumed, source = WIDTHS
    return (
        ColumnSpec("Threshold", words, lambda named: named.words),
        ColumnSpec("Value", value, _value, Look.NUMBER),
        ColumnSpec("As declared", declared, _value, Look.NUMBER),
        ColumnSpec("By the council", assumed, lambda named: ASSUMED[named.rule is not None and named.rule.assumed]),
        ColumnSpec("Taken from", source, lambda named: _source(scheme, named.rule), Look.MUTED),
    )


def _write_bands(book: Any, page: Page, bands: Sequence[Band], top: int, scheme: Scheme) -> int:
    """The bands of risk scores; returns the last row."""
    label, lowest, highest, declared, source = WIDTHS
    columns: tuple[ColumnSpec[Band], ...] = (
        ColumnSpec("Band of risk scores", label, lambda band: band.label),
        ColumnSpec("Lowest", lowest, lambda band: _number(Decimal(band.lowest)), Look.NUMBER),
        ColumnSpec("Highest", highest, lambda band: _number(Decimal(band.highest)), Look.NUMBER),
        ColumnSpec("As declared", declared, lambda band: f"{band.lowest} to {band.highest}"),
        ColumnSpec("Taken from", source, lambda band: _source(scheme, band), Look.MUTED),
    )
    place = write_table(page, top, columns, bands)
    for name, column in (("Risk_band_styles", 0), ("Risk_band_lowest", 1), ("Risk_band_highest", 2)):
        define(book, page, name, (top + 1, column), (place.last, column))
    return place.last


def _value(named: Named) -> Number | None:
    return _number(named.value) if isinstance(named.value, Decimal) else None


def _number(value: Decimal) -> Number:
    return Number(value, "General")


def _source(scheme: Scheme, rule: Declared | None) -> str:
    return scheme.documents[rule.source].title if rule else ""


def define(book: Any, page: Page, name: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Gives cells of a sheet a name of the workbook; rows and columns counted from 0, both ends inclusive."""
    start, end = (page.cell(*place, fixed_column=True, fixed_row=True) for place in (first, last))
    book.define_name(name, f"={page.name}!{start}" + ("" if first == last else f":{end}"))
