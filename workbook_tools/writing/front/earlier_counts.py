"""How many indicators and risks stood at each status one period before, beside the counts of this period.

An indicator's figure of then is judged by today's rules and against today's target; a risk's band is that of its earlier score.
Actions are not counted: a return gives no earlier progress.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec

from workbook_tools.model.assessment import Assessment, IndicatorAssessment, RiskAssessment
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.wording import say_count
from workbook_tools.model.words import RiskStatus
from workbook_tools.periods import Period
from workbook_tools.rules.counts import count_statuses
from workbook_tools.writing.changes import earlier_band, judge_earlier
from workbook_tools.writing.risks.risks_sheet import risk_lines
from workbook_tools.writing.status_counts import CountRow, count_rows
from workbook_tools.writing.summary.indicators_sheet import indicator_lines
from workbook_tools.writing.summary_facts import SummaryFacts


@dataclass(frozen=True, slots=True)
class EarlierCounts:
    """The counts of one table, one period before: when that was in words, what has to be known about them, the rows."""

    when: str
    remark: str
    rows: tuple[CountRow, ...]


def count_earlier(facts: SummaryFacts) -> Mapping[str, EarlierCounts]:
    """The counts of "indicators" and "risks", each only where an earlier figure is given."""
    periods: set[Period] = set()
    then = replace(facts, assessments=tuple(_one_period_before(assessment, periods) for assessment in facts.assessments))
    indicators = tuple(count_rows(then, "indicators", indicator_lines(facts)[1]))
    risks = tuple(count_rows(then, "risks", risk_lines(facts)[1]))
    found = {
        "indicators": EarlierCounts(
            f"in {periods.pop()}" if len(periods) == 1 else "one period before",
            f"{_say_known(then, facts, 'indicators')} a figure for it, which is judged by today's rules and target.",
            indicators,
        ),
        "risks": EarlierCounts("last time", f"{_say_known(then, facts, 'risks')} a score of last time.", risks),
    }
    return {table: counts for table, counts in found.items() if counts.rows}


def _one_period_before(assessment: Assessment, periods: set[Period]) -> Assessment:
    """A return with the rows whose earlier figure is given, as they stood then; their periods are added to `periods`."""
    found = [earlier for judged in assessment.indicators if (earlier := judge_earlier(assessment, judged))]
    periods.update(earlier.period for earlier, _ in found)
    indicators: tuple[IndicatorAssessment, ...] = tuple(then for _, then in found)
    known = (judged for judged in assessment.risks if judged.risk.previous_score.number is not None)
    risks = tuple(_with_band(judged, assessment.scheme) for judged in known)
    counts = count_statuses(indicators, (), risks, assessment.scheme)
    return replace(assessment, indicators=indicators, actions=(), risks=risks, counts=counts)


def _with_band(judged: RiskAssessment, scheme: Scheme) -> RiskAssessment:
    band = earlier_band(judged, scheme)
    status = msgspec.structs.replace(
        judged.status,
        status=RiskStatus(band.status) if band else RiskStatus.UNKNOWN,
        style=band.label if band else RiskStatus.UNKNOWN,
    )
    return replace(judged, status=status)


def _say_known(then: SummaryFacts, facts: SummaryFacts, table: str) -> str:
    """Such as "13 of 27 indicators have"."""
    known, every = (
        sum(len(each.indicators if table == "indicators" else each.risks) for each in given.assessments)
        for given in (then, facts)
    )
    return f"{known} of {say_count(every, table.removesuffix('s'))} {'has' if known == 1 else 'have'}"
