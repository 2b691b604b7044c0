"""Defined names of what a scheme's rules rest on. Rules are numbered from 1 in the scheme's order."""

from collections.abc import Iterator
from dataclasses import dataclass

from workbook_tools.model.scheme import CompareWith, Scheme


@dataclass(frozen=True, slots=True, order=True)
class Back:
    """An earlier period, counted from the return's: `steps` periods of its length, or years, before it."""

    steps: int
    in_years: bool = False

    @property
    def key(self) -> str:
        """As in names of cells: "back_1", "years_back_3"."""
        return f"{'years_back' if self.in_years else 'back'}_{self.steps}"

    @property
    def label(self) -> str:
        """Name of the period's label, as the return's period gives it."""
        return f"Compared_{self.key}"

    @property
    def column(self) -> str:
        """Name of the column of labels in the table of periods."""
        return f"Periods_{self.key}"

    @property
    def words(self) -> str:
        """In words: "2 periods before", "1 year before"."""
        unit = "year" if self.in_years else "period"
        return f"{self.steps} {unit}{'' if self.steps == 1 else 's'} before"


PREVIOUS = Back(1)


def looked_for(compare_with: CompareWith, periods: int) -> tuple[Back, ...]:
    """The earlier periods that a rule compares with, latest first."""
    match compare_with:
        case "previous_period":
            return (PREVIOUS,)
        case "same_period_last_year":
            return (Back(1, in_years=True),)
        case "mean_of_last":
            return tuple(Back(step) for step in range(1, periods + 1))
        case "mean_of_same_period":
            return tuple(Back(step, in_years=True) for step in range(1, periods + 1))


def comparisons_of(scheme: Scheme) -> Iterator[tuple[CompareWith, int]]:
    """What the scheme's rules compare a value with, and of how many figures that is; some may come twice."""
    for rule in scheme.target_status:
        if rule.when == "no_worse_than":
            yield rule.compare_with or "previous_period", rule.periods
    for trend in (scheme.trend.short, scheme.trend.long):
        if trend is not None:
            yield trend.compare_with, trend.periods


def periods_needed(scheme: Scheme) -> tuple[Back, ...]:
    """All earlier periods that the scheme looks for, and the one just before, which a value without a period is taken for."""
    found = {PREVIOUS}
    for compare_with, periods in comparisons_of(scheme):
        found.update(looked_for(compare_with, periods))
    return tuple(sorted(found))


def tolerance(rule: int) -> str:
    """Of a rule for target status."""
    return f"Status_rule_{rule}_tolerance"


def variance_bound(rule: int) -> str:
    """Of a rule for the status of budget lines."""
    return f"Variance_rule_{rule}_at_most"


def savings_bound(rule: int) -> str:
    """Of a rule for the status of savings."""
    return f"Savings_rule_{rule}_at_least"


def at_least(trend: str) -> str:
    """How many earlier figures a trend ("short", "long") needs."""
    return f"{trend.capitalize()}_trend_at_least"


def same_within(trend: str) -> str:
    """How far apart two figures of a trend may be and still count as the same."""
    return f"{trend.capitalize()}_trend_same_within"


def trend_word(key: str) -> str:
    """The word of a trend."""
    return f"Trend_{key}"


def movement_word(key: str) -> str:
    """The word of a risk's movement."""
    return f"Movement_{key}"


def action_bound(rule: int, bound: str) -> str:
    """A bound of a rule for action status; `bound` is the field of the rule."""
    return f"Action_rule_{rule}_{bound}"
