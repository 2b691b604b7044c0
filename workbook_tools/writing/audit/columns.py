"""Columns of the audit pack's tables."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from workbook_tools.model.scheme import Style
from workbook_tools.writing.accessible.shorthand import NOT_APPLICABLE, NOT_WRITTEN
from workbook_tools.writing.accessible.table_layout import Column
from workbook_tools.writing.cells import CellValue, whole_cell
from workbook_tools.writing.moments import say_moment, utc
from workbook_tools.writing.page import FIRST_YEAR
from workbook_tools.writing.seen import seen
from workbook_tools.writing.tables import RowT
from workbook_tools.writing.theme import Look

HASH = 36.0  # characters; a SHA-256 takes two lines


def text_column(
    heading: str, get: Callable[[RowT], str], widest: float = 40, blank: str = NOT_WRITTEN, *, repeats: bool = False
) -> Column[RowT]:
    """A column of texts, all of whose characters are to be seen; arguments as the attributes of `Column`."""
    return Column(heading, partial(_seen, get), blank, widest, repeats=repeats)


def word_column(heading: str, get: Callable[[RowT], str], styles: Sequence[Style], blank: str = NOT_WRITTEN) -> Column[RowT]:
    """A column of words that have colours."""
    coloured: Mapping[str, Sequence[Style]] = {"": styles}
    return Column(heading, get, blank, look=Look.STATUS, styles=coloured, repeats=True)


def number_column(heading: str, get: Callable[[RowT], int], *, repeats: bool = False) -> Column[RowT]:
    """A column of whole numbers."""
    return Column(heading, partial(_whole, get), look=Look.NUMBER, repeats=repeats)


def moment_column(heading: str, get: Callable[[RowT], datetime | None]) -> Column[RowT]:
    """A column of moments; its heading says that they are in UTC."""
    return Column(f"{heading} (UTC)", partial(_moment, get), NOT_APPLICABLE, look=Look.DATE)


def _seen(get: Callable[[RowT], str], row: RowT) -> CellValue:
    return seen(get(row).replace("\r\n", "\n"), kept="\n")


def _whole(get: Callable[[RowT], int], row: RowT) -> CellValue:
    return whole_cell(get(row))


def _moment(get: Callable[[RowT], datetime | None], row: RowT) -> CellValue:
    moment = get(row)
    return None if moment is None else moment_cell(moment)


def moment_cell(moment: datetime) -> CellValue:
    """As a cell holds it, cut to the second: Excel would round it up. Before 1900 Excel has no days, so it is a text."""
    whole = utc(moment).replace(microsecond=0)
    return whole if whole.year >= FIRST_YEAR else say_moment(whole)
