"""The consolidated workbook: what a finance officer needs first, then every return's rows, then the proof and the key.

Two passes over the returns: one adds up, for the sheets that come first; then each table is streamed into its sheet.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from workbook_tools.model.consolidation import Consolidation
from workbook_tools.model.control import ControlSheet
from workbook_tools.model.flat import FINDINGS, RETURN_TABLES, SAVINGS, SOURCES, TRACKER, FlatTable
from workbook_tools.model.wording import say_date
from workbook_tools.writing.consolidated import key_sheet, overview_sheet
from workbook_tools.writing.consolidated.batches import Batch, batches_of, in_lots, in_sheets, number_of_rows
from workbook_tools.writing.consolidated.exceptions import EXCEPTIONS
from workbook_tools.writing.consolidated.filling import fill
from workbook_tools.writing.consolidated.key_sheet import write_key
from workbook_tools.writing.consolidated.overview_sheet import write_overview
from workbook_tools.writing.consolidated.pivots import Pivot, by_section, by_service
from workbook_tools.writing.consolidated.sheets import Sheet, Table, filling_of, write_sheet
from workbook_tools.writing.consolidated.tally import Spool, Tally, take_tally
from workbook_tools.writing.formula_sheet import FormulaSheet
from workbook_tools.writing.named_styles import name_styles
from workbook_tools.writing.page import Page
from workbook_tools.writing.theme import Theme
from workbook_tools.writing.whole_file import KEYWORDS, replacing

EXCEL_ROWS = 1_048_576  # of a sheet
MOST_ROWS = EXCEL_ROWS - 3  # of a table below its title and its headings
CONTROL_SHEET = "Control totals"


def write_consolidation(
    path: Path,
    consolidation: Consolidation,
    control: ControlSheet,
    most_rows: int = MOST_ROWS,
    verify: Callable[[BinaryIO], None] = lambda _stream: None,
) -> None:
    """Writes the consolidated workbook, whole or not at all. The same consolidation gives the same bytes.

    Args:
        path: of the workbook; an earlier one is replaced.
        consolidation: each return is asked twice for its rows of a table.
        control: the proof of its money.
        most_rows: of a sheet's table; the rest goes on in the next sheet.
        verify: looks at the finished workbook before it takes its place; what it raises keeps it from there.

    Raises:
        WritingError: it could not be written; an earlier one is left as it was.
        ValueError: a return has more or fewer rows than its facts say.
    """
    with replacing(path) as stream, Spool() as spool:
        tally = take_tally(consolidation, spool)
        sheets = _sheets(consolidation, control, tally, spool, most_rows)
        package, parts = _build(consolidation, control, tally, sheets)
        fillings = {part: filling_of(sheet, consolidation.scheme) for part, sheet in parts.items()}
        fill(package, fillings, stream)
        verify(stream)


def _sheets(consolidation: Consolidation, control: ControlSheet, tally: Tally, spool: Spool, most_rows: int) -> Iterator[Sheet]:
    """The sheets of tables, in order; those of the overview and the key stand before and behind them."""
    scheme = consolidation.scheme

    def own(table: FlatTable) -> Iterator[Sheet]:
        return _split(table, number_of_rows(consolidation, table), batches_of(consolidation, table), most_rows)

    yield from own(TRACKER)
    yield from _split(EXCEPTIONS, tally.exceptions, spool.batches(), most_rows)
    for table in RETURN_TABLES:
        if table is not FINDINGS and (table is not SAVINGS or number_of_rows(consolidation, table)):
            yield from own(table)
    yield from map(_pivot_sheet, (by_service(tally, scheme), by_section(tally, scheme)))
    yield from own(FINDINGS)
    yield _control_sheet(control)
    yield from own(SOURCES)


def _split(table: FlatTable, count: int, batches: Iterator[Batch], most_rows: int) -> Iterator[Sheet]:
    """A table as one sheet, or as many as it takes: "Indicators", "Indicators 2"."""
    sizes = [min(most_rows, count - done) for done in range(0, max(count, 1), most_rows)]
    for number, (size, run) in enumerate(zip(sizes, in_sheets(batches, sizes), strict=True), start=1):
        again = "" if number == 1 else f" {number}"
        name = f"{table.name.capitalize()}{again}".replace(" ", "_")
        yield Sheet(f"{table.sheet}{again}", (Table(name, table.columns, size, run),))


def _pivot_sheet(pivot: Pivot) -> Sheet:
    table = pivot.table
    rows = Table(table.name.capitalize(), table.columns, len(pivot.rows), in_lots(pivot.rows), pivot.totals)
    return Sheet(table.sheet, (rows,))


def _control_sheet(control: ControlSheet) -> Sheet:
    tables = [
        Table(f"Control_totals_{number}", table.columns, len(table.rows), in_lots(table.rows), title=table.title)
        for number, table in enumerate(control.tables, start=1)
    ]
    return Sheet(CONTROL_SHEET, tables, (control.proof, *control.sentences))


def _build(
    consolidation: Consolidation, control: ControlSheet, tally: Tally, sheets: Iterator[Sheet]
) -> tuple[bytes, dict[str, Sheet]]:
    """The workbook without the rows of its tables, and which part of it is which of its sheets of tables."""
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(content, options)
    title = f"{consolidation.scheme.council}: consolidated returns as at {say_date(consolidation.as_at)}"
    book.set_properties({"title": title, "keywords": KEYWORDS, "created": datetime.combine(consolidation.as_at, time())})
    theme = Theme(book)
    write_overview(_page(book, theme, overview_sheet.SHEET), consolidation, control, tally, title)
    parts = {}
    for sheet in sheets:
        page = _page(book, theme, sheet.name)
        write_sheet(page, sheet, title, consolidation.scheme)
        parts[f"xl/worksheets/sheet{len(book.worksheets())}.xml"] = sheet
    write_key(_page(book, theme, key_sheet.SHEET), consolidation.scheme, title)
    book.close()
    return name_styles(content.getvalue(), theme.formats_by_style()), parts


def _page(book: Any, theme: Theme, name: str) -> Page:
    return Page(book.add_worksheet(name, FormulaSheet), theme)
