"""The sheet Overview: which returns came in, whether the money is proved, how the council stands as a whole."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workbook_tools.model.consolidation import Consolidation, ReturnState
from workbook_tools.model.control import ControlSheet
from workbook_tools.model.flat import PROOFS, STATES
from workbook_tools.model.scheme import Scheme, Style
from workbook_tools.model.words import Unit
from workbook_tools.rules.rollup import COUNTED
from workbook_tools.writing.cells import CellValue, Number, share_cell, whole_cell
from workbook_tools.writing.consolidated.numbers import exact_figure
from workbook_tools.writing.consolidated.pivots import words_counted
from workbook_tools.writing.consolidated.sheets import set_up_page
from workbook_tools.writing.consolidated.standing import Standing, say_worst, services_from_worst, standing_of
from workbook_tools.writing.consolidated.tally import JUDGED, MONEY, Sums, Tally
from workbook_tools.writing.consolidated.words import OWN_STYLES, styles_named
from workbook_tools.writing.page import Page
from workbook_tools.writing.tables import ColumnSpec, write_table
from workbook_tools.writing.theme import Look

SHEET = "Overview"
WIDTHS = (30.0, 22.0, 16.0, 14.0, 14.0, 14.0, 14.0, 44.0)  # characters
WORST = 20  # services that are named; all of them stand on the sheet By service
MONEY_WORDS = dict(zip(MONEY, ("Budget", "Actual to date", "Forecast", "Variance"), strict=True))
NAMED = 3  # worst services of a directorate that are named
WHOLE = "The council as a whole"
NO_STATUS = {
    False: "The scheme declares no rule for an overall status, so none is given.",
    True: "No row can be counted, so there is no overall status.",
}
NO_DIRECTORATE = "(no directorate)"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table of the sheet: its cells."""

    cells: Sequence[CellValue]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of the sheet; `styles` are those of the words in it."""

    heading: str
    look: Look = Look.TEXT
    styles: tuple[Style, ...] = ()


def write_overview(page: Page, consolidation: Consolidation, control: ControlSheet, tally: Tally, title: str) -> None:
    """Writes the sheet."""
    scheme = consolidation.scheme
    page.set_widths(WIDTHS)
    page.write(0, 0, title, Look.TITLE, text_wrap=False)
    rules = f"Judged by the scheme {scheme.name}, version {scheme.version}."
    page.write(1, 0, rules, Look.SUBTITLE, text_wrap=False)
    proof = OWN_STYLES[PROOFS]["agrees" if control.proved else "differs"]
    page.put(3, 0, proof.word, page.theme.format(Look.STATUS))
    page.colour_words((3, 0, 3, 0), (proof,))
    page.write(3, 1, control.proof, Look.LABEL, text_wrap=False)
    row = _write(page, 5, "Returns", (_STATE, _NUMBER), _returns(consolidation))
    row = _write_overall(page, row, tally, scheme)
    page.sheet.set_h_pagebreaks([row])  # so that no table of counts is cut in two
    for table in JUDGED:
        columns = (Column(table.sheet, Look.STATUS, styles_named(scheme, table.name)), _NUMBER, Column("Share", Look.NUMBER))
        row = _write(page, row, table.sheet, columns, list(_statuses(tally.whole, scheme, table.name)))
    figures = Column("Figures", Look.NUMBER)
    row = _write(page, row, "Finance", (Column("Finance"), Column("Amount", Look.NUMBER), figures), list(_finance(tally.whole)))
    set_up_page(page.sheet, sum(WIDTHS), None)


_STATE = Column("State", Look.STATUS, tuple(OWN_STYLES[STATES].values()))
_NUMBER = Column("Number", Look.NUMBER)


def _write(page: Page, row: int, title: str, columns: Sequence[Column], lines: Sequence[Line]) -> int:
    """A title with a table below it; returns the row for the next title."""
    page.write(row, 0, title, Look.SECTION, text_wrap=False)
    specs: list[ColumnSpec[Line]] = [
        ColumnSpec(column.heading, WIDTHS[place], _cell(place), column.look, column.styles)
        for place, column in enumerate(columns)
    ]
    return write_table(page, row + 1, specs, lines).last + 2


def _cell(place: int) -> Callable[[Line], CellValue]:
    return lambda line: line.cells[place]


def _returns(consolidation: Consolidation) -> list[Line]:
    """How many returns are in each state, and all together."""
    states = Counter(row.state for row in consolidation.tracker)
    styles = OWN_STYLES[STATES]
    lines = [Line((styles[state].word, whole_cell(states[state]))) for state in ReturnState]
    return [*lines, Line(("All", whole_cell(states.total())))]


def _statuses(whole: Sums, scheme: Scheme, table: str) -> Iterator[Line]:
    """How many rows of a table stand at each of the scheme's words, and their share."""
    total = whole.statuses[table].total()
    for word, number in words_counted(whole, scheme, table).items():
        yield Line((word, whole_cell(number), share_cell(number, total)))
    yield Line(("All", whole_cell(total), share_cell(total, total)))


def _finance(whole: Sums) -> Iterator[Line]:
    for column, words in MONEY_WORDS.items():
        total = exact_figure(whole.money[column], Unit.GBP)
        shown = Number(whole.money[column], total[1].code) if total else f"{whole.money[column]:f}"
        yield Line((words, shown, whole_cell(whole.figures[column])))


def _write_overall(page: Page, row: int, tally: Tally, scheme: Scheme) -> int:
    """The council as a whole, its directorates, its worst services; returns the row for the next title."""
    whole = standing_of(WHOLE, "", tally.whole, scheme)
    services = services_from_worst(tally.services, scheme)
    lines = [_standing(whole, whole_cell(len(services)), say_worst(services, NAMED), scheme)]
    for (directorate,), sums in tally.directorates.items():
        own = [service for service in services if service.directorate == directorate]
        standing = standing_of(directorate or NO_DIRECTORATE, "", sums, scheme)
        lines.append(_standing(standing, whole_cell(len(own)), say_worst(own, NAMED), scheme))
    row = _write(page, row, "Overall status", _standing_columns("Directorate", "Services", "Worst services", scheme), lines)
    reason = whole.overall.reason if whole.overall else NO_STATUS[bool(scheme.rollup)]
    page.write(row - 1, 0, reason, Look.SUBTITLE, text_wrap=False)
    worst = [
        _standing(service, service.directorate, service.overall.reason if service.overall else "", scheme)
        for service in services[:WORST]
        if service.exceptions
    ]
    if not worst:
        return row + 1
    title = "Worst services" if len(worst) == len(services) else f"Worst services: {len(worst)} of {len(services)}"
    return _write(page, row + 1, title, _standing_columns("Service", "Directorate", "Reason", scheme), worst)


def _standing(standing: Standing, second: CellValue, last: str, scheme: Scheme) -> Line:
    overall = scheme.indicator_style(standing.overall.style).word if standing.overall else ""
    counts = (whole_cell(standing.levels.get(level, 0)) for level in COUNTED)
    return Line((standing.name, overall, second, *counts, whole_cell(standing.exceptions), last))


def _standing_columns(first: str, second: str, last: str, scheme: Scheme) -> tuple[Column, ...]:
    words = [Column(scheme.indicator_style(level).word, Look.NUMBER) for level in COUNTED]
    overall = Column("Overall", Look.STATUS, styles_named(scheme, "indicators"))
    second_look = Look.NUMBER if second == "Services" else Look.TEXT
    return Column(first), overall, Column(second, second_look), *words, Column("Exceptions", Look.NUMBER), Column(last)
