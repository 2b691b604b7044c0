"""How many rows stand at each status, by table and section, and the overall status of a return."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbook_tools.model.assessment import ActionAssessment, IndicatorAssessment, Overall, RiskAssessment, StatusCount
from workbook_tools.model.scheme import Scheme, level_of, matching_keys
from workbook_tools.model.service_return import Cover
from workbook_tools.model.words import ActionStatus, Level, RiskStatus, TargetStatus
from workbook_tools.rules.rollup import roll_up

NO_SECTION = "(no section)"
"""Section of the rows that name none, where others do: so the sections always add up to the whole table."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted of a row: its section (a risk's register), its style, its level (None: not rolled up)."""

    section: str
    style: str
    level: Level | None = None


def count_statuses(
    indicators: Sequence[IndicatorAssessment],
    actions: Sequence[ActionAssessment],
    risks: Sequence[RiskAssessment],
    scheme: Scheme,
) -> tuple[StatusCount, ...]:
    """The verdicts in force, counted: each whole table, followed by its sections in the order of the return.

    Every table has a count, also one without rows. Headings among the actions are not counted. Risks are rated by the matrix
    and have no roll-up.
    """
    styles = scheme.styles
    bands = [band.label for band in scheme.risks.bands] if scheme.risks else []
    return (
        *_count("indicators", _count_indicators(indicators, scheme), list(styles.indicators), scheme),
        *_count("actions", _count_actions(actions, scheme), list(styles.actions), scheme),
        *_count("risks", [Counted(r.risk.register, r.status.style) for r in risks], [*bands, RiskStatus.UNKNOWN], scheme),
    )


def overall_of(
    indicators: Sequence[IndicatorAssessment], actions: Sequence[ActionAssessment], cover: Cover, scheme: Scheme
) -> Overall:
    """The roll-up over indicators and actions together, and the officer's judgement beside it.

    The judgement is in force where it is a word of the scheme's target statuses and has a reason.
    """
    rows = [*_count_indicators(indicators, scheme), *_count_actions(actions, scheme)]
    styles = scheme.styles.indicators
    computed = roll_up(_levels(rows), scheme.rollup, styles)
    status = computed.status if computed else None
    keys = matching_keys(cover.overall_judgement, styles)
    if keys and cover.overall_reason.strip():
        status = level_of(keys[0], styles[keys[0]], TargetStatus)
    return Overall(computed, status, cover.overall_judgement, cover.overall_reason)


def _count_indicators(indicators: Sequence[IndicatorAssessment], scheme: Scheme) -> list[Counted]:
    styles = scheme.styles.indicators
    return [
        Counted(i.indicator.section, i.status.style, level_of(i.status.style, styles[i.status.style], TargetStatus))
        for i in indicators
    ]


def _count_actions(actions: Sequence[ActionAssessment], scheme: Scheme) -> list[Counted]:
    styles = scheme.styles.actions
    return [
        Counted(a.action.section, a.status.style, level_of(a.status.style, styles[a.status.style], ActionStatus))
        for a in actions
        if not a.action.is_heading
    ]


def _count(table: str, rows: Sequence[Counted], keys: Sequence[str], scheme: Scheme) -> list[StatusCount]:
    """The whole table, then its sections, if any row names one."""
    sections = dict.fromkeys(row.section for row in rows)
    counts = [_count_of(table, "", rows, keys, scheme)]
    if any(sections):
        counts += [
            _count_of(table, section or NO_SECTION, [row for row in rows if row.section == section], keys, scheme)
            for section in sections
        ]
    return counts


def _count_of(table: str, section: str, rows: Sequence[Counted], keys: Sequence[str], scheme: Scheme) -> StatusCount:
    counted = Counter(row.style for row in rows)
    by_style = tuple((str(key), counted[key]) for key in keys)
    return StatusCount(table, section, by_style, len(rows), roll_up(_levels(rows), scheme.rollup, scheme.styles.indicators))


def _levels(rows: Iterable[Counted]) -> Iterable[Level]:
    return (row.level for row in rows if row.level is not None)
