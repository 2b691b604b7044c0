"""Formulas of one action: its status, and whether a note is wanted. Rows that only introduce others are not told apart."""

from collections.abc import Mapping

from workbook_tools.model.scheme import ActionRule, Scheme
from workbook_tools.model.words import ActionStatus
from workbook_tools.writing.live import names
from workbook_tools.writing.live.dates import add_date
from workbook_tools.writing.live.lists import BOUNDS
from workbook_tools.writing.live.steps import (
    Steps,
    add_figure,
    add_status,
    all_of,
    decimals_for,
    filled_in,
    folded,
    is_among,
    note_wanted,
    word_of,
)

INPUTS = ("title", "code", "start", "due", "progress", "cancelled", "note", "officer_status", "officer_reason")


def action_formulas(scheme: Scheme) -> Mapping[str, str]:
    """The working cells of one action, in order; every result is "" in a row without content, or while no period is chosen.

    Results: `status`, the word in force; `note_wanted`, TRUE where the status in force is an alert and there is no note.
    """
    steps = Steps(INPUTS)
    steps.add("used", f'AND(As_at<>"",{filled_in(INPUTS)})')
    progress = add_figure(steps, "progress", '"P"')
    due = add_date(steps, "due")
    on_the_day = "<=" if scheme.actions.due_on_as_at.overdue else "<"
    steps.add("past_due", f'IF(OR({{due_ongoing}},{due}=""),FALSE,{due}{on_the_day}As_at)')
    text = steps.add("cancelled_text", folded("{cancelled}"))
    steps.add("is_cancelled", f"IF(ISLOGICAL({{cancelled}}),{{cancelled}},{is_among(text, 'Yes_words')})")
    if any(rule.of_elapsed_at_least is not None for rule in scheme.actions.rules):
        _add_elapsed(steps, scheme, due)
    computed = _add_rules(steps, scheme.actions.rules, progress)
    style = add_status(steps, "Action", computed)
    steps.add("status", word_of(style, "Action"))
    steps.add("note_wanted", note_wanted(style, "Action"))
    return steps.formulas()


def _add_elapsed(steps: Steps, scheme: Scheme, due: str) -> None:
    """Adds the steps `gone` and `whole`: so many of so many parts of the plan have gone by; "" where its dates are missing."""
    if scheme.actions.plan == "financial_year":
        steps.add("whole", "Elapsed_of")
        steps.add("gone", "Elapsed_gone")
        return
    start = add_date(steps, "start")
    unknown = f'OR({start}="",{due}="",As_at="")'
    whole = steps.add("whole", f'IF({unknown},"",IF({due}<{start},"",{due}-{start}+1))')
    steps.add("gone", f'IF({whole}="","",MIN(MAX(As_at-{start}+1,0),{whole}))')


def _add_rules(steps: Steps, rules: tuple[ActionRule, ...], progress: str) -> str:
    """Adds a step for each rule, whether it holds, and the key of the style of the first that does."""
    chain = f'"{ActionStatus.UNKNOWN}"'
    holds = [steps.add(f"rule_{number}", _holds(steps, rule, number, progress)) for number, rule in enumerate(rules, 1)]
    for rule, held in reversed(tuple(zip(rules, holds, strict=True))):
        chain = f'IF({held},"{rule.status}",{chain})'
    return steps.add("computed", f'IF({{used}},{chain},"")')


def _holds(steps: Steps, rule: ActionRule, number: int, progress: str) -> str:
    """Whether every stated condition of a rule holds; those on progress need a figure."""
    conditions = [
        cell if wanted else f"NOT({cell})"
        for cell, wanted in (("{is_cancelled}", rule.cancelled), ("{past_due}", rule.past_due))
        if wanted is not None
    ]
    on_progress = [_bound(steps, number, bound, progress) for bound in BOUNDS if getattr(rule, bound) is not None]
    if on_progress:
        conditions.append(f"IF(ISNUMBER({progress}),{all_of(on_progress)},FALSE)")
    return all_of(conditions)


def _bound(steps: Steps, number: int, bound: str, progress: str) -> str:
    name = names.action_bound(number, bound)
    if bound != "of_elapsed_at_least":
        return f"ROUND({progress}-{name},Decimals_compared){'<' if bound == 'progress_below' else '>='}0"
    # Both sides are multiplied by the length of the plan, so that nothing is divided.
    done = steps.add(f"done_{number}", f'IF(OR({{whole}}="",{progress}=""),"",{progress}*{{whole}})')
    asked = steps.add(f"asked_{number}", f'IF({{gone}}="","",{name}*{{gone}})')
    return f'IF({{whole}}="",FALSE,ROUND({done}-{asked},{decimals_for(done, asked)})>=0)'
