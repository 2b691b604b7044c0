"""Formulas of one indicator: its status against target, its trends, and whether a note is wanted."""

from collections.abc import Mapping, Sequence

from workbook_tools.model.scheme import Margin, Scheme, StatusRule, TrendRule
from workbook_tools.model.words import TargetStatus, Trend
from workbook_tools.periods import Period
from workbook_tools.writing.live import names
from workbook_tools.writing.live.comparisons import EarlierFigures, is_within
from workbook_tools.writing.live.steps import (
    Steps,
    add_figure,
    add_status,
    decimals_for,
    filled_in,
    folded,
    looked_up,
    note_wanted,
    word_of,
)
from workbook_tools.writing.live.targets import add_target

INPUTS = (
    "title", "code", "unit", "polarity", "previous_label", "value", "target", "note", "officer_status", "officer_reason",
)  # fmt: skip


def indicator_formulas(scheme: Scheme, earlier: Sequence[Period | None], period: Period | None) -> Mapping[str, str]:
    """The working cells of one indicator, in order; every result is "" in a row without content.

    Results: `status`, the word in force; `short_trend` and `long_trend`, where the scheme declares them; `note_wanted`, TRUE
    where the status in force is an alert and there is no note.

    Args:
        scheme: the council's rules.
        earlier: the period of each column of earlier values, `{earlier_0}` onwards. At most one is None: its period is named
            in the row's own `{previous_label}`, and is the one just before where that holds no digit.
        period: of the return; None where it is chosen on the cover. Then no column has a period of its own, and every result
            is "" until one is chosen.

    Raises:
        ValueError: the columns of earlier values cannot be told apart.
    """
    inputs = (*INPUTS, *(f"earlier_{index}" for index in range(len(earlier))))
    steps = Steps(inputs)
    steps.add("used", f'AND(As_at<>"",{filled_in(inputs)})')
    percent_unit = _add_value(steps)
    add_target(steps, percent_unit)
    if _needs_unit(scheme):
        _add_unit(steps)
    figures = EarlierFigures(steps, earlier, period, percent_unit)
    figures.add_latest()
    _add_goal(steps)
    computed = _add_rules(steps, scheme, figures)
    style = add_status(steps, "Indicator", computed)
    trends = [_trend(trend, getattr(scheme.trend, trend), figures) for trend in ("short", "long")]
    steps.add("status", word_of(style, "Indicator"))
    for name, formula in filter(None, trends):
        steps.add(name, formula)
    steps.add("note_wanted", note_wanted(style, "Indicator"))
    return steps.formulas()


def _needs_unit(scheme: Scheme) -> bool:
    """Whether a rule is for rows in some units only."""
    trends = (scheme.trend.short, scheme.trend.long)
    margins = [rule.tolerance for rule in scheme.target_status] + [trend.same_within for trend in trends if trend]
    return any(rule.units for rule in scheme.target_status) or any(
        margin is not None and margin.measured_as == "percentage_points" for margin in margins
    )


def _add_value(steps: Steps) -> str:
    """Adds the steps of unit, value and polarity; what a figure's format is taken for where Excel does not tell."""
    unit = steps.add("unit_text", folded("{unit}"))
    named = looked_up(unit, "Unit_words", "Unit_kinds", '"other"')
    stated = steps.add("unit_stated", f'IF({unit}="","",{named})')
    percent_unit = f'IF({stated}="percent","P","")'
    add_figure(steps, "value", percent_unit)
    polarity = steps.add("polarity_text", folded("{polarity}"))
    steps.add("polarity_kind", looked_up(polarity, "Polarity_words", "Polarity_kinds", '"unknown"'))
    return percent_unit


def _add_unit(steps: Steps) -> None:
    """Adds the step `unit_kind`; where the row states none, the sign that value or target show decides."""
    value, target = (
        f'IF(ISNUMBER({{{name}_figure}}),IF({{{name}_format}}="P","percent",IF({{{name}_format}}="C","gbp","")),"")'
        for name in ("value", "target")
    )
    in_text = 'IF({target_is_range},IF(RIGHT({high_text},1)="%","percent",IF(LEFT({low_text},1)="£","gbp","")),"")'
    shown = steps.add("unit_shown", f'IF({value}<>"",{value},IF(ISNUMBER({{target_figure}}),{target},{in_text}))')
    steps.add("unit_kind", f'IF({{unit_stated}}<>"",{{unit_stated}},IF({shown}<>"",{shown},"number"))')


