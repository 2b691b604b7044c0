"""Units, polarities and targets of indicators, progress of actions, scores of risks."""

from collections.abc import Iterator
from decimal import Decimal

from workbook_tools import catalogue
from workbook_tools.findings import Finding
from workbook_tools.model.figures import Figure, FigureKind, plain
from workbook_tools.model.layout import RISKS
from workbook_tools.model.scheme import RiskRules, Scheme
from workbook_tools.model.service_return import Action, RepeatedRow, Risk, ServiceReturn
from workbook_tools.model.words import Polarity, Unit

COMPLETE = Decimal(100)  # percent
TARGETS = frozenset({FigureKind.NUMBER, FigureKind.RANGE, FigureKind.BELOW_LAST, FigureKind.ABOVE_LAST})
OPPOSITES = frozenset({(FigureKind.BELOW_LAST, Polarity.MAXIMISE), (FigureKind.ABOVE_LAST, Polarity.MINIMISE)})
SCORES = (("likelihood", "impact", "score"), ("target_likelihood", "target_impact", "target_score"))


def unit_unknown(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """Units in words of the return's own."""
    for row in service_return.indicators:
        if row.unit is Unit.OTHER:
            yield catalogue.UNIT_UNKNOWN.at(row.at("unit_text"), row.code, text=row.unit_text)


def polarity_unknown(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """Polarities in words that are not understood, and missing ones where a value and a target could be judged."""
    for row in service_return.indicators:
        if row.polarity is not Polarity.UNKNOWN:
            continue
        text = row.polarity_text.strip()
        judgeable = row.value.number is not None and row.target.kind in TARGETS
        if judgeable or text.casefold() not in {"", Polarity.UNKNOWN}:
            yield catalogue.POLARITY_UNKNOWN.at(row.at("polarity"), row.code, text=text or "not given")


def target_contradicts_polarity(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """Targets "<" where a higher figure is better, ">" where a lower one is."""
    for row in service_return.indicators:
        if (row.target.kind, row.polarity) in OPPOSITES:
            yield catalogue.TARGET_CONTRADICTS_POLARITY.at(
                row.at("target"), row.code, text=row.target.text, polarity=row.polarity.value
            )


def progress_out_of_range(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """Progress below 0% or above 100%, in the table of actions and where a report repeats it."""
    rows: tuple[Action | RepeatedRow, ...] = (*service_return.actions, *service_return.repeated)
    for row in rows:
        progress = row.progress.number
        if progress is not None and not 0 <= progress <= COMPLETE:
            yield catalogue.PROGRESS_OUT_OF_RANGE.at(row.at("progress"), row.code, text=f"{plain(progress)}%")


def score_off_scale(service_return: ServiceReturn, scheme: Scheme) -> Iterator[Finding]:
    """Likelihoods and impacts off the scheme's scales, and scores that stand in no cell of its matrix."""
    rules = scheme.risks
    if rules is None:
        return
    for row in service_return.risks:
        for likelihood, impact, score in SCORES:
            yield from _off_scale(row, likelihood, len(rules.likelihood))
            yield from _off_scale(row, impact, len(rules.impact))
            yield from _not_attainable(row, score, rules)
        yield from _not_attainable(row, "previous_score", rules)


def score_not_product(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """Scores that are not likelihood x impact, where all three are given."""
    for row in service_return.risks:
        for fields in SCORES:
            likelihood, impact, score = (_figure(row, field).number for field in fields)
            if likelihood is None or impact is None or score is None or score == likelihood * impact:
                continue
            yield catalogue.SCORE_NOT_PRODUCT.at(
                row.at(fields[-1]),
                row.code,
                score=plain(score),
                likelihood=plain(likelihood),
                impact=plain(impact),
                product=plain(likelihood * impact),
            )


def _figure(row: Risk, field: str) -> Figure:
    figure: Figure = getattr(row, field)
    return figure


def _off_scale(row: Risk, field: str, highest: int) -> Iterator[Finding]:
    number = _figure(row, field).number
    if number is not None and not _on_scale(number, highest):
        what = _name_of(field)
        yield catalogue.SCORE_NOT_WHOLE.at(row.at(field), row.code, text=plain(number), highest=highest, what=what)


def _not_attainable(row: Risk, field: str, rules: RiskRules) -> Iterator[Finding]:
    number = _figure(row, field).number
    if number is None:
        return
    rows, columns = len(rules.likelihood), len(rules.impact)
    if not _on_scale(number, rows * columns):
        what = _name_of(field)
        yield catalogue.SCORE_NOT_WHOLE.at(row.at(field), row.code, text=plain(number), highest=rows * columns, what=what)
    elif not any(_on_scale(number / likelihood, columns) for likelihood in range(1, rows + 1)):
        yield catalogue.SCORE_NOT_ATTAINABLE.at(
            row.at(field), row.code, text=plain(number), likelihood=rows, impact=columns, what=_name_of(field)
        )


def _name_of(field: str) -> str:
    return RISKS.column(field).heading.lower()


def _on_scale(number: Decimal, highest: int) -> bool:
    return number == number.to_integral_value() and 1 <= number <= highest
