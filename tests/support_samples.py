"""The five sample returns, for tests: read once, with their cells at hand so that a test can change one."""

import csv
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from support_changed import replace
from workbook_tools.judging import judge
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.layout import COVER_SHEET
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.reading.grids import Cell, Grid
from workbook_tools.reading.grids_openpyxl import read_grids
from workbook_tools.reading.service_return import parse_service_return, source_of
from workbook_tools.schemes.load import load_scheme

ROOT = Path(__file__).resolve().parents[1]
RETURNS = ROOT / "samples" / "returns"
PUBLISHED = ROOT / "samples" / "published"

PARTNERSHIP = "clackmannanshire-partnership-and-performance-2022-23"
PEOPLE = "clackmannanshire-people-2022-12"
BEST_VALUE = "clackmannanshire-best-value-2018"
MORAY = "moray-2020-21-q4"
VALE = "vale-of-glamorgan-2019-20-q2"
SAMPLES = (PARTNERSHIP, PEOPLE, BEST_VALUE, MORAY, VALE)


def path_of(sample: str) -> Path:
    """The sample's workbook."""
    return RETURNS / f"{sample}.xlsx"


@cache
def grids_of(sample: str) -> tuple[Grid, ...]:
    """The sample's cells."""
    return read_grids(path_of(sample))


def read_changed(
    sample: str, changes: Mapping[tuple[str, str], Cell | None], sheets: Collection[str] | None = None
) -> ServiceReturn:
    """The sample with some cells changed: (sheet, address) -> its new content, None for an empty cell.

    `sheets` names those that are read besides the cover; by default all are.
    """
    wanted = [grid for grid in grids_of(sample) if sheets is None or grid.name in {*sheets, COVER_SHEET}]
    return parse_service_return(source_of(path_of(sample)), changed_grids(wanted, changes))


def changed_grids(grids: Iterable[Grid], changes: Mapping[tuple[str, str], Cell | None]) -> list[Grid]:
    """Sheets with some cells changed, as for `read_changed`."""
    changed = []
    for grid in grids:
        cells = {place: changes.get((grid.name, cell.address), cell) for place, cell in grid.cells.items()}
        known = {cell.address for cell in grid.cells.values()}
        cells |= {
            _place(address): cell for (sheet, address), cell in changes.items() if sheet == grid.name and address not in known
        }
        changed.append(replace(grid, cells={place: cell for place, cell in cells.items() if cell is not None}))
    return changed


def _place(address: str) -> tuple[int, int]:
    from openpyxl.utils.cell import coordinate_to_tuple

    row, column = coordinate_to_tuple(address)
    return row, column


@cache
def judge_sample(sample: str, as_at: date | None = None) -> Assessment:
    """The sample, judged by the scheme that its cover names."""
    return judge_changed(sample, {}, as_at)


def judge_changed(
    sample: str,
    changes: Mapping[tuple[str, str], Cell | None],
    as_at: date | None = None,
    sheets: Collection[str] | None = None,
) -> Assessment:
    """The changed sample, judged by the scheme that its cover names; `sheets` as for `read_changed`."""
    service_return = read_changed(sample, changes, sheets)
    return judge(service_return, scheme_named(service_return.cover.scheme), as_at)


@cache
def scheme_named(name: str) -> Scheme:
    """A shipped scheme."""
    return load_scheme(name)


def published(name: str) -> list[dict[str, str]]:
    """The rows of a published CSV."""
    with (PUBLISHED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
