"""What has changed: which indicators would have had another status one period before, and which risks' scores have moved.

The period before is the one that the scheme's own trend compares with, a mean's latest. The figure of then is judged by today's
rules and against today's target, so that a change is one of performance; what an officer overruled is not compared.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from msgspec import structs

from workbook_tools.assess import assess_indicator
from workbook_tools.findings import Where
from workbook_tools.model.assessment import Assessment, IndicatorAssessment, RiskAssessment
from workbook_tools.model.figures import NO_FIGURE, Figure
from workbook_tools.model.scheme import Band, CompareWith, Scheme, Style, TrendRule, level_of
from workbook_tools.model.service_return import Indicator
from workbook_tools.model.wording import say_figure
from workbook_tools.model.words import Level, TargetStatus, Trend
from workbook_tools.periods import Period, PeriodKind
from workbook_tools.rules.comparison import Earlier, find_comparison
from workbook_tools.rules.risks import find_band
from workbook_tools.writing.sentences import say_comparison
from workbook_tools.writing.standings import kind_of_period, shown_trend
from workbook_tools.writing.summary_facts import SummaryFacts

LATEST_OF: dict[CompareWith, CompareWith] = {
    "mean_of_last": "previous_period",
    "mean_of_same_period": "same_period_last_year",
}
"""The single period that stands for those of a mean: the latest."""
BADNESS = {Level.OK: 0, Level.WARNING: 1, Level.ALERT: 2}


class Kind(IntEnum):
    """How something changed, in the order of what a committee wants to know first."""

    NEWLY_ALERT = 0
    DECLINED = 1
    NO_LONGER_ALERT = 2
    IMPROVED = 3
    OTHER = 4


@dataclass(frozen=True, slots=True)
class Change:
    """A row that has changed.

    Attributes:
        table: "indicators" or "risks".
        code: of the indicator or risk.
        title: likewise.
        before: how its status looked.
        now: how it looks.
        kind: how it changed.
        grounds: both figures in words.
        where: its place in the return.
    """

    table: str
    code: str
    title: str
    before: Style
    now: Style
    kind: Kind
    grounds: str
    where: Where


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed in one table: how many rows it has, how many of them can be compared, those that changed."""

    table: str
    rows: int
    compared: int
    changed: tuple[Change, ...]

    @property
    def counts(self) -> tuple[tuple[Kind, int], ...]:
        """How many changed how, without zeros."""
        counted = Counter(change.kind for change in self.changed)
        return tuple((kind, counted[kind]) for kind in Kind if counted[kind])


def find_indicator_changes(facts: SummaryFacts) -> Changes:
    """The indicators that would have had another status one period before."""
    every = [(assessment, judged) for assessment in facts.assessments for judged in assessment.indicators]
    found = [change for assessment, judged in every for change in _compare_indicator(assessment, judged)]
    return Changes("indicators", len(every), len(found), tuple(change for change in found if change is not None))


def find_risk_changes(facts: SummaryFacts) -> Changes:
    """The risks whose score is not that of last time."""
    every = [(assessment, judged) for assessment in facts.assessments for judged in assessment.risks]
    compared = [pair for pair in every if pair[1].movement.status is not Trend.NO_COMPARISON]
    moved = (pair for pair in compared if pair[1].movement.status is not Trend.SAME)
    return Changes("risks", len(every), len(compared), tuple(_risk_change(*pair) for pair in moved))


def say_since(facts: SummaryFacts) -> str:
    """Since when, in the scheme's own terms: "since the same quarter last year"."""
    return say_comparison(_single_period(facts.scheme), kind_of_period(facts))


def in_order(*changes: Changes) -> tuple[Change, ...]:
    """All that changed, what a committee wants to know first at the top; else in the order of the returns."""
    return tuple(sorted((change for each in changes for change in each.changed), key=lambda change: change.kind))


def _single_period(scheme: Scheme) -> TrendRule:
    """The rule of the trend that the report shows, with the latest period of a mean; the previous period without one."""
    shown = shown_trend(scheme)
    if shown is None:
        return TrendRule(source="", compare_with="previous_period")
    compare_with = shown[0].compare_with
    return TrendRule(source=shown[0].source, compare_with=LATEST_OF.get(compare_with, compare_with))


