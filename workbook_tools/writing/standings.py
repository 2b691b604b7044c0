"""What the front page's sentences are composed from: how a summary's rows stand, and which way its indicators went."""

from collections import Counter
from collections.abc import Iterator, Sequence

from workbook_tools.model.assessment import ActionAssessment, Assessment, IndicatorAssessment, RiskAssessment
from workbook_tools.model.scheme import MEANINGS, Scheme, Style, TrendRule, level_of, meaning_of, risk_styles
from workbook_tools.model.words import ActionStatus, Level, TargetStatus, Trend
from workbook_tools.periods import PeriodKind
from workbook_tools.rules.actions import is_past_due
from workbook_tools.writing.sentences import AtWord, Standing, Travel, join_sentences, say_comparison, say_standing, say_travel
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.theme import styles_of

NOUNS = {"indicators": "indicator", "actions": "action", "risks": "risk"}
WITHOUT = {TargetStatus.UNKNOWN.value, TargetStatus.NO_TARGET.value}
"""Meanings of styles that say that there is no status; actions and risks have the first of them too."""


def front_sentences(facts: SummaryFacts) -> tuple[str, ...]:
    """How the returns stand, in two sentences of plain English: of the indicators, of actions and risks.

    Nothing is said of a table without rows, so that there may be one sentence or none.
    """
    travel = find_travel(facts)
    indicators, actions, risks = (say_standing(find_standing(facts, table)) for table in NOUNS)
    said = join_sentences(indicators, say_travel(travel) if travel else ""), join_sentences(actions, risks)
    return tuple(sentence for sentence in said if sentence)


def find_standing(facts: SummaryFacts, table: str) -> Standing:
    """How many rows of a table stand at each of the scheme's words, all returns together; headings are not counted."""
    at = Counter(word for word, _ in _rows(facts, table))
    late = Counter(word for word, is_late in _rows(facts, table) if is_late)
    words = {style.word: style for style in styles_of(facts.scheme, table)}
    without = [word for word in words if _says_nothing(facts.scheme, table, word)]
    asked = {word for word in words if table == "actions" and _asks_for_lateness(facts.scheme, word)}
    said = tuple(AtWord(word, at[word], late[word] if word in asked else None) for word in words if word not in without)
    return Standing(NOUNS[table], said, sum(at[word] for word in without))


def find_travel(facts: SummaryFacts) -> Travel | None:
    """Which way the indicators went by the trend that the report shows; None where the scheme declares no trend."""
    shown = shown_trend(facts.scheme)
    if shown is None:
        return None
    every = [judged for assessment in facts.assessments for judged in assessment.indicators]
    went = Counter((judged.short_trend if shown[1] else judged.long_trend).status for judged in every)
    by_trend = tuple((trend, went[trend]) for trend in (Trend.IMPROVED, Trend.SAME, Trend.DECLINED))
    return Travel(by_trend, went[Trend.NO_COMPARISON], say_trend(facts))


def shown_trend(scheme: Scheme) -> tuple[TrendRule, bool] | None:
    """The trend rule that the report's table of indicators shows, and whether it is the short one; None without any rule."""
    fields = [column.field for column in scheme.report.indicators.columns]
    short, long = scheme.trend.short, scheme.trend.long
    if short and not (long and "long_trend" in fields and "short_trend" not in fields):
        return short, True
    return (long, False) if long else None


def say_trend(facts: SummaryFacts) -> str:
    """What the trend that the report shows compares with; "" where the scheme declares none."""
    shown = shown_trend(facts.scheme)
    return say_comparison(shown[0], kind_of_period(facts)) if shown else ""


def kind_of_period(facts: SummaryFacts) -> PeriodKind | None:
    """How long the returns' periods are; None where they differ or one is not stated."""
    periods = [assessment.service_return.cover.period for assessment in facts.assessments]
    kinds = {period.kind if period else None for period in periods}
    return kinds.pop() if len(kinds) == 1 else None


def _rows(facts: SummaryFacts, table: str) -> Iterator[tuple[str, bool]]:
    """The scheme's word of every row of a table, as its styles spell it, and whether it has passed its due date."""
    spelled = {style.word.casefold(): style.word for style in styles_of(facts.scheme, table)}
    for assessment in facts.assessments:
        rules = assessment.scheme.actions.due_on_as_at
        for judged in _judged(assessment, table):
            late = isinstance(judged, ActionAssessment) and is_past_due(
                judged.action.due, assessment.as_at, on_the_day=rules.overdue
            )
            yield spelled[facts.scheme.style_of(table, judged.status.style).word.casefold()], late


def _judged(assessment: Assessment, table: str) -> Sequence[IndicatorAssessment | ActionAssessment | RiskAssessment]:
    """The rows of a table; of the actions those that are no headings."""
    if table == "actions":
        return [judged for judged in assessment.actions if not judged.action.is_heading]
    return assessment.indicators if table == "indicators" else assessment.risks


def _says_nothing(scheme: Scheme, table: str, word: str) -> bool:
    """Whether a word says that there is no status, and no row at it counts as good or bad."""
    keys = _keys_at(scheme, table, word)
    judged = any(level_of(key, style, MEANINGS[table]) is not Level.NEUTRAL for key, style in keys)
    return not judged and any(meaning_of(key, style) in WITHOUT for key, style in keys)


def _asks_for_lateness(scheme: Scheme, word: str) -> bool:
    """Whether a word for actions at alert leaves open if their due date has passed."""
    keys = _keys_at(scheme, "actions", word)
    alert = [(key, style) for key, style in keys if level_of(key, style, ActionStatus) is Level.ALERT]
    return any(meaning_of(key, style) != ActionStatus.OVERDUE for key, style in alert)


def _keys_at(scheme: Scheme, table: str, word: str) -> list[tuple[str, Style]]:
    styles = {"indicators": scheme.styles.indicators, "actions": scheme.styles.actions}.get(table)
    if styles is None:
        styles = risk_styles(scheme.risks) or {TargetStatus.UNKNOWN.value: scheme.indicator_style(TargetStatus.UNKNOWN)}
    return [(key, style) for key, style in styles.items() if style.word.casefold() == word.casefold()]
