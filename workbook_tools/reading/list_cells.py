"""A distribution list as it is written, in a workbook or in TOML, before anything is made of its texts."""

from collections.abc import Mapping
from dataclasses import dataclass

from workbook_tools.findings import Finding, Where
from workbook_tools.model.distribution_book import Field


@dataclass(frozen=True, slots=True)
class ListCell:
    """What stands at a place: its text without blanks around it, "" for nothing, None where a finding says already why not."""

    text: str | None
    where: Where


ListRow = Mapping[Field, ListCell]
"""A row of a table: a cell for each of its columns that the list has."""


@dataclass(frozen=True, slots=True)
class WrittenList:
    """The three tables of a list.

    Attributes:
        tables: by their names; one without rows, or that was not found, is left out.
        findings: what was found on the way to them.
    """

    tables: Mapping[str, tuple[ListRow, ...]]
    findings: tuple[Finding, ...]
