"""What the figures of a budget line say: its variance, and whether that is favourable. Money is in pounds."""

from collections.abc import Iterable
from decimal import Decimal

from workbook_tools.model.figures import Figure, FigureKind
from workbook_tools.model.scheme import FinanceRules
from workbook_tools.model.service_return import BudgetLine
from workbook_tools.model.spellings import INCOME, folded
from workbook_tools.model.wording import QUOTIENTS, say_percent
from workbook_tools.model.words import Direction
from workbook_tools.rules.margins import COMPARED_TO, EXACT

ZERO = Decimal(0)


def number_of(figure: Figure) -> Decimal | None:
    """The number of a figure; None where it has none."""
    return figure.number if figure.kind is FigureKind.NUMBER else None


def compared_with_budget(line: BudgetLine) -> tuple[Decimal | None, str]:
    """What a budget is compared with, and its name: the forecast, or without one the actual figure; None without either."""
    forecast = number_of(line.forecast)
    return (forecast, "Forecast") if forecast is not None else (number_of(line.actual), "Actual")


def variance_of(line: BudgetLine) -> Decimal | None:
    """Forecast less budget, or actual less budget without a forecast; None without two figures."""
    budget, (compared, _) = number_of(line.budget), compared_with_budget(line)
    return None if budget is None or compared is None else EXACT.subtract(compared, budget)


def stated_as_variance(line: BudgetLine, rules: FinanceRules | None) -> Decimal | None:
    """The stated variance as forecast less budget.

    None where none is stated or the scheme declares no sign, and on a line of income that is shown as positive: there "forecast
    less budget" and "positive is adverse" have different signs.
    """
    stated = number_of(line.variance)
    if stated is None or rules is None or rules.variance_sign is None or is_positive_income(line):
        return None
    return stated if rules.variance_sign == "overspend_positive" else ZERO - stated


def is_positive_income(line: BudgetLine) -> bool:
    """Whether a line is one of income and its budget is not negative, so that a higher figure is the better one."""
    return bool(line.kind) and folded(line.kind) in INCOME and not (number_of(line.budget) or ZERO) < 0


def is_part_of_budget(line: BudgetLine) -> bool:
    """Whether a budget is compared with an actual figure that is less than it; the sign of income is left aside."""
    compared, budget = number_of(line.actual), number_of(line.budget)
    if number_of(line.forecast) is not None or compared is None or budget is None:
        return False
    return abs(compared) < abs(budget)


def direction_of(line: BudgetLine, variance: Decimal) -> Direction:
    """Which way a variance (forecast less budget) goes.

    More than budgeted is adverse, for a negative budget (income) too, where more means less income; on a line of income with a
    positive budget it is favourable. Income with a zero budget may be shown either way, so it cannot be told.
    """
    if not variance:
        return Direction.ON_BUDGET
    if not is_positive_income(line):
        return Direction.ADVERSE if variance > 0 else Direction.FAVOURABLE
    if not number_of(line.budget):
        return Direction.UNKNOWN
    return Direction.FAVOURABLE if variance > 0 else Direction.ADVERSE


def percent_of(part: Decimal, whole: Decimal) -> Decimal:
    """In percent, to ten decimals.

    Raises:
        decimal.DivisionByZero: `whole` is zero.
    """
    return QUOTIENTS.divide(part.scaleb(2, context=EXACT), whole).quantize(COMPARED_TO, context=EXACT)


def say_share(part: Decimal, whole: Decimal, bounds: Iterable[Decimal]) -> str:
    """A share in percent with as many decimals as keep it off the nearest of `bounds` where it is not on it.

    Raises:
        decimal.DivisionByZero: `whole` is zero.
    """
    share = percent_of(part, whole)
    nearest = min(bounds, key=lambda bound: abs(abs(share) - bound), default=None)
    return say_percent(part, whole, None if nearest is None else nearest.copy_sign(part))
