"""A workbook as a service return: its cover, its tables as values, and everything found on the way."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from workbook_tools import catalogue
from workbook_tools.findings import Finding, ReadingError, Sentence, Where
from workbook_tools.model.layout import PROPERTIES_PART
from workbook_tools.model.service_return import (
    BreakdownCell,
    BudgetLine,
    Headline,
    Risk,
    Saving,
    ServiceReturn,
    SourceFile,
)
from workbook_tools.reading.cover import read_cover
from workbook_tools.reading.grids import Grid
from workbook_tools.reading.headings import load_headings
from workbook_tools.reading.money import MoneyReader
from workbook_tools.reading.order import in_sheet_order
from workbook_tools.reading.preflight import CANNOT_BE_OPENED, DAMAGED, problem_of_file, safe_package
from workbook_tools.reading.responses import is_check_sheet, read_responses
from workbook_tools.reading.return_data import blocks_of, is_issued, is_ours, is_return_data
from workbook_tools.reading.rows import read_actions, read_indicators, read_narrative, read_repeated, read_rows
from workbook_tools.reading.steady_file import read_steadily
from workbook_tools.reading.tables import FoundTable, find_tables
from workbook_tools.reading.workbook_grids import grids_of


def source_of(path: Path) -> SourceFile:
    """The file's name without its folder and fit to be shown, its SHA-256 and its size in bytes.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return SourceFile(fit_to_be_shown(path.name), digest, stream.tell())


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file's bytes, read once: whatever is said of it is said of these.

    `refused` is None, or the sentence that says why it cannot be read; the content may then be empty.
    """

    source: SourceFile
    content: bytes = b""
    refused: str | None = None


def open_file(path: Path, name: str | None = None) -> OpenedFile:
    """Reads a file, without looking into it. One that cannot be read says why.

    `name` is what it is called in all that is said of it, such as "north/Housing.xlsx"; without one, by the file's own name.
    """
    shown = fit_to_be_shown(path.name if name is None else name)
    try:
        if reason := problem_of_file(path):
            return OpenedFile(_source_of_refused(path, shown), refused=reason)
        content = read_steadily(path)
    except OSError:
        return OpenedFile(_source_of_refused(path, shown), refused=CANNOT_BE_OPENED)
    except ReadingError as error:
        return OpenedFile(_source_of_refused(path, shown), refused=str(error))
    return OpenedFile(SourceFile(shown, hashlib.sha256(content).hexdigest(), len(content)), content)


def read_service_return(path: Path, name: str | None = None) -> ServiceReturn:
    """The return in a workbook. A file that cannot be read gives a return without rows that says why in `refused`.

    `name` as for `open_file`.
    """
    return read_opened(open_file(path, name))


def read_opened(opened: OpenedFile) -> ServiceReturn:
    """The return in a file that was opened; one without rows that says why in `refused` where it cannot be read."""
    return read_with_properties(opened)[0]


def read_with_properties(opened: OpenedFile) -> tuple[ServiceReturn, bytes]:
    """As `read_opened`, and the XML of what the workbook says of itself (who, when, keywords); b"" where it says nothing."""
    try:
        package = _package(opened)
        given = parse_service_return(opened.source, grids_of(opened.content, package))
    except ReadingError as error:
        return _refused(opened.source, str(error)), b""
    try:
        return given, package.read(PROPERTIES_PART)
    except DAMAGED:
        return given, b""


def read_previous_returns(path: Path) -> tuple[ServiceReturn, ...]:
    """The returns that a file holds: those that a summary was made from, or the one that it is itself (at least one)."""
    opened = open_file(path)
    try:
        grids = grids_of(opened.content, _package(opened))
    except ReadingError as error:
        return (_refused(opened.source, str(error)),)
    return kept_returns(opened.source, grids) or (parse_service_return(opened.source, grids),)


def _package(opened: OpenedFile) -> ZipFile:
    if opened.refused is not None:
        raise ReadingError(opened.refused)
    return safe_package(opened.content)


def _refused(source: SourceFile, reason: str) -> ServiceReturn:
    finding = catalogue.FILE_REFUSED.at(Where(source.name), reason=Sentence(reason))
    return ServiceReturn(source, findings=(finding,), refused=reason)


def parse_service_return(source: SourceFile, grids: Sequence[Grid]) -> ServiceReturn:
    """The return in the cells of a workbook; findings in the order of sheets and rows, those about the whole file first.

    Sheets that we keep returns on are passed over, but for the one that says what this return was issued with.
    """
    issued = next((_as_issued(source, grid) for grid in grids if is_issued(grid)), None)
    responses = read_responses(grids)
    grids = [grid for grid in grids if not (is_check_sheet(grid) or is_ours(grid))]
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
    money = MoneyReader.of(cover, cover_sheet, source.name, grids, headings)
    sheets = tuple(grid.name for grid in grids)
    return ServiceReturn(
        source=source,
        cover=cover,
        indicators=indicators,
        actions=read_actions(tables, findings),
        risks=read_rows(tables, "risks", Risk, findings),
        finance=money.read_rows(tables, "finance", BudgetLine, findings),
        headlines=read_rows(tables, "headlines", Headline, findings),
        breakdowns=read_rows(tables, "breakdowns", BreakdownCell, findings),
        narrative=read_narrative(tables, findings),
        repeated=read_repeated(tables, indicators, findings),
        savings=money.read_rows(tables, "savings", Saving, findings),
        sheets=sheets,
        findings=in_sheet_order(findings, sheets),
        issued=issued,
        responses=responses,
    )


def kept_returns(source: SourceFile, grids: Sequence[Grid]) -> tuple[ServiceReturn, ...]:
    """The returns that a summary keeps as data, in order; none for any other workbook."""
    return tuple(
        parse_service_return(source, [block])
        for grid in grids
        if is_return_data(grid) and not is_issued(grid)
        for block in blocks_of(grid)
    )


def _as_issued(source: SourceFile, grid: Grid) -> ServiceReturn | None:
    return next((parse_service_return(source, [block]) for block in blocks_of(grid)), None)


def _source_of_refused(path: Path, shown: str) -> SourceFile:
    """What can be said of a file that is not read: without content where there is none to read."""
    try:
        found = source_of(path) if path.is_file() else None  # a pipe would keep its reader waiting
    except OSError:
        found = None
    return SourceFile(shown, found.sha256 if found else "", found.size if found else 0)


def fit_to_be_shown(name: str) -> str:
    """A file may be called anything; line breaks and commands to the terminal in its name are shown as blanks."""
    return "".join(mark if mark.isprintable() else " " for mark in name)
