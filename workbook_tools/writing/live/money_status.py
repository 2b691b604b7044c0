"""Formulas of a summary for money: variance in percent, which way it goes, delivery of savings, the status of both."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from workbook_tools.model.scheme import FinanceRules, Scheme
from workbook_tools.model.words import Direction, TargetStatus
from workbook_tools.writing.live import names
from workbook_tools.writing.live.finance import INPUTS, finance_formulas
from workbook_tools.writing.live.lists import Named
from workbook_tools.writing.live.steps import Steps, add_figure, decimals_for, word_of

GIVEN = ("is_income", "within_year", "stated_variance")
"""What a summary knows of a budget line beside its cells: TRUE or FALSE, TRUE or FALSE, a stated variance that counts or ""."""
SAVING_INPUTS = ("target", "achieved", "forecast")
DIRECTION_SHOWN = {
    Direction.FAVOURABLE: "Favourable",
    Direction.ADVERSE: "Adverse",
    Direction.ON_BUDGET: "On budget",
    Direction.UNKNOWN: "Cannot be told",
}


def money_thresholds(scheme: Scheme) -> Iterator[Named]:
    """The bounds of the status of budget lines and savings."""
    rules, styles = scheme.finance, scheme.styles.indicators
    if rules is None:
        return
    for number, rule in enumerate(rules.variance_status, 1):
        if rule.adverse_at_most is not None:
            words = f"Rule {number} for budget lines ({styles[rule.status].word}): adverse at most, percent of the budget"
            yield Named(names.variance_bound(number), words, rule.adverse_at_most, rule=rule)
    for number, saving in enumerate(rules.savings_status, 1):
        if saving.delivered_at_least is not None:
            words = f"Rule {number} for savings ({styles[saving.status].word}): delivered at least, percent of the target"
            yield Named(names.savings_bound(number), words, saving.delivered_at_least, rule=saving)


def budget_formulas(scheme: Scheme) -> Mapping[str, str]:
    """The working cells of a budget line of a summary.

    Results: `shown_variance`; `percent`, a fraction of the budget; `direction`, a word of ours; `status`, the scheme's word;
    each "" where there is none.
    """
    steps = Steps((*INPUTS, *GIVEN))
    for name, formula in finance_formulas().items():
        steps.add(name, formula.removeprefix("="))
    budget, worked_out, forecast = "{budget_figure}", "{variance}", "{forecast_figure}"
    stated = 'IF(ISNUMBER({stated_variance}),{stated_variance},"")'
    variance = steps.add("shown_variance", f"IF(ISNUMBER({worked_out}),{worked_out},{stated})")
    share = f'IF({budget}=0,"",{variance}/ABS({budget}))'
    steps.add("percent", f'IF(AND(ISNUMBER({variance}),ISNUMBER({budget})),{share},"")')
    positive = steps.add("positive_income", f"IF({{is_income}},IF(ISNUMBER({budget}),{budget}>=0,TRUE),FALSE)")
    to_date = f"AND({{within_year}},ISNUMBER({worked_out}),NOT(ISNUMBER({forecast})))"
    part = steps.add("part_of_budget", f"IF({to_date},ABS({{actual_figure}})<ABS({budget}),FALSE)")
    unclear = f"OR({part},AND({positive},NOT(N({budget})<>0)))"
    way = f'IF(({variance}>0)={positive},"favourable","adverse")'
    known = f'IF({part},"unknown",IF({variance}=0,"on_budget",IF({unclear},"unknown",{way})))'
    direction = steps.add("direction_key", f'IF(ISNUMBER({variance}),{known},"")')
    words = "".join(f'IF({direction}="{key}","{word}",' for key, word in DIRECTION_SHOWN.items())
    steps.add("direction", f'{words}""{")" * len(DIRECTION_SHOWN)}')
    if scheme.finance is not None and scheme.finance.variance_status:
        style = steps.add("budget_style", _budget_style(scheme, scheme.finance))
        steps.add("status", word_of(style, "Indicator"))
    return steps.formulas()


def saving_formulas(scheme: Scheme) -> Mapping[str, str]:
    """The working cells of a saving of a summary. Results: `delivery`, a fraction of the target; `status`; "" for none."""
    steps = Steps(SAVING_INPUTS)
    target, achieved, forecast = (add_figure(steps, cell, '""') for cell in SAVING_INPUTS)
    delivered = steps.add("delivered", f"IF(ISNUMBER({forecast}),{forecast},{achieved})")
    can_be_told = f"AND(ISNUMBER({target}),ISNUMBER({delivered}))"
    share = f'IF({target}=0,"",{delivered}/{target})'
    steps.add("delivery", f'IF({can_be_told},{share},"")')
    if scheme.finance is not None and scheme.finance.savings_status:
        towards = f"SIGN({target})*{delivered}"
        decimals = decimals_for(target, delivered)
        conditions = [
            f"ROUND({towards}-{names.savings_bound(number)}/100*ABS({target}),{decimals})>=0"
            for number, _ in enumerate(scheme.finance.savings_status, 1)
        ]
        styles = [rule.status for rule in scheme.finance.savings_status]
        none = f'IF(N({target})=0,"{_no_target(scheme)}","{TargetStatus.UNKNOWN}")'
        style = steps.add("saving_style", f"IF({can_be_told},IF({target}=0,{none},{_first(conditions, styles)}),{none})")
        steps.add("status", word_of(style, "Indicator"))
    return steps.formulas()


def _budget_style(scheme: Scheme, rules: FinanceRules) -> str:
    variance, budget, direction = "{shown_variance}", "{budget_figure}", "{direction_key}"
    decimals = decimals_for(budget, variance)
    conditions = [
        f"AND({budget}<>0,ROUND(ABS({variance})-{names.variance_bound(number)}/100*ABS({budget}),{decimals})<=0)"
        for number, _ in enumerate(rules.variance_status, 1)
    ]
    styles = [rule.status for rule in rules.variance_status]
    missing = f'IF(ISNUMBER({budget}),"{TargetStatus.UNKNOWN}","{_no_target(scheme)}")'
    adverse = f"IF(ISNUMBER({budget}),{_first(conditions, styles)},{missing})"
    judged = f'IF({direction}="unknown","{TargetStatus.UNKNOWN}",IF({direction}="adverse",{adverse},"{styles[0]}"))'
    return f"IF(ISNUMBER({variance}),{judged},{missing})"


def _first(conditions: Sequence[str], styles: Sequence[str]) -> str:
    """The style of the first condition that holds; that of the last rule, which has no bound, where none does."""
    chain = f'"{styles[-1]}"'
    for condition, style in reversed(list(zip(conditions[:-1], styles[:-1], strict=True))):
        chain = f'IF({condition},"{style}",{chain})'
    return chain


def _no_target(scheme: Scheme) -> str:
    """The style of a row without a target: that of an unknown one where the scheme has no word of its own."""
    key = TargetStatus.NO_TARGET
    return key if key in scheme.styles.indicators else TargetStatus.UNKNOWN


def fraction(percent: Decimal) -> Decimal:
    """A percentage as the cells of a workbook hold it."""
    return percent.scaleb(-2)
