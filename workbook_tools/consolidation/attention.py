"""What the performance team has to look at: rows that need attention by the council's own rules, errors, contradictions."""

from collections.abc import Iterator
from dataclasses import dataclass

from workbook_tools import catalogue
from workbook_tools.consolidation.tracker import TRACKED
from workbook_tools.findings import Finding, Severity, Where
from workbook_tools.model.consolidation import Consolidation, ReturnDigest
from workbook_tools.model.flat import ACTIONS, FINDINGS, INDICATORS, RISKS, Amount, FlatRow, FlatTable, Value
from workbook_tools.model.scheme import MEANINGS, Scheme, Style, level_of, meaning_of
from workbook_tools.model.wording import say_figure
from workbook_tools.model.words import ActionStatus, Level, Trend
from workbook_tools.writing.severities import SEVERITY_STYLES

OFF_TARGET, WORSENING, OVERDUE, BEHIND, HIGH_RISK = "Off target", "Worsening", "Overdue", "Behind", "High risk"
ERROR, CONTRADICTION = "Error", "Contradiction"
CONTRADICTIONS = frozenset(
    kind.code
    for kind in (
        catalogue.STATUS_DIFFERS,
        catalogue.TREND_DIFFERS,
        catalogue.BAND_DIFFERS,
        catalogue.HEADLINE_DIFFERS,
        catalogue.PRINTED_DIFFERS,
        catalogue.REPEATED_DIFFERS,
        catalogue.VARIANCE_DIFFERS,
        catalogue.MONEY_NOTE_DIFFERS,
        catalogue.RETURN_COPIED,
    )
)
"""Codes of findings that say that a return, or two of them, tell different things."""
_KINDS = {INDICATORS.name: "Indicator", ACTIONS.name: "Action", RISKS.name: "Risk"}
_TRENDS = {INDICATORS.name: ("short_trend", "trends"), RISKS.name: ("movement", "movements")}
"""By table: the column that says which way a row has gone, and the table of its styles."""
_BEFORE = {INDICATORS.name: ("previous", "value")}


@dataclass(frozen=True, slots=True)
class Attention:
    """Something to look at.

    Attributes:
        service: whose return it is in, as the tracker names it.
        kind: "Indicator", "Action", "Risk" or "Finding".
        code: of the row; "" where there is none.
        title: likewise.
        style: how its status, or the weight of the finding, is shown.
        why: why it is listed, at least one of the words above.
        reason: of the status, or what was found.
        lead: who answers for it.
        where: file, sheet and cell.
    """

    service: str
    kind: str
    code: str
    title: str
    style: Style
    why: tuple[str, ...]
    reason: str
    lead: str
    where: Where


def attention(consolidation: Consolidation) -> Iterator[Attention]:
    """Return by return: errors and contradictions, then indicators, actions and risks; last what concerns several returns."""
    services = {row.file: row.service for row in consolidation.tracker if row.file}
    for digest in consolidation.returns:
        service = services[digest.source.name]
        yield from _findings(service, digest)
        for table in (INDICATORS, ACTIONS, RISKS):
            yield from _rows(consolidation.scheme, service, digest, table)
    for finding in consolidation.findings:
        if finding.code not in TRACKED and (why := _why_found(finding.severity, finding.code)):
            yield _found(services.get(finding.where.file, ""), finding, why)


def _findings(service: str, digest: ReturnDigest) -> Iterator[Attention]:
    places = [FINDINGS.place(name) for name in ("severity", "sheet", "cell", "subject", "message", "code")]
    for row in digest.rows(FINDINGS.name):
        severity, sheet, cell, subject, message, code = (_text(row[place]) for place in places)
        if why := _why_found(Severity(severity), code):
            where = Where(digest.source.name, sheet or None, cell or None)
            yield _found(service, Finding(code, Severity(severity), message, where, subject), why)


def _why_found(severity: Severity, code: str) -> str:
    return CONTRADICTION if code in CONTRADICTIONS else ERROR if severity is Severity.ERROR else ""


def _found(service: str, finding: Finding, why: str) -> Attention:
    style = SEVERITY_STYLES[finding.severity]
    return Attention(service, "Finding", finding.subject, "", style, (why,), finding.message, "", finding.where)


def _rows(scheme: Scheme, service: str, digest: ReturnDigest, table: FlatTable) -> Iterator[Attention]:
    names = ("code", "title", "status", "reason", "lead", "source")
    places = [table.place(name) for name in names]
    for row in digest.rows(table.name):
        code, title, key, reason, lead, source = (_text(row[place]) for place in places)
        if not key:
            continue
        style, declined = scheme.style_of(table.name, key), _declined(scheme, table, row)
        why = (*_why_status(table, key, style), *((WORSENING,) if declined else ()))
        if why:
            reasons = " ".join(part if part.endswith(".") else f"{part}." for part in (reason, declined) if part)
            sheet, _, cell = source.rpartition("!")
            where = Where(digest.source.name, sheet or None, cell or None)
            yield Attention(service, _KINDS[table.name], code, title, style, why, reasons, lead, where)


def _why_status(table: FlatTable, key: str, style: Style) -> Iterator[str]:
    level = level_of(key, style, MEANINGS[table.name])
    if table is INDICATORS and level in {Level.ALERT, Level.WARNING}:
        yield OFF_TARGET
    elif table is ACTIONS and meaning_of(key, style) == ActionStatus.OVERDUE:
        yield OVERDUE
    elif table is ACTIONS and level is Level.ALERT:
        yield BEHIND
    elif table is RISKS and level is Level.ALERT:
        yield HIGH_RISK


def _declined(scheme: Scheme, table: FlatTable, row: FlatRow) -> str:
    """Says that a row has become worse; "" where it has not, or where that is not told."""
    if table.name not in _TRENDS:
        return ""
    column, styles = _TRENDS[table.name]
    key = _text(row[table.place(column)])
    if not key or meaning_of(key, style := scheme.style_of(styles, key)) != Trend.DECLINED:
        return ""
    figures = [row[table.place(name)] for name in _BEFORE.get(table.name, ())]
    said = [say_figure(*figure) for figure in figures if isinstance(figure, Amount)]
    return f"{style.word}: {said[0]}, then {said[1]}." if len(said) == len(figures) > 0 else f"{style.word}."


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
