"""Rows that sum up others: the consolidated totals would count them a second time."""

import re
from collections.abc import Iterator

from workbook_tools import catalogue
from workbook_tools.findings import Finding
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import BudgetLine, ServiceReturn

_TOTAL = re.compile(r"(grand[ -]?|sub[ -]?)?totals?\b.*|.*\b(sub[ -]?)?totals?[ :]*", re.IGNORECASE | re.DOTALL)


def total_counted(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """Budget lines whose name begins or ends with the word total, where there is another line that they may sum up."""
    if len(service_return.finance) > 1:
        for line in service_return.finance:
            if is_total(line):
                yield catalogue.TOTAL_COUNTED.at(line.at("title"), line.code, text=line.title)


def is_total(line: BudgetLine) -> bool:
    """Whether a budget line is named as one that sums up others."""
    return "total" in line.title.lower() and _TOTAL.fullmatch(line.title.strip()) is not None
