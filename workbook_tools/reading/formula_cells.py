"""Where formulas stand in a workbook. Its grids do not tell: a formula's stored result looks like something typed."""

import io
import warnings
from collections.abc import Iterator, Mapping

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._reader import FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.functions import iterparse

from workbook_tools.findings import ReadingError
from workbook_tools.reading.grids_openpyxl import MALFORMED
from workbook_tools.reading.sheet_areas import Area

OVER_AN_AREA = {"array", "dataTable"}  # formulas that stand in one cell of the file and fill others as well


def read_formula_areas(content: bytes) -> Mapping[str, tuple[Area, ...]]:
    """The areas of cells that formulas fill, by the names of the sheets; most are of one cell.

    Args:
        content: a workbook that has passed the preflight.

    Raises:
        ReadingError: the workbook is not in order.
    """
    try:
        with io.BytesIO(content) as stream, warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of looks and dates, which are of no concern here
            return dict(_areas_by_sheet(ExcelReader(stream, read_only=True, data_only=True, keep_links=False)))
    except MALFORMED as error:
        raise ReadingError(
            "The workbook is damaged inside and cannot be read. Let Excel open and repair it, save it and send it again."
        ) from error


def _areas_by_sheet(reader: ExcelReader) -> Iterator[tuple[str, tuple[Area, ...]]]:
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    for sheet, relation in reader.parser.find_sheets():
        if "chartsheet" not in relation.Type:
            yield sheet.name, tuple(_areas(reader, relation.target))


def _areas(reader: ExcelReader, part: str) -> Iterator[Area]:
    with reader.archive.open(part) as source:
        parser = WorkSheetParser(source, reader.shared_strings, data_only=True, epoch=reader.wb.epoch)
        for _, element in iterparse(source):
            if element.tag != ROW_TAG:
                continue
            formulas = [cell.find(FORMULA_TAG) for cell in element]
            _, cells = parser.parse_row(element)
            for formula, facts in zip(formulas, cells, strict=True):
                row, column = facts["row"], facts["column"]
                if not (isinstance(row, int) and isinstance(column, int)):
                    raise TypeError(facts)
                if formula is not None:
                    yield _area(formula.attrib, row, column)
            element.clear()


def _area(formula: Mapping[str, str], row: int, column: int) -> Area:
    if formula.get("t") not in OVER_AN_AREA or "ref" not in formula:
        return row, column, row, column
    left, top, right, bottom = range_boundaries(formula["ref"])
    return min(row, top or row), min(column, left or column), max(row, bottom or row), max(column, right or column)
