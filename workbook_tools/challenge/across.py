"""What contradicts itself across the returns of one run: what comes in twice counts twice."""

from collections.abc import Iterator, Sequence

from workbook_tools import catalogue
from workbook_tools.challenge.copies import answered_rows
from workbook_tools.findings import Finding, Where
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.layout import COVER_SHEET
from workbook_tools.model.service_return import ServiceReturn


def challenge_across(assessments: Sequence[Assessment]) -> tuple[Finding, ...]:
    """The same file, the same service and period, or the same rows twice in different files; each at the later of the two.

    A return without a service or a period, or one that was refused, is compared as a file only.
    """
    return tuple(_found(assessments))


def _found(assessments: Sequence[Assessment]) -> Iterator[Finding]:
    files: dict[str, str] = {}
    returns: dict[tuple[object, ...], str] = {}
    answered: dict[int, ServiceReturn] = {}
    for assessment in assessments:
        source, cover = assessment.service_return.source, assessment.service_return.cover
        if not source.sha256:  # there was no content to read, so none to compare
            continue
        if source.sha256 in files:
            yield catalogue.FILE_TWICE.at(Where(source.name), other=files[source.sha256])
            continue
        files[source.sha256] = source.name
        service = " ".join(cover.service.split())
        if not service or cover.period is None or assessment.service_return.refused is not None:
            continue
        key = (assessment.scheme.name, service.casefold(), cover.period)
        where = Where(source.name, COVER_SHEET, cover.cells.get("service"))
        if key in returns:
            yield catalogue.RETURN_TWICE.at(where, service=service, period=str(cover.period), other=returns[key])
        elif original := _copied(assessment.service_return, answered):
            yield catalogue.RETURN_COPIED.at(where, other=original.source.name)
        returns.setdefault(key, source.name)


def _copied(service_return: ServiceReturn, answered: dict[int, ServiceReturn]) -> ServiceReturn | None:
    """The first return with the same rows, or None; then this one is added to those `answered`, by the hash of its rows.

    Only hashes are kept, so that the rows of thousands of returns do not stand in memory twice.
    """
    rows = answered_rows(service_return)
    if rows is None:
        return None
    first = answered.setdefault(hash(rows), service_return)
    return first if first is not service_return and answered_rows(first) == rows else None
