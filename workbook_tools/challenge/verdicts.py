"""Published statuses, trends and bands against the computed ones, and figures against their printed rounding.

The computed verdict is compared, not an officer's: an overruled verdict is no mistake in what was published.
"""

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from workbook_tools import catalogue
from workbook_tools.challenge.words import Comparison, compare
from workbook_tools.findings import Finding, Sentence
from workbook_tools.model.assessment import (
    Assessment,
    IndicatorAssessment,
    Verdict,
)
from workbook_tools.model.figures import Figure, FigureKind, plain
from workbook_tools.model.scheme import Band, RiskRules, Scheme, Style, matching_keys, risk_styles
from workbook_tools.model.service_return import Indicator, Judged
from workbook_tools.model.spellings import folded
from workbook_tools.model.wording import say_figure
from workbook_tools.model.words import Polarity, Trend
from workbook_tools.periods import Period, PeriodKind
from workbook_tools.rules.decisions import decide_target
from workbook_tools.rules.goals import Case, case_of, usable_value

TURNED = {Polarity.MAXIMISE: Polarity.MINIMISE, Polarity.MINIMISE: Polarity.MAXIMISE}
BETTER = {Polarity.MAXIMISE: "higher", Polarity.MINIMISE: "lower"}


def status_differs(assessment: Assessment) -> Iterator[Finding]:
    """Published status words that the return's own figures do not give."""
    scheme = assessment.scheme
    for judged in assessment.indicators:
        style = scheme.indicator_style(judged.computed.style)
        if compare(judged.indicator.reported_status, style, scheme.styles.indicators) is Comparison.DIFFERS:
            hint = _if_turned_round(judged, assessment)
            reason = judged.computed.reason
            yield _status_finding(judged.indicator, style, f"{reason.rstrip('.')}. {hint}" if hint else reason)
    for action in assessment.actions:
        style = scheme.style_of("actions", action.computed.style)
        reported = "" if action.action.is_heading else action.action.reported_status
        if compare(reported, style, scheme.styles.actions) is Comparison.DIFFERS:
            yield _status_finding(action.action, style, action.computed.reason)
    for risk in assessment.risks:
        style = scheme.style_of("risks", risk.computed.style)
        if compare(risk.risk.reported_status, style, risk_styles(scheme.risks)) is Comparison.DIFFERS:
            yield _status_finding(risk.risk, style, risk.computed.reason)


def trend_differs(assessment: Assessment) -> Iterator[Finding]:
    """Published trend words that neither trend of the scheme gives. A report prints one; it does not say which."""
    scheme = assessment.scheme
    styles = scheme.styles.trends
    for judged in assessment.indicators:
        row = judged.indicator
        declared = _declared_trends(judged, scheme) if row.reported_trend else []
        if declared and all(
            compare(row.reported_trend, styles[trend.style], styles) is Comparison.DIFFERS for trend in declared
        ):
            trend = declared[0]
            yield catalogue.TREND_DIFFERS.at(
                row.at("reported_trend"),
                row.code,
                reported=row.reported_trend,
                computed=styles[trend.style].word,
                reason=Sentence(trend.reason),
            )


def printed_differs(assessment: Assessment) -> Iterator[Finding]:
    """Figures whose printed rounding would give another status than the exact figure."""
    period = _period(assessment)
    for judged in assessment.indicators:
        row = judged.indicator
        value, target = _printed(row.value), _printed(row.target)
        if value is None and target is None:
            continue
        case = Case(
            usable_value(row) if value is None else value,
            row.target if target is None else Figure(FigureKind.NUMBER, target),
            row.polarity,
            row.unit,
            row.earlier,
            period,
        )
        style = _style_by_rule(case, assessment.scheme)
        if style != judged.computed.style:
            field, exact, printed = ("target", row.target, target) if value is None else ("value", row.value, value)
            yield catalogue.PRINTED_DIFFERS.at(
                row.at(field),
                row.code,
                exact=_said(exact.number, row),
                printed=_said(printed, row),
                computed=assessment.scheme.indicator_style(judged.computed.style).word,
                other=assessment.scheme.indicator_style(style).word,
            )


def band_differs(assessment: Assessment) -> Iterator[Finding]:
    """Published bands and colours that are not those of the score. A risk without a usable score has none to compare."""
    rules = assessment.scheme.risks
    for judged in assessment.risks:
        if rules is None or judged.band is None or judged.score is None:
            continue
        row = judged.risk
        for field, reported in (("reported_band", row.reported_band), ("reported_colour", row.reported_colour)):
            named = _bands_named(reported, rules)
            if named and judged.band not in named:
                yield catalogue.BAND_DIFFERS.at(
                    row.at(field),
                    row.code,
                    reported=reported,
                    score=plain(judged.score),
                    computed=_with_colour(judged.band),
                )


def _status_finding(row: Judged, computed: Style, reason: str) -> Finding:
    return catalogue.STATUS_DIFFERS.at(
        row.at("reported_status"),
        row.code,
        reported=row.reported_status,
        computed=computed.word,
        reason=Sentence(reason),
    )


def _if_turned_round(judged: IndicatorAssessment, assessment: Assessment) -> str:
    """A sentence where the published status is what the figures give with the polarity turned round, else ""."""
    row = judged.indicator
    turned = TURNED.get(row.polarity)
    if turned is None:
        return ""
    case = msgspec.structs.replace(case_of(row, _period(assessment)), polarity=turned)
    style = assessment.scheme.indicator_style(_style_by_rule(case, assessment.scheme))
    if compare(row.reported_status, style, assessment.scheme.styles.indicators) is not Comparison.AGREES:
        return ""
    return f"It would be {style.word} if a {BETTER[turned]} figure were better."


def _style_by_rule(case: Case, scheme: Scheme) -> str:
    return decide_target(case, scheme.target_status).style(scheme.styles.indicators)


def _declared_trends(judged: IndicatorAssessment, scheme: Scheme) -> list[Verdict[Trend]]:
    declared = ((scheme.trend.short, judged.short_trend), (scheme.trend.long, judged.long_trend))
    return [verdict for rule, verdict in declared if rule is not None]


def _bands_named(reported: str, rules: RiskRules) -> list[Band]:
    """Bands that a published label, colour or colour letter may stand for; several where they share a colour."""
    colour = folded(reported)
    if not colour:
        return []
    labels = matching_keys(reported, rules.styles)
    return [band for band in rules.bands if band.label in labels or colour == band.colour.casefold()]


def _with_colour(band: Band) -> str:
    return f"{band.label} ({band.colour})" if band.colour else band.label


def _printed(figure: Figure) -> Decimal | None:
    """The number that a cell shows where that is not the exact one, else None."""
    printed = figure.printed if figure.kind is FigureKind.NUMBER else None
    return None if printed == figure.number else printed


def _said(number: Decimal | None, row: Indicator) -> str:
    return "" if number is None else say_figure(number, row.unit, row.unit_text)


def _period(assessment: Assessment) -> Period:
    return assessment.service_return.cover.period or Period(PeriodKind.DAY, assessment.as_at, assessment.as_at)
