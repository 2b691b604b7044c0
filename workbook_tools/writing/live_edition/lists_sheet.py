"""The hidden sheet with what the formulas look up beside the thresholds: words, periods, and whether anything was changed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from workbook_tools.model.layout import LISTS_SHEET
from workbook_tools.model.scheme import Scheme
from workbook_tools.writing.live.lists import Named, fixed_values
from workbook_tools.writing.live.tables import word_tables
from workbook_tools.writing.live_edition.period_names import Periods
from workbook_tools.writing.live_edition.rules_sheet import bands_of
from workbook_tools.writing.named_lists import NamedLists
from workbook_tools.writing.page import Page
from workbook_tools.writing.theme import Look

LISTS = LISTS_SHEET
TITLE = "Words and periods that the formulas of this workbook look up"
CHANGED = "Figures or rules were changed in this workbook after it was built, so the reason given then is left out."
SENTENCES = "Figures or rules were changed in this workbook after it was built. Statuses and counts follow; sentences do not."
AS_BUILT = "Figures or rules were changed after this workbook was built. What this sheet lists and marks stays as it was."
ON_RULES_SHEET = "Risk_band_lowest"


def write_lists(book: Any, page: Page, scheme: Scheme, periods: Periods, changes: Sequence[str]) -> None:
    """Writes the sheet and names what stands on it.

    Args:
        book: the workbook.
        page: an empty worksheet.
        scheme: the rules.
        periods: of the returns.
        changes: areas with a 1 for each row that is not as it was built.
    """
    page.write(0, 0, TITLE, Look.TITLE, text_wrap=False)
    lists = NamedLists(book, page)
    lists.add_values("Words and numbers", [*periods.values, *fixed_values(scheme), *_change_values(scheme, changes)])
    for table in word_tables(scheme):
        if ON_RULES_SHEET not in table.columns:
            lists.add(table.words, table.columns, table.rows)
    if bands := bands_of(scheme):
        rows = [(Decimal(band.lowest), Decimal(band.highest)) for band in bands]
        lists.add("Bands of risk scores as declared", ("Declared_lowest", "Declared_highest"), rows)


def _change_values(scheme: Scheme, areas: Sequence[str]) -> tuple[Named, ...]:
    pairs = [("Rule_values", "Declared_values")]
    if scheme.risks is not None:
        pairs += [("Risk_band_lowest", "Declared_lowest"), ("Risk_band_highest", "Declared_highest")]
    differing = "+".join(f"SUMPRODUCT(--({now}<>{declared}))" for now, declared in pairs)
    changed = "+".join(f"SUM({area})" for area in areas) or "0"
    return (
        Named("Reason_changed", "Stands in the place of a reason", CHANGED),
        Named("Sheet_as_built", "Stands in the place of a remark on a sheet that does not follow", AS_BUILT),
        Named("Sentences_changed", "Stands in the place of sentences about figures", SENTENCES),
        Named("Rules_as_declared", "Whether every threshold is what the scheme declares", "", f"={differing}=0"),
        Named("Rows_changed", "Rows with a figure that was changed after the workbook was built", "", f"={changed}"),
    )
