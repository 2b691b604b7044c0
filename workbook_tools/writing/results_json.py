"""What a run found, as one JSON object for other programs: every field of the returns, every verdict with its reason.

Numbers are strings in plain decimal notation in the unit of their row, dates are ISO, what is missing is null. Keys may be
added, never renamed.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum

from workbook_tools import __version__
from workbook_tools.findings import Finding
from workbook_tools.model.assessment import (
    ActionAssessment,
    Assessment,
    BudgetAssessment,
    IndicatorAssessment,
    Overall,
    RiskAssessment,
    SavingAssessment,
    StatusCount,
    StatusT,
    Verdict,
)
from workbook_tools.model.figures import DueDate, Figure, Observation, plain
from workbook_tools.model.responses import ResponseKey, response_key
from workbook_tools.model.scheme import Band, Scheme
from workbook_tools.model.service_return import Cover, Row
from workbook_tools.model.words import ActionStatus, RiskStatus, TargetStatus

Json = dict[str, object]

COUNTED: dict[str, type[StrEnum]] = {"indicators": TargetStatus, "actions": ActionStatus, "risks": RiskStatus}


def to_json(
    assessments: Sequence[Assessment], scheme: Scheme | None, as_at: date | None, across: Sequence[Finding] = ()
) -> Json:
    """The object that `--json` prints.

    Args:
        assessments: one a return, in the order of the files.
        scheme: the rules of the run; null in the object where each return has its own.
        as_at: the latest of the returns' as-at dates; null where no return could be read. Each return states its own.
        across: findings that concern several returns.
    """
    return {
        "version": __version__,
        "scheme": scheme.name if scheme else None,
        "as_at": _day(as_at),
        "findings": [_finding(finding, {}) for finding in across],
        "returns": [_return(assessment) for assessment in assessments],
    }


def dumps(results: Json) -> str:
    """`results` as text: the same values give the same text, to the byte."""
    return json.dumps(results, ensure_ascii=False, indent=1)


def _return(assessment: Assessment) -> Json:
    service_return = assessment.service_return
    cover, refused = service_return.cover, service_return.refused
    return {
        "file": service_return.source.name,
        "sha256": service_return.source.sha256,
        "size": service_return.source.size,
        "service": cover.service or None,
        "period": str(cover.period) if cover.period else None,
        "refused": refused,
        "scheme": assessment.scheme.name,
        "scheme_version": assessment.scheme.version,
        "as_at": _day(assessment.as_at) if refused is None else None,
        "cover": _cover(cover),
        "counts": _counts(assessment),
        "sections": [_section(count, assessment.scheme) for count in assessment.counts],
        "overall": _overall(assessment.overall),
        "indicators": [_indicator(judged, assessment.scheme) for judged in assessment.indicators],
        "actions": [_action(judged, assessment.scheme) for judged in assessment.actions],
        "risks": [_risk(judged, assessment.scheme) for judged in assessment.risks],
        "finance": [_budget_line(judged, assessment.scheme) for judged in assessment.finance],
        "savings": [_saving(judged, assessment.scheme) for judged in assessment.savings],
        "headlines": [_row(row) for row in service_return.headlines],
        "breakdowns": [_row(row) for row in service_return.breakdowns],
        "narrative": [_row(row) for row in service_return.narrative],
        "repeated": [_row(row) for row in service_return.repeated],
        "findings": [_finding(finding, service_return.responses) for finding in assessment.findings],
    }


def _indicator(judged: IndicatorAssessment, scheme: Scheme) -> Json:
    row = judged.indicator
    return {
        **_row(row),
        "earlier": [_observation(observation) for observation in row.earlier],
        **_judged("indicators", judged.status, judged.computed, judged.overruled, scheme),
        **_trend("short_trend", judged.short_trend),
        **_trend("long_trend", judged.long_trend),
        "variation": None,
        "assurance": None,
    }


def _action(judged: ActionAssessment, scheme: Scheme) -> Json:
    return {**_row(judged.action), **_judged("actions", judged.status, judged.computed, judged.overruled, scheme)}


def _risk(judged: RiskAssessment, scheme: Scheme) -> Json:
    row = _row(judged.risk)
    return {
        **row,
        "returned_score": row["score"],
        "returned_target_score": row["target_score"],
        "score": _number(judged.score),
        "target_score": _number(judged.target_score),
        "gap": _number(judged.gap),
        "band": _band(judged.band),
        "target_band": _band(judged.target_band),
        "position": list(judged.position) if judged.position else None,
        "target_position": list(judged.target_position) if judged.target_position else None,
        **_judged("risks", judged.status, judged.computed, judged.overruled, scheme),
        **_trend("movement", judged.movement),
    }


def _budget_line(judged: BudgetAssessment, scheme: Scheme) -> Json:
    row = _row(judged.line)
    return {
        **row,
        "returned_variance": row["variance"],
        "variance": _number(judged.variance),
        "variance_percent": _number(judged.percent),
        "variance_is_stated": judged.is_stated,
        "direction": judged.direction.value,
        **_money_verdict(judged.status, scheme),
        "reason": judged.reason,
    }


def _saving(judged: SavingAssessment, scheme: Scheme) -> Json:
    return {
        **_row(judged.saving),
        "delivery_percent": _number(judged.delivery),
        **_money_verdict(judged.status, scheme),
        "reason": judged.reason,
    }


def _money_verdict(status: Verdict[TargetStatus] | None, scheme: Scheme) -> Json:
    """The verdict on money, all null where the scheme has no rules for it."""
    return {
        "status": status.status.value if status else None,
        "status_style": status.style if status else None,
        "status_word": scheme.indicator_style(status.style).word if status else None,
        "assumed": status.assumed if status else None,
    }


def _judged(table: str, status: Verdict[StatusT], computed: Verdict[StatusT], overruled: str | None, scheme: Scheme) -> Json:
    """The verdict in force, the scheme's word for it, and the computed one where an officer overruled it."""
    return {
        "status": status.status.value,
        "status_style": status.style,
        "status_word": scheme.style_of(table, status.style).word,
        "reason": status.reason,
        "assumed": status.assumed,
        "overruled": None
        if overruled is None
        else {"computed": computed.status.value, "reason": overruled, "computed_reason": computed.reason},
    }


