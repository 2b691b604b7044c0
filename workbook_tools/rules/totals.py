"""Which budget lines sum up others: they must not be added up with them."""

import re

from workbook_tools.model.service_return import BudgetLine

_TOTAL = re.compile(r"(grand[ -]?|sub[ -]?)?totals?\b.*|.*\b(sub[ -]?)?totals?[ :]*", re.IGNORECASE | re.DOTALL)


def is_total(line: BudgetLine) -> bool:
    """Whether a budget line is named as one that sums up others."""
    return _TOTAL.fullmatch(line.title.strip()) is not None
