"""How many rows stand at each status, by table and section, and the overall status of a return."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import msgspec

from workbook_tools.model.assessment import ActionAssessment, IndicatorAssessment, Overall, RiskAssessment, StatusCount
from workbook_tools.model.scheme import Scheme, Style, level_of, matching_keys
from workbook_tools.model.service_return import Cover
from workbook_tools.model.words import ActionStatus, Level, RiskStatus, TargetStatus
from workbook_tools.rules.rollup import roll_up

NO_SECTION = "(no section)"
"""Section of the rows that name none, where others do: so the sections always add up to the whole table."""


class Counted(msgspec.Struct, frozen=True, gc=False):
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
    levels = _levels_of(scheme.styles.indicators, TargetStatus)
    return [Counted(i.indicator.section, i.status.style, levels[i.status.style]) for i in indicators]


def _count_actions(actions: Sequence[ActionAssessment], scheme: Scheme) -> list[Counted]:
    levels = _levels_of(scheme.styles.actions, ActionStatus)
    return [Counted(a.action.section, a.status.style, levels[a.status.style]) for a in actions if not a.action.is_heading]


def _levels_of(styles: Mapping[str, Style], meanings: type[StrEnum]) -> Mapping[str, Level]:
    return {key: level_of(key, style, meanings) for key, style in styles.items()}


def _count(table: str, rows: Sequence[Counted], keys: Sequence[str], scheme: Scheme) -> list[StatusCount]:
    """The whole table, then its sections, if any row names one."""
    sections: defaultdict[str, list[Counted]] = defaultdict(list)
    for row in rows:
        sections[row.section].append(row)
    counts = [_count_of(table, "", rows, keys, scheme)]
    if any(sections):
        counts += [_count_of(table, name or NO_SECTION, of, keys, scheme) for name, of in sections.items()]
    return counts


def _count_of(table: str, section: str, rows: Sequence[Counted], keys: Sequence[str], scheme: Scheme) -> StatusCount:
    counted = Counter([row.style for row in rows])
    by_style = tuple((str(key), counted[key]) for key in keys)
    return StatusCount(table, section, by_style, len(rows), roll_up(_levels(rows), scheme.rollup, scheme.styles.indicators))


def _levels(rows: Iterable[Counted]) -> Iterable[Level]:
    return (row.level for row in rows if row.level is not None)
