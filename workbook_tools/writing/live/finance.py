"""Formulas of one budget line: its variance."""

from collections.abc import Mapping

from workbook_tools.writing.live.steps import Steps, add_figure, decimals_for, filled_in

INPUTS = ("title", "code", "budget", "actual", "forecast")


def finance_formulas() -> Mapping[str, str]:
    """The working cells of one budget line, in order.

    Result: `variance`, forecast less budget, or actual less budget without a forecast; "" where it cannot be worked out.
    """
    steps = Steps(INPUTS)
    used = steps.add("used", filled_in(INPUTS))
    budget, actual, forecast = (add_figure(steps, cell, '""') for cell in ("budget", "actual", "forecast"))
    compared = steps.add("compared", f'IF(ISNUMBER({forecast}),{forecast},IF(ISNUMBER({actual}),{actual},""))')
    decimals = decimals_for(budget, compared)
    steps.add("variance", f'IF(AND({used},ISNUMBER({budget}),ISNUMBER({compared})),ROUND({compared}-{budget},{decimals}),"")')
    return steps.formulas()