def judge_earlier(assessment: Assessment, judged: IndicatorAssessment) -> tuple[Earlier, IndicatorAssessment] | None:
    """The figure of one period before, and the indicator as it would have stood then; None where there is no such figure."""
    scheme = assessment.scheme
    period = period_of_return(assessment)
    figures = find_comparison(judged.indicator.earlier, period, _single_period(scheme).compare_with).figures
    if not figures:
        return None
    return figures[0], assess_indicator(_one_period_before(judged.indicator, figures[0], period), scheme, figures[0].period)


def period_of_return(assessment: Assessment) -> Period:
    """The period on the cover; the as-at date where it states none."""
    return assessment.service_return.cover.period or Period(PeriodKind.DAY, assessment.as_at, assessment.as_at)


def earlier_band(judged: RiskAssessment, scheme: Scheme) -> Band | None:
    """The band that a risk was in last time; None where its earlier score is not known or in no band."""
    previous = judged.risk.previous_score.number
    return find_band(previous, scheme.risks) if scheme.risks and previous is not None else None


def _compare_indicator(assessment: Assessment, judged: IndicatorAssessment) -> Iterator[Change | None]:
    """Its change, None where it has not changed; nothing at all where it cannot be compared."""
    scheme = assessment.scheme
    found = judge_earlier(assessment, judged) if judged.overruled is None else None
    if found is None:
        return
    earlier, then = found
    keys = then.status.style, judged.status.style
    before, now = (scheme.indicator_style(key) for key in keys)
    levels = [level_of(key, style, TargetStatus) for key, style in zip(keys, (before, now), strict=True)]
    if Level.NEUTRAL in levels:
        return
    if before.word.casefold() == now.word.casefold():
        yield None
        return
    row = judged.indicator
    grounds = f"{_say(row, row.value)} against {_say(row, then.indicator.value)} {earlier.when}"
    kind = _kind(levels[0], levels[1], BADNESS[levels[1]] - BADNESS[levels[0]])
    yield Change("indicators", row.code, row.title, before, now, kind, grounds, row.where)


def _one_period_before(indicator: Indicator, earlier: Earlier, period: Period) -> Indicator:
    """The indicator as it would have stood then: the figure of then, what was earlier still, no officer's word."""
    figures = [
        observation.figure
        for observation in indicator.earlier
        if observation.figure.number == earlier.number and (observation.period or period.previous) == earlier.period
    ]
    before = tuple(each for each in indicator.earlier if (each.period or period.previous) < earlier.period)
    return structs.replace(
        indicator,
        value=figures[-1],
        earlier=before,
        previous=NO_FIGURE,
        previous_label="",
        officer_status="",
        officer_reason="",
    )


def _risk_change(assessment: Assessment, judged: RiskAssessment) -> Change:
    """The change of a risk whose score has moved; its bands may be the same."""
    row, scheme = judged.risk, assessment.scheme
    band = earlier_band(judged, scheme)
    keys = band.label if band else TargetStatus.UNKNOWN.value, judged.status.style
    before, now = (scheme.style_of("risks", key) for key in keys)
    levels = [Level(band.status.value) if band and band.status.value in set(Level) else Level.NEUTRAL, _level_of(judged)]
    grounds = judged.movement.reason.rsplit(":", maxsplit=1)[0]
    kind = _kind(levels[0], levels[1], 1 if judged.movement.status is Trend.DECLINED else -1)
    return Change("risks", row.code, row.title, before, now, kind, grounds, row.where)


def _level_of(judged: RiskAssessment) -> Level:
    status = judged.status.status.value
    return Level(status) if status in set(Level) else Level.NEUTRAL


def _kind(before: Level, now: Level, worse: int) -> Kind:
    """How something changed; `worse` is positive where it has become worse, negative where better."""
    if now is Level.ALERT and before is not Level.ALERT:
        return Kind.NEWLY_ALERT
    if before is Level.ALERT and now is not Level.ALERT:
        return Kind.NO_LONGER_ALERT
    return Kind.DECLINED if worse > 0 else Kind.IMPROVED if worse < 0 else Kind.OTHER


def _say(indicator: Indicator, figure: Figure) -> str:
    number = figure.number
    return figure.text if number is None else say_figure(number, indicator.unit, indicator.unit_text)
