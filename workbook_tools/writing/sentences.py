"""The front page in plain English: how many rows stand where, composed from the figures. Pure text; nothing is rounded.

The numbers of a sentence always add up to the rows of its table. Of a table without rows nothing is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from workbook_tools.model.scheme import CompareWith, TrendRule
from workbook_tools.model.wording import say_count
from workbook_tools.model.words import Trend
from workbook_tools.periods import PeriodKind

PERIOD_NOUNS = {
    PeriodKind.YEAR: "year",
    PeriodKind.HALF: "half year",
    PeriodKind.QUARTER: "quarter",
    PeriodKind.MONTH: "month",
    PeriodKind.DAY: "day",
    None: "period",
}
TRAVELLED = {Trend.IMPROVED: "improved", Trend.SAME: "stayed the same", Trend.DECLINED: "declined"}
ONLY_LAST_YEAR: dict[CompareWith, CompareWith] = {
    "same_period_last_year": "previous_period",
    "mean_of_same_period": "mean_of_last",
}
"""What a comparison comes to where the period is a year."""


@dataclass(frozen=True, slots=True)
class AtWord:
    """Rows at one of the scheme's words; `late`: those of them past their due date, None where that is not asked."""

    word: str
    number: int
    late: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How the rows of a table stand: its noun ("indicator"), the rows at each word, the rows without a status."""

    noun: str
    at: tuple[AtWord, ...]
    without: int = 0


@dataclass(frozen=True, slots=True)
class Travel:
    """How many indicators went which way; `against` says in words what they are compared with."""

    by_trend: tuple[tuple[Trend, int], ...]
    not_compared: int
    against: str


def say_standing(standing: Standing) -> str:
    """Such as "Of the 15 indicators with a status (12 have none), 7 are Green, 2 Amber and 6 Red."."""
    at = [each for each in standing.at if each.number]
    number = sum(each.number for each in at)
    without = f" with a status ({_number(standing.without)} {_have(standing.without)} none)" if standing.without else ""
    if not at:
        return _say_none(standing)
    if len(at) == 1:
        return f"{_all(number, standing.noun, without)} {_are(number)} {at[0].word}{_say_late(at[0])}."
    said, verb = [], ""
    for each in at:
        verb, before = _are(each.number), verb
        said.append(f"{_number(each.number)}{'' if verb == before else f' {verb}'} {each.word}{_say_late(each)}")
    return f"Of the {_number(number)} {standing.noun}s{without}, {say_list(said)}."


def say_travel(travel: Travel) -> str:
    """Such as "Of the 15 indicators that can be compared (12 cannot), 7 have improved and 8 have declined since ..."."""
    by_trend = [(trend, count) for trend, count in travel.by_trend if count]
    number = sum(count for _, count in by_trend)
    if not by_trend:
        return ""
    without = f" that can be compared ({_number(travel.not_compared)} cannot)" if travel.not_compared else ""
    if len(by_trend) == 1:
        start = f"{_all(number, 'indicator', without)} {_have(number)} {TRAVELLED[by_trend[0][0]]}"
        return f"{start} {travel.against}."
    said = [f"{_number(count)} {_have(count)} {TRAVELLED[trend]}" for trend, count in by_trend]
    return f"Of the {_number(number)} indicators{without}, {say_list(said)} {travel.against}."


def join_sentences(first: str, second: str) -> str:
    """Two of these sentences as one; where one says nothing, the other as it is."""
    return f"{first.removesuffix('.')}; {second[0].lower()}{second[1:]}" if first and second else first or second


def say_comparison(rule: TrendRule, kind: PeriodKind | None) -> str:
    """What a trend compares with, in the rule's own terms: "since the same quarter last year".

    Args:
        rule: the scheme's.
        kind: of the returns' periods; None where they differ or are not stated.
    """
    noun = PERIOD_NOUNS[kind]
    compare_with = ONLY_LAST_YEAR.get(rule.compare_with, rule.compare_with) if kind is PeriodKind.YEAR else rule.compare_with
    several = f"up to {rule.periods} earlier" if max(rule.at_least, 1) < rule.periods else f"the last {rule.periods}"
    match compare_with:
        case "mean_of_last" if rule.periods > 1:
            return f"against the mean of {several} {noun}s"
        case "mean_of_same_period" if rule.periods > 1:
            return f"against the mean of the same {noun} in {several} years"
        case "previous_period" | "mean_of_last":
            return f"since the previous {noun}"
        case "same_period_last_year" | "mean_of_same_period":
            return f"since the same {noun} last year"


def say_list(parts: Sequence[str]) -> str:
    """Such as "a, b and c"."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def _say_none(standing: Standing) -> str:
    if not standing.without:
        return ""
    if standing.without == 1:
        return f"The one {standing.noun} has no status."
    return f"None of the {say_count(standing.without, standing.noun)} has a status."


def _say_late(at: AtWord) -> str:
    """How many of the rows at a word have passed their due date, in brackets; nothing where none has."""
    if not at.late:
        return ""
    if at.late < at.number:
        return f" ({_number(at.late)} of them past {'its' if at.late == 1 else 'their'} due date)"
    return f" ({'past its' if at.number == 1 else 'all past their'} due date)"


def _all(number: int, noun: str, which: str) -> str:
    return f"The one {noun}{which}" if number == 1 else f"All {_number(number)} {noun}s{which}"


def _number(number: int) -> str:
    return f"{number:,}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"
