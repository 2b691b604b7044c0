"""The front page's tables of counts: how many indicators, actions and risks stand at each status, by section."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from workbook_tools.findings import shorten
from workbook_tools.writing.cells import CellValue, share_cell, whole_cell
from workbook_tools.writing.measure import CELL_PADDING, COLUMN_PADDING, DIGIT_WIDTH, text_width
from workbook_tools.writing.risks.risks_sheet import risk_lines
from workbook_tools.writing.standings import say_trend
from workbook_tools.writing.status_counts import TRENDS, CountRow, count_movements, count_rows, count_trends, judged_words
from workbook_tools.writing.summary.actions_sheet import action_lines
from workbook_tools.writing.summary.indicators_sheet import indicator_lines
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.tables import SYMBOL, ColumnSpec
from workbook_tools.writing.theme import Look, font_of, indent_of, styles_of

NARROWEST, WIDEST = 9.0, 15.0  # characters of a column of figures
FIRST_WORD = 2  # column of the first word's counts, after the labels and the totals
TOTAL, WORD, SHARE, ROLLUP = "total", "word: ", "share: ", "rollup"
"""Fields of the columns; those of a word end with it."""
MOST_COLUMNS = 13  # with the labels; shares and overall status are left out where they find no room


@dataclass(frozen=True, slots=True)
class CountTable:
    """A table of counts.

    Attributes:
        table: "indicators", "actions" or "risks"; "trends" and "movements" for which way indicators and risks went.
        name: what is counted, in the scheme's words.
        title: the table's title.
        columns: the first with the labels, the second with the totals, then one a word.
        rows: the first for all rows together.
    """

    table: str
    name: str
    title: str
    columns: tuple[ColumnSpec[CountRow], ...]
    rows: tuple[CountRow, ...]

    def with_sizes(self, label: float, figure: float, longest: int) -> "CountTable":
        """The same table with columns of these widths, and labels of so many characters at most."""
        widths = (label, *[figure] * (len(self.columns) - 1))
        columns = tuple(replace(column, width=width) for column, width in zip(self.columns, widths, strict=True))
        rows = tuple(replace(row, label=shorten(row.label, longest)) for row in self.rows)
        return replace(self, columns=columns, rows=rows)


def count_tables(facts: SummaryFacts) -> tuple[CountTable, ...]:
    """The tables of counts that have rows."""
    return tuple(_count_tables(facts))


def figure_width(tables: tuple[CountTable, ...]) -> float:
    """Characters that the columns of figures need for the longest word of their headings, the first with a symbol before it."""
    font = font_of(Look.HEADER)
    headings = [column.heading.split() for table in tables for column in table.columns[1:]]
    widths = (text_width(word, font) + (0 if place else SYMBOL) for words in headings for place, word in enumerate(words))
    pixels = max(widths, default=0.0) + CELL_PADDING + indent_of(Look.HEADER) - COLUMN_PADDING
    return min(WIDEST, max(NARROWEST, math.ceil(pixels) / DIGIT_WIDTH))


def _count_tables(facts: SummaryFacts) -> Iterator[CountTable]:
    report = facts.scheme.report
    declared = (
        ("indicators", report.indicators, indicator_lines(facts)[1]),
        ("actions", report.actions, action_lines(facts)[1]),
        ("risks", report.risks, risk_lines(facts)[1]),
    )
    for name, layout, sections in declared:
        if rows := tuple(count_rows(facts, name, sections)):
            title = _title(facts, name, layout.title)
            yield CountTable(name, layout.title, title, tuple(_columns(facts, name, rows, layout.section_heading)), rows)
        if name == "indicators" and (rows := tuple(count_trends(facts, sections))):
            title = f"{layout.title}: direction of travel {say_trend(facts)}"
            yield CountTable(
                TRENDS, "Direction of travel", title, tuple(_columns(facts, TRENDS, rows, layout.section_heading)), rows
            )
    if rows := tuple(count_movements(facts)):
        title = f"{report.risks.title} by movement since last time"
        yield CountTable("movements", report.risks.title, title, tuple(_columns(facts, "movements", rows, "Movement")), rows)


def _columns(facts: SummaryFacts, table: str, rows: tuple[CountRow, ...], section_heading: str) -> list[ColumnSpec[CountRow]]:
    """Counts by word, then the shares of the rows that could be judged, then the section's own status."""
    judged = judged_words(facts.scheme, table)
    columns: list[ColumnSpec[CountRow]] = [
        ColumnSpec(section_heading, NARROWEST, lambda row: row.label),
        ColumnSpec("Total", NARROWEST, lambda row: whole_cell(row.total), Look.NUMBER, field=TOTAL),
        *(ColumnSpec(word, NARROWEST, partial(_count, word), Look.NUMBER, field=WORD + word) for word in rows[0].by_word),
    ]
    if len(columns) + len(judged) <= MOST_COLUMNS:
        columns += [
            ColumnSpec(f"{word} %", NARROWEST, partial(_share, word, judged), Look.NUMBER, field=SHARE + word)
            for word in judged
        ]
    if any(row.rollup for row in rows) and len(columns) < MOST_COLUMNS:
        styles = styles_of(facts.scheme, "indicators")
        columns.append(ColumnSpec("Overall", NARROWEST, lambda row: row.rollup, Look.STATUS, styles, field=ROLLUP))
    return columns


def _count(word: str, row: CountRow) -> CellValue:
    return whole_cell(row.by_word[word])


def _share(word: str, judged: tuple[str, ...], row: CountRow) -> CellValue:
    return share_cell(row.by_word[word], sum(row.by_word[each] for each in judged))


def _title(facts: SummaryFacts, table: str, title: str) -> str:
    """The table's title; where some rows cannot be judged it says what the percentages are of."""
    words = judged_words(facts.scheme, table)
    if not words or len(words) == len(styles_of(facts.scheme, table)):
        return f"{title} by status"
    listed = " or ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
    return f"{title} by status (percentages: of those that are {listed})"
