"""What an issued return shows beside its rows while the officer types, held against the verdicts of the check."""

from collections.abc import Iterator, Mapping, Sequence

from workbook_tools.catalogue import PREVIEW_DIFFERS
from workbook_tools.excel.judged_rows import JudgedRow
from workbook_tools.findings import Finding, Where
from workbook_tools.model.layout import PREVIEW_HEADINGS
from workbook_tools.model.spellings import folded
from workbook_tools.reading.addresses import row_and_column
from workbook_tools.reading.grids import CellKind, Grid

VERDICTS = frozenset(heading for heading in PREVIEW_HEADINGS if heading.endswith(" now"))
Columns = Mapping[str, int]
"""Columns of previews by heading, from 1."""


def preview_columns(grids: Sequence[Grid]) -> Mapping[str, Columns]:
    """By sheet, its columns of previewed verdicts; sheets without any are left out."""
    found: dict[str, dict[str, int]] = {}
    for grid in grids:
        for (_, column), cell in sorted(grid.cells.items()):
            if isinstance(cell.value, str) and cell.value in VERDICTS:
                found.setdefault(grid.name, {}).setdefault(cell.value, column)
    return found


def differing_previews(grids: Sequence[Grid], rows: Sequence[JudgedRow]) -> Iterator[Finding]:
    """Previews that show another word than the check came to. What is empty or was never calculated is not compared."""
    by_name, columns = {grid.name: grid for grid in grids}, preview_columns(grids)
    for row in rows:
        for heading, word in row.previews.items():
            sheet, cell = row.where.sheet or "", row.where.cell
            column = columns.get(sheet, {}).get(heading)
            shown = by_name[sheet].cells.get((row_and_column(cell)[0], column)) if column and cell else None
            if shown is None or shown.kind is CellKind.FORMULA_WITHOUT_VALUE or folded(str(shown.value)) == folded(word):
                continue
            yield PREVIEW_DIFFERS.at(
                Where(row.where.file, sheet, shown.address),
                row.code,
                heading=heading,
                shown=str(shown.value),
                computed=word,
            )
