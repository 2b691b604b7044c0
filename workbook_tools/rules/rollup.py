"""The status of a section, or of a whole return, from the levels of its rows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from workbook_tools.model.assessment import Verdict
from workbook_tools.model.scheme import RollupRule, Style
from workbook_tools.model.wording import say_figure, say_percent, say_verdict
from workbook_tools.model.words import Level, Unit
from workbook_tools.rules.margins import EXACT

COUNTED = (Level.OK, Level.WARNING, Level.ALERT)


def roll_up(levels: Iterable[Level], rules: Sequence[RollupRule], styles: Mapping[str, Style]) -> Verdict[Level] | None:
    """The first rule whose every condition holds decides; neutral rows are not counted.

    None where there is no rule, none holds, or no row can be counted. The verdict is assumed where any rule tested on the way
    to it is.

    Args:
        levels: one a row.
        rules: the scheme's, in order.
        styles: the scheme's words for target statuses, which are also those of a roll-up.
    """
    counts = Counter(level for level in levels if level in COUNTED)
    if not counts:
        return None
    assumed = False
    for rule in rules:
        assumed = assumed or rule.assumed
        if _holds(rule, counts):
            word = styles[rule.status].word
            reason = say_verdict(f"{_say_counts(counts, styles)}{_say_rule(rule, styles)}", word, assumed=assumed)
            return Verdict(Level(rule.status), rule.status, reason, assumed)
    return None


def _holds(rule: RollupRule, counts: Counter[Level]) -> bool:
    rows, alerts = counts.total(), counts[Level.ALERT]
    if rule.ok_share_at_least is not None and _above(counts[Level.OK], rule.ok_share_at_least, rows) < 0:
        return False
    if rule.alert_share_at_most is not None and _above(alerts, rule.alert_share_at_most, rows) > 0:
        return False
    if rule.alert_count_at_most is not None and alerts > rule.alert_count_at_most:
        return False
    return rule.warning_count_at_most is None or counts[Level.WARNING] <= rule.warning_count_at_most


def _above(count: int, percent: Decimal, rows: int) -> Decimal:
    """By how much a count exceeds a share of the rows, times 100: exact, nothing is divided."""
    return EXACT.subtract(Decimal(100 * count), EXACT.multiply(percent, Decimal(rows)))


def _say_counts(counts: Counter[Level], styles: Mapping[str, Style]) -> str:
    rows = counts.total()
    parts = [
        f"{counts[level]} {styles[level].word} ({say_percent(Decimal(counts[level]), Decimal(rows))})"
        for level in COUNTED
        if counts[level]
    ]
    return f"Of {rows} {'row' if rows == 1 else 'rows'} counted: {', '.join(parts)}"


def _say_rule(rule: RollupRule, styles: Mapping[str, Style]) -> str:
    """The conditions that decided; "" for a rule that has none."""
    ok, warning, alert = (styles[level].word for level in COUNTED)
    shares = ((rule.ok_share_at_least, "at least", ok), (rule.alert_share_at_most, "at most", alert))
    counted = ((rule.alert_count_at_most, alert), (rule.warning_count_at_most, warning))
    words = [f"{bound} {say_figure(share, Unit.PERCENT)} {word}" for share, bound, word in shares if share is not None]
    words += [f"no more than {count} {word}" for count, word in counted if count is not None]
    return f"; the rule asks for {' and '.join(words)}" if words else ""
