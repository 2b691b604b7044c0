"""A workbook as a service return: its cover, its tables as values, and everything found on the way."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from workbook_tools import catalogue
from workbook_tools.findings import Finding, ReadingError, Sentence, Where
from workbook_tools.model.layout import CHECK_HEADING_ROW, CHECK_HEADINGS, CHECK_TITLE
from workbook_tools.model.service_return import (
    BreakdownCell,
    BudgetLine,
    Headline,
    Risk,
    ServiceReturn,
    SourceFile,
)
from workbook_tools.reading.cover import read_cover
from workbook_tools.reading.grids import Grid
from workbook_tools.reading.headings import load_headings
from workbook_tools.reading.order import in_sheet_order
from workbook_tools.reading.preflight import check_safe
from workbook_tools.reading.rows import read_actions, read_indicators, read_narrative, read_repeated, read_rows
from workbook_tools.reading.tables import FoundTable, find_tables


def source_of(path: Path) -> SourceFile:
    """The file's name without its folder and fit to be shown, its SHA-256 and its size in bytes.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return SourceFile(_name(path), digest, stream.tell())


def read_service_return(path: Path) -> ServiceReturn:
    """The return in a workbook. A file that cannot be read gives a return without rows that says why in `refused`."""
    # A button reads the open book through `parse_service_return`; only a file on disk needs openpyxl.
    from workbook_tools.reading.grids_openpyxl import read_grids  # noqa: PLC0415 - see above

    reason = check_safe(path)
    try:
        source = source_of(path) if reason is None else _source_of_refused(path)
        grids = () if reason else read_grids(path)
    except (ReadingError, OSError) as error:
        source = _source_of_refused(path)
        reason = (
            str(error) if isinstance(error, ReadingError) else "The file cannot be opened. It may be open in another program."
        )
    if reason is not None:
        finding = catalogue.FILE_REFUSED.at(Where(source.name), reason=Sentence(reason))
        return ServiceReturn(source, findings=(finding,), refused=reason)
    return parse_service_return(source, grids)


def parse_service_return(source: SourceFile, grids: Sequence[Grid]) -> ServiceReturn:
    """The return in the cells of a workbook; findings in the order of sheets and rows, those about the whole file first."""
    grids = [grid for grid in grids if not is_check_sheet(grid)]
    headings = load_headings()
    cover, cover_sheet, cover_findings = read_cover(grids, source.name, headings)
    findings: list[Finding] = [*cover_findings]
    tables: list[FoundTable] = []
    for grid in grids:
        found, table_findings = find_tables(grid, source.name, headings, cover.period)
        tables.extend(found)
        if found or grid.name != cover_sheet:
            findings.extend(table_findings)
    indicators = read_indicators(tables, cover.period, findings)
    sheets = tuple(grid.name for grid in grids)
    return ServiceReturn(
        source=source,
        cover=cover,
        indicators=indicators,
        actions=read_actions(tables, findings),
        risks=read_rows(tables, "risks", Risk, findings),
        finance=read_rows(tables, "finance", BudgetLine, findings),
        headlines=read_rows(tables, "headlines", Headline, findings),
        breakdowns=read_rows(tables, "breakdowns", BreakdownCell, findings),
        narrative=read_narrative(tables, findings),
        repeated=read_repeated(tables, indicators, findings),
        sheets=sheets,
        findings=in_sheet_order(findings, sheets),
    )


def is_check_sheet(grid: Grid) -> bool:
    """Whether an earlier check added this sheet to the return, so that it is none of the officer's."""
    headings = [grid.cells.get((CHECK_HEADING_ROW, column)) for column in range(1, len(CHECK_HEADINGS) + 1)]
    shown = [cell.value if cell else None for cell in (grid.cells.get((1, 1)), *headings)]
    return shown == [CHECK_TITLE, *CHECK_HEADINGS]


def _source_of_refused(path: Path) -> SourceFile:
    """What can be said of a file that is not read: without content where there is none to read."""
    try:
        return source_of(path) if path.is_file() else SourceFile(_name(path), "", 0)  # a pipe would keep its reader waiting
    except OSError:
        return SourceFile(_name(path), "", 0)


def _name(path: Path) -> str:
    """A file may be called anything; line breaks and commands to the terminal in its name are shown as blanks."""
    return "".join(mark if mark.isprintable() else " " for mark in path.name)
