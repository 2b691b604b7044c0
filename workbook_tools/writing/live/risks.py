"""Formulas of one risk: its band on the matrix, the status in force, and how it has moved."""

from collections.abc import Mapping

from workbook_tools.model.scheme import Scheme
from workbook_tools.model.words import RiskStatus, Trend
from workbook_tools.rules.risks import UNKNOWN
from workbook_tools.writing.live import names
from workbook_tools.writing.live.steps import Steps, add_status, figure_of, filled_in, format_of, word_of

INPUTS = ("title", "code", "likelihood", "impact", "score", "previous_score", "officer_status", "officer_reason")


def risk_formulas(scheme: Scheme) -> Mapping[str, str]:
    """The working cells of one risk, in order; every result is "" in a row without content.

    Results: `band`, the word of the score's band, or that for an unknown rating; `status`, the word in force, which an
    officer's word with a reason may have changed; `movement`, a word.
    """
    steps = Steps(INPUTS)
    used = steps.add("used", filled_in(INPUTS))
    if scheme.risks is None:
        style = steps.add("computed", f'IF({used},"{RiskStatus.UNKNOWN}","")')
        steps.add("band", word_of(style, "Indicator"))
        steps.add("status", word_of(style, "Indicator"))
        steps.add("movement", f'IF({used},{names.movement_word(Trend.NO_COMPARISON)},"")')
        return steps.formulas()
    rating = _add_rating(steps)
    row = steps.add("band_row", f'IF({rating}="",0,IFERROR(MATCH({rating},Risk_band_lowest,1),0))')
    within = f"IF({row}=0,FALSE,{rating}<=INDEX(Risk_band_highest,MAX(1,{row})))"
    computed = steps.add("computed", f'IF({used},IF({within},INDEX(Risk_band_styles,MAX(1,{row})),"{UNKNOWN}"),"")')
    style = add_status(steps, "Risk", computed)
    steps.add("band", word_of(computed, "Risk"))
    steps.add("status", word_of(style, "Risk"))
    _add_movement(steps, rating)
    return steps.formulas()


def _add_rating(steps: Steps) -> str:
    """Adds the step `rating`: likelihood x impact where both are on their scales, else the score if it can occur, else ""."""
    likelihood, impact, score = (_whole(steps, cell) for cell in ("likelihood", "impact", "score"))
    on_scales = f"AND({likelihood}<=Likelihood_steps,{impact}<=Impact_steps)"
    stated = steps.add("on_scales", f'IF(OR({likelihood}="",{impact}=""),FALSE,{on_scales})')
    return steps.add("rating", f'IF({stated},{likelihood}*{impact},IF({_occurs(score)},{score},""))')


def _add_movement(steps: Steps, rating: str) -> None:
    before = _whole(steps, "previous_score")
    improved, same, declined, missing = (names.movement_word(key) for key in Trend)
    direction = f"IF({rating}={before},{same},IF({rating}>{before},{declined},{improved}))"
    none = f'OR({rating}="",NOT({_occurs(before)}))'
    steps.add("movement", f'IF({{used}},IF({none},{missing},{direction}),"")')


def _whole(steps: Steps, cell: str) -> str:
    """Adds the step of a whole number of 1 or more; "" for anything else."""
    cell_format = steps.add(f"{cell}_format", format_of(f"{{{cell}}}", '""'))
    number = steps.add(f"{cell}_figure", figure_of(f"{{{cell}}}", cell_format))
    rounded = f"ROUND({number},Decimals_compared)"  # 7% is 7, but 0.07 x 100 is a hair more
    return steps.add(f"{cell}_whole", f'IF(ISNUMBER({number}),IF(AND({rounded}>=1,{rounded}=INT({rounded})),{rounded},""),"")')


def _occurs(score: str) -> str:
    return f"ISNUMBER(MATCH({score},Risk_scores,0))"
