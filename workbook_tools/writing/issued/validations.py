"""What may be typed into which cell, with the words that Excel shows before and after: plain English, what is wanted first.

Excel keeps what is pasted from being checked; `check` looks at everything again.
"""

from collections.abc import Mapping
from typing import Any

from workbook_tools.model.layout import Content
from workbook_tools.model.scheme import Scheme
from workbook_tools.writing.issued.columns import ReturnColumn
from workbook_tools.writing.issued.names import (
    NO_DATE,
    NO_FIGURE,
    OFFICERS_WORDS,
    PERIODS,
    PLAN_FROM,
    PLAN_TO,
    POLARITIES,
    SCORES,
    UNITS,
    YES,
)

Options = Mapping[str, Any]

LONGEST_TITLE = 32  # characters that Excel shows
STOP, ADVISE = "stop", "warning"
FIGURE = "A figure such as 96.2%, £3.70 or 8,500; n/a where there is none."
CHOSEN: Mapping[str, tuple[str, str, str, str]] = {
    "unit_text": (UNITS, "Unit", "percent, number, days, GBP or ratio; another word is taken as it stands.", ADVISE),
    "polarity": (POLARITIES, "Polarity", "Which way is better: Maximise, Minimise, Range or Data only.", STOP),
    "cancelled": (YES, "Cancelled", "Choose Yes if the action was cancelled; otherwise leave it empty.", STOP),
    "previous_label": (PERIODS, "Period", "The period of the previous value, such as 2021/22 or Q2 2018/19.", ADVISE),
}
"""By column, what is chosen from a list: its name, a title, a message, whether another entry is refused."""
FIRST_DAY = 36526  # 1 January 2000 as Excel counts days: an earlier one is a typing error


def validation_of(column: ReturnColumn, table: str, scheme: Scheme, cells: Mapping[str, str]) -> Options | None:
    """The validation of a column's cells; None where anything may be typed.

    Args:
        column: the column.
        table: the name of its table.
        scheme: for its scales and words.
        cells: the first cell of each column, its row not fixed: formulas are written for it.
    """
    cell = cells[column.name]
    if column.name in CHOSEN:
        return from_list(*CHOSEN[column.name])
    match column.name:
        case "officer_status":
            message = "Only where you overrule the status shown. Choose a word of the key and give the reason beside it."
            return from_list(OFFICERS_WORDS[table], "Officer's status", message)
        case "target":
            return _target(cell)
        case "score":
            return _score(cell, cells)
        case "value" if table == "indicators":
            return _figure(cell, "Value", FIGURE)
        case _:
            return _by_content(column, cell, scheme)


def _by_content(column: ReturnColumn, cell: str, scheme: Scheme) -> Options | None:
    match column.content:
        case Content.PROGRESS:
            return _custom(
                f"OR(AND(ISNUMBER({cell}),{cell}>=0,{cell}<=1),{_one_of(NO_FIGURE, cell)})",
                column.heading,
                "How much is complete, from 0% to 100%, with the % sign; n/a where there is no figure.",
            )
        case Content.DATE:
            return _custom(
                f"OR(AND(ISNUMBER({cell}),OR({PLAN_FROM}=0,{cell}>={PLAN_FROM}),OR({PLAN_TO}=0,{cell}<={PLAN_TO})),"
                f"{_one_of(NO_DATE, cell)})",
                column.heading,
                "A day within the plan on the cover, such as 31/03/2024 (of a month its last day), or Ongoing.",
            )
        case Content.MONEY:
            return _figure(cell, column.heading, "Pounds, such as 12,500 or -294.50; n/a where there is no figure.")
        case Content.FIGURE:
            return _figure(cell, column.heading, FIGURE)
        case Content.SCORE if scheme.risks is not None:
            return _on_scale(column, cell, scheme)
        case _:
            return None


def sign_off_day(cell: str) -> Options:
    """Of the day on which a return is signed off."""
    return _custom(
        f"AND(ISNUMBER({cell}),{cell}>={FIRST_DAY})", "Signed off on", "The day of the sign-off, such as 14/04/2024."
    )


def anything(label: str, message: str) -> Options:
    """Of a cell that takes any text: it only says what belongs there."""
    return {"validate": "any", "input_title": label[:LONGEST_TITLE], "input_message": f"{message}."}


def from_periods() -> Options:
    """Of the period on the cover of a blank."""
    return from_list(PERIODS, "Period", "Choose the period that you report on, such as 2022/23 or Q2 2019/20.")


def from_statuses() -> Options:
    """Of the officer's judgement on the cover."""
    message = "Only where you judge the return as a whole. Choose a word of the key and give the reason below."
    return from_list(OFFICERS_WORDS["indicators"], "Overall status", message)


def _on_scale(column: ReturnColumn, cell: str, scheme: Scheme) -> Options | None:
    rules = scheme.risks
    if rules is None:
        return None
    scales = {"likelihood": rules.likelihood, "impact": rules.impact}
    labels = next((labels for name, labels in scales.items() if column.name.endswith(name)), None)
    if labels is None:
        highest = len(rules.likelihood) * len(rules.impact)
        return _custom(_one_of(SCORES, cell), column.heading, f"A score that the matrix has, from 1 to {highest}.")
    return _whole(column.heading, len(labels), f"A whole number from 1 ({labels[0]}) to {len(labels)} ({labels[-1]}).")


def _whole(title: str, highest: int, message: str) -> Options:
    return {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": highest, **_words(title, message, STOP)}


def _score(cell: str, cells: Mapping[str, str]) -> Options:
    likelihood, impact = cells["likelihood"], cells["impact"]
    return _custom(
        f"IF(COUNT({likelihood},{impact})=2,{cell}={likelihood}*{impact},{_one_of(SCORES, cell)})",
        "Score",
        "Likelihood x impact, worked out for you. Type a score only where the two are not known.",
    )


def _target(cell: str) -> Options:
    return _custom(
        f'OR(ISNUMBER({cell}),{_one_of(NO_FIGURE, cell)},{cell}="<",{cell}=">",ISNUMBER(SEARCH(" to ",{cell})))',
        "Target",
        'A figure; a range such as "5 to 10"; < for less than last time, > for more; "No Target" for none.',
    )


def _figure(cell: str, title: str, message: str) -> Options:
    return _custom(f"OR(ISNUMBER({cell}),{_one_of(NO_FIGURE, cell)})", title, message)


def _one_of(words: str, cell: str) -> str:
    """Whether a cell holds one of the words of a named list; capitals make no difference, and no mark is a wildcard."""
    return f"SUMPRODUCT(--({words}={cell}))>0"


def _custom(formula: str, title: str, message: str) -> Options:
    return {"validate": "custom", "value": f"={formula}", **_words(title, message, STOP)}


def from_list(name: str, title: str, message: str, how: str = STOP) -> Options:
    """Of a cell that is chosen from a named list; `how` says whether another entry is refused or only asked about."""
    return {"validate": "list", "source": f"={name}", **_words(title, message, how)}


def _words(title: str, message: str, how: str) -> Options:
    return {
        "input_title": title,
        "input_message": message,
        "error_title": f"{title}: please check",
        "error_message": f"This is not what is expected here. {message}",
        "error_type": how,
    }