def _trend(name: str, verdict: Verdict[StatusT]) -> Json:
    return {name: verdict.status.value, f"{name}_reason": verdict.reason, f"{name}_assumed": verdict.assumed}


def _row(row: Row) -> Json:
    """Every field of a row; a figure or a date also as the text that stands in its cell."""
    result: Json = {"sheet": row.where.sheet, "cell": row.where.cell, "cells": dict(sorted(row.cells.items()))}
    for name in row.__struct_fields__:
        if name not in {"where", "cells", "earlier"}:
            result |= _field(name, getattr(row, name))
    return result


def _field(name: str, value: object) -> Json:
    if isinstance(value, Figure):
        return _figure(name, value)
    if isinstance(value, DueDate):
        return {name: _day(value.date), f"{name}_text": value.text or None, f"{name}_ongoing": value.ongoing}
    if isinstance(value, StrEnum):
        return {name: value.value}
    if isinstance(value, tuple):
        return {name: list(value)}
    return {name: None if value == "" else value}


def _figure(name: str, figure: Figure) -> Json:
    result: Json = {name: _number(figure.number), f"{name}_text": figure.text or None, f"{name}_kind": figure.kind.value}
    if figure.low is not None or figure.high is not None:
        result |= {f"{name}_low": _number(figure.low), f"{name}_high": _number(figure.high)}
    printed = figure.printed
    if printed is not None and printed != figure.number:
        result[f"{name}_printed"] = _number(printed)
    return result


def _observation(observation: Observation) -> Json:
    where = observation.figure.where
    return {
        "period": str(observation.period) if observation.period else None,
        **_figure("value", observation.figure),
        "sheet": where.sheet if where else None,
        "cell": where.cell if where else None,
    }


def _cover(cover: Cover) -> Json:
    period = cover.period
    texts = {
        field.name: getattr(cover, field.name) or None
        for field in fields(cover)
        if field.name not in {"period", "other", "cells"}
    }
    return {
        **texts,
        "period_start": _day(period.start if period else None),
        "period_end": _day(period.end if period else None),
        "other": dict(cover.other),
        "cells": dict(sorted(cover.cells.items())),
    }


def _counts(assessment: Assessment) -> Json:
    """How many rows of each table stand at each status, zeros included; lead-ins, which get no verdict, are not counted."""
    statuses: dict[str, Counter[str]] = {
        "indicators": Counter(judged.status.status.value for judged in assessment.indicators),
        "actions": Counter(judged.status.status.value for judged in assessment.actions if not judged.action.is_heading),
        "risks": Counter(judged.status.status.value for judged in assessment.risks),
    }
    counts: Json = {table: {status.value: statuses[table][status.value] for status in COUNTED[table]} for table in COUNTED}
    return counts | {"assumed": assessment.assumed}


def _section(count: StatusCount, scheme: Scheme) -> Json:
    """A count by the scheme's own words and keys; of a whole table where its section is null."""
    return {
        "table": count.table,
        "section": count.section or None,
        "total": count.total,
        "by_style": [
            {"style": key, "word": scheme.style_of(count.table, key).word, "count": number} for key, number in count.by_style
        ],
        "status": count.rollup.status.value if count.rollup else None,
        "reason": count.rollup.reason if count.rollup else None,
    }


def _overall(overall: Overall) -> Json:
    computed = overall.computed
    return {
        "status": overall.status.value if overall.status else None,
        "computed": computed.status.value if computed else None,
        "reason": computed.reason if computed else None,
        "assumed": computed.assumed if computed else False,
        "judgement": overall.judgement or None,
        "judgement_reason": overall.judgement_reason or None,
    }


def _finding(finding: Finding, responses: Mapping[ResponseKey, str]) -> Json:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "subject": finding.subject or None,
        "file": finding.where.file,
        "sheet": finding.where.sheet,
        "cell": finding.where.cell,
        "response": responses.get(response_key(finding.code, finding.subject)),
    }


def _band(band: Band | None) -> str | None:
    return band.label if band else None


def _number(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
