"""What is worked out in each row of a report's table, and from what."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbook_tools.model.scheme import Style, matching_keys
from workbook_tools.model.service_return import Judged
from workbook_tools.writing.cells import CellValue
from workbook_tools.writing.live.steps import looked_up
from workbook_tools.writing.live_edition.row_formulas import RowFormula, take_apart
from workbook_tools.writing.page import Page, quoted
from workbook_tools.writing.summary.frame import ReportPlace

LONGEST_LITERAL = 255  # characters of a text within a formula
AS_BUILT = "_as_built"  # ending of what a cell held when the workbook was built
REASON = f"reason{AS_BUILT}"
CHANGES = "changed"
LEVEL = "level"
COUNTED = (LEVEL, "movement")
"""Steps that the front page counts, whether the table shows them or not."""
REASON_SHOWN = f"IF(AND({{{CHANGES}}}=0,Rules_as_declared),{{{REASON}}},Reason_changed)"
PERCENT, PLAIN, DAY = '"P"', '""', '"D"'
"""How a figure's cell shows it, as formulas name it: ours are known, so no formula has to look at a cell's format."""


@dataclass(frozen=True, slots=True)
class LiveRow:
    """A row of a report's table.

    Attributes:
        row: on its sheet, counted from 0; it is worked out in the same row of the sheet Workings.
        formulas: the steps that its results may need.
        known: what stands for a placeholder: the address of a cell of the table, or a value as formulas write it.
        given: what is written on the sheet Workings because the table does not show it, or not for good.
        shown: the cells of the table that become formulas: by field, over steps and other placeholders.
        changes: 1 where something that the table shows of its inputs is not what it was when the workbook was built, else 0.
    """

    row: int
    formulas: Mapping[str, RowFormula]
    known: Mapping[str, str]
    given: Mapping[str, CellValue]
    shown: Mapping[str, RowFormula]
    changes: RowFormula


class TableFormulas:
    """The formulas of a table's rows in one return: with and without an officer's judgement to be weighed."""

    def __init__(self, formulas: Mapping[str, str], more: Mapping[str, str]) -> None:
        self.weighed = take_apart({**formulas, **more})
        self.plain = {**self.weighed, "style_in_force": RowFormula.of("{computed}")}

    def of(self, parts: "RowParts", judged: Judged, styles: Mapping[str, Style]) -> Mapping[str, RowFormula]:
        """The formulas for a row: an officer's word and reason are known to them where they could be in force."""
        text = " ".join(judged.officer_status.split()).lower()
        if not judged.officer_reason.strip() or not matching_keys(text, styles) or len(text) > LONGEST_LITERAL:
            return self.plain
        parts.known["officer_text"] = quoted(text)
        parts.known["officer_reason_text"] = quoted("given")
        return self.weighed


@dataclass(slots=True)
class RowParts:
    """The parts of a row while they are collected."""

    page: Page
    place: ReportPlace
    row: int
    known: dict[str, str] = field(default_factory=dict)
    given: dict[str, CellValue] = field(default_factory=dict)
    watched: list[str] = field(default_factory=list)

    def takes(self, name: str, value: CellValue) -> None:
        """Takes an input from the table's own cell, where it shows one, else from the sheet Workings."""
        if not self.takes_cell(name, name):
            self.given[name] = value

    def takes_cell(self, name: str, shown_as: str) -> bool:
        """Takes an input from the table's own cell; whether the table has one. That it is changed will be noticed."""
        column = self.place.columns.get(shown_as)
        if column is None:
            return False
        self.known[name] = f"{self.page.name}!{self.page.cell(self.row, column, fixed_column=True)}"
        self.given[f"{name}{AS_BUILT}"] = self.page.value_at(self.row, column)
        self.watched.append(name)
        return True

    def build(self, formulas: Mapping[str, RowFormula], shown: Mapping[str, str], reason: str) -> LiveRow:
        """The row, with those of the cells shown that the table has."""
        self.given[REASON] = reason
        same = (
            f"ISBLANK({{{name}}})=ISBLANK({{{name}{AS_BUILT}}}),{{{name}}}={{{name}{AS_BUILT}}}" for name in self.watched
        )  # an empty cell equals a zero
        changes = RowFormula.of(f"IF(AND({','.join(('TRUE', *same))}),0,1)")
        wanted = {**shown, "reason": REASON_SHOWN}
        shown_here = {name: RowFormula.of(formula) for name, formula in wanted.items() if name in self.place.columns}
        return LiveRow(self.row, formulas, self.known, self.given, shown_here, changes)


def level_formula(table: str) -> str:
    """What a row counts as in a roll-up; `table` is what the names of the tables of its styles begin with ("Indicator")."""
    return looked_up("{style_in_force}", f"{table}_style_keys", f"{table}_style_levels", '""')
