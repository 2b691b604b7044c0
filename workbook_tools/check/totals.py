"""Rows that sum up others: the consolidated totals would count them a second time."""

from collections.abc import Iterator

from workbook_tools import catalogue
from workbook_tools.findings import Finding
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.rules.totals import is_total


def total_counted(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """Budget lines whose name begins or ends with the word total, where there is another line that they may sum up."""
    if len(service_return.finance) > 1:
        for line in service_return.finance:
            if is_total(line):
                yield catalogue.TOTAL_COUNTED.at(line.at("title"), line.code, text=line.title)
