"""What officers put in place of a verdict: a word of the scheme, and a reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbook_tools import catalogue
from workbook_tools.findings import Finding, Where
from workbook_tools.model.layout import COVER_SHEET
from workbook_tools.model.scheme import Scheme, Style, matching_keys, risk_styles
from workbook_tools.model.service_return import Judged, ServiceReturn


@dataclass(frozen=True, slots=True)
class OfficersStatus:
    """A status that an officer puts in place of a verdict, the reason for it, and the cells of both."""

    subject: str
    status: str
    reason: str
    where: Where
    where_reason: Where


def officer_status_unknown(service_return: ServiceReturn, scheme: Scheme) -> Iterator[Finding]:
    """Officers' statuses that are no word of the scheme."""
    for written, styles in _officers_statuses(service_return, scheme):
        if styles and not matching_keys(written.status, styles):
            words = ", ".join(dict.fromkeys(style.word for style in styles.values()))
            yield catalogue.OFFICER_STATUS_UNKNOWN.at(written.where, written.subject, text=written.status, words=words)


def officer_reason_missing(service_return: ServiceReturn, scheme: Scheme) -> Iterator[Finding]:
    """Officers' statuses without a reason."""
    for written, _styles in _officers_statuses(service_return, scheme):
        if not written.reason.strip():
            yield catalogue.OFFICER_REASON_MISSING.at(written.where_reason, written.subject, text=written.status)


def _officers_statuses(service_return: ServiceReturn, scheme: Scheme) -> Iterator[tuple[OfficersStatus, Mapping[str, Style]]]:
    """What officers put in place of a verdict, with the styles whose words count there; the judgement on the cover first."""
    cover, name = service_return.cover, service_return.source.name
    places = (Where(name, COVER_SHEET, cover.cells.get(field)) for field in ("overall_judgement", "overall_reason"))
    if cover.overall_judgement.strip():
        yield OfficersStatus("", cover.overall_judgement, cover.overall_reason, *places), scheme.styles.indicators
    tables: tuple[tuple[Sequence[Judged], Mapping[str, Style]], ...] = (
        (service_return.indicators, scheme.styles.indicators),
        (service_return.actions, scheme.styles.actions),
        (service_return.risks, risk_styles(scheme.risks)),
    )
    for rows, styles in tables:
        for row in rows:
            if row.officer_status.strip():
                places = (row.at(field) for field in ("officer_status", "officer_reason"))
                yield OfficersStatus(row.code, row.officer_status, row.officer_reason, *places), styles
