"""The indicators with a history: their figures by period, oldest first, beside today's target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbook_tools.model.assessment import Assessment, IndicatorAssessment
from workbook_tools.model.scheme import level_of
from workbook_tools.model.service_return import Indicator
from workbook_tools.model.words import Level, TargetStatus
from workbook_tools.periods import Period
from workbook_tools.rules.comparison import figures_before
from workbook_tools.writing.changes import period_of_return
from workbook_tools.writing.exceptions import distance_from_target
from workbook_tools.writing.summary.indicators_sheet import IndicatorLine, indicator_lines
from workbook_tools.writing.summary_facts import SummaryFacts

FEWEST = 3  # figures that make a history
MOST_PERIODS = 12  # that are shown, the latest ones


@dataclass(frozen=True, slots=True)
class History:
    """An indicator's line and its figures by period, today's among them."""

    line: IndicatorLine
    figures: Mapping[Period, Decimal]

    @property
    def row(self) -> Indicator:
        """As the return gives it."""
        return self.line.judged.indicator

    @property
    def target(self) -> Decimal | None:
        """Today's target; None where it is no single figure."""
        return self.row.target.number

    @property
    def is_alert(self) -> bool:
        """Whether its status is one that a committee has to look at."""
        key = self.line.judged.status.style
        return level_of(key, self.line.assessment.scheme.indicator_style(key), TargetStatus) is Level.ALERT


def has_history(facts: SummaryFacts) -> bool:
    """Whether there is any."""
    return any(len(_figures(each, judged)) >= FEWEST for each in facts.assessments for judged in each.indicators)


def find_histories(facts: SummaryFacts) -> tuple[History, ...]:
    """The indicators with at least three figures of periods as long as their return's, in the order of the returns."""
    found = (History(line, _figures(line.assessment, line.judged)) for line in indicator_lines(facts)[0])
    return tuple(history for history in found if len(history.figures) >= FEWEST)


def periods_of(histories: Sequence[History]) -> tuple[Period, ...]:
    """The periods that any of them has a figure of, oldest first; of more than twelve the latest."""
    every = {period for history in histories for period in history.figures}
    return tuple(sorted(every, key=lambda period: (period.end, period.start))[-MOST_PERIODS:])


def worst_first(histories: Sequence[History]) -> list[History]:
    """Those at alert before the others, each by how far they are from their target."""
    return sorted(histories, key=lambda each: (not each.is_alert, -distance_from_target(each.row)))


def _figures(assessment: Assessment, judged: IndicatorAssessment) -> dict[Period, Decimal]:
    period, row = period_of_return(assessment), judged.indicator
    if len(row.earlier) + 1 < FEWEST:
        return {}
    figures = {earlier.period: earlier.number for earlier in figures_before(row.earlier, period)}
    return figures if row.value.number is None else {**figures, period: row.value.number}