def _add_goal(steps: Steps) -> None:
    """Adds the steps that say whether the value can be held against its target, what it has to reach and by how much it misses.

    `goal` is "judged", "unknown", "no_target", or "" in a row that is not used; see `rules.goals`.
    """
    below, above = (
        f'AND({{target_kind}}="{sign}",OR({{polarity_kind}}<>"{needed}",{{latest}}=""))'
        for sign, needed in (("<", "minimise"), (">", "maximise"))
    )
    steps.add(
        "goal",
        'IF(NOT({used}),"",IF({value_figure}="","unknown",IF(OR({polarity_kind}="data_only",{target_kind}="none"),"no_target",'
        f'IF(OR({{polarity_kind}}="unknown",{{target_kind}}="other",{below},{above}),"unknown","judged"))))',
    )
    for side, sign, open_for in (("low", ">", "minimise"), ("high", "<", "maximise")):
        last = f'IF({{target_kind}}="{sign}",{{latest}},IF({{polarity_kind}}="{open_for}","",{{target_{side}}}))'
        steps.add(f"goal_{side}", f'IF({{goal}}="judged",{last},"")')
    decimals = steps.add("decimals", decimals_for("{value_figure}", "{goal_low}", "{goal_high}"))
    short = steps.add("short_by", f'IF({{goal_low}}="","",ROUND({{goal_low}}-{{value_figure}},{decimals}))')
    over = steps.add("over_by", f'IF({{goal_high}}="","",ROUND({{value_figure}}-{{goal_high}},{decimals}))')
    missed = steps.add("missed_by", f"MAX(0,{short},{over})")
    # On the bound of a target "<" or ">" the value misses it by nothing.
    strict = 'OR({target_kind}="<",{target_kind}=">")'
    steps.add("met", f'IF({{goal}}="judged",IF({strict},MAX({short},{over})<0,{missed}=0),FALSE)')
    steps.add("missed_bound", f"IF(N({short})>0,{{goal_low}},IF(N({over})>0,{{goal_high}},{{latest}}))")


def _add_rules(steps: Steps, scheme: Scheme, figures: EarlierFigures) -> str:
    """Adds a step for each rule, whether it holds, and the key of the style of the first that does."""
    chain = f'"{TargetStatus.UNKNOWN}"'
    holds = [steps.add(f"rule_{number}", _holds(rule, number, figures)) for number, rule in enumerate(scheme.target_status, 1)]
    for rule, held in reversed(tuple(zip(scheme.target_status, holds, strict=True))):
        chain = f'IF({held},"{rule.status}",{chain})'
    styles = scheme.styles.indicators
    no_target = TargetStatus.NO_TARGET if TargetStatus.NO_TARGET in styles else TargetStatus.UNKNOWN
    unjudged = f'"{TargetStatus.UNKNOWN}"'
    if no_target != TargetStatus.UNKNOWN:
        unjudged = f'IF({{goal}}="no_target","{no_target}",{unjudged})'
    return steps.add("computed", f'IF({{goal}}="","",IF({{goal}}<>"judged",{unjudged},{chain}))')


def _holds(rule: StatusRule, number: int, figures: EarlierFigures) -> str:
    """Whether a rule for target status holds; FALSE where it is not for the row's unit."""
    condition, units = "TRUE", [f'{{unit_kind}}="{unit}"' for unit in rule.units]
    match rule.when:
        case "target_met":
            condition = "{met}"
        case "within_tolerance" if rule.tolerance is not None:
            condition = f"OR({{met}},{_within(rule.tolerance, number)})"
        case "no_worse_than":
            lead = figures.compare(rule.compare_with or "previous_period", rule.periods).lead
            condition = f"IF(ISNUMBER({lead}),{lead}>=0,FALSE)"
    if rule.tolerance is not None and rule.tolerance.measured_as == "percentage_points":
        condition = f'AND({{unit_kind}}="percent",{condition})'
    return f"AND(OR({','.join(units)}),{condition})" if units else condition


def _within(margin: Margin, number: int) -> str:
    return is_within("{missed_by}", margin, names.tolerance(number), base="N({missed_bound})", decimals="{decimals}")


def _trend(trend: str, rule: TrendRule | None, figures: EarlierFigures) -> tuple[str, str] | None:
    """A trend's name and formula, after the steps that it builds on; None where the scheme declares none."""
    if rule is None:
        return None
    found = figures.compare(rule.compare_with, rule.periods)
    same = f"OR({found.lead}=0,{found.distance}=0)"
    if rule.same_within is not None:
        name = names.same_within(trend)
        margin = is_within(found.distance, rule.same_within, name, base=found.sum, decimals=found.decimals, figures=found.count)
        same = f"OR({found.lead}=0,{found.distance}=0,{margin})"
    improved, alike, declined, missing = (names.trend_word(key) for key in Trend)
    direction = f"IF({same},{alike},IF({found.lead}>0,{improved},{declined}))"
    none = f'OR({found.lead}="",{found.count}<{names.at_least(trend)})'
    return f"{trend}_trend", f'IF({{used}},IF({none},{missing},{direction}),"")'
