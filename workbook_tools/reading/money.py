"""Figures of money in pounds, whatever they are counted in: as heading, row of units, line above the table, or cover says.

What a cell itself shows comes first: "£294,000" is that, also under "£000".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from workbook_tools import catalogue
from workbook_tools.findings import Finding, Where
from workbook_tools.model.figures import Figure, as_pounds
from workbook_tools.model.layout import Content
from workbook_tools.model.service_return import Cover
from workbook_tools.model.words import Unit
from workbook_tools.reading.addresses import address_of
from workbook_tools.reading.cells import text_of
from workbook_tools.reading.grids import Cell, CellKind, Grid
from workbook_tools.reading.headings import Headings, normalise
from workbook_tools.reading.number_formats import parse_number_format
from workbook_tools.reading.rows import AnyRow, Findings
from workbook_tools.reading.tables import FoundTable
from workbook_tools.reading.values import readers

OWN_SCALE = ("k", "m", "k)", "m)")  # endings of a figure that says itself what it counts: "£294k"
OF_MONEY = frozenset({None, Unit.GBP})
"""What a figure of money may show as its unit."""
WORDS_OF_A_UNIT = 3  # at most: "thousands of pounds"


@dataclass(frozen=True, slots=True)
class _Stated:
    """What figures count, as somebody stated it: the power of ten of pounds, the words, where they stand."""

    power: int
    words: str
    where: Where


@dataclass(frozen=True, slots=True)
class MoneyReader:
    """Reads the tables with columns of money.

    Attributes:
        grids: of the return.
        headings: every heading we know.
        on_cover: what the cover says; None where it says nothing that we understand.
        not_understood: the finding of what it says otherwise.
    """

    grids: Sequence[Grid]
    headings: Headings
    on_cover: _Stated | None = None
    not_understood: Finding | None = None

    @staticmethod
    def of(cover: Cover, cover_sheet: str | None, file: str, grids: Sequence[Grid], headings: Headings) -> "MoneyReader":
        """The reader for a return with this cover."""
        text = cover.money_in
        if not text:
            return MoneyReader(grids, headings)
        where = Where(file, cover_sheet, cover.cells.get("money_in"))
        power = headings.money_units.get(normalise(text))
        if power is None:
            return MoneyReader(grids, headings, None, catalogue.MONEY_UNIT_UNKNOWN.at(where, text=text))
        return MoneyReader(grids, headings, _Stated(power, text, where))

    def read_rows(
        self, tables: Iterable[FoundTable], name: str, row_class: type[AnyRow], findings: Findings
    ) -> tuple[AnyRow, ...]:
        """The rows of a table; what is found is added to `findings`."""
        rows: list[AnyRow] = []
        for table in tables:
            if table.table.name == name:
                rows.extend(self._rows(table, row_class, findings))
        return tuple(rows)

    def _rows(self, table: FoundTable, row_class: type[AnyRow], findings: Findings) -> Iterator[AnyRow]:
        units = self._row_of_units(table)
        if units:
            table = replace(table, rows=table.rows[1:])
        stated = self._stated(table, units, findings)
        as_printed: dict[str, list[Figure]] = {}
        for reader in readers([table], table.table.name):
            values = reader.values()
            for field, unit in stated.items():
                figure, cell = values[field], reader.row.cells.get(field)
                values[field], shows_pounds = _converted(figure, cell, unit.power)
                if shows_pounds:
                    as_printed.setdefault(field, []).append(figure)
            findings.extend(reader.findings)
            yield row_class(**values)
        for field, figures in as_printed.items():
            first = figures[0]
            where, words = first.where or stated[field].where, stated[field].words
            findings.append(catalogue.MONEY_AS_PRINTED.at(where, text=first.text, unit=words, count=len(figures)))

    def _row_of_units(self, table: FoundTable) -> Mapping[str, _Stated]:
        """The units in the first row below the headings, where nothing but units stands in it: "£000" under "Budget"."""
        if not table.rows:
            return {}
        found, row = dict[str, _Stated](), table.rows[0]
        for field, cell in row.cells.items():
            text, _ = text_of(cell, Where(table.file))
            power = self.headings.money_units.get(normalise(text)) if cell.kind is CellKind.TEXT else None
            if text and power is None:
                return {}
            if power is not None:
                found[field] = _Stated(power, text, Where(table.file, table.sheet, cell.address))
        return found

    def _stated(self, table: FoundTable, units: Mapping[str, _Stated], findings: Findings) -> Mapping[str, _Stated]:
        """What the columns of money of a table count; those that nothing is said of are left out."""
        heading, found = table.heading, {}
        above = self._above(table)
        for column in table.table.columns:
            if column.content is not Content.MONEY or column.field not in heading.fields:
                continue
            place = heading.fields[column.field]
            where = Where(table.file, table.sheet, address_of(heading.last, place))
            unit = self._unit_in(heading.texts[place], where) or units.get(column.field) or above or self.on_cover
            if unit is not None:
                found[column.field] = unit
        if self.not_understood and self.not_understood not in findings:
            findings.append(self.not_understood)
        against = next((unit for unit in found.values() if self.on_cover and unit.power != self.on_cover.power), None)
        if against and self.on_cover:
            details = {"here": against.words, "cover": self.on_cover.words}
            findings.append(catalogue.MONEY_UNITS_DIFFER.at(against.where, **details))
        return found

    def _unit_in(self, heading: str, where: Where) -> _Stated | None:
        """The unit that stands behind or before the words of a heading."""
        words = normalise(heading).split()
        for count in range(min(WORDS_OF_A_UNIT, len(words) - 1), 0, -1):
            for part in (words[-count:], words[:count]):
                if (power := self.headings.money_units.get(" ".join(part))) is not None:
                    return _Stated(power, heading, where)
        return None

    def _above(self, table: FoundTable) -> _Stated | None:
        """The unit in a cell above a table, alone or behind "all figures in"; None where there is none, or two that differ."""
        grid = next(grid for grid in self.grids if grid.name == table.sheet)
        found = [
            _Stated(power, text, Where(table.file, table.sheet, cell.address))
            for (row, _), cell in grid.cells.items()
            if row < table.heading.first and cell.kind is CellKind.TEXT
            for text in (text_of(cell, Where(table.file))[0],)
            if (power := self._unit_named(text)) is not None
        ]
        return found[0] if len({unit.power for unit in found}) == 1 else None

    def _unit_named(self, text: str) -> int | None:
        label, units = normalise(text), self.headings.money_units
        if label in units:
            return units[label]
        words = label.split()
        names = (" ".join(words[:count]) for count in range(1, len(words)))
        before = next((name for name in names if self.headings.cover.get(name) == "money_in"), None)
        return units.get(label.removeprefix(before).strip()) if before else None


def _converted(figure: Figure, cell: Cell | None, power: int) -> tuple[Figure, bool]:
    """A figure in pounds, and whether it shows that it is in pounds where its column counts more."""
    if figure.number is None or cell is None or figure.unit not in OF_MONEY:
        return figure, False
    is_scaled = "," in cell.number_format and any(part.scaled for part in parse_number_format(cell.number_format).sections)
    if figure.unit is None:  # a format that leaves out thousands shows pounds in thousands: the cell holds pounds
        return as_pounds(figure, 0 if is_scaled and power else power), False
    if is_scaled or not (power and figure.number):
        return figure, False
    return figure, not figure.text.casefold().endswith(OWN_SCALE)
