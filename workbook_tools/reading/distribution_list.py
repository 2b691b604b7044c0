"""The distribution list: a workbook as the blank in `templates/`, or the same in TOML, as a value."""

from pathlib import Path

from workbook_tools import catalogue
from workbook_tools.findings import ReadingError, Sentence, Where, shorten
from workbook_tools.reading.list_cells import WrittenList
from workbook_tools.reading.list_file import parse_list_file
from workbook_tools.reading.list_rules import ListReading, judge_list
from workbook_tools.reading.list_tables import find_list_tables
from workbook_tools.reading.preflight import safe_package
from workbook_tools.reading.service_return import OpenedFile, open_file
from workbook_tools.reading.workbook_grids import grids_of

WORKBOOK, TOML = ".xlsx", ".toml"


def read_distribution_list(path: Path) -> ListReading:
    """The list in a workbook (.xlsx) or a TOML file, and everything found in it.

    Nothing is guessed and nothing left out: where one finding is an error there is no list at all. A file that cannot be
    read is such a finding too.
    """
    opened = open_file(path)
    try:
        written = _written(opened, path.suffix.lower())
    except ReadingError as error:
        return None, (catalogue.LIST_NOT_READ.at(Where(opened.source.name), reason=Sentence(error)),)
    return judge_list(opened.source, written)


def _written(opened: OpenedFile, suffix: str) -> WrittenList:
    name = opened.source.name
    if suffix not in {WORKBOOK, TOML}:
        raise ReadingError(f"'{shorten(name)}' is no distribution list: it is an {WORKBOOK} workbook or a {TOML} file.")
    if opened.refused is not None:
        raise ReadingError(opened.refused)
    if suffix == TOML:
        return parse_list_file(opened.content, name)
    from workbook_tools.reading.formula_cells import read_formula_areas  # noqa: PLC0415 - a TOML file does without openpyxl

    grids = grids_of(opened.content, safe_package(opened.content))
    return find_list_tables(name, grids, read_formula_areas(opened.content))
