"""A table as it was found on a sheet: its heading, its rows, where each of its cells stands."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from workbook_tools.model.layout import Table
from workbook_tools.reading.found_headings import HeadingRow
from workbook_tools.reading.grids import Cell
from workbook_tools.reading.headings import normalise

SECTION_FIELDS = {"risks": "register"} | dict.fromkeys(("indicators", "actions", "finance", "repeated", "savings"), "section")
"""The field that a section row fills, by table; a row with a single text in any other table is a row like all others."""
PERCENT_WORDS = ("%", "percent")


class TableRow(msgspec.Struct, frozen=True, gc=False):
    """A row of a table.

    Attributes:
        number: its row on the sheet.
        cells: its cells by field, empty ones left out.
        section: the section that a row above gave it.
        earlier: its earlier values by column.
        covered: fields that have no cell of their own here, because merged cells cover it.
    """

    number: int
    cells: Mapping[str, Cell]
    section: str = ""
    earlier: Mapping[int, Cell] = msgspec.field(default_factory=dict)
    covered: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table as it stands on its sheet."""

    table: Table
    file: str
    sheet: str
    heading: HeadingRow
    rows: tuple[TableRow, ...]

    @property
    def section_field(self) -> str:
        """The field that section rows fill; "" where the table has none."""
        return section_field(self.table)

    def counts_in_percent(self, name: str) -> bool:
        """Whether the heading itself says that its figures are percentages ("% complete")."""
        text = normalise(self.heading.texts[self.heading.fields[name]])
        return any(word in text for word in PERCENT_WORDS)

    @property
    def columns_read(self) -> list[int]:
        """The columns that are read, from left to right."""
        return sorted({*self.heading.fields.values(), *self.heading.earlier})


def section_field(table: Table) -> str:
    """The field that section rows of a table fill; "" where it has none."""
    return SECTION_FIELDS.get(table.name, "")
