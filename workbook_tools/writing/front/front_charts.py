"""The front page's charts: status by section, actions by status, movement of risks; side by side over one high, empty row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbook_tools.writing.charts import TEXT_SIZE, Bars, Cells, describe, insert_bars
from workbook_tools.writing.front.count_tables import FIRST_WORD, CountTable
from workbook_tools.writing.front.front import Front
from workbook_tools.writing.measure import Font, text_width
from workbook_tools.writing.standings import NOUNS, find_standing
from workbook_tools.writing.status_counts import TRENDS, CountRow
from workbook_tools.writing.summary.frame import POINTS
from workbook_tools.writing.tables import TablePlace
from workbook_tools.writing.theme import styles_of

LOWEST = 170  # pixels of a chart's height, at least;
STACKED, BESIDE_STACKED = 18, 70  # pixels of a bar of several parts with the gap beside it, and of title and legend;
SIMPLE, BESIDE_SIMPLE = 16, 42  # likewise where a bar has one part, so that no legend is needed
BETWEEN = 10  # pixels,
SPARE = 6  # and of the row below them
FEWEST_ABREAST = 2  # a chart that stands alone is not stretched over the page
MOST_SECTIONS = 9  # that find room in a chart

BY = {"movements": "movement", "risks": "band"}
FARTHEST_APART = 10  # times that the longest bar is as long as the shortest, before shares are shown


@dataclass(frozen=True, slots=True)
class ChartChoice:
    """A table of counts that is shown as a chart, what draws it once its place is known, the pixels that its bars need."""

    table: CountTable
    draw: Callable[[Front, CountTable, TablePlace], Bars]
    height: int


def choose_charts(front: Front) -> list[ChartChoice]:
    """The tables that are shown at the top of the page, and how; none in which no row has a status."""
    tables = _tables(front)
    risks = "movements" if "movements" in tables else "risks"  # their bands, where no earlier score says how they moved
    by_word = [_words_of(tables[name]) for name in ("actions", risks) if name in tables]
    return _by_section_at_the_top(front) + by_word


def choose_more_charts(front: Front) -> list[ChartChoice]:
    """The tables with sections that the charts at the top do not show, for below the counts."""
    shown = [choice.table.table for choice in _by_section_at_the_top(front)]
    rest = (table for name, table in _tables(front).items() if name in {TRENDS, "actions", "risks"} - set(shown))
    return [_sections_of(front, table) for table in rest if _sections(front, table)]


def leave_room_for_charts(front: Front, row: int, choices: Sequence[ChartChoice]) -> int:
    """Leaves a row for charts where there are some, and returns the row below."""
    if not choices:
        return row
    front.page.raise_row(row, (_height(choices) + SPARE) * POINTS)
    front.page.keep_together(row, row)
    return front.leave_gap(row + 1)


def insert_charts(front: Front, row: int, choices: Sequence[ChartChoice]) -> None:
    """Puts charts side by side over a row that was left for them.

    Args:
        front: the page.
        row: counted from 0.
        choices: what is shown; its tables of counts must have been written.
    """
    abreast = max(len(choices), FEWEST_ABREAST)
    width = (front.page.pixels(0, front.last) - BETWEEN * (abreast - 1)) // abreast
    for number, choice in enumerate(choices):
        bars = choice.draw(front, choice.table, front.canvas.counts[choice.table.table].table)
        insert_bars(front.page, bars, (row, number * (width + BETWEEN)), (width, _height(choices)))


def _tables(front: Front) -> dict[str, CountTable]:
    return {table.table: table for table in front.counts if _says_something(front, table)}


def _by_section_at_the_top(front: Front) -> list[ChartChoice]:
    """The indicators, by section where a chart can show that; without indicators the actions by section."""
    indicators, actions = _tables(front).get("indicators"), _tables(front).get("actions")
    shown = indicators or (actions if actions and _sections(front, actions) else None)
    return [_sections_of(front, shown)] if shown else []


def _sections_of(front: Front, table: CountTable) -> ChartChoice:
    return ChartChoice(table, _by_section, BESIDE_STACKED + STACKED * max(1, len(_sections(front, table))))


def _words_of(table: CountTable) -> ChartChoice:
    return ChartChoice(table, _by_word, BESIDE_SIMPLE + SIMPLE * len(table.rows[0].by_word))


def _height(choices: Sequence[ChartChoice]) -> int:
    """Pixels of charts side by side, enough for the bars of each."""
    return max(LOWEST, *(choice.height for choice in choices))


def _says_something(front: Front, table: CountTable) -> bool:
    """Whether any row of the table has a status; directions and movements are only counted where there are some."""
    return table.table not in NOUNS or any(each.number for each in find_standing(front.facts, table.table).at)


def _sections(front: Front, table: CountTable) -> list[int]:
    """Which of a table's rows are sections that a chart can show: of one return, more than one, not too many."""
    found = [index for index, row in enumerate(table.rows) if not row.is_whole]
    return found if 1 < len(found) <= MOST_SECTIONS and not front.facts.several else []


def _by_section(front: Front, table: CountTable, place: TablePlace) -> Bars:
    """A bar a section, made up of the words that occur; of the whole table where its sections cannot be shown."""
    shown = _sections(front, table) or [0]
    rows = [table.rows[index] for index in shown]
    first, last = place.row_of[shown[0]], place.row_of[shown[-1]]
    styles = [style for style in styles_of(front.facts.scheme, table.table) if any(row.by_word[style.word] for row in rows)]
    columns = {word: FIRST_WORD + number for number, word in enumerate(table.rows[0].by_word)}
    totals = [row.total for row in rows]
    as_shares = max(totals) > FARTHEST_APART * min(totals)
    section = f"{table.columns[0].heading.lower()}{', as shares' if as_shares else ''}"
    title = f"{table.name} by {section if len(shown) > 1 else 'status'}"
    return Bars(
        title,
        Cells(first, 0, last, 0),
        tuple(Cells(first, columns[style.word], last, columns[style.word]) for style in styles),
        tuple(styles),
        tuple(tuple(row.by_word[style.word] for row in rows) for style in styles),
        describe(title, [(row.label, _counts(row)) for row in rows]),
        as_shares,
        max(text_width(row.label, Font(TEXT_SIZE)) for row in rows),
    )


def _by_word(front: Front, table: CountTable, place: TablePlace) -> Bars:
    """A bar a word, of the whole table."""
    styles = styles_of(front.facts.scheme, table.table)
    last = FIRST_WORD + len(styles) - 1
    top = place.row_of[0]
    title = f"{table.name} by {BY.get(table.table, 'status')}"
    return Bars(
        title,
        Cells(place.heading, FIRST_WORD, place.heading, last),
        (Cells(top, FIRST_WORD, top, last),),
        styles,
        (tuple(table.rows[0].by_word[style.word] for style in styles),),
        describe(title, [("", _counts(table.rows[0]))]),
    )


def _counts(row: CountRow) -> list[tuple[str, int]]:
    return list(row.by_word.items())
