"""Money in the unit that the council counts it in, where a return does not say."""

from dataclasses import replace

from msgspec import structs

from workbook_tools.model.figures import Figure, as_pounds
from workbook_tools.model.scheme import FinanceRules
from workbook_tools.model.service_return import BudgetLine, Saving, ServiceReturn

THOUSANDS = 3  # powers of ten


def in_pounds(service_return: ServiceReturn, rules: FinanceRules | None) -> ServiceReturn:
    """The return with its bare figures of money in pounds, where the scheme counts them in thousands; twice is as once.

    Figures that show a unit, or whose heading or cover names one, have been read in it.
    """
    if rules is None or rules.money_in == "pounds" or not (service_return.finance or service_return.savings):
        return service_return
    return replace(
        service_return,
        finance=tuple(_line_in_pounds(line) for line in service_return.finance),
        savings=tuple(_saving_in_pounds(saving) for saving in service_return.savings),
    )


def _line_in_pounds(line: BudgetLine) -> BudgetLine:
    return structs.replace(
        line,
        budget=_converted(line.budget),
        virement=_converted(line.virement),
        actual=_converted(line.actual),
        forecast=_converted(line.forecast),
        variance=_converted(line.variance),
    )


def _saving_in_pounds(saving: Saving) -> Saving:
    return structs.replace(
        saving,
        target=_converted(saving.target),
        achieved=_converted(saving.achieved),
        forecast=_converted(saving.forecast),
    )


def _converted(figure: Figure) -> Figure:
    return as_pounds(figure, THOUSANDS) if figure.unit is None else figure
