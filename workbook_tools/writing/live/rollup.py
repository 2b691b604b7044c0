"""The status of a section or a return as a formula over how many of its rows are at which level."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from workbook_tools.model.scheme import RollupRule, Scheme
from workbook_tools.model.words import Level
from workbook_tools.writing.live.lists import Named
from workbook_tools.writing.live.steps import all_of

BOUNDS = {
    "ok_share_at_least": ("percent of the rows counted that are at least {ok}", Level.OK),
    "alert_share_at_most": ("percent of the rows counted that are at most {alert}", Level.ALERT),
    "alert_count_at_most": ("rows that are at most {alert}", Level.ALERT),
    "warning_count_at_most": ("rows that are at most {warning}", Level.WARNING),
}
"""By field of a rule: what it asks for, and of which rows."""


def rollup_thresholds(scheme: Scheme) -> tuple[Named, ...]:
    """The thresholds of the scheme's roll-up, each with the rule that declares it."""
    return tuple(_thresholds(scheme))


def _thresholds(scheme: Scheme) -> Iterator[Named]:
    words = {level.value: scheme.styles.indicators[level].word for level in (Level.OK, Level.WARNING, Level.ALERT)}
    for number, rule in enumerate(scheme.rollup, 1):
        for bound, (asks_for, _) in BOUNDS.items():
            amount = getattr(rule, bound)
            if amount is not None:
                text = f"Rule {number} for an overall status ({words[rule.status]}): {asks_for.format(**words)}"
                yield Named(_name(number, bound), text, Decimal(amount), rule=rule)


def rollup_formula(scheme: Scheme, levels: Mapping[Level, str]) -> str:
    """The key of the style that the first rule whose every condition holds gives; "" where no row counts or none holds.

    Without "=". As in `rules.rollup`.

    Args:
        scheme: with the rules.
        levels: the number of rows at each of the levels that count, as a formula names or counts them.
    """
    rows = f"({'+'.join(levels[level] for level in (Level.OK, Level.WARNING, Level.ALERT))})"
    chain = '""'
    for number, rule in reversed(tuple(enumerate(scheme.rollup, 1))):
        chain = f'IF({all_of(list(_conditions(rule, number, levels, rows)))},"{rule.status}",{chain})'
    return f'IF({rows}=0,"",{chain})'


def _conditions(rule: RollupRule, number: int, levels: Mapping[Level, str], rows: str) -> Iterator[str]:
    for bound, (_, level) in BOUNDS.items():
        if getattr(rule, bound) is None:
            continue
        name, count = _name(number, bound), levels[level]
        # Shares are compared without a division, so that a bound is met exactly.
        above = f"ROUND(100*{count}-{name}*{rows},Decimals_compared)" if "share" in bound else f"{count}-{name}"
        yield f"{above}{'>=' if bound.endswith('least') else '<='}0"


def _name(rule: int, bound: str) -> str:
    return f"Rollup_rule_{rule}_{bound}"
