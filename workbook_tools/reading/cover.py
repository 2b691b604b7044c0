"""The cover of a return: labels in one column, their values to the right."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbook_tools import catalogue
from workbook_tools.findings import Finding, Where
from workbook_tools.model.layout import COVER_SHEET
from workbook_tools.model.service_return import Cover
from workbook_tools.periods import parse_period
from workbook_tools.reading.addresses import address_of
from workbook_tools.reading.cells import text_of
from workbook_tools.reading.grids import Cell, CellKind, Grid
from workbook_tools.reading.heading_labels import GridRow
from workbook_tools.reading.heading_rows import find_heading_rows, rows_of
from workbook_tools.reading.headings import Headings, normalise

FEWEST_LABELS = 2  # so many known labels in one column make a sheet of another name the cover


@dataclass(frozen=True, slots=True)
class _Line:
    """A label of the cover, the field it stands for ("" for one we do not know), its value and the place for it."""

    row: int
    column: int
    label: str
    field: str
    address: str
    value: Cell | None


def read_cover(grids: Sequence[Grid], file: str, headings: Headings) -> tuple[Cover, str | None, tuple[Finding, ...]]:
    """The cover, the name of its sheet (None where there is none), and what is found on it.

    The sheet called Cover, or the first that holds at least two labels we know in one column. Hidden sheets do not count.
    """
    visible = [grid for grid in grids if not grid.hidden]
    named = [grid for grid in visible if _is_cover(grid)]
    for grid, fewest in [*((grid, 1) for grid in named), *((grid, FEWEST_LABELS) for grid in visible)]:
        rows = _rows_above_tables(grid, headings)
        known = _known_lines(rows, headings)
        if max(Counter(line.column for line in known).values(), default=0) >= fewest:
            cover, findings = _build(_with_other_lines(grid, rows, known, headings), file, grid)
            return cover, grid.name, findings
    return Cover(), None, (catalogue.COVER_MISSING.at(Where(file)),)


def _is_cover(grid: Grid) -> bool:
    return normalise(grid.name) == normalise(COVER_SHEET)


def _rows_above_tables(grid: Grid, headings: Headings) -> dict[int, GridRow]:
    rows = rows_of(grid)
    first = next((heading.first for heading in find_heading_rows(grid, rows, headings, None)), None)
    return {row: cells for row, cells in rows.items() if first is None or row < first}


def _known_lines(rows: Mapping[int, GridRow], headings: Headings) -> list[_Line]:
    """The labels we know, in any column: forms often have two pairs of label and value side by side."""
    return [
        _line(row, column, cells, headings)
        for row, cells in rows.items()
        for column, cell in cells.items()
        if _label(cell) in headings.cover
    ]


def _with_other_lines(grid: Grid, rows: Mapping[int, GridRow], known: list[_Line], headings: Headings) -> list[_Line]:
    """The known lines and, from the column with most of them, those we do not know that have a value.

    On a sheet called Cover the whole column is read, elsewhere what stands among the known labels.
    """
    counts = Counter(line.column for line in known)
    column = min(counts, key=lambda column: (-counts[column], column))
    places = list(rows) if _is_cover(grid) else [line.row for line in known]
    others = [
        _line(row, column, cells, headings)
        for row, cells in rows.items()
        if min(places) <= row <= max(places) and _label(cells.get(column)) and _label(cells[column]) not in headings.cover
    ]
    return sorted([*known, *(line for line in others if line.value)], key=lambda line: (line.row, line.column))


def _line(row: int, column: int, cells: GridRow, headings: Headings) -> _Line:
    """The line of a label; its value is the next cell to the right, unless that is a label itself."""
    following = next((cell for at, cell in cells.items() if at > column), None)
    value = None if _label(following) in headings.cover else following
    address = value.address if value else address_of(row, column + 1)
    label = _label(cells[column])
    return _Line(row, column, " ".join(str(cells[column].value).split()), headings.cover.get(label, ""), address, value)


def _label(cell: Cell | None) -> str:
    return normalise(str(cell.value)) if cell and cell.kind is CellKind.TEXT else ""


def _build(lines: Sequence[_Line], file: str, grid: Grid) -> tuple[Cover, tuple[Finding, ...]]:
    texts: dict[str, str] = {}
    values: dict[str, _Line] = {}
    other: list[tuple[str, str]] = []
    findings: list[Finding] = []
    for line in lines:
        where = Where(file, grid.name, line.address)
        text, found = text_of(line.value, where)
        findings.extend(found)
        if line.field and (line.field not in values or (text and not texts[line.field])):
            texts[line.field], values[line.field] = text, line
        else:
            other.append((line.label, text))
            if line.field and text and text != texts[line.field]:
                first = values[line.field].address
                findings.append(catalogue.COVER_LABEL_TWICE.at(where, label=line.label, text=text, first=first))
    period_line, period_text = values.get("period"), texts.pop("period", "")
    period = parse_period(period_text)
    if period is None:
        where = Where(file, grid.name, period_line.address if period_line else None)
        findings.append(catalogue.PERIOD_NOT_UNDERSTOOD.at(where, text=period_text))
    addresses = {field: line.address for field, line in values.items()}
    return Cover(**texts, period=period, period_text=period_text, other=tuple(other), cells=addresses), tuple(findings)
