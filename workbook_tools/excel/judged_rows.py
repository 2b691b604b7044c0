"""The judged rows of a return as a list: where each stands, how it is judged and why, in the words of its scheme."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workbook_tools.findings import Where
from workbook_tools.model.assessment import Assessment, IndicatorAssessment
from workbook_tools.model.layout import ACTIONS, FINANCE, INDICATORS, RISKS, SAVINGS
from workbook_tools.model.scheme import Scheme, Style
from workbook_tools.model.service_return import Row


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row and its verdict.

    Attributes:
        table: as its sheet is called in a standard return.
        where: its value, or its leading cell where it has none.
        code: of the row.
        title: of the row.
        style: the status in force, as the scheme prints it.
        movement: trend or movement in words, "" where the scheme judges none.
        reason: of the status.
        previews: by heading, what an issued return should show beside the row.
    """

    table: str
    where: Where
    code: str
    title: str
    style: Style
    reason: str
    movement: str = ""
    previews: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> str:
        """Symbol and word."""
        return f"{self.style.symbol} {self.style.word}".strip()


def judged_rows(assessment: Assessment) -> Iterator[JudgedRow]:
    """The rows that have a verdict, in the order of tables and rows; an action that only introduces others has none."""
    scheme = assessment.scheme
    for judged in assessment.indicators:
        yield _indicator(judged, scheme)
    for action in assessment.actions:
        if not action.action.is_heading:
            style = scheme.style_of("actions", action.status.style)
            row = action.action
            where = _value_of(row, "progress")
            yield JudgedRow(
                ACTIONS.sheet, where, row.code, row.title, style, action.status.reason, previews={"Status now": style.word}
            )
    for rated in assessment.risks:
        style, moved = scheme.style_of("risks", rated.status.style), scheme.style_of("movements", rated.movement.style)
        previews = {"Band now": style.word, "Movement now": moved.word}
        where, risk = _value_of(rated.risk, "score", "likelihood"), rated.risk
        yield JudgedRow(RISKS.sheet, where, risk.code, risk.title, style, rated.status.reason, moved.word, previews)
    for budget in assessment.finance:
        if budget.status is not None:
            line, style = budget.line, scheme.indicator_style(budget.status.style)
            yield JudgedRow(
                FINANCE.sheet, _value_of(line, "forecast", "actual"), line.code, line.title, style, budget.status.reason
            )
    for found in assessment.savings:
        if found.status is not None:
            saving, style = found.saving, scheme.indicator_style(found.status.style)
            where = _value_of(saving, "forecast", "achieved")
            yield JudgedRow(SAVINGS.sheet, where, saving.code, saving.title, style, found.status.reason)


def _indicator(judged: IndicatorAssessment, scheme: Scheme) -> JudgedRow:
    row, style = judged.indicator, scheme.indicator_style(judged.status.style)
    short, long = (scheme.style_of("trends", trend.style).word for trend in (judged.short_trend, judged.long_trend))
    declared = ((scheme.trend.short, "Short trend", short), (scheme.trend.long, "Long trend", long))
    movement = "; ".join(f"{name}: {word}" for rule, name, word in declared if rule is not None)
    previews = {"Status now": style.word, "Short trend now": short, "Long trend now": long}
    where = _value_of(row, "value")
    return JudgedRow(INDICATORS.sheet, where, row.code, row.title, style, judged.status.reason, movement, previews)


def _value_of(row: Row, *fields: str) -> Where:
    """The cell of the first of these fields that the row has one for, else its leading cell."""
    return next((row.at(name) for name in fields if name in row.cells), row.where)
