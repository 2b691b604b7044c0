"""Which budget lines sum up others: they must not be added up with them."""

import re

from workbook_tools.model.service_return import BudgetLine

_TOTAL = re.compile(r"(grand[ -]?|sub[ -]?)?totals?\b.*|.*\b(sub[ -]?)?totals?[ :]*", re.IGNORECASE | re.DOTALL)


def is_total(line: BudgetLine) -> bool:
    """Whether a budget line is named as one that sums up others."""
    return names_total(line.title)


def names_total(title: str) -> bool:
    """Whether a title is that of a line that sums up others."""
    return "total" in title.lower() and _TOTAL.fullmatch(title.strip()) is not None
