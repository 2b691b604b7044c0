"""What the rows of a return say, without their places: two returns that say the same are copies of one another."""

from collections import Counter
from collections.abc import Iterator

from workbook_tools.model.figures import Figure, FigureKind
from workbook_tools.model.layout import ANSWERS
from workbook_tools.model.service_return import Action, BudgetLine, Indicator, Risk, ServiceReturn

ANSWERED_ROWS = 3  # below so many a return says too little to be taken for a copy of another

Said = frozenset[tuple[tuple[object, ...], int]]


def answered_rows(service_return: ServiceReturn) -> Said | None:
    """Each row's code, title, answers and note, and how often it occurs; None where fewer than three rows have an answer.

    Earlier figures, targets and dates are left aside: a copy of last quarter's answers stands beside new ones.
    """
    if sum(_is_answered(table, row) for table, row in _rows(service_return)) < ANSWERED_ROWS:
        return None
    return frozenset(Counter(_said(table, row) for table, row in _rows(service_return)).items())


def _rows(service_return: ServiceReturn) -> Iterator[tuple[str, Indicator | Action | Risk | BudgetLine]]:
    for table in ANSWERS:
        for row in getattr(service_return, table):
            yield table, row


def _is_answered(table: str, row: Indicator | Action | Risk | BudgetLine) -> bool:
    return any(getattr(row, field).kind is not FigureKind.EMPTY for field in ANSWERS[table])


def _said(table: str, row: Indicator | Action | Risk | BudgetLine) -> tuple[object, ...]:
    texts = (" ".join(text.split()) for text in (row.code, row.title, row.note))
    return table, *texts, *(_answer(getattr(row, field)) for field in ANSWERS[table])


def _answer(figure: Figure) -> tuple[object, ...]:
    text = figure.text if figure.kind is FigureKind.NOT_UNDERSTOOD else ""
    return figure.kind, figure.number, figure.low, figure.high, text
