"""The front page's counts, shares and statuses of sections and returns, as formulas over the rows of the tables."""

from collections.abc import Mapping
from dataclasses import dataclass

from workbook_tools.model.words import Level
from workbook_tools.rules.rollup import COUNTED
from workbook_tools.writing.count_scope import Scope
from workbook_tools.writing.front.count_tables import ROLLUP, SHARE, TOTAL, WORD
from workbook_tools.writing.front.front import FRONT
from workbook_tools.writing.live.rollup import rollup_formula
from workbook_tools.writing.live.steps import word_of
from workbook_tools.writing.live_edition.counts import CountedTable
from workbook_tools.writing.live_edition.workings import Block, Workings
from workbook_tools.writing.page import Page
from workbook_tools.writing.risks import risks_sheet
from workbook_tools.writing.standings import shown_trend
from workbook_tools.writing.status_counts import TRENDS
from workbook_tools.writing.summary import actions_sheet, indicators_sheet
from workbook_tools.writing.summary.frame import REMARK_ROW, Canvas, CountPlace

STILL = ("Exceptions", "Risk matrix", "Risk register", "History", "Snapshot", "Headlines", "Findings")
"""Sheets with lists and marks that do not follow; their remark says so once anything is changed."""
UNCHANGED_SINCE = "AND(Rows_changed=0,Rules_as_declared)"


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The front page while its cells become formulas.

    Attributes:
        canvas: the summary.
        tables: the tables that can be counted, by sheet.
        levels: the block of the sheet Workings with how many rows are at which level.
    """

    canvas: Canvas
    tables: Mapping[str, CountedTable]
    levels: Block

    @property
    def page(self) -> Page:
        """The sheet."""
        return self.canvas.pages[FRONT]

    def status(self, levels: Mapping[Level, str]) -> str:
        """The word of a roll-up over so many rows at each level."""
        counts = {level: self.levels.cell(level, below=True) for level in COUNTED}
        cells = {level.value: formula for level, formula in levels.items()}
        style = self.levels.add({**cells, "style": rollup_formula(self.canvas.facts.scheme, counts)})["style"]
        return word_of(style, "Indicator")


def make_front_live(canvas: Canvas, tables: Mapping[str, CountedTable], workings: Workings) -> None:
    """Makes formulas of what the front page counts and says of the tables."""
    front = FrontPage(canvas, tables, workings.add_block("Roll-up", (*COUNTED, "style")))
    for name, place in canvas.counts.items():
        found = _counted(front, name)
        if found is not None:
            for row, scope in enumerate(place.scopes):
                for column, formula in _formulas(front, place, row, scope, found).items():
                    front.page.make_live(place.table.row_of[row], column, f"={formula}")
    _make_badges_live(front, workings)
    texts = workings.add_block("Sentences", ("text",))
    for number, (row, column) in enumerate(canvas.sentences):
        otherwise = '""' if number else "Sentences_changed"
        front.page.make_live(row, column, f"={_while_unchanged(texts, front.page, row, column, otherwise)}")
    for name in STILL:
        if page := canvas.pages.get(name):
            page.make_live(REMARK_ROW, 0, f"={_while_unchanged(texts, page, REMARK_ROW, 0, 'Sheet_as_built')}")


def _counted(front: FrontPage, name: str) -> tuple[CountedTable, str] | None:
    """The table that counts are of, and the field that they are counted by; None where no column shows it."""
    trend = shown_trend(front.canvas.facts.scheme)
    sheet, field = {
        "indicators": (indicators_sheet.SHEET, "status"),
        "actions": (actions_sheet.SHEET, "status"),
        "risks": (risks_sheet.SHEET, "status"),
        "movements": (risks_sheet.SHEET, "movement"),
        TRENDS: (indicators_sheet.SHEET, "short_trend" if trend and trend[1] else "long_trend"),
    }[name]
    table = front.tables.get(sheet)
    return (table, field) if table and table.shows(field) else None


def _formulas(front: FrontPage, place: CountPlace, row: int, scope: Scope, counted: tuple[CountedTable, str]) -> dict[int, str]:
    """The formulas of a row of counts by column. All returns together are the sum of the rows of each."""
    table, field = counted
    words = {name.removeprefix(WORD): column for name, column in place.columns.items() if name.startswith(WORD)}
    shares = {name.removeprefix(SHARE): column for name, column in place.columns.items() if name.startswith(SHARE)}
    at, heading = place.table.row_of[row], place.table.heading
    found = {}
    for column in words.values():
        word = Page.cell(heading, column, fixed_row=True)
        found[column] = table.count(scope, field, word) if scope.of_return else _sum_of_returns(place, column)
    found[place.columns[TOTAL]] = f"SUM({_cell(at, min(words.values()))}:{_cell(at, max(words.values()))})"
    judged = "+".join(_cell(at, words[word]) for word in shares)
    for word, column in shares.items():
        found[column] = f'IF({judged}=0,"",{_cell(at, words[word])}/({judged}))'
    if ROLLUP in place.columns and scope.of_return:
        found[place.columns[ROLLUP]] = front.status(table.levels(scope))
    return found


def _sum_of_returns(place: CountPlace, column: int) -> str:
    rows = zip(place.scopes, place.table.row_of, strict=True)
    return "+".join(_cell(row, column) for scope, row in rows if scope.of_return and not scope.section)


def _cell(row: int, column: int) -> str:
    return Page.cell(row, column)


def _make_badges_live(front: FrontPage, workings: Workings) -> None:
    """The overall status of each return follows its indicators and actions."""
    reasons = workings.add_block("Reasons", ("text",))
    for badge in front.canvas.badges:
        scope = Scope(badge.of_return)
        tables = [front.tables[sheet] for sheet in (indicators_sheet.SHEET, actions_sheet.SHEET) if sheet in front.tables]
        levels = {level: "+".join(table.count_level(scope, level) for table in tables) for level in COUNTED}
        front.page.make_live(badge.row, badge.column, f"={front.status(levels)}")
        reason = _while_unchanged(reasons, front.page, badge.row, badge.reason_column, "Reason_changed")
        front.page.make_live(badge.row, badge.reason_column, f"={reason}")


def _while_unchanged(texts: Block, page: Page, row: int, column: int, otherwise: str) -> str:
    """What a cell says while no figure and no rule has been changed, and something else after that."""
    text = texts.add_text("text", str(page.value_at(row, column) or ""))
    return f"IF({UNCHANGED_SINCE},{text},{otherwise})"
