"""Whether a scheme holds together: each rule leads somewhere, each score has a band, each colour can be read.

Every check is a function that yields sentences; `find_problems` lists them all.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from workbook_tools.model.scheme import (
    ActionRule,
    Declared,
    Margin,
    RollupRule,
    Scheme,
    StatusRule,
    Style,
    TrendRule,
)
from workbook_tools.model.words import RiskStatus
from workbook_tools.schemes.explain import KeyPath, place
from workbook_tools.schemes.validate_cover import cover_problems
from workbook_tools.schemes.validate_finance import finance_problems
from workbook_tools.schemes.validate_groups import group_problems
from workbook_tools.schemes.validate_layout import layout_problems
from workbook_tools.schemes.validate_meetings import meeting_problems
from workbook_tools.schemes.validate_privacy import privacy_problems
from workbook_tools.schemes.validate_styles import parts_of, style_problems

MEANS = ("mean_of_last", "mean_of_same_period")
MOST_PERIODS = 100  # of a mean; more would reach back before any calendar
PERCENT_FIELDS = ("progress_at_least", "progress_below", "ok_share_at_least", "alert_share_at_most")
COUNT_FIELDS = ("of_elapsed_at_least", "alert_count_at_most", "warning_count_at_most")


def find_problems(scheme: Scheme, stem: str) -> tuple[str, ...]:
    """What is wrong with `scheme`, a sentence each, without the file's name; empty where nothing is.

    Args:
        scheme: the scheme, its keys and types already in order.
        stem: the name of its file without ".toml".
    """
    rules = (
        _sources, style_problems, _status_rules, _action_rules, _trends, _margins, _amounts, _bands, finance_problems, _rollup,
    )  # fmt: skip
    checks = (*rules, layout_problems, group_problems, cover_problems, meeting_problems, privacy_problems)
    return (*_name(scheme, stem), *(problem for check in checks for problem in check(scheme)))


def _name(scheme: Scheme, stem: str) -> Iterator[str]:
    if scheme.name != stem:
        yield f"name is '{scheme.name}', but must be '{stem}' like the file."


def _sources(scheme: Scheme) -> Iterator[str]:
    for path, part in parts_of(scheme):
        if isinstance(part, Declared) and part.source not in scheme.documents:
            known = ", ".join(scheme.documents) or "none"
            yield f"{place((*path, 'source'))} is '{part.source}', which is no key of documents (known: {known})."


def _status_rules(scheme: Scheme) -> Iterator[str]:
    rules = scheme.target_status
    if not rules:
        yield "target_status has no rule."
        return
    for index, rule in enumerate(rules):
        yield from _status_rule(scheme, rule, ("target_status", index))
        if rule.when == "otherwise" and not rule.units and index < len(rules) - 1:
            yield f"{place(('target_status', index))} is 'otherwise' for all units, so the rules after it are never reached."
    if rules[-1].when != "otherwise" or rules[-1].units:
        yield f"{place(('target_status', len(rules) - 1))} is the last rule and must be 'otherwise', for all units."


def _status_rule(scheme: Scheme, rule: StatusRule, path: KeyPath) -> Iterator[str]:
    yield from _known_style(rule.status, scheme.styles.indicators, "styles.indicators", path)
    needs: dict[str, Callable[[StatusRule], bool]] = {
        "tolerance": lambda rule: rule.when == "within_tolerance",
        "compare_with": lambda rule: rule.when == "no_worse_than",
    }
    for key, is_needed in needs.items():
        if is_needed(rule) and getattr(rule, key) is None:
            yield f"{place(path)} is '{rule.when}' and needs the key '{key}'."
        if not is_needed(rule) and getattr(rule, key) is not None:
            yield f"{place((*path, key))} has no meaning for a rule that is '{rule.when}'."
    yield from _periods(rule.compare_with, rule.periods, path)


def _known_style(key: str, styles: dict[str, Style], table: str, path: KeyPath) -> Iterator[str]:
    if key not in styles:
        yield f"{place((*path, 'status'))} is '{key}', which is no style of {table} (known: {', '.join(styles)})."


def _periods(compare_with: str | None, periods: int, path: KeyPath) -> Iterator[str]:
    if not 1 <= periods <= MOST_PERIODS:
        yield f"{place((*path, 'periods'))} is {periods}, but must be from 1 to {MOST_PERIODS}."
    elif periods > 1 and compare_with not in MEANS:
        yield f"{place((*path, 'periods'))} is {periods}, but only a mean is of several periods."


def _trends(scheme: Scheme) -> Iterator[str]:
    for path, part in parts_of(scheme):
        if isinstance(part, TrendRule):
            yield from _periods(part.compare_with, part.periods, path)
            if not 1 <= part.at_least <= max(part.periods, 1):
                yield f"{place((*path, 'at_least'))} is {part.at_least}, but must be from 1 to periods ({part.periods})."


def _action_rules(scheme: Scheme) -> Iterator[str]:
    rules = scheme.actions.rules
    for index, rule in enumerate(rules):
        path = ("actions", "rules", index)
        yield from _known_style(rule.status, scheme.styles.actions, "styles.actions", path)
        if index < len(rules) - 1 and not _has_condition(rule):
            yield f"{place(path)} has no condition, so the rules after it are never reached."


def _has_condition(rule: ActionRule | RollupRule) -> bool:
    plain = {"status", *Declared.__struct_fields__}
    return any(getattr(rule, key) is not None for key in rule.__struct_fields__ if key not in plain)


def _rollup(scheme: Scheme) -> Iterator[str]:
    for index, rule in enumerate(scheme.rollup):
        is_last = index == len(scheme.rollup) - 1
        if _has_condition(rule) and is_last:
            yield f"{place(('rollup', index))} is the last rule and must have no condition, so that every case has a status."
        if not _has_condition(rule) and not is_last:
            yield f"{place(('rollup', index))} has no condition, so the rules after it are never reached."


def _margins(scheme: Scheme) -> Iterator[str]:
    for path, part in parts_of(scheme):
        if isinstance(part, Margin) and not (part.amount.is_finite() and part.amount >= 0):
            yield f"{place((*path, 'amount'))} is {part.amount}, but must be 0 or more."


def _amounts(scheme: Scheme) -> Iterator[str]:
    for path, part in parts_of(scheme):
        if not isinstance(part, ActionRule | RollupRule):
            continue
        for key in (*PERCENT_FIELDS, *COUNT_FIELDS):
            amount = getattr(part, key, None)
            if amount is None:
                continue
            highest = Decimal(100) if key in PERCENT_FIELDS else Decimal("Infinity")
            if not (Decimal(amount).is_finite() and 0 <= amount <= highest):
                bounds = "from 0 to 100" if key in PERCENT_FIELDS else "0 or more"
                yield f"{place((*path, key))} is {amount}, but must be {bounds}."


def _bands(scheme: Scheme) -> Iterator[str]:
    risks = scheme.risks
    if risks is None:
        return
    yield from (f"risks.{key} has no label." for key in ("likelihood", "impact") if not getattr(risks, key))
    for index, band in enumerate(risks.bands):
        if band.lowest > band.highest:
            yield f"{place(('risks', 'bands', index))}: lowest {band.lowest} is above highest {band.highest}."
        if band.status is RiskStatus.UNKNOWN:
            yield f"{place(('risks', 'bands', index, 'status'))} is 'unknown', but a band's scores are known."
    ordered = sorted(risks.bands, key=lambda band: band.lowest)
    for band, following in pairwise(ordered):
        if following.lowest <= band.highest:
            yield f"risks.bands: '{band.label}' and '{following.label}' overlap at score {following.lowest}."
    attainable = {row * column for row in range(1, len(risks.likelihood) + 1) for column in range(1, len(risks.impact) + 1)}
    uncovered = [score for score in sorted(attainable) if not any(band.lowest <= score <= band.highest for band in ordered)]
    if uncovered:
        yield f"risks.bands: no band covers the scores {', '.join(map(str, uncovered))}, which the matrix has."
