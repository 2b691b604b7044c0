"""How many rows stand at each status, for the front page: words that print alike are counted together."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workbook_tools.model.assessment import Assessment, StatusCount
from workbook_tools.model.scheme import MEANINGS, Scheme, level_of
from workbook_tools.model.words import Level, Trend
from workbook_tools.rules.counts import NO_SECTION
from workbook_tools.writing.count_scope import EVERYTHING, Scope
from workbook_tools.writing.standings import shown_trend
from workbook_tools.writing.summary_facts import SummaryFacts, service_of
from workbook_tools.writing.theme import styles_of

TRENDS = "trends"


@dataclass(frozen=True, slots=True)
class CountRow:
    """Rows of one table, of a return or of one of its sections.

    Attributes:
        label: what is counted.
        total: all rows, those without a usable status included.
        by_word: number of rows by the scheme's word.
        rollup: word of the section's status by the scheme's roll-up; "" where it has none.
        scope: the rows that are counted.
    """

    label: str
    total: int
    by_word: dict[str, int]
    rollup: str
    scope: Scope = EVERYTHING

    @property
    def is_whole(self) -> bool:
        """Whether whole returns are counted, not one of their sections."""
        return not self.scope.section


def count_rows(facts: SummaryFacts, table: str, sections: Sequence[tuple[str, str]]) -> list[CountRow]:
    """The counts of a table: of all returns together where there are several, of each return, of its sections.

    Args:
        facts: of the summary.
        table: "indicators", "actions" or "risks".
        sections: (number, text) of the sections that are numbered in the table; their label shows both.
    """
    numbers = {text: number for number, text in sections}
    rows = [
        _row(facts.scheme, count, _label(facts, service, count, numbers), Scope(of_return, count.section))
        for of_return, service, count in counts_of(facts, table)
    ]
    return _with_sum(rows)


def count_movements(facts: SummaryFacts) -> list[CountRow]:
    """Which way the risks' scores went: of all returns together where there are several, of each that has earlier scores."""
    words = [style.word for style in styles_of(facts.scheme, "movements")]
    known = {word.casefold(): word for word in words}
    rows = []
    for of_return, assessment in enumerate(facts.assessments, start=1):
        if any(judged.movement.status is not Trend.NO_COMPARISON for judged in assessment.risks):
            went = (facts.scheme.style_of("movements", judged.movement.style).word for judged in assessment.risks)
            counted = Counter(known[word.casefold()] for word in went)
            label = service_of(assessment) if facts.several else "All"
            by_word = {word: counted[word] for word in words}
            rows.append(CountRow(label, len(assessment.risks), by_word, "", Scope(of_return)))
    return _with_sum(rows)


def count_trends(facts: SummaryFacts, sections: Sequence[tuple[str, str]]) -> list[CountRow]:
    """Which way the indicators went by the trend that the report shows, as `count_rows`; nothing where none can be compared."""
    shown = shown_trend(facts.scheme)
    if shown is None:
        return []
    counted = (replace(each, counts=tuple(_count_trends(each, is_short=shown[1]))) for each in facts.assessments)
    rows = count_rows(replace(facts, assessments=tuple(counted)), TRENDS, sections)
    nothing = facts.scheme.style_of(TRENDS, Trend.NO_COMPARISON).word
    return rows if any(row.by_word.get(nothing) != row.total for row in rows) else []


def _count_trends(assessment: Assessment, *, is_short: bool) -> Iterator[StatusCount]:
    """How many indicators went which way, of the whole return and of each of its sections."""
    for count in assessment.counts:
        if count.table == "indicators":
            went = Counter(
                (judged.short_trend if is_short else judged.long_trend).style
                for judged in assessment.indicators
                if count.section in {"", judged.indicator.section or NO_SECTION}
            )
            yield StatusCount(TRENDS, count.section, tuple(went.items()), count.total, None)


def _with_sum(rows: list[CountRow]) -> list[CountRow]:
    """The rows, after one of all returns together where there are several."""
    wholes = [row for row in rows if row.is_whole]
    if len(wholes) <= 1:
        return rows
    words = {word: sum(row.by_word[word] for row in wholes) for word in wholes[0].by_word}
    return [CountRow("All returns", sum(row.total for row in wholes), words, ""), *rows]


def judged_words(scheme: Scheme, table: str) -> tuple[str, ...]:
    """The words that say how well something stands; shares are taken of the rows at these."""
    keys = {"indicators": scheme.styles.indicators, "actions": scheme.styles.actions}.get(table, {})
    judged = {
        style.word.casefold() for key, style in keys.items() if level_of(key, style, MEANINGS[table]) is not Level.NEUTRAL
    }
    return tuple(style.word for style in styles_of(scheme, table) if style.word.casefold() in judged)


def rollup_word(scheme: Scheme, level: Level | None) -> str:
    """The scheme's word for a level, taken from its target statuses; "" for none."""
    return "" if level is None else scheme.indicator_style(level.value).word


def counts_of(facts: SummaryFacts, table: str) -> Iterator[tuple[int, str, StatusCount]]:
    """The counts of a table that are not zero, each with the place of its return, from 1, and with its service."""
    for of_return, assessment in enumerate(facts.assessments, start=1):
        for count in assessment.counts:
            if count.table == table and count.total:
                yield of_return, service_of(assessment), count


def _label(facts: SummaryFacts, service: str, count: StatusCount, numbers: dict[str, str]) -> str:
    if not count.section:
        return service if facts.several else "All"
    title = facts.scheme.report.section_titles.get(count.section)
    text = f"{count.section}: {title}" if title else count.section
    numbered = f"{numbers[text]}: {text}" if text in numbers else text
    return f"{service}, {numbered}" if facts.several else numbered


def _row(scheme: Scheme, count: StatusCount, label: str, scope: Scope) -> CountRow:
    by_word = {style.word: 0 for style in styles_of(scheme, count.table)}
    known = {word.casefold(): word for word in by_word}
    for key, number in count.by_style:
        by_word[known[scheme.style_of(count.table, key).word.casefold()]] += number
    return CountRow(
        label,
        count.total,
        by_word,
        rollup_word(scheme, count.rollup.status if count.rollup else None),
        scope,
    )
