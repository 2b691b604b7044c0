"""Files that a consolidation found, and returns that it expected, each written in a line."""

from datetime import date
from typing import Any

from workbook_tools.model.consolidation import ExpectedReturn, ReturnFacts
from workbook_tools.model.service_return import SourceFile
from workbook_tools.periods import parse_period

Q2 = parse_period("Q2 2026/27")


def october(day: int) -> date:
    """A day of October 2026."""
    return date(2026, 10, day)


DUE = october(16)


def file(name: str, service: str = "Housing", period: str = "Q2 2026/27", **facts: Any) -> tuple[SourceFile, ReturnFacts]:
    """A file with content of its own; with that of another where `sha256` is the same."""
    sha256 = facts.pop("sha256", f"content of {name}")
    understood = parse_period(period) is not None
    return SourceFile(name, sha256, 1), ReturnFacts(service, period=period, period_understood=understood, **facts)


def asked(service: str, due: date | None = DUE, **fields: Any) -> ExpectedReturn:
    """An expected return."""
    return ExpectedReturn(service, due=due, **fields)
