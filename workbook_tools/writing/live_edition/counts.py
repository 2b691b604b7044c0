"""Counts of a table's rows as formulas: by return and section, by what a column of the table shows, by level."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from workbook_tools.model.assessment import Assessment
from workbook_tools.model.words import Level
from workbook_tools.rules.counts import NO_SECTION
from workbook_tools.rules.rollup import COUNTED
from workbook_tools.writing.cells import Number
from workbook_tools.writing.count_scope import Scope
from workbook_tools.writing.live_edition.rows import LEVEL, LiveRow
from workbook_tools.writing.live_edition.workings import Worked
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.frame import ReportPlace

RETURN, SECTION = "return", "section"


class SectionNumbers:
    """Numbers for the returns and sections of one table, by which its rows are told apart on the sheet Workings."""

    def __init__(self, place: ReportPlace, assessments: Iterable[Assessment]) -> None:
        self._returns = {id(assessment): number for number, assessment in enumerate(assessments, start=1)}
        self._sections: dict[tuple[int, str], int] = {}
        self._of_row = {row: self._number(line) for line, row in zip(place.lines, place.rows, strict=True)}

    def _number(self, line: Any) -> tuple[int, int]:
        of_return = self._returns[id(line.assessment)]
        key = of_return, section_of(line.judged) or NO_SECTION
        return of_return, self._sections.setdefault(key, len(self._sections) + 1)

    def numbered(self, row: LiveRow) -> LiveRow:
        """The row with its numbers among what is written on the sheet Workings."""
        of_return, section = self._of_row[row.row]
        numbers = {RETURN: Number(Decimal(of_return), "0"), SECTION: Number(Decimal(section), "0")}
        return replace(row, given={**numbers, **row.given})

    def section(self, scope: Scope) -> int:
        """The number of a section; 0 for one that no row is in."""
        return self._sections.get((scope.of_return, scope.section), 0)


def section_of(judged: Any) -> str:
    """The section that a judged row is counted in; of a risk, its register."""
    for name in ("indicator", "action", "line", "saving"):
        if hasattr(judged, name):
            return str(getattr(judged, name).section)
    return str(judged.risk.register)


@dataclass(frozen=True, slots=True)
class CountedTable:
    """A table whose rows can be counted by formulas: its sheet, where it stands, where its rows are worked out."""

    page: Page
    place: ReportPlace
    worked: Worked
    numbers: SectionNumbers

    def shows(self, field: str) -> bool:
        """Whether the rows of the table say something of a field."""
        return field in self.place.columns or field in self.worked.columns

    def count(self, scope: Scope, field: str, word: str) -> str:
        """How many rows have a word for a field; `word` is a cell or a text as formulas write it."""
        column = self.place.columns.get(field)
        if column is None:
            return self._sum(scope, f"{self.worked.area(field)}={word}")
        first, last = (
            self.page.cell(row, column, fixed_row=True, fixed_column=True) for row in (self.place.first, self.place.last)
        )
        return self._sum(scope, f"{self.page.name}!{first}:{last}={word}")

    def count_level(self, scope: Scope, level: Level) -> str:
        """How many rows are at a level that counts in a roll-up."""
        return self._sum(scope, f'{self.worked.area(LEVEL)}="{level}"')

    def levels(self, scope: Scope) -> dict[Level, str]:
        """How many rows are at each of the levels that count."""
        return {level: self.count_level(scope, level) for level in COUNTED}

    def _sum(self, scope: Scope, condition: str) -> str:
        conditions = [f"--({condition})"]
        if scope.of_return:
            conditions.append(f"--({self.worked.area(RETURN)}={scope.of_return})")
        if scope.section:
            conditions.append(f"--({self.worked.area(SECTION)}={self.numbers.section(scope)})")
        return f"SUMPRODUCT({','.join(conditions)})"
