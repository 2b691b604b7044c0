"""Figures that a return states about itself against the rows that they count, where the scheme says which rows those are."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from workbook_tools import catalogue
from workbook_tools.findings import Finding
from workbook_tools.model.assessment import Assessment, StatusCount
from workbook_tools.model.scheme import MEANINGS, Box, RowCount, Scheme, level_of
from workbook_tools.model.service_return import Headline
from workbook_tools.model.spellings import folded
from workbook_tools.model.words import Level

PERCENT = Decimal(100)


def headline_differs(assessment: Assessment) -> Iterator[Finding]:
    """Stated figures that the return's own rows do not give, by the statuses in force."""
    for headline in assessment.service_return.headlines:
        box = box_of(assessment.scheme, headline)
        counted = count_for(assessment, box) if box else None
        if box and counted is not None and stated_number(headline, box) not in {None, counted}:
            said = f"{counted}%" if is_share(box) else f"{counted}"
            yield catalogue.HEADLINE_DIFFERS.at(headline.at("value"), headline.name, stated=headline.value, counted=said)


def box_of(scheme: Scheme, headline: Headline) -> Box | None:
    """The scheme's box that shows a stated figure."""
    return next((box for box in scheme.report.boxes if folded(box.headline) == folded(headline.name)), None)


def count_for(assessment: Assessment, box: Box) -> Decimal | None:
    """What the return's rows give for a box: a number of rows, or a share in whole percent, halves rounded up.

    None where the box counts no rows, the return has none, or there is nothing to take a share of.
    """
    rows = box.rows
    if rows is None or not (count := _count(assessment, rows)):
        return None
    number = _at(count, _keys(assessment.scheme, rows.table, rows.words)) if rows.words else count.total
    if rows.share is None:
        return Decimal(number)
    whole = count.total if rows.share == "of_all" else _at(count, _judged_keys(assessment.scheme, rows.table))
    return (PERCENT * number / whole).quantize(Decimal(1), ROUND_HALF_UP) if whole else None


def is_share(box: Box) -> bool:
    """Whether a box shows a share of rows, in percent."""
    return box.rows is not None and box.rows.share is not None


def stated_number(headline: Headline, box: Box) -> Decimal | None:
    """A stated figure as a number to compare; None where it is none, or a percentage where rows are counted."""
    match = re.fullmatch(r"(\d{1,12}(?:\.\d+)?)\s*(%?)", headline.value.strip().replace(",", ""))
    return Decimal(match[1]) if match and (is_share(box) or not match[2]) else None


def _count(assessment: Assessment, rows: RowCount) -> StatusCount | None:
    wanted = folded(rows.section)
    counts = (count for count in assessment.counts if count.table == rows.table)
    return next((count for count in counts if folded(count.section) == wanted and count.total), None)


def _at(count: StatusCount, keys: Sequence[str]) -> int:
    return sum(number for key, number in count.by_style if key in keys)


def _keys(scheme: Scheme, table: str, words: Sequence[str]) -> list[str]:
    wanted = {folded(word) for word in words}
    return [key for key in _all_keys(scheme, table) if folded(scheme.style_of(table, key).word) in wanted]


def _judged_keys(scheme: Scheme, table: str) -> list[str]:
    """Keys of the styles that count in a roll-up."""
    styles = {key: scheme.style_of(table, key) for key in _all_keys(scheme, table)}
    return [key for key, style in styles.items() if level_of(key, style, MEANINGS[table]) is not Level.NEUTRAL]


def _all_keys(scheme: Scheme, table: str) -> list[str]:
    if table == "risks":
        return [band.label for band in scheme.risks.bands] if scheme.risks else []
    return list(scheme.styles.indicators if table == "indicators" else scheme.styles.actions)
