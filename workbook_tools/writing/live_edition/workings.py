"""The hidden sheet on which every row is worked out, and the cells of the tables that show what comes of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workbook_tools.model.layout import WORKINGS_SHEET
from workbook_tools.writing.cells import Link
from workbook_tools.writing.live_edition.row_formulas import steps_needed
from workbook_tools.writing.live_edition.rows import CHANGES, COUNTED, LiveRow
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.frame import ReportPlace
from workbook_tools.writing.theme import DATE_FORMAT, Look

WORKINGS = WORKINGS_SHEET
EMPTY_CELL = "$A$2"  # of the sheet, for what a table neither shows nor has
HEADINGS = 3  # row of the names of the steps, counted from 0


@dataclass(frozen=True, slots=True)
class Worked:
    """Where a table's rows are worked out: its columns on the sheet Workings by name, its first and last row, from 0."""

    columns: Mapping[str, int]
    first: int
    last: int

    def area(self, name: str) -> str:
        """The cells of a step as a formula names them."""
        column = self.columns[name]
        first, last = (Page.cell(row, column, fixed_column=True, fixed_row=True) for row in (self.first, self.last))
        return f"{WORKINGS}!{first}:{last}"


class Workings:
    """The sheet Workings: the blocks of columns of one table stand beside those of another."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._next = 1  # the first column holds titles and the cell that stays empty
        page.write(0, 0, "How every verdict of this workbook is worked out, step by step", Look.TITLE, text_wrap=False)

    def work_out(self, table: Page, rows: Sequence[LiveRow], place: ReportPlace) -> Worked:
        """Writes the steps of a table's rows, at least one, and makes formulas of its cells that follow from them."""
        plans = _plan(rows)
        pairs = zip(rows, plans, strict=True)
        names = dict.fromkeys(name for row, steps in pairs for name in (*row.given, *steps, CHANGES))
        places = {name: self._next + index for index, name in enumerate(names)}
        self._next += len(places) + 1
        self._head(table.name, places)
        for row, steps in zip(rows, plans, strict=True):
            self._write_row(table, row, steps, places, place.columns)
        return Worked(places, place.first, place.last)

    def add_block(self, title: str, names: Sequence[str]) -> "Block":
        """A block of columns of its own, for what is not worked out row by row."""
        places = {name: self._next + index for index, name in enumerate(names)}
        self._next += len(places) + 1
        self._head(title, places)
        return Block(self._page, places)

    def _head(self, title: str, places: Mapping[str, int]) -> None:
        for name, column in places.items():
            self._page.put(HEADINGS, column, name, self._page.theme.format(Look.HEADER, text_wrap=False))
        self._page.put(HEADINGS - 1, min(places.values()), title, self._page.theme.format(Look.SECTION, text_wrap=False))

    def _write_row(
        self, table: Page, row: LiveRow, steps: Iterable[str], places: Mapping[str, int], columns: Mapping[str, int]
    ) -> None:
        names = (*row.given, *steps, CHANGES)
        here = {name: self._page.cell(row.row, places[name], fixed_column=True) for name in names}
        for name, value in row.given.items():
            if value is None or value == "":
                here[name] = EMPTY_CELL
            else:
                is_day = isinstance(value, date)
                style = self._page.theme.format(Look.DATE, num_format=DATE_FORMAT) if is_day else None
                self._page.put(row.row, places[name], value.text if isinstance(value, Link) else value, style)
        cells = {**here, **row.known}
        for name, formula in (*((name, row.formulas[name]) for name in steps), (CHANGES, row.changes)):
            self._page.sheet.write_formula(row.row, places[name], f"={formula.fill(cells)}", None, "")
        away = {**{name: f"{WORKINGS}!{cell}" for name, cell in here.items()}, **row.known}
        for name, formula in row.shown.items():
            table.make_live(row.row, columns[name], f"={formula.fill(away)}")


class Block:
    """Columns of the sheet Workings to which one row after the other is added."""

    def __init__(self, page: Page, places: Mapping[str, int]) -> None:
        self._page = page
        self._places = places
        self._row = HEADINGS

    def add(self, formulas: Mapping[str, str]) -> Mapping[str, str]:
        """A row of formulas, without "=" before them; the addresses of its cells, by column."""
        self._row += 1
        for name, formula in formulas.items():
            self._page.sheet.write_formula(self._row, self._places[name], f"={formula}", None, "")
        return {name: f"{WORKINGS}!{self.cell(name)}" for name in formulas}

    def add_text(self, name: str, text: str) -> str:
        """A row with a text, which stays one whatever it begins with; the address of its cell."""
        self._row += 1
        self._page.put(self._row, self._places[name], text, None)
        return f"{WORKINGS}!{self.cell(name)}"

    def cell(self, name: str, *, below: bool = False) -> str:
        """The address of a column's cell in the last row, or in the one that comes next, as formulas on the sheet name it."""
        return self._page.cell(self._row + below, self._places[name], fixed_row=True, fixed_column=True)


def _plan(rows: Sequence[LiveRow]) -> list[tuple[str, ...]]:
    """The steps of each row; rows that are alike in what is known and asked have the same."""
    found: dict[tuple[int, frozenset[str], frozenset[str]], tuple[str, ...]] = {}
    plans = []
    for row in rows:
        key = id(row.formulas), frozenset({*row.known, *row.given}), frozenset(row.shown)
        if key not in found:
            wanted = set(COUNTED).union(*(formula.needs for formula in row.shown.values()))
            found[key] = steps_needed(row.formulas, wanted, key[1])
        plans.append(found[key])
    return plans
