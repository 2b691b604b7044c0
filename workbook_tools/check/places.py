"""Places on the cover, and whether there is one."""

from workbook_tools import catalogue
from workbook_tools.findings import Where
from workbook_tools.model.layout import COVER_SHEET
from workbook_tools.model.service_return import ServiceReturn


def cover_place(service_return: ServiceReturn, field: str) -> Where:
    """The cell of a line of the cover; the cover's sheet where it has no such line."""
    return Where(service_return.source.name, COVER_SHEET, service_return.cover.cells.get(field))


def has_cover(service_return: ServiceReturn) -> bool:
    """Whether the return has a cover; where it has none, reading has said so and nothing on it is missed once more."""
    return all(finding.code != catalogue.COVER_MISSING.code for finding in service_return.findings)
